package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Conversations;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import cn.openclaw.session.SessionKey;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;

/** {@code sessions.messages.unsubscribe}: this connection no longer hears of a conversation. */
@AutoService(GatewayMethod.class)
public final class SessionsMessagesUnsubscribe implements GatewayMethod {
    @Override
    public String name() {
        return "sessions.messages.unsubscribe";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        String written = params.need(params.tree().has("key") ? "key" : "sessionKey");
        SessionKey key = Conversations.key(call.world(), written);
        call.world().hub().unfollow(call.caller().connection(), key.text());
        return Json.object().put("ok", true).put("subscribed", false).put("key", written);
    }
}
