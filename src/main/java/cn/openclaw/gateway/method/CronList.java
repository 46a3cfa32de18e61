package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.CronJobs;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The jobs, the one that is due first at the top. */
@AutoService(GatewayMethod.class)
public final class CronList implements GatewayMethod {
    @Override
    public String name() {
        return "cron.list";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        boolean all = params.flag("includeDisabled").orElse(false);
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("jobs");
        CronJobs.of(call.world()).jobs().list(all).forEach(job -> list.add(job.tree()));
        return answer;
    }
}
