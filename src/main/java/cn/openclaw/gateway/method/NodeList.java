package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Which nodes there are, and what they can do. */
@AutoService(GatewayMethod.class)
public final class NodeList implements GatewayMethod {
    @Override
    public String name() {
        return "node.list";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        ObjectNode answer = Json.object().put("ts", call.world().agents().clock().millis());
        ArrayNode list = answer.putArray("nodes");
        new NodeFacts(call.world()).all().forEach(list::add);
        return answer;
    }
}
