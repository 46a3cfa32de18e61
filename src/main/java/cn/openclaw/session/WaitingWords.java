package cn.openclaw.session;

import cn.openclaw.json.Json;
import cn.openclaw.llm.Message;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a person says while a turn runs is noted at once, and becomes a message at the turn's next boundary. If the program is killed
 * in between, the next turn finds the note that no message takes up, and takes it up.
 */
final class WaitingWords {
    private static final String SAID = "openclaw-cn.said";
    /** In the line of a message: the note that it takes up. */
    private static final String TAKES = "takes";

    private WaitingWords() {}

    /** The line of a note. */
    static ObjectNode note(ObjectNode message) {
        ObjectNode entry = Json.object().put("type", TranscriptEntry.CUSTOM).put("customType", SAID);
        entry.putObject("data").set("message", message);
        return entry;
    }

    /** Marks a message's line as the one that takes up a note. */
    static ObjectNode taking(ObjectNode line, String note) {
        return line.put(TAKES, note);
    }

    /** A note that nobody took up, and what it says. */
    record Left(String note, Message.User said) {}

    /** The notes of a branch that no message takes up, oldest first. */
    static List<Left> left(List<TranscriptEntry> branch) {
        Set<String> taken = new HashSet<>();
        for (TranscriptEntry entry : branch) {
            Optional.ofNullable(Json.text(entry.tree(), TAKES)).ifPresent(taken::add);
        }
        return branch.stream()
                .filter(entry -> entry.is(TranscriptEntry.CUSTOM) && entry.text("customType").equals(SAID) && !taken.contains(entry.id()))
                .flatMap(entry -> said(entry).map(said -> new Left(entry.id(), said)).stream())
                .toList();
    }

    private static Optional<Message.User> said(TranscriptEntry entry) {
        JsonNode message = entry.tree().path("data").path("message");
        return message.isObject()
                ? MessageJson.read(message).filter(Message.User.class::isInstance).map(Message.User.class::cast)
                : Optional.empty();
    }
}
