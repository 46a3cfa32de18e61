package cn.openclaw.session;

import cn.openclaw.json.Json;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What an entry says in words: for searching and for people. Thinking, pictures and notes of programs are left out.
 *
 * @param role who says it
 * @param text the words; of an answer also the calls it makes, each on a line of its own
 * @param millis when
 */
public record Spoken(Role role, String text, long millis) {

    /** Who says something in a conversation. */
    public enum Role {
        USER,
        ASSISTANT,
        /** The result of a tool. */
        TOOL,
        /** What was said before, shortened. */
        SUMMARY,
        /** Something another program put into the conversation. */
        NOTE;

        /** {@code user}, {@code assistant} … */
        public String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        public static Optional<Role> of(String written) {
            for (Role role : values()) {
                if (role.id().equalsIgnoreCase(written.strip())) {
                    return Optional.of(role);
                }
            }
            return Optional.empty();
        }
    }

    /** Empty for an entry without words. */
    public static Optional<Spoken> of(TranscriptEntry entry) {
        ObjectNode tree = entry.tree();
        return switch (entry.type()) {
            case TranscriptEntry.MESSAGE -> tree.get("message") instanceof ObjectNode message ? message(message, tree) : Optional.empty();
            case TranscriptEntry.CUSTOM_MESSAGE -> spoken(Role.NOTE, content(tree.get("content")), tree);
            case TranscriptEntry.COMPACTION, TranscriptEntry.BRANCH_SUMMARY -> spoken(Role.SUMMARY, entry.text("summary"), tree);
            default -> Optional.empty();
        };
    }

    private static Optional<Spoken> message(ObjectNode message, ObjectNode line) {
        String role = String.valueOf(Json.text(message, "role"));
        return switch (role) {
            case "user" -> spoken(Role.USER, content(message.get("content")), line);
            case "assistant" -> spoken(Role.ASSISTANT, content(message.get("content")), line);
            case "toolResult" -> spoken(Role.TOOL, content(message.get("content")), line);
            case "bashExecution" ->
                spoken(Role.TOOL, word(message, "command") + "\n" + word(message, "output"), line);
            case "branchSummary", "compactionSummary" -> spoken(Role.SUMMARY, word(message, "summary"), line);
            case "custom" -> spoken(Role.NOTE, content(message.get("content")), line);
            default -> Optional.empty();
        };
    }

    private static Optional<Spoken> spoken(Role role, String text, ObjectNode line) {
        return text.isBlank() ? Optional.empty() : Optional.of(new Spoken(role, text, millis(line)));
    }

    /** When an entry was written: the message's own time, else the line's; 0 if neither can be read. */
    public static long millis(TranscriptEntry entry) {
        return millis(entry.tree());
    }

    private static long millis(ObjectNode line) {
        JsonNode own = Json.at(line, "message", "timestamp");
        if (own != null && own.isNumber()) {
            return own.asLong(0);
        }
        try {
            String written = Json.text(line, "timestamp");
            return written == null ? 0 : Instant.parse(written).toEpochMilli();
        } catch (DateTimeParseException e) {
            return 0;
        }
    }

    private static String content(@org.jspecify.annotations.Nullable JsonNode content) {
        if (content != null && content.isString()) {
            return content.stringValue();
        }
        StringBuilder out = new StringBuilder();
        if (content instanceof ArrayNode list) {
            for (JsonNode item : list) {
                String words =
                        switch (word(item, "type")) {
                            case "text" -> word(item, "text");
                            case "toolCall" -> word(item, "name") + " " + arguments(item);
                            default -> "";
                        };
                out.append(out.isEmpty() || words.isEmpty() ? "" : "\n").append(words);
            }
        }
        return out.toString();
    }

    private static String arguments(JsonNode call) {
        JsonNode arguments = call.get("arguments");
        return arguments == null ? word(call, "partialArgs") : Json.write(arguments);
    }

    private static String word(JsonNode tree, String name) {
        String text = Json.text(tree, name);
        return text == null ? "" : text;
    }
}
