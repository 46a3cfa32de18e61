package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Feed;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import cn.openclaw.session.SessionKey;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code sessions.messages.subscribe}: from now on this connection hears of a conversation. With {@code sinceSeq}, the last
 * {@code sessionSeq} it has seen, it is given what it missed; where that is more than is remembered, {@code complete} is false and
 * {@code chat.history} has it.
 */
@AutoService(GatewayMethod.class)
public final class SessionsMessagesSubscribe implements GatewayMethod {
    @Override
    public String name() {
        return "sessions.messages.subscribe";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        String name = params.tree().has("key") ? "key" : "sessionKey";
        SessionKey key = Asked.key(params, call, name);
        String connection = call.caller().connection();
        // Following begins first: what happens in between comes twice rather than never, under one number.
        call.world().hub().follow(connection, key.text());
        Feed feed = Feed.of(call.world());
        ObjectNode answer = Json.object().put("ok", true).put("subscribed", true).put("key", params.need(name));
        if (!params.tree().has("sinceSeq")) {
            return answer.put("seq", feed.seq(key));
        }
        Feed.Missed missed = feed.since(key, params.number("sinceSeq", 0, Long.MAX_VALUE).orElse(0L));
        answer.put("seq", missed.seq()).put("complete", missed.complete());
        ArrayNode events = answer.putArray("events");
        for (Feed.Past past : missed.events()) {
            events.addObject().put("event", past.event()).set("payload", feed.as(connection, key, past.payload()));
        }
        return answer;
    }
}
