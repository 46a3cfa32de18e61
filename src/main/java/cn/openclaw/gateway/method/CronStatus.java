package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.CronJobs;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Whether jobs are done by the clock, how many there are, and when the next is due. */
@AutoService(GatewayMethod.class)
public final class CronStatus implements GatewayMethod {
    @Override
    public String name() {
        return "cron.status";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        CronJobs jobs = CronJobs.of(call.world());
        ObjectNode status = Json.object().put("enabled", jobs.enabled()).put("storePath", jobs.jobs().file().toString());
        status.put("jobs", jobs.jobs().list(true).size());
        jobs.jobs()
                .nextWake()
                .filter(_ -> jobs.enabled())
                .ifPresentOrElse(next -> status.put("nextWakeAtMs", next.toEpochMilli()), () -> status.putNull("nextWakeAtMs"));
        return status;
    }
}
