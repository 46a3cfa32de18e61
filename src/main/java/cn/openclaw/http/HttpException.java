package cn.openclaw.http;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;

/** No whole answer came. {@link #reason} says where it ended. */
public final class HttpException extends ClawException {
    private final Reason reason;

    /** Where an exchange ended. */
    public enum Reason {
        /** It could not even be sent: the address or a header is not valid. */
        REQUEST,
        /** The host's name is not known. */
        UNKNOWN_HOST,
        /** Nothing listens there, or the connection was refused. */
        CONNECT,
        /** The certificate or the TLS handshake. */
        TLS,
        /** The proxy refused. */
        PROXY,
        CONNECT_LIMIT,
        FIRST_BYTE_LIMIT,
        STALL_LIMIT,
        TOTAL_LIMIT,
        /** The connection broke off after it stood. */
        BROKEN
    }

    public HttpException(Reason reason, Text text, Object... arguments) {
        super(text, arguments);
        this.reason = reason;
    }

    public Reason reason() {
        return reason;
    }

    @Override
    public ExitCode exitCode() {
        return reason == Reason.REQUEST ? ExitCode.USAGE : ExitCode.UNAVAILABLE;
    }
}
