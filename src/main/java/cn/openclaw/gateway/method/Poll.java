package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;

/** Sends a poll to a channel; there is none. */
@AutoService(GatewayMethod.class)
public final class Poll implements GatewayMethod {
    @Override
    public String name() {
        return "poll";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public boolean advertised() {
        return false;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        params.need("to");
        params.need("question");
        params.need("idempotencyKey");
        int options = params.texts("options").size();
        if (options < 2 || options > 12) {
            throw params.wrong("at /options: must NOT have " + (options < 2 ? "fewer than 2" : "more than 12") + " items");
        }
        throw NoChannel.nowhere();
    }
}
