package cn.openclaw.session;

import cn.openclaw.database.Database;
import cn.openclaw.database.Row;
import cn.openclaw.database.search.IndexFile;
import cn.openclaw.database.search.Question;
import cn.openclaw.database.search.Snippet;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Finds words in every transcript. The index holds words and places, no texts: those are read from the transcripts when they are
 * shown. It lies in the cache and is made again from the transcripts whenever it is missing, damaged or of another version.
 */
public final class SessionIndex implements AutoCloseable {
    /** To be raised whenever the schema changes, or what words are made of. */
    private static final String VERSION = "1";

    private static final String SCHEMA =
            """
            CREATE TABLE files(
              id INTEGER PRIMARY KEY, agent TEXT NOT NULL, session TEXT NOT NULL, path TEXT NOT NULL UNIQUE,
              size INTEGER NOT NULL, modified INTEGER NOT NULL, done INTEGER NOT NULL, tail TEXT NOT NULL);
            CREATE TABLE entries(
              id INTEGER PRIMARY KEY, file INTEGER NOT NULL, entry TEXT NOT NULL, role TEXT NOT NULL,
              at INTEGER NOT NULL, start INTEGER NOT NULL, length INTEGER NOT NULL);
            CREATE INDEX entries_of_file ON entries(file);
            CREATE VIRTUAL TABLE words USING fts5(text, content='', contentless_delete=1, tokenize='ascii');
            """;

    private static final int SNIPPET = 160;

    private final IndexFile index;
    private final UnaryOperator<String> redact;

    /**
     * @param file where the index lies; need not exist
     * @param redact takes secrets out of what is indexed and shown: other programs may have written some
     */
    public SessionIndex(Path file, UnaryOperator<String> redact) {
        this.index = new IndexFile(file, VERSION, SCHEMA);
        this.redact = redact;
    }

    /**
     * What is looked for.
     *
     * @param words as a person writes them
     * @param agentId only this agent's conversations
     * @param role only what these say
     * @param since only what is newer
     * @param sessionId only this transcript
     * @param limit how many hits at most, from 1
     */
    public record Search(
            String words,
            Optional<String> agentId,
            Optional<Spoken.Role> role,
            Optional<Instant> since,
            Optional<SessionId> sessionId,
            int limit) {
        /** In everything. */
        public static Search of(String words) {
            return new Search(words, Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), 20);
        }
    }

    /**
     * What was found.
     *
     * @param exact whether each hit holds all that was asked for; else nothing does, and these hold parts of it
     * @param hits the best first
     */
    public record Found(boolean exact, List<Hit> hits) {}

    /**
     * An entry that says it.
     *
     * @param agentId whose conversation
     * @param sessionId the transcript's id
     * @param file the transcript
     * @param start where the line stands in it, in bytes
     * @param entryId the line's id
     * @param role who says it
     * @param at when
     * @param score how well it fits; more is better, and numbers of two searches cannot be compared
     * @param snippet the words around
     */
    public record Hit(
            String agentId, String sessionId, Path file, long start, String entryId, Spoken.Role role, Instant at, double score, Snippet snippet) {}

    /** Hears how far bringing the index up to date has come, in bytes. */
    public interface Progress {
        void done(long bytes, long of);
    }

    /**
     * Brings the index up to date: what was appended is added, what was changed otherwise or is gone is taken out. Another process may
     * do the same meanwhile.
     *
     * @param transcripts every transcript there is, with its agent
     * @return how many bytes of transcripts were read
     */
    public long update(Map<Path, String> transcripts, Progress progress) throws InterruptedException {
        try {
            return new IndexUpdate(index, redact, progress).run(transcripts);
        } catch (IOException e) {
            throw SessionException.read(index.file(), e);
        }
    }

    /** Takes a transcript out; returns how many entries of it there were. */
    public int forget(Path transcript) {
        return index.use(database -> database.transaction(() -> IndexUpdate.forget(database, transcript.toString())));
    }

    /** Looks for words in what was indexed. */
    public Found find(Search search) {
        Question question = Question.of(search.words());
        if (question.isEmpty()) {
            return new Found(true, List.of());
        }
        return index.use(database -> {
            List<Hit> all = ask(database, search, question.all(), question.terms());
            return all.isEmpty() && !question.any().equals(question.all())
                    ? new Found(false, ask(database, search, question.any(), question.parts()))
                    : new Found(true, all);
        });
    }

    private record Place(Path file, long start, int length) {}

    private List<Hit> ask(Database database, Search search, String match, List<Question.Term> terms) {
        StringBuilder sql = new StringBuilder(
                "SELECT e.entry, e.role, e.at, e.start, e.length, f.agent, f.session, f.path, bm25(words) AS rank"
                        + " FROM words JOIN entries e ON e.id = words.rowid JOIN files f ON f.id = e.file WHERE words MATCH ?");
        List<@Nullable Object> arguments = new ArrayList<>(List.of(match));
        search.agentId().ifPresent(id -> also(sql, " AND f.agent = ?", arguments, id));
        search.role().ifPresent(role -> also(sql, " AND e.role = ?", arguments, role.id()));
        search.since().ifPresent(since -> also(sql, " AND e.at >= ?", arguments, since.toEpochMilli()));
        search.sessionId().ifPresent(id -> also(sql, " AND f.session = ?", arguments, id.value()));
        also(sql, " ORDER BY rank, e.at DESC, e.id LIMIT ?", arguments, Math.max(1, search.limit()));
        Map<Path, RandomAccessFile> open = new HashMap<>();
        try {
            List<Optional<Hit>> hits = database.query(sql.toString(), row -> hit(row, terms, open), arguments.toArray());
            return hits.stream().flatMap(Optional::stream).toList();
        } finally {
            open.values().forEach(SessionIndex::close);
        }
    }

    private static void also(StringBuilder sql, String clause, List<@Nullable Object> arguments, Object argument) {
        sql.append(clause);
        arguments.add(argument);
    }

    /** bm25 is negative in SQLite, and the best hit the most negative: the original took every hit for the same because of that. */
    private Optional<Hit> hit(Row row, List<Question.Term> terms, Map<Path, RandomAccessFile> open) {
        Path file = Path.of(row.text("path").orElse(""));
        Optional<String> text = text(new Place(file, row.number("start"), (int) row.number("length")), open);
        return text.map(words -> new Hit(
                row.text("agent").orElse(""),
                row.text("session").orElse(""),
                file,
                row.number("start"),
                row.text("entry").orElse(""),
                Spoken.Role.of(row.text("role").orElse("")).orElse(Spoken.Role.NOTE),
                Instant.ofEpochMilli(row.number("at")),
                -row.real("rank"),
                Snippet.of(words, terms, SNIPPET)));
    }

    /** Empty if the transcript was changed since; the next update finds out. */
    private Optional<String> text(Place place, Map<Path, RandomAccessFile> open) {
        try {
            RandomAccessFile file = open.get(place.file());
            if (file == null) {
                file = new RandomAccessFile(place.file().toFile(), "r");
                open.put(place.file(), file);
            }
            byte[] bytes = new byte[place.length()];
            file.seek(place.start());
            file.readFully(bytes);
            return Json.parse(bytes) instanceof ObjectNode line
                    ? Spoken.of(TranscriptEntry.of(line)).map(Spoken::text).map(redact)
                    : Optional.empty();
        } catch (IOException | JsonException e) {
            return Optional.empty();
        }
    }

    private static void close(RandomAccessFile file) {
        try {
            file.close();
        } catch (IOException e) {
            // It was only read: nothing can be lost.
            return;
        }
    }

    @Override
    public void close() {
        index.close();
    }
}
