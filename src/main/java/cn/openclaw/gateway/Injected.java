package cn.openclaw.gateway;

import cn.openclaw.json.Json;
import cn.openclaw.session.SessionKey;
import tools.jackson.databind.node.ObjectNode;

/** A message that no model said, in an assistant's place. */
public final class Injected {
    private Injected() {}

    /** As it stands in the transcript and in {@code chat.history}. */
    public static ObjectNode message(String words, long now) {
        ObjectNode message = Json.object().put("role", "assistant");
        message.putArray("content").addObject().put("type", "text").put("text", words);
        message.put("timestamp", now).put("stopReason", "injected");
        message.set("usage", Json.object().put("input", 0).put("output", 0).put("totalTokens", 0));
        return message;
    }

    /** Tells it: one {@code chat} event, which is final. */
    public static ObjectNode event(String runId, SessionKey key, long seq, ObjectNode message) {
        ObjectNode payload = Json.object().put("runId", runId).put("sessionKey", key.text()).put("seq", seq).put("state", "final");
        payload.set("message", message);
        return payload;
    }
}
