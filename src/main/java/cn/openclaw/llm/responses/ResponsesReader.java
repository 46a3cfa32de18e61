package cn.openclaw.llm.responses;

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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Reads the events of one streamed response: items that are added, grow, and are done. */
final class ResponsesReader implements ModelStream.Reader {
    private final Endpoint endpoint;
    private final AnswerParts parts;
    private Usage usage = Usage.UNKNOWN;
    private String status = "";
    private String incomplete = "";
    private @Nullable JsonNode failure;

    ResponsesReader(Endpoint endpoint, UnaryOperator<String> toolNames, Consumer<ChatEvent> listener) {
        this.endpoint = endpoint;
        this.parts = new AnswerParts(listener, toolNames);
    }

    @Override
    public boolean read(JsonNode event) {
        int index = event.path("output_index").asInt(0);
        String piece = event.path("delta").asString("");
        switch (event.path("type").asString("")) {
            case "response.output_item.added" -> added(index, event.path("item"));
            case "response.output_text.delta", "response.refusal.delta" -> parts.text(index, piece);
            case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" -> parts.thinking(index, piece);
            case "response.reasoning_summary_part.added" -> {
                if (!parts.gathered(index).isEmpty()) {
                    parts.thinking(index, "\n\n");
                }
            }
            case "response.function_call_arguments.delta" -> parts.arguments(index, piece);
            case "response.function_call_arguments.done" ->
                parts.callReady(index, event.path("arguments").asString(""));
            case "response.output_item.done" -> done(index, event.path("item"));
            case "response.completed", "response.incomplete", "response.done" -> {
                ended(event.path("response"));
                return true;
            }
            case "response.failed" -> {
                ended(event.path("response"));
                failure = event.path("response");
                return true;
            }
            case "error" -> {
                // This wire's own error event carries code and message itself, without an error object around them.
                status = "failed";
                failure = event;
                return true;
            }
            default -> {} // response.created, in_progress, content parts, and whatever the wire may grow
        }
        return false;
    }

    @Override
    public boolean isComplete() {
        return !status.isEmpty();
    }

    private void added(int index, JsonNode item) {
        switch (item.path("type").asString("")) {
            case "function_call" -> {
                call(index, item);
                parts.arguments(index, item.path("arguments").asString(""));
            }
            case "reasoning" -> parts.thinking(index, "");
            default -> {}
        }
    }

    private void call(int index, JsonNode item) {
        String callId = item.path("call_id").asString("");
        String itemId = item.path("id").asString("");
        parts.call(index, itemId.isEmpty() ? callId : callId + "|" + itemId, item.path("name").asString(""));
    }

    /** The whole item stands over its pieces; hosts that send no pieces send it alone. */
    private void done(int index, JsonNode item) {
        switch (item.path("type").asString("")) {
            case "function_call" -> {
                call(index, item);
                parts.callReady(index, item.path("arguments").asString(""));
            }
            case "reasoning" -> {
                if (parts.gathered(index).isEmpty()) {
                    parts.thinking(index, summary(item));
                }
                parts.replaceSignature(index, Json.write(item));
            }
            case "message" -> {
                if (parts.gathered(index).isEmpty()) {
                    parts.text(index, text(item));
                }
            }
            default -> {} // items of tools that run on the platform, which we declare none of
        }
    }

    private static String summary(JsonNode item) {
        StringBuilder all = new StringBuilder();
        for (String list : new String[] {"summary", "content"}) {
            for (JsonNode part : item.path(list)) {
                all.append(all.isEmpty() ? "" : "\n\n").append(part.path("text").asString(""));
            }
        }
        return all.toString();
    }

    private static String text(JsonNode item) {
        StringBuilder all = new StringBuilder();
        for (JsonNode part : item.path("content")) {
            all.append(part.path("text").asString(part.path("refusal").asString("")));
        }
        return all.toString();
    }

    private void ended(JsonNode response) {
        status = response.path("status").asString("completed");
        incomplete = response.path("incomplete_details").path("reason").asString("");
        JsonNode counts = response.path("usage");
        if (counts.path("input_tokens").isNumber()) {
            long cached = counts.path("input_tokens_details").path("cached_tokens").asLong(0);
            long input = Math.max(0, counts.path("input_tokens").asLong(0) - cached);
            // output_tokens holds the reasoning already.
            usage = new Usage(input, counts.path("output_tokens").asLong(0), cached, 0, true, counts.path("output_tokens_details").path("reasoning_tokens").asLong(0));
        }
    }

    @Override
    public long characters() {
        return parts.characters();
    }

    @Override
    public Message.Assistant heard() {
        List<Part> content = parts.parts();
        boolean calls = content.stream().anyMatch(Part.ToolCall.class::isInstance);
        StopReason stop = switch (status) {
            case "" -> StopReason.ERROR;
            case "incomplete" -> StopReason.LENGTH;
            default -> calls ? StopReason.TOOL_USE : StopReason.STOP;
        };
        return new Message.Assistant(content, endpoint.ref(), endpoint.api(), usage, stop, Optional.empty());
    }

    @Override
    public Message.Assistant answer() {
        Message.Assistant answer = heard();
        if (incomplete.equals("content_filter")) {
            throw LlmErrors.filtered(endpoint, answer);
        }
        if (failure != null) {
            throw LlmErrors.inStream(endpoint, failure, answer);
        }
        if (parts.isEmpty() && answer.stopReason() != StopReason.LENGTH) {
            throw LlmErrors.empty(endpoint, answer);
        }
        return answer;
    }
}
