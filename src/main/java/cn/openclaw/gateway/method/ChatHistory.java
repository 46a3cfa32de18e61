package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Conversations;
import cn.openclaw.gateway.Feed;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.gateway.Run;
import cn.openclaw.gateway.Runs;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import cn.openclaw.session.SessionEntry;
import cn.openclaw.session.SessionKey;
import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code chat.history}: what was said in a conversation, the newest of it. With it comes what is being said right now, what waits,
 * and the number from which events go on, so that a client that was away misses nothing.
 */
@AutoService(GatewayMethod.class)
public final class ChatHistory implements GatewayMethod {
    private static final long USUAL = 200;
    private static final long MOST = 1000;

    @Override
    public String name() {
        return "chat.history";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) {
        GatewayWorld world = call.world();
        SessionKey key = Asked.followed(params, call, "sessionKey");
        int limit = params.number("limit", 1, MOST).orElse(USUAL).intValue();
        Optional<SessionEntry> entry = Conversations.store(world, key).find(key);
        ObjectNode answer = Json.object().put("sessionKey", params.need("sessionKey"));
        entry.flatMap(SessionEntry::sessionId).ifPresent(id -> answer.put("sessionId", id.value()));
        // The number first: what happens while the transcript is read is told again rather than missed.
        long seq = Feed.of(world).seq(key);
        Runs runs = Runs.of(world);
        Optional<ObjectNode> running = runs.inFlight(key);
        ArrayNode messages = entry.map(known -> Said.messages(Conversations.store(world, key), known, limit)).orElseGet(Json::array);
        answer.set("messages", messages);
        answer.put("thinkingLevel", thinking(world, key, entry));
        entry.flatMap(known -> known.word("verboseLevel")).ifPresent(level -> answer.put("verboseLevel", level));
        running.ifPresent(now -> answer.set("inFlight", now));
        List<Run> waiting = runs.waiting(key);
        if (!waiting.isEmpty()) {
            ArrayNode queued = answer.putArray("queued");
            waiting.forEach(run -> queued.addObject().put("runId", run.id()).put("text", Said.words(run.order().request().parts())));
        }
        return answer.put("seq", seq);
    }

    private static String thinking(GatewayWorld world, SessionKey key, Optional<SessionEntry> entry) {
        return entry.flatMap(SessionEntry::thinkingLevel)
                .or(() -> world.config().config().agents().defaults().thinkingDefault())
                .orElseGet(() -> Models.of(world)
                        .chosen(key.agent(), entry.flatMap(SessionEntry::modelOverride))
                        .filter(Models.Shown::reasoning)
                        .map(_ -> "low")
                        .orElse("off"));
    }
}
