package cn.openclaw.gateway;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.LongSupplier;
import org.jspecify.annotations.Nullable;

/** The runs that are known by their ids: those that are not over, and those that were a moment ago. Guarded by its lock. */
final class RunRegister {
    /** For how long a run that is over is still known. */
    static final Duration REMEMBERED = Duration.ofMinutes(10);
    /** For how long the same key means the same run after its end. */
    private static final Duration SAME = Duration.ofMinutes(5);
    private static final int MOST = 1000;

    private final LongSupplier now;
    private final Map<String, Run> known = new LinkedHashMap<>();

    /** @param now milliseconds */
    RunRegister(LongSupplier now) {
        this.now = now;
    }

    /**
     * Enters a run, unless one of its name is known.
     *
     * @return that one
     */
    synchronized Optional<Run> enter(Run run) {
        Optional<Run> before = same(run.order());
        if (before.isEmpty()) {
            put(run);
            forget();
        }
        return before;
    }

    /** Enters one whatever there was. */
    synchronized void put(Run run) {
        known.put(run.order().name(), run);
        notifyAll();
    }

    synchronized void remove(Run run) {
        known.remove(run.order().name(), run);
    }

    /** What an order of this name means already. */
    synchronized Optional<Run> same(RunOrder order) {
        return Optional.ofNullable(known.get(order.name()))
                .filter(run -> run.ending().filter(ending -> ending.endedAt() < now.getAsLong() - SAME.toMillis()).isEmpty());
    }

    /** Forgets all that are over, but for the ends that a caller may still ask for. */
    synchronized void forget() {
        long oldest = now.getAsLong() - REMEMBERED.toMillis();
        known.values().removeIf(run -> run.ending().filter(ending -> ending.endedAt() < oldest).isPresent());
        if (known.size() > MOST) {
            List<String> over = new ArrayList<>();
            known.forEach((name, run) -> {
                if (run.ending().isPresent()) {
                    over.add(name);
                }
            });
            over.stream().limit(known.size() - MOST).forEach(known::remove);
        }
    }

    synchronized Optional<Run> named(String name) {
        return Optional.ofNullable(known.get(name));
    }

    /** A run by its id, of either kind; of several the one that is not over. */
    synchronized Optional<Run> find(String id) {
        Run agent = known.get(RunOrder.name(RunOrder.Kind.AGENT, id));
        Run chat = known.get(RunOrder.name(RunOrder.Kind.CHAT, id));
        if (agent == null || chat == null) {
            return Optional.ofNullable(agent == null ? chat : agent);
        }
        return Optional.of(agent.ending().isEmpty() ? agent : chat);
    }

    /** Waits for a run to end, also for one that is not known yet. */
    Optional<RunEnding> await(String id, Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        Run run = awaitKnown(id, until);
        return run == null ? Optional.empty() : run.await(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
    }

    private synchronized @Nullable Run awaitKnown(String id, long until) throws InterruptedException {
        Optional<Run> run = find(id);
        while (run.isEmpty()) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return null;
            }
            wait(left);
            run = find(id);
        }
        return run.get();
    }
}
