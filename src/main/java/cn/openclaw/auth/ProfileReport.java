package cn.openclaw.auth;

import cn.openclaw.base.Language;
import cn.openclaw.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Profiles as {@code models auth list --json} tells of them: everything that matters, and of the secret its first and last letters. */
public final class ProfileReport {
    /** As {@code models status --check} has it. */
    private static final Duration EXPIRING = Duration.ofHours(24);

    private final AuthProfileStore store;
    private final Instant now;

    public ProfileReport(AuthProfileStore store, Instant now) {
        this.store = store;
        this.now = now;
    }

    /** Adds {@code encrypted}, {@code profiles}, {@code unusableProfiles} and {@code problems}. */
    public void into(ObjectNode answer, List<AuthProfile> profiles, Language language) {
        answer.put("encrypted", store.sealing().encrypted());
        ArrayNode list = answer.putArray("profiles");
        profiles.forEach(profile -> list.add(profile(profile)));
        ArrayNode unusable = answer.putArray("unusableProfiles");
        for (AuthProfile profile : profiles) {
            for (Map.Entry<String, Rest> rest : store.rests(profile.id()).entrySet()) {
                unusable.add(unusable(profile, rest.getKey(), rest.getValue()));
            }
        }
        ArrayNode problems = answer.putArray("problems");
        store.problems().forEach(problem -> problems.add(problem.in(language)));
    }

    private ObjectNode profile(AuthProfile profile) {
        ObjectNode node = Json.object();
        node.put("profileId", profile.id());
        node.put("provider", profile.provider());
        node.put("type", profile.credential().type());
        node.put("status", status(profile.credential()));
        node.put("source", "store");
        node.put("label", profile.email().map(email -> profile.id() + " (" + email + ")").orElse(profile.id()));
        node.put("masked", profile.credential().secret().masked());
        node.put("inherited", !store.isOwn(profile.id()));
        profile.credential().expiry().filter(end -> end.toEpochMilli() > 0).ifPresent(end -> {
            node.put("expiresAt", end.toEpochMilli());
            node.put("remainingMs", Duration.between(now, end).toMillis());
        });
        store.lastUsed(profile.id()).ifPresent(at -> node.put("lastUsed", at.toEpochMilli()));
        return node;
    }

    private String status(Credential credential) {
        if (credential.secret().isBlank()) {
            return "missing";
        }
        Optional<Instant> end = credential.expiry().filter(at -> at.toEpochMilli() > 0);
        if (end.isEmpty()) {
            return "static";
        }
        if (!end.get().isAfter(now)) {
            return "expired";
        }
        return end.get().isBefore(now.plus(EXPIRING)) ? "expiring" : "ok";
    }

    private ObjectNode unusable(AuthProfile profile, String model, Rest rest) {
        ObjectNode node = Json.object();
        node.put("profileId", profile.id());
        node.put("provider", profile.provider());
        if (!model.isEmpty()) {
            node.put("model", model);
        }
        node.put("kind", rest.kind().name().toLowerCase(Locale.ROOT));
        node.put("reason", rest.reason().word());
        if (!rest.until().equals(Instant.MAX)) {
            node.put("until", rest.until().toEpochMilli());
            node.put("remainingMs", Duration.between(now, rest.until()).toMillis());
        }
        return node;
    }
}
