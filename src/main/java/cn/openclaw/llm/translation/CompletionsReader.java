package cn.openclaw.llm.translation;

import static cn.openclaw.llm.translation.Fields.list;
import static cn.openclaw.llm.translation.Fields.object;
import static cn.openclaw.llm.translation.Fields.text;

import cn.openclaw.llm.Wire;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.JsonNode;

/** Answers of {@code openai-completions}: the first choice of each. */
final class CompletionsReader implements AnswerReader {
    private final Map<Integer, Call> calls = new HashMap<>();
    private boolean begun;
    private boolean complete;
    private boolean called;

    /** A call of which the name, or more, is still to come. */
    private static final class Call {
        String id = "";
        String name = "";
        final StringBuilder early = new StringBuilder();
        boolean begun;
    }

    @Override
    public void whole(JsonNode body, Pieces to) {
        to.begin(text(body, "id"));
        JsonNode choice = first(body);
        JsonNode message = object(choice, "message");
        reasoning(message, to);
        String words = text(message, "content").isEmpty() ? text(message, "refusal") : text(message, "content");
        if (!words.isEmpty()) {
            to.text(words);
        }
        int key = 0;
        for (JsonNode call : list(message, "tool_calls")) {
            to.call(key, text(call, "id"), text(object(call, "function"), "name"));
            to.arguments(key++, text(object(call, "function"), "arguments"));
            called = true;
        }
        Counts.in(body).or(() -> Counts.in(choice)).ifPresent(to::count);
        stop(text(choice, "finish_reason"), to);
    }

    @Override
    public void event(JsonNode event, Pieces to) {
        JsonNode error = event.get("error");
        if (error != null && !error.isNull()) {
            to.fault(text(error, "type"), error.isString() ? error.stringValue() : text(error, "message"));
            return;
        }
        if (!begun) {
            begun = true;
            to.begin(text(event, "id"));
        }
        JsonNode choice = first(event);
        JsonNode delta = object(choice, "delta");
        reasoning(delta, to);
        String words = text(delta, "content").isEmpty() ? text(delta, "refusal") : text(delta, "content");
        if (!words.isEmpty()) {
            to.text(words);
        }
        for (JsonNode call : list(delta, "tool_calls")) {
            call(call, to);
        }
        Counts.in(event).or(() -> Counts.in(choice)).ifPresent(to::count);
        String reason = text(choice, "finish_reason");
        if (!reason.isEmpty()) {
            stop(reason, to);
        }
    }

    private static JsonNode first(JsonNode body) {
        for (JsonNode choice : list(body, "choices")) {
            if (choice.path("index").asInt(0) == 0) {
                return choice;
            }
        }
        return cn.openclaw.json.Json.object();
    }

    private static void reasoning(JsonNode message, Pieces to) {
        String reasoning = text(message, "reasoning_content").isEmpty()
                ? text(message, "reasoning")
                : text(message, "reasoning_content");
        if (!reasoning.isEmpty()) {
            to.think(reasoning);
        }
        for (JsonNode detail : list(message, "reasoning_details")) {
            String data = text(detail, "data").isEmpty() ? text(detail, "signature") : text(detail, "data");
            Block.Seal.of(Wire.COMPLETIONS, data).ifPresent(to::seal);
        }
    }

    /** Names may come late, and arguments before them. */
    private void call(JsonNode piece, Pieces to) {
        int key = piece.path("index").asInt(0);
        Call call = calls.computeIfAbsent(key, _ -> new Call());
        JsonNode function = object(piece, "function");
        call.id = call.id.isEmpty() ? text(piece, "id") : call.id;
        call.name = call.name.isEmpty() ? text(function, "name") : call.name;
        String arguments = text(function, "arguments");
        if (!call.begun && call.name.isEmpty()) {
            call.early.append(arguments);
            return;
        }
        if (!call.begun) {
            call.begun = true;
            called = true;
            to.call(key, call.id, call.name);
            arguments = call.early + arguments;
        }
        if (!arguments.isEmpty()) {
            to.arguments(key, arguments);
        }
    }

    private void stop(String reason, Pieces to) {
        complete = true;
        to.stop(switch (reason) {
            case "length" -> Pieces.Stop.LENGTH;
            case "tool_calls", "function_call" -> Pieces.Stop.TOOLS;
            case "content_filter" -> Pieces.Stop.FILTERED;
            default -> called ? Pieces.Stop.TOOLS : Pieces.Stop.END;
        });
    }

    @Override
    public boolean isComplete() {
        return complete;
    }
}
