package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether a token is the one that a node was given. */
@AutoService(GatewayMethod.class)
public final class NodePairVerify implements GatewayMethod {
    @Override
    public String name() {
        return "node.pair.verify";
    }

    @Override
    public Access access() {
        return Access.PAIRING;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        String id = params.need("nodeId");
        boolean right = NodePairings.of(call.world()).isRight(id, params.need("token"));
        ObjectNode answer = Json.object().put("ok", right);
        if (right) {
            NodePairings.of(call.world()).list().path("paired").forEach(node -> {
                if (id.equals(Json.text(node, "nodeId"))) {
                    answer.set("node", node);
                }
            });
        }
        return answer;
    }
}
