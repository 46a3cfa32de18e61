package cn.openclaw.llm;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A history that every platform takes: each tool call has exactly one result right behind it, no call id occurs twice, answers
 * that broke off are left out. Transcripts are not always so: programs are killed between call and result, and Kimi counts its
 * ids from zero again each turn.
 *
 * <p>It is a pure function of the messages, worked from the oldest to the newest, so a longer history begins with the same
 * words as a shorter one: the platform's prefix cache keeps hitting. The first owner of an id keeps it, characters and all,
 * because models copy the pattern they see; only later owners are renamed, in call and result alike.
 */
public final class SoundHistory {
    /** What stands for a result that was lost. The model reads it. */
    static final String LOST = "No result provided: the tool was interrupted.";

    private final List<Message> in;
    private final List<Message> out = new ArrayList<>();
    private final Set<Integer> taken = new HashSet<>();
    private final Set<String> ids = new HashSet<>();
    private int calls;

    private SoundHistory(List<Message> in) {
        this.in = in;
    }

    /** The same conversation, made sound; a sound one comes out equal. */
    public static List<Message> of(List<Message> messages) {
        return new SoundHistory(messages).repaired();
    }

    private List<Message> repaired() {
        for (int at = 0; at < in.size(); at++) {
            switch (in.get(at)) {
                case Message.User user -> out.add(user);
                case Message.Assistant assistant -> assistant(at, assistant);
                case Message.ToolResult result -> {
                    if (!taken.contains(at)) {
                        orphan(result);
                    }
                }
            }
        }
        return List.copyOf(out);
    }

    private void assistant(int at, Message.Assistant message) {
        if (message.stopReason() == StopReason.ERROR || message.stopReason() == StopReason.ABORTED) {
            // Its results, if any, answer nothing that is sent: they go with it.
            resultsBehind(at, message).values().forEach(places -> places.forEach(place -> taken.add(place)));
            return;
        }
        Map<String, Deque<Integer>> results = resultsBehind(at, message);
        List<Part> parts = new ArrayList<>();
        List<Message> answers = new ArrayList<>();
        for (Part part : message.parts()) {
            if (part instanceof Part.ToolCall call) {
                calls++;
                String id = unused(call.id());
                parts.add(id.equals(call.id()) ? call : new Part.ToolCall(id, call.name(), call.arguments()));
                answers.add(answer(call, id, results));
            } else {
                parts.add(part);
            }
        }
        out.add(new Message.Assistant(
                parts, message.model(), message.api(), message.usage(), message.stopReason(), message.error()));
        out.addAll(answers);
    }

    private Message answer(Part.ToolCall call, String id, Map<String, Deque<Integer>> results) {
        Integer place = results.getOrDefault(call.id(), new ArrayDeque<>()).poll();
        if (place == null) {
            return new Message.ToolResult(id, call.name(), List.of(new Part.Text(LOST)), true);
        }
        taken.add(place);
        Message.ToolResult result = (Message.ToolResult) in.get(place);
        return id.equals(result.callId())
                ? result
                : new Message.ToolResult(id, result.toolName(), result.parts(), result.isError());
    }

    /** Where the results of this message's calls lie: anywhere before the next answer, even behind a word of the user's. */
    private Map<String, Deque<Integer>> resultsBehind(int at, Message.Assistant message) {
        Map<String, Deque<Integer>> found = new HashMap<>();
        Set<String> wanted = new HashSet<>();
        message.toolCalls().forEach(call -> wanted.add(call.id()));
        for (int next = at + 1; next < in.size() && !(in.get(next) instanceof Message.Assistant); next++) {
            if (in.get(next) instanceof Message.ToolResult result && wanted.contains(result.callId()) && !taken.contains(next)) {
                found.computeIfAbsent(result.callId(), _ -> new ArrayDeque<>()).add(next);
            }
        }
        return found;
    }

    private String unused(String id) {
        String base = id.isBlank() ? "call_" + calls : id;
        String unused = base;
        for (int n = 2; !ids.add(unused); n++) {
            unused = base + "-" + n;
        }
        return unused;
    }

    /** A result whose call is gone (cut away by compaction, or lost): the model may still need what it says. */
    private void orphan(Message.ToolResult result) {
        List<Part> parts = new ArrayList<>();
        for (Part part : result.parts()) {
            if (!(part instanceof Part.Text text) || !text.text().isBlank()) {
                parts.add(part);
            }
        }
        boolean repeats = out.stream()
                .anyMatch(message -> message instanceof Message.ToolResult earlier
                        && earlier.callId().equals(result.callId())
                        && earlier.parts().equals(result.parts()));
        if (!parts.isEmpty() && !repeats) {
            parts.addFirst(new Part.Text("(Result of an earlier call of the tool " + result.toolName() + ")"));
            out.add(new Message.User(parts));
        }
    }
}
