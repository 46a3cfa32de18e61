package cn.openclaw.simulator;

import cn.openclaw.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads Anthropic's request as the platform does: turned into its own, so that the same rules judge it. */
final class AnthropicRequest {

    private AnthropicRequest() {}

    /** @param model whose habits decide what becomes of the thinking switch */
    static ObjectNode translate(JsonNode from, ModelFacts model) {
        ObjectNode to = Json.object();
        for (String same : new String[] {"model", "stream", "temperature", "top_p"}) {
            if (from.has(same)) {
                to.set(same, from.get(same));
            }
        }
        if (from.has("max_tokens")) {
            to.set("max_completion_tokens", from.get("max_tokens"));
        }
        if (from.path("stop_sequences").isArray()) {
            to.set("stop", from.get("stop_sequences"));
        }
        ArrayNode messages = to.putArray("messages");
        String system = words(from.path("system"));
        if (!system.isEmpty()) {
            messages.addObject().put("role", "system").put("content", system);
        }
        from.path("messages").forEach(message -> message(message, messages));
        if (from.path("tools").isArray()) {
            from.get("tools").forEach(tool -> tool(tool, to.withArray("tools")));
        }
        choice(from.path("tool_choice"), to);
        thinking(from, model, to);
        return to;
    }

    private static String words(JsonNode content) {
        if (content.isString()) {
            return content.stringValue();
        }
        StringBuilder text = new StringBuilder();
        content.forEach(block -> text.append(block.path("text").asString("")));
        return text.toString();
    }

    private static void message(JsonNode message, ArrayNode to) {
        String role = message.path("role").asString("");
        JsonNode content = message.path("content");
        if (content.isString()) {
            to.addObject().put("role", role).put("content", content.stringValue());
        } else if (role.equals("assistant")) {
            assistant(content, to);
        } else {
            user(role, content, to);
        }
    }

    private static void assistant(JsonNode content, ArrayNode to) {
        ObjectNode message = to.addObject().put("role", "assistant");
        StringBuilder text = new StringBuilder();
        for (JsonNode block : content) {
            switch (block.path("type").asString("")) {
                case "thinking" -> message.put("reasoning_content", block.path("thinking").asString(""));
                case "redacted_thinking" -> message.put("reasoning_content", "");
                case "tool_use" -> {
                    ObjectNode call = message.withArray("tool_calls").addObject();
                    call.put("id", block.path("id").asString("")).put("type", "function");
                    call.putObject("function")
                            .put("name", block.path("name").asString(""))
                            .put("arguments", Json.write(block.path("input").isObject() ? block.get("input") : Json.object()));
                }
                default -> text.append(block.path("text").asString(""));
            }
        }
        message.put("content", text.toString());
    }

    private static void user(String role, JsonNode content, ArrayNode to) {
        ArrayNode parts = Json.array();
        for (JsonNode block : content) {
            switch (block.path("type").asString("")) {
                case "tool_result" -> to.addObject()
                        .put("role", "tool")
                        .put("tool_call_id", block.path("tool_use_id").asString(""))
                        .put("content", words(block.path("content")));
                case "image" -> parts.addObject().put("type", "image_url").putObject("image_url").put("url", url(block.path("source")));
                default -> parts.addObject().put("type", "text").put("text", block.path("text").asString(""));
            }
        }
        if (!parts.isEmpty()) {
            to.addObject().put("role", role).set("content", parts);
        }
    }

    private static String url(JsonNode source) {
        return source.path("type").asString("").equals("base64")
                ? "data:" + source.path("media_type").asString("") + ";base64," + source.path("data").asString("")
                : source.path("url").asString("");
    }

    private static void tool(JsonNode tool, ArrayNode to) {
        ObjectNode function = to.addObject().put("type", "function").putObject("function");
        function.put("name", tool.path("name").asString(""));
        function.put("description", tool.path("description").asString(""));
        if (tool.has("input_schema")) {
            function.set("parameters", tool.get("input_schema"));
        }
    }

    private static void choice(JsonNode choice, ObjectNode to) {
        switch (choice.path("type").asString("")) {
            case "auto" -> to.put("tool_choice", "auto");
            case "none" -> to.put("tool_choice", "none");
            case "any" -> to.put("tool_choice", "required");
            case "tool" -> to.putObject("tool_choice")
                    .put("type", "function")
                    .putObject("function")
                    .put("name", choice.path("name").asString(""));
            default -> {
                // Nothing asked for.
            }
        }
    }

    private static void thinking(JsonNode from, ModelFacts model, ObjectNode to) {
        String type = from.path("thinking").path("type").asString("");
        if (model.switchable() && !type.isEmpty()) {
            to.putObject("thinking").put("type", type.equals("disabled") ? "disabled" : "enabled");
        }
        JsonNode effort = from.path("output_config").path("effort");
        if (model.thinking() == ModelFacts.Thinking.EFFORT && effort.isString()) {
            String word = effort.stringValue();
            to.put("reasoning_effort", word.equals("medium") ? "high" : word.equals("xhigh") ? "max" : word);
        }
    }
}
