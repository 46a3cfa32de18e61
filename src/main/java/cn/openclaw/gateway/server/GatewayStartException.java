package cn.openclaw.gateway.server;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;

/** Why a gateway does not start. */
public final class GatewayStartException extends ClawException {
    /** What must be changed. */
    public enum Reason {
        /** Nothing would keep anybody out. */
        NO_AUTH,
        /** The port is taken, or the address is not ours. */
        CANNOT_LISTEN,
        /** The certificate or its key cannot be used. */
        TLS
    }

    private final Reason reason;

    GatewayStartException(Reason reason, Text text, Object... arguments) {
        super(text, arguments);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    @Override
    public ExitCode exitCode() {
        return switch (reason) {
            case NO_AUTH, TLS -> ExitCode.USAGE;
            case CANNOT_LISTEN -> ExitCode.UNAVAILABLE;
        };
    }
}
