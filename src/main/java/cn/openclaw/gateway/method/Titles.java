package cn.openclaw.gateway.method;

import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.session.SessionException;
import cn.openclaw.session.Sessions;
import cn.openclaw.session.Spoken;
import cn.openclaw.session.TranscriptEntry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The first and the last words of transcripts; read again only when a file has changed. Guarded by its lock. */
final class Titles {
    private static final int MOST = 2_000;
    private static final int LINES = 60;
    private static final int TITLE = 60;
    private static final int PREVIEW = 240;

    private final Map<Path, Known> known = new LinkedHashMap<>(16, 0.75f, true);

    private record Known(long size, long modified, Shown shown) {}

    /** The first words a person said, and the last that anybody did. */
    record Shown(Optional<String> title, Optional<String> last) {}

    static Titles of(GatewayWorld world) {
        return world.kept(Titles.class, _ -> new Titles());
    }

    Shown of(Path file) {
        long size = file.toFile().length();
        long modified = file.toFile().lastModified();
        synchronized (this) {
            Known before = known.get(file);
            if (before != null && before.size() == size && before.modified() == modified) {
                return before.shown();
            }
        }
        Shown shown = new Shown(title(file), last(file));
        synchronized (this) {
            known.put(file, new Known(size, modified, shown));
            if (known.size() > MOST) {
                known.remove(known.keySet().iterator().next());
            }
        }
        return shown;
    }

    private static Optional<String> title(Path file) {
        try (BufferedReader in = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
            for (int line = 0; line < LINES; line++) {
                String text = in.readLine();
                if (text == null) {
                    break;
                }
                Optional<Spoken> said = spoken(text).filter(spoken -> spoken.role() == Spoken.Role.USER);
                if (said.isPresent()) {
                    return Optional.of(cut(said.get().text(), TITLE));
                }
            }
        } catch (IOException | UncheckedIOException e) {
            // A list shows what it can read.
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static Optional<Spoken> spoken(String line) {
        try {
            return Json.parse(line) instanceof ObjectNode tree ? TranscriptEntry.read(tree).flatMap(Spoken::of) : Optional.empty();
        } catch (JsonException e) {
            return Optional.empty();
        }
    }

    private static Optional<String> last(Path file) {
        try {
            List<TranscriptEntry> entries = Sessions.recent(file);
            for (TranscriptEntry entry : entries.reversed()) {
                Optional<Spoken> said = Spoken.of(entry)
                        .filter(spoken -> spoken.role() == Spoken.Role.USER || spoken.role() == Spoken.Role.ASSISTANT);
                if (said.isPresent()) {
                    return said.map(spoken -> cut(spoken.text(), PREVIEW));
                }
            }
        } catch (SessionException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** On one line, cut where a character ends. */
    static String cut(String text, int most) {
        StringBuilder line = new StringBuilder();
        boolean blank = false;
        for (int at = 0; at < text.length() && line.length() <= most; at++) {
            char c = text.charAt(at);
            if (Character.isWhitespace(c)) {
                blank = !line.isEmpty();
            } else {
                line.append(blank ? " " : "").append(c);
                blank = false;
            }
        }
        if (line.length() <= most) {
            return line.toString();
        }
        int end = Character.isHighSurrogate(line.charAt(most - 2)) ? most - 2 : most - 1;
        return line.substring(0, end) + "…";
    }
}
