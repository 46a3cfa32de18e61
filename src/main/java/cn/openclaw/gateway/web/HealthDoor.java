package cn.openclaw.gateway.web;

import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.HttpDoor;
import cn.openclaw.gateway.HttpVisit;
import cn.openclaw.gateway.Lifecycle;
import cn.openclaw.json.Json;
import com.google.auto.service.AutoService;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code /healthz}: the process lives. {@code /readyz}: it takes work; 503 while it ends what runs. Both say nothing that a
 * stranger must not know.
 */
@AutoService(HttpDoor.class)
public final class HealthDoor implements HttpDoor {
    private static final Set<String> PATHS = Set.of("/healthz", "/readyz", "/health");

    @Override
    public String name() {
        return "health";
    }

    @Override
    public int order() {
        return 10;
    }

    @Override
    public boolean takes(String path, GatewayWorld world) {
        return PATHS.contains(path);
    }

    @Override
    public void answer(HttpVisit visit, GatewayWorld world) {
        boolean ready = world.kept(Lifecycle.class, Lifecycle::of).phase() == Lifecycle.Phase.READY;
        boolean asksReady = visit.path().equals("/readyz");
        ObjectNode body = Json.object().put("ok", !asksReady || ready);
        body.put("status", asksReady ? ready ? "ready" : "draining" : "live");
        visit.reply(
                asksReady && !ready ? 503 : 200,
                Map.of("content-type", "application/json; charset=utf-8", "cache-control", "no-store"),
                Json.bytes(body));
    }
}
