package cn.openclaw.gateway;

import cn.openclaw.agent.RunReport;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param report what came of it; empty if it never began, or another process ended it
 * @param words why it did not end with an answer, for the person; for an aborted one {@code rpc}, {@code stop} …
 * @param startedAt milliseconds; 0 if it never began
 * @param endedAt milliseconds
 */
public record RunEnding(Status status, Optional<RunReport> report, Optional<String> words, long startedAt, long endedAt) {
    /** The one terminal state of a run. */
    public enum Status {
        ANSWERED,
        FAILED,
        ABORTED,
        TIMED_OUT
    }

    /** The word {@code agent.wait} has for it: an aborted run counts as ended, and says so beside it. */
    public String word() {
        return switch (status) {
            case ANSWERED, ABORTED -> "ok";
            case FAILED -> "error";
            case TIMED_OUT -> "timeout";
        };
    }

    /** The last answer's words, or those that had arrived of it; empty if there are none. */
    public String text() {
        return report.map(RunReport::texts).filter(texts -> !texts.isEmpty()).map(texts -> texts.getLast()).orElse("");
    }
}
