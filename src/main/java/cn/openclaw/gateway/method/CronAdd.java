package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.CronJobs;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;

/** Keeps a new job. */
@AutoService(GatewayMethod.class)
public final class CronAdd implements GatewayMethod {
    @Override
    public String name() {
        return "cron.add";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        params.text("agentId").ifPresent(_ -> AgentIds.of(params, call.world()));
        return CronJobs.of(call.world()).jobs().add(params.tree()).tree();
    }
}
