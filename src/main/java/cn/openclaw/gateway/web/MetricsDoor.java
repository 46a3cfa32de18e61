package cn.openclaw.gateway.web;

import cn.openclaw.agent.Observed;
import cn.openclaw.gateway.Caller;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.HttpDoor;
import cn.openclaw.gateway.HttpVisit;
import cn.openclaw.protocol.Scope;
import com.google.auto.service.AutoService;
import java.nio.charset.StandardCharsets;
import java.util.Map;

/** {@code /metrics}, as Prometheus reads it, for whoever may read; the numbers tell who asks what, so a stranger gets none. */
@AutoService(HttpDoor.class)
public final class MetricsDoor implements HttpDoor {
    private static final Map<String, String> PLAIN = Map.of("content-type", "text/plain; charset=utf-8", "www-authenticate", "Bearer");
    private static final Map<String, String> PROMETHEUS =
            Map.of("content-type", "text/plain; version=0.0.4; charset=utf-8", "cache-control", "no-store");

    @Override
    public String name() {
        return "metrics";
    }

    @Override
    public int order() {
        return 20;
    }

    @Override
    public boolean takes(String path, GatewayWorld world) {
        return path.equals("/metrics");
    }

    @Override
    public void answer(HttpVisit visit, GatewayWorld world) throws InterruptedException {
        Caller caller = visit.caller().orElse(null);
        if (caller == null) {
            refuse(visit, 401, "Prometheus needs the gateway's token: authorization: Bearer <token>\n");
        } else if (!caller.may(Scope.READ)) {
            refuse(visit, 403, "this token may not read\n");
        } else if (!visit.method().equals("GET")) {
            refuse(visit, 405, "only GET\n");
        } else {
            visit.reply(200, PROMETHEUS, Observed.of(world.agents().tools()).scrape().getBytes(StandardCharsets.UTF_8));
        }
    }

    private static void refuse(HttpVisit visit, int status, String why) {
        visit.reply(status, PLAIN, why.getBytes(StandardCharsets.UTF_8));
    }
}
