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
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** Requests of {@code openai-responses}, read. */
final class ResponsesAsk {
    private static final Set<String> KNOWN = Set.of(
            "model", "input", "instructions", "stream", "stream_options", "tools", "tool_choice", "parallel_tool_calls",
            "max_output_tokens", "temperature", "top_p", "reasoning", "text", "user", "safety_identifier", "prompt_cache_key",
            "store", "include", "metadata", "truncation");

    private ResponsesAsk() {}

    static Ask read(JsonNode body) {
        Ask ask = new Ask();
        Fields.word(body, "instructions").filter(text -> !text.isEmpty()).ifPresent(ask.system::add);
        JsonNode input = body.get("input");
        if (input != null && input.isString()) {
            ask.add(false, List.of(new Block.Text(input.stringValue())));
        }
        for (JsonNode item : list(body, "input")) {
            item(ask, item);
        }
        for (JsonNode tool : list(body, "tools")) {
            if (text(tool, "type").equals("function")) {
                ask.tools.add(new Ask.Tool(text(tool, "name"), text(tool, "description"), object(tool, "parameters")));
            } else {
                ask.notes.add("-tools." + text(tool, "type"));
            }
        }
        settings(ask, body);
        Fields.leftOut(body, KNOWN, ask.notes);
        return ask;
    }

    private static void settings(Ask ask, JsonNode body) {
        JsonNode choice = body.get("tool_choice");
        if (choice != null && choice.isString()) {
            ask.choice = Optional.of(choice.stringValue());
        } else if (choice != null && text(choice, "type").equals("function")) {
            ask.choice = Optional.of("=" + text(choice, "name"));
        }
        ask.parallel = Fields.flag(body, "parallel_tool_calls");
        ask.maxTokens = Fields.number(body, "max_output_tokens");
        ask.streamed = Fields.flag(body, "stream").orElse(false);
        ask.temperature = Fields.numeric(body, "temperature");
        ask.topP = Fields.numeric(body, "top_p");
        ask.user = Fields.word(body, "user").or(() -> Fields.word(body, "safety_identifier"));
        ask.cacheKey = Fields.word(body, "prompt_cache_key");
        ask.effort = Fields.word(object(body, "reasoning"), "effort").map(word -> new Ask.Effort(word, 0));
        JsonNode format = object(object(body, "text"), "format");
        switch (text(format, "type")) {
            case "json_schema" -> {
                var named = Json.object().put("name", text(format, "name"));
                named.set("schema", object(format, "schema"));
                Fields.flag(format, "strict").ifPresent(strict -> named.put("strict", strict.booleanValue()));
                ask.format = named;
            }
            case "json_object" -> ask.format = Json.object();
            default -> {}
        }
    }

    private static void item(Ask ask, JsonNode item) {
        String type = text(item, "type");
        switch (type.isEmpty() ? "message" : type) {
            case "message" -> message(ask, item);
            case "function_call" -> ask.add(true, List.of(new Block.Call(
                    text(item, "call_id"), text(item, "name"), text(item, "arguments"))));
            case "function_call_output" ->
                ask.add(false, List.of(new Block.Result(text(item, "call_id"), blocks(ask, item.get("output")), false)));
            case "reasoning" -> ask.add(true, List.of(reasoning(item)));
            default -> ask.notes.add("-input." + type);
        }
    }

    private static Block reasoning(JsonNode item) {
        StringBuilder words = new StringBuilder();
        for (String part : new String[] {"summary", "content"}) {
            list(item, part).forEach(one -> words.append(words.isEmpty() ? "" : "\n\n").append(text(one, "text")));
        }
        String encrypted = text(item, "encrypted_content");
        Optional<Block.Seal> seal = Block.Seal.of(Wire.RESPONSES, encrypted);
        // What is this wire's own goes back as the whole item it was.
        return new Block.Thinking(
                words.toString(),
                seal.map(mark -> mark.wire() == Wire.RESPONSES ? new Block.Seal(Wire.RESPONSES, Json.write(item)) : mark));
    }

    private static void message(Ask ask, JsonNode item) {
        List<Block> blocks = blocks(ask, item.get("content"));
        switch (text(item, "role")) {
            case "system", "developer" -> {
                if (!ask.turns.isEmpty()) {
                    ask.notes.add("system-first");
                }
                ask.system.add(Common.words(blocks));
            }
            case "assistant" -> ask.add(true, blocks);
            default -> ask.add(false, blocks);
        }
    }

    private static List<Block> blocks(Ask ask, @Nullable JsonNode content) {
        List<Block> blocks = new ArrayList<>();
        if (content != null && content.isString()) {
            blocks.add(new Block.Text(content.stringValue()));
        } else if (content != null && content.isArray()) {
            for (JsonNode part : content) {
                switch (text(part, "type")) {
                    case "input_text", "output_text", "text" -> blocks.add(new Block.Text(text(part, "text")));
                    case "refusal" -> blocks.add(new Block.Text(text(part, "refusal")));
                    case "input_image" -> blocks.add(new Block.Image(text(part, "image_url")));
                    default -> ask.notes.add("-content." + text(part, "type"));
                }
            }
        }
        return blocks;
    }
}
