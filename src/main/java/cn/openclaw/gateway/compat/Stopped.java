package cn.openclaw.gateway.compat;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import cn.openclaw.protocol.GatewayException;
import java.io.Serial;

/** Somebody stopped a turn that a program waits for. */
final class Stopped extends ClawException {
    @Serial
    private static final long serialVersionUID = 1;

    private static final Text STOPPED = new Text(
            "这一轮被人停止了；已经说出的内容在会话里。", "The turn was stopped by a person; what was said so far is in the session.");

    private Stopped() {
        super(STOPPED);
    }

    /** @param reason why, as the run's end has it */
    static ClawException by(String reason) {
        return reason.equals("shutdown") ? GatewayException.unavailable("the gateway is stopping; try again in a moment") : new Stopped();
    }

    @Override
    public ExitCode exitCode() {
        return ExitCode.INTERRUPTED;
    }
}
