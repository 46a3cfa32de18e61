package cn.openclaw.gateway.method;

import cn.openclaw.agent.Observed;
import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.Lifecycle;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.journal.Observatory;
import cn.openclaw.journal.RecentRequests;
import cn.openclaw.journal.RequestJson;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import com.google.auto.service.AutoService;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code gateway.stats}: what {@code gateway top} shows: how the process is, what requests add up to, and the last few of them.
 * Answered from memory alone, so that it may be asked every second.
 */
@AutoService(GatewayMethod.class)
public final class GatewayStats implements GatewayMethod {
    private static final int USUAL = 20;
    private static final int MOST = 256;

    @Override
    public String name() {
        return "gateway.stats";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        int limit = params.number("limit", 0, MOST).map(Long::intValue).orElse(USUAL);
        Observatory observatory = Observed.of(call.world().agents().tools());
        RecentRequests recent = observatory.recent();
        ObjectNode answer = Json.object().put("ts", call.world().agents().clock().millis());
        Lifecycle lifecycle = call.world().kept(Lifecycle.class, Lifecycle::of);
        ObjectNode process = answer.putObject("process").put("pid", ProcessHandle.current().pid()).put("uptimeMs", lifecycle.uptimeMs());
        process.put("phase", lifecycle.phase().name().toLowerCase(java.util.Locale.ROOT));
        Runtime runtime = Runtime.getRuntime();
        process.put("heapUsedBytes", runtime.totalMemory() - runtime.freeMemory()).put("heapBytes", runtime.totalMemory());
        process.put("heapMostBytes", runtime.maxMemory());
        observatory.rssBytes().ifPresent(bytes -> process.put("rssBytes", bytes));
        observatory.cpuMillis().ifPresent(millis -> process.put("cpuMs", millis));
        process.put("threads", observatory.threads());
        answer.set("requests", recent.stats());
        ArrayNode list = answer.putArray("recent");
        recent.list(limit).forEach(entry -> list.add(RequestJson.of(entry)));
        return answer;
    }
}
