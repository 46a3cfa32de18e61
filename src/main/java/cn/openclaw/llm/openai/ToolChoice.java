package cn.openclaw.llm.openai;

import cn.openclaw.json.Json;
import cn.openclaw.llm.ChatRequest;
import cn.openclaw.llm.Dialect;
import cn.openclaw.llm.DialectKey;
import cn.openclaw.llm.ToolNames;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * What becomes of {@code tool_choice}.
 *
 * @param word {@code auto}, {@code none}, {@code required}, or a tool's name; empty to send nothing
 * @param withoutThinking whether the call can only be made with thinking switched off
 * @param nudge words that ask the model for a tool where the wire cannot
 * @param refused what was asked for and could not be sent
 */
record ToolChoice(Optional<String> word, boolean withoutThinking, Optional<String> nudge, Optional<String> refused) {

    static ToolChoice of(Dialect dialect, ChatRequest.Options options, boolean hasTools) {
        Optional<String> asked = options.toolChoice().filter(_ -> hasTools);
        if (asked.isEmpty()) {
            return new ToolChoice(Optional.empty(), false, Optional.empty(), Optional.empty());
        }
        String word = asked.get();
        if (word.equals("auto") || word.equals("none")) {
            return sent(word);
        }
        boolean required = word.equals("required");
        boolean thinks = dialect.thinks(options.thinking());
        return switch (dialect.value(DialectKey.TOOL_CHOICE)) {
            case "auto-only", "kimi-always" -> auto(word);
            case "not-while-thinking" -> thinks ? auto(word) : sent(word);
            case "kimi-toggle" -> !thinks ? sent(word) : required ? auto(word) : forced(word);
            case "kimi-none" -> nudged(word, required);
            default -> sent(word);
        };
    }

    private static ToolChoice sent(String word) {
        return new ToolChoice(Optional.of(word), false, Optional.empty(), Optional.empty());
    }

    private static ToolChoice auto(String refused) {
        return new ToolChoice(Optional.of("auto"), false, Optional.empty(), Optional.of(refused));
    }

    private static ToolChoice forced(String name) {
        return new ToolChoice(Optional.of(name), true, Optional.empty(), Optional.empty());
    }

    private static ToolChoice nudged(String word, boolean required) {
        String words = required ? "Please answer by calling one of the tools." : "Please answer by calling the tool " + word + ".";
        return new ToolChoice(Optional.of("auto"), false, Optional.of(words), Optional.empty());
    }

    Optional<JsonNode> node(ToolNames names) {
        return word.map(value -> switch (value) {
            case "auto", "none", "required" -> JsonNodeFactory.instance.stringNode(value);
            default -> {
                ObjectNode named = Json.object().put("type", "function");
                named.set("function", Json.object().put("name", names.sent(value)));
                yield named;
            }
        });
    }
}
