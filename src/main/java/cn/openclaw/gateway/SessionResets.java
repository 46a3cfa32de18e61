package cn.openclaw.gateway;

import cn.openclaw.session.SessionEntry;
import cn.openclaw.session.SessionId;
import cn.openclaw.session.SessionKey;
import cn.openclaw.session.SessionStore;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** Conversations that begin anew: a new transcript, what the person chose stays, the old transcript stays where it is. */
public final class SessionResets {
    /** What belongs to one transcript and not to the conversation. */
    private static final List<String> OF_A_TRANSCRIPT = List.of(
            "sessionFile", "compactionCount", "systemPromptReport", "memoryFlushAt", "memoryFlushCompactionCount", "authProfileOverrideCompactionCount");

    private static final Duration PATIENCE = Duration.ofSeconds(15);

    private SessionResets() {}

    /** Stops what runs and what waits in a conversation; false if something does not let go. */
    public static boolean quiet(GatewayWorld world, SessionKey key, String reason) throws InterruptedException {
        Runs runs = Runs.of(world);
        runs.abort(key, Optional.empty(), reason);
        return runs.awaitQuiet(key, PATIENCE);
    }

    /** Begins anew; a run that is under way is stopped first. */
    public static SessionEntry reset(GatewayWorld world, SessionKey key) throws InterruptedException {
        quiet(world, key, "reset");
        SessionStore store = Conversations.store(world, key);
        return store.update(key, tree -> {
            tree.put("sessionId", SessionId.random(world.agents().random()).value());
            tree.remove(OF_A_TRANSCRIPT);
            tree.put("systemSent", false).put("abortedLastRun", false);
            tree.put("inputTokens", 0).put("outputTokens", 0).put("totalTokens", 0);
        });
    }
}
