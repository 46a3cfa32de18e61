package cn.openclaw.gateway.relay;

import cn.openclaw.agent.KeyWatch;
import cn.openclaw.agent.Remedy;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntPredicate;

/**
 * Who is asked next, for one request: by the same rules as an agent's turn, but without long waits, because the caller's own
 * client knows how to come back. Used by one thread at a time.
 */
final class Turns {
    /** A rest that ends sooner is told to the caller at once; for a longer one the account may have been topped up meanwhile. */
    private static final Duration WORTH_WAITING = Duration.ofSeconds(65);

    private static final Duration MOMENT = Duration.ofMillis(500);
    private static final Duration BUDGET = Duration.ofSeconds(45);
    private static final int MOST_REQUESTS = 8;

    private final List<Way> ways;
    private final KeyWatch watch;
    private final InstantSource clock;
    private final Instant begun;
    private final int[] asked;
    private final Map<Integer, Remedy> remedies = new HashMap<>();
    private int current;
    private int requests;

    /** @param pause before it is asked */
    record Next(Way way, Duration pause) {}

    /** @param ways in the order they are tried, those of one model together; at least one */
    Turns(List<Way> ways, KeyWatch watch, InstantSource clock) {
        this.ways = ways;
        this.watch = watch;
        this.clock = clock;
        this.begun = clock.instant();
        this.asked = new int[ways.size()];
    }

    /** How many requests were made so far. */
    int requests() {
        return requests;
    }

    /**
     * The first who does not rest, and was not out of order lately.
     *
     * @throws RelayException if all rest for a while that is worth waiting for
     */
    Way begin() {
        int first = first(this::isReady);
        if (first < 0) {
            first = first(at -> rest(at).isEmpty());
        }
        if (first < 0) {
            first = soonest();
            Duration wait = Duration.between(clock.instant(), rest(first).orElse(Instant.EPOCH));
            boolean forever = rest(first).filter(Instant.MAX::equals).isPresent();
            if (!forever && wait.compareTo(WORTH_WAITING) <= 0 && wait.isPositive()) {
                long seconds = Math.max(1, (wait.toMillis() + 999) / 1000);
                throw new RelayException(
                        RelayException.Kind.RATE_LIMITED,
                        Optional.of(Duration.ofSeconds(seconds)),
                        RelayText.RESTING,
                        ways.getFirst().ref(),
                        seconds);
            }
        }
        return take(first);
    }

    private int soonest() {
        int soonest = 0;
        for (int at = 1; at < ways.size(); at++) {
            boolean sooner = rest(at).orElse(Instant.EPOCH).isBefore(rest(soonest).orElse(Instant.EPOCH));
            soonest = sooner ? at : soonest;
        }
        return soonest;
    }

    private Way take(int at) {
        current = at;
        asked[at]++;
        requests++;
        return ways.get(at);
    }

    /** Who is asked after that failure; empty if the caller is to be told. */
    Optional<Next> next(Remedy remedy, Duration took) {
        remedies.put(current, remedy);
        boolean late = Duration.between(begun, clock.instant()).compareTo(BUDGET) > 0;
        if (remedy instanceof Remedy.TellThePerson || requests >= MOST_REQUESTS || late) {
            return Optional.empty();
        }
        boolean soon = remedy instanceof Remedy.NextModel next && next.again() == Remedy.Again.SOON;
        if (soon && asked[current] == 1 && took.compareTo(MOMENT.multipliedBy(20)) < 0) {
            return Optional.of(new Next(take(current), MOMENT));
        }
        int fresh = first(at -> asked[at] == 0 && !isHopeless(at) && isReady(at));
        if (fresh < 0) {
            fresh = first(at -> asked[at] == 0 && !isHopeless(at) && rest(at).isEmpty());
        }
        return fresh < 0 ? Optional.empty() : Optional.of(new Next(take(fresh), Duration.ZERO));
    }

    /** What failed in this request took it along: the same model, or the same address. */
    private boolean isHopeless(int at) {
        Way one = ways.get(at);
        for (Map.Entry<Integer, Remedy> failed : remedies.entrySet()) {
            Way other = ways.get(failed.getKey());
            boolean along = failed.getValue() instanceof Remedy.NextModel(var scope, _, _, _)
                    && (scope == Remedy.Scope.PROVIDER
                            ? other.ref().provider().equals(one.ref().provider())
                            : other.ref().equals(one.ref()));
            if (along) {
                return true;
            }
        }
        return false;
    }

    private boolean isReady(int at) {
        return rest(at).isEmpty() && watch.avoidedUntil(ways.get(at).ref()).isEmpty();
    }

    private Optional<Instant> rest(int at) {
        return watch.restsUntil(ways.get(at).asked());
    }

    private int first(IntPredicate fits) {
        for (int at = 0; at < ways.size(); at++) {
            if (fits.test(at)) {
                return at;
            }
        }
        return -1;
    }

}
