package cn.openclaw.journal;

import java.time.Instant;
import java.util.Optional;

/**
 * Something an agent did around its calls, once it is over: a whole turn, or a tool's work.
 *
 * @param kind which of the two
 * @param run the turn
 * @param name the agent's id, or the tool's name
 * @param session the conversation's key
 * @param at when it began
 * @param nanos how long it took
 * @param error what went wrong, without secrets
 */
public record Act(Kind kind, String run, String name, String session, Instant at, long nanos, Optional<String> error) {
    /** What kind of thing it is. */
    public enum Kind {
        TURN,
        TOOL
    }
}
