package cn.openclaw.llm;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;

/** A model did not answer. {@link #failure} says why, in terms of what can be done. */
public final class LlmException extends ClawException {
    private final transient LlmFailure failure;
    private final transient Message.Assistant heard;

    /**
     * @param failure why
     * @param heard what had arrived before it broke off; no parts if nothing had
     * @param text the sentence for a person
     */
    public LlmException(LlmFailure failure, Message.Assistant heard, Text text, Object... arguments) {
        super(text, arguments);
        this.failure = failure;
        this.heard = heard;
    }

    public LlmFailure failure() {
        return failure;
    }

    /** What had arrived. An answer of which a piece was heard is never asked for again. */
    public Message.Assistant heard() {
        return heard;
    }

    @Override
    public ExitCode exitCode() {
        return switch (failure) {
            case LlmFailure.Unauthorized _ -> ExitCode.AUTH;
            case LlmFailure.ClientRefused _ -> ExitCode.AUTH;
            case LlmFailure.OutOfCredit _ -> ExitCode.OUT_OF_CREDIT;
            case LlmFailure.RateLimited _ -> ExitCode.RATE_LIMITED;
            case LlmFailure.Overloaded _ -> ExitCode.UNAVAILABLE;
            case LlmFailure.Unavailable _ -> ExitCode.UNAVAILABLE;
            case LlmFailure.NoSuchModel _ -> ExitCode.REFUSED;
            case LlmFailure.ContextOverflow _ -> ExitCode.CONTEXT_OVERFLOW;
            case LlmFailure.ContentFiltered _ -> ExitCode.REFUSED;
            case LlmFailure.Refused _ -> ExitCode.REFUSED;
        };
    }
}
