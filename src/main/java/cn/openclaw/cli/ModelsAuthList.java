package cn.openclaw.cli;

import cn.openclaw.auth.AuthProfile;
import cn.openclaw.auth.Credential;
import cn.openclaw.auth.Rest;
import cn.openclaw.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code models auth list}: every profile with what matters about it; its secret only masked. */
final class ModelsAuthList {
    /** As {@code models status --check} has it. */
    private static final Duration EXPIRING = Duration.ofHours(24);

    private final ModelsAuthStore auth;
    private final Cli cli;
    private final Instant now;

    ModelsAuthList(ModelsAuthStore auth) {
        this.auth = auth;
        this.cli = auth.cli;
        this.now = cli.clock().instant();
    }

    void list(Optional<String> written, boolean json) {
        Optional<String> provider = written.map(text -> auth.provider(Optional.of(text)));
        List<AuthProfile> profiles = auth.store.profiles().stream()
                .filter(profile -> provider.isEmpty() || ModelsAuthStore.isOf(provider.get(), profile.provider()))
                .toList();
        if (json) {
            printJson(profiles);
            return;
        }
        cli.print(ModelsAuthText.AGENT_LINE, auth.agentId);
        cli.print(ModelsAuthText.FILE_LINE, auth.display(auth.store.file()));
        if (profiles.isEmpty()) {
            cli.print(ModelsAuthText.NO_PROFILES);
        }
        int width = profiles.stream().mapToInt(profile -> profile.id().length()).max().orElse(0);
        for (AuthProfile profile : profiles) {
            String id = profile.id() + " ".repeat(width - profile.id().length());
            cli.out().println(String.join("  ", cells(id, profile)));
        }
        auth.sayProblems();
    }

    private List<String> cells(String id, AuthProfile profile) {
        List<String> cells = new ArrayList<>();
        cells.add(id);
        cells.add(profile.credential().type());
        cells.add(profile.credential().secret().masked());
        if (!auth.store.isOwn(profile.id())) {
            cells.add(ModelsAuthText.OF_MAIN.in(cli.language()));
        }
        profile.credential().expiry().filter(end -> end.toEpochMilli() > 0).ifPresent(end -> cells.add(
                (end.isAfter(now) ? ModelsAuthText.EXPIRES : ModelsAuthText.EXPIRED).in(cli.language(), end)));
        auth.store.rests(profile.id()).forEach((model, rest) -> cells.add(rest(model, rest)));
        return cells;
    }

    private String rest(String model, Rest rest) {
        if (rest.until().equals(Instant.MAX)) {
            return ModelsAuthText.REFUSED.in(cli.language());
        }
        return model.isEmpty()
                ? ModelsAuthText.RESTS.in(cli.language(), rest.until(), rest.reason().word())
                : ModelsAuthText.RESTS_MODEL.in(cli.language(), rest.until(), rest.reason().word(), model);
    }

    private void printJson(List<AuthProfile> profiles) {
        ObjectNode answer = Json.object();
        answer.put("agentId", auth.agentId);
        answer.put("agentDir", auth.agentDir().toString());
        answer.put("authStorePath", auth.store.file().toString());
        answer.put("encrypted", auth.store.sealing().encrypted());
        ArrayNode list = answer.putArray("profiles");
        profiles.forEach(profile -> list.add(profile(profile)));
        ArrayNode unusable = answer.putArray("unusableProfiles");
        for (AuthProfile profile : profiles) {
            for (Map.Entry<String, Rest> rest : auth.store.rests(profile.id()).entrySet()) {
                unusable.add(unusable(profile, rest.getKey(), rest.getValue()));
            }
        }
        ArrayNode problems = answer.putArray("problems");
        auth.store.problems().forEach(problem -> problems.add(problem.in(cli.language())));
        auth.json(answer);
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
        node.put("inherited", !auth.store.isOwn(profile.id()));
        profile.credential().expiry().filter(end -> end.toEpochMilli() > 0).ifPresent(end -> {
            node.put("expiresAt", end.toEpochMilli());
            node.put("remainingMs", Duration.between(now, end).toMillis());
        });
        auth.store.lastUsed(profile.id()).ifPresent(at -> node.put("lastUsed", at.toEpochMilli()));
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
