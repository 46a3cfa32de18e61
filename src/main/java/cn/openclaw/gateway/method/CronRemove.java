package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.CronJobs;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;

/** Forgets a job; what it did stays on record. */
@AutoService(GatewayMethod.class)
public final class CronRemove implements GatewayMethod {
    @Override
    public String name() {
        return "cron.remove";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        String id = JobParams.id(params);
        return Json.object().put("ok", true).put("removed", CronJobs.of(call.world()).jobs().remove(id));
    }
}
