package cn.openclaw.gateway.method;

import cn.openclaw.log.Secrets;
import java.util.List;
import cn.openclaw.base.Redactor;
import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Conversations;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import cn.openclaw.session.SessionIndex;
import cn.openclaw.session.Sessions;
import com.google.auto.service.AutoService;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code sessions.search}: words in all conversations. In a snippet they stand between U+0001 and U+0002. */
@AutoService(GatewayMethod.class)
public final class SessionsSearch implements GatewayMethod {
    private static final String BEGIN = "\u0001";
    private static final String END = "\u0002";

    @Override
    public String name() {
        return "sessions.search";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) throws InterruptedException {
        GatewayWorld world = call.world();
        String words = params.need("query");
        int limit = params.number("limit", 1, 200).orElse(50L).intValue();
        Optional<String> agent = params.text("agentId").filter(id -> !id.isBlank()).map(id -> Conversations.agent(world.config().config(), id));
        Sessions sessions = new Sessions(world.agents().places(), world.agents().clock());
        Redactor redactor = Secrets.redactor(world.config(), List.of());
        SessionIndex.Found found;
        try (SessionIndex index = new SessionIndex(world.agents().places().cacheDir().resolve("sessions.sqlite"), redactor::redact)) {
            index.update(sessions.transcripts(Optional.empty()), (_, _) -> {});
            found = index.find(new SessionIndex.Search(
                    words, agent, Optional.empty(), Optional.empty(), Optional.empty(), limit));
        }
        Map<Path, String> keys = new HashMap<>();
        sessions.list(agent).forEach(one -> one.file().ifPresent(file -> keys.putIfAbsent(file, one.name())));
        ObjectNode answer = Json.object().put("query", words).put("exact", found.exact()).put("count", found.hits().size());
        ArrayNode hits = answer.putArray("hits");
        for (SessionIndex.Hit hit : found.hits()) {
            ObjectNode one = hits.addObject().put("key", keys.getOrDefault(hit.file(), hit.sessionId()));
            one.put("agentId", hit.agentId()).put("sessionId", hit.sessionId()).put("entryId", hit.entryId());
            Titles.of(world).of(hit.file()).title().ifPresent(title -> one.put("title", title));
            one.put("ts", hit.at().toEpochMilli()).put("role", hit.role().id()).put("snippet", hit.snippet().marked(BEGIN, END));
        }
        return answer;
    }
}
