package cn.openclaw.llm.translation;

import cn.openclaw.json.Json;
import java.util.HashMap;
import java.util.Map;
import tools.jackson.databind.node.ObjectNode;

/** Streams an answer in the words of {@code openai-completions}. */
final class CompletionsWriter extends Gathered implements AnswerWriter {
    private final Events events = new Events();
    private final Translation.Told told;
    private final Map<Integer, Integer> indexes = new HashMap<>();
    private boolean begun;

    CompletionsWriter(Translation.Told told) {
        this.told = told;
    }

    private ObjectNode chunk(ObjectNode delta) {
        ObjectNode choice = Json.object().put("index", 0);
        choice.set("delta", delta);
        choice.putNull("finish_reason");
        ObjectNode chunk = frame();
        chunk.set("choices", Json.array().add(choice));
        return chunk;
    }

    private ObjectNode frame() {
        return Json.object()
                .put("id", told.id("chatcmpl-"))
                .put("object", "chat.completion.chunk")
                .put("created", told.seconds())
                .put("model", told.model());
    }

    private void say(ObjectNode delta) {
        if (!begun) {
            begun = true;
            events.data(chunk(Json.object().put("role", "assistant").put("content", "")));
        }
        events.data(chunk(delta));
    }

    @Override
    public void think(String text) {
        super.think(text);
        say(Json.object().put("reasoning_content", text));
    }

    @Override
    public void seal(Block.Seal seal) {
        super.seal(seal);
        ObjectNode delta = Json.object();
        delta.set("reasoning_details", WholeAnswers.details(parts.getLast()));
        say(delta);
    }

    @Override
    public void text(String text) {
        super.text(text);
        say(Json.object().put("content", text));
    }

    @Override
    public void call(int key, String callId, String name) {
        super.call(key, callId, name);
        indexes.put(key, indexes.size());
        ObjectNode call = Json.object().put("index", indexes.size() - 1).put("id", parts.getLast().callId).put("type", "function");
        call.set("function", Json.object().put("name", name).put("arguments", ""));
        ObjectNode delta = Json.object();
        delta.set("tool_calls", Json.array().add(call));
        say(delta);
    }

    @Override
    public void arguments(int key, String piece) {
        super.arguments(key, piece);
        Integer index = indexes.get(key);
        if (index != null && !piece.isEmpty()) {
            ObjectNode call = Json.object().put("index", index.intValue());
            call.set("function", Json.object().put("arguments", piece));
            ObjectNode delta = Json.object();
            delta.set("tool_calls", Json.array().add(call));
            say(delta);
        }
    }

    @Override
    public void end() {
        ObjectNode last = chunk(Json.object());
        if (last.path("choices").get(0) instanceof ObjectNode choice) {
            choice.put("finish_reason", WholeAnswers.finish(this));
        }
        if (!begun) {
            say(Json.object());
        }
        events.data(last);
        if (told.usageWanted() && usage.reported()) {
            ObjectNode counts = frame();
            counts.set("choices", Json.array());
            counts.set("usage", Counts.asCompletions(usage));
            events.data(counts);
        }
        events.word("[DONE]");
    }

    @Override
    public String taken() {
        return events.taken();
    }
}
