package cn.openclaw.gateway.compat;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Language;
import cn.openclaw.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** A failure as programs of each dialect expect it. */
final class Failing {
    /** The turn was stopped by somebody else; a status that programs do not try again by themselves. */
    static final int STOPPED = 499;

    static final int NOT_NOW = 503;

    private Failing() {}

    /** The HTTP status; what is wrong between us and the platform is not the program's fault, so it is never its 401. */
    static int status(ExitCode code) {
        return switch (code) {
            case OK, FAILED -> 500;
            case INTERRUPTED -> STOPPED;
            case USAGE, REFUSED, CONTEXT_OVERFLOW -> 400;
            case AUTH -> 502;
            case OUT_OF_CREDIT -> 402;
            case RATE_LIMITED -> 429;
            case UNAVAILABLE -> NOT_NOW;
        };
    }

    /** {@code error.type} of OpenAI's dialects. */
    static String openAiType(ExitCode code) {
        return switch (code) {
            case USAGE, REFUSED, CONTEXT_OVERFLOW -> "invalid_request_error";
            case OUT_OF_CREDIT -> "insufficient_quota";
            case RATE_LIMITED -> "rate_limit_error";
            case OK, FAILED, INTERRUPTED, AUTH, UNAVAILABLE -> "api_error";
        };
    }

    /** {@code error.type} of Anthropic's. */
    static String anthropicType(ExitCode code) {
        return switch (code) {
            case USAGE, REFUSED, CONTEXT_OVERFLOW -> "invalid_request_error";
            case OUT_OF_CREDIT -> "billing_error";
            case RATE_LIMITED -> "rate_limit_error";
            case UNAVAILABLE -> "overloaded_error";
            case OK, FAILED, INTERRUPTED, AUTH -> "api_error";
        };
    }

    static ObjectNode openAi(String message, String type) {
        return Json.object().set("error", Json.object().put("message", message).put("type", type));
    }

    static ObjectNode openAi(ClawException failure, Language language) {
        ObjectNode whole = openAi(failure.abroad(language), openAiType(failure.exitCode()));
        if (failure.exitCode() == ExitCode.CONTEXT_OVERFLOW && whole.get("error") instanceof ObjectNode error) {
            error.put("code", "context_length_exceeded");
        }
        return whole;
    }

    static ObjectNode anthropic(String message, String type) {
        return Json.object()
                .put("type", "error")
                .set("error", Json.object().put("type", type).put("message", message));
    }

    static ObjectNode anthropic(ClawException failure, Language language) {
        return anthropic(failure.abroad(language), anthropicType(failure.exitCode()));
    }
}
