package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;

/** Which nodes were taken in the older way, and which ask to be; no token among them. */
@AutoService(GatewayMethod.class)
public final class NodePairList implements GatewayMethod {
    @Override
    public String name() {
        return "node.pair.list";
    }

    @Override
    public Access access() {
        return Access.PAIRING;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        return NodePairings.of(call.world()).list();
    }
}
