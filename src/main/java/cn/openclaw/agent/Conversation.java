package cn.openclaw.agent;

import cn.openclaw.session.SessionEntry;
import cn.openclaw.session.SessionId;
import cn.openclaw.session.SessionKey;
import cn.openclaw.session.SessionStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Optional;

/**
 * The conversation a turn belongs to, found by the original's rules.
 *
 * @param agentId whose it is
 * @param key what it is found by
 * @param entry what is kept of it: what the person chose for it outlives the transcript
 */
record Conversation(String agentId, SessionKey key, Optional<SessionEntry> entry) {

    /**
     * A conversation whose transcript is decided.
     *
     * @param id the transcript's id
     * @param file the transcript
     */
    record Claimed(Conversation conversation, SessionId id, Path file) {}

    /** By transcript id: the entry that has it, else one of its own, so that it can be found again (the original writes none). */
    static Conversation find(RunRequest request, String agentId, SessionStore store) {
        Optional<SessionEntry> named = request.sessionId().flatMap(store::findById);
        SessionKey key = named.map(SessionEntry::key)
                .or(() -> request.sessionId().map(id -> SessionKey.of("session:" + id, agentId)))
                .or(request::key)
                .orElseGet(() -> SessionKey.main(agentId));
        return new Conversation(agentId, key, named.or(() -> store.find(key)));
    }

    /**
     * Decides, in one step for all processes, which transcript goes on: the one the request names, the one the entry has, or a
     * new one where there is none or the conversation begins anew today. Keeps what the person chose along the way.
     */
    Claimed claim(RunRequest request, SessionStore store, AgentWorld world) {
        Freshness freshness = Freshness.of(world.snapshot().config());
        Instant now = world.clock().instant();
        SessionEntry claimed = store.update(key, tree -> {
            SessionEntry known = new SessionEntry(key, tree);
            boolean goesOn = known.sessionId().isPresent() && freshness.goesOn(known.updatedAt(), now, world.zone());
            Optional<SessionId> kept = request.sessionId().or(() -> goesOn ? known.sessionId() : Optional.empty());
            SessionId id = kept.orElseGet(() -> SessionId.random(world.random()));
            if (!known.sessionId().equals(Optional.of(id))) {
                tree.put("sessionId", id.value());
                tree.remove("sessionFile");
            }
            request.thinking().ifPresent(level -> tree.put("thinkingLevel", level.id()));
            request.verbose().ifPresent(level -> tree.put("verboseLevel", level));
            request.spawn().ifPresent(spawn -> {
                tree.put("spawnedBy", spawn.line().getLast().text());
                spawn.label().ifPresent(label -> tree.put("label", label));
            });
        });
        SessionId id = claimed.sessionId().orElseThrow();
        Conversation settled = new Conversation(agentId, key, Optional.of(claimed));
        return new Claimed(settled, id, file(store.transcript(id), claimed));
    }

    /** A transcript may have a name of its own, but no place of its own: it lies beside the store. */
    private static Path file(Path usual, SessionEntry entry) {
        return entry.word("sessionFile")
                .map(Path::of)
                .map(Path::getFileName)
                .map(name -> usual.resolveSibling(name.toString()))
                .filter(Files::exists)
                .orElse(usual);
    }
}
