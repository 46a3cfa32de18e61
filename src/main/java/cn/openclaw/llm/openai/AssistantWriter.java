package cn.openclaw.llm.openai;

import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.llm.CleanText;
import cn.openclaw.llm.Dialect;
import cn.openclaw.llm.DialectKey;
import cn.openclaw.llm.Endpoint;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.ToolNames;
import cn.openclaw.model.ModelApi;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes an earlier answer: words, calls, and the reasoning that a host wants to hear again. */
final class AssistantWriter {
    /**
     * Stands for reasoning that is not there (an answer of another model, or one from before a compaction). A space rather than
     * nothing, because hosts that look for a missing field may take an empty one for missing.
     */
    static final String PLACEHOLDER = " ";

    private final Endpoint endpoint;
    private final Dialect dialect;
    private final ToolNames names;
    private final CallIds ids;

    AssistantWriter(Endpoint endpoint, Dialect dialect, ToolNames names, CallIds ids) {
        this.endpoint = endpoint;
        this.dialect = dialect;
        this.names = names;
        this.ids = ids;
    }

    String name(String tool) {
        return names.sent(tool);
    }

    /** The message; empty if nothing of it can be said on this wire. */
    Optional<ObjectNode> write(Message.Assistant answer, boolean thinks) {
        List<Part.ToolCall> calls = answer.toolCalls();
        String words = CleanText.of(asText(answer) + answer.text());
        if (words.isBlank() && calls.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode message = Json.object().put("role", "assistant");
        if (!words.isBlank()) {
            message.put("content", words);
        } else if (dialect.is(DialectKey.EMPTY_CONTENT, "null")) {
            message.putNull("content");
        }
        reasoning(answer, thinks, message);
        if (!calls.isEmpty()) {
            ArrayNode all = Json.array();
            calls.forEach(call -> all.add(call(call)));
            message.set("tool_calls", all);
        }
        return Optional.of(message);
    }

    private String asText(Message.Assistant answer) {
        if (!dialect.is(DialectKey.REASONING_REPLAY, "as-text")) {
            return "";
        }
        StringBuilder text = new StringBuilder();
        for (Part part : answer.parts()) {
            if (part instanceof Part.Thinking thinking && !thinking.text().isBlank()) {
                text.append(thinking.text()).append("\n\n");
            }
        }
        return text.toString();
    }

    private void reasoning(Message.Assistant answer, boolean thinks, ObjectNode message) {
        boolean required = dialect.is(DialectKey.REASONING_REPLAY, "required");
        boolean own = required ? isOfThisHost(answer) : dialect.is(DialectKey.REASONING_REPLAY, "same-model") && isOwn(answer);
        Map<String, StringBuilder> byField = new LinkedHashMap<>();
        if (own) {
            for (Part part : answer.parts()) {
                if (part instanceof Part.Thinking thinking) {
                    collect(thinking, byField, message);
                }
            }
        }
        byField.forEach((field, text) -> message.put(field, CleanText.of(text.toString())));
        boolean missing = byField.isEmpty() && !message.has("reasoning_details");
        if (required && thinks && missing && !answer.toolCalls().isEmpty()) {
            message.put(dialect.reasoningFields().getFirst(), PLACEHOLDER);
        }
    }

    /** Under the field it came in; pieces are joined by nothing, so that the host reads its own words back unchanged. */
    private void collect(Part.Thinking thinking, Map<String, StringBuilder> byField, ObjectNode message) {
        if (dialect.reasoningFields().contains(thinking.signature())) {
            byField.computeIfAbsent(thinking.signature(), _ -> new StringBuilder()).append(thinking.text());
        } else if (thinking.signature().startsWith("[")) {
            parsed(thinking.signature()).ifPresent(details -> message.set("reasoning_details", details));
        }
    }

    private boolean isOwn(Message.Assistant answer) {
        return answer.api() == ModelApi.OPENAI_COMPLETIONS && answer.model().equals(endpoint.ref());
    }

    /** Models of one provider understand each other's reasoning, so a switch between them keeps it. */
    private boolean isOfThisHost(Message.Assistant answer) {
        return answer.api() == ModelApi.OPENAI_COMPLETIONS
                && answer.model().provider().equals(endpoint.ref().provider());
    }

    private ObjectNode call(Part.ToolCall call) {
        ObjectNode function =
                Json.object().put("name", names.sent(call.name())).put("arguments", arguments(call.arguments()));
        ObjectNode out = Json.object()
                .put("id", ids.sent(call.id()))
                .put("type", RequestWriter.isPlatformTool(dialect, call.name()) ? "builtin_function" : "function");
        out.set("function", function);
        return out;
    }

    /** Exactly as they came; arguments that were cut off are no JSON, and hosts refuse a history that holds such. */
    private static String arguments(String arguments) {
        String clean = CleanText.of(arguments);
        return parsed(clean).filter(JsonNode::isObject).isPresent() ? clean : "{}";
    }

    private static Optional<JsonNode> parsed(String text) {
        try {
            return text.isBlank() ? Optional.empty() : Optional.of(Json.parse(text));
        } catch (JsonException _) {
            return Optional.empty();
        }
    }
}
