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

/** How the last runs of a job ended, the oldest first. */
@AutoService(GatewayMethod.class)
public final class CronRuns implements GatewayMethod {
    @Override
    public String name() {
        return "cron.runs";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        String id = JobParams.id(params);
        int limit = params.number("limit", 1, 5_000).orElse(200L).intValue();
        ObjectNode answer = Json.object();
        ArrayNode list = answer.putArray("entries");
        CronJobs.of(call.world()).jobs().runs(id, limit).forEach(list::add);
        return answer;
    }
}
