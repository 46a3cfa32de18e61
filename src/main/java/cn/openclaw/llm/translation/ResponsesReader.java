package cn.openclaw.llm.translation;

import static cn.openclaw.llm.translation.Fields.list;
import static cn.openclaw.llm.translation.Fields.object;
import static cn.openclaw.llm.translation.Fields.text;

import cn.openclaw.json.Json;
import cn.openclaw.llm.Wire;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Answers of {@code openai-responses}. */
final class ResponsesReader implements AnswerReader {
    /** Items of which pieces were heard, so that the whole at their end is not said again. */
    private final Set<Integer> heard = new HashSet<>();
    private boolean complete;
    private boolean called;

    @Override
    public void whole(JsonNode body, Pieces to) {
        to.begin(text(body, "id"));
        int key = 0;
        for (JsonNode item : list(body, "output")) {
            item(key++, item, to);
        }
        ended(body, to);
    }

    @Override
    public void event(JsonNode event, Pieces to) {
        int key = event.path("output_index").asInt(0);
        String piece = text(event, "delta");
        switch (text(event, "type")) {
            case "response.created" -> to.begin(text(object(event, "response"), "id"));
            case "response.output_item.added" -> {
                JsonNode item = object(event, "item");
                if (text(item, "type").equals("function_call")) {
                    call(key, item, to);
                }
            }
            case "response.output_text.delta", "response.refusal.delta" -> {
                heard.add(key);
                to.text(piece);
            }
            case "response.reasoning_summary_text.delta", "response.reasoning_text.delta" -> {
                heard.add(key);
                to.think(piece);
            }
            case "response.function_call_arguments.delta" -> {
                heard.add(key);
                to.arguments(key, piece);
            }
            case "response.output_item.done" -> done(key, object(event, "item"), to);
            case "response.completed", "response.incomplete", "response.done" -> ended(object(event, "response"), to);
            case "response.failed" -> {
                JsonNode error = object(object(event, "response"), "error");
                to.fault(text(error, "code"), text(error, "message"));
            }
            case "error" -> to.fault(text(event, "code"), text(event, "message"));
            default -> {} // progress, content parts, and whatever the wire may grow
        }
    }

    private void call(int key, JsonNode item, Pieces to) {
        called = true;
        to.call(key, text(item, "call_id"), text(item, "name"));
    }

    /** Some hosts send no pieces; then the item itself is all there is. */
    private void done(int key, JsonNode item, Pieces to) {
        switch (text(item, "type")) {
            case "function_call" -> {
                if (!heard.contains(key)) {
                    to.arguments(key, text(item, "arguments"));
                }
            }
            case "reasoning" -> reasoning(item, !heard.contains(key), to);
            case "message" -> {
                if (!heard.contains(key)) {
                    message(item, to);
                }
            }
            default -> {}
        }
    }

    private void item(int key, JsonNode item, Pieces to) {
        switch (text(item, "type")) {
            case "message" -> message(item, to);
            case "function_call" -> {
                call(key, item, to);
                to.arguments(key, text(item, "arguments"));
            }
            case "reasoning" -> reasoning(item, true, to);
            default -> {}
        }
    }

    private static void message(JsonNode item, Pieces to) {
        for (JsonNode part : list(item, "content")) {
            String words = text(part, "text").isEmpty() ? text(part, "refusal") : text(part, "text");
            if (!words.isEmpty()) {
                to.text(words);
            }
        }
    }

    private static void reasoning(JsonNode item, boolean words, Pieces to) {
        if (words) {
            for (String name : new String[] {"summary", "content"}) {
                list(item, name).forEach(part -> to.think(text(part, "text")));
            }
        }
        if (!text(item, "encrypted_content").isEmpty()) {
            to.seal(new Block.Seal(Wire.RESPONSES, Json.write(item)));
        }
    }

    private void ended(JsonNode response, Pieces to) {
        Counts.in(response).ifPresent(to::count);
        JsonNode error = object(response, "error");
        if (text(response, "status").equals("failed")) {
            to.fault(text(error, "code"), text(error, "message"));
            return;
        }
        complete = true;
        String why = text(object(response, "incomplete_details"), "reason");
        boolean cut = text(response, "status").equals("incomplete");
        to.stop(why.equals("content_filter")
                ? Pieces.Stop.FILTERED
                : cut ? Pieces.Stop.LENGTH : called ? Pieces.Stop.TOOLS : Pieces.Stop.END);
    }

    @Override
    public boolean isComplete() {
        return complete;
    }
}
