package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;

/** Sends a message to a channel; there is none. */
@AutoService(GatewayMethod.class)
public final class Send implements GatewayMethod {
    @Override
    public String name() {
        return "send";
    }

    @Override
    public Access access() {
        return Access.WRITE;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        params.need("to");
        params.need("idempotencyKey");
        if (params.text("message").isEmpty() && params.text("mediaUrl").isEmpty() && params.texts("mediaUrls").isEmpty()) {
            throw params.wrong("must have required property 'message'");
        }
        throw NoChannel.nowhere();
    }
}
