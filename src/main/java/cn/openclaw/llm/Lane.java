package cn.openclaw.llm;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * The requests that share one rate limit. They wait in a line: whoever is at its head holds {@link #turnstile}, and only the head
 * looks at the limits; so nobody overtakes, and a big request is not starved by small ones. {@link #lock} guards the rest.
 */
final class Lane {
    private static final Duration MINUTE = Duration.ofSeconds(60);
    /** A wait that a person would notice. */
    private static final Duration NOTICED = Duration.ofSeconds(2);

    /**
     * Where no limit by the minute is known, so many requests are remembered: a refusal may yet tell one. All those of a busy minute
     * would be too many to look at each time.
     */
    private static final int REMEMBERED = 2_000;

    private final InstantSource clock;
    private final Pause pause;
    private final ReentrantLock turnstile = new ReentrantLock(true);
    private final ReentrantLock lock = new ReentrantLock();
    private final Condition changed = lock.newCondition();
    private final List<Ticket> tickets = new ArrayList<>();
    private PaceLimits limits;
    private long careful = Long.MAX_VALUE;
    private int goodInARow;
    private int running;
    private Instant notBefore = Instant.MIN;

    /** One request that was let through. It counts until a minute after the latest moment at which the host can have admitted it. */
    final class Ticket {
        private final long tokens;
        private Instant admitted = Instant.MAX;

        private Ticket(long tokens) {
            this.tokens = tokens;
        }

        /** The host has begun to answer, so it had admitted this by now. */
        void admitted() {
            lock.lock();
            try {
                admitted = admitted.equals(Instant.MAX) ? clock.instant() : admitted;
            } finally {
                lock.unlock();
            }
        }
    }

    Lane(PaceLimits limits, InstantSource clock, Pause pause) {
        this.limits = limits;
        this.clock = clock;
        this.pause = pause;
    }

    /** Limits from the config or the tier; what was learned stays. */
    void limit(PaceLimits other) {
        lock.lock();
        try {
            limits = limits.and(other);
        } finally {
            lock.unlock();
        }
    }

    boolean countsTokens() {
        lock.lock();
        try {
            return limits.tokensPerMinute() < Long.MAX_VALUE;
        } finally {
            lock.unlock();
        }
    }

    /**
     * Waits until a request may be sent. Whoever was let through must {@link #leave}.
     *
     * @param says hears how long it takes, where a person would notice; empty for a place in a line
     */
    Ticket enter(long tokens, Consumer<Optional<Duration>> says) throws InterruptedException {
        boolean head = turnstile.tryLock(NOTICED.toMillis(), TimeUnit.MILLISECONDS);
        if (!head) {
            says.accept(Optional.empty());
            turnstile.lockInterruptibly();
        }
        try {
            boolean said = !head;
            while (true) {
                Optional<Duration> wait = step(tokens);
                if (wait.isEmpty()) {
                    continue;
                }
                if (wait.get().isZero()) {
                    return ticket(tokens);
                }
                if (!said && wait.get().compareTo(NOTICED) > 0) {
                    said = true;
                    says.accept(wait);
                }
                pause.sleep(wait.get());
            }
        } finally {
            turnstile.unlock();
        }
    }

    /**
     * Lets a request through if nobody waits and the way is free now; for those who must not wait.
     *
     * @return empty if it would have to wait
     */
    Optional<Ticket> enterAtOnce(long tokens) {
        if (turnstile.hasQueuedThreads() || !turnstile.tryLock()) {
            return Optional.empty();
        }
        try {
            lock.lock(); // held by others for a look at most
            try {
                Instant now = clock.instant();
                forget(now);
                return isFree(tokens, now) ? Optional.of(ticket(tokens)) : Optional.empty();
            } finally {
                lock.unlock();
            }
        } finally {
            turnstile.unlock();
        }
    }

    private boolean isFree(long tokens, Instant now) {
        return !notBefore.isAfter(now) && !isBusy() && tickets.size() < limits.perMinute() && !isMuch(tokens);
    }

    private boolean isBusy() {
        return running >= Math.min(limits.concurrency(), careful);
    }

    /** One that is larger than the whole limit goes alone: whether it may, the host decides. */
    private boolean isMuch(long tokens) {
        long sum = limits.tokensPerMinute() == Long.MAX_VALUE ? 0 : tickets.stream().mapToLong(ticket -> ticket.tokens).sum();
        return !tickets.isEmpty() && sum + tokens > limits.tokensPerMinute();
    }

    /** Zero if the way is free, or how long it takes at least; empty after waiting for somebody else to end. */
    @SuppressWarnings("WaitNotInLoop") // the caller is the loop: it looks again, however the wait ended
    private Optional<Duration> step(long tokens) throws InterruptedException {
        lock.lockInterruptibly();
        try {
            Instant now = clock.instant();
            forget(now);
            if (notBefore.isAfter(now)) {
                return Optional.of(Duration.between(now, notBefore));
            }
            if (isFree(tokens, now)) {
                return Optional.of(Duration.ZERO);
            }
            Optional<Instant> frees = tickets.stream()
                    .map(ticket -> ticket.admitted)
                    .filter(at -> !at.equals(Instant.MAX))
                    .min(Instant::compareTo)
                    .map(at -> at.plus(MINUTE));
            if (isBusy() || frees.isEmpty()) {
                changed.await();
                return Optional.empty();
            }
            return Optional.of(Duration.between(now, frees.get()));
        } finally {
            lock.unlock();
        }
    }

    private boolean counts() {
        return limits.perMinute() < Long.MAX_VALUE || limits.tokensPerMinute() < Long.MAX_VALUE;
    }

    private void forget(Instant now) {
        if (counts()) {
            forgetOld(now);
        } else if (tickets.size() > 2 * REMEMBERED) {
            tickets.subList(0, tickets.size() - REMEMBERED).clear();
        }
    }

    private void forgetOld(Instant now) {
        Instant then = now.minus(MINUTE);
        tickets.removeIf(ticket -> !ticket.admitted.isAfter(then)); // those not yet admitted have a time that never comes
    }

    /** Requests of more than a minute ago count no more. For lanes that nobody uses: a key that was replaced has one. */
    void tidy() {
        lock.lock();
        try {
            forgetOld(clock.instant());
        } finally {
            lock.unlock();
        }
    }

    /** How many requests are remembered. */
    int remembered() {
        lock.lock();
        try {
            return tickets.size();
        } finally {
            lock.unlock();
        }
    }

    private Ticket ticket(long tokens) {
        lock.lock();
        try {
            Ticket ticket = new Ticket(tokens);
            tickets.add(ticket);
            running++;
            return ticket;
        } finally {
            lock.unlock();
        }
    }

    /** A request is over, with or without an answer. */
    void leave(Ticket ticket) {
        lock.lock();
        try {
            running--;
            ticket.admitted();
            changed.signalAll();
        } finally {
            lock.unlock();
        }
    }

    /** A good answer: after a row of them, one more at a time may be tried. */
    void answered() {
        lock.lock();
        try {
            goodInARow++;
            if (careful < Long.MAX_VALUE && goodInARow >= careful) {
                goodInARow = 0;
                careful++;
            }
        } finally {
            lock.unlock();
        }
    }

    /** A refusal for haste: what it tells is kept; where it tells nothing, half as many go at a time. It was not admitted. */
    void refused(Ticket ticket, LlmFailure.RateLimited failure) {
        lock.lock();
        try {
            tickets.remove(ticket);
            goodInARow = 0;
            Optional<PaceLimits> told = PaceLimits.told(failure.detail());
            if (told.isPresent()) {
                limits = limits.and(told.get());
            } else if (running > 1) {
                careful = Math.max(1, running / 2);
            }
            failure.retryAfter().ifPresent(wait -> {
                Instant then = clock.instant().plus(wait.compareTo(MINUTE) > 0 ? MINUTE : wait);
                notBefore = then.isAfter(notBefore) ? then : notBefore;
            });
        } finally {
            lock.unlock();
        }
    }
}
