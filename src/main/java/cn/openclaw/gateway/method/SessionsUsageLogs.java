package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import cn.openclaw.session.Spoken;
import cn.openclaw.session.TranscriptEntry;
import com.google.auto.service.AutoService;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code sessions.usage.logs}: the last things that were said in a conversation, each with what it used. */
@AutoService(GatewayMethod.class)
public final class SessionsUsageLogs implements GatewayMethod {
    private static final int LONGEST = 2_000;

    @Override
    public String name() {
        return "sessions.usage.logs";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        int limit = params.number("limit", 1, 1000).orElse(200L).intValue();
        List<TranscriptEntry> said = UsageEntries.of(params, call).stream().filter(entry -> Spoken.of(entry).isPresent()).toList();
        ObjectNode answer = Json.object();
        ArrayNode logs = answer.putArray("logs");
        for (TranscriptEntry entry : said.subList(Math.max(0, said.size() - limit), said.size())) {
            Spoken spoken = Spoken.of(entry).orElseThrow();
            String role = Json.text(entry.tree(), "message", "role");
            ObjectNode line = logs.addObject().put("timestamp", spoken.millis()).put("role", role == null ? spoken.role().id() : role);
            line.put("content", Titles.cut(spoken.text(), LONGEST));
            JsonNode usage = entry.tree().path("message").path("usage");
            if (usage.has("totalTokens")) {
                line.put("tokens", usage.path("totalTokens").asLong(0)).put("cost", usage.path("cost").path("total").asDouble(0));
            }
        }
        return answer;
    }
}
