package cn.openclaw.session;

import cn.openclaw.config.StateFile;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The lines of a transcript on disk. A writer that was killed leaves at most one broken line, the last: it is copied aside
 * ({@code <file>.broken-<offset>}) before it is cut off. Broken lines further up are skipped and stay where they are.
 *
 * <p>Of a big file only the end is read, back to what the last compaction kept: a conversation of years opens as quickly as one
 * of today. {@link #from} tells how far; {@link #before} reads the rest for whoever wants it.
 *
 * @param header the first line; empty if it is missing or broken
 * @param entries the lines after it that can be read, in order
 * @param from the place in the file where the entries begin; 0 if they are all there are
 * @param end how many bytes to keep: what follows is a broken last line
 * @param newline whether the last kept line ends with a newline
 */
record TranscriptFile(Optional<ObjectNode> header, List<TranscriptEntry> entries, long from, long end, boolean newline) {
    static final TranscriptFile EMPTY = new TranscriptFile(Optional.empty(), List.of(), 0, 0, true);

    /** A smaller file is read as a whole; of a bigger one this much at first, then twice as much, and so on. */
    static final int BLOCK = 1 << 20;

    /** Reads the file and mends its end. The caller holds the session's lock, so nobody is in the middle of a line. */
    static TranscriptFile open(Path file) throws IOException {
        if (!Files.exists(file)) {
            return EMPTY;
        }
        TranscriptFile read = read(file, BLOCK);
        long size = Files.size(file);
        if (read.end < size) {
            keepAside(file, read.end, bytes(file, read.end, size));
            Durable.append(file, read.end, new byte[0]);
        }
        if (read.header.isEmpty() && read.end > 0) {
            keepAside(file, 0, Files.readAllBytes(file));
        }
        return read;
    }

    /** Reads the file, or the end of it that counts, and changes nothing. */
    static TranscriptFile read(Path file, int block) throws IOException {
        StateFile.requireText(file, Long.MAX_VALUE);
        long size = Files.size(file);
        Optional<ObjectNode> header = size > 2L * block ? headerOf(file, block) : Optional.empty();
        if (header.isEmpty()) {
            return parse(Files.readAllBytes(file));
        }
        List<TranscriptEntry> entries = new ArrayList<>();
        TranscriptFile last = EMPTY;
        long from = size;
        for (long more = block; from > 0; more = Math.min(more * 2, 64L * block)) {
            long start = Math.max(0, from - more);
            byte[] bytes = bytes(file, start, from);
            int skip = start == 0 ? 0 : indexOf(bytes, (byte) '\n', 0) + 1;
            if (skip >= bytes.length && start > 0) {
                continue; // one line is longer than this: look further back
            }
            TranscriptFile part = parse(skip == 0 ? bytes : Arrays.copyOfRange(bytes, skip, bytes.length));
            if (part.entries.stream().anyMatch(entry -> !entry.tree().has("id") || !entry.tree().has("parentId"))) {
                return parse(Files.readAllBytes(file)); // older than version 2: only the order of all lines tells who follows whom
            }
            last = from == size ? new TranscriptFile(header, List.of(), 0, start + skip + part.end, part.newline) : last;
            entries.addAll(0, part.entries);
            from = start == 0 ? 0 : start + skip;
            if (History.isEnough(entries)) {
                break;
            }
        }
        return new TranscriptFile(header, entries, from, last.end, last.newline);
    }

    /**
     * Whole lines from here to the end, which go on from a known entry.
     *
     * @param after the entry that the first of them continues
     * @return empty if there is anything else
     */
    static Optional<TranscriptFile> appended(Path file, long from, String after) throws IOException {
        byte[] bytes = bytes(file, from, Files.size(file));
        TranscriptFile part = parse(bytes);
        boolean whole = part.end == bytes.length && part.newline && part.header.isEmpty() && !part.entries.isEmpty();
        boolean continues = whole && part.entries.getFirst().parent().equals(Optional.of(after));
        return continues
                ? Optional.of(new TranscriptFile(Optional.empty(), part.entries, from, from + part.end, true))
                : Optional.empty();
    }

    /** The entries that were left out. */
    static List<TranscriptEntry> before(Path file, long from) throws IOException {
        return from == 0 || Files.size(file) < from ? List.of() : parse(bytes(file, 0, from)).entries;
    }

    private static Optional<ObjectNode> headerOf(Path file, int most) throws IOException {
        byte[] head = bytes(file, 0, most);
        int stop = indexOf(head, (byte) '\n', 0);
        return line(head, 0, stop).filter(line -> "session".equals(Json.text(line, "type")));
    }

    /** Not a channel: an interrupted thread would close it. */
    private static byte[] bytes(Path file, long from, long to) throws IOException {
        try (RandomAccessFile in = new RandomAccessFile(file.toFile(), "r")) {
            byte[] bytes = new byte[Math.toIntExact(to - from)];
            in.seek(from);
            in.readFully(bytes);
            return bytes;
        }
    }

    private static void keepAside(Path file, long offset, byte[] bytes) throws IOException {
        Path aside = file.resolveSibling(file.getFileName() + ".broken-" + offset);
        for (int n = 2; Files.exists(aside) && !Arrays.equals(Files.readAllBytes(aside), bytes); n++) {
            aside = file.resolveSibling(file.getFileName() + ".broken-" + offset + "-" + n);
        }
        Durable.append(aside, 0, bytes);
    }

    static TranscriptFile parse(byte[] bytes) {
        Optional<ObjectNode> header = Optional.empty();
        List<TranscriptEntry> entries = new ArrayList<>();
        int end = 0;
        int start = 0;
        boolean newline = true;
        while (start < bytes.length) {
            int stop = indexOf(bytes, (byte) '\n', start);
            boolean whole = stop < bytes.length;
            Optional<ObjectNode> line = line(bytes, start, stop);
            if (line.isPresent() && "session".equals(Json.text(line.get(), "type"))) {
                header = header.isPresent() ? header : line;
            } else if (line.isPresent()) {
                entries.add(entry(line.get(), entries));
            }
            if (whole || line.isPresent()) {
                end = whole ? stop + 1 : stop;
                newline = whole;
            }
            start = stop + 1;
        }
        return new TranscriptFile(header, entries, 0, end, newline);
    }

    private static Optional<ObjectNode> line(byte[] bytes, int start, int stop) {
        try {
            JsonNode tree = Json.parse(Arrays.copyOfRange(bytes, start, stop));
            return tree instanceof ObjectNode object && Json.text(object, "type") != null
                    ? Optional.of(object)
                    : Optional.empty();
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    /** Files older than version 2 have no ids: each line then continues the one before it. */
    private static TranscriptEntry entry(ObjectNode line, List<TranscriptEntry> before) {
        String id = Json.text(line, "id");
        Optional<String> parent = Optional.ofNullable(Json.text(line, "parentId"));
        if (!line.has("parentId") && !before.isEmpty()) {
            parent = Optional.of(before.getLast().id());
        }
        String type = String.valueOf(Json.text(line, "type"));
        return new TranscriptEntry(id == null ? "line-" + before.size() : id, parent, type, line);
    }

    private static int indexOf(byte[] bytes, byte wanted, int from) {
        int at = from;
        while (at < bytes.length && bytes[at] != wanted) {
            at++;
        }
        return at;
    }
}
