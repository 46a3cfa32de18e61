package cn.openclaw.llm.translation;

import cn.openclaw.json.Json;
import cn.openclaw.llm.Wire;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** One side's turn as messages of {@code openai-completions}. */
final class CompletionsTurns {
    private CompletionsTurns() {}

    static void write(Ask.Turn turn, ArrayNode messages) {
        if (turn.assistant()) {
            messages.add(assistant(turn.blocks()));
        } else {
            user(turn.blocks(), messages);
        }
    }

    private static ObjectNode assistant(List<Block> blocks) {
        ObjectNode message = Json.object().put("role", "assistant");
        String words = Common.words(blocks);
        ArrayNode calls = Json.array();
        StringBuilder reasoning = new StringBuilder();
        boolean thought = false;
        for (Block block : blocks) {
            switch (block) {
                case Block.Thinking(String text, var seal) -> {
                    reasoning.append(text);
                    thought = true;
                    seal.filter(mark -> mark.wire() == Wire.COMPLETIONS).ifPresent(mark -> message.set(
                            "reasoning_details", Json.array().add(Json.object().put("type", "reasoning.encrypted").put("data", mark.value()))));
                }
                case Block.Call(String id, String name, String arguments) -> {
                    ObjectNode call = Json.object().put("id", id).put("type", "function");
                    call.set("function", Json.object().put("name", name).put("arguments", arguments.isBlank() ? "{}" : arguments));
                    calls.add(call);
                }
                case Block.Text _, Block.Image _, Block.Result _ -> {}
            }
        }
        if (!words.isEmpty() || calls.isEmpty()) {
            message.put("content", words);
        } else {
            message.putNull("content");
        }
        if (thought) {
            message.put("reasoning_content", reasoning.toString());
        }
        if (!calls.isEmpty()) {
            message.set("tool_calls", calls);
        }
        return message;
    }

    /** Tool results first, each a message of its own; their images follow them, because tool messages take words alone. */
    private static void user(List<Block> blocks, ArrayNode messages) {
        List<Block> said = new ArrayList<>();
        List<Block> pictures = new ArrayList<>();
        for (Block block : blocks) {
            if (block instanceof Block.Result(String callId, var content, boolean isError)) {
                String words = Common.words(content);
                content.stream().filter(Block.Image.class::isInstance).forEach(pictures::add);
                String nothing = pictures.isEmpty() ? "(no output)" : "(see attached image)";
                String told = words.isBlank() ? nothing : words;
                messages.add(Json.object()
                        .put("role", "tool")
                        .put("tool_call_id", callId)
                        .put("content", isError && !told.startsWith("Error") ? "Error: " + told : told));
            } else {
                said.add(block);
            }
        }
        pictures.addAll(said);
        if (!pictures.isEmpty()) {
            messages.add(spoken(pictures));
        }
    }

    private static ObjectNode spoken(List<Block> blocks) {
        ObjectNode message = Json.object().put("role", "user");
        if (blocks.stream().noneMatch(Block.Image.class::isInstance)) {
            return message.put("content", Common.words(blocks));
        }
        ArrayNode parts = Json.array();
        for (Block block : blocks) {
            switch (block) {
                case Block.Text(String text) -> parts.add(Json.object().put("type", "text").put("text", text));
                case Block.Image(String url) -> {
                    ObjectNode part = Json.object().put("type", "image_url");
                    part.set("image_url", Json.object().put("url", url));
                    parts.add(part);
                }
                case Block.Thinking _, Block.Call _, Block.Result _ -> {}
            }
        }
        message.set("content", parts);
        return message;
    }
}
