package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.CronJobs;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Changes a job. */
@AutoService(GatewayMethod.class)
public final class CronUpdate implements GatewayMethod {
    @Override
    public String name() {
        return "cron.update";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        String id = JobParams.id(params);
        ObjectNode patch = params.object("patch").orElseThrow(() -> params.wrong("must have required property 'patch'"));
        return CronJobs.of(call.world()).jobs().update(id, patch).tree();
    }
}
