package cn.openclaw.journal;

import cn.openclaw.json.Json;
import cn.openclaw.ledger.Status;
import cn.openclaw.llm.Usage;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What runs right now and the last few that are over, for screens; and what they add up to since the start. Safe for several threads. */
public final class RecentRequests implements RequestListener {
    private static final int KEPT = 256;
    private static final int SECONDS = 60;
    /** A model's name is the caller's to choose: no more rows than a screen could show. */
    private static final int MOST_MODELS = 200;

    private final InstantSource clock;
    private final Map<String, RequestStart> live = new LinkedHashMap<>();
    private final Deque<Entry> over = new ArrayDeque<>();
    private final long[] perSecond = new long[SECONDS];
    private final long[] second = new long[SECONDS];
    private final Map<String, Sum> models = new LinkedHashMap<>();
    private final Sum all = new Sum();
    private long revision;

    public RecentRequests(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * One request.
     *
     * @param end empty while it runs
     */
    public record Entry(RequestStart start, Optional<RequestEnd> end) {}

    private static final class Sum {
        private long requests;
        private long failed;
        private long aborted;
        private long input;
        private long output;
        private long bytes;

        void add(RequestEnd end) {
            requests++;
            failed += end.outcome().status() == Status.FAILED ? 1 : 0;
            aborted += end.outcome().status() == Status.ABORTED ? 1 : 0;
            Usage usage = end.outcome().usage();
            input += usage.input() + usage.cacheRead() + usage.cacheWrite();
            output += usage.output();
            bytes += end.timing().bytes();
        }

        ObjectNode json(ObjectNode into) {
            return into.put("requests", requests)
                    .put("failed", failed)
                    .put("aborted", aborted)
                    .put("inputTokens", input)
                    .put("outputTokens", output)
                    .put("bytes", bytes);
        }
    }

    @Override
    public synchronized void began(RequestStart start) {
        live.put(start.id(), bare(start));
        revision++;
    }

    @Override
    public synchronized void ended(RequestStart start, RequestEnd end) {
        live.remove(start.id());
        over.addFirst(new Entry(bare(start), Optional.of(bare(end))));
        if (over.size() > KEPT) {
            over.removeLast();
        }
        revision++;
        all.add(end);
        String model = end.by().map(by -> by.provider() + "/" + by.model()).orElse("-");
        if (models.containsKey(model) || models.size() < MOST_MODELS) {
            models.computeIfAbsent(model, _ -> new Sum()).add(end);
        }
        long now = clock.instant().getEpochSecond();
        int slot = (int) (now % SECONDS);
        if (second[slot] != now) {
            second[slot] = now;
            perSecond[slot] = 0;
        }
        perSecond[slot]++;
    }

    /** Bodies may be large: who wants them reads the journal. */
    private static RequestStart bare(RequestStart start) {
        return start.body().isEmpty()
                ? start
                : new RequestStart(
                        start.id(), start.at(), start.kind(), start.caller(), start.session(), start.run(), start.model(),
                        start.streamed(), start.traceparent(), Optional.empty());
    }

    private static RequestEnd bare(RequestEnd end) {
        return end.answer().isEmpty()
                ? end
                : end.bare();
    }

    /** Those that run, the newest first, and then those that are over, the newest first. */
    public synchronized List<Entry> list(int most) {
        List<Entry> found = new ArrayList<>();
        List<RequestStart> running = new ArrayList<>(live.values());
        for (int at = running.size() - 1; at >= 0 && found.size() < most; at--) {
            found.add(new Entry(running.get(at), Optional.empty()));
        }
        for (Entry entry : over) {
            if (found.size() >= most) {
                break;
            }
            found.add(entry);
        }
        return found;
    }

    /** Changes whenever something began or ended, so that a screen knows whether to look. */
    public synchronized long revision() {
        return revision;
    }

    /** How many run. */
    public synchronized int live() {
        return live.size();
    }

    /** What they add up to: totals since the start, a line for each model, the last minute, and times of the last few. */
    public synchronized ObjectNode stats() {
        ObjectNode tree = all.json(Json.object().put("live", live.size()));
        long now = clock.instant().getEpochSecond();
        long minute = 0;
        ArrayNode slots = tree.putArray("perSecond");
        for (long at = now - SECONDS + 1; at <= now; at++) {
            int slot = (int) (at % SECONDS);
            long count = second[slot] == at ? perSecond[slot] : 0;
            slots.add(count);
            minute += count;
        }
        tree.put("lastMinute", minute);
        times(tree.putObject("firstByteMs"), over.stream().flatMap(entry -> entry.end().stream()).mapToLong(end -> end.timing().firstByte()).filter(nanos -> nanos >= 0).toArray());
        times(tree.putObject("ms"), over.stream().flatMap(entry -> entry.end().stream()).mapToLong(end -> end.timing().whole()).toArray());
        ArrayNode rows = tree.putArray("models");
        models.entrySet().stream()
                .sorted((one, other) -> Long.compare(other.getValue().requests, one.getValue().requests))
                .forEach(row -> row.getValue().json(rows.addObject().put("model", row.getKey())));
        return tree;
    }

    private static void times(ObjectNode into, long[] nanos) {
        if (nanos.length > 0) {
            Arrays.sort(nanos);
            into.put("p50", RequestJson.millis(nanos[(nanos.length - 1) / 2]));
            into.put("p99", RequestJson.millis(nanos[(nanos.length - 1) * 99 / 100]));
            into.put("max", RequestJson.millis(nanos[nanos.length - 1]));
        }
    }
}
