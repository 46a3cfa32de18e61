package cn.openclaw.llm.anthropic;

import cn.openclaw.json.Json;
import cn.openclaw.llm.AnswerParts;
import cn.openclaw.llm.ChatEvent;
import cn.openclaw.llm.Endpoint;
import cn.openclaw.llm.LlmErrors;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.ModelStream;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.StopReason;
import cn.openclaw.llm.Usage;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import tools.jackson.databind.JsonNode;

/** Reads the events of one streamed answer, {@code message_start} to {@code message_stop}. */
final class MessagesReader implements ModelStream.Reader {
    private final Endpoint endpoint;
    private final AnswerParts parts;
    private long input;
    private long output;
    private long cacheRead;
    private long cacheWrite;
    private boolean counted;
    private String reason = "";

    MessagesReader(Endpoint endpoint, UnaryOperator<String> toolNames, Consumer<ChatEvent> listener) {
        this.endpoint = endpoint;
        this.parts = new AnswerParts(listener, toolNames);
    }

    @Override
    public boolean read(JsonNode event) {
        int index = event.path("index").asInt(0);
        switch (event.path("type").asString("")) {
            case "message_start" -> count(event.path("message").path("usage"));
            case "content_block_start" -> start(index, event.path("content_block"));
            case "content_block_delta" -> delta(index, event.path("delta"));
            case "content_block_stop" -> stop(index);
            case "message_delta" -> {
                reason = event.path("delta").path("stop_reason").asString(reason);
                count(event.path("usage"));
            }
            case "message_stop" -> {
                return true;
            }
            default -> {} // ping, and whatever the wire may grow
        }
        return false;
    }

    /** Some hosts end the stream after the reason, without the last event. */
    @Override
    public boolean isComplete() {
        return !reason.isEmpty();
    }

    private void start(int index, JsonNode block) {
        switch (block.path("type").asString("")) {
            case "text" -> parts.text(index, block.path("text").asString(""));
            case "thinking" -> {
                parts.thinking(index, block.path("thinking").asString(""));
                parts.signature(index, block.path("signature").asString(""));
            }
            case "redacted_thinking" ->
                parts.signature(index, MessagesHistory.REDACTED + block.path("data").asString(""));
            case "tool_use" -> {
                parts.call(index, block.path("id").asString(""), block.path("name").asString(""));
                JsonNode input = block.path("input");
                if (input.isObject() && !input.isEmpty()) {
                    parts.arguments(index, Json.write(input));
                }
            }
            default -> {} // blocks of tools that run on the platform, which we declare none of
        }
    }

    private void delta(int index, JsonNode delta) {
        switch (delta.path("type").asString("")) {
            case "text_delta" -> parts.text(index, delta.path("text").asString(""));
            case "thinking_delta" -> parts.thinking(index, delta.path("thinking").asString(""));
            case "signature_delta" -> parts.signature(index, delta.path("signature").asString(""));
            case "input_json_delta" -> parts.arguments(index, delta.path("partial_json").asString(""));
            default -> {}
        }
    }

    private void stop(int index) {
        if (parts.isCall(index)) {
            parts.callReady(index, "");
        }
    }

    /** Counts are running totals, so the last one stands; a 0 or a gap in a later event does not undo an earlier count. */
    private void count(JsonNode usage) {
        input = later(usage, "input_tokens", input);
        output = later(usage, "output_tokens", output);
        cacheRead = later(usage, "cache_read_input_tokens", cacheRead);
        cacheWrite = later(usage, "cache_creation_input_tokens", cacheWrite);
    }

    private long later(JsonNode usage, String name, long known) {
        counted |= usage.path(name).isNumber();
        long value = usage.path(name).asLong(0);
        return value > 0 ? value : known;
    }

    @Override
    public long characters() {
        return parts.characters();
    }

    @Override
    public Message.Assistant heard() {
        List<Part> content = parts.parts();
        boolean calls = content.stream().anyMatch(Part.ToolCall.class::isInstance);
        StopReason stop = switch (reason) {
            case "max_tokens", "model_context_window_exceeded" -> StopReason.LENGTH;
            case "refusal", "" -> StopReason.ERROR;
            // end_turn, stop_sequence, tool_use, and pause_turn, which only tools on the platform cause
            default -> calls ? StopReason.TOOL_USE : StopReason.STOP;
        };
        Usage usage = counted ? new Usage(input, output, cacheRead, cacheWrite, true) : Usage.UNKNOWN;
        return new Message.Assistant(content, endpoint.ref(), endpoint.api(), usage, stop, Optional.empty());
    }

    @Override
    public Message.Assistant answer() {
        Message.Assistant answer = heard();
        if (reason.equals("refusal")) {
            throw LlmErrors.filtered(endpoint, answer);
        }
        if (parts.isEmpty() && answer.stopReason() != StopReason.LENGTH) {
            throw LlmErrors.empty(endpoint, answer);
        }
        return answer;
    }
}
