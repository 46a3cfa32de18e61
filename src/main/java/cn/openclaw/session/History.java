package cn.openclaw.session;

import cn.openclaw.llm.Message;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * What a model is told of a transcript: the branch that ends in the newest entry, from its last compaction on. Every other
 * entry stays in the file.
 */
final class History {
    private static final String SUMMARY_HEAD = "Summary of the conversation so far:\n\n";

    private History() {}

    /** The branch that ends in the last entry, oldest first. A parent that was lost counts as the entry before it in the file. */
    static List<TranscriptEntry> branch(List<TranscriptEntry> entries) {
        Map<String, Integer> places = new HashMap<>();
        for (int at = 0; at < entries.size(); at++) {
            places.put(entries.get(at).id(), at);
        }
        List<TranscriptEntry> branch = new ArrayList<>();
        int at = entries.size() - 1;
        while (at >= 0) {
            TranscriptEntry entry = entries.get(at);
            branch.add(entry);
            int before = at - 1;
            // A parent further down would be a circle: files are only ever appended to.
            at = entry.parent().map(parent -> Math.min(before, places.getOrDefault(parent, before))).orElse(-1);
        }
        Collections.reverse(branch);
        return branch;
    }

    /**
     * Whether these last entries of a file are all that {@link #messages} needs: from the newest one back there is no gap to the
     * first, or to what the last compaction kept.
     */
    static boolean isEnough(List<TranscriptEntry> entries) {
        Map<String, Integer> places = new HashMap<>();
        for (int at = 0; at < entries.size(); at++) {
            places.put(entries.get(at).id(), at);
        }
        Optional<String> kept = Optional.empty();
        int at = entries.size() - 1;
        while (at >= 0) {
            TranscriptEntry entry = entries.get(at);
            if (kept.equals(Optional.of(entry.id())) || entry.parent().isEmpty()) {
                return true;
            }
            if (kept.isEmpty() && entry.is(TranscriptEntry.COMPACTION)) {
                kept = Optional.of(entry.text("firstKeptEntryId"));
            }
            Integer parent = places.get(entry.parent().get());
            at = parent == null ? -1 : Math.min(at - 1, parent);
        }
        return false;
    }

    /**
     * What of a branch is told: everything from its last compaction on.
     *
     * @param compaction the last compaction; what came before {@code entries} is told by its summary
     * @param entries what it kept, and what came after
     */
    record Told(Optional<TranscriptEntry> compaction, List<TranscriptEntry> entries) {}

    static Told told(List<TranscriptEntry> branch) {
        int compaction = -1;
        for (int at = 0; at < branch.size(); at++) {
            compaction = branch.get(at).is(TranscriptEntry.COMPACTION) ? at : compaction;
        }
        if (compaction < 0) {
            return new Told(Optional.empty(), branch);
        }
        TranscriptEntry entry = branch.get(compaction);
        int from = keptFrom(branch, entry.text("firstKeptEntryId"), compaction);
        return new Told(Optional.of(entry), branch.subList(from, branch.size()));
    }

    /** The messages of a branch, the last compaction honoured: its summary, what it kept, what came after. */
    static List<Message> messages(
            List<TranscriptEntry> branch, Function<TranscriptEntry, Optional<Message>> reader) {
        Told told = told(branch);
        List<Message> messages = new ArrayList<>();
        told.compaction().ifPresent(entry -> messages.add(Message.User.of(SUMMARY_HEAD + entry.text("summary"))));
        for (TranscriptEntry entry : told.entries()) {
            reader.apply(entry).ifPresent(messages::add);
        }
        return messages;
    }

    private static int keptFrom(List<TranscriptEntry> branch, String id, int compaction) {
        for (int at = 0; at < compaction; at++) {
            if (branch.get(at).id().equals(id)) {
                return at;
            }
        }
        return compaction + 1;
    }

    /** An entry as a message, if it is one for the model. */
    static Optional<Message> message(TranscriptEntry entry) {
        return switch (entry.type()) {
            case TranscriptEntry.MESSAGE ->
                Optional.ofNullable(entry.tree().get("message"))
                        .filter(_ -> !entry.tree().has(TranscriptEntry.ASIDE))
                        .flatMap(MessageJson::read);
            case TranscriptEntry.CUSTOM_MESSAGE ->
                MessageJson.read(entry.tree().deepCopy().put("role", "custom"));
            case TranscriptEntry.BRANCH_SUMMARY ->
                Optional.of(Message.User.of("Summary of an abandoned branch of this conversation:\n\n" + entry.text("summary")));
            default -> Optional.empty();
        };
    }
}
