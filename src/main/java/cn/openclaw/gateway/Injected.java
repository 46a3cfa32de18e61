package cn.openclaw.gateway;

import cn.openclaw.json.Json;
import cn.openclaw.llm.Part;
import cn.openclaw.session.SessionKey;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Messages that no turn wrote: in an assistant's place, or in a person's. */
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

    /** What a person said, as it stands in the transcript. */
    static ObjectNode said(List<Part> parts, long now) {
        ObjectNode message = Json.object().put("role", "user");
        ArrayNode content = message.putArray("content");
        for (Part part : parts) {
            switch (part) {
                case Part.Text(String words) -> content.addObject().put("type", "text").put("text", words);
                case Part.Media(String mimeType, String base64) ->
                    content.addObject().put("type", "image").put("data", base64).put("mimeType", mimeType);
                // People say neither.
                case Part.Thinking _, Part.ToolCall _ -> {}
            }
        }
        return message.put("timestamp", now);
    }

    /** Tells it: one {@code chat} event, which is final. */
    public static ObjectNode event(String runId, SessionKey key, long seq, ObjectNode message) {
        ObjectNode payload = Json.object().put("runId", runId).put("sessionKey", key.text()).put("seq", seq).put("state", "final");
        payload.set("message", message);
        return payload;
    }
}
