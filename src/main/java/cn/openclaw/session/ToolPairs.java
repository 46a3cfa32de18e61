package cn.openclaw.session;

import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.StopReason;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Makes any history one that a platform takes: each tool call is followed by exactly one result, each result has its call,
 * and what was broken off is words only. No words are lost: a result without a call becomes a note. A platform answers a
 * history that breaks these rules with HTTP 400 for ever after, which used to make sessions unusable.
 */
final class ToolPairs {
    static final String NO_RESULT =
            "No result: the run ended before this tool reported. It may have run; check before doing it again.";
    static final String BEGUN =
            "Outcome unknown: this call was begun, and the program ended before it reported. It may have been done, in part or"
                    + " as a whole; check before repeating it.";
    static final String NOT_RUN =
            "Not run: the program ended before this call was begun, or it only reads. Nothing was changed by it; call it again if"
                    + " it is still needed.";
    private static final Set<String> PLACEHOLDERS = Set.of(NO_RESULT, BEGUN, NOT_RUN);

    private ToolPairs() {}

    static List<Message> mend(List<Message> messages) {
        List<Message> mended = new ArrayList<>();
        Set<Integer> used = new HashSet<>();
        for (int at = 0; at < messages.size(); at++) {
            switch (messages.get(at)) {
                case Message.User user -> addUser(mended, user);
                case Message.Assistant answer -> addAnswer(mended, messages, at, tidy(answer), used);
                case Message.ToolResult result -> {
                    if (!used.contains(at)) {
                        addOrphan(mended, result);
                    }
                }
            }
        }
        return mended;
    }

    /** The same words said twice because the first time brought no answer are one question. */
    private static void addUser(List<Message> mended, Message.User user) {
        if (!user.parts().isEmpty() && (mended.isEmpty() || !mended.getLast().equals(user))) {
            mended.add(user);
        }
    }

    private static void addOrphan(List<Message> mended, Message.ToolResult result) {
        List<Part> parts = new ArrayList<>();
        parts.add(new Part.Text("Result of an earlier tool call (" + result.toolName() + "):"));
        parts.addAll(result.parts());
        boolean says = result.parts().stream().anyMatch(part -> !(part instanceof Part.Text(String words)) || !words.isBlank());
        if (says && !isNoResult(result)) {
            mended.add(new Message.User(parts));
        }
    }

    private static void addAnswer(
            List<Message> mended, List<Message> messages, int at, Message.Assistant answer, Set<Integer> used) {
        boolean says = answer.parts().stream()
                .anyMatch(part -> part instanceof Part.ToolCall || (part instanceof Part.Text(String words) && !words.isEmpty()));
        if (!says) {
            return;
        }
        mended.add(answer);
        for (Part.ToolCall call : answer.toolCalls()) {
            mended.add(resultOf(call, messages, at, used));
        }
    }

    /** Ids repeat from turn to turn, so the search ends where the same id is called again. */
    private static Message resultOf(Part.ToolCall call, List<Message> messages, int at, Set<Integer> used) {
        Message.ToolResult found =
                new Message.ToolResult(call.id(), call.name(), List.of(new Part.Text(NO_RESULT)), true);
        for (int next = at + 1; next < messages.size() && isNoResult(found); next++) {
            if (messages.get(next) instanceof Message.Assistant later && calls(later, call.id())) {
                break;
            }
            boolean answers = messages.get(next) instanceof Message.ToolResult result && result.callId().equals(call.id());
            if (answers && used.add(next)) {
                found = (Message.ToolResult) messages.get(next);
            }
        }
        return found;
    }

    private static boolean isNoResult(Message.ToolResult result) {
        return result.parts().size() == 1
                && result.parts().getFirst() instanceof Part.Text(String words)
                && PLACEHOLDERS.contains(words);
    }

    private static boolean calls(Message.Assistant answer, String id) {
        return !isBroken(answer) && answer.toolCalls().stream().anyMatch(call -> call.id().equals(id));
    }

    static boolean isBroken(Message.Assistant answer) {
        return answer.stopReason() == StopReason.ERROR || answer.stopReason() == StopReason.ABORTED;
    }

    /** Of an answer that broke off only its words count; arguments that are no JSON would be refused by the platform. */
    private static Message.Assistant tidy(Message.Assistant answer) {
        List<Part> parts = new ArrayList<>();
        for (Part part : answer.parts()) {
            boolean keep = !isBroken(answer) || (part instanceof Part.Text(String words) && !words.isBlank());
            if (keep) {
                parts.add(part instanceof Part.ToolCall call ? readable(call) : part);
            }
        }
        // Words that were heard count like any others from then on.
        StopReason reason = isBroken(answer) ? StopReason.STOP : answer.stopReason();
        return new Message.Assistant(parts, answer.model(), answer.api(), answer.usage(), reason, Optional.empty());
    }

    private static Part.ToolCall readable(Part.ToolCall call) {
        return MessageJson.arguments(call.arguments()).isPresent() && !call.arguments().isBlank()
                ? call
                : new Part.ToolCall(call.id(), call.name(), "{}");
    }
}
