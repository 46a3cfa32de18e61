package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.gateway.Presence;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;

/** Who is there: the gateway and the programs that are connected to it. */
@AutoService(GatewayMethod.class)
public final class SystemPresence implements GatewayMethod {
    @Override
    public String name() {
        return "system-presence";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        return Presence.of(call.world()).list();
    }
}
