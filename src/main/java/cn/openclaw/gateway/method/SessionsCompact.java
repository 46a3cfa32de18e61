package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Conversations;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.gateway.SessionResets;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import cn.openclaw.session.SessionEntry;
import cn.openclaw.session.SessionKey;
import cn.openclaw.session.SessionStore;
import cn.openclaw.session.TranscriptCut;
import com.google.auto.service.AutoService;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code sessions.compact}: keeps the newest lines of a transcript. What is left is a whole transcript, and the old one is kept beside
 * it. Summing up instead of cutting is {@code /compact} in the conversation.
 */
@AutoService(GatewayMethod.class)
public final class SessionsCompact implements GatewayMethod {
    private static final long USUAL = 400;

    @Override
    public String name() {
        return "sessions.compact";
    }

    @Override
    public Access access() {
        return Access.ADMIN;
    }

    @Override
    public JsonNode call(Params params, MethodCall call) throws InterruptedException {
        GatewayWorld world = call.world();
        SessionKey key = Asked.key(params, call, "key");
        int most = params.number("maxLines", 1, Integer.MAX_VALUE).orElse(USUAL).intValue();
        SessionStore store = Conversations.store(world, key);
        Optional<SessionEntry> entry = store.find(key);
        ObjectNode answer = Json.object().put("ok", true).put("key", key.text());
        if (entry.flatMap(SessionEntry::sessionId).isEmpty()) {
            return answer.put("compacted", false).put("reason", "no sessionId");
        }
        Optional<Path> file = entry.flatMap(store::transcript).filter(Files::exists);
        if (file.isEmpty()) {
            return answer.put("compacted", false).put("reason", "no transcript");
        }
        if (!SessionResets.quiet(world, key, "compact")) {
            throw GatewayException.unavailable("Session " + key.text() + " is still active; try again in a moment.");
        }
        TranscriptCut cut = TranscriptCut.of(file.get(), most, world.agents().clock().instant());
        if (cut.archived().isPresent()) {
            store.update(key, tree -> tree.remove(List.of("inputTokens", "outputTokens", "totalTokens")));
        }
        answer.put("compacted", cut.archived().isPresent());
        cut.archived().ifPresent(old -> answer.put("archived", old.toString()));
        return answer.put("kept", cut.kept());
    }
}
