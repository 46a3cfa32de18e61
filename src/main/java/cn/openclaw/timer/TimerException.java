package cn.openclaw.timer;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;

/** A job that cannot be kept as it was asked for, or that there is not; or a disk that says no. */
public final class TimerException extends ClawException {
    private final ExitCode exitCode;

    private TimerException(ExitCode exitCode, Text text, Object... arguments) {
        super(text, arguments);
        this.exitCode = exitCode;
    }

    /** Somebody asked wrongly. */
    static TimerException wrong(Text text, Object... arguments) {
        return new TimerException(ExitCode.USAGE, text, arguments);
    }

    /** The disk said no. */
    static TimerException disk(Text text, Object... arguments) {
        return new TimerException(ExitCode.FAILED, text, arguments);
    }

    @Override
    public ExitCode exitCode() {
        return exitCode;
    }
}
