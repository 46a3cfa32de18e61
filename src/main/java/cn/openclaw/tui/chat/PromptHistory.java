package cn.openclaw.tui.chat;

import cn.openclaw.base.Redactor;
import cn.openclaw.config.StateFile;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What the person wrote before, kept in a file that only they can read, one JSON string a line. Secrets are taken out before
 * anything is kept, here and on disk; what begins with a blank is not kept at all, as in a shell.
 */
final class PromptHistory {
    static final int MOST = 1000;

    private final Path file;
    private final Redactor redactor;
    private final List<String> lines = new ArrayList<>();
    private int at;
    private String draft = "";

    PromptHistory(Path file, Redactor redactor) {
        this.file = file;
        this.redactor = redactor;
        lines.addAll(read(file));
        this.at = lines.size();
    }

    /** Whatever cannot be read is not there: a history is a convenience. */
    private static List<String> read(Path file) {
        List<String> lines = new ArrayList<>();
        try {
            if (Files.exists(file)) {
                for (String line : Files.readString(file).split("\n", -1)) {
                    entry(line, lines);
                }
            }
        } catch (IOException e) {
            return lines;
        }
        return lines;
    }

    private static void entry(String line, List<String> lines) {
        try {
            if (!line.isBlank() && Json.parse(line).isString()) {
                lines.add(Json.parse(line).asString());
            }
        } catch (JsonException e) {
            // A line that another program spoilt: the others are still good.
            return;
        }
    }

    /** Keeps what was sent. The disk is asked afresh: another window may have written meanwhile. */
    void add(String words) {
        String clean = redactor.redact(words);
        boolean kept = !words.startsWith(" ") && !clean.isBlank() && (lines.isEmpty() || !lines.getLast().equals(clean));
        if (kept) {
            List<String> all = new ArrayList<>(read(file));
            all.add(clean);
            lines.clear();
            lines.addAll(all.subList(Math.max(0, all.size() - MOST), all.size()));
            write();
        }
        at = lines.size();
    }

    private void write() {
        StringBuilder text = new StringBuilder();
        lines.forEach(line -> text.append(Json.write(Json.array().add(line).get(0))).append('\n'));
        try {
            StateFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // A full disk must not stop a conversation; the history lives on in memory.
            return;
        }
    }

    /** The entry before the one shown; the same text if there is none. */
    String older(String shown) {
        if (at == lines.size()) {
            draft = shown;
        }
        if (at == 0) {
            return shown;
        }
        at--;
        return lines.get(at);
    }

    /** The entry after the one shown; in the end what was being written. */
    String newer(String shown) {
        if (at >= lines.size()) {
            return shown;
        }
        at++;
        return at == lines.size() ? draft : lines.get(at);
    }

    /** Newest first, each once. */
    List<String> all() {
        return new ArrayList<>(new java.util.LinkedHashSet<>(lines.reversed()));
    }
}
