package cn.openclaw.gateway.method;

import cn.openclaw.agent.AgentWords;
import cn.openclaw.json.Json;
import cn.openclaw.llm.Part;
import cn.openclaw.session.SessionEntry;
import cn.openclaw.session.SessionStore;
import cn.openclaw.session.Sessions;
import cn.openclaw.session.TranscriptEntry;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was said in a conversation, as the wire has it. */
final class Said {
    /** Of one answer, as JSON; the oldest go first. */
    private static final int MOST_CHARS = 6 << 20;
    /** A smaller transcript is read as a whole at once anyway. */
    private static final long SMALL = 2L << 20;

    private static final String HINT = "\n[message_id: ";

    private Said() {}

    static String words(List<Part> parts) {
        return AgentWords.of(parts);
    }

    /** The newest messages, oldest first. */
    static ArrayNode messages(SessionStore store, SessionEntry entry, int limit) {
        Optional<Path> file = store.transcript(entry).filter(Files::exists);
        if (file.isEmpty()) {
            return Json.array();
        }
        Deque<ObjectNode> newest = newest(Sessions.recent(file.get()), limit);
        if (newest.size() < limit && file.get().toFile().length() > SMALL) {
            newest = newest(Sessions.entries(file.get()), limit);
        }
        ArrayNode messages = Json.array();
        newest.forEach(messages::add);
        return messages;
    }

    private static Deque<ObjectNode> newest(List<TranscriptEntry> entries, int limit) {
        Deque<ObjectNode> newest = new ArrayDeque<>();
        long chars = 0;
        for (TranscriptEntry entry : entries.reversed()) {
            Optional<ObjectNode> message = message(entry);
            if (message.isPresent()) {
                chars += Json.write(message.get()).length();
                if (newest.size() >= limit || (chars > MOST_CHARS && !newest.isEmpty())) {
                    break;
                }
                newest.addFirst(message.get());
            }
        }
        return newest;
    }

    /** One message; empty for a line that holds none. */
    static Optional<ObjectNode> message(TranscriptEntry entry) {
        boolean said = entry.type().equals("message") && entry.tree().get("message") instanceof ObjectNode;
        if (!said) {
            return Optional.empty();
        }
        ObjectNode message = ((ObjectNode) entry.tree().get("message")).deepCopy();
        if (message.path("content").isString()) {
            ArrayNode content = Json.array();
            content.addObject().put("type", "text").put("text", message.path("content").asString(""));
            message.set("content", content);
        }
        if ("user".equals(Json.text(message, "role"))) {
            for (JsonNode part : message.path("content")) {
                String text = Json.text(part, "text");
                int hint = text == null ? -1 : text.lastIndexOf(HINT);
                if (text != null && hint >= 0 && text.endsWith("]") && text.indexOf('\n', hint + 1) < 0) {
                    ((ObjectNode) part).put("text", text.substring(0, hint).stripTrailing());
                }
            }
        }
        message.put("id", entry.id());
        entry.runId().ifPresent(id -> message.put("runId", id));
        return Optional.of(message);
    }
}
