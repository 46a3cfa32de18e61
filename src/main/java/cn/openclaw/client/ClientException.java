package cn.openclaw.client;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;

/** No gateway, or none that lets us in. What a gateway answers to a request is a {@code GatewayException} instead. */
public final class ClientException extends ClawException {
    private final Reason reason;

    /** What the reader can do about it. */
    public enum Reason {
        /** Start one. */
        UNREACHABLE,
        /** Give another token or password. */
        UNAUTHORIZED,
        /** Have this device approved. */
        NOT_PAIRED,
        /** Update one side. */
        PROTOCOL,
        /** It ended while we waited; try again. */
        LOST,
        /** Wait longer. */
        TIMEOUT,
        /** Ask differently. */
        USAGE
    }

    ClientException(Reason reason, Text text, Object... arguments) {
        super(text, arguments);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    @Override
    public ExitCode exitCode() {
        return switch (reason) {
            case UNREACHABLE, LOST, TIMEOUT, PROTOCOL -> ExitCode.UNAVAILABLE;
            case UNAUTHORIZED, NOT_PAIRED -> ExitCode.AUTH;
            case USAGE -> ExitCode.USAGE;
        };
    }
}
