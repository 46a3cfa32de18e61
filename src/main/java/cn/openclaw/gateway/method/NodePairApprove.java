package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;

/** Takes a node in; the answer is the only one with its token. */
@AutoService(GatewayMethod.class)
public final class NodePairApprove implements GatewayMethod {
    @Override
    public String name() {
        return "node.pair.approve";
    }

    @Override
    public Access access() {
        return Access.PAIRING;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        return NodePairings.of(call.world()).approve(params.need("requestId"));
    }
}
