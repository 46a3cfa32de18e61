package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.Params;
import cn.openclaw.session.SessionKey;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;

/** {@code sessions.send}: {@code chat.send} as newer clients call it, with {@code key}. */
@AutoService(GatewayMethod.class)
public final class SessionsSend implements GatewayMethod {
    @Override
    public String name() {
        return "sessions.send";
    }

    @Override
    public Access access() {
        return Access.WRITE;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) throws InterruptedException {
        SessionKey key = Asked.followed(params, call, params.tree().has("key") ? "key" : "sessionKey");
        return ChatSend.send(params, call, key, params.text("message").orElse(""));
    }
}
