package cn.openclaw.simulator;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;

/** The simulator could not start. */
public final class SimulatorException extends ClawException {
    private static final long serialVersionUID = 1L;

    SimulatorException(Text text, Object... arguments) {
        super(text, arguments);
    }

    @Override
    public ExitCode exitCode() {
        return ExitCode.FAILED;
    }
}
