package cn.openclaw.gateway.method;

import cn.openclaw.config.ConfigReload;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.RestartNote;
import cn.openclaw.gateway.Restarter;
import cn.openclaw.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What a changed configuration asks of the gateway that runs. */
final class RestartDesk {
    private final GatewayWorld world;

    RestartDesk(GatewayWorld world) {
        this.world = world;
    }

    /** Whether a part changed that is only read at the start. */
    static boolean needed(JsonNode before, JsonNode after) {
        return changed(before, after, List.of()).stream().anyMatch(path -> ConfigReload.of(path) == ConfigReload.RESTART);
    }

    /** The paths of what really is another value now. */
    static List<List<String>> changed(JsonNode before, JsonNode after, List<String> path) {
        List<List<String>> changed = new ArrayList<>();
        if (before.isObject() && after.isObject()) {
            Set<String> names = new LinkedHashSet<>(before.propertyNames());
            names.addAll(after.propertyNames());
            for (String name : names) {
                List<String> below = new ArrayList<>(path);
                below.add(name);
                changed.addAll(changed(before.path(name), after.path(name), below));
            }
        } else if (!before.equals(after)) {
            changed.add(path);
        }
        return changed;
    }

    ObjectNode restart(boolean needed, String method, Duration delay) {
        boolean scheduled = needed && Restarter.of(world).restart(method, delay);
        ObjectNode restart = Json.object().put("ok", !needed || scheduled).put("pid", ProcessHandle.current().pid());
        restart.put("signal", "SIGUSR1").put("delayMs", needed ? delay.toMillis() : 0);
        restart.put("reason", needed ? method : "nothing that changed needs a restart");
        return restart.put("mode", scheduled ? "emit" : "none");
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
