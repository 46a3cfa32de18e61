package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;

/** Turns a node away. */
@AutoService(GatewayMethod.class)
public final class NodePairReject implements GatewayMethod {
    @Override
    public String name() {
        return "node.pair.reject";
    }

    @Override
    public Access access() {
        return Access.PAIRING;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        return NodePairings.of(call.world()).reject(params.need("requestId"));
    }
}
