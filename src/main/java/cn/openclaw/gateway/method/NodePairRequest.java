package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A node asks, by somebody who may, to be taken in. */
@AutoService(GatewayMethod.class)
public final class NodePairRequest implements GatewayMethod {
    @Override
    public String name() {
        return "node.pair.request";
    }

    @Override
    public Access access() {
        return Access.PAIRING;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        ObjectNode wish = Json.object().put("nodeId", params.need("nodeId"));
        for (String fact : List.of(
                "displayName", "platform", "version", "coreVersion", "uiVersion", "deviceFamily", "modelIdentifier", "remoteIp")) {
            params.text(fact).ifPresent(value -> wish.put(fact, value));
        }
        for (String fact : List.of("caps", "commands")) {
            ArrayNode list = Json.array();
            params.texts(fact).forEach(list::add);
            if (!list.isEmpty()) {
                wish.set(fact, list);
            }
        }
        params.flag("silent").ifPresent(silent -> wish.put("silent", silent));
        return NodePairings.of(call.world()).request(wish);
    }
}
