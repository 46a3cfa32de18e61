package cn.openclaw.auth;

import cn.openclaw.config.ClawConfig;
import cn.openclaw.json.Json;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * How long what rests. The billing figures are the original's and can be changed in {@code auth.cooldowns}; the rate limit
 * steps are shorter than its 1, 5, 25, 60 minutes, which locked people out for far longer than any provider asked.
 *
 * @param billingBase the first rest of an empty account; doubles each time
 * @param billingBaseByProvider the same for single providers, by id in lower case
 * @param billingMax the longest rest of an empty account
 * @param failureWindow failures longer ago than this are forgotten
 * @param longestWait when everything rests and the soonest end is no farther away than this, it is waited for
 */
public record CooldownRules(
        Duration billingBase,
        Map<String, Duration> billingBaseByProvider,
        Duration billingMax,
        Duration failureWindow,
        Duration longestWait) {

    /** Rests after the first, second and every further rate limit in a row. */
    static final Duration[] RATE_LIMIT_STEPS = {Duration.ofSeconds(30), Duration.ofMinutes(1), Duration.ofMinutes(5)};

    /** An empty account's own Retry-After is believed up to this. */
    static final Duration LONGEST_RETRY_AFTER = Duration.ofHours(24);

    /** No rate limit rests a key longer, whatever the provider says: asking once in five minutes costs nobody anything. */
    static final Duration LONGEST_RATE_LIMIT = Duration.ofMinutes(5);

    /** An overloaded model, where the provider does not say how long. */
    static final Duration OVERLOADED = Duration.ofSeconds(10);

    static final Duration LONGEST_OVERLOADED = Duration.ofMinutes(1);

    private static final Duration SHORTEST_BILLING = Duration.ofSeconds(60);

    public static final CooldownRules DEFAULT =
            new CooldownRules(
            Duration.ofHours(5), Map.of(), Duration.ofHours(24), Duration.ofHours(24), Duration.ofSeconds(30));

    public CooldownRules {
        billingBaseByProvider = Map.copyOf(billingBaseByProvider);
    }

    /** With {@code auth.cooldowns.billingBackoffHours}, {@code billingBackoffHoursByProvider}, {@code billingMaxHours}, {@code failureWindowHours} and {@code longestWaitSeconds}. */
    public static CooldownRules of(ClawConfig config) {
        JsonNode written = Json.at(config.tree(), "auth", "cooldowns");
        if (written == null || !written.isObject()) {
            return DEFAULT;
        }
        Map<String, Duration> byProvider = new LinkedHashMap<>();
        JsonNode each = written.get("billingBackoffHoursByProvider");
        if (each != null && each.isObject()) {
            each.properties().forEach(entry -> hours(entry.getValue())
                    .ifPresent(base -> byProvider.put(ProviderIds.normal(entry.getKey()), base)));
        }
        return new CooldownRules(
                hours(written.get("billingBackoffHours")).orElse(DEFAULT.billingBase),
                byProvider,
                hours(written.get("billingMaxHours")).orElse(DEFAULT.billingMax),
                hours(written.get("failureWindowHours")).orElse(DEFAULT.failureWindow),
                seconds(written.get("longestWaitSeconds")).orElse(DEFAULT.longestWait));
    }

    /** 0 is allowed here: never wait. */
    private static Optional<Duration> seconds(@Nullable JsonNode node) {
        return node == null || !node.isNumber() || node.asDouble() < 0
                ? Optional.empty()
                : Optional.of(Duration.ofMillis((long) (node.asDouble() * 1000)));
    }

    private static Optional<Duration> hours(@Nullable JsonNode node) {
        if (node == null || !node.isNumber() || node.asDouble() <= 0) {
            return Optional.empty();
        }
        return Optional.of(Duration.ofMillis((long) (node.asDouble() * 3_600_000)));
    }

    /** @param count which failure in the window this is, from 1 */
    Duration billing(String provider, int count) {
        Duration base = billingBaseByProvider.getOrDefault(ProviderIds.normal(provider), billingBase);
        long first = Math.max(base.toMillis(), SHORTEST_BILLING.toMillis());
        long rest = first << Math.min(count - 1, 10);
        return Duration.ofMillis(Math.min(rest, Math.max(billingMax.toMillis(), first)));
    }

    /**
     * @param step which rate limit in a row this is, from 1
     * @param jitter from 0 to 1: shortens the rest by up to a tenth, so that many waiters do not come back at once
     */
    static Duration rateLimit(int step, double jitter) {
        Duration rest = RATE_LIMIT_STEPS[Math.min(step, RATE_LIMIT_STEPS.length) - 1];
        return Duration.ofMillis((long) (rest.toMillis() * (1 - 0.1 * jitter)));
    }

    /** What the provider said counts first, else our steps; never longer than {@link #LONGEST_RATE_LIMIT}. */
    static Duration rateLimit(Optional<Duration> retryAfter, int step, double jitter) {
        Duration rest = retryAfter.map(CooldownRules::retryAfter).orElseGet(() -> rateLimit(step, jitter));
        return rest.compareTo(LONGEST_RATE_LIMIT) > 0 ? LONGEST_RATE_LIMIT : rest;
    }

    static Duration retryAfter(Duration said) {
        return said.isNegative() ? Duration.ZERO : said.compareTo(LONGEST_RETRY_AFTER) > 0 ? LONGEST_RETRY_AFTER : said;
    }

    static Duration overloaded(Optional<Duration> retryAfter, double jitter) {
        Duration rest = retryAfter.map(CooldownRules::retryAfter).orElse(OVERLOADED.plusMillis((long) (2_000 * jitter)));
        return rest.compareTo(LONGEST_OVERLOADED) > 0 ? LONGEST_OVERLOADED : rest;
    }
}
