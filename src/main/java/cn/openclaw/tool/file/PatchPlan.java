package cn.openclaw.tool.file;

import cn.openclaw.tool.file.Patch.Change;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything a patch would do, worked out before the first byte is written; and taken back as far as it got if a write fails, so
 * that a patch is done as a whole or not at all.
 */
final class PatchPlan {
    private final Workspace workspace;
    /** What each file shall be in the end; empty for no file. A later change of a file starts from an earlier one. */
    private final Map<Path, Optional<TextFile>> wanted = new LinkedHashMap<>();

    private final List<String> summary = new ArrayList<>();
    private final StringBuilder diff = new StringBuilder();

    private PatchPlan(Workspace workspace) {
        this.workspace = workspace;
    }

    static PatchPlan of(Patch patch, Workspace workspace) throws IOException, Workspace.Refused {
        PatchPlan plan = new PatchPlan(workspace);
        for (Change change : patch.changes()) {
            plan.add(change);
        }
        return plan;
    }

    private void add(Change change) throws IOException, Workspace.Refused {
        Path file = workspace.target(change.path());
        String name = workspace.name(file);
        boolean there = wanted.containsKey(file) ? wanted.get(file).isPresent() : Files.exists(file);
        if (!there && !(change instanceof Change.Add)) {
            throw new Workspace.Refused("no such file: " + change.path());
        }
        switch (change) {
            case Change.Add(String _, String content) -> {
                if (there) {
                    throw new Workspace.Refused(name + " exists already; use Update File");
                }
                plan(file, TextFile.NEW, content);
                note("A " + name, UnifiedDiff.of("", content, "/dev/null", "b/" + name));
            }
            case Change.Delete _ -> {
                String before = current(file, name).text();
                wanted.put(file, Optional.empty());
                note("D " + name, UnifiedDiff.of(before, "", "a/" + name, "/dev/null"));
            }
            case Change.Update update -> update(update, file, name);
        }
    }

    private void update(Change.Update update, Path file, String name) throws IOException, Workspace.Refused {
        TextFile before = current(file, name);
        String after = PatchedText.of(before, update.hunks(), name);
        if (update.moveTo().isEmpty()) {
            plan(file, before, after);
            note("M " + name, UnifiedDiff.of(before.text(), after, "a/" + name, "b/" + name));
            return;
        }
        Path to = workspace.target(update.moveTo().get());
        String newName = workspace.name(to);
        if (!to.equals(file) && (wanted.containsKey(to) ? wanted.get(to).isPresent() : Files.exists(to))) {
            throw new Workspace.Refused(newName + " exists already");
        }
        wanted.put(file, Optional.empty());
        plan(to, before, after);
        note("R " + name + " -> " + newName, UnifiedDiff.of(before.text(), after, "a/" + name, "b/" + newName));
    }

    private void plan(Path file, TextFile manner, String text) throws Workspace.Refused {
        TextFile after = new TextFile(text, manner.charset(), manner.mark());
        after.bytes(text);
        wanted.put(file, Optional.of(after));
    }

    private TextFile current(Path file, String name) throws IOException, Workspace.Refused {
        Optional<TextFile> planned = wanted.getOrDefault(file, Optional.empty());
        return planned.isPresent() ? planned.get() : TextFile.read(file, name);
    }

    private void note(String line, String difference) {
        summary.add(line);
        diff.append(difference);
    }

    String summary() {
        return String.join("\n", summary);
    }

    String diff() {
        return diff.toString();
    }

    void carryOut() throws IOException, Workspace.Refused {
        Map<Path, Optional<byte[]>> before = new LinkedHashMap<>();
        try {
            for (Map.Entry<Path, Optional<TextFile>> entry : wanted.entrySet()) {
                Path file = entry.getKey();
                before.put(file, Files.exists(file) ? Optional.of(Files.readAllBytes(file)) : Optional.empty());
                TextFile after = entry.getValue().orElse(null);
                put(file, after == null ? Optional.empty() : Optional.of(after.bytes(after.text())));
            }
        } catch (IOException e) {
            takeBack(before, e);
            throw e;
        }
    }

    private static void takeBack(Map<Path, Optional<byte[]>> before, IOException why) {
        before.forEach((file, content) -> {
            try {
                put(file, content);
            } catch (IOException e) {
                why.addSuppressed(e);
            }
        });
    }

    private static void put(Path file, Optional<byte[]> content) throws IOException {
        if (content.isPresent()) {
            SafeWrite.write(file, content.get());
        } else if (Files.exists(file)) {
            SafeWrite.delete(file);
        }
    }
}
