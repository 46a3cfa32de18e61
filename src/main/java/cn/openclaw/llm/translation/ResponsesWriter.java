package cn.openclaw.llm.translation;

import cn.openclaw.json.Json;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Streams an answer in the words of {@code openai-responses}: items that are added, grow, and are done. */
final class ResponsesWriter extends Gathered implements AnswerWriter {
    private final Events events = new Events();
    private final Translation.Told told;
    private final Map<Integer, Part> openCalls = new LinkedHashMap<>();
    private @Nullable Part open;
    private int sequence;
    private boolean begun;

    ResponsesWriter(Translation.Told told) {
        this.told = told;
    }

    private void event(ObjectNode event) {
        events.named(event.put("sequence_number", sequence++));
    }

    private void start() {
        if (begun) {
            return;
        }
        begun = true;
        for (String type : new String[] {"response.created", "response.in_progress"}) {
            ObjectNode event = Json.object().put("type", type);
            event.set("response", WholeAnswers.response(told, "in_progress"));
            event(event);
        }
    }

    private ObjectNode on(String type, Part part) {
        int at = parts.indexOf(part);
        return Json.object().put("type", type).put("item_id", WholeAnswers.item(part, told, at, "in_progress").path("id").asString(""))
                .put("output_index", at);
    }

    private void added(Part part) {
        start();
        ObjectNode event = Json.object().put("type", "response.output_item.added").put("output_index", parts.indexOf(part));
        event.set("item", WholeAnswers.item(part, told, parts.indexOf(part), "in_progress"));
        event(event);
        switch (part.kind) {
            case TEXT -> {
                ObjectNode content = on("response.content_part.added", part).put("content_index", 0);
                content.set("part", WholeAnswers.outputText(""));
                event(content);
            }
            case THINKING -> {
                ObjectNode summary = on("response.reasoning_summary_part.added", part).put("summary_index", 0);
                summary.set("part", Json.object().put("type", "summary_text").put("text", ""));
                event(summary);
            }
            case CALL -> {}
        }
    }

    private void done(Part part) {
        String text = part.text.toString();
        switch (part.kind) {
            case TEXT -> {
                event(on("response.output_text.done", part).put("content_index", 0).put("text", text));
                ObjectNode content = on("response.content_part.done", part).put("content_index", 0);
                content.set("part", WholeAnswers.outputText(text));
                event(content);
            }
            case THINKING -> {
                event(on("response.reasoning_summary_text.done", part).put("summary_index", 0).put("text", text));
                ObjectNode summary = on("response.reasoning_summary_part.done", part).put("summary_index", 0);
                summary.set("part", Json.object().put("type", "summary_text").put("text", text));
                event(summary);
            }
            case CALL -> event(on("response.function_call_arguments.done", part).put("arguments", text.isEmpty() ? "{}" : text));
        }
        ObjectNode event = Json.object().put("type", "response.output_item.done").put("output_index", parts.indexOf(part));
        event.set("item", WholeAnswers.item(part, told, parts.indexOf(part), "completed"));
        event(event);
    }

    private void close() {
        Part part = open;
        open = null;
        if (part != null) {
            done(part);
        }
    }

    private Part growing(Kind kind) {
        Part last = parts.getLast();
        if (open != last) {
            close();
            open = last;
            added(last);
        }
        if (last.kind != kind) {
            throw new IllegalStateException("another piece grows");
        }
        return last;
    }

    @Override
    public void think(String text) {
        super.think(text);
        event(on("response.reasoning_summary_text.delta", growing(Kind.THINKING)).put("summary_index", 0).put("delta", text));
    }

    @Override
    public void seal(Block.Seal seal) {
        super.seal(seal);
        growing(Kind.THINKING);
        close();
    }

    @Override
    public void text(String text) {
        super.text(text);
        event(on("response.output_text.delta", growing(Kind.TEXT))
                .put("content_index", 0)
                .put("delta", text));
    }

    @Override
    public void call(int key, String callId, String name) {
        super.call(key, callId, name);
        close();
        Part call = parts.getLast();
        openCalls.put(key, call);
        added(call);
    }

    @Override
    public void arguments(int key, String piece) {
        super.arguments(key, piece);
        Part call = openCalls.get(key);
        if (call != null && !piece.isEmpty()) {
            event(on("response.function_call_arguments.delta", call).put("delta", piece));
        }
    }

    @Override
    public void end() {
        start();
        close();
        openCalls.values().forEach(this::done);
        ObjectNode whole = WholeAnswers.responses(this, told);
        ObjectNode event = Json.object()
                .put("type", whole.path("status").asString("").equals("incomplete") ? "response.incomplete" : "response.completed");
        event.set("response", whole);
        event(event);
    }

    @Override
    public String taken() {
        return events.taken();
    }
}
