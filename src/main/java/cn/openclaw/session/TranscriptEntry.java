package cn.openclaw.session;

import cn.openclaw.json.Json;
import cn.openclaw.llm.Message;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * One line of a transcript, header excepted. Kinds that we do not know are kept as they are.
 *
 * @param id 8 hex digits, unique in the file
 * @param parent the entry it continues; empty for the first
 * @param type {@code message}, {@code model_change}, {@code compaction} …
 * @param tree the whole line
 */
public record TranscriptEntry(String id, Optional<String> parent, String type, ObjectNode tree) {
    static final String MESSAGE = "message";
    static final String MODEL_CHANGE = "model_change";
    static final String THINKING_CHANGE = "thinking_level_change";
    static final String CUSTOM = "custom";
    static final String CUSTOM_MESSAGE = "custom_message";
    static final String COMPACTION = "compaction";
    static final String BRANCH_SUMMARY = "branch_summary";
    /** Ours: a call that changes something was begun. */
    static final String BEGUN = "openclaw-cn.tool-begun";
    /** Ours, in the line of an answer: its calls that change something are noted before they are begun. */
    static final String NOTES_CALLS = "notesCalls";
    /** Ours, in the line of what a person said: what it is known by outside. */
    static final String RUN_ID = "runId";
    /** Ours, in the line of a message: it is there for people, and no model is told of it. */
    static final String ASIDE = "aside";
    static final String SNAPSHOT = "model-snapshot";

    /** A line by itself, as it stands in a file; empty for one that is no entry. */
    public static Optional<TranscriptEntry> read(ObjectNode line) {
        String type = Json.text(line, "type");
        return type == null || type.equals("session") ? Optional.empty() : Optional.of(of(line));
    }

    /** A line by itself; an id that is missing is empty. */
    static TranscriptEntry of(ObjectNode line) {
        String id = Json.text(line, "id");
        return new TranscriptEntry(
                id == null ? "" : id,
                Optional.ofNullable(Json.text(line, "parentId")),
                String.valueOf(Json.text(line, "type")),
                line);
    }

    /** A text member, or an empty string. */
    public String text(String... path) {
        String text = Json.text(tree, path);
        return text == null ? "" : text;
    }

    /** What this message is known by outside: the run that was asked to answer it. */
    public Optional<String> runId() {
        return Optional.ofNullable(Json.text(tree, RUN_ID));
    }

    /** What it tells a model; empty for notes of programs. */
    public Optional<Message> message() {
        return History.message(this);
    }

    boolean is(String wanted) {
        return type.equals(wanted);
    }
}
