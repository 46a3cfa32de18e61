package cn.openclaw.cli;

import cn.openclaw.auth.Credential;
import cn.openclaw.auth.Rest;
import cn.openclaw.base.Secret;
import cn.openclaw.config.ConfigSnapshot.VariableSource;
import cn.openclaw.json.Json;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code models status --json}: the original's keys, with what a key looks like always masked. */
final class ModelsStatusJson {
    private static final long WARN_AFTER = Duration.ofHours(24).toMillis();

    private final ModelsContext context;
    private final ModelsStatusAuth auth;

    ModelsStatusJson(ModelsContext context, ModelsStatusAuth auth) {
        this.context = context;
        this.auth = auth;
    }

    ObjectNode auth() {
        ObjectNode node = Json.object();
        node.put("storePath", context.store.file().toString());
        ObjectNode shell = node.putObject("shellEnvFallback");
        List<String> fromShell = new ArrayList<>();
        context.snapshot.variables().forEach((name, source) -> {
            if (source == VariableSource.SHELL) {
                fromShell.add(name);
            }
        });
        shell.put("enabled", !fromShell.isEmpty());
        fromShell.forEach(shell.putArray("appliedKeys")::add);
        ArrayNode withTokens = node.putArray("providersWithOAuth");
        auth.tokens().forEach((provider, count) -> withTokens.add(provider + " (" + count + ")"));
        auth.missing().forEach(node.putArray("missingProvidersInUse")::add);
        ArrayNode providers = node.putArray("providers");
        auth.entries().forEach(entry -> provider(providers.addObject(), entry));
        ArrayNode unusable = node.putArray("unusableProfiles");
        auth.resting().forEach(resting -> resting(unusable.addObject(), resting));
        ObjectNode oauth = node.putObject("oauth");
        oauth.put("warnAfterMs", WARN_AFTER);
        ArrayNode profiles = oauth.putArray("profiles");
        auth.endings().forEach(ending -> ending(profiles.addObject(), ending));
        ArrayNode states = oauth.putArray("providers");
        auth.tokens().forEach((provider, _) -> state(states.addObject(), provider));
        return node;
    }

    private void provider(ObjectNode node, ModelsStatusAuth.Entry entry) {
        node.put("provider", entry.provider());
        ObjectNode effective = node.putObject("effective");
        effective.put("kind", entry.effective().map(ModelsStatusAuth::word).orElse("missing"));
        effective.put("detail", entry.effective().map(source -> detail(entry, source)).orElse("missing"));
        ObjectNode profiles = node.putObject("profiles");
        profiles.put("count", entry.profiles().size());
        profiles.put("oauth", count(entry, "oauth"));
        profiles.put("token", count(entry, "token"));
        profiles.put("apiKey", count(entry, "api_key"));
        ArrayNode labels = profiles.putArray("labels");
        entry.profiles().forEach(profile ->
                labels.add(ModelsStatus.label(profile, auth, context.cli.clock().instant())));
        entry.variable().ifPresent(variable -> {
            ObjectNode env = node.putObject("env");
            env.put("value", new Secret(variable.getValue()).masked());
            env.put("source", "env: " + variable.getKey());
        });
        entry.written().ifPresent(secret -> {
            ObjectNode config = node.putObject("modelsJson");
            config.put("value", ModelsStatusAuth.masked(secret));
            config.put("source", "models.providers." + entry.provider() + ".apiKey");
        });
    }

    private String detail(ModelsStatusAuth.Entry entry, cn.openclaw.auth.Key.Source source) {
        return switch (source) {
            case PROFILE -> context.display(context.store.file());
            case ENV -> entry.variable().map(variable -> new Secret(variable.getValue()).masked()).orElse("");
            case CONFIG -> entry.written().map(ModelsStatusAuth::masked).orElse("");
            case NONE_NEEDED -> "";
        };
    }

    private static int count(ModelsStatusAuth.Entry entry, String type) {
        return (int) entry.profiles().stream()
                .filter(profile -> profile.credential().type().equals(type))
                .count();
    }

    private void resting(ObjectNode node, ModelsStatusAuth.Resting resting) {
        node.put("profileId", resting.profile().id());
        node.put("provider", resting.profile().provider());
        node.put("kind", kind(resting.rest()));
        node.put("reason", resting.rest().reason().name().toLowerCase(Locale.ROOT));
        if (!resting.model().isEmpty()) {
            node.put("model", resting.model());
        }
        if (resting.rest().until().equals(Instant.MAX)) {
            node.putNull("until");
            node.putNull("remainingMs");
        } else {
            node.put("until", resting.rest().until().toEpochMilli());
            node.put(
                    "remainingMs",
                    Duration.between(context.cli.clock().instant(), resting.rest().until()).toMillis());
        }
    }

    private static void ending(ObjectNode node, ModelsStatusAuth.Ending ending) {
        node.put("profileId", ending.profile().id());
        node.put("provider", ending.profile().provider());
        node.put("type", ending.profile().credential() instanceof Credential.OAuth ? "oauth" : "token");
        node.put("status", ending.status());
        node.put("source", "store");
        node.put("label", ending.profile().email().orElse(ending.profile().id()));
        ending.expires().ifPresent(end -> node.put("expiresAt", end.toEpochMilli()));
        ending.leftMillis().ifPresent(left -> node.put("remainingMs", left));
    }

    private void state(ObjectNode node, String provider) {
        node.put("provider", provider);
        List<String> order = List.of("missing", "expired", "expiring", "ok", "static");
        String best = "missing";
        ArrayNode profiles = node.putArray("profiles");
        for (ModelsStatusAuth.Ending ending : auth.endings()) {
            if (ending.profile().provider().equals(provider)) {
                profiles.add(ending.profile().id());
                best = order.indexOf(ending.status()) > order.indexOf(best) ? ending.status() : best;
            }
        }
        node.put("status", best);
    }

    static void asked(ObjectNode auth, ModelsStatus.Wanted wanted, ModelsStatus.Asked asked) {
        wanted.probe().ifPresent(options -> {
            ObjectNode probes = auth.putObject("probes");
            probes.put("startedAt", asked.started().toEpochMilli());
            probes.put("finishedAt", asked.finished().toEpochMilli());
            probes.put("durationMs", Duration.between(asked.started(), asked.finished()).toMillis());
            probes.put("totalTargets", asked.probes().size());
            ObjectNode used = probes.putObject("options");
            options.provider().ifPresent(id -> used.put("provider", id));
            options.profile().ifPresent(id -> used.put("profile", id));
            used.put("timeoutMs", options.timeoutMillis());
            used.put("concurrency", options.concurrency());
            used.put("maxTokens", options.maxTokens());
            ArrayNode results = probes.putArray("results");
            asked.probes().forEach(result -> result.into(results));
        });
        if (wanted.balance() || !asked.balances().isEmpty()) {
            ArrayNode balances = auth.putArray("balances");
            asked.balances().forEach(answer -> ModelsBalance.into(answer, balances.addObject()));
        }
    }

    static String kind(Rest rest) {
        return switch (rest.kind()) {
            case COOLDOWN -> "cooldown";
            case DISABLED -> "disabled";
        };
    }

    /** How much longer, with a blank before it; nothing for what has no end by itself. */
    static String until(Rest rest, Instant now) {
        return rest.until().equals(Instant.MAX)
                ? ""
                : " " + ModelsStyle.span(Duration.between(now, rest.until()).toMillis());
    }
}
