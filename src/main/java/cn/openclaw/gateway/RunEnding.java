package cn.openclaw.gateway;

import cn.openclaw.agent.RunReport;
import cn.openclaw.base.ClawException;
import java.util.Optional;

/**
 * How a run ended.
 *
 * @param report what came of it; empty if it never began, or another process ended it
 * @param words why it did not end with an answer, for the person; for an aborted one {@code rpc}, {@code stop} …
 * @param startedAt milliseconds; 0 if it never began
 * @param endedAt milliseconds
 * @param refusal why it could not begin, as the floor that knows said it
 */
public record RunEnding(
        Status status,
        Optional<RunReport> report,
        Optional<String> words,
        long startedAt,
        long endedAt,
        Optional<ClawException> refusal) {
    /** The one terminal state of a run. */
    public enum Status {
        ANSWERED,
        FAILED,
        ABORTED,
        TIMED_OUT
    }

    RunEnding(Status status, Optional<RunReport> report, Optional<String> words, long startedAt, long endedAt) {
        this(status, report, words, startedAt, endedAt, Optional.empty());
    }

    /** Why there is no answer, as the floor that knows said it; empty if there is one, or another process ended the run. */
    public Optional<ClawException> failure() {
        return report.flatMap(RunReport::failure).or(() -> refusal);
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
