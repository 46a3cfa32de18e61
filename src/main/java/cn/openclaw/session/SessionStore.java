package cn.openclaw.session;

import cn.openclaw.config.StateFile;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.stream.Stream;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code sessions.json}: which conversation has which transcript, and its settings. Every change reads the file afresh under a
 * lock, changes one entry and replaces the file, so that two processes never undo each other's work; members and entries we
 * do not know stay. A file that cannot be read is put aside and made again from the transcripts.
 */
public final class SessionStore {
    private static final String EXTENSION = ".jsonl";

    private final Path file;
    private final String agentId;
    private final InstantSource clock;

    /**
     * @param file {@code …/sessions/sessions.json}; it need not exist
     * @param agentId whose conversations these are
     */
    public SessionStore(Path file, String agentId, InstantSource clock) {
        this.file = file.toAbsolutePath();
        this.agentId = agentId;
        this.clock = clock;
    }

    public Path file() {
        return file;
    }

    /** Every conversation, in the order of the file. */
    public List<SessionEntry> all() {
        List<SessionEntry> all = new ArrayList<>();
        for (Map.Entry<String, JsonNode> member : read().properties()) {
            if (member.getValue() instanceof ObjectNode entry) {
                all.add(new SessionEntry(new SessionKey(member.getKey()), entry));
            }
        }
        return all;
    }

    public Optional<SessionEntry> find(SessionKey key) {
        return read().get(key.text()) instanceof ObjectNode entry
                ? Optional.of(new SessionEntry(key, entry))
                : Optional.empty();
    }

    /** The conversation whose transcript has this id; the one used last, if there are several. */
    public Optional<SessionEntry> findById(SessionId id) {
        return all().stream()
                .filter(entry -> entry.sessionId().equals(Optional.of(id)))
                .max(Comparator.comparing(SessionEntry::updatedAt));
    }

    /** Where the transcript of this id lies. */
    public Path transcript(SessionId id) {
        return file.resolveSibling(id.value() + EXTENSION);
    }

    /** The transcript of an entry: it may have a name of its own ({@code sessionFile}), but no place of its own. */
    public Optional<Path> transcript(SessionEntry entry) {
        Optional<Path> named = entry.word("sessionFile")
                .map(written -> written.substring(Math.max(written.lastIndexOf('/'), written.lastIndexOf('\\')) + 1))
                .filter(name -> name.endsWith(EXTENSION) && SessionId.isValid(name.substring(0, name.length() - EXTENSION.length())))
                .map(file::resolveSibling)
                .filter(Files::exists);
        return named.isPresent() ? named : entry.sessionId().map(this::transcript);
    }

    /**
     * Changes one entry, made if it is not there, and its {@code updatedAt}.
     *
     * @throws SessionException if the disk says no
     */
    public SessionEntry update(SessionKey key, Consumer<ObjectNode> change) {
        return change(key, change, true);
    }

    /**
     * Changes one entry, made if it is not there, and not when it was last used: an old conversation that is given a name is not a
     * fresh one.
     *
     * @throws SessionException if the disk says no
     */
    public SessionEntry amend(SessionKey key, Consumer<ObjectNode> change) {
        return change(key, change, false);
    }

    private SessionEntry change(SessionKey key, Consumer<ObjectNode> change, boolean used) {
        try {
            return Durable.shielded(() -> {
                Path folder = file.toAbsolutePath().resolveSibling("");
                Durable.folder(folder);
                try (var _ = SessionLocks.hold(folder, file.getFileName().toString())) {
                    ObjectNode tree = readOrRebuild();
                    ObjectNode entry = tree.get(key.text()) instanceof ObjectNode known ? known : Json.object();
                    change.accept(entry);
                    if (used || !entry.has("updatedAt")) {
                        entry.put("updatedAt", clock.millis());
                    }
                    tree.set(key.text(), entry);
                    Durable.replace(file, (Json.pretty(tree) + "\n").getBytes(StandardCharsets.UTF_8));
                    return new SessionEntry(key, entry.deepCopy());
                }
            });
        } catch (IOException e) {
            throw SessionException.write(file, e);
        }
    }

    /**
     * Takes one entry out of the list; its transcript stays.
     *
     * @return the entry; empty if there was none
     * @throws SessionException if the disk says no
     */
    public Optional<SessionEntry> remove(SessionKey key) {
        try {
            return Durable.shielded(() -> {
                if (!Files.exists(file)) {
                    return Optional.<SessionEntry>empty();
                }
                Path folder = file.toAbsolutePath().resolveSibling("");
                try (var _ = SessionLocks.hold(folder, file.getFileName().toString())) {
                    ObjectNode tree = readOrRebuild();
                    if (!(tree.remove(key.text()) instanceof ObjectNode entry)) {
                        return Optional.<SessionEntry>empty();
                    }
                    Durable.replace(file, (Json.pretty(tree) + "\n").getBytes(StandardCharsets.UTF_8));
                    return Optional.of(new SessionEntry(key, entry));
                }
            });
        } catch (IOException e) {
            throw SessionException.write(file, e);
        }
    }

    private ObjectNode read() {
        try {
            return Durable.shielded(this::readOrRebuild);
        } catch (IOException e) {
            throw SessionException.read(file, e);
        }
    }

    private ObjectNode readOrRebuild() throws IOException {
        if (!Files.exists(file)) {
            return Json.object();
        }
        StateFile.requireText(file, Long.MAX_VALUE);
        byte[] bytes = Files.readAllBytes(file);
        try {
            if (Json.parse(bytes) instanceof ObjectNode tree) {
                return tree;
            }
        } catch (JsonException e) {
            // Not JSON: treated like a value that is no object.
        }
        Path aside = file.resolveSibling(file.getFileName() + ".broken-" + Integer.toHexString(java.util.Arrays.hashCode(bytes)));
        Durable.append(aside, 0, bytes);
        return rebuild();
    }

    /** The newest transcript of each key; those that name none are the main conversation (the newest) and recovered ones. */
    private ObjectNode rebuild() throws IOException {
        ObjectNode tree = Json.object();
        for (Path transcript : transcripts()) {
            String name = transcript.getFileName().toString();
            String id = name.substring(0, name.length() - EXTENSION.length());
            if (!SessionId.isValid(id)) {
                continue;
            }
            String key = key(transcript);
            String free = tree.has(key) ? SessionKey.of("recovered:" + id, agentId).text() : key;
            ObjectNode entry = Json.object().put("sessionId", id);
            entry.put("updatedAt", Files.getLastModifiedTime(transcript).toMillis());
            tree.set(free, entry.put("sessionFile", transcript.toString()));
        }
        return tree;
    }

    private String key(Path transcript) throws IOException {
        Optional<String> written = TranscriptFile.parse(firstLine(transcript))
                .header()
                .map(header -> Json.text(header, "sessionKey"));
        return written.orElseGet(() -> SessionKey.main(agentId).text());
    }

    private static byte[] firstLine(Path transcript) throws IOException {
        try (Stream<String> lines = Files.lines(transcript, StandardCharsets.ISO_8859_1)) {
            return lines.findFirst().orElse("").getBytes(StandardCharsets.ISO_8859_1);
        }
    }

    /** Every transcript beside the store, the one written last first; also those that no entry speaks of. */
    public List<Path> transcripts() throws IOException {
        Path folder = file.toAbsolutePath().getParent();
        if (folder == null) {
            return List.of();
        }
        if (!Files.isDirectory(folder)) {
            return List.of();
        }
        Comparator<Path> newest = Comparator.comparing(SessionStore::modified).reversed();
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(path -> path.getFileName().toString().endsWith(EXTENSION))
                    .sorted(newest)
                    .toList();
        }
    }

    private static FileTime modified(Path path) {
        try {
            return Files.getLastModifiedTime(path);
        } catch (IOException e) {
            return FileTime.fromMillis(0);
        }
    }
}
