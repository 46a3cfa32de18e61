package cn.openclaw.tool.session;

import cn.openclaw.base.Redactor;
import cn.openclaw.json.Json;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.session.Sessions;
import cn.openclaw.session.Spoken;
import cn.openclaw.session.TranscriptEntry;
import cn.openclaw.tool.Tool;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What was said in another conversation, cut to a size a model can take. */
final class Talk {
    /** As in the original. */
    private static final int LONGEST = 4_000;

    private static final int MOST_BYTES = 80_000;

    private final Tool.Context context;
    private final Redactor redactor;
    private int bytes;

    Talk(Tool.Context context) {
        this.context = context;
        this.redactor = Redactor.of(context.world().snapshot().environment());
    }

    /**
     * The last messages.
     *
     * @param limit how many
     * @param tools whether results of tools are among them
     */
    ArrayNode last(Path file, int limit, boolean tools) {
        List<TranscriptEntry> entries = Sessions.recent(file);
        if (entries.size() <= limit) {
            entries = Sessions.entries(file);
        }
        List<ObjectNode> messages = new ArrayList<>();
        for (TranscriptEntry entry : entries.reversed()) {
            Optional<ObjectNode> message = message(entry, tools);
            if (message.isPresent()) {
                int size = Json.bytes(message.get()).length;
                if (messages.size() >= limit || bytes + size > MOST_BYTES) {
                    break;
                }
                bytes += size;
                messages.add(message.get());
            }
        }
        Collections.reverse(messages);
        ArrayNode all = Json.array();
        messages.forEach(all::add);
        if (Json.write(all).indexOf('\u27E6') >= 0) {
            // Marked as a stranger's text there; so it is one here.
            context.turn().heardFromOutside("another session");
        }
        return all;
    }

    private Optional<ObjectNode> message(TranscriptEntry entry, boolean tools) {
        Optional<Spoken> spoken = Spoken.of(entry);
        if (spoken.isEmpty() || (spoken.get().role() == Spoken.Role.TOOL && !tools)) {
            return Optional.empty();
        }
        // Without tools an answer's calls are left out as well, and one that was nothing else with them.
        String text = tools ? spoken.get().text() : words(entry, spoken.get());
        if (text.isBlank()) {
            return Optional.empty();
        }
        String clean = redactor.redact(text);
        boolean cut = clean.length() > LONGEST;
        ObjectNode message = Json.object().put("role", spoken.get().role().id());
        message.put("text", cut ? clean.substring(0, LONGEST) + "…(" + (clean.length() - LONGEST) + " characters more)" : clean);
        return Optional.of(message.put("timestamp", spoken.get().millis()));
    }

    private static String words(TranscriptEntry entry, Spoken spoken) {
        return entry.message()
                .filter(Message.Assistant.class::isInstance)
                .map(message -> ((Message.Assistant) message).parts())
                .map(parts -> String.join("\n", parts.stream()
                        .filter(Part.Text.class::isInstance)
                        .map(part -> ((Part.Text) part).text())
                        .toList()))
                .orElse(spoken.text());
    }
}
