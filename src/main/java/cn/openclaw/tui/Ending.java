package cn.openclaw.tui;

import cn.openclaw.base.ExitCode;
import java.time.Duration;

/**
 * How a turn ended.
 *
 * @param outcome in one word
 * @param code what a command that ends with this turn tells the shell
 * @param failure the sentence to show; empty if there was none
 * @param words whether anything was said
 * @param cut whether the answer stopped because its limit was reached
 * @param summary who answered, tokens and money, to be shown small
 * @param duration of the whole turn
 */
public record Ending(Outcome outcome, ExitCode code, String failure, boolean words, boolean cut, String summary, Duration duration) {
    /** How it ended. */
    public enum Outcome {
        ANSWERED,
        FAILED,
        ABORTED
    }
}
