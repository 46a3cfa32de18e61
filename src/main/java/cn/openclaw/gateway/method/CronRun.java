package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.CronJobs;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import cn.openclaw.timer.Jobs;
import com.google.auto.service.AutoService;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** Does a job now, and answers when it is done. It goes on if the caller leaves. */
@AutoService(GatewayMethod.class)
public final class CronRun implements GatewayMethod {
    @Override
    public String name() {
        return "cron.run";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) throws InterruptedException {
        String id = JobParams.id(params);
        String mode = params.text("mode").orElse("force");
        if (!mode.equals("due") && !mode.equals("force")) {
            throw params.wrong("at /mode: must be equal to one of the allowed values");
        }
        CronJobs cron = CronJobs.of(call.world());
        Optional<Jobs.Claim> claim = cron.jobs().claim(id, mode.equals("force"));
        if (claim.isEmpty()) {
            boolean running = cron.jobs().isRunning(id);
            return Json.object().put("ok", true).put("ran", false).put("reason", running ? "already-running" : "not-due");
        }
        Thread work = Thread.ofVirtual().name("cron-run").start(() -> run(cron, claim.get(), call.world()));
        work.join();
        return Json.object().put("ok", true).put("ran", true);
    }

    private static void run(CronJobs cron, Jobs.Claim claim, GatewayWorld world) {
        try {
            cron.jobs().run(claim, cron);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The edge of a run: how it ended is written down; only a disk that says no leads here.
            world.log().fault("cron", "a job broke", e);
        }
    }
}
