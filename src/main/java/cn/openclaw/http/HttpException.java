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

    /**
     * What ended an exchange that another client than ours here made.
     *
     * @param host who was asked
     * @param limits whose patience may have run out
     * @param detail what was said; used where there is no better sentence
     */
    public static HttpException of(Reason reason, String host, HttpLimits limits, String detail) {
        return switch (reason) {
            case REQUEST -> new HttpException(reason, HttpText.BAD_URI, host);
            case UNKNOWN_HOST -> new HttpException(reason, HttpText.UNKNOWN_HOST, host);
            case CONNECT -> new HttpException(reason, HttpText.CONNECT, host);
            case TLS -> new HttpException(reason, HttpText.TLS, host, detail);
            case PROXY -> new HttpException(reason, HttpText.PROXY_REFUSED, host, "proxy", detail);
            case CONNECT_LIMIT -> new HttpException(reason, HttpText.CONNECT_LIMIT, host, limits.connect().toSeconds());
            case FIRST_BYTE_LIMIT ->
                new HttpException(reason, HttpText.FIRST_BYTE_LIMIT, host, limits.firstByte().toSeconds());
            case STALL_LIMIT -> new HttpException(reason, HttpText.STALL_LIMIT, host, limits.stall().toSeconds());
            case TOTAL_LIMIT -> new HttpException(reason, HttpText.TOTAL_LIMIT, host, limits.total().toSeconds());
            case BROKEN -> new HttpException(reason, HttpText.BROKEN, host, detail);
        };
    }

    public Reason reason() {
        return reason;
    }

    @Override
    public ExitCode exitCode() {
        return reason == Reason.REQUEST ? ExitCode.USAGE : ExitCode.UNAVAILABLE;
    }
}
