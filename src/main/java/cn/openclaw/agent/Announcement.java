package cn.openclaw.agent;

import cn.openclaw.journal.RequestEnd;
import cn.openclaw.journal.RequestKind;
import cn.openclaw.journal.RequestStart;
import cn.openclaw.journal.Requests;
import cn.openclaw.ledger.Call;
import cn.openclaw.ledger.Outcome;
import cn.openclaw.ledger.Status;
import cn.openclaw.llm.LlmException;
import cn.openclaw.llm.LlmFailure;
import cn.openclaw.llm.Message;
import java.util.Locale;
import java.util.Optional;

/** Tells those who watch of one call that a turn makes. What was said in it stands in the transcript, and is not told again here. */
final class Announcement {
    private static final int ANSWERED = 200;
    private static final int UPSTREAM_FAILED = 502;

    private final Requests requests;
    private final Call call;
    private final RequestStart start;
    private final long begun = System.nanoTime();
    private Optional<String> finish = Optional.empty();
    private Optional<String> error = Optional.empty();
    private int refusal = UPSTREAM_FAILED;

    Announcement(Requests requests, Call call) {
        this.requests = requests;
        this.call = call;
        this.start = new RequestStart(
                call.id(),
                call.at(),
                RequestKind.AGENT,
                "agent:" + call.caller().agent(),
                Optional.of(call.caller().session()),
                Optional.of(call.caller().run()),
                call.provider() + "/" + call.model(),
                true,
                Optional.empty(),
                Optional.empty());
        requests.began(start);
    }

    void answered(Message.Assistant answer) {
        finish = Optional.of(answer.stopReason().name().toLowerCase(Locale.ROOT));
    }

    void failed(LlmException failure) {
        error = Optional.of(String.valueOf(failure.getMessage()));
        refusal = status(failure.failure());
    }

    /** As programs that ask by the gateway's other doors would be told: a list of all of them is read by one measure. */
    private static int status(LlmFailure failure) {
        return switch (failure) {
            case LlmFailure.Unauthorized(int said) -> said == 0 ? 401 : said;
            case LlmFailure.ClientRefused _ -> 403;
            case LlmFailure.OutOfCredit _, LlmFailure.RateLimited _ -> 429;
            case LlmFailure.Overloaded _ -> 503;
            case LlmFailure.Unavailable _ -> UPSTREAM_FAILED;
            case LlmFailure.NoSuchModel _ -> 404;
            case LlmFailure.ContextOverflow _, LlmFailure.ContentFiltered _ -> 400;
            case LlmFailure.Refused(int said, var _) -> said == 0 ? 400 : said;
        };
    }

    /**
     * It is over.
     *
     * @param firstAt when the first piece was heard, by {@link System#nanoTime}; 0 if none was
     * @param characters how much was heard
     */
    void over(Outcome outcome, long firstAt, long characters) {
        int status = outcome.status() == Status.OK ? ANSWERED : outcome.status() == Status.ABORTED ? 0 : refusal;
        requests.ended(
                start,
                new RequestEnd(
                        status,
                        Optional.of(new RequestEnd.Answerer(call.provider(), call.model(), call.profile(), 1)),
                        outcome,
                        new RequestEnd.Timing(firstAt == 0 ? -1 : firstAt - begun, System.nanoTime() - begun, characters),
                        finish,
                        error,
                        Optional.empty()));
    }
}
