package cn.openclaw.gateway;

import cn.openclaw.base.Language;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Scope;
import cn.openclaw.session.SessionKey;
import cn.openclaw.tool.ApprovalRequest;
import cn.openclaw.tool.Approver;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What waits for a person's word: operators who may approve are told, whoever answers first decides. An id is used once, whoever
 * chose it, so that nobody can decide about, or wait for, what somebody else asked. Guarded by its lock.
 */
public final class Approvals implements AutoCloseable {
    /** How long a run waits for a person. */
    public static final Duration PATIENCE = Duration.ofMinutes(2);
    /** Ids that are remembered as used. */
    private static final int MOST_USED = 4096;
    private static final int MOST_WAITING = 256;

    private final GatewayWorld world;
    private final Map<String, Waiting> waiting = new LinkedHashMap<>();
    private final Set<String> used = new LinkedHashSet<>();

    private Approvals(GatewayWorld world) {
        this.world = world;
    }

    public static Approvals of(GatewayWorld world) {
        return world.kept(Approvals.class, Approvals::new);
    }

    /** What a person may say. */
    public enum Decision {
        ALLOW_ONCE("allow-once"),
        ALLOW_ALWAYS("allow-always"),
        DENY("deny");

        private final String word;

        Decision(String word) {
            this.word = word;
        }

        public String word() {
            return word;
        }

        public static Optional<Decision> of(String written) {
            for (Decision one : values()) {
                if (one.word.equals(written)) {
                    return Optional.of(one);
                }
            }
            return Optional.empty();
        }
    }

    /**
     * Something that waits for a word.
     *
     * @param shown what operators are shown, in each language
     * @param createdAtMs since when
     * @param expiresAtMs until when
     */
    public record Pending(String id, Function<Language, ObjectNode> shown, long createdAtMs, long expiresAtMs) {
        /** As it goes over the wire to somebody who speaks this language. */
        public ObjectNode json(Language language) {
            ObjectNode tree = Json.object().put("id", id);
            tree.set("request", shown.apply(language));
            return tree.put("createdAtMs", createdAtMs).put("expiresAtMs", expiresAtMs);
        }
    }

    private static final class Waiting {
        private final Pending pending;
        private final CountDownLatch done = new CountDownLatch(1);
        private @Nullable Decision decision;

        Waiting(Pending pending) {
            this.pending = pending;
        }
    }

    /** Something that was decided; nothing was if the time ran out. */
    public record Decided(Pending pending, Optional<Decision> decision) {}

    /**
     * Asks operators, and waits for their word.
     *
     * @param wanted the id that the caller chose, if any
     * @throws GatewayException if that id was used before, or too much waits already
     * @throws InterruptedException if whoever asks is stopped; operators are told
     */
    public Decided ask(Optional<String> wanted, ObjectNode request, Duration patience) throws InterruptedException {
        return ask(register(wanted, _ -> request, patience), patience, RunListener.NONE);
    }

    private Decided ask(Waiting mine, Duration patience, RunListener listener) throws InterruptedException {
        String id = mine.pending.id();
        for (Language language : Language.values()) {
            world.hub()
                    .tell(
                            "exec.approval.requested",
                            mine.pending.json(language),
                            new Audience.Holders(Scope.APPROVALS, Optional.of(language)));
        }
        listener.asked(mine.pending);
        boolean answered = false;
        try {
            answered = mine.done.await(patience.toMillis(), TimeUnit.MILLISECONDS);
        } finally {
            synchronized (this) {
                answered |= waiting.remove(id) == null;
            }
            if (!answered) {
                tell(id, null, "gateway");
            }
        }
        Decided decided;
        synchronized (this) {
            decided = new Decided(mine.pending, Optional.ofNullable(mine.decision));
        }
        listener.decided(decided);
        return decided;
    }

    private synchronized Waiting register(Optional<String> wanted, Function<Language, ObjectNode> request, Duration patience) {
        String id = wanted.orElseGet(() -> UUID.randomUUID().toString());
        if (!used.add(id)) {
            throw GatewayException.invalid("approval id already used");
        }
        if (waiting.size() >= MOST_WAITING) {
            throw GatewayException.unavailable("too many approvals are pending");
        }
        if (used.size() > MOST_USED) {
            used.remove(used.iterator().next());
        }
        long now = world.agents().clock().millis();
        Waiting mine = new Waiting(new Pending(id, request, now, now + patience.toMillis()));
        waiting.put(id, mine);
        return mine;
    }

    /**
     * A person's word.
     *
     * @param by who says it
     * @return false if nothing waits under this id
     */
    public boolean decide(String id, Decision decision, String by) {
        synchronized (this) {
            Waiting found = waiting.remove(id);
            if (found == null) {
                return false;
            }
            found.decision = decision;
            found.done.countDown();
        }
        tell(id, decision.word(), by);
        return true;
    }

    private void tell(String id, @Nullable String decision, String by) {
        ObjectNode payload = Json.object().put("id", id).put("decision", decision).put("resolvedBy", by);
        payload.put("ts", world.agents().clock().millis());
        world.hub().tell("exec.approval.resolved", payload, new Audience.Holders(Scope.APPROVALS));
    }

    /** What waits, oldest first. */
    public synchronized List<Pending> pending() {
        List<Pending> all = new ArrayList<>();
        waiting.values().forEach(one -> all.add(one.pending));
        return all;
    }

    /**
     * Who decides about the calls of a conversation's turns.
     *
     * @param listener hears what waits, and says how long it may
     */
    public Approver approver(SessionKey key, RunListener listener) {
        return request -> {
            boolean there = world.hub().isHeard(new Audience.Holders(Scope.APPROVALS));
            Duration patience = listener.patience(there);
            if (patience.isZero()) {
                return Approver.Answer.NOBODY;
            }
            Decided decided = ask(register(Optional.empty(), language -> shown(request, key, language), patience), patience, listener);
            if (decided.decision().isEmpty()) {
                return Approver.Answer.NOBODY;
            }
            return switch (decided.decision().get()) {
                case ALLOW_ONCE -> Approver.Answer.ONCE;
                case ALLOW_ALWAYS -> request.always().isPresent() ? Approver.Answer.ALWAYS : Approver.Answer.ONCE;
                case DENY -> Approver.Answer.DENY;
            };
        };
    }

    private static ObjectNode shown(ApprovalRequest request, SessionKey key, Language language) {
        ObjectNode tree = Json.object().put("command", request.what()).put("cwd", request.folder().toString());
        tree.put("host", "gateway").putNull("security").putNull("ask").put("agentId", key.agent());
        tree.putNull("resolvedPath").put("sessionKey", key.text()).put("tool", request.tool());
        tree.put("why", request.why().in(language));
        if (!request.argv().isEmpty()) {
            var argv = tree.putArray("argv");
            request.argv().forEach(argv::add);
        }
        request.always().ifPresent(always -> tree.put("always", always.in(language)));
        return tree;
    }

    /** The members of {@code exec.approval.request}, as operators are shown them; absent ones are {@code null}. */
    public static ObjectNode shown(ObjectNode params) {
        ObjectNode tree = Json.object();
        for (String name : List.of("command", "cwd", "host", "security", "ask", "agentId", "resolvedPath", "sessionKey")) {
            JsonNode value = params.get(name);
            tree.put(name, value != null && value.isString() ? value.stringValue() : null);
        }
        return tree;
    }

    /** Whoever still waits gets no word. */
    @Override
    public synchronized void close() {
        waiting.values().forEach(one -> one.done.countDown());
        waiting.clear();
    }
}
