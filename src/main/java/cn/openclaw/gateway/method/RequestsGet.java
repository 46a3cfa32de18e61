package cn.openclaw.gateway.method;

import cn.openclaw.agent.Observed;
import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import java.io.IOException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code requests.get}: one request, and what was asked to answer it; no text of it. */
@AutoService(GatewayMethod.class)
public final class RequestsGet implements GatewayMethod {
    @Override
    public String name() {
        return "requests.get";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) throws InterruptedException {
        String id = params.need("id");
        try {
            ObjectNode request = Observed.of(call.world().agents().tools())
                    .find(id)
                    .orElseThrow(() -> GatewayException.invalid("no such request: " + id));
            ObjectNode answer = Json.object();
            ArrayNode attempts = answer.putArray("attempts");
            request.path("tried").forEach(attempts::add);
            request.remove("tried");
            if (Json.text(request, "provider") != null) {
                ObjectNode last = attempts.addObject();
                for (String name : new String[] {"provider", "model", "profile", "status", "error"}) {
                    JsonNode value = request.get(name);
                    if (value != null) {
                        last.set(name.equals("error") ? "reason" : name, value);
                    }
                }
                JsonNode took = request.get("durationMs");
                last.set("ms", took);
            }
            answer.set("request", request);
            return answer;
        } catch (IOException e) {
            call.world().log().fault("journal", "the request journal cannot be read", e);
            throw GatewayException.unavailable("the request journal cannot be read: " + e.getClass().getSimpleName());
        }
    }
}
