package cn.openclaw.llm;

import cn.openclaw.http.Http;
import cn.openclaw.http.HttpCall;
import cn.openclaw.http.HttpException;
import cn.openclaw.http.HttpReply;
import cn.openclaw.http.SseEvent;
import cn.openclaw.http.SseReader;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import tools.jackson.databind.JsonNode;

/** One request whose answer streams back as events, on whatever wire: sends, reads to the end, and names what went wrong. */
public final class ModelStream {
    /** No model says more in one answer (a million tokens are some four million characters); a broken server must not fill the memory. */
    public static final long MOST_CHARACTERS = 16_000_000;

    /** How long the end of a stream may take after the last event of its answer: with it, the connection can be used again. */
    private static final Duration TAIL = Duration.ofMillis(250);

    private static final int TAIL_EVENTS = 4;

    private static final int LONGEST_BODY = 64 * 1024;

    private ModelStream() {}

    /** Understands one wire's events. */
    public interface Reader {
        /** Takes the next event; true if it was the last. An event with an {@code error} never gets here. */
        boolean read(JsonNode event);

        /** Whether an end of the stream now would be an honest end. */
        boolean isComplete();

        /** How many characters were heard so far, of whatever kind. */
        long characters();

        /** What was heard so far. */
        Message.Assistant heard();

        /**
         * The whole answer, once it is complete.
         *
         * @throws LlmException if it ended in a way that is no answer, such as a refusal
         */
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
                throw LlmErrors.of(endpoint, reply, reader.heard());
            }
            if (reply.header("content-type").orElse("").toLowerCase(Locale.ROOT).contains("application/json")) {
                throw notStreamed(reply, endpoint, reader);
            }
            return events(reply, endpoint, reader);
        } catch (HttpException e) {
            throw LlmErrors.of(endpoint, e, reader.heard());
        }
    }

    /** Gateways answer a streamed request with one JSON object when something is wrong, and some say 200 to it. */
    private static LlmException notStreamed(HttpReply reply, Endpoint endpoint, Reader reader) throws InterruptedException {
        String body = new String(reply.body(LONGEST_BODY), StandardCharsets.UTF_8);
        return LlmErrors.inStream(endpoint, parsed(body, endpoint, reader), reader.heard());
    }

    private static Message.Assistant events(HttpReply reply, Endpoint endpoint, Reader reader) throws InterruptedException {
        SseReader stream = new SseReader(reply);
        try {
            SseEvent event = stream.next();
            while (event != null && !event.data().equals("[DONE]") && !read(event, endpoint, reader)) {
                event = stream.next();
            }
            reply.hurry(TAIL);
            for (int i = 0; i < TAIL_EVENTS && event != null; i++) {
                event = stream.next();
            }
        } catch (HttpException | JsonException e) {
            // Once the reason for the end is known, the answer is whole and nothing on the line can harm it.
            if (!reader.isComplete()) {
                throw e instanceof HttpException cut
                        ? LlmErrors.of(endpoint, cut, reader.heard())
                        : LlmErrors.malformed(endpoint, reader.heard());
            }
        }
        if (!reader.isComplete()) {
            throw LlmErrors.cutOff(endpoint, reader.heard());
        }
        return reader.answer();
    }

    private static boolean read(SseEvent event, Endpoint endpoint, Reader reader) {
        JsonNode data = Json.parse(event.data());
        if (data.has("error") && !data.path("error").isNull()) {
            throw LlmErrors.inStream(endpoint, data, reader.heard());
        }
        boolean last = reader.read(data);
        if (reader.characters() > MOST_CHARACTERS) {
            throw LlmErrors.endless(endpoint, reader.heard());
        }
        return last;
    }

    private static JsonNode parsed(String data, Endpoint endpoint, Reader reader) {
        try {
            return Json.parse(data);
        } catch (JsonException e) {
            throw LlmErrors.malformed(endpoint, reader.heard());
        }
    }
}
