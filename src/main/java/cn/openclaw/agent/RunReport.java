package cn.openclaw.agent;

import cn.openclaw.base.ClawException;
import cn.openclaw.llm.StopReason;
import cn.openclaw.llm.Usage;
import cn.openclaw.model.ModelRef;
import cn.openclaw.session.MessageCost;
import cn.openclaw.session.SessionId;
import cn.openclaw.session.SessionKey;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/**
 * What came of a turn.
 *
 * @param outcome how it ended
 * @param failure why it did not end with an answer; empty if it did, or if the person stopped it
 * @param texts the answers' words, one for each answer that had some, also those before tool calls; the last may be a part
 * @param stopReason of the last answer
 * @param spent tokens and money
 * @param session where it is kept
 * @param model who answered last
 * @param duration of the whole turn
 * @param prompt what the model was told
 */
public record RunReport(
        Outcome outcome,
        Optional<ClawException> failure,
        List<String> texts,
        StopReason stopReason,
        Spent spent,
        Session session,
        ModelRef model,
        Duration duration,
        PromptReport prompt) {

    public RunReport {
        texts = List.copyOf(texts);
    }

    /** How a turn ended. */
    public enum Outcome {
        ANSWERED,
        FAILED,
        TIMED_OUT,
        /** The person stopped it. */
        INTERRUPTED
    }

    /**
     * Tokens and money.
     *
     * @param usage of all calls of the turn together
     * @param lastCall of the last call: its prompt is the size of the conversation
     * @param cost of all calls together
     * @param calls how many there were
     */
    public record Spent(Usage usage, Usage lastCall, MessageCost cost, int calls) {}

    /**
     * Where a turn is kept.
     *
     * @param key the conversation
     * @param id the transcript's id
     * @param file the transcript
     */
    public record Session(SessionKey key, SessionId id, Path file) {}
}
