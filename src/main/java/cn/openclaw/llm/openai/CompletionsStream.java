package cn.openclaw.llm.openai;

import cn.openclaw.http.Http;
import cn.openclaw.http.HttpCall;
import cn.openclaw.http.HttpException;
import cn.openclaw.http.HttpReply;
import cn.openclaw.http.SseEvent;
import cn.openclaw.http.SseReader;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.llm.Endpoint;
import cn.openclaw.llm.LlmErrors;
import cn.openclaw.llm.LlmNotice;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.ModelStream;
import cn.openclaw.llm.StopReason;
import java.time.Duration;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Sends a request and hears the answer to its end. A piece that is no JSON ends the answer: leaving it out could lose words or
 * half of a tool's arguments without anybody noticing, while a failure keeps what was heard and can be tried again.
 */
final class CompletionsStream {
    /** What may still come once the finish reason is known (token counts, the end mark) comes at once or not at all. */
    private static final Duration TAIL = Duration.ofSeconds(2);

    private static final int LONGEST_ANSWER = 64 * 1024 * 1024;

    private final Endpoint endpoint;
    private final AnswerReader answer;
    private final Consumer<LlmNotice> notices;

    CompletionsStream(Endpoint endpoint, AnswerReader answer, Consumer<LlmNotice> notices) {
        this.endpoint = endpoint;
        this.answer = answer;
        this.notices = notices;
    }

    Message.Assistant read(Http http, HttpCall call) throws InterruptedException {
        try (HttpReply reply = http.send(call)) {
            if (reply.status() >= 300) {
                throw LlmErrors.of(endpoint, reply, answer.heard());
            }
            boolean honest = isJson(reply) ? readWhole(reply) : readEvents(reply);
            return finished(honest);
        } catch (HttpException e) {
            if (answer.isFinished()) {
                return finished(true);
            }
            throw LlmErrors.of(endpoint, e, answer.heard());
        }
    }

    /** Some proxies ignore {@code stream: true} and answer in one piece. */
    private static boolean isJson(HttpReply reply) {
        return reply.header("content-type").orElse("").toLowerCase(Locale.ROOT).contains("json");
    }

    private boolean readWhole(HttpReply reply) throws InterruptedException {
        byte[] body = reply.body(LONGEST_ANSWER);
        JsonNode whole;
        try {
            whole = Json.parse(body);
        } catch (JsonException _) {
            throw LlmErrors.malformed(endpoint, answer.heard());
        }
        accept(whole);
        return true;
    }

    /** True if the stream said that it is over. */
    private boolean readEvents(HttpReply reply) throws InterruptedException {
        SseReader events = new SseReader(reply);
        for (SseEvent event = events.next(); event != null; event = events.next()) {
            String data = event.data().strip();
            if (data.equals("[DONE]")) {
                return true;
            }
            if (!data.isEmpty()) {
                accept(parsed(data, events));
            }
            if (answer.isFinished()) {
                reply.hurry(TAIL);
            }
        }
        return false;
    }

    /** The last piece of a stream that was cut is no JSON either; then it is the cut that is reported. */
    private JsonNode parsed(String data, SseReader events) throws InterruptedException {
        try {
            return Json.parse(data);
        } catch (JsonException _) {
            throw events.next() == null
                    ? LlmErrors.cutOff(endpoint, answer.heard())
                    : LlmErrors.malformed(endpoint, answer.heard());
        }
    }

    private void accept(JsonNode chunk) {
        if (isError(chunk)) {
            throw LlmErrors.inStream(endpoint, chunk, answer.heard());
        }
        answer.accept(chunk);
        if (answer.characters() > ModelStream.MOST_CHARACTERS) {
            throw LlmErrors.endless(endpoint, answer.heard());
        }
    }

    /** OpenAI's error object, MiniMax's {@code base_resp}, or a bare {@code {code, message}} with no answer beside it. */
    private static boolean isError(JsonNode chunk) {
        JsonNode error = chunk.get("error");
        if (error != null && !error.isNull() && !(error.isObject() && error.isEmpty())) {
            return true;
        }
        JsonNode minimax = Json.at(chunk, "base_resp", "status_code");
        if (minimax != null && minimax.isNumber() && minimax.asDouble(0) != 0) {
            return true;
        }
        return !chunk.has("choices") && !chunk.has("usage") && chunk.has("message") && chunk.has("code");
    }

    private Message.Assistant finished(boolean saidItIsOver) {
        answer.flush();
        String reason = answer.finishReason();
        if (reason == null && !saidItIsOver && !answer.mayEndWithoutReason()) {
            throw LlmErrors.cutOff(endpoint, answer.heard());
        }
        StopReason stop = stop(reason);
        if (answer.isEmpty() && stop != StopReason.LENGTH) {
            throw LlmErrors.empty(endpoint, answer.heard());
        }
        Message.Assistant message = answer.message(stop);
        if (stop == StopReason.LENGTH && message.text().isBlank() && message.toolCalls().isEmpty()) {
            notices.accept(LlmNotice.of(CompletionsText.BUDGET_USED_BY_REASONING, endpoint.ref()));
        }
        if (answer.suppressedMarkup()) {
            notices.accept(LlmNotice.of(CompletionsText.LEAK_SUPPRESSED, endpoint.ref()));
        }
        return message;
    }

    /** The platform's word for why it stopped; the abnormal ones are failures that keep what was heard. */
    private StopReason stop(@Nullable String reason) {
        boolean calls = answer.hasCalls();
        if (reason == null) {
            return calls ? StopReason.TOOL_USE : StopReason.STOP;
        }
        return switch (reason) {
            case "length", "max_tokens" -> StopReason.LENGTH;
            case "content_filter", "sensitive" -> throw LlmErrors.filtered(endpoint, answer.heard());
            case "engine_overloaded", "insufficient_system_resource" ->
                throw LlmErrors.overloaded(endpoint, answer.heard());
            case "model_context_window_exceeded" -> throw LlmErrors.overflow(endpoint, answer.heard());
            case "unexpected_state", "malformed_byte_sequence", "server_interrupted", "repeat", "unknown", "network_error", "error" ->
                throw LlmErrors.interrupted(endpoint, reason, answer.heard());
            // "tool_calls" without a call is a plain stop, and "stop" beside calls is not one.
            default -> calls ? StopReason.TOOL_USE : StopReason.STOP;
        };
    }

}
