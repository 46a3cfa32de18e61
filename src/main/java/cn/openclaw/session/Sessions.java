package cn.openclaw.session;

import cn.openclaw.config.Places;
import cn.openclaw.config.StateFile;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * Every conversation of every agent, also those that {@code sessions.json} does not speak of: the original leaves transcripts
 * without an entry behind, and shows neither them nor other agents' conversations.
 */
public final class Sessions {
    /** A shorter beginning of an id could be a word. */
    private static final int SHORTEST_PREFIX = 4;

    private final Path stateDir;
    private final InstantSource clock;

    public Sessions(Places places, InstantSource clock) {
        this.stateDir = places.stateDir();
        this.clock = clock;
    }

    /**
     * A conversation, as it is listed.
     *
     * @param agentId whose
     * @param entry what is kept of it; empty for a transcript that no entry speaks of
     * @param sessionId the transcript's id; empty if the entry has none
     * @param file the transcript; empty if there is none, or nothing was said yet
     * @param bytes its length
     * @param updatedAt when it was last used
     */
    public record Listed(
            String agentId, Optional<SessionEntry> entry, Optional<SessionId> sessionId, Optional<Path> file, long bytes, Instant updatedAt) {

        public Optional<SessionKey> key() {
            return entry.map(SessionEntry::key);
        }

        /** What a person calls it: its key, else its id. */
        public String name() {
            return key().map(SessionKey::text).or(() -> sessionId.map(SessionId::value)).orElse("?");
        }
    }

    /** Every agent that has a folder for conversations, by name. */
    public List<String> agents() {
        Path agents = stateDir.resolve("agents");
        if (!Files.isDirectory(agents)) {
            return List.of();
        }
        try (Stream<Path> folders = Files.list(agents)) {
            return folders.filter(folder -> Files.isDirectory(folder.resolve("sessions")))
                    .map(folder -> String.valueOf(folder.getFileName()))
                    .filter(id -> id.equals(Places.agentId(id)))
                    .sorted()
                    .toList();
        } catch (IOException e) {
            throw SessionException.read(agents, e);
        }
    }

    public SessionStore store(String agentId) {
        Path folder = stateDir.resolve("agents").resolve(Places.agentId(agentId)).resolve("sessions");
        return new SessionStore(folder.resolve("sessions.json"), agentId, clock);
    }

    /** Every conversation of an agent, or of all, the one used last first. */
    public List<Listed> list(Optional<String> agentId) {
        List<Listed> all = new ArrayList<>();
        for (String agent : agentId.map(List::of).orElseGet(this::agents)) {
            all.addAll(list(store(agent), agent));
        }
        all.sort(Comparator.comparing(Listed::updatedAt).reversed());
        return all;
    }

    /** Every conversation of one store. */
    public static List<Listed> list(SessionStore store, String agentId) {
        List<Listed> all = new ArrayList<>();
        Set<Path> spokenOf = new HashSet<>();
        for (SessionEntry entry : store.all()) {
            Optional<Path> file = store.transcript(entry).filter(Files::exists);
            file.ifPresent(spokenOf::add);
            // An id that is not safe in a path is shown by no name: nothing may be opened by it.
            all.add(new Listed(agentId, Optional.of(entry), idOf(file).or(entry::sessionId), file, bytes(file), entry.updatedAt()));
        }
        try {
            for (Path file : store.transcripts()) {
                Optional<SessionId> id = idOf(Optional.of(file));
                if (!spokenOf.contains(file) && id.isPresent()) {
                    Instant modified = Instant.ofEpochMilli(file.toFile().lastModified());
                    all.add(new Listed(agentId, Optional.empty(), id, Optional.of(file), file.toFile().length(), modified));
                }
            }
        } catch (IOException e) {
            throw SessionException.read(store.file(), e);
        }
        return all;
    }

    private static long bytes(Optional<Path> file) {
        return file.map(path -> path.toFile().length()).orElse(0L);
    }

    private static Optional<SessionId> idOf(Optional<Path> file) {
        return file.map(path -> String.valueOf(path.getFileName()))
                .map(name -> name.substring(0, name.length() - ".jsonl".length()))
                .filter(SessionId::isValid)
                .map(SessionId::new);
    }

    /** Every transcript with its agent, for the index. */
    public Map<Path, String> transcripts(Optional<String> agentId) {
        Map<Path, String> all = new LinkedHashMap<>();
        for (String agent : agentId.map(List::of).orElseGet(this::agents)) {
            try {
                store(agent).transcripts().forEach(file -> all.put(file, agent));
            } catch (IOException e) {
                throw SessionException.read(store(agent).file(), e);
            }
        }
        return all;
    }

    /**
     * The conversation that somebody means: by its key, the rest of its key, its id, or the beginning of its id. What is written is
     * only compared and never becomes part of a path.
     *
     * @param agentId whose; if empty, the default agent's if it fits, else any agent's
     * @param defaultAgent whose conversation a bare {@code main} is
     * @throws SessionException NOT_FOUND, also if several are meant; BAD_ID for what can be neither a key nor an id
     */
    public Listed find(String written, Optional<String> agentId, String defaultAgent) {
        List<Listed> all = list(agentId.map(SessionKey::agentId));
        SessionKey key = SessionKey.of(written, agentId.orElse(defaultAgent));
        String wanted = written.strip();
        List<Predicate<Listed>> ways = List.of(
                one -> one.key().filter(own -> own.equals(key) || own.text().equals(wanted)).isPresent(),
                one -> one.sessionId().filter(id -> id.value().equals(wanted)).isPresent(),
                one -> one.key().filter(own -> own.rest().equals(wanted)).isPresent(),
                one -> wanted.length() >= SHORTEST_PREFIX
                        && one.sessionId().filter(id -> id.value().startsWith(wanted)).isPresent());
        for (Predicate<Listed> way : ways) {
            List<Listed> found = all.stream().filter(way).toList();
            if (found.size() == 1) {
                return found.getFirst();
            }
            if (found.size() > 1) {
                List<String> names = found.stream()
                        .map(one -> one.name() + one.sessionId().map(id -> " (" + id + ")").orElse(""))
                        .toList();
                throw new SessionException(
                        SessionException.Reason.NOT_FOUND, SessionText.SEVERAL, wanted, names.size(), String.join(", ", names));
            }
        }
        boolean path = wanted.contains("..") || wanted.contains("/") || wanted.contains("\\");
        throw path
                ? new SessionException(SessionException.Reason.BAD_ID, SessionText.BAD_ID, wanted)
                : new SessionException(SessionException.Reason.NOT_FOUND, SessionText.NOT_FOUND, wanted);
    }

    /**
     * What was deleted.
     *
     * @param files files that are gone: the transcript, and what was put aside of it
     * @param entry whether {@code sessions.json} spoke of it
     */
    public record Deleted(List<Path> files, boolean entry) {}

    /**
     * Deletes a conversation: its entry, its transcript, and what was put aside of it. A run of it that is under way in another process
     * keeps nothing of what it remembers from before.
     *
     * @throws SessionException if the disk says no
     */
    public Deleted delete(Listed session) {
        SessionStore store = store(session.agentId());
        List<Path> gone = new ArrayList<>();
        if (session.file().isPresent()) {
            Path file = session.file().get();
            try {
                Durable.shielded(() -> {
                    Path folder = file.toAbsolutePath().resolveSibling("");
                    String name = String.valueOf(file.getFileName());
                    try (var _ = SessionLocks.hold(folder, name)) {
                        Tombstones.add(folder, name, clock.millis());
                        for (Path one : of(file)) {
                            Files.delete(one);
                            gone.add(one);
                        }
                    }
                    return true;
                });
            } catch (IOException e) {
                throw SessionException.write(file, e);
            }
        }
        boolean entry = session.key().flatMap(store::remove).isPresent();
        return new Deleted(gone, entry);
    }

    /** A transcript, what was put aside when it was mended, and the other program's lock. */
    private static List<Path> of(Path file) throws IOException {
        String name = String.valueOf(file.getFileName());
        try (Stream<Path> files = Files.list(file.toAbsolutePath().resolveSibling(""))) {
            return files.filter(one -> {
                        String own = String.valueOf(one.getFileName());
                        return own.equals(name) || own.startsWith(name + ".broken-") || own.equals(name + ".lock");
                    })
                    .sorted()
                    .toList();
        }
    }

    /** Everything that was said in a conversation and can be read, also before compactions; nothing is mended or locked. */
    public static List<TranscriptEntry> entries(Path file) {
        try {
            StateFile.requireText(file, Long.MAX_VALUE);
            return History.branch(TranscriptFile.parse(Files.readAllBytes(file)).entries());
        } catch (IOException e) {
            throw SessionException.read(file, e);
        }
    }

    /** Every whole line of a transcript as it stands; one that is being written right now is left out. */
    public static List<String> lines(Path file) {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.endsWith("}")).toList();
        } catch (IOException e) {
            throw SessionException.read(file, e);
        } catch (UncheckedIOException e) {
            throw SessionException.read(file, new IOException(e));
        }
    }

    /** The end of it: at least back to the last compaction, so that a long one opens at once. */
    public static List<TranscriptEntry> recent(Path file) {
        try {
            return History.branch(TranscriptFile.read(file, TranscriptFile.BLOCK).entries());
        } catch (IOException e) {
            throw SessionException.read(file, e);
        }
    }
}
