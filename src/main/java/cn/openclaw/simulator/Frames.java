package cn.openclaw.simulator;

import cn.openclaw.json.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * Cuts answers into the chunks of a chat stream, by the strict specification or by the older habits.
 * The whole list is made before the first byte goes out, so that a fault can be placed by number.
 */
final class Frames {
    private final Identity identity;
    private final boolean legacy;
    private final long seed;
    private final List<ObjectNode> out = new ArrayList<>();

    /**
     * What stays the same in every frame.
     *
     * @param id {@code chatcmpl-…}
     * @param created seconds since 1970
     */
    record Identity(String id, long created, String model, String fingerprint) {}

    private Frames(Identity identity, boolean legacy, long seed) {
        this.identity = identity;
        this.legacy = legacy;
        this.seed = seed;
    }

    /** Frames as the vendor's specification of 2026 demands. */
    static List<ObjectNode> strict(Identity identity, List<Answer> answers, Spent spent, Wishes wishes) {
        Frames frames = new Frames(identity, false, wishes.seed());
        for (int index = 0; index < answers.size(); index++) {
            frames.answer(index, answers.get(index), spent, wishes.boundary());
        }
        if (wishes.usage()) {
            ObjectNode last = frames.bare();
            last.putArray("choices");
            last.set("usage", spent.detailed());
            frames.out.add(last);
        }
        return frames.out;
    }

    /** Frames as recorded in 2025: no boundary, whole tool calls, usage in the last choice whether asked for or not. */
    static List<ObjectNode> legacy(Identity identity, List<Answer> answers, Spent spent, Wishes wishes) {
        Frames frames = new Frames(identity, true, wishes.seed());
        for (int index = 0; index < answers.size(); index++) {
            frames.answer(index, answers.get(index), spent, false);
        }
        return frames.out;
    }

    /**
     * What the request and the model decide about a stream.
     *
     * @param usage whether a last frame with top-level usage was asked for
     * @param boundary whether an empty {@code reasoning_content} separates thoughts from words
     */
    record Wishes(boolean usage, boolean boundary, long seed) {}

    private void answer(int index, Answer answer, Spent spent, boolean boundary) {
        delta(index).put("role", "assistant").put("content", "");
        for (String piece : Pieces.of(answer.reasoning(), seed)) {
            delta(index).put("reasoning_content", piece);
        }
        if (boundary && !answer.reasoning().isEmpty()) {
            delta(index).put("reasoning_content", "");
        }
        for (String piece : answer.pieces().isEmpty() ? Pieces.of(answer.content(), seed) : answer.pieces()) {
            delta(index).put("content", piece);
        }
        for (int call = 0; call < answer.calls().size(); call++) {
            call(index, call, answer.calls().get(call));
        }
        ObjectNode end = choice(index, Json.object(), answer.finish());
        end.set("usage", legacy ? spent.plain() : spent.detailed());
    }

    private void call(int index, int number, Answer.Call call) {
        ObjectNode first = toolCall(index, number);
        if (!call.id().isEmpty()) {
            first.put("id", call.id());
        }
        first.put("type", "function");
        first.putObject("function").put("name", call.name()).put("arguments", legacy ? call.arguments() : "");
        if (!legacy) {
            for (String piece : Pieces.of(call.arguments(), seed)) {
                toolCall(index, number).putObject("function").put("arguments", piece);
            }
        }
    }

    private ObjectNode toolCall(int index, int number) {
        return delta(index).putArray("tool_calls").addObject().put("index", number);
    }

    /** A frame with an empty delta, which is returned to be filled. */
    private ObjectNode delta(int index) {
        ObjectNode delta = Json.object();
        choice(index, delta, null);
        return delta;
    }

    private ObjectNode choice(int index, ObjectNode delta, @org.jspecify.annotations.Nullable String finish) {
        ObjectNode frame = bare();
        ObjectNode choice = frame.putArray("choices").addObject().put("index", index);
        choice.set("delta", delta);
        choice.put("finish_reason", finish);
        out.add(frame);
        return choice;
    }

    private ObjectNode bare() {
        return bare(identity);
    }

    static ObjectNode bare(Identity identity) {
        return Json.object()
                .put("id", identity.id())
                .put("object", "chat.completion.chunk")
                .put("created", identity.created())
                .put("model", identity.model())
                .put("system_fingerprint", identity.fingerprint());
    }
}
