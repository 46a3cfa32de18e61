package cn.openclaw.gateway;

import cn.openclaw.agent.RunRequest;
import cn.openclaw.llm.Part;
import cn.openclaw.session.SessionKey;
import java.util.List;
import java.util.Optional;

/**
 * A run as somebody wants it.
 *
 * @param kind by which door; the same id may be used once by each
 * @param id the run's id in every event: the caller's idempotency key, or a new one
 * @param request what is to be done; its {@link RunRequest#key} is there, and whole
 * @param queue what becomes of it while a turn of the conversation runs
 * @param durable whether it is written down before it is accepted, and taken up again after a crash
 * @param told how the agent's main conversation hears what came of it, if it is to
 */
public record RunOrder(Kind kind, String id, RunRequest request, QueueMode queue, boolean durable, Optional<Told> told) {
    /** By which door a run came in. */
    public enum Kind {
        /** The method {@code agent}, and whatever else asks for one answer: HTTP, hooks, jobs. */
        AGENT,
        /** {@code chat.send}. */
        CHAT
    }

    /**
     * How the main conversation hears of a run elsewhere.
     *
     * @param from before what came of it: {@code Hook GitHub}
     * @param now whether the agent looks at it at once, and not with its next heartbeat
     */
    public record Told(String from, boolean now) {}

    public RunOrder {
        if (request.key().isEmpty()) {
            throw new IllegalArgumentException("a run without a conversation");
        }
    }

    /** One that nobody else is told of. */
    public RunOrder(Kind kind, String id, RunRequest request, QueueMode queue, boolean durable) {
        this(kind, id, request, queue, durable, Optional.empty());
    }

    /** The same with other words. */
    RunOrder saying(List<Part> parts) {
        return new RunOrder(kind, id, request.saying(parts), queue, durable, told);
    }

    /** The same without what was said: of a run that is over. */
    RunOrder brief() {
        RunRequest bare = request.saying(List.of()).with(RunRequest.Extra.NONE);
        return new RunOrder(kind, id, bare, queue, durable, told);
    }

    public SessionKey key() {
        return request.key().orElseThrow();
    }

    /** What it is found by. */
    String name() {
        return name(kind, id);
    }

    static String name(Kind kind, String id) {
        return kind + ":" + id;
    }
}
