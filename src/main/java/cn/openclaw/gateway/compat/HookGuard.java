package cn.openclaw.gateway.compat;

import cn.openclaw.gateway.Neighbourhood;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts wrong tokens by address: twenty within a minute, and the address waits. Guarded by its lock. */
final class HookGuard {
    private static final int MOST = 20;
    private static final long WINDOW_SECONDS = 60;
    private static final int ADDRESSES = 1_000;

    private final InstantSource clock;
    private final Map<String, Deque<Instant>> wrong = new LinkedHashMap<>();

    HookGuard(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * Counts a token if it was wrong; nobody may hear whether it was if this does not give 0.
     *
     * @return seconds until this address may try again; 0 if it may now
     */
    synchronized long judged(String address, boolean right) {
        Deque<Instant> times = recent(Neighbourhood.of(address));
        if (times.size() >= MOST) {
            return Math.max(1, WINDOW_SECONDS - age(times.getFirst()));
        }
        if (!right) {
            times.addLast(clock.instant());
        }
        return 0;
    }

    private long age(Instant time) {
        return clock.instant().getEpochSecond() - time.getEpochSecond();
    }

    private Deque<Instant> recent(String address) {
        if (!wrong.containsKey(address) && wrong.size() >= ADDRESSES) {
            wrong.remove(wrong.keySet().iterator().next());
        }
        Deque<Instant> times = wrong.computeIfAbsent(address, _ -> new ArrayDeque<>());
        // A time in the future is one from before the clock was put back.
        times.removeIf(time -> age(time) >= WINDOW_SECONDS || age(time) < 0);
        return times;
    }
}
