package cn.openclaw.session;

import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.StopReason;
import cn.openclaw.llm.Usage;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelRef;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Messages as the transcript spells them, version 3, and back. Nothing a model needs again is lost on the way. */
final class MessageJson {
    /** Where the exact text of arguments stands when the tree beside it would be spelt otherwise, or is not there. */
    private static final String RAW_ARGUMENTS = "partialArgs";

    private MessageJson() {}

    /** @param details a tool's, for screens; no model sees them */
    static ObjectNode write(Message message, long millis, MessageCost cost, Optional<ObjectNode> details) {
        return switch (message) {
            case Message.User user -> user(user).put("timestamp", millis);
            case Message.Assistant assistant -> assistant(assistant, millis, cost);
            case Message.ToolResult result -> result(result, details).put("timestamp", millis);
        };
    }

    private static ObjectNode user(Message.User user) {
        ObjectNode tree = Json.object().put("role", "user");
        tree.set("content", content(user.parts()));
        return tree;
    }

    private static ObjectNode result(Message.ToolResult result, Optional<ObjectNode> details) {
        ObjectNode tree = Json.object().put("role", "toolResult");
        tree.put("toolCallId", result.callId()).put("toolName", result.toolName());
        tree.set("content", content(result.parts()));
        details.ifPresent(more -> tree.set("details", more));
        return tree.put("isError", result.isError());
    }

    private static ObjectNode assistant(Message.Assistant answer, long millis, MessageCost cost) {
        ObjectNode tree = Json.object().put("role", "assistant");
        tree.set("content", content(answer.parts()));
        tree.put("api", answer.api().id());
        tree.put("provider", answer.model().provider()).put("model", answer.model().model());
        Usage usage = answer.usage();
        ObjectNode tokens = Json.object();
        tokens.put("input", usage.input()).put("output", usage.output());
        tokens.put("cacheRead", usage.cacheRead()).put("cacheWrite", usage.cacheWrite());
        tokens.put("totalTokens", usage.total()).set("cost", cost.tree());
        tree.set("usage", tokens);
        tree.put("stopReason", answer.stopReason().id()).put("timestamp", millis);
        answer.error().ifPresent(words -> tree.put("errorMessage", words));
        return tree;
    }

    private static ArrayNode content(List<Part> parts) {
        ArrayNode content = Json.array();
        for (Part part : parts) {
            content.add(
                    switch (part) {
                        case Part.Text text -> Json.object().put("type", "text").put("text", text.text());
                        case Part.Thinking thinking ->
                            Json.object()
                                    .put("type", "thinking")
                                    .put("thinking", thinking.text())
                                    .put("thinkingSignature", thinking.signature());
                        case Part.Media media ->
                            Json.object()
                                    .put("type", media.mimeType().startsWith("video/") ? "video" : "image")
                                    .put("data", media.base64())
                                    .put("mimeType", media.mimeType());
                        case Part.ToolCall call -> call(call);
                    });
        }
        return content;
    }

    private static ObjectNode call(Part.ToolCall call) {
        ObjectNode tree = Json.object().put("type", "toolCall").put("id", call.id()).put("name", call.name());
        Optional<ObjectNode> arguments = arguments(call.arguments());
        tree.set("arguments", arguments.orElseGet(Json::object));
        boolean same = call.arguments().isBlank()
                || arguments.filter(parsed -> Json.write(parsed).equals(call.arguments())).isPresent();
        return same ? tree : tree.put(RAW_ARGUMENTS, call.arguments());
    }

    /** Arguments as an object; blank counts as none; empty if the text is no object. */
    static Optional<ObjectNode> arguments(String text) {
        if (text.isBlank()) {
            return Optional.of(Json.object());
        }
        try {
            return Json.parse(text) instanceof ObjectNode object ? Optional.of(object) : Optional.empty();
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    /** Reads a message; empty for a role that says nothing to a model. */
    static Optional<Message> read(JsonNode tree) {
        return switch (word(tree, "role")) {
            case "user", "custom" -> Optional.of(new Message.User(parts(tree.get("content"))));
            case "assistant" -> Optional.of(readAssistant(tree));
            case "toolResult" ->
                Optional.of(new Message.ToolResult(
                        word(tree, "toolCallId"),
                        word(tree, "toolName"),
                        parts(tree.get("content")),
                        tree.path("isError").asBoolean(false)));
            case "bashExecution" ->
                Optional.of(Message.User.of("Command: " + word(tree, "command") + "\nOutput:\n" + word(tree, "output")));
            case "branchSummary", "compactionSummary" -> Optional.of(Message.User.of(word(tree, "summary")));
            default -> Optional.empty();
        };
    }

    private static Message.Assistant readAssistant(JsonNode tree) {
        Usage usage = Usage.UNKNOWN;
        if (tree.get("usage") instanceof ObjectNode tokens) {
            Usage read = new Usage(
                    number(tokens, "input"),
                    number(tokens, "output"),
                    number(tokens, "cacheRead"),
                    number(tokens, "cacheWrite"),
                    true);
            usage = read.total() == 0 ? Usage.UNKNOWN : read;
        }
        return new Message.Assistant(
                parts(tree.get("content")),
                new ModelRef(word(tree, "provider"), word(tree, "model")),
                ModelApi.of(word(tree, "api")).orElse(ModelApi.OPENAI_COMPLETIONS),
                usage,
                StopReason.of(word(tree, "stopReason")),
                Optional.ofNullable(Json.text(tree, "errorMessage")));
    }

    private static List<Part> parts(@org.jspecify.annotations.Nullable JsonNode content) {
        List<Part> parts = new ArrayList<>();
        if (content != null && content.isString()) {
            parts.add(new Part.Text(content.stringValue()));
        } else if (content instanceof ArrayNode list) {
            for (JsonNode item : list) {
                part(item).ifPresent(parts::add);
            }
        }
        return parts;
    }

    private static Optional<Part> part(JsonNode item) {
        return switch (word(item, "type")) {
            case "text" -> Optional.of(new Part.Text(word(item, "text")));
            case "thinking" -> Optional.of(new Part.Thinking(word(item, "thinking"), word(item, "thinkingSignature")));
            case "image", "video" -> Optional.of(new Part.Media(word(item, "mimeType"), word(item, "data")));
            case "toolCall" -> Optional.of(new Part.ToolCall(word(item, "id"), word(item, "name"), readArguments(item)));
            default -> Optional.empty();
        };
    }

    private static String readArguments(JsonNode call) {
        String raw = Json.text(call, RAW_ARGUMENTS);
        if (raw != null) {
            return raw;
        }
        JsonNode arguments = call.get("arguments");
        return arguments == null ? "{}" : Json.write(arguments);
    }

    private static String word(JsonNode tree, String name) {
        String text = Json.text(tree, name);
        return text == null ? "" : text;
    }

    private static long number(JsonNode tree, String name) {
        JsonNode node = tree.get(name);
        return node != null && node.isNumber() ? node.asLong(0) : 0;
    }
}
