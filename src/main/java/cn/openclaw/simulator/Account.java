package cn.openclaw.simulator;

import cn.openclaw.json.Json;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayDeque;
import java.util.Deque;
import tools.jackson.databind.node.ObjectNode;

/**
 * One organisation's money, limits and prefix cache, shared by its keys. Several connections use it at a time; it locks itself.
 */
final class Account {
    private static final Duration MINUTE = Duration.ofMinutes(1);
    private static final Duration WINDOW = Duration.ofHours(5);
    private static final Duration WEEK = Duration.ofDays(7);
    /** The platform's days begin at midnight in China. */
    private static final ZoneId ZONE = ZoneId.of("Asia/Shanghai");
    private static final BigDecimal MILLION = new BigDecimal("1000000");

    private final String organisation;
    private final Tier tier;
    private final String currency;
    private final int windowQuota;
    private final int weekQuota;
    private final PrefixCache cache = new PrefixCache();
    private final Deque<Admitted> minute = new ArrayDeque<>();
    private final Deque<Instant> week = new ArrayDeque<>();
    private BigDecimal balance;
    private LocalDate day = LocalDate.EPOCH;
    private long tokensToday;
    private int running;
    private int mostRunning;

    private record Admitted(Instant time, long tokens) {}

    Account(SimulatorKey key, int windowQuota, int weekQuota) {
        organisation = key.organisation();
        tier = Tier.of(key);
        currency = key.platform().currency();
        balance = key.balance();
        this.windowQuota = windowQuota;
        this.weekQuota = weekQuota;
    }

    PrefixCache cache() {
        return cache;
    }

    String currency() {
        return currency;
    }

    synchronized BigDecimal balance() {
        return balance;
    }

    synchronized void setBalance(BigDecimal value) {
        balance = value;
    }

    synchronized boolean inCredit() {
        return balance.signum() > 0;
    }

    static String outOfCredit(String organisation, String keyId) {
        return "Your account " + organisation + "<" + keyId + "> is suspended due to insufficient balance, please recharge your "
                + "account or check your plan and billing details";
    }

    /** Counts a request in; throws the refusal of the first limit it would pass. Whoever got in must {@link #leave}. */
    synchronized void enter(Instant now, long tokens, String keyId) {
        String who = "Your account " + organisation + "<" + keyId + "> request reached ";
        if (running >= tier.concurrency()) {
            throw tooFast(who + "organization max concurrency: " + tier.concurrency() + ", please try again after 1 seconds");
        }
        forget(now);
        if (minute.size() >= tier.perMinute()) {
            long wait = Math.max(1, Duration.between(now, minute.getFirst().time().plus(MINUTE)).toSeconds());
            throw tooFast(who + "organization max RPM: " + tier.perMinute() + ", please try again after " + wait + " seconds");
        }
        long inMinute = minute.stream().mapToLong(Admitted::tokens).sum();
        if (inMinute + tokens > tier.tokensPerMinute()) {
            throw tooFast(who + "TPM rate limit, current: " + (inMinute + tokens) + ", limit: " + tier.tokensPerMinute());
        }
        if (tokensToday + tokens > tier.tokensPerDay()) {
            throw tooFast(who + "TPD rate limit, current: " + (tokensToday + tokens) + ", limit: " + tier.tokensPerDay());
        }
        minute.addLast(new Admitted(now, tokens));
        week.addLast(now);
        tokensToday += tokens;
        running++;
        mostRunning = Math.max(mostRunning, running);
    }

    synchronized void leave() {
        running--;
    }

    private static Refusal tooFast(String message) {
        return new Refusal(429, "rate_limit_reached_error", message);
    }

    private void forget(Instant now) {
        while (!minute.isEmpty() && !minute.getFirst().time().plus(MINUTE).isAfter(now)) {
            minute.removeFirst();
        }
        while (!week.isEmpty() && !week.getFirst().plus(WEEK).isAfter(now)) {
            week.removeFirst();
        }
        LocalDate today = LocalDate.ofInstant(now, ZONE);
        if (!today.equals(day)) {
            day = today;
            tokensToday = 0;
        }
    }

    /** Kimi Code's two quotas, before a request is looked at. */
    synchronized void checkQuotas(Instant now) {
        forget(now);
        if (week.size() >= weekQuota) {
            throw cycleUsedUp();
        }
        if (inWindow(now) >= windowQuota) {
            throw new Refusal(
                    429,
                    "exceeded_current_quota_error",
                    "You've reached your usage limit for this period. It resets at " + windowReset(now) + ".");
        }
    }

    static Refusal cycleUsedUp() {
        return new Refusal(
                403,
                "access_terminated_error",
                "You've reached your usage limit for this billing cycle. Your quota will be refreshed in the next cycle.");
    }

    private long inWindow(Instant now) {
        return week.stream().filter(time -> time.plus(WINDOW).isAfter(now)).count();
    }

    private Instant windowReset(Instant now) {
        return week.stream().filter(time -> time.plus(WINDOW).isAfter(now)).findFirst().orElse(now).plus(WINDOW);
    }

    /** Kimi Code's {@code /usages}: decimal strings, as on the wire. */
    synchronized ObjectNode usages(Instant now) {
        forget(now);
        ObjectNode tree = Json.object();
        tree.set("usage", quota(weekQuota, week.size(), (week.isEmpty() ? now : week.getFirst()).plus(WEEK)));
        ObjectNode limit = tree.putArray("limits").addObject();
        limit.putObject("window").put("duration", 300).put("timeUnit", "TIME_UNIT_MINUTE");
        limit.set("detail", quota(windowQuota, inWindow(now), windowReset(now)));
        return tree;
    }

    private static ObjectNode quota(long limit, long used, Instant reset) {
        return Json.object()
                .put("limit", Long.toString(limit))
                .put("used", Long.toString(Math.min(limit, used)))
                .put("remaining", Long.toString(Math.max(0, limit - used)))
                .put("resetTime", reset.toString());
    }

    /** Takes the price of a request; one without a published price is free. */
    synchronized void charge(ModelFacts model, Spent spent) {
        model.price(currency).ifPresent(price -> {
            BigDecimal cost = price.cacheHit().multiply(BigDecimal.valueOf(spent.cached()))
                    .add(price.input().multiply(BigDecimal.valueOf(spent.prompt() - spent.cached())))
                    .add(price.output().multiply(BigDecimal.valueOf(spent.completion())));
            balance = balance.subtract(cost.divide(MILLION, 8, RoundingMode.HALF_UP));
        });
    }

    synchronized ObjectNode tree(Instant now) {
        forget(now);
        return Json.object()
                .put("organisation", organisation)
                .put("balance", balance)
                .put("currency", currency)
                .put("running", running)
                .put("mostRunning", mostRunning)
                .put("requestsThisMinute", minute.size())
                .put("requestsThisWeek", week.size())
                .put("tokensToday", tokensToday);
    }
}
