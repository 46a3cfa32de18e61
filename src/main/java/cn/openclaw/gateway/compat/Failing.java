package cn.openclaw.gateway.compat;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Language;
import cn.openclaw.gateway.QueueLimits;
import cn.openclaw.json.Json;
import cn.openclaw.ledger.LedgerException;
import cn.openclaw.protocol.GatewayException;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** A failure as programs of each dialect expect it. */
final class Failing {
    /** The turn was stopped by somebody else; a status that programs do not try again by themselves. */
    static final int STOPPED = 499;

    static final int NOT_NOW = 503;

    private Failing() {}

    /**
     * What a failure amounts to.
     *
     * @param status of HTTP; what is wrong between us and the platform is not the program's fault, so it is never its 401
     * @param openAi {@code error.type} of OpenAI's dialects
     * @param anthropic {@code error.type} of Anthropic's
     * @param code {@code error.code} of OpenAI's
     */
    private record Amount(int status, String openAi, String anthropic, @Nullable String code) {

        /** A cap on spending, or a full queue, is told as the model gateway tells it; what else was wrong, by its kind. */
        static Amount of(ClawException failure) {
            return switch (failure) {
                case LedgerException cap -> of(cap.reason());
                case GatewayException full when QueueLimits.isFull(full) ->
                    new Amount(429, "rate_limit_error", "rate_limit_error", "rate_limit_exceeded");
                default -> of(failure.exitCode());
            };
        }

        private static Amount of(LedgerException.Reason reason) {
            return switch (reason) {
                case CAP_REACHED -> new Amount(429, "insufficient_quota", "rate_limit_error", "insufficient_quota");
                case BUSY -> new Amount(NOT_NOW, "overloaded_error", "overloaded_error", null);
                case UNPRICED -> new Amount(400, "invalid_request_error", "invalid_request_error", null);
            };
        }

        private static Amount of(ExitCode code) {
            return switch (code) {
                case OK, FAILED -> new Amount(500, "api_error", "api_error", null);
                case INTERRUPTED -> new Amount(STOPPED, "api_error", "api_error", null);
                case USAGE, REFUSED -> new Amount(400, "invalid_request_error", "invalid_request_error", null);
                case CONTEXT_OVERFLOW ->
                    new Amount(400, "invalid_request_error", "invalid_request_error", "context_length_exceeded");
                case AUTH -> new Amount(502, "api_error", "api_error", null);
                case OUT_OF_CREDIT -> new Amount(402, "insufficient_quota", "billing_error", "insufficient_quota");
                case RATE_LIMITED -> new Amount(429, "rate_limit_error", "rate_limit_error", "rate_limit_exceeded");
                case UNAVAILABLE -> new Amount(NOT_NOW, "api_error", "overloaded_error", null);
            };
        }
    }

    static int status(ClawException failure) {
        return Amount.of(failure).status();
    }

    /** {@code error.type} of OpenAI's dialects. */
    static String openAiType(ClawException failure) {
        return Amount.of(failure).openAi();
    }

    /** What a program that tries again by itself goes by. */
    static Map<String, String> headers(ClawException failure) {
        int status = status(failure);
        boolean isFinal = status == STOPPED || (failure instanceof LedgerException && status == 429);
        Optional<Long> wait = failure instanceof GatewayException later ? later.error().retryAfterMs() : Optional.empty();
        if (isFinal) {
            // A person stopped it, and a program that tries again by itself would undo that; or no retry helps before the next day.
            return Map.of("x-should-retry", "false");
        }
        return wait.map(millis -> Map.of("retry-after", Long.toString(Math.max(1, (millis + 999) / 1000))))
                .orElseGet(() -> status == NOT_NOW ? Map.of("retry-after", "2") : Map.of());
    }

    static ObjectNode openAi(String message, String type) {
        return Json.object().set("error", Json.object().put("message", message).put("type", type));
    }

    static ObjectNode openAi(ClawException failure, Language language) {
        ObjectNode error = Json.object()
                .put("message", failure.abroad(language))
                .put("type", openAiType(failure))
                .putNull("param")
                .put("code", Amount.of(failure).code());
        return Json.object().set("error", error);
    }

    static ObjectNode anthropic(String message, String type) {
        return Json.object()
                .put("type", "error")
                .set("error", Json.object().put("type", type).put("message", message));
    }

    static ObjectNode anthropic(ClawException failure, Language language) {
        return anthropic(failure.abroad(language), Amount.of(failure).anthropic());
    }
}
