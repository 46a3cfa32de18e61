package cn.openclaw.protocol;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** A request that a gateway does not fulfil. The reader of it is another program, so its sentence is English in both languages. */
public final class GatewayException extends ClawException {
    private static final Text AS_IT_IS = new Text("{0}", "{0}");

    private final transient GatewayError error;
    private final transient Optional<JsonNode> payload;

    public GatewayException(GatewayError error) {
        this(error, Optional.empty());
    }

    /** @param payload what the answer carries beside the error, as for a run that failed */
    public GatewayException(GatewayError error, Optional<JsonNode> payload) {
        super(AS_IT_IS, error.message());
        this.error = error;
        this.payload = payload;
    }

    /** The caller asked wrongly. */
    public static GatewayException invalid(String message) {
        return new GatewayException(GatewayError.of(GatewayErrorCode.INVALID_REQUEST, message));
    }

    /** The caller asked wrongly, with what a program can use. */
    public static GatewayException invalid(String message, JsonNode details) {
        return new GatewayException(GatewayError.of(GatewayErrorCode.INVALID_REQUEST, message).with(details));
    }

    /** It cannot be done now. */
    public static GatewayException unavailable(String message) {
        return new GatewayException(GatewayError.of(GatewayErrorCode.UNAVAILABLE, message));
    }

    public GatewayError error() {
        return error;
    }

    public Optional<JsonNode> payload() {
        return payload;
    }

    @Override
    public ExitCode exitCode() {
        return switch (error.code()) {
            case INVALID_REQUEST -> ExitCode.USAGE;
            case UNAVAILABLE, AGENT_TIMEOUT, NOT_LINKED -> ExitCode.UNAVAILABLE;
            case NOT_PAIRED, FORBIDDEN -> ExitCode.AUTH;
        };
    }
}
