package cn.openclaw.llm.openai;

import cn.openclaw.json.Json;
import cn.openclaw.llm.ChatEvent;
import cn.openclaw.llm.Dialect;
import cn.openclaw.llm.DialectKey;
import cn.openclaw.llm.Endpoint;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.StopReason;
import cn.openclaw.llm.ToolNames;
import cn.openclaw.llm.Usage;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Understands chunks (and whole answers, which are one chunk) and puts the answer together. */
final class AnswerReader {
    private final Endpoint endpoint;
    private final Dialect dialect;
    private final List<String> reasoningFields;
    private final String usageLocation;
    private final AnswerBuilder parts;
    private final LeakFilter words;
    private final LeakFilter thoughts;
    private @Nullable String finishReason;
    private Usage usage = Usage.UNKNOWN;
    private String reasoningField = "";

    AnswerReader(Endpoint endpoint, Dialect dialect, ToolNames names, Consumer<ChatEvent> listener) {
        this.endpoint = endpoint;
        this.dialect = dialect;
        this.reasoningFields = dialect.reasoningFields();
        this.usageLocation = dialect.value(DialectKey.USAGE);
        this.parts = new AnswerBuilder(names, listener);
        boolean filters = dialect.is(DialectKey.LEAKED_MARKUP, "parse");
        this.words = new LeakFilter(filters);
        this.thoughts = new LeakFilter(filters);
    }

    void accept(JsonNode chunk) {
        JsonNode choices = chunk.get("choices");
        JsonNode choice = choices != null && choices.isArray() && !choices.isEmpty() ? choices.get(0) : null;
        Usage reported = TokenCounts.in(chunk, choice, usageLocation);
        if (reported != null) {
            usage = reported;
        }
        if (choice == null) {
            return;
        }
        JsonNode delta = choice.get("delta");
        JsonNode piece = delta != null && delta.isObject() ? delta : choice.get("message");
        if (piece != null && piece.isObject()) {
            reasoning(piece);
            content(piece.get("content"));
            content(piece.get("refusal"));
            calls(piece.get("tool_calls"));
        }
        String reason = Json.text(choice, "finish_reason");
        if (reason != null && !reason.isEmpty()) {
            finishReason = reason;
        }
    }

    private void reasoning(JsonNode piece) {
        JsonNode details = piece.get("reasoning_details");
        boolean hasDetails = details != null && details.isArray() && !details.isEmpty();
        if (hasDetails) {
            details.forEach(parts::detail);
        }
        for (String field : reasoningFields) {
            String text = Json.text(piece, field);
            if (text != null) {
                if (reasoningField.isEmpty() || !text.isEmpty()) {
                    reasoningField = field;
                }
                if (!text.isEmpty()) {
                    parts.thinking(field, thoughts.feed(text));
                    return;
                }
            }
        }
        if (hasDetails && reasoningField.isEmpty()) {
            details.forEach(detail -> parts.thinkingOfDetails(Optional.ofNullable(Json.text(detail, "text")).orElse("")));
        }
    }

    /** A string, or Mistral's list of typed pieces. */
    private void content(@Nullable JsonNode content) {
        if (content == null) {
            return;
        }
        if (content.isString()) {
            if (!content.stringValue().isEmpty()) {
                parts.thinking(reasoningField, thoughts.rest());
            }
            parts.text(words.feed(content.stringValue()));
        } else if (content.isArray()) {
            for (JsonNode piece : content) {
                String text = Json.text(piece, "text");
                if (text != null) {
                    parts.text(words.feed(text));
                }
            }
        }
    }

    private void calls(@Nullable JsonNode calls) {
        if (calls == null || !calls.isArray()) {
            return;
        }
        // Words held back by the filter belong before the call.
        if (!calls.isEmpty()) {
            parts.thinking(reasoningField, thoughts.rest());
            parts.text(words.rest());
        }
        int place = 0;
        for (JsonNode call : calls) {
            JsonNode index = call.get("index");
            int slot = index != null && index.isIntegralNumber() && index.canConvertToInt() ? index.intValue() : -1 - place;
            place++;
            JsonNode arguments = Json.at(call, "function", "arguments");
            String text = arguments == null || arguments.isNull()
                    ? ""
                    : arguments.isString() ? arguments.stringValue() : Json.write(arguments);
            parts.call(
                    slot,
                    Optional.ofNullable(Json.text(call, "id")).orElse(""),
                    Optional.ofNullable(Json.text(call, "function", "name")).orElse(""),
                    text);
        }
    }

    long characters() {
        return parts.characters();
    }

    @Nullable String finishReason() {
        return finishReason;
    }

    boolean isFinished() {
        return finishReason != null;
    }

    boolean mayEndWithoutReason() {
        return dialect.is(DialectKey.FINISH_REASON, "optional") && !parts.isEmpty();
    }

    /** The stream is over: what was held back comes out, leaked calls become calls. */
    void flush() {
        parts.thinking(reasoningField, thoughts.rest());
        parts.text(words.rest());
        thoughts.calls().forEach(parts::leaked);
        words.calls().forEach(parts::leaked);
    }

    boolean suppressedMarkup() {
        return words.suppressed() || thoughts.suppressed();
    }

    boolean hasCalls() {
        return parts.hasCalls();
    }

    boolean isEmpty() {
        return parts.isEmpty();
    }

    /** The whole answer; tells the listener of its calls. */
    Message.Assistant message(StopReason stop) {
        boolean keepsEmptyReasoning = dialect.is(DialectKey.REASONING_REPLAY, "required") && !reasoningField.isEmpty();
        List<Part> all = parts.finish(stop, keepsEmptyReasoning ? reasoningField : "");
        boolean saysNothing = stop == StopReason.LENGTH
                && all.stream().allMatch(part -> part instanceof Part.Thinking);
        Optional<String> error = saysNothing ? Optional.of("output budget used by reasoning") : Optional.empty();
        return new Message.Assistant(all, endpoint.ref(), endpoint.api(), usage, stop, error);
    }

    /** What was heard of an answer that failed. */
    Message.Assistant heard() {
        return new Message.Assistant(
                parts.heard(), endpoint.ref(), endpoint.api(), usage, StopReason.ERROR, Optional.empty());
    }
}
