package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import cn.openclaw.session.Spoken;
import cn.openclaw.session.TranscriptEntry;
import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code sessions.usage.timeseries}: what a conversation used, answer by answer; of a long one several answers make one point. */
@AutoService(GatewayMethod.class)
public final class SessionsUsageTimeseries implements GatewayMethod {
    private static final int MOST = 200;

    @Override
    public String name() {
        return "sessions.usage.timeseries";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        List<TranscriptEntry> answers = new ArrayList<>(UsageEntries.of(params, call));
        answers.removeIf(entry -> !(entry.tree().path("message").path("usage") instanceof ObjectNode));
        int together = Math.max(1, (answers.size() + MOST - 1) / MOST);
        ObjectNode answer = Json.object();
        ArrayNode points = answer.putArray("points");
        long tokens = 0;
        double cost = 0;
        for (int at = 0; at < answers.size(); at += together) {
            List<TranscriptEntry> some = answers.subList(at, Math.min(answers.size(), at + together));
            ObjectNode point = points.addObject().put("timestamp", Spoken.millis(some.getLast()));
            for (String kind : List.of("input", "output", "cacheRead", "cacheWrite", "totalTokens")) {
                point.put(kind, some.stream().mapToLong(entry -> usage(entry).path(kind).asLong(0)).sum());
            }
            double here = some.stream().mapToDouble(entry -> usage(entry).path("cost").path("total").asDouble(0)).sum();
            tokens += point.path("totalTokens").asLong(0);
            cost += here;
            point.put("cost", here).put("cumulativeTokens", tokens).put("cumulativeCost", cost);
        }
        return answer;
    }

    private static JsonNode usage(TranscriptEntry entry) {
        return entry.tree().path("message").path("usage");
    }
}
