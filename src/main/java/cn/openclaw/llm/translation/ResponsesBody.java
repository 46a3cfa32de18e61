package cn.openclaw.llm.translation;

import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.llm.Wire;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests of {@code openai-responses}, written; nothing is to be kept on the platform. */
final class ResponsesBody {
    private ResponsesBody() {}

    static ObjectNode write(Ask ask, Translation.Target target) {
        ObjectNode body = Json.object().put("model", target.model());
        if (!ask.system.isEmpty()) {
            body.put("instructions", String.join("\n\n", ask.system));
        }
        ArrayNode items = Json.array();
        ask.turns.forEach(turn -> turn(turn, items));
        body.set("input", items);
        if (ask.streamed) {
            body.put("stream", true);
        }
        body.put("store", false);
        ask.maxTokens.ifPresent(most -> body.put("max_output_tokens", most.longValue()));
        Common.sampling(ask, body);
        if (!ask.stops.isEmpty()) {
            ask.notes.add("-stop");
        }
        if (target.reasons()) {
            ObjectNode reasoning = Json.object().put("summary", "auto");
            ask.effort.flatMap(Ask.Effort::said).ifPresent(word -> reasoning.put("effort", word));
            body.set("reasoning", reasoning);
            body.set("include", Json.array().add("reasoning.encrypted_content"));
        }
        tools(ask, body);
        format(ask, body);
        ask.user.ifPresent(user -> body.put("safety_identifier", user));
        ask.cacheKey.ifPresent(key -> body.put("prompt_cache_key", key));
        return body;
    }

    private static void format(Ask ask, ObjectNode body) {
        if (ask.format != null) {
            ObjectNode format = Json.object().put("type", ask.format.isEmpty() ? "json_object" : "json_schema");
            ask.format.properties().forEach(member -> format.set(member.getKey(), member.getValue()));
            ObjectNode text = Json.object();
            text.set("format", format);
            body.set("text", text);
        }
    }

    private static void tools(Ask ask, ObjectNode body) {
        if (ask.tools.isEmpty()) {
            return;
        }
        ArrayNode tools = Json.array();
        for (Ask.Tool tool : ask.tools) {
            ObjectNode declared =
                    Json.object().put("type", "function").put("name", tool.name()).put("description", tool.description());
            declared.set("parameters", tool.parameters());
            tools.add(declared.put("strict", false));
        }
        body.set("tools", tools);
        ask.choice.ifPresent(choice -> {
            if (choice.startsWith("=")) {
                body.set("tool_choice", Json.object().put("type", "function").put("name", choice.substring(1)));
            } else {
                body.put("tool_choice", choice);
            }
        });
        ask.parallel.ifPresent(parallel -> body.put("parallel_tool_calls", parallel.booleanValue()));
    }

    private static void turn(Ask.Turn turn, ArrayNode items) {
        ArrayNode said = Json.array();
        for (Block block : turn.blocks()) {
            switch (block) {
                case Block.Text(String text) -> {
                    if (!text.isEmpty()) {
                        said.add(words(text, turn.assistant()));
                    }
                }
                case Block.Image(String url) -> said.add(image(url));
                case Block.Thinking thinking -> thinking(thinking, items);
                case Block.Call(String id, String name, String arguments) -> {
                    said = flush(said, turn.assistant(), items);
                    items.add(Json.object()
                            .put("type", "function_call")
                            .put("call_id", id)
                            .put("name", name)
                            .put("arguments", arguments.isBlank() ? "{}" : arguments));
                }
                case Block.Result(String callId, List<Block> blocks, _) -> items.add(result(callId, blocks));
            }
        }
        flush(said, turn.assistant(), items);
    }

    private static ArrayNode flush(ArrayNode said, boolean assistant, ArrayNode items) {
        if (!said.isEmpty()) {
            ObjectNode message = Json.object().put("type", "message").put("role", assistant ? "assistant" : "user");
            message.set("content", said);
            items.add(message);
        }
        return Json.array();
    }

    private static ObjectNode words(String text, boolean assistant) {
        ObjectNode part = Json.object().put("type", assistant ? "output_text" : "input_text").put("text", text);
        if (assistant) {
            part.set("annotations", Json.array());
        }
        return part;
    }

    private static ObjectNode image(String url) {
        return Json.object().put("type", "input_image").put("detail", "auto").put("image_url", url);
    }

    private static ObjectNode result(String callId, List<Block> blocks) {
        ObjectNode item = Json.object().put("type", "function_call_output").put("call_id", callId);
        if (blocks.stream().noneMatch(Block.Image.class::isInstance)) {
            return item.put("output", Common.words(blocks));
        }
        ArrayNode parts = Json.array();
        for (Block block : blocks) {
            switch (block) {
                case Block.Text(String text) -> parts.add(words(text, false));
                case Block.Image(String url) -> parts.add(image(url));
                case Block.Thinking _, Block.Call _, Block.Result _ -> {}
            }
        }
        item.set("output", parts);
        return item;
    }

    /** Only the platform's own, whole: a summary alone would be worth nothing to it. */
    private static void thinking(Block.Thinking thinking, ArrayNode items) {
        thinking.seal().filter(seal -> seal.wire() == Wire.RESPONSES).ifPresent(seal -> {
            try {
                items.add(Json.parse(seal.value()));
            } catch (JsonException e) {
                // Cut off on its way: there is nothing the platform would take back.
            }
        });
    }
}
