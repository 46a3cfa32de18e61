package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;

/** Gives a node another name. */
@AutoService(GatewayMethod.class)
public final class NodeRename implements GatewayMethod {
    @Override
    public String name() {
        return "node.rename";
    }

    @Override
    public Access access() {
        return Access.PAIRING;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        String id = params.need("nodeId");
        String name = params.need("displayName").strip();
        if (name.isEmpty() || name.length() > 64) {
            throw params.wrong("at /displayName: must have 1 to 64 characters");
        }
        if (new NodeFacts(call.world()).find(id).isEmpty()) {
            throw GatewayException.invalid("unknown nodeId");
        }
        new NodeNames(call.world()).put(id, name);
        return Json.object().put("nodeId", id).put("displayName", name);
    }
}
