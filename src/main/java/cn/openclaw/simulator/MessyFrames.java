package cn.openclaw.simulator;

import cn.openclaw.json.Json;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/**
 * A stream that is right in the end and unlike the specification on the way, in every manner seen in the wild: thoughts and
 * words in one frame, empty deltas, {@code null} content, a tool's name after its arguments began, gaps between tool indexes,
 * calls mixed with each other, members nobody knows, comments, usage both in the choice and at the top, and no end mark.
 */
final class MessyFrames {
    private final Frames.Identity identity;
    private final long seed;
    private final List<SseWriter.Event> out = new ArrayList<>();

    MessyFrames(Frames.Identity identity, long seed) {
        this.identity = identity;
        this.seed = seed;
    }

    List<SseWriter.Event> events(List<Answer> answers, Spent spent) {
        for (int index = 0; index < answers.size(); index++) {
            answer(index, answers.get(index), spent);
        }
        // The last event never gets its blank line: whoever drops it loses only what the choice's own usage said before.
        ObjectNode last = Frames.bare(identity);
        last.putArray("choices");
        last.set("usage", spent.detailed());
        out.add(SseWriter.Event.of(last));
        return out;
    }

    private void answer(int index, Answer answer, Spent spent) {
        frame(index, Json.object().put("role", "assistant").putNull("content"), "keep-alive");
        frame(index, Json.object(), "");
        List<String> thoughts = Pieces.of(answer.reasoning(), seed);
        List<String> words = answer.pieces().isEmpty() ? Pieces.of(answer.content(), seed) : answer.pieces();
        for (int at = 0; at < thoughts.size(); at++) {
            ObjectNode delta = Json.object().put("reasoning_content", thoughts.get(at));
            boolean last = at == thoughts.size() - 1;
            if (last && !words.isEmpty()) {
                delta.put("content", words.getFirst());
            } else {
                delta.putNull("content");
            }
            frame(index, delta, "");
        }
        for (int at = thoughts.isEmpty() ? 0 : 1; at < words.size(); at++) {
            frame(index, Json.object().put("content", words.get(at)).put("role", "assistant"), at % 5 == 4 ? "ping" : "");
        }
        calls(index, answer.calls());
        end(index, answer, spent);
    }

    /** All calls begin, then their arguments arrive in turns; the numbers have gaps and the names come late. */
    private void calls(int index, List<Answer.Call> calls) {
        List<List<String>> pieces = new ArrayList<>();
        int longest = 0;
        for (int at = 0; at < calls.size(); at++) {
            pieces.add(Pieces.of(calls.get(at).arguments(), seed));
            longest = Math.max(longest, pieces.getLast().size());
            ObjectNode first = call(index, at);
            first.put("id", calls.get(at).id()).put("type", "function");
            first.putObject("function").put("arguments", "");
        }
        for (int round = 0; round < longest; round++) {
            for (int at = 0; at < calls.size(); at++) {
                if (round < pieces.get(at).size()) {
                    ObjectNode function = call(index, at).putObject("function").put("arguments", pieces.get(at).get(round));
                    if (round == 0) {
                        function.put("name", calls.get(at).name());
                    }
                }
            }
        }
        // The deltas were filled after they were queued, so they are written out only now.
        pending.forEach(frame -> out.add(SseWriter.Event.of(frame)));
        pending.clear();
    }

    private final List<ObjectNode> pending = new ArrayList<>();

    private ObjectNode call(int index, int number) {
        ObjectNode delta = Json.object().putNull("content");
        pending.add(tree(index, delta));
        return delta.putArray("tool_calls").addObject().put("index", number * 2);
    }

    private void end(int index, Answer answer, Spent spent) {
        ObjectNode frame = tree(index, Json.object().put("content", ""));
        ObjectNode choice = (ObjectNode) frame.get("choices").get(0);
        choice.put("finish_reason", answer.finish());
        choice.set("usage", spent.detailed());
        frame.set("usage", spent.detailed());
        out.add(SseWriter.Event.of(frame));
    }

    private void frame(int index, ObjectNode delta, String comment) {
        out.add(new SseWriter.Event("", Json.write(tree(index, delta)), comment));
    }

    private ObjectNode tree(int index, ObjectNode delta) {
        ObjectNode frame = Frames.bare(identity).put("obfuscation", "x9k2").putNull("service_tier");
        ObjectNode choice = frame.putArray("choices").addObject().put("index", index);
        choice.set("delta", delta);
        choice.putNull("finish_reason").putNull("logprobs").put("stop_token", -1);
        return frame;
    }
}
