package cn.openclaw.agent;

import cn.openclaw.model.ModelRef;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Models that did not answer, twice or more in a row, whoever asked. For a while they are not the first to be asked while there
 * is somebody else, so that an outage costs its time limit once and not in every turn; nobody is ever kept waiting for them.
 * In memory only. Safe for several threads.
 */
final class Outages {
    /** Ten times what a failure cost, within these: who fails quickly is tried again soon, and nobody waits often for who hangs. */
    private static final int TIMES = 10;

    private static final Duration SHORTEST = Duration.ofSeconds(60);
    private static final Duration LONGEST = Duration.ofMinutes(5);

    private final Map<ModelRef, State> states = new ConcurrentHashMap<>();
    private final InstantSource clock;

    private record State(int failures, Instant until) {}

    Outages(InstantSource clock) {
        this.clock = clock;
    }

    /**
     * @param scope whether the address itself is out of order, with every model there
     * @param took how long it took to fail
     */
    void failed(ModelRef model, Remedy.Scope scope, Duration took) {
        Instant now = clock.instant();
        states.compute(id(model, scope), (_, before) -> {
            int failures = before == null ? 1 : before.failures() + 1;
            Instant until = failures < 2 ? now : now.plus(length(took));
            return new State(failures, until);
        });
    }

    private static Duration length(Duration took) {
        Duration wanted = took.multipliedBy(TIMES);
        return wanted.compareTo(SHORTEST) < 0 ? SHORTEST : wanted.compareTo(LONGEST) > 0 ? LONGEST : wanted;
    }

    void succeeded(ModelRef model) {
        states.remove(model);
        states.remove(id(model, Remedy.Scope.PROVIDER));
    }

    /** Until when somebody else is asked first. */
    Optional<Instant> until(ModelRef model) {
        Instant now = clock.instant();
        Instant one = until(model, now);
        Instant all = until(id(model, Remedy.Scope.PROVIDER), now);
        Instant later = one.isAfter(all) ? one : all;
        return later.isAfter(now) ? Optional.of(later) : Optional.empty();
    }

    private Instant until(ModelRef id, Instant now) {
        State state = states.get(id);
        return state == null ? now : state.until();
    }

    private static ModelRef id(ModelRef model, Remedy.Scope scope) {
        return scope == Remedy.Scope.PROVIDER ? new ModelRef(model.provider(), "*") : model;
    }
}
