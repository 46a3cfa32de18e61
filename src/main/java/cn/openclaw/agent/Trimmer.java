package cn.openclaw.agent;

import cn.openclaw.json.Json;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.TokenEstimate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The last resort: cuts a history by rule until it fits, mildly first. Old tool results are shortened, then all of them, then what
 * else is old and long; then the oldest rounds go; at the very end the person's last words alone are left, shortened. Each call
 * stays with its result. A pure function: the same history is cut the same way.
 */
final class Trimmer {
    private static final int[] STEPS = {4_000, 2_000, 1_000, 500, 200, 80, 30};
    private static final int NEWEST = 4;
    private static final String LEFT_OUT =
            "[Earlier parts of this conversation do not fit and were left out of this request.]";

    private Trimmer() {}

    /**
     * The history within so many tokens.
     *
     * @param messages sound: each call is followed by its results
     */
    static List<Message> fit(List<Message> messages, int tokens) {
        if (TokenEstimate.ofMessages(messages) <= tokens) {
            return messages;
        }
        List<Message> cut = messages;
        for (int step : STEPS) {
            cut = clipped(messages, Math.max(0, messages.size() - NEWEST), step, false);
            if (TokenEstimate.ofMessages(cut) <= tokens) {
                return cut;
            }
        }
        for (int step : STEPS) {
            cut = clipped(messages, messages.size(), step, false);
            if (TokenEstimate.ofMessages(cut) <= tokens) {
                return cut;
            }
        }
        return withoutOldest(messages, tokens);
    }

    /** Drops whole rounds from the front, the last words of the person excepted; then shortens what is left, ever more. */
    private static List<Message> withoutOldest(List<Message> messages, int tokens) {
        int asked = lastUser(messages);
        for (int step : STEPS) {
            List<Message> small = clipped(messages, messages.size(), step, true);
            List<Message> kept = newest(small, asked, tokens);
            boolean lastRound = asked < 0 || kept.size() > 2 || asked == messages.size() - 1;
            if (!kept.isEmpty() && lastRound) {
                return kept;
            }
        }
        String words = asked < 0 ? LEFT_OUT : LEFT_OUT + "\n\n" + Compactor.words((Message.User) messages.get(asked));
        return List.of(Message.User.of(Clip.middle(words, Math.max(8, tokens - 8))));
    }

    /** The person's last words, and as many of the newest rounds as fit beside them. */
    private static List<Message> newest(List<Message> messages, int asked, int tokens) {
        List<Message> first = asked < 0 ? List.of() : List.of(messages.get(asked));
        int room = tokens - TokenEstimate.ofMessages(first) - TokenEstimate.of(Message.User.of(LEFT_OUT));
        int from = messages.size();
        int used = 0;
        for (int at = messages.size() - 1; at >= 0; at--) {
            used += at == asked ? 0 : TokenEstimate.of(messages.get(at));
            if (used > room) {
                break;
            }
            from = messages.get(at) instanceof Message.ToolResult ? from : at;
        }
        if (room < 0) {
            return List.of();
        }
        List<Message> kept = new ArrayList<>(List.of(Message.User.of(LEFT_OUT)));
        if (asked >= 0 && asked < from) {
            kept.addAll(first);
        }
        kept.addAll(messages.subList(from, messages.size()));
        return kept;
    }

    private static int lastUser(List<Message> messages) {
        for (int at = messages.size() - 1; at >= 0; at--) {
            if (messages.get(at) instanceof Message.User) {
                return at;
            }
        }
        return -1;
    }

    /**
     * Shortens texts to so many tokens each.
     *
     * @param end where the newest messages begin, which stay as they are
     * @param everything also the person's words, arguments and thoughts; if not, only what tools said, and large arguments
     */
    private static List<Message> clipped(List<Message> messages, int end, int tokens, boolean everything) {
        List<Message> cut = new ArrayList<>(messages.size());
        for (int at = 0; at < messages.size(); at++) {
            cut.add(at < end ? clipped(messages.get(at), tokens, everything) : messages.get(at));
        }
        return cut;
    }

    private static Message clipped(Message message, int tokens, boolean everything) {
        return switch (message) {
            case Message.User user -> everything ? new Message.User(parts(user.parts(), Math.max(tokens, 200))) : user;
            case Message.ToolResult result ->
                new Message.ToolResult(result.callId(), result.toolName(), parts(result.parts(), tokens), result.isError());
            case Message.Assistant answer ->
                new Message.Assistant(
                        parts(answer.parts(), everything ? tokens : Math.max(tokens, 1_000)),
                        answer.model(),
                        answer.api(),
                        answer.usage(),
                        answer.stopReason(),
                        answer.error());
        };
    }

    private static List<Part> parts(List<Part> parts, int tokens) {
        List<Part> cut = new ArrayList<>();
        for (Part part : parts) {
            cut.add(
                    switch (part) {
                        case Part.Text(String words) -> new Part.Text(Clip.middle(words, tokens));
                        case Part.Thinking thinking -> thought(thinking, tokens);
                        case Part.Media media ->
                            tokens < TokenEstimate.IMAGE ? new Part.Text("[" + media.mimeType() + " left out]") : media;
                        case Part.ToolCall call ->
                            new Part.ToolCall(call.id(), call.name(), arguments(call.arguments(), tokens));
                    });
        }
        return cut;
    }

    /** Thoughts are sent back whole or empty: some platforms sign them. */
    private static Part thought(Part.Thinking thinking, int tokens) {
        boolean fits = TokenEstimate.of(thinking.text()) <= tokens;
        return fits ? thinking : new Part.Thinking("", thinking.signature());
    }

    /** Arguments stay JSON: long texts in them are shortened, or all of them left out. */
    private static String arguments(String text, int tokens) {
        if (TokenEstimate.of(text) <= tokens) {
            return text;
        }
        Optional<ObjectNode> whole = object(text);
        ObjectNode cut = Json.object();
        if (whole.isPresent()) {
            int each = Math.max(8, tokens / Math.max(1, whole.get().size()));
            for (Map.Entry<String, JsonNode> member : whole.get().properties()) {
                if (member.getValue().isString()) {
                    cut.put(member.getKey(), Clip.middle(member.getValue().stringValue(), each));
                }
            }
        }
        String shorter = Json.write(cut);
        return TokenEstimate.of(shorter) <= tokens * 2 ? shorter : "{}";
    }

    private static Optional<ObjectNode> object(String text) {
        try {
            return Json.parse(text) instanceof ObjectNode tree ? Optional.of(tree) : Optional.empty();
        } catch (cn.openclaw.json.JsonException e) {
            return Optional.empty();
        }
    }
}
