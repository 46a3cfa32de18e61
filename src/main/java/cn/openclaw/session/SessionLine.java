package cn.openclaw.session;

import cn.openclaw.base.Language;
import cn.openclaw.base.Text;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.StopReason;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * One thing that was said, as people are shown it.
 *
 * @param id the entry in the transcript
 * @param role who says it
 * @param at when; empty if the transcript does not say
 * @param who the model of an answer, the tool of a result
 * @param parts what is said
 * @param trouble why an answer broke off, or that a tool failed
 */
public record SessionLine(String id, Spoken.Role role, Optional<Instant> at, Optional<String> who, List<Part> parts, Optional<Text> trouble) {

    public SessionLine {
        parts = List.copyOf(parts);
    }

    /** What people are shown of these entries. */
    public static List<SessionLine> of(List<TranscriptEntry> entries) {
        List<SessionLine> lines = new ArrayList<>();
        for (TranscriptEntry entry : entries) {
            Optional<Spoken> spoken = Spoken.of(entry);
            Optional<Message> message = entry.message();
            if (message.isPresent()) {
                Spoken.Role role = spoken.map(Spoken::role).orElseGet(() -> role(message.get()));
                lines.add(line(entry, role, message.get()));
            } else if (spoken.isPresent()) {
                lines.add(new SessionLine(
                        entry.id(), spoken.get().role(), at(entry), Optional.empty(), List.of(new Part.Text(spoken.get().text())), Optional.empty()));
            }
        }
        return lines;
    }

    private static Spoken.Role role(Message message) {
        return switch (message) {
            case Message.User _ -> Spoken.Role.USER;
            case Message.Assistant _ -> Spoken.Role.ASSISTANT;
            case Message.ToolResult _ -> Spoken.Role.TOOL;
        };
    }

    private static SessionLine line(TranscriptEntry entry, Spoken.Role role, Message message) {
        return switch (message) {
            case Message.User user -> new SessionLine(entry.id(), role, at(entry), Optional.empty(), user.parts(), Optional.empty());
            case Message.ToolResult result ->
                new SessionLine(
                        entry.id(),
                        role,
                        at(entry),
                        Optional.of(result.toolName()),
                        result.parts(),
                        result.isError() ? Optional.of(PageText.FAILED) : Optional.empty());
            case Message.Assistant answer -> {
                boolean broken = answer.stopReason() == StopReason.ERROR || answer.stopReason() == StopReason.ABORTED;
                String why = answer.error().orElse(answer.stopReason().id());
                Optional<Text> trouble = broken
                        ? Optional.of(new Text(PageText.BROKEN_OFF.in(Language.ZH, why), PageText.BROKEN_OFF.in(Language.EN, why)))
                        : Optional.empty();
                yield new SessionLine(entry.id(), role, at(entry), Optional.of(answer.model().toString()), answer.parts(), trouble);
            }
        };
    }

    private static Optional<Instant> at(TranscriptEntry entry) {
        return Optional.of(Spoken.millis(entry)).filter(millis -> millis > 0).map(Instant::ofEpochMilli);
    }

    /** What to call whoever says it. */
    public Text name() {
        return switch (role) {
            case USER -> PageText.USER;
            case ASSISTANT -> PageText.ASSISTANT;
            case TOOL -> PageText.TOOL;
            case SUMMARY -> PageText.SAID_BEFORE;
            case NOTE -> PageText.NOTE;
        };
    }

    /** Whether it is one of the messages that a person counts: questions and answers. */
    public boolean counts() {
        return role == Spoken.Role.USER || role == Spoken.Role.ASSISTANT;
    }

    /** A picture in words. */
    public static String media(Part.Media media, Language language) {
        return PageText.MEDIA.in(language, media.mimeType(), media.base64().length() * 3 / 4 / 1024);
    }

    /** The word before what a model thought. */
    public static String thought(Language language) {
        return PageText.THOUGHT.in(language);
    }
}
