package cn.openclaw.llm.translation;

import static cn.openclaw.llm.translation.Fields.list;
import static cn.openclaw.llm.translation.Fields.object;
import static cn.openclaw.llm.translation.Fields.text;

import cn.openclaw.json.Json;
import cn.openclaw.llm.Wire;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests of {@code openai-completions}. */
final class CompletionsAsk {
    private static final Set<String> KNOWN = Set.of(
            "model", "messages", "stream", "stream_options", "tools", "tool_choice", "parallel_tool_calls", "max_tokens",
            "max_completion_tokens", "temperature", "top_p", "stop", "reasoning_effort", "thinking", "response_format", "user",
            "safety_identifier", "prompt_cache_key", "store", "n", "metadata");

    private CompletionsAsk() {}

    static Ask read(JsonNode body) {
        Ask ask = new Ask();
        for (JsonNode message : list(body, "messages")) {
            message(ask, message);
        }
        for (JsonNode tool : list(body, "tools")) {
            JsonNode function = object(tool, "function");
            if (text(tool, "type").equals("function")) {
                ask.tools.add(new Ask.Tool(text(function, "name"), text(function, "description"), object(function, "parameters")));
            } else {
                ask.notes.add("-tools." + text(tool, "type"));
            }
        }
        JsonNode choice = body.get("tool_choice");
        if (choice != null) {
            ask.choice = choice.isString()
                    ? Optional.of(choice.stringValue())
                    : Optional.of("=" + text(object(choice, "function"), "name"));
        }
        settings(ask, body);
        Fields.leftOut(body, KNOWN, ask.notes);
        return ask;
    }

    private static void settings(Ask ask, JsonNode body) {
        ask.parallel = Fields.flag(body, "parallel_tool_calls");
        ask.maxTokens = Fields.number(body, "max_completion_tokens").or(() -> Fields.number(body, "max_tokens"));
        ask.streamed = Fields.flag(body, "stream").orElse(false);
        ask.temperature = Fields.numeric(body, "temperature");
        ask.topP = Fields.numeric(body, "top_p");
        ask.user = Fields.word(body, "user").or(() -> Fields.word(body, "safety_identifier"));
        ask.cacheKey = Fields.word(body, "prompt_cache_key");
        JsonNode stop = body.get("stop");
        if (stop != null && stop.isString()) {
            ask.stops.add(stop.stringValue());
        } else {
            list(body, "stop").forEach(one -> ask.stops.add(one.asString("")));
        }
        String type = text(object(body, "thinking"), "type");
        ask.effort = Fields.word(body, "reasoning_effort")
                .map(word -> new Ask.Effort(word, 0))
                .or(() -> switch (type) {
                    case "disabled" -> Optional.of(new Ask.Effort("none", 0));
                    case "enabled" -> Optional.of(new Ask.Effort("", 0));
                    default -> Optional.empty();
                });
        JsonNode format = object(body, "response_format");
        switch (text(format, "type")) {
            case "json_schema" -> ask.format = object(format, "json_schema");
            case "json_object" -> ask.format = Json.object();
            default -> {}
        }
    }

    private static void message(Ask ask, JsonNode message) {
        switch (text(message, "role")) {
            case "system", "developer" -> {
                if (!ask.turns.isEmpty()) {
                    ask.notes.add("system-first");
                }
                ask.system.add(words(message.get("content")));
            }
            case "assistant" -> ask.add(true, assistant(message));
            case "tool", "function" -> ask.add(false, List.of(new Block.Result(
                    text(message, "tool_call_id"), blocks(ask, message.get("content")), false)));
            default -> ask.add(false, blocks(ask, message.get("content")));
        }
    }

    private static List<Block> assistant(JsonNode message) {
        List<Block> blocks = new ArrayList<>();
        String reasoning = text(message, "reasoning_content").isEmpty()
                ? text(message, "reasoning")
                : text(message, "reasoning_content");
        Optional<Block.Seal> seal = Optional.empty();
        for (JsonNode detail : list(message, "reasoning_details")) {
            String data = text(detail, "data").isEmpty() ? text(detail, "signature") : text(detail, "data");
            seal = Block.Seal.of(Wire.COMPLETIONS, data);
        }
        if (!reasoning.isEmpty() || seal.isPresent()) {
            blocks.add(new Block.Thinking(reasoning, seal));
        }
        String words = words(message.get("content"));
        if (!words.isEmpty()) {
            blocks.add(new Block.Text(words));
        }
        for (JsonNode call : list(message, "tool_calls")) {
            JsonNode function = object(call, "function");
            blocks.add(new Block.Call(text(call, "id"), text(function, "name"), text(function, "arguments")));
        }
        return blocks;
    }

    private static String words(@org.jspecify.annotations.Nullable JsonNode content) {
        if (content == null || content.isNull()) {
            return "";
        }
        if (content.isString()) {
            return content.stringValue();
        }
        StringBuilder all = new StringBuilder();
        for (JsonNode part : content) {
            String words = text(part, "text").isEmpty() ? text(part, "refusal") : text(part, "text");
            all.append(all.isEmpty() || words.isEmpty() ? "" : "\n").append(words);
        }
        return all.toString();
    }

    private static List<Block> blocks(Ask ask, @org.jspecify.annotations.Nullable JsonNode content) {
        List<Block> blocks = new ArrayList<>();
        if (content == null || !content.isArray()) {
            String words = words(content);
            if (!words.isEmpty()) {
                blocks.add(new Block.Text(words));
            }
            return blocks;
        }
        for (JsonNode part : content) {
            switch (text(part, "type")) {
                case "text" -> blocks.add(new Block.Text(text(part, "text")));
                case "image_url" -> {
                    JsonNode image = part.get("image_url");
                    blocks.add(new Block.Image(image != null && image.isString() ? image.stringValue() : text(object(part, "image_url"), "url")));
                }
                default -> ask.notes.add("-content." + text(part, "type"));
            }
        }
        return blocks;
    }

    static ObjectNode write(Ask ask, Translation.Target target) {
        ObjectNode body = Json.object().put("model", target.model());
        ArrayNode messages = Json.array();
        if (!ask.system.isEmpty()) {
            messages.add(Json.object().put("role", "system").put("content", String.join("\n\n", ask.system)));
        }
        ask.turns.forEach(turn -> CompletionsTurns.write(turn, messages));
        body.set("messages", messages);
        if (ask.streamed) {
            body.put("stream", true);
            body.set("stream_options", Json.object().put("include_usage", true));
        }
        ask.maxTokens.ifPresent(most -> body.put("max_completion_tokens", most.longValue()));
        Common.sampling(ask, body);
        if (!ask.stops.isEmpty()) {
            ArrayNode stops = Json.array();
            ask.stops.forEach(stops::add);
            body.set("stop", stops);
        }
        ask.effort.flatMap(Ask.Effort::said).ifPresent(word -> body.put("reasoning_effort", word));
        tools(ask, body);
        if (ask.format != null) {
            ObjectNode format = Json.object().put("type", ask.format.isEmpty() ? "json_object" : "json_schema");
            if (!ask.format.isEmpty()) {
                format.set("json_schema", ask.format);
            }
            body.set("response_format", format);
        }
        ask.user.ifPresent(user -> body.put("user", user));
        ask.cacheKey.ifPresent(key -> body.put("prompt_cache_key", key));
        return body;
    }

    private static void tools(Ask ask, ObjectNode body) {
        if (ask.tools.isEmpty()) {
            return;
        }
        ArrayNode tools = Json.array();
        for (Ask.Tool tool : ask.tools) {
            ObjectNode function = Json.object().put("name", tool.name()).put("description", tool.description());
            function.set("parameters", tool.parameters());
            ObjectNode whole = Json.object().put("type", "function");
            whole.set("function", function);
            tools.add(whole);
        }
        body.set("tools", tools);
        ask.choice.ifPresent(choice -> {
            if (choice.startsWith("=")) {
                ObjectNode named = Json.object().put("type", "function");
                named.set("function", Json.object().put("name", choice.substring(1)));
                body.set("tool_choice", named);
            } else {
                body.put("tool_choice", choice);
            }
        });
        ask.parallel.ifPresent(parallel -> body.put("parallel_tool_calls", parallel.booleanValue()));
    }
}
