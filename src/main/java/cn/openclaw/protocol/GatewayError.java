package cn.openclaw.protocol;

import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Why a request failed, as it travels.
 *
 * @param message English: programs look for words in it
 * @param details what a program can use besides
 * @param retryable whether the same request may work later
 * @param retryAfterMs milliseconds until then, if known
 */
public record GatewayError(
        GatewayErrorCode code, String message, Optional<JsonNode> details, boolean retryable, Optional<Long> retryAfterMs) {

    /** With nothing but a sentence; only {@link GatewayErrorCode#UNAVAILABLE} is worth another try. */
    public static GatewayError of(GatewayErrorCode code, String message) {
        return new GatewayError(code, message, Optional.empty(), code == GatewayErrorCode.UNAVAILABLE, Optional.empty());
    }

    /** The same with something a program can use. */
    public GatewayError with(JsonNode more) {
        return new GatewayError(code, message, Optional.of(more), retryable, retryAfterMs);
    }
}
