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
 * @param id its transcript's id
 * @param file its transcript
 * @param entry its entry, if it has one and goes on
 */
record Conversation(String agentId, SessionKey key, SessionId id, Path file, Optional<SessionEntry> entry) {

    /**
     * By transcript id: the entry that has it, else one of its own, so that it can be found again (the original writes none).
     * By key: its transcript, or a new one if it has none or begins anew today.
     */
    static Conversation find(RunRequest request, String agentId, SessionStore store, AgentWorld world) {
        if (request.sessionId().isPresent()) {
            SessionId id = request.sessionId().get();
            Optional<SessionEntry> entry = store.findById(id);
            SessionKey key = entry.map(SessionEntry::key).orElseGet(() -> SessionKey.of("session:" + id, agentId));
            return new Conversation(agentId, key, id, file(store, id, entry), entry);
        }
        SessionKey key = request.key().orElseGet(() -> SessionKey.main(agentId));
        Freshness freshness = Freshness.of(world.snapshot().config());
        Instant now = world.clock().instant();
        Optional<SessionEntry> entry = store.find(key);
        Optional<SessionEntry> going = entry.filter(known -> known.sessionId().isPresent())
                .filter(known -> freshness.goesOn(known.updatedAt(), now, world.zone()));
        SessionId id = going.flatMap(SessionEntry::sessionId).orElseGet(() -> SessionId.random(world.random()));
        return new Conversation(agentId, key, id, file(store, id, going), going.isPresent() ? going : Optional.empty());
    }

    /** A transcript may have a name of its own, but no place of its own: it lies beside the store. */
    private static Path file(SessionStore store, SessionId id, Optional<SessionEntry> entry) {
        Path usual = store.transcript(id);
        return entry.flatMap(known -> known.word("sessionFile"))
                .map(Path::of)
                .map(Path::getFileName)
                .map(name -> usual.resolveSibling(name.toString()))
                .filter(Files::exists)
                .orElse(usual);
    }
}
