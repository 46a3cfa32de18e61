package cn.openclaw.auth;

import cn.openclaw.base.Secret;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/**
 * How keys did that no profile holds, such as one from a variable or the config: by the same rules as profiles, but in memory,
 * for as long as the process lives. It goes by the key itself, so that a changed one starts afresh. Safe for several threads.
 */
public final class KeyRests {
    private final Map<Id, State> states = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final RandomGenerator random;
    private final CooldownRules rules;

    /** @param model empty for what concerns the key with every model */
    private record Id(String provider, Secret key, String model) {}

    private record State(Instant until, int errors, Instant failedAt) {}

    public KeyRests(InstantSource clock, RandomGenerator random, CooldownRules rules) {
        this.clock = clock;
        this.random = random;
        this.rules = rules;
    }

    /** A provider turned a key away, in a real answer. */
    public void failed(String provider, Secret key, String model, AuthFailure kind, Optional<Duration> retryAfter) {
        switch (kind) {
            case TIMEOUT -> {}
            case AUTH -> states.put(new Id(provider, key, ""), new State(Instant.MAX, 1, clock.instant()));
            case BILLING -> rest(new Id(provider, key, ""), kind, retryAfter);
            case RATE_LIMIT, OVERLOADED -> rest(new Id(provider, key, model), kind, retryAfter);
        }
    }

    /** Requests that failed together count once; the latest deadline wins. */
    private void rest(Id id, AuthFailure kind, Optional<Duration> retryAfter) {
        Instant now = clock.instant();
        states.compute(id, (_, before) -> {
            boolean old = before == null || before.failedAt().plus(rules.failureWindow()).isBefore(now);
            int known = old ? 0 : before.errors();
            int errors = old || !before.until().isAfter(now) ? known + 1 : known;
            Instant until = now.plus(length(id.provider(), kind, errors, retryAfter));
            return new State(old || until.isAfter(before.until()) ? until : before.until(), errors, now);
        });
    }

    private Duration length(String provider, AuthFailure kind, int errors, Optional<Duration> retryAfter) {
        return switch (kind) {
            case BILLING -> retryAfter.map(CooldownRules::retryAfter).orElseGet(() -> rules.billing(provider, errors));
            case OVERLOADED -> CooldownRules.overloaded(retryAfter, random.nextDouble());
            case AUTH, RATE_LIMIT, TIMEOUT -> CooldownRules.rateLimit(retryAfter, errors, random.nextDouble());
        };
    }

    /** A provider answered: the rest of the key as a whole and of this model ends. */
    public void succeeded(String provider, Secret key, String model) {
        states.remove(new Id(provider, key, ""));
        states.remove(new Id(provider, key, model));
    }

    /** Until when a key is better not used with a model; {@link Instant#MAX} for a refused one. */
    public Optional<Instant> restsUntil(String provider, Secret key, String model) {
        Instant now = clock.instant();
        Instant whole = until(new Id(provider, key, ""), now);
        Instant one = until(new Id(provider, key, model), now);
        Instant later = whole.isAfter(one) ? whole : one;
        return later.isAfter(now) ? Optional.of(later) : Optional.empty();
    }

    private Instant until(Id id, Instant now) {
        State state = states.get(id);
        return state == null ? now : state.until();
    }
}
