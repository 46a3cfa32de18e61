package cn.openclaw.ledger;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;

/** A call was not made, because of a cap. */
public final class LedgerException extends ClawException {
    private static final long serialVersionUID = 1;
    private final Reason reason;

    /** What can be done about it. */
    public enum Reason {
        /** Raise the cap, or wait for its next day or month. */
        CAP_REACHED,
        /** Tell the price, or allow models without one. */
        UNPRICED,
        /** Other calls hold what is left: try again. */
        BUSY
    }

    LedgerException(Reason reason, Text text, Object... arguments) {
        super(text, arguments);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    @Override
    public ExitCode exitCode() {
        return switch (reason) {
            case CAP_REACHED, BUSY -> ExitCode.OUT_OF_CREDIT;
            case UNPRICED -> ExitCode.USAGE;
        };
    }
}
