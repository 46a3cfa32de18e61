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
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code cron/jobs.json}, in the original's form: {@code {version: 1, jobs: []}}, the content before the last change beside it as
 * {@code .bak}. Private; written as a whole. A file that cannot be read is put aside, and the {@code .bak} counts.
 */
final class JobStore {
    private final Path file;
    private String seen = "";
    private ObjectNode whole = Json.object();

    JobStore(Path file) {
        this.file = file;
    }

    Path file() {
        return file;
    }

    /** The jobs as they are on the disk; the same list as before if nobody else changed it. */
    List<Job> read() {
        String text = text(file);
        if (!text.equals(seen) || !whole.has("jobs")) {
            whole = text.isBlank() ? Json.object() : tree(text);
            seen = text;
        }
        ArrayNode list = whole.get("jobs") instanceof ArrayNode there ? there : Json.array();
        whole.set("jobs", list);
        List<Job> jobs = new ArrayList<>();
        for (JsonNode node : list) {
            if (node instanceof ObjectNode job) {
                jobs.add(new Job(job));
            }
        }
        return jobs;
    }

    private ObjectNode tree(String text) {
        try {
            if (Json.parse(text) instanceof ObjectNode tree) {
                return tree;
            }
        } catch (JsonException e) {
            // Treated like a value that is no object.
            return aside(text);
        }
        return aside(text);
    }

    private ObjectNode aside(String text) {
        try {
            StateFile.write(
                    file.resolveSibling(file.getFileName() + ".broken-" + Integer.toHexString(text.hashCode())),
                    text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw TimerException.disk(TimerText.NOT_WRITTEN, file, e.getClass().getSimpleName());
        }
        try {
            return Json.parse(text(backup())) instanceof ObjectNode before ? before : Json.object();
        } catch (JsonException e) {
            return Json.object();
        }
    }

    private Path backup() {
        return file.resolveSibling(file.getFileName() + ".bak");
    }

    private static String text(Path path) {
        try {
            return Files.exists(path) ? Files.readString(path) : "";
        } catch (IOException e) {
            throw TimerException.disk(TimerText.NOT_WRITTEN, path, e.getClass().getSimpleName());
        }
    }

    /** Replaces the jobs. */
    void write(List<Job> jobs) {
        ArrayNode list = Json.array();
        jobs.forEach(job -> list.add(job.tree()));
        ObjectNode tree = whole.deepCopy();
        if (!tree.has("version")) {
            ObjectNode first = Json.object().put("version", 1);
            tree.properties().forEach(member -> first.set(member.getKey(), member.getValue()));
            tree = first;
        }
        tree.set("jobs", list);
        String text = Json.pretty(tree) + "\n";
        try {
            if (!seen.isEmpty()) {
                StateFile.write(backup(), seen.getBytes(StandardCharsets.UTF_8));
            }
            StateFile.write(file, text.getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw TimerException.disk(TimerText.NOT_WRITTEN, file, e.getClass().getSimpleName());
        }
        whole = tree;
        seen = text;
    }
}
