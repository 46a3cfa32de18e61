package cn.openclaw.session;

import cn.openclaw.json.Json;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelRef;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A conversation on disk: JSON lines, version 3, a tree by {@code parentId}; written so that the original reads it, and reading
 * what the original wrote. Lines are only ever appended, each one is on the disk when its method returns, and the session's
 * lock is held no longer than that takes. Where another process has appended meanwhile, its lines are taken in first, so that
 * two writers make one line of entries and neither loses any.
 *
 * <p>Used by one thread, the run's.
 */
public final class Transcript {
    /** The format of the original's current files, and of ours. */
    public static final int VERSION = 3;

    private final Path file;
    private final Header header;
    private final World world;
    private final Map<String, Optional<Message>> read = new HashMap<>();
    private final List<ObjectNode> pending = new ArrayList<>();
    /** The end of the file that counts; see {@link TranscriptFile#from}. */
    private final List<TranscriptEntry> entries = new ArrayList<>();

    private final Set<String> ids = new HashSet<>();
    private TranscriptFile known = TranscriptFile.EMPTY;

    /**
     * What a new file's first line says.
     *
     * @param id the session's id
     * @param workspace the folder the agent works in
     * @param key the session's key, kept in the file so that a lost {@code sessions.json} can be made again
     */
    public record Header(SessionId id, Path workspace, Optional<SessionKey> key) {}

    /**
     * What a transcript needs of the world.
     *
     * @param clock for timestamps
     * @param random for entry ids
     * @param redact takes secrets out of text before anything is kept
     */
    public record World(InstantSource clock, RandomGenerator random, UnaryOperator<String> redact) {}

    private Transcript(Path file, Header header, World world) {
        this.file = file;
        this.header = header;
        this.world = world;
    }

    /**
     * Opens a transcript, and mends the end of one whose writer was killed. A missing file is made with the first message.
     *
     * @throws SessionException if the disk says no
     */
    public static Transcript open(Path file, Header header, World world) {
        Transcript transcript = new Transcript(file, header, world);
        try {
            Durable.shielded(() -> {
                Durable.folder(transcript.folder());
                try (var _ = SessionLocks.hold(transcript.folder(), transcript.lockName())) {
                    transcript.take(TranscriptFile.open(file));
                }
                return true;
            });
        } catch (IOException e) {
            throw SessionException.read(file, e);
        }
        return transcript;
    }

    public Path file() {
        return file;
    }

    public SessionId id() {
        return header.id();
    }

    /** Whether nothing has been said yet. */
    public boolean isEmpty() {
        return entries.isEmpty();
    }

    /** Every entry that could be read, in the order of the file. Reads the rest of a file of which only the end was needed so far. */
    public List<TranscriptEntry> entries() {
        if (known.from() > 0) {
            try {
                List<TranscriptEntry> before = Durable.shielded(() -> TranscriptFile.before(file, known.from()));
                entries.addAll(0, before);
                before.forEach(entry -> ids.add(entry.id()));
                known = new TranscriptFile(known.header(), List.of(), 0, known.end(), known.newline());
            } catch (IOException e) {
                throw SessionException.read(file, e);
            }
        }
        return List.copyOf(entries);
    }

    /** The model that was last chosen for this conversation. */
    public Optional<ModelRef> model() {
        return last(TranscriptEntry.MODEL_CHANGE).map(Transcript::modelOf);
    }

    private static ModelRef modelOf(TranscriptEntry change) {
        return new ModelRef(change.text("provider"), change.text("modelId"));
    }

    /** The thinking level that was last chosen for it, in the original's words. */
    public Optional<String> thinkingLevel() {
        return last(TranscriptEntry.THINKING_CHANGE).map(entry -> entry.text("thinkingLevel"));
    }

    /** What a model is to be told: the newest branch from its last compaction on, in a form every platform takes. */
    public List<Message> messages() {
        return ToolPairs.mend(raw());
    }

    private List<Message> raw() {
        return History.messages(History.branch(entries), this::reading);
    }

    private Optional<Message> reading(TranscriptEntry entry) {
        return read.computeIfAbsent(entry.id(), _ -> History.message(entry));
    }

    /**
     * A message with the entry that holds it.
     *
     * @param entryId the entry
     * @param message the message
     * @param fresh whether it was said after the last compaction, not only kept by it
     */
    public record Said(String entryId, Message message, boolean fresh) {}

    /** What was said since the last compaction, and what that one kept, as it stands in the file: not mended, no summary. */
    public List<Said> said() {
        History.Told told = History.told(History.branch(entries));
        List<Said> said = new ArrayList<>();
        String last = told.compaction().map(TranscriptEntry::id).orElse("");
        boolean fresh = told.entries().stream().noneMatch(entry -> entry.id().equals(last));
        for (TranscriptEntry entry : told.entries()) {
            boolean now = fresh;
            reading(entry).ifPresent(message -> said.add(new Said(entry.id(), message, now)));
            fresh |= entry.id().equals(last);
        }
        return said;
    }

    /** The last compaction, if there was one. */
    public Optional<TranscriptEntry> compaction() {
        return History.told(History.branch(entries)).compaction();
    }

    /**
     * Prepares a turn: notes the chosen model and thinking level where they differ from the last ones, and answers tool calls
     * that a killed run left open, and takes up what was said into it. Written together with the next message.
     */
    public void begin(ModelRef model, ModelApi api, String thinkingLevel) {
        for (Message.ToolResult missing : OpenCalls.answers(History.branch(entries), this::reading)) {
            pending.add(message(missing, MessageCost.UNKNOWN, Optional.empty()));
        }
        for (WaitingWords.Left left : WaitingWords.left(History.branch(entries))) {
            pending.add(WaitingWords.taking(message(left.said(), MessageCost.UNKNOWN, Optional.empty()), left.note()));
        }
        // Where the last choice stands in a part that was not read, it is noted again: that is cheaper than to read it.
        boolean other = !recent(TranscriptEntry.MODEL_CHANGE).map(Transcript::modelOf).equals(Optional.of(model));
        if (other) {
            pending.add(Json.object()
                    .put("type", TranscriptEntry.MODEL_CHANGE)
                    .put("provider", model.provider())
                    .put("modelId", model.model()));
        }
        if (!recent(TranscriptEntry.THINKING_CHANGE)
                .map(entry -> entry.text("thinkingLevel"))
                .equals(Optional.of(thinkingLevel))) {
            pending.add(
                    Json.object().put("type", TranscriptEntry.THINKING_CHANGE).put("thinkingLevel", thinkingLevel));
        }
        if (other) {
            ObjectNode data = Json.object().put("timestamp", world.clock().millis());
            data.put("provider", model.provider()).put("modelApi", api.id()).put("modelId", model.model());
            pending.add(custom(TranscriptEntry.SNAPSHOT, data));
        }
    }

    /** Appends a message; it is on the disk when this returns. Its secrets are gone from it, here and for the model. */
    public TranscriptEntry add(Message message, MessageCost cost) {
        pending.add(message(redact(message), cost, Optional.empty()));
        return flush();
    }

    /**
     * Appends what a person said, like {@link #add(Message, MessageCost)}.
     *
     * @param runId what it is known by outside; see {@link TranscriptEntry#runId}
     */
    public TranscriptEntry add(Message.User said, Optional<String> runId) {
        ObjectNode entry = message(redact(said), MessageCost.UNKNOWN, Optional.empty());
        runId.ifPresent(id -> entry.put(TranscriptEntry.RUN_ID, id));
        pending.add(entry);
        return flush();
    }

    /**
     * Notes what a person says while a turn runs, so that it is not lost if the program is killed before the turn hears it.
     *
     * @return the note; whoever hears it calls {@link #take}
     */
    public String waits(Message.User said) {
        pending.add(WaitingWords.note(MessageJson.write(redact(said), world.clock().millis(), MessageCost.UNKNOWN, Optional.empty())));
        return flush().id();
    }

    /**
     * Appends what a person said while a turn ran, like {@link #add(Message.User, Optional)}.
     *
     * @param note what {@link #waits} answered
     */
    public TranscriptEntry take(Message.User said, Optional<String> runId, String note) {
        ObjectNode entry = WaitingWords.taking(message(redact(said), MessageCost.UNKNOWN, Optional.empty()), note);
        runId.ifPresent(id -> entry.put(TranscriptEntry.RUN_ID, id));
        pending.add(entry);
        return flush();
    }

    /**
     * Appends a message as it stands, spelt as in this file.
     *
     * @param message with its role; without secrets when it is kept
     * @param aside whether it is for people alone, so that no model is told of it
     */
    public TranscriptEntry addPlain(ObjectNode message, boolean aside) {
        ObjectNode entry = Json.object().put("type", TranscriptEntry.MESSAGE);
        entry.set("message", redact(message));
        if (aside) {
            entry.put(TranscriptEntry.ASIDE, true);
        }
        pending.add(entry);
        return flush();
    }

    /**
     * Appends words to the model that no person said, and none is shown.
     *
     * @param customType whose words they are
     * @param runId see {@link TranscriptEntry#runId}
     */
    public TranscriptEntry addHint(String customType, String words, Optional<String> runId) {
        ObjectNode entry = Json.object().put("type", TranscriptEntry.CUSTOM_MESSAGE).put("customType", customType);
        entry.putArray("content").addObject().put("type", "text").put("text", words);
        entry.put("display", false);
        runId.ifPresent(id -> entry.put(TranscriptEntry.RUN_ID, id));
        pending.add(entry);
        return flush();
    }

    /** Writes what {@link #begin} prepared, if it prepared anything, for a turn that goes on without a new message. */
    public void settle() {
        if (!pending.isEmpty()) {
            flush();
        }
    }

    /**
     * Appends what a tool answered.
     *
     * @param details for screens and programs; no model sees them. Pass them through {@link #redact(ObjectNode)}
     */
    public TranscriptEntry add(Message.ToolResult result, Optional<ObjectNode> details) {
        pending.add(message(redact(result), MessageCost.UNKNOWN, details));
        return flush();
    }

    /** Notes that a call is about to change something; on the disk when this returns, so that it is never done twice unseen. */
    public void begun(Part.ToolCall call) {
        addCustom(TranscriptEntry.BEGUN, Json.object().put("toolCallId", call.id()).put("toolName", call.name()));
    }

    /**
     * From here on a model is told a summary instead of what came before an entry. Nothing is deleted.
     *
     * @param firstKept the first entry that it is still told
     * @param details {@code readFiles} and {@code modifiedFiles}, as the original keeps them
     */
    public TranscriptEntry compact(String summary, String firstKept, long tokensBefore, ObjectNode details) {
        ObjectNode entry = Json.object().put("type", TranscriptEntry.COMPACTION).put("summary", world.redact().apply(summary));
        entry.put("firstKeptEntryId", firstKept).put("tokensBefore", tokensBefore);
        entry.set("details", details);
        pending.add(entry.put("fromHook", false));
        return flush();
    }

    /** Appends a note that no model sees; other programs may keep their own kinds here too. */
    public TranscriptEntry addCustom(String customType, JsonNode data) {
        pending.add(custom(customType, data));
        return flush();
    }

    /** How often this conversation was summarised. */
    public int compactions() {
        return (int) entries.stream().filter(entry -> entry.is(TranscriptEntry.COMPACTION)).count();
    }

    private static ObjectNode custom(String customType, JsonNode data) {
        ObjectNode entry = Json.object().put("type", TranscriptEntry.CUSTOM).put("customType", customType);
        entry.set("data", data);
        return entry;
    }

    private ObjectNode message(Message message, MessageCost cost, Optional<ObjectNode> details) {
        ObjectNode entry = Json.object().put("type", TranscriptEntry.MESSAGE);
        entry.set("message", MessageJson.write(message, world.clock().millis(), cost, details));
        if (message instanceof Message.Assistant answer && !answer.toolCalls().isEmpty()) {
            entry.put(TranscriptEntry.NOTES_CALLS, true);
        }
        return entry;
    }

    private TranscriptEntry flush() {
        try {
            return Durable.shielded(() -> {
                Durable.folder(folder());
                try (var _ = SessionLocks.hold(folder(), lockName())) {
                    if (file.toFile().length() != known.end() && !takeAppended()) {
                        take(TranscriptFile.open(file));
                    }
                    return write();
                }
            });
        } catch (IOException e) {
            throw SessionException.write(file, e);
        }
    }

    private TranscriptEntry write() throws IOException {
        StringBuilder lines = new StringBuilder();
        boolean whole = known.header().isEmpty();
        if (whole) {
            // A new file; or one whose first line was lost, or that was deleted under us: said again as a whole.
            lines.append(Json.write(headerLine())).append('\n');
            entries.forEach(entry -> lines.append(Json.write(entry.tree())).append('\n'));
        } else if (!known.newline()) {
            lines.append('\n');
        }
        List<TranscriptEntry> added = new ArrayList<>();
        for (ObjectNode line : pending) {
            TranscriptEntry before = added.isEmpty() ? (entries.isEmpty() ? null : entries.getLast()) : added.getLast();
            added.add(numbered(line, before == null ? null : before.id()));
            lines.append(Json.write(added.getLast().tree())).append('\n');
        }
        byte[] bytes = lines.toString().getBytes(StandardCharsets.UTF_8);
        long head = whole ? 0 : known.end();
        if (whole && !entries.isEmpty()) {
            Durable.replace(file, bytes);
        } else {
            Durable.append(file, head, bytes);
        }
        pending.clear();
        entries.addAll(added);
        known = new TranscriptFile(Optional.of(headerLine()), List.of(), whole ? 0 : known.from(), head + bytes.length, true);
        return entries.getLast();
    }

    private TranscriptEntry numbered(ObjectNode line, @Nullable String parent) {
        String id;
        do {
            // Where not every id is known, a longer one makes sure that it is new.
            id = hex(world.random().nextInt()) + (known.from() > 0 ? hex(world.random().nextInt()).substring(4) : "");
        } while (!ids.add(id));
        ObjectNode tree = Json.object();
        boolean idLast = line.has("customType");
        tree.put("type", Json.text(line, "type"));
        if (idLast) {
            tree.setAll(line);
        }
        tree.put("id", id).put("parentId", parent).put("timestamp", Timestamps.iso(now()));
        if (!idLast) {
            tree.setAll(line);
        }
        return new TranscriptEntry(id, Optional.ofNullable(parent), String.valueOf(Json.text(line, "type")), tree);
    }

    private static String hex(int number) {
        String digits = Integer.toHexString(number);
        return "0".repeat(8 - digits.length()) + digits;
    }

    private ObjectNode headerLine() {
        ObjectNode line = Json.object().put("type", "session").put("version", VERSION);
        line.put("id", header.id().value()).put("timestamp", Timestamps.iso(now()));
        line.put("cwd", header.workspace().toString());
        header.key().filter(key -> !key.isMain()).ifPresent(key -> line.put("sessionKey", key.text()));
        return line;
    }

    private Instant now() {
        return world.clock().instant();
    }

    private void take(TranscriptFile found) throws IOException {
        boolean gone = found.entries().isEmpty();
        known = new TranscriptFile(found.header(), List.of(), found.from(), found.end(), found.newline());
        // A file that was lost under a running conversation does not take the conversation with it, one that somebody deleted does.
        if (!gone || Tombstones.has(folder(), lockName())) {
            entries.clear();
            ids.clear();
            entries.addAll(found.entries());
            entries.forEach(entry -> ids.add(entry.id()));
        }
    }

    /** What another process has appended since, if it went on from where we were; else the file is to be read anew. */
    private boolean takeAppended() throws IOException {
        boolean ours = known.header().isPresent() && known.newline() && !entries.isEmpty();
        if (!ours || file.toFile().length() < known.end()) {
            return false;
        }
        Optional<TranscriptFile> more = TranscriptFile.appended(file, known.end(), entries.getLast().id());
        more.ifPresent(found -> {
            entries.addAll(found.entries());
            found.entries().forEach(entry -> ids.add(entry.id()));
            known = new TranscriptFile(known.header(), List.of(), known.from(), found.end(), true);
        });
        return more.isPresent();
    }

    private Optional<TranscriptEntry> last(String type) {
        Optional<TranscriptEntry> recent = recent(type);
        return recent.isPresent() || known.from() == 0 ? recent : recent(entries(), type);
    }

    private Optional<TranscriptEntry> recent(String type) {
        return recent(entries, type);
    }

    private static Optional<TranscriptEntry> recent(List<TranscriptEntry> entries, String type) {
        return History.branch(entries).reversed().stream().filter(entry -> entry.is(type)).findFirst();
    }

    /** The message as it would be kept: without secrets. */
    public Message redact(Message message) {
        return switch (message) {
            case Message.User user -> new Message.User(redacted(user.parts()));
            case Message.ToolResult result ->
                new Message.ToolResult(result.callId(), result.toolName(), redacted(result.parts()), result.isError());
            case Message.Assistant answer ->
                new Message.Assistant(
                        redacted(answer.parts()),
                        answer.model(),
                        answer.api(),
                        answer.usage(),
                        answer.stopReason(),
                        answer.error().map(world.redact()));
        };
    }

    /** A tree without secrets, names of its members included. */
    public ObjectNode redact(ObjectNode tree) {
        ObjectNode clean = Json.object();
        for (Map.Entry<String, JsonNode> member : tree.properties()) {
            clean.set(world.redact().apply(member.getKey()), redacted(member.getValue()));
        }
        return clean;
    }

    private JsonNode redacted(JsonNode node) {
        if (node instanceof ObjectNode tree) {
            return redact(tree);
        }
        if (node.isArray()) {
            var clean = Json.array();
            node.forEach(one -> clean.add(redacted(one)));
            return clean;
        }
        return node.isString() ? Json.array().add(world.redact().apply(node.stringValue())).get(0) : node;
    }

    private List<Part> redacted(List<Part> parts) {
        UnaryOperator<String> clean = world.redact();
        return parts.stream()
                .<Part>map(part -> switch (part) {
                    case Part.Text(String words) -> new Part.Text(clean.apply(words));
                    case Part.Thinking(String words, String signature) -> new Part.Thinking(clean.apply(words), signature);
                    case Part.ToolCall(String id, String name, String arguments) ->
                        new Part.ToolCall(id, name, clean.apply(arguments));
                    case Part.Media media -> media;
                })
                .toList();
    }

    private Path folder() {
        Path parent = file.toAbsolutePath().getParent();
        if (parent == null) {
            throw new IllegalArgumentException("a transcript stands in a folder: " + file);
        }
        return parent;
    }

    private String lockName() {
        return file.getFileName().toString();
    }
}
