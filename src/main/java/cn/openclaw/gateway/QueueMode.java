package cn.openclaw.gateway;

import java.util.Optional;

/** What becomes of a message while a turn of its conversation runs. */
public enum QueueMode {
    /** It is said into the running turn, at its next boundary. */
    STEER,
    /** It gets a turn of its own afterwards. */
    FOLLOWUP,
    /** It waits like that, and is answered together with the others that wait. */
    COLLECT,
    /** The running turn is stopped for it. */
    INTERRUPT;

    /** Reads the words of {@code messages.queue.mode}, {@code /queue} and {@code queueMode}. */
    public static Optional<QueueMode> of(String word) {
        return switch (word.strip()) {
            case "steer", "queue", "steer-backlog", "steer+backlog" -> Optional.of(STEER);
            case "followup" -> Optional.of(FOLLOWUP);
            case "collect" -> Optional.of(COLLECT);
            case "interrupt" -> Optional.of(INTERRUPT);
            default -> Optional.empty();
        };
    }
}
