package cn.openclaw.memory;

import cn.openclaw.base.Redactor;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.session.SessionIndex;
import cn.openclaw.session.Sessions;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** An agent's memory as it is searched: its files, and its conversations where the configuration says so. */
public final class MemorySearch {
    private final ConfigSnapshot snapshot;
    private final Places places;
    private final InstantSource clock;
    private final String agentId;
    private final Path workspace;
    private final MemorySettings settings;

    /** @param workspace whose memories; the agent's */
    public MemorySearch(ConfigSnapshot snapshot, Places places, InstantSource clock, String agentId, Path workspace) {
        this.snapshot = snapshot;
        this.places = places;
        this.clock = clock;
        this.agentId = Places.agentId(agentId);
        this.workspace = workspace;
        this.settings = MemorySettings.of(snapshot.config(), agentId);
    }

    public MemorySettings settings() {
        return settings;
    }

    public Path workspace() {
        return workspace;
    }

    /** Whether there is anything to search. */
    public boolean isUseful() {
        return settings.enabled() && (settings.sessions() || MemoryFiles.any(workspace));
    }

    /** The index of the files; to be closed. */
    public MemoryIndex open() {
        return new MemoryIndex(places.cacheDir().resolve("memory-" + agentId + ".sqlite"), workspace, settings);
    }

    /** The pieces that fit, the best first; the settings' numbers where none are given. */
    public List<MemoryHit> search(String words, Optional<Integer> maxResults, Optional<Double> minScore) throws InterruptedException {
        int most = maxResults.orElse(settings.maxResults());
        double least = minScore.orElse(settings.minScore());
        if (!isUseful()) {
            return List.of();
        }
        List<MemoryHit> hits = new ArrayList<>();
        try (MemoryIndex index = open()) {
            hits.addAll(index.search(words, most, least));
        }
        if (settings.sessions()) {
            sessions(words, most).stream().filter(hit -> hit.score() >= least).forEach(hits::add);
        }
        hits.sort(Comparator.comparingDouble(MemoryHit::score).reversed());
        return List.copyOf(hits.subList(0, Math.min(most, hits.size())));
    }

    private List<MemoryHit> sessions(String words, int most) throws InterruptedException {
        Redactor redactor = Redactor.of(snapshot.environment());
        List<MemoryHit> hits = new ArrayList<>();
        try (SessionIndex index = new SessionIndex(places.cacheDir().resolve("sessions.sqlite"), redactor::redact)) {
            index.update(new Sessions(places, clock).transcripts(Optional.empty()), (_, _) -> {});
            SessionIndex.Search search = new SessionIndex.Search(
                    words, Optional.of(agentId), Optional.empty(), Optional.empty(), Optional.empty(), most);
            SessionIndex.Found found = index.find(search);
            for (int at = 0; at < found.hits().size(); at++) {
                SessionIndex.Hit hit = found.hits().get(at);
                int line = line(hit.file(), hit.start());
                // Words alone tell less than a memory that somebody wrote down on purpose.
                double score = (found.exact() ? 0.8 : 0.5) - 0.1 * at / found.hits().size();
                hits.add(new MemoryHit(
                        "sessions/" + hit.sessionId() + ".jsonl", line, line, score, hit.snippet().text(), "sessions"));
            }
        }
        return hits;
    }

    private static int line(Path file, long start) {
        int line = 1;
        try (InputStream in = Files.newInputStream(file)) {
            byte[] bytes = new byte[1 << 16];
            long left = start;
            while (left > 0) {
                int read = in.read(bytes, 0, (int) Math.min(left, bytes.length));
                if (read < 0) {
                    break;
                }
                for (int at = 0; at < read; at++) {
                    line += bytes[at] == '\n' ? 1 : 0;
                }
                left -= read;
            }
        } catch (IOException e) {
            // Gone meanwhile: the number no longer matters.
            return line;
        }
        return line;
    }

    /**
     * What a system prompt says about memory: short, and the same from turn to turn.
     *
     * @return empty if there is no memory
     */
    public Optional<String> promptPart() {
        return isUseful()
                ? Optional.of("# Memory\nBefore you answer about earlier work, decisions, people, dates or preferences, call memory_search;"
                        + " read what you need with memory_get. To remember something, write it: lasting facts into MEMORY.md,"
                        + " the day's notes into memory/YYYY-MM-DD.md.\n")
                : Optional.empty();
    }
}
