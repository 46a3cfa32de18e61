package cn.openclaw.simulator;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;

/** A script, a fault or a setting of the simulator that means nothing. */
public final class ScriptException extends ClawException {
    private static final long serialVersionUID = 1L;

    ScriptException(Text text, Object... arguments) {
        super(text, arguments);
    }

    @Override
    public ExitCode exitCode() {
        return ExitCode.USAGE;
    }
}
