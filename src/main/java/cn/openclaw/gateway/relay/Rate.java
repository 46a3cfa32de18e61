package cn.openclaw.gateway.relay;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Optional;

/** How many requests one caller key has under way, and had within the last minute. Safe for several threads. */
final class Rate {
    private static final Duration MINUTE = Duration.ofSeconds(60);

    private final ArrayDeque<Instant> begun = new ArrayDeque<>();
    private int running;

    /**
     * Lets a request in.
     *
     * @return empty if it may go on, and must {@link #leave}; else how long to wait before the next try
     */
    synchronized Optional<Duration> enter(CallerKey key, Instant now) {
        if (running >= key.concurrency()) {
            return Optional.of(Duration.ofSeconds(1));
        }
        if (key.perMinute() < Integer.MAX_VALUE) {
            // Those that begin in the future were counted before somebody put the clock back.
            begun.removeIf(at -> at.isAfter(now) || !at.plus(MINUTE).isAfter(now));
            if (begun.size() >= key.perMinute()) {
                Instant frees = begun.isEmpty() ? now.plus(MINUTE) : begun.peekFirst().plus(MINUTE);
                return Optional.of(Duration.between(now, frees));
            }
            begun.addLast(now);
        }
        running++;
        return Optional.empty();
    }

    synchronized void leave() {
        running--;
    }

    /** It was not asked after all, and comes again another way. */
    synchronized void takeBack() {
        running--;
        begun.pollLast();
    }
}
