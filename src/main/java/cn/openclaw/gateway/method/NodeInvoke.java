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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Has a node do something, and answers when it has. The same {@code idempotencyKey} has it done once. */
@AutoService(GatewayMethod.class)
public final class NodeInvoke implements GatewayMethod {
    @Override
    public String name() {
        return "node.invoke";
    }

    @Override
    public Access access() {
        return Access.WRITE;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) throws InterruptedException {
        String id = params.need("nodeId");
        String command = params.need("command");
        String key = params.need("idempotencyKey");
        Duration limit = Duration.ofMillis(params.number("timeoutMs", 1, 3_600_000).orElse(30_000L));
        Nodes.Question question = new Nodes.Question(
                id, command, Optional.ofNullable(params.tree().get("params")).filter(node -> !node.isNull()), limit, key);
        ObjectNode done = NodeAnswers.of(call.world()).once(id + " " + key, () -> Nodes.of(call.world()).ask(question));
        ObjectNode answer = Json.object().put("ok", true).put("nodeId", id).put("command", command);
        Optional<JsonNode> payload = payload(done);
        answer.set("payload", payload.orElseGet(JsonNodeFactory.instance::nullNode));
        if (payload.isPresent()) {
            answer.put("payloadJSON", Json.write(payload.get()));
        } else {
            answer.putNull("payloadJSON");
        }
        return answer;
    }

    private static Optional<JsonNode> payload(ObjectNode done) {
        String text = Json.text(done, "payloadJSON");
        if (text != null) {
            try {
                return Optional.of(Json.parse(text));
            } catch (JsonException e) {
                throw GatewayException.unavailable("the node's payloadJSON is not JSON");
            }
        }
        return Optional.ofNullable(done.get("payload"));
    }
}
