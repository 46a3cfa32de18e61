package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Puts a new release in place; a running gateway does not do that to itself, and says how it is done. */
@AutoService(GatewayMethod.class)
public final class UpdateRun implements GatewayMethod {
    @Override
    public String name() {
        return "update.run";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        params.number("timeoutMs", 1, Integer.MAX_VALUE);
        params.number("restartDelayMs", 0, 60_000);
        ObjectNode answer = Json.object().put("ok", false);
        ObjectNode result = answer.putObject("result").put("status", "skipped").put("mode", "unsupported");
        result.put(
                "reason",
                "a running gateway does not replace itself: put the new release in place of the old one, then run:"
                        + " openclaw-cn gateway restart");
        result.putArray("steps");
        result.put("durationMs", 0);
        answer.putNull("restart");
        answer.putNull("sentinel");
        return answer;
    }
}
