package cn.openclaw.llm;

import cn.openclaw.http.Http;
import cn.openclaw.http.HttpCall;
import cn.openclaw.http.HttpException;
import cn.openclaw.http.HttpReply;
import cn.openclaw.http.SseEvent;
import cn.openclaw.http.SseReader;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import java.util.List;
import tools.jackson.databind.JsonNode;

/** One request whose answer streams back as events, on whatever wire: sends, reads to the end, and names what went wrong. */
public final class ModelStream {
    private static final int ERROR_BODY_LIMIT = 64 * 1024;
    private static final int WHOLE_BODY_LIMIT = 64 * 1024 * 1024;

    private ModelStream() {}

    /** Understands one wire's events. */
    public interface Reader {
        /** Takes the next event; true if it was the last. An event with an {@code error} never gets here. */
        boolean read(JsonNode event);

        /** Whether an end of the stream now would be an honest end. */
        boolean isComplete();

        /** What was heard so far. */
        Message.Assistant answer();
    }

    /**
     * Sends, and reads until the answer is whole.
     *
     * @throws LlmException if the host refuses, reports an error midway, or the stream breaks off; it holds what was heard
     */
    public static Message.Assistant read(Http http, HttpCall call, Endpoint endpoint, Reader reader) throws InterruptedException {
        try (HttpReply reply = http.send(call)) {
            if (reply.status() >= 400) {
                throw LlmErrors.of(endpoint, reply, reader.answer());
            }
            return events(reply, endpoint, reader);
        } catch (HttpException e) {
            throw LlmErrors.of(endpoint, e, reader.answer());
        }
    }

    private static Message.Assistant events(HttpReply reply, Endpoint endpoint, Reader reader) throws InterruptedException {
        SseReader stream = new SseReader(reply);
        for (SseEvent event = stream.next(); event != null; event = stream.next()) {
            if (event.data().equals("[DONE]")) {
                break;
            }
            JsonNode data = parsed(event.data(), endpoint, reader);
            if (data.has("error") && !data.path("error").isNull()) {
                throw LlmErrors.inStream(endpoint, data, reader.answer());
            }
            if (reader.read(data)) {
                return reader.answer();
            }
        }
        if (!reader.isComplete()) {
            throw LlmErrors.cutOff(endpoint, reader.answer());
        }
        return reader.answer();
    }

    private static JsonNode parsed(String data, Endpoint endpoint, Reader reader) {
        try {
            return Json.parse(data);
        } catch (JsonException e) {
            throw LlmErrors.cutOff(endpoint, reader.answer());
        }
    }
}
