package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.gateway.Nodes;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** A node tells what came of what it was asked. */
@AutoService(GatewayMethod.class)
public final class NodeInvokeResult implements GatewayMethod {
    @Override
    public String name() {
        return "node.invoke.result";
    }

    @Override
    public Access access() {
        return Access.NODE;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        String id = params.need("id");
        params.need("nodeId");
        boolean ok = params.flag("ok").orElseThrow(() -> params.wrong("must have required property 'ok'"));
        ObjectNode answer = Json.object().put("ok", ok);
        for (String fact : List.of("payload", "payloadJSON", "error")) {
            Optional.ofNullable(params.tree().get(fact)).filter(node -> !node.isNull()).ifPresent(node -> answer.set(fact, node));
        }
        ObjectNode heard = Json.object().put("ok", true);
        return Nodes.of(call.world()).answered(call.caller(), id, answer) ? heard : heard.put("ignored", true);
    }
}
