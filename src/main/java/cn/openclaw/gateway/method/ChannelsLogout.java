package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;

/** Ends the login of a channel; there is none to end. */
@AutoService(GatewayMethod.class)
public final class ChannelsLogout implements GatewayMethod {
    @Override
    public String name() {
        return "channels.logout";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        throw NoChannel.of(params.need("channel"));
    }
}
