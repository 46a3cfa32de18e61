package cn.openclaw.session;

import cn.openclaw.json.Json;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Cuts the beginning off a transcript. What is left is a whole one: its header, then entries that follow one another, beginning where
 * a person speaks, so that no result stands without its call. The old file is kept beside it.
 *
 * @param archived the old file; empty if there was nothing to cut
 * @param kept how many lines there are now, the header counted
 */
public record TranscriptCut(Optional<Path> archived, int kept) {

    /**
     * Keeps the newest lines.
     *
     * @param most how many at most, the header counted; a few more where a person's words would otherwise be cut from their answer
     * @param now for the old file's name
     * @throws SessionException if the disk says no
     */
    public static TranscriptCut of(Path file, int most, Instant now) {
        Path folder = file.toAbsolutePath().resolveSibling("");
        try {
            return Durable.shielded(() -> {
                try (var _ = SessionLocks.hold(folder, String.valueOf(file.getFileName()))) {
                    return cut(file, most, now);
                }
            });
        } catch (IOException e) {
            throw SessionException.write(file, e);
        }
    }

    private static TranscriptCut cut(Path file, int most, Instant now) throws IOException {
        byte[] bytes = Files.readAllBytes(file);
        TranscriptFile old = TranscriptFile.parse(bytes);
        List<TranscriptEntry> branch = History.branch(old.entries());
        int from = beginning(branch, Math.max(0, branch.size() - Math.max(1, most - 1)));
        if (from == 0 || old.header().isEmpty()) {
            return new TranscriptCut(Optional.empty(), branch.size() + 1);
        }
        StringBuilder lines = new StringBuilder(Json.write(old.header().get())).append('\n');
        Set<String> known = new HashSet<>();
        @Nullable String before = null;
        for (TranscriptEntry entry : branch.subList(from, branch.size())) {
            ObjectNode tree = entry.tree();
            boolean linked = entry.parent().filter(known::contains).isPresent();
            lines.append(Json.write(linked ? tree : tree.deepCopy().put("parentId", before))).append('\n');
            known.add(entry.id());
            before = entry.id();
        }
        Path aside = file.resolveSibling(file.getFileName() + ".bak." + Timestamps.iso(now).replace(':', '-'));
        Durable.replace(aside, bytes);
        Durable.replace(file, lines.toString().getBytes(StandardCharsets.UTF_8));
        return new TranscriptCut(Optional.of(aside), branch.size() - from + 1);
    }

    /** The next place from here on where a person speaks; if there is none, the last one before. */
    private static int beginning(List<TranscriptEntry> branch, int wanted) {
        for (int at = wanted; at < branch.size(); at++) {
            if (isPerson(branch.get(at))) {
                return at;
            }
        }
        for (int at = wanted; at > 0; at--) {
            if (isPerson(branch.get(at))) {
                return at;
            }
        }
        return 0;
    }

    private static boolean isPerson(TranscriptEntry entry) {
        return entry.is(TranscriptEntry.MESSAGE) && "user".equals(Json.text(entry.tree(), "message", "role"));
    }
}
