package cn.openclaw.tool.web;

import cn.openclaw.tool.ToolOutcome;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** What was fetched or found a short while ago, for all turns of a process. Several threads use it; it locks itself. */
final class PageCache implements AutoCloseable {
    private static final int MOST = 100;

    private final Map<String, Kept> kept = new LinkedHashMap<>();

    private record Kept(Instant until, Result result) {}

    /**
     * Before it is marked as text from outside: that is done anew for each turn that hears it.
     *
     * @param source where it comes from
     * @param outcome with the bare text
     */
    record Result(String source, ToolOutcome.Done outcome) {}

    synchronized Optional<Result> get(String key, Instant now) {
        Kept found = kept.get(key);
        return found == null || !found.until().isAfter(now) ? Optional.empty() : Optional.of(found.result());
    }

    synchronized void put(String key, Result result, Instant now, Duration time) {
        kept.values().removeIf(old -> !old.until().isAfter(now));
        if (kept.size() >= MOST) {
            kept.remove(kept.keySet().iterator().next());
        }
        if (time.isPositive()) {
            kept.put(key, new Kept(now.plus(time), result));
        }
    }

    @Override
    public synchronized void close() {
        kept.clear();
    }
}
