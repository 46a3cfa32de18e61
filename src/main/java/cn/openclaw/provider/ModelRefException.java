package cn.openclaw.provider;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import cn.openclaw.model.ModelRef;
import java.util.List;

/** A reference that leads to no model, to several, or to one that is not allowed. */
public final class ModelRefException extends ClawException {
    private final Reason reason;
    private final transient List<ModelRef> candidates;

    /** What is wrong with the reference. */
    public enum Reason {
        NOT_A_REFERENCE,
        UNKNOWN_PROVIDER,
        UNKNOWN_MODEL,
        AMBIGUOUS,
        NOT_ALLOWED
    }

    ModelRefException(Reason reason, List<ModelRef> candidates, Text text, Object... arguments) {
        super(text, arguments);
        this.reason = reason;
        this.candidates = List.copyOf(candidates);
    }

    public Reason reason() {
        return reason;
    }

    /** What could have been meant: the nearest models, or those among which the reference does not decide. */
    public List<ModelRef> candidates() {
        return candidates;
    }

    @Override
    public ExitCode exitCode() {
        return ExitCode.USAGE;
    }
}
