package cn.openclaw.session;

import cn.openclaw.database.Database;
import cn.openclaw.database.search.IndexFile;
import cn.openclaw.database.search.Words;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Brings the index of transcripts up to date. A transcript whose size and time are as they were is not opened; of one that has
 * grown, and still holds the same bytes before that, only the new lines are read; any other one is read anew. Done in pieces, so
 * that other processes get their turn, and what was done is not lost when this one is stopped.
 */
final class IndexUpdate {
    /** Read at once, and written in one transaction. */
    private static final int PIECE = 4 << 20;

    private static final int TAIL = 256;

    private final IndexFile index;
    private final UnaryOperator<String> redact;
    private final SessionIndex.Progress progress;
    private long done;
    private long total;

    IndexUpdate(IndexFile index, UnaryOperator<String> redact, SessionIndex.Progress progress) {
        this.index = index;
        this.redact = redact;
        this.progress = progress;
    }

    /**
     * A transcript as the index knows it.
     *
     * @param done up to where it is indexed
     * @param tail the last bytes before that, to see whether it is still the same file
     */
    private record Known(long id, String path, long size, long modified, long done, String tail) {}

    private record Change(Path file, String agent, Optional<Known> known, long size, long modified) {}

    long run(Map<Path, String> transcripts) throws IOException, InterruptedException {
        List<Change> changes = index.use(database -> changes(database, transcripts));
        for (Change change : changes) {
            total += change.size() - change.known().map(Known::done).orElse(0L);
        }
        for (Change change : changes) {
            try {
                catchUp(change);
            } catch (NoSuchFileException e) {
                // Deleted meanwhile: the next update takes it out.
            }
        }
        return done;
    }

    private List<Change> changes(Database database, Map<Path, String> transcripts) {
        Map<String, Known> known = new HashMap<>();
        database.query(
                        "SELECT * FROM files",
                        row -> new Known(
                                row.number("id"),
                                row.text("path").orElse(""),
                                row.number("size"),
                                row.number("modified"),
                                row.number("done"),
                                row.text("tail").orElse("")))
                .forEach(file -> known.put(file.path(), file));
        List<Change> changes = new ArrayList<>();
        transcripts.forEach((file, agent) -> {
            Optional<Known> before = Optional.ofNullable(known.remove(file.toString()));
            long size = file.toFile().length();
            long modified = file.toFile().lastModified();
            boolean same = before.filter(one -> one.size() == size && one.modified() == modified).isPresent();
            if (!same && modified > 0) {
                changes.add(new Change(file, agent, before, size, modified));
            }
        });
        // Those that are left are in the index and no longer on the disk.
        known.values().stream()
                .filter(gone -> !Files.exists(Path.of(gone.path())))
                .forEach(gone -> database.transaction(() -> forget(database, gone.path())));
        return changes;
    }

    /** Takes a transcript out; to be called in a transaction. */
    static int forget(Database database, String path) {
        String rows = "SELECT e.id FROM entries e JOIN files f ON f.id = e.file WHERE f.path = ?";
        database.update("DELETE FROM words WHERE rowid IN (" + rows + ")", path);
        int count = database.update("DELETE FROM entries WHERE id IN (" + rows + ")", path);
        database.update("DELETE FROM files WHERE path = ?", path);
        return count;
    }

    private void catchUp(Change change) throws IOException, InterruptedException {
        try (RandomAccessFile in = new RandomAccessFile(change.file().toFile(), "r")) {
            long at = change.known().filter(known -> isContinued(in, known)).map(Known::done).orElse(0L);
            long id = begin(change, at);
            boolean ours = true;
            while (ours && at < change.size()) {
                if (Thread.interrupted()) {
                    throw new InterruptedException();
                }
                Piece piece = piece(in, at, change.size());
                if (piece.end() == at) {
                    break; // a line that is not whole yet
                }
                ours = keep(id, piece, at, tail(in, piece.end()));
                done += piece.end() - at;
                at = piece.end();
                progress.done(done, total);
            }
            if (ours) {
                index.use(database -> database.update(
                        "UPDATE files SET size = ?, modified = ? WHERE id = ?", change.size(), change.modified(), id));
            }
        }
    }

    private static boolean isContinued(RandomAccessFile in, Known known) {
        try {
            return known.done() <= in.length() && tail(in, known.done()).equals(known.tail());
        } catch (IOException e) {
            return false;
        }
    }

    private static String tail(RandomAccessFile in, long end) throws IOException {
        byte[] bytes = new byte[(int) Math.min(TAIL, end)];
        in.seek(end - bytes.length);
        in.readFully(bytes);
        return Integer.toHexString(java.util.Arrays.hashCode(bytes)) + ":" + bytes.length;
    }

    private long begin(Change change, long at) {
        return index.use(database -> database.transaction(() -> {
            String path = change.file().toString();
            if (at == 0) {
                forget(database, path);
                String name = String.valueOf(change.file().getFileName());
                database.update(
                        "INSERT INTO files(agent, session, path, size, modified, done, tail) VALUES(?, ?, ?, -1, 0, 0, '')",
                        change.agent(), name.substring(0, Math.max(0, name.lastIndexOf('.'))), path);
            }
            return database.query("SELECT id FROM files WHERE path = ?", row -> row.number("id"), path).getFirst();
        }));
    }

    /** Lines that were read, as rows, and where they end in the file. */
    private record Piece(List<@Nullable Object[]> entries, List<String> texts, long end) {}

    private Piece piece(RandomAccessFile in, long from, long size) throws IOException {
        int length = (int) Math.min(size - from, PIECE);
        while (true) {
            byte[] bytes = new byte[length];
            in.seek(from);
            in.readFully(bytes);
            int stop = length;
            while (stop > 0 && bytes[stop - 1] != '\n') {
                stop--;
            }
            if (stop > 0 || length == size - from) {
                return piece(bytes, stop, from);
            }
            length = (int) Math.min(size - from, 4L * length); // one line is longer than this
        }
    }

    private Piece piece(byte[] bytes, int stop, long from) {
        List<@Nullable Object[]> entries = new ArrayList<>();
        List<String> texts = new ArrayList<>();
        int start = 0;
        for (int at = 0; at < stop; at++) {
            if (bytes[at] == '\n') {
                Optional<TranscriptEntry> entry = entry(bytes, start, at);
                Optional<Spoken> spoken = entry.flatMap(Spoken::of);
                if (spoken.isPresent()) {
                    Spoken said = spoken.get();
                    entries.add(new @Nullable Object[] {
                        null, entry.get().id(), said.role().id(), said.millis(), from + start, at - start
                    });
                    texts.add(Words.indexed(redact.apply(said.text())));
                }
                start = at + 1;
            }
        }
        return new Piece(entries, texts, from + stop);
    }

    private static Optional<TranscriptEntry> entry(byte[] bytes, int start, int stop) {
        try {
            return Json.parse(java.util.Arrays.copyOfRange(bytes, start, stop)) instanceof ObjectNode line
                    ? Optional.of(TranscriptEntry.of(line))
                    : Optional.empty();
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    /** Answers whether it was kept; not if another process has come further with this file meanwhile. */
    private boolean keep(long id, Piece piece, long from, String tail) {
        return index.use(database -> database.transaction(() -> {
            List<Long> at = database.query("SELECT done FROM files WHERE id = ?", row -> row.number("done"), id);
            if (!at.equals(List.of(from))) {
                return false;
            }
            long next = database.query("SELECT coalesce(max(id), 0) AS last FROM entries", row -> row.number("last")).getFirst();
            List<@Nullable Object[]> words = new ArrayList<>();
            for (int n = 0; n < piece.entries().size(); n++) {
                next++;
                piece.entries().get(n)[0] = next;
                words.add(new @Nullable Object[] {next, piece.texts().get(n)});
            }
            database.each(
                    "INSERT INTO entries(id, file, entry, role, at, start, length) VALUES(?, " + id + ", ?, ?, ?, ?, ?)",
                    piece.entries());
            database.each("INSERT INTO words(rowid, text) VALUES(?, ?)", words);
            database.update("UPDATE files SET done = ?, tail = ? WHERE id = ?", piece.end(), tail, id);
            return true;
        }));
    }
}
