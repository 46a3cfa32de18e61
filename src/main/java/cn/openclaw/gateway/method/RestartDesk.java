package cn.openclaw.gateway.method;

import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.LiveConfig;
import cn.openclaw.gateway.ReloadPlan;
import cn.openclaw.gateway.RestartNote;
import cn.openclaw.gateway.Restarter;
import cn.openclaw.json.Json;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a changed configuration asks of the gateway that runs. The one who watches the file restarts it, where {@code gateway.reload}
 * lets him; here it is only told whether he will.
 */
final class RestartDesk {
    private final GatewayWorld world;
    private final ReloadPlan plan;

    RestartDesk(GatewayWorld world, JsonNode before, JsonNode after) {
        this.world = world;
        this.plan = ReloadPlan.between(before, after);
    }

    /** Whether a part changed that is only read at the start, and somebody is there to begin anew. */
    boolean restarts() {
        String mode = world.live().map(LiveConfig::mode).orElse("off");
        return switch (mode) {
            case "hybrid" -> plan.needsRestart();
            case "restart" -> !plan.isEmpty();
            default -> false;
        };
    }

    /** @param delay where nobody watches the file: after how long the gateway restarts all the same, since it was asked to */
    ObjectNode restart(String method, Duration delay) {
        boolean ordered = !restarts() && plan.needsRestart() && Restarter.of(world).restart(method, delay);
        boolean scheduled = restarts() || ordered;
        String reason = scheduled
                ? method
                : plan.needsRestart()
                        ? "a restart is needed and left to you: openclaw-cn gateway restart"
                        : "nothing that changed needs a restart";
        return Json.object()
                .put("ok", scheduled || !plan.needsRestart())
                .put("pid", ProcessHandle.current().pid())
                .put("signal", "SIGUSR1")
                .put("delayMs", ordered ? delay.toMillis() : 0)
                .put("reason", reason)
                .put("mode", scheduled ? "emit" : "none");
    }

    /** Leaves word for the next process, which tells the conversation that asked. */
    ObjectNode sentinel(String method, Optional<String> session, Optional<String> note) {
        ObjectNode payload = Json.object().put("kind", method.replace('.', '-')).put("status", "ok");
        payload.put("ts", world.agents().clock().millis());
        session.ifPresent(key -> payload.put("sessionKey", key));
        payload.put("message", RestartNote.words(method, note));
        RestartNote.write(world, payload);
        ObjectNode sentinel = Json.object().put("path", RestartNote.file(world).toString());
        sentinel.set("payload", payload);
        return sentinel;
    }
}
