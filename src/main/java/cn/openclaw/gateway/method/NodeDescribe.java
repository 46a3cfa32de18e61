package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Everything about one node. */
@AutoService(GatewayMethod.class)
public final class NodeDescribe implements GatewayMethod {
    @Override
    public String name() {
        return "node.describe";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        ObjectNode node = new NodeFacts(call.world())
                .find(params.need("nodeId"))
                .orElseThrow(() -> GatewayException.invalid("unknown nodeId"));
        ObjectNode answer = Json.object().put("ts", call.world().agents().clock().millis());
        return answer.setAll(node);
    }
}
