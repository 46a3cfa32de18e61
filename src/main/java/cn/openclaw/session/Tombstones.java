package cn.openclaw.session;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;

/**
 * The names of transcripts that a person deleted, {@code .deleted}, for a few days: a run that was under way meanwhile in another
 * process would otherwise write what it remembers anew, as it does when a file was merely lost.
 */
final class Tombstones {
    private static final long KEPT_MILLIS = Duration.ofDays(2).toMillis();

    private Tombstones() {}

    private static Path file(Path folder) {
        return folder.resolve(".deleted");
    }

    static boolean has(Path folder, String name) throws IOException {
        return Files.exists(file(folder))
                && Files.readString(file(folder)).lines().anyMatch(line -> line.startsWith(name + "\t"));
    }

    /** Notes it, and forgets what is old. */
    static void add(Path folder, String name, long nowMillis) throws IOException {
        StringBuilder lines = new StringBuilder();
        if (Files.exists(file(folder))) {
            for (String line : Files.readString(file(folder)).lines().toList()) {
                if (!line.startsWith(name + "\t") && millis(line) > nowMillis - KEPT_MILLIS) {
                    lines.append(line).append('\n');
                }
            }
        }
        lines.append(name).append('\t').append(nowMillis).append('\n');
        Durable.replace(file(folder), lines.toString().getBytes(StandardCharsets.UTF_8));
    }

    private static long millis(String line) {
        try {
            return Long.parseLong(line.substring(line.indexOf('\t') + 1).strip());
        } catch (NumberFormatException e) {
            return 0;
        }
    }
}
