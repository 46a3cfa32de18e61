package cn.openclaw.session;

import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The calls at the end of a branch that nobody answered: the run was killed while tools were at work. Before a call that changes
 * something is begun, a note of it is on the disk; so it is known which of them may have been done. None of them is done again by
 * us; the model is told, and decides.
 */
final class OpenCalls {
    private OpenCalls() {}

    /** Their answers, in the order of the calls. */
    static List<Message.ToolResult> answers(
            List<TranscriptEntry> branch, Function<TranscriptEntry, Optional<Message>> reader) {
        Set<String> begun = new HashSet<>();
        Set<String> answered = new HashSet<>();
        for (TranscriptEntry entry : branch.reversed()) {
            if (entry.is(TranscriptEntry.CUSTOM) && entry.text("customType").equals(TranscriptEntry.BEGUN)) {
                begun.add(entry.text("data", "toolCallId"));
            }
            Optional<Message> message = reader.apply(entry);
            if (message.isPresent() && message.get() instanceof Message.ToolResult result) {
                answered.add(result.callId());
            } else if (message.isPresent() && message.get() instanceof Message.Assistant answer) {
                boolean noted = entry.tree().path(TranscriptEntry.NOTES_CALLS).asBoolean(false);
                return ToolPairs.isBroken(answer) ? List.of() : missing(answer, answered, begun, noted);
            } else if (message.isPresent()) {
                return List.of();
            }
        }
        return List.of();
    }

    private static List<Message.ToolResult> missing(
            Message.Assistant answer, Set<String> answered, Set<String> begun, boolean noted) {
        List<Message.ToolResult> missing = new ArrayList<>();
        for (Part.ToolCall call : answer.toolCalls()) {
            if (answered.add(call.id())) {
                // Others who write transcripts leave no notes: there, nothing is known.
                String words = begun.contains(call.id()) ? ToolPairs.BEGUN : noted ? ToolPairs.NOT_RUN : ToolPairs.NO_RESULT;
                missing.add(new Message.ToolResult(call.id(), call.name(), List.of(new Part.Text(words)), true));
            }
        }
        return missing;
    }
}
