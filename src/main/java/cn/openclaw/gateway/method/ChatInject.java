package cn.openclaw.gateway.method;

import cn.openclaw.agent.AgentRuns;
import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Feed;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.Injected;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import cn.openclaw.session.SessionKey;
import com.google.auto.service.AutoService;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code chat.inject}: says something in the assistant's place, linked into the conversation; the model is told of it later. */
@AutoService(GatewayMethod.class)
public final class ChatInject implements GatewayMethod {
    private static final int LONGEST_LABEL = 100;

    @Override
    public String name() {
        return "chat.inject";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        SessionKey key = Asked.key(params, call, "sessionKey");
        String words = params.need("message");
        String label = params.text("label").map(String::strip).orElse("");
        if (label.length() > LONGEST_LABEL) {
            throw params.wrong("at /label: must NOT have more than " + LONGEST_LABEL + " characters");
        }
        String text = label.isEmpty() ? words : "[" + label + "]\n\n" + words;
        ObjectNode message = Injected.message(text, call.world().agents().clock().millis());
        AgentRuns.Noted noted = call.world()
                .runs()
                .note(Asked.turn(call, key, List.of()), transcript -> transcript.addPlain(message, false));
        call.afterwards(() -> Feed.of(call.world())
                .tell(Feed.News.of("chat", key, Injected.event("inject-" + noted.entryId(), key, 0, message))));
        return Json.object().put("ok", true).put("messageId", noted.entryId());
    }
}
