package cn.openclaw.simulator;

import cn.openclaw.json.Json;
import tools.jackson.databind.node.ObjectNode;

/** The three shapes in which the platforms say no. */
final class ErrorBody {

    private ErrorBody() {}

    /** The chat route's. */
    static ObjectNode openAi(String type, String message) {
        ObjectNode error = Json.object();
        error.putObject("error").put("message", message).put("type", type);
        return error;
    }

    /** The Anthropic route's, with its own names for the same troubles. */
    static ObjectNode anthropic(int status, String type, String message) {
        ObjectNode error = Json.object().put("type", "error");
        error.putObject("error").put("type", anthropicType(status, type)).put("message", message);
        return error;
    }

    private static String anthropicType(int status, String type) {
        if (type.equals("engine_overloaded_error")) {
            return "overloaded_error";
        }
        return switch (status) {
            case 400, 413 -> "invalid_request_error";
            case 401 -> "authentication_error";
            case 402 -> "billing_error";
            case 403 -> "permission_error";
            case 404 -> "not_found_error";
            case 429 -> "rate_limit_error";
            default -> "api_error";
        };
    }

    /** The gateway's in front of the service, for a path or a method that is not there: not an OpenAI error at all. */
    static ObjectNode noSuchPath(WebRequest request) {
        return Json.object()
                .put("code", 5)
                .put("error", "url.not_found")
                .put("message", "没找到对象")
                .put("method", request.method())
                .put("scode", "0x5")
                .put("status", false)
                .put("ua", request.header("user-agent").orElse(""))
                .put("url", request.path());
    }

    /** The older utility routes'. */
    static ObjectNode utility(String error) {
        return Json.object()
                .put("code", 3)
                .put("error", error)
                .put("message", "非法输入")
                .put("scode", "0x3")
                .put("status", false);
    }
}
