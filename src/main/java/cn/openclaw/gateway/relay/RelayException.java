package cn.openclaw.gateway.relay;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** A request that is answered with an error of ours, before any upstream was asked. */
final class RelayException extends ClawException {
    private static final long serialVersionUID = 1;
    private final Kind kind;
    private final transient Optional<Duration> retryAfter;
    private final @Nullable String field;

    /** Which error, in the words of both worlds. */
    enum Kind {
        INVALID(400, "invalid_request_error", "invalid_request_error"),
        /** Anthropic's programs send the whole conversation then, by themselves. */
        UNTHREADED(400, "invalid_request_error", "invalid_request_error"),
        UNAUTHORIZED(401, "invalid_authentication_error", "authentication_error"),
        FORBIDDEN(403, "permission_denied_error", "permission_error"),
        NOT_FOUND(404, "not_found_error", "not_found_error"),
        NO_METHOD(405, "invalid_request_error", "invalid_request_error"),
        TOO_LARGE(413, "invalid_request_error", "request_too_large"),
        RATE_LIMITED(429, "rate_limit_error", "rate_limit_error"),
        /** A cap of ours is reached: no retry helps before it begins anew. */
        CAP(429, "insufficient_quota", "rate_limit_error"),
        FAULT(500, "api_error", "api_error"),
        UPSTREAM(502, "upstream_error", "api_error"),
        BUSY(503, "overloaded_error", "overloaded_error"),
        LATE(504, "timeout_error", "timeout_error");

        private final int status;
        private final String openai;
        private final String anthropic;

        Kind(int status, String openai, String anthropic) {
            this.status = status;
            this.openai = openai;
            this.anthropic = anthropic;
        }

        int status() {
            return status;
        }

        /** {@code error.type} on OpenAI's wires. */
        String openai() {
            return openai;
        }

        /** {@code error.type} on Anthropic's. */
        String anthropic() {
            return anthropic;
        }
    }

    RelayException(Kind kind, Text text, Object... arguments) {
        this(kind, Optional.empty(), text, arguments);
    }

    RelayException(Kind kind, Optional<Duration> retryAfter, Text text, Object... arguments) {
        this(kind, retryAfter, null, text, arguments);
    }

    private RelayException(Kind kind, Optional<Duration> retryAfter, @Nullable String field, Text text, Object... arguments) {
        super(text, arguments);
        this.kind = kind;
        this.retryAfter = retryAfter;
        this.field = field;
    }

    /** A member of the request cannot be as it is. */
    static RelayException in(String field, Text text, Object... arguments) {
        return new RelayException(Kind.INVALID, Optional.empty(), field, text, arguments);
    }

    /** Which member of the request is wrong, where it is one alone. */
    Optional<String> field() {
        return Optional.ofNullable(field);
    }

    Kind kind() {
        return kind;
    }

    /** When to come back, where that is known. */
    Optional<Duration> retryAfter() {
        return retryAfter == null ? Optional.empty() : retryAfter;
    }

    @Override
    public ExitCode exitCode() {
        return switch (kind) {
            case INVALID, UNTHREADED, NOT_FOUND, NO_METHOD, TOO_LARGE -> ExitCode.USAGE;
            case UNAUTHORIZED, FORBIDDEN -> ExitCode.AUTH;
            case RATE_LIMITED -> ExitCode.RATE_LIMITED;
            case CAP -> ExitCode.OUT_OF_CREDIT;
            case FAULT, UPSTREAM, BUSY, LATE -> ExitCode.UNAVAILABLE;
        };
    }
}
