package cn.openclaw.simulator;

import cn.openclaw.simulator.SimulatorOptions.SchemaLevel;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What a request's tools and its choice among them may be. */
final class ToolRules {
    private static final int MOST_TOOLS = 128;
    private static final int LONGEST_NAME = 64;

    private final Chat chat;
    private final SchemaLevel level;
    private final Set<String> names = new HashSet<>();

    private ToolRules(Chat chat, SchemaLevel level) {
        this.chat = chat;
        this.level = level;
    }

    static void check(Chat chat, SchemaLevel level) {
        ToolRules rules = new ToolRules(chat, level);
        JsonNode tools = chat.body().get("tools");
        if (tools != null && !tools.isNull()) {
            rules.checkAll(tools);
        }
        rules.checkDynamic();
        rules.checkChoice();
        rules.checkResponseSchema();
    }

    private void checkAll(JsonNode tools) {
        if (!tools.isArray()) {
            throw Refusal.invalid("invalid tools: must be an array");
        }
        if (tools.size() > MOST_TOOLS) {
            throw Refusal.invalid("invalid tools: at most " + MOST_TOOLS + " tools are allowed");
        }
        tools.forEach(this::checkTool);
    }

    private void checkTool(JsonNode tool) {
        JsonNode function = tool.get("function");
        String type = tool.path("type").asString("");
        if (!type.equals("function") && !type.equals("builtin_function")) {
            throw Refusal.invalid("invalid tools: type must be 'function' or 'builtin_function'");
        }
        if (function == null || !function.isObject()) {
            throw Refusal.invalid("invalid tools: function is required");
        }
        String name = function.path("name").asString("");
        if (type.equals("builtin_function")) {
            checkBuiltIn(name);
        } else {
            checkName(name);
            checkParameters(function.get("parameters"));
        }
        if (!names.add(name)) {
            throw Refusal.invalid("function name " + name + " is duplicated");
        }
    }

    private void checkBuiltIn(String name) {
        if (!name.equals("$web_search")) {
            throw Refusal.invalid("invalid tools: unknown builtin_function " + name);
        }
        if (chat.thinks() && chat.model().switchable()) {
            throw Refusal.invalid("builtin_function $web_search is incompatible with thinking enabled");
        }
    }

    private static void checkName(String name) {
        boolean valid = !name.isEmpty() && name.length() <= LONGEST_NAME && letter(name.charAt(0));
        for (int at = 1; valid && at < name.length(); at++) {
            char c = name.charAt(at);
            valid = letter(c) || (c >= '0' && c <= '9') || c == '_' || c == '-';
        }
        if (!valid) {
            throw Refusal.invalid("function name is invalid, must start with a letter and can contain letters, numbers, underscores, "
                    + "and dashes");
        }
    }

    private static boolean letter(char c) {
        return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z');
    }

    private void checkParameters(@Nullable JsonNode parameters) {
        if (parameters == null || parameters.isNull()) {
            return;
        }
        if (!"object".equals(parameters.path("type").asString(""))) {
            throw Refusal.invalid("tools.function.parameters.type is required and must be \"object\"");
        }
        SchemaRules.check(parameters, level).ifPresent(problem -> {
            throw Refusal.invalid(
                    "tools.function.parameters is not a valid moonshot flavored json schema, details: <" + problem + ">");
        });
    }

    /** Tools that appear in the middle of a conversation: on a system message that says nothing else; the newest models only. */
    private void checkDynamic() {
        for (JsonNode message : chat.messages()) {
            JsonNode tools = message.get("tools");
            if (tools == null) {
                continue;
            }
            if (chat.model().thinking() != ModelFacts.Thinking.EFFORT) {
                throw Refusal.invalid("tools in messages are not supported by this model");
            }
            if (!Chat.role(message).equals("system") || !Chat.text(message).isEmpty()) {
                throw Refusal.invalid("tools are only allowed on a system message without content");
            }
            checkAll(tools);
        }
    }

    private void checkChoice() {
        JsonNode choice = chat.body().get("tool_choice");
        if (choice == null || choice.isNull()) {
            return;
        }
        boolean named = choice.isObject();
        String word = named ? "specified" : choice.asString("");
        if (!named && !List.of("auto", "none", "required").contains(word)) {
            throw Refusal.invalid("invalid tool_choice: must be one of auto, none, required, or a function");
        }
        boolean forced = named || word.equals("required");
        boolean oldThinking = chat.thinks() && chat.model().thinking() != ModelFacts.Thinking.EFFORT;
        if (forced && oldThinking) {
            throw Refusal.invalid("tool_choice '" + word + "' is incompatible with thinking enabled");
        }
        if (word.equals("required") && chat.model().sampling() == ModelFacts.Sampling.OPEN) {
            throw Refusal.invalid("tool_choice 'required' is not supported by this model");
        }
        if (word.equals("required") && names.isEmpty()) {
            throw Refusal.invalid("tool_choice 'required' needs tools");
        }
        if (named && !names.contains(choice.path("function").path("name").asString(""))) {
            throw Refusal.invalid("invalid tool_choice: the function is not among the tools");
        }
    }

    private void checkResponseSchema() {
        JsonNode schema = chat.body().path("response_format").path("json_schema").path("schema");
        if (schema.isObject()) {
            SchemaRules.check(schema, level).ifPresent(problem -> {
                throw Refusal.invalid("response_format.json_schema.schema is not a valid moonshot flavored json schema, details: <"
                        + problem + ">");
            });
        }
    }
}
