package cn.openclaw.session;

import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import java.io.IOException;
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
 * @param header the first line; empty if it is missing or broken
 * @param entries the lines after it that can be read, in order
 * @param end how many bytes to keep: what follows is a broken last line
 * @param newline whether the last kept line ends with a newline
 */
record TranscriptFile(Optional<ObjectNode> header, List<TranscriptEntry> entries, long end, boolean newline) {
    static final TranscriptFile EMPTY = new TranscriptFile(Optional.empty(), List.of(), 0, true);

    /** Reads the file and mends its end. The caller holds the session's lock, so nobody is in the middle of a line. */
    static TranscriptFile open(Path file) throws IOException {
        if (!Files.exists(file)) {
            return EMPTY;
        }
        byte[] bytes = Files.readAllBytes(file);
        TranscriptFile read = parse(bytes);
        if (read.end < bytes.length) {
            keepAside(file, read.end, Arrays.copyOfRange(bytes, (int) read.end, bytes.length));
            Durable.append(file, read.end, new byte[0]);
        }
        if (read.header.isEmpty() && read.end > 0) {
            keepAside(file, 0, bytes);
        }
        return read;
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
        return new TranscriptFile(header, entries, end, newline);
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
