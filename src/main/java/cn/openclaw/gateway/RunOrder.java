package cn.openclaw.gateway;

import cn.openclaw.agent.RunRequest;
import cn.openclaw.session.SessionKey;

/**
 * A run as somebody wants it.
 *
 * @param kind by which door; the same id may be used once by each
 * @param id the run's id in every event: the caller's idempotency key, or a new one
 * @param request what is to be done; its {@link RunRequest#key} is there, and whole
 * @param queue what becomes of it while a turn of the conversation runs
 * @param durable whether it is written down before it is accepted, and taken up again after a crash
 */
public record RunOrder(Kind kind, String id, RunRequest request, QueueMode queue, boolean durable) {
    /** By which door a run came in. */
    public enum Kind {
        /** The method {@code agent}, and whatever else asks for one answer: HTTP, hooks, jobs. */
        AGENT,
        /** {@code chat.send}. */
        CHAT
    }

    public RunOrder {
        if (request.key().isEmpty()) {
            throw new IllegalArgumentException("a run without a conversation");
        }
    }

    public SessionKey key() {
        return request.key().orElseThrow();
    }

    /** What it is found by. */
    String name() {
        return kind + ":" + id;
    }
}
