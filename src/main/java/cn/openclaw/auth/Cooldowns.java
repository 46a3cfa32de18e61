package cn.openclaw.auth;

import cn.openclaw.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * When a profile rests: the arithmetic on one {@code usageStats} entry.
 *
 * <p>What the original reads there stays true to its meaning ({@code lastUsed}, {@code errorCount}, {@code failureCounts},
 * {@code lastFailureAt}, {@code disabledUntil}, {@code disabledReason}). It knows only rests of a whole profile, so a rate
 * limit, which rests one model, leaves its {@code cooldownUntil} alone; a refused key sets it, because no model works then.
 * What it does not know lies in fields that it carries along unread:
 *
 * <ul>
 *   <li>{@code models.<model>}: {@code until}, {@code errors} in a row, {@code lastFailureAt};
 *   <li>{@code rejectedAt}: since when the key is refused;
 *   <li>{@code keyFingerprint}: of the key all this was about. Another key starts afresh.
 * </ul>
 */
record Cooldowns(CooldownRules rules) {

    /**
     * What a provider answered.
     *
     * @param model the model that was asked
     * @param jitter from 0 to 1
     * @param fingerprint of the key that was used
     */
    record Failure(
            String provider,
            String model,
            AuthFailure kind,
            Optional<Duration> retryAfter,
            Instant at,
            double jitter,
            String fingerprint) {}

    /** Whether what is noted is about another key than the one that is there now. */
    static boolean isStale(JsonNode stats, Predicate<String> isCurrent) {
        String noted = ProfileTree.string(stats, "keyFingerprint");
        return !noted.isEmpty() && !isCurrent.test(noted);
    }

    /** Keeps what does not depend on the key. */
    static void forget(ObjectNode stats) {
        for (String field : new String[] {
            "cooldownUntil", "disabledUntil", "disabledReason", "errorCount", "failureCounts", "models", "rejectedAt", "keyFingerprint"
        }) {
            stats.remove(field);
        }
    }

    void failed(ObjectNode stats, Failure failure) {
        switch (failure.kind()) {
            case AUTH -> refused(stats, failure);
            case BILLING -> empty(stats, failure);
            case RATE_LIMIT -> tooFast(stats, failure);
            // The platform's trouble or the line's is no key's fault; AuthProfileStore keeps the overloaded ones itself.
            case OVERLOADED, TIMEOUT -> {}
        }
    }

    private void refused(ObjectNode stats, Failure failure) {
        count(stats, failure);
        long now = failure.at().toEpochMilli();
        if (!stats.has("rejectedAt")) {
            stats.put("rejectedAt", now);
        }
        // For the original's eyes, with its own steps: 1, 5, 25, 60 minutes.
        long errors = Math.max(1, ProfileTree.millis(stats, "errorCount"));
        long[] steps = {1, 5, 25, 60};
        long minutes = steps[(int) Math.min(errors, steps.length) - 1];
        extend(stats, "cooldownUntil", now + Duration.ofMinutes(minutes).toMillis());
    }

    private void empty(ObjectNode stats, Failure failure) {
        long now = failure.at().toEpochMilli();
        boolean known = ProfileTree.millis(stats, "disabledUntil") > now;
        if (!known) {
            count(stats, failure);
        }
        JsonNode counts = stats.get("failureCounts");
        int times = counts == null ? 1 : (int) Math.max(1, ProfileTree.millis(counts, "billing"));
        if (!known) {
            extend(stats, "disabledUntil", now + rules.billing(failure.provider(), times).toMillis());
            stats.put("disabledReason", AuthFailure.BILLING.word());
        }
        failure.retryAfter().ifPresent(said ->
                extend(stats, "disabledUntil", now + CooldownRules.retryAfter(said).toMillis()));
    }

    /** Requests that were under way together fail together: while a model rests, its next rest does not grow longer. */
    private void tooFast(ObjectNode stats, Failure failure) {
        ObjectNode model = modelStats(stats, failure.model());
        long now = failure.at().toEpochMilli();
        long last = ProfileTree.millis(model, "lastFailureAt");
        long errors = now - last > rules.failureWindow().toMillis() ? 0 : ProfileTree.millis(model, "errors");
        if (ProfileTree.millis(model, "until") <= now || errors == 0) {
            errors++;
            count(stats, failure);
        }
        Duration rest = CooldownRules.rateLimit(failure.retryAfter(), (int) Math.min(errors, 99), failure.jitter());
        extend(model, "until", now + rest.toMillis());
        model.put("errors", errors);
        model.put("lastFailureAt", now);
        stats.put("keyFingerprint", failure.fingerprint());
    }

    private static ObjectNode modelStats(ObjectNode stats, String name) {
        ObjectNode models = stats.get("models") instanceof ObjectNode known ? known : stats.putObject("models");
        return models.get(name) instanceof ObjectNode known ? known : models.putObject(name);
    }

    private void count(ObjectNode stats, Failure failure) {
        long now = failure.at().toEpochMilli();
        if (now - ProfileTree.millis(stats, "lastFailureAt") > rules.failureWindow().toMillis()) {
            stats.remove("errorCount");
            stats.remove("failureCounts");
        }
        stats.put("errorCount", ProfileTree.millis(stats, "errorCount") + 1);
        ObjectNode counts =
                stats.get("failureCounts") instanceof ObjectNode known ? known : stats.putObject("failureCounts");
        String word = failure.kind().word();
        counts.put(word, ProfileTree.millis(counts, word) + 1);
        stats.put("lastFailureAt", now);
        stats.put("keyFingerprint", failure.fingerprint());
    }

    /** The latest deadline wins: news of a shorter rest never ends a longer one. */
    private static void extend(ObjectNode stats, String field, long until) {
        stats.put(field, Math.max(until, ProfileTree.millis(stats, field)));
    }

    /** Everything that held the whole profile ends, and the rest of this model; other models keep theirs. */
    void succeeded(ObjectNode stats, String model, Instant at) {
        stats.put("lastUsed", at.toEpochMilli());
        stats.put("errorCount", 0);
        for (String field : new String[] {"cooldownUntil", "disabledUntil", "disabledReason", "failureCounts", "rejectedAt"}) {
            stats.remove(field);
        }
        if (stats.get("models") instanceof ObjectNode models) {
            models.remove(model);
            if (models.isEmpty()) {
                stats.remove("models");
            }
        }
        if (!stats.has("models")) {
            stats.remove("keyFingerprint");
        }
    }

    /**
     * Whether a profile rests for a model.
     *
     * @param stats its {@code usageStats} entry
     * @param isCurrent whether a fingerprint is that of the key which is there now; asked only where it matters
     */
    Optional<Rest> rest(JsonNode stats, String model, Instant at, Predicate<String> isCurrent) {
        Optional<Rest> rest = disabled(stats, at);
        rest = later(rest, wholeProfile(stats, at));
        rest = later(rest, oneModel(stats, model, at));
        return rest.isPresent() && isStale(stats, isCurrent) ? Optional.empty() : rest;
    }

    private static Optional<Rest> later(Optional<Rest> one, Optional<Rest> other) {
        return one.isEmpty() ? other : other.isEmpty() ? one : Optional.of(one.get().later(other.get()));
    }

    private static Optional<Rest> disabled(JsonNode stats, Instant at) {
        long rejected = ProfileTree.millis(stats, "rejectedAt");
        // The original may have used the key with success since: then it is good again.
        if (rejected > 0 && ProfileTree.millis(stats, "lastUsed") <= rejected) {
            return Optional.of(new Rest(Rest.Kind.DISABLED, AuthFailure.AUTH, Instant.MAX));
        }
        long until = ProfileTree.millis(stats, "disabledUntil");
        if (until <= at.toEpochMilli()) {
            return Optional.empty();
        }
        AuthFailure reason = ProfileTree.string(stats, "disabledReason").equals(AuthFailure.AUTH.word())
                ? AuthFailure.AUTH
                : AuthFailure.BILLING;
        return Optional.of(new Rest(Rest.Kind.DISABLED, reason, Instant.ofEpochMilli(until)));
    }

    /** A rest that the original noted, believed no longer than ours would last. */
    private static Optional<Rest> wholeProfile(JsonNode stats, Instant at) {
        long until = ProfileTree.millis(stats, "cooldownUntil");
        long failed = ProfileTree.millis(stats, "lastFailureAt");
        if (until == 0 || stats.has("rejectedAt")) {
            return Optional.empty();
        }
        if (failed > 0) {
            Duration longest = CooldownRules.RATE_LIMIT_STEPS[CooldownRules.RATE_LIMIT_STEPS.length - 1];
            until = Math.min(until, failed + longest.toMillis());
        }
        return until <= at.toEpochMilli() ? Optional.empty() : cooldown(until);
    }

    private static Optional<Rest> oneModel(JsonNode stats, String model, Instant at) {
        JsonNode noted = Json.at(stats, "models", model);
        long until = noted == null ? 0 : ProfileTree.millis(noted, "until");
        return until <= at.toEpochMilli() ? Optional.empty() : cooldown(until);
    }

    private static Optional<Rest> cooldown(long until) {
        return Optional.of(new Rest(Rest.Kind.COOLDOWN, AuthFailure.RATE_LIMIT, Instant.ofEpochMilli(until)));
    }

    /** The models that rest, each with its end. */
    static Map<String, Instant> resting(JsonNode stats, Instant at) {
        Map<String, Instant> resting = new java.util.LinkedHashMap<>();
        if (stats.get("models") instanceof ObjectNode models) {
            for (Map.Entry<String, JsonNode> model : models.properties()) {
                long until = ProfileTree.millis(model.getValue(), "until");
                if (until > at.toEpochMilli()) {
                    resting.put(model.getKey(), Instant.ofEpochMilli(until));
                }
            }
        }
        return resting;
    }
}
