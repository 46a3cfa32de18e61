package cn.openclaw.tool;

import cn.openclaw.config.Places;
import cn.openclaw.config.StateFile;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/**
 * What is too long for a model: it gets the beginning and the end, with a mark between that says how much is left out and where
 * the whole is, to be read piece by piece. The files are private, hold what was redacted already, and go after a week.
 */
public final class Spill {
    /** No tool's answer is longer than this many characters: 50 kB of a read file, and its hint, fit. */
    public static final int MOST_CHARS = 64_000;

    private static final Duration KEPT = Duration.ofDays(7);
    private static final AtomicLong NUMBER = new AtomicLong();

    private Spill() {}

    /** Where the whole texts are; file tools may read there. */
    public static Path folder(Places places) {
        return places.stateDir().resolve("tool-output");
    }

    /** A new file for the output of a call; nothing is written yet. */
    public static Path file(Tool.Context context, String tool) {
        String name = context.turn().sessionId().value() + "-" + tool + "-" + context.world().clock().millis() + "-"
                + NUMBER.incrementAndGet() + ".txt";
        return folder(context.world().places()).resolve(name);
    }

    /** The text if it is short enough; else its two ends, and the whole in a file. */
    public static String fit(Tool.Context context, String tool, String text, int most) {
        if (text.length() <= most) {
            return text;
        }
        Path file = file(context, tool);
        try {
            sweep(folder(context.world().places()), context.world().clock().instant());
            StateFile.write(file, text.getBytes(StandardCharsets.UTF_8));
            return middle(text, most, "whole text: " + file + "; read it with offset and limit, or grep it");
        } catch (IOException e) {
            return middle(text, most, "it could not be kept: " + e.getClass().getSimpleName());
        }
    }

    /** Two fifths from the beginning and three from the end, cut between lines where one is near. */
    static String middle(String text, int most, String where) {
        int head = before(text, most * 2 / 5);
        int tail = after(text, text.length() - most * 3 / 5);
        return text.substring(0, head) + gap(text.substring(head, tail), where) + text.substring(tail);
    }

    /** The mark that stands for what is left out. */
    public static String gap(long characters, long lines, String where) {
        return "\n[… " + characters + " characters in " + lines + " lines left out here; " + where + " …]\n";
    }

    private static String gap(String left, String where) {
        return gap(left.length(), left.chars().filter(c -> c == '\n').count(), where);
    }

    private static int before(String text, int at) {
        int line = text.lastIndexOf('\n', at);
        int cut = line > at - 400 && line > 0 ? line : at;
        return Character.isLowSurrogate(text.charAt(cut)) ? cut - 1 : cut;
    }

    private static int after(String text, int at) {
        int line = text.indexOf('\n', at);
        int cut = line >= 0 && line < at + 400 ? line + 1 : at;
        return cut < text.length() && Character.isLowSurrogate(text.charAt(cut)) ? cut + 1 : cut;
    }

    private static void sweep(Path folder, Instant now) throws IOException {
        if (!Files.isDirectory(folder)) {
            return;
        }
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> all = files.toList();
            for (Path file : all) {
                if (Files.getLastModifiedTime(file).toInstant().isBefore(now.minus(KEPT))) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }
}
