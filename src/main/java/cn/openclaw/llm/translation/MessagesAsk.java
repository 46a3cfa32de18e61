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
import tools.jackson.databind.node.ObjectNode;

/** Requests of {@code anthropic-messages}, read. */
final class MessagesAsk {
    private static final Set<String> KNOWN = Set.of(
            "model", "messages", "system", "stream", "tools", "tool_choice", "max_tokens", "temperature", "top_p",
            "stop_sequences", "thinking", "output_config", "metadata", "service_tier", "context_management");

    private MessagesAsk() {}

    static Ask read(JsonNode body) {
        Ask ask = new Ask();
        JsonNode system = body.get("system");
        if (system != null && system.isString()) {
            ask.system.add(system.stringValue());
        }
        for (JsonNode block : list(body, "system")) {
            ask.system.add(text(block, "text"));
        }
        ask.system.removeIf(String::isEmpty);
        for (JsonNode message : list(body, "messages")) {
            String role = text(message, "role");
            if (role.equals("system")) {
                ask.system.add(Common.words(blocks(ask, message.get("content"))));
            } else {
                ask.add(role.equals("assistant"), blocks(ask, message.get("content")));
            }
        }
        for (JsonNode tool : list(body, "tools")) {
            String type = text(tool, "type");
            if (type.isEmpty() || type.equals("custom")) {
                ask.tools.add(new Ask.Tool(text(tool, "name"), text(tool, "description"), object(tool, "input_schema")));
            } else {
                ask.notes.add("-tools." + type);
            }
        }
        settings(ask, body);
        Fields.leftOut(body, KNOWN, ask.notes);
        return ask;
    }

    private static void settings(Ask ask, JsonNode body) {
        JsonNode choice = object(body, "tool_choice");
        ask.choice = switch (text(choice, "type")) {
            case "auto" -> Optional.of("auto");
            case "none" -> Optional.of("none");
            case "any" -> Optional.of("required");
            case "tool" -> Optional.of("=" + text(choice, "name"));
            default -> Optional.empty();
        };
        ask.parallel = Fields.flag(choice, "disable_parallel_tool_use").map(off -> !off);
        ask.maxTokens = Fields.number(body, "max_tokens");
        ask.streamed = Fields.flag(body, "stream").orElse(false);
        ask.temperature = Fields.numeric(body, "temperature");
        ask.topP = Fields.numeric(body, "top_p");
        list(body, "stop_sequences").forEach(one -> ask.stops.add(one.asString("")));
        ask.user = Fields.word(object(body, "metadata"), "user_id");
        JsonNode thinking = object(body, "thinking");
        Optional<String> word = Fields.word(object(body, "output_config"), "effort");
        ask.effort = switch (text(thinking, "type")) {
            case "disabled" -> Optional.of(new Ask.Effort("none", 0));
            case "enabled" -> Optional.of(new Ask.Effort(word.orElse(""), Fields.number(thinking, "budget_tokens").orElse(0L)));
            case "adaptive" -> Optional.of(new Ask.Effort(word.orElse(""), 0));
            default -> word.map(said -> new Ask.Effort(said, 0));
        };
        JsonNode format = object(object(body, "output_config"), "format");
        if (format.get("schema") instanceof ObjectNode schema) {
            ObjectNode named = Json.object().put("name", "answer");
            named.set("schema", schema);
            ask.format = named.put("strict", true);
        }
    }

    private static List<Block> blocks(Ask ask, @Nullable JsonNode content) {
        List<Block> blocks = new ArrayList<>();
        if (content != null && content.isString()) {
            if (!content.stringValue().isEmpty()) {
                blocks.add(new Block.Text(content.stringValue()));
            }
        } else if (content != null && content.isArray()) {
            content.forEach(block -> block(ask, block).ifPresent(blocks::add));
        }
        return blocks;
    }

    private static Optional<Block> block(Ask ask, JsonNode block) {
        return switch (text(block, "type")) {
            case "text" -> Optional.of(text(block, "text")).filter(text -> !text.isEmpty()).map(Block.Text::new);
            case "image" -> image(object(block, "source"));
            case "thinking" ->
                Optional.of(new Block.Thinking(text(block, "thinking"), Block.Seal.of(Wire.MESSAGES, text(block, "signature"))));
            case "redacted_thinking" ->
                Optional.of(new Block.Thinking("", Block.Seal.of(Wire.MESSAGES, MessagesBody.REDACTED + text(block, "data"))));
            case "tool_use" ->
                Optional.of(new Block.Call(text(block, "id"), text(block, "name"), Json.write(object(block, "input"))));
            case "tool_result" -> Optional.of(new Block.Result(
                    text(block, "tool_use_id"),
                    blocks(ask, block.get("content")),
                    Fields.flag(block, "is_error").orElse(false)));
            case "document" -> document(ask, block);
            default -> {
                ask.notes.add("-content." + text(block, "type"));
                yield Optional.empty();
            }
        };
    }

    private static Optional<Block> image(JsonNode source) {
        return switch (text(source, "type")) {
            case "base64" -> Optional.of(new Block.Image("data:" + text(source, "media_type") + ";base64," + text(source, "data")));
            case "url" -> Optional.of(new Block.Image(text(source, "url")));
            default -> Optional.empty();
        };
    }

    private static Optional<Block> document(Ask ask, JsonNode block) {
        JsonNode source = object(block, "source");
        if (text(source, "type").equals("text")) {
            return Optional.of(new Block.Text(text(source, "data")));
        }
        ask.notes.add("-content.document");
        return Optional.empty();
    }
}
