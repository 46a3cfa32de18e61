package cn.openclaw.timer;

import cn.openclaw.config.StateFile;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** {@code cron/runs/<job>.jsonl}: that a run began, and how it ended. The original knows only the second kind of line and skips the first. */
final class RunLog {
    private static final long LARGEST = 2L << 20;
    private static final int KEPT = 2_000;

    private final Path folder;

    RunLog(Path folder) {
        this.folder = folder;
    }

    /** A job's id may have been written by hand: it never names another place. */
    private Path file(String job) {
        return folder.resolve(job.replaceAll("[^A-Za-z0-9_-]", "_") + ".jsonl");
    }

    void append(String job, ObjectNode line) {
        Path file = file(job);
        try {
            StateFile.append(file, Json.bytes(line));
            if (Files.size(file) > LARGEST) {
                List<String> lines = Files.readAllLines(file);
                List<String> kept = lines.subList(Math.max(0, lines.size() - KEPT), lines.size());
                StateFile.write(file, (String.join("\n", kept) + "\n").getBytes(StandardCharsets.UTF_8));
            }
        } catch (IOException e) {
            throw TimerException.disk(TimerText.NOT_WRITTEN, file, e.getClass().getSimpleName());
        }
    }

    /** Whether the end of the run that began then is written down. */
    boolean hasEnded(String job, long runAtMs) {
        return ended(job, KEPT).stream().anyMatch(run -> run.path("runAtMs").asLong(0) == runAtMs);
    }

    /** The last runs that ended, the oldest first. */
    List<ObjectNode> ended(String job, int most) {
        Path file = file(job);
        List<ObjectNode> runs = new ArrayList<>();
        try {
            for (String line : Files.exists(file) ? Files.readAllLines(file) : List.<String>of()) {
                try {
                    if (Json.parse(line) instanceof ObjectNode run && "finished".equals(Json.text(run, "action"))) {
                        runs.add(run);
                    }
                } catch (JsonException e) {
                    // Cut off by a crash in the middle of it.
                }
            }
        } catch (IOException e) {
            throw TimerException.disk(TimerText.NOT_WRITTEN, file, e.getClass().getSimpleName());
        }
        return List.copyOf(runs.subList(Math.max(0, runs.size() - most), runs.size()));
    }
}
