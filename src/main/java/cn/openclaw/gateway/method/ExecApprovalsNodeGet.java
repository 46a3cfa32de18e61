package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.gateway.Nodes;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The lists of what runs unasked on a node. */
@AutoService(GatewayMethod.class)
public final class ExecApprovalsNodeGet implements GatewayMethod {
    @Override
    public String name() {
        return "exec.approvals.node.get";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) throws InterruptedException {
        String id = params.need("nodeId");
        ObjectNode asked = Json.object();
        ObjectNode done = Nodes.of(call.world())
                .ask(new Nodes.Question(
                        id, "system.execApprovals.get", Optional.of(asked), Duration.ofSeconds(10), UUID.randomUUID().toString()));
        String text = Json.text(done, "payloadJSON");
        try {
            return text == null ? done.path("payload") : Json.parse(text);
        } catch (JsonException e) {
            throw GatewayException.unavailable("the node's payloadJSON is not JSON");
        }
    }
}
