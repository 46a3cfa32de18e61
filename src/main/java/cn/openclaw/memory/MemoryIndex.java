package cn.openclaw.memory;

import cn.openclaw.database.Database;
import cn.openclaw.database.search.IndexFile;
import cn.openclaw.database.search.Question;
import cn.openclaw.database.search.Words;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.function.Predicate;

/**
 * Finds pieces of memory by their words, Chinese ones too, with no key and no network. It lies in the cache and is made again from
 * the files whenever it is missing, damaged or of another version; a file that was changed is read again before each search.
 */
public final class MemoryIndex implements AutoCloseable {
    /** To be raised whenever the schema changes, or what words are made of. */
    private static final String VERSION = "1";

    /** Characters of a snippet at most. */
    static final int SNIPPET = 700;

    private static final String SCHEMA =
            """
            CREATE TABLE files(path TEXT PRIMARY KEY, size INTEGER NOT NULL, modified INTEGER NOT NULL);
            CREATE TABLE chunks(
              id INTEGER PRIMARY KEY, path TEXT NOT NULL, start_line INTEGER NOT NULL, end_line INTEGER NOT NULL, text TEXT NOT NULL);
            CREATE INDEX chunks_of_file ON chunks(path);
            CREATE VIRTUAL TABLE words USING fts5(text, content='', contentless_delete=1, tokenize='ascii');
            """;

    private final IndexFile index;
    private final Path workspace;
    private final MemorySettings settings;

    /**
     * @param file where the index lies; need not exist
     * @param workspace whose memories
     */
    public MemoryIndex(Path file, Path workspace, MemorySettings settings) {
        // Another workspace or another way of cutting means another index.
        String version = VERSION + " " + settings.tokens() + "/" + settings.overlap() + " " + workspace.toAbsolutePath().normalize();
        this.index = new IndexFile(file, version, SCHEMA);
        this.workspace = workspace;
        this.settings = settings;
    }

    public Path file() {
        return index.file();
    }

    /** How much there is. */
    public record Size(int files, int chunks) {}

    /** Brings the index up to date. */
    public Size update() {
        SortedMap<String, Path> files = MemoryFiles.of(workspace);
        return index.use(database -> {
            Map<String, long[]> known = new HashMap<>();
            database.query("SELECT path, size, modified FROM files", row ->
                    known.put(row.text("path").orElse(""), new long[] {row.number("size"), row.number("modified")}));
            files.forEach((name, file) -> {
                long size = file.toFile().length();
                long modified = file.toFile().lastModified();
                long[] before = known.remove(name);
                if (before == null || before[0] != size || before[1] != modified) {
                    database.transaction(() -> replace(database, name, file));
                }
            });
            known.keySet().forEach(gone -> database.transaction(() -> forget(database, gone)));
            return new Size(files.size(), (int) count(database, "SELECT count(*) AS n FROM chunks").longValue());
        });
    }

    /** From nothing. */
    public Size rebuild() {
        index.remove();
        return update();
    }

    private boolean replace(Database database, String name, Path file) {
        forget(database, name);
        long size = file.toFile().length();
        long modified = file.toFile().lastModified();
        long next = count(database, "SELECT coalesce(max(id), 0) AS n FROM chunks");
        for (Chunks.Chunk chunk : Chunks.of(read(file), settings.tokens(), settings.overlap())) {
            next++;
            database.update("INSERT INTO chunks(id, path, start_line, end_line, text) VALUES(?, ?, ?, ?, ?)",
                    next, name, chunk.startLine(), chunk.endLine(), chunk.text());
            // A file's name often says what it is about, a date for one.
            database.update("INSERT INTO words(rowid, text) VALUES(?, ?)", next, Words.indexed(name + "\n" + chunk.text()));
        }
        return database.update("INSERT INTO files(path, size, modified) VALUES(?, ?, ?)", name, size, modified) > 0;
    }

    private static boolean forget(Database database, String name) {
        database.update("DELETE FROM words WHERE rowid IN (SELECT id FROM chunks WHERE path = ?)", name);
        database.update("DELETE FROM chunks WHERE path = ?", name);
        return database.update("DELETE FROM files WHERE path = ?", name) > 0;
    }

    private static Long count(Database database, String sql) {
        return database.query(sql, row -> row.number("n")).getFirst();
    }

    static String read(Path file) {
        try {
            return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
        } catch (IOException e) {
            // Gone or not readable right now: as if it were empty; the next update looks again.
            return "";
        }
    }

    /** A piece as it was found; its score still to come. */
    private record Candidate(String path, int startLine, int endLine, String text) {}

    /**
     * Looks for pieces that hold what is asked, in whole or in part.
     *
     * @param maxResults how many at most
     * @param minScore the lowest score, 0 to 1
     */
    public List<MemoryHit> search(String words, int maxResults, double minScore) {
        Question question = Question.of(words);
        if (question.isEmpty()) {
            return List.of();
        }
        update();
        return index.use(database -> {
            List<Candidate> candidates = database.query(
                    "SELECT c.path, c.start_line, c.end_line, c.text FROM words JOIN chunks c ON c.id = words.rowid"
                            + " WHERE words MATCH ? ORDER BY bm25(words), c.path, c.start_line LIMIT ?",
                    row -> new Candidate(row.text("path").orElse(""), (int) row.number("start_line"), (int) row.number("end_line"),
                            row.text("text").orElse("")),
                    question.any(), maxResults * 8);
            return score(question, weights(database, question), candidates).stream()
                    .filter(hit -> hit.score() >= minScore)
                    .limit(maxResults)
                    .toList();
        });
    }

    /** How much each part says: a rare word more than one that stands everywhere. */
    private static Map<Question.Term, Double> weights(Database database, Question question) {
        double all = count(database, "SELECT count(*) AS n FROM chunks");
        Map<Question.Term, Double> weights = new HashMap<>();
        for (Question.Term part : question.parts()) {
            double with = database.query("SELECT count(*) AS n FROM words WHERE words MATCH ?", row -> row.number("n"), part.match())
                    .getFirst();
            // A pair that nobody ever wrote is mostly the end of one word and the beginning of the next.
            boolean noise = with == 0 && !question.terms().contains(part);
            weights.put(part, noise ? 0 : Math.log(1 + (all + 1) / (with + 0.5)));
        }
        return weights;
    }

    /**
     * Not the bare bm25: its numbers depend on how much memory there is (with one piece they are nearly nothing), so that no lowest
     * score could be chosen. The share of the question that a piece holds decides, then the order that bm25 gave.
     */
    private static List<MemoryHit> score(Question question, Map<Question.Term, Double> weights, List<Candidate> candidates) {
        double whole = weights.values().stream().mapToDouble(Double::doubleValue).sum();
        List<MemoryHit> hits = new ArrayList<>();
        for (int at = 0; at < candidates.size(); at++) {
            Candidate candidate = candidates.get(at);
            Predicate<Question.Term> holds = Question.holds(candidate.path() + "\n" + candidate.text());
            double held = 0;
            for (Map.Entry<Question.Term, Double> weight : weights.entrySet()) {
                held += holds.test(weight.getKey()) ? weight.getValue() : 0;
            }
            double rank = 1 - (double) at / candidates.size();
            double score = whole == 0 ? 0 : 0.9 * held / whole + 0.1 * rank;
            hits.add(new MemoryHit(
                    candidate.path(), candidate.startLine(), candidate.endLine(), score, excerpt(candidate.text(), question), "memory"));
        }
        hits.sort(Comparator.comparingDouble(MemoryHit::score).reversed());
        return hits;
    }

    /** As it stands in the file, with its lines; of a long piece the part with the first hit. */
    static String excerpt(String text, Question question) {
        if (text.length() <= SNIPPET) {
            return text.strip();
        }
        List<int[]> places = Question.places(question.parts(), text);
        int first = places.isEmpty() ? 0 : places.getFirst()[0];
        int from = first < SNIPPET / 2 ? 0 : Math.min(first - SNIPPET / 4, text.length() - SNIPPET);
        from += from > 0 && Character.isLowSurrogate(text.charAt(from)) ? 1 : 0;
        int to = Math.min(text.length(), from + SNIPPET);
        to -= to < text.length() && Character.isHighSurrogate(text.charAt(to - 1)) ? 1 : 0;
        return text.substring(from, to).strip();
    }

    @Override
    public void close() {
        index.close();
    }
}
