package cn.openclaw.llm;

import cn.openclaw.base.Text;
import cn.openclaw.http.HttpException;
import cn.openclaw.http.HttpReply;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** placeholder until branch llm. */
final class LlmErrors {
    private static final Text T = new Text("{0} 没有回答：{1}", "{0} did not answer: {1}");

    private LlmErrors() {}

    static LlmException of(Endpoint endpoint, HttpReply reply, Message.Assistant heard) throws InterruptedException {
        String body = new String(reply.body(65536), StandardCharsets.UTF_8);
        JsonNode tree;
        try {
            tree = Json.parse(body);
        } catch (JsonException e) {
            tree = Json.object();
        }
        return of(endpoint, reply.status(), tree, heard);
    }

    private static LlmException of(Endpoint endpoint, int status, JsonNode tree, Message.Assistant heard) {
        String type = tree.path("error").path("type").asString("");
        String detail = tree.path("error").path("message").asString("");
        LlmFailure failure = status == 401
                ? new LlmFailure.Unauthorized(401)
                : status == 429 ? new LlmFailure.RateLimited(Optional.empty(), detail)
                : status >= 500 || type.equals("overloaded_error") ? new LlmFailure.Overloaded(Optional.empty()) : new LlmFailure.Refused(status, detail);
        return new LlmException(failure, heard, T, endpoint.ref(), detail);
    }

    static LlmException of(Endpoint endpoint, HttpException e, Message.Assistant heard) {
        return new LlmException(new LlmFailure.Unavailable("x", Optional.of(e.reason())), heard, T, endpoint.ref(), e.getMessage());
    }

    static LlmException inStream(Endpoint endpoint, JsonNode data, Message.Assistant heard) {
        return of(endpoint, 400, data, heard);
    }

    static LlmException cutOff(Endpoint endpoint, Message.Assistant heard) {
        return new LlmException(new LlmFailure.Unavailable("cut", Optional.empty()), heard, T, endpoint.ref(), "cut off");
    }
}
