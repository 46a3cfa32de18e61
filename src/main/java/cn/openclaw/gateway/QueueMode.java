package cn.openclaw.gateway;

import java.util.Optional;

/** What becomes of a message while a turn of its conversation runs. */
public enum QueueMode {
    /** It is said into the running turn, at its next boundary. */
    STEER,
    /** It gets a turn of its own afterwards. */
    FOLLOWUP,
    /** The running turn is stopped for it. */
    INTERRUPT;

    /** Reads the words of {@code messages.queue.mode}, {@code /queue} and {@code queueMode}. */
    public static Optional<QueueMode> of(String word) {
        return switch (word.strip()) {
            case "steer", "queue", "steer-backlog", "steer+backlog" -> Optional.of(STEER);
            // Messages that are to be merged get a turn each: every run keeps its own answer.
            case "followup", "collect" -> Optional.of(FOLLOWUP);
            case "interrupt" -> Optional.of(INTERRUPT);
            default -> Optional.empty();
        };
    }
}
