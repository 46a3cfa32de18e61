package cn.openclaw.cli;

import cn.openclaw.auth.AuthProfile;
import cn.openclaw.auth.Credential;
import cn.openclaw.auth.Key;
import cn.openclaw.auth.Rest;
import cn.openclaw.base.Secret;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.model.ModelRef;
import cn.openclaw.provider.CatalogProvider;
import cn.openclaw.provider.ModelRefException;
import cn.openclaw.provider.Provider;
import cn.openclaw.provider.Providers;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What {@code models status} knows about keys: per provider where they come from, per profile whether it rests or ends. */
final class ModelsStatusAuth {
    private static final Duration SOON = Duration.ofHours(24);

    final List<AuthProfile> profiles;
    final Set<String> inUse = new LinkedHashSet<>();
    private final ModelsContext context;

    /** A provider with the places its key may come from. */
    record Entry(
            String provider,
            Optional<Key.Source> effective,
            List<AuthProfile> profiles,
            Optional<Map.Entry<String, String>> variable,
            Optional<ClawConfig.ConfiguredSecret> written) {}

    /** A token or login with an end. */
    record Ending(AuthProfile profile, String status, Optional<Instant> expires, Optional<Long> leftMillis) {}

    /** A profile that is better not used: with one model, or (model empty) with none. */
    record Resting(AuthProfile profile, String model, Rest rest) {}

    ModelsStatusAuth(ModelsContext context) {
        this.context = context;
        this.profiles = context.store.profiles();
        use(Optional.empty());
        ClawConfig.Defaults defaults = context.config.agents().defaults();
        context.resolver.fallbackTexts().forEach(text -> use(Optional.of(text)));
        defaults.imageModel().primary().ifPresent(text -> use(Optional.of(text)));
        defaults.imageModel().fallbacks().forEach(text -> use(Optional.of(text)));
    }

    private void use(Optional<String> text) {
        try {
            ModelRef ref = text.isPresent() ? context.resolver.resolve(text.get()).ref() : context.resolver.primary();
            inUse.add(ref.provider());
        } catch (ModelRefException e) {
            // Words that lead to no model use no provider; the status says elsewhere that they lead nowhere.
        }
    }

    /** The providers in use, those of the config, and whoever else has a key. */
    List<Entry> entries() {
        Set<String> ids = new LinkedHashSet<>(inUse);
        ids.addAll(context.catalog.configuredProviders());
        profiles.forEach(profile -> ids.add(context.catalog.idOf(profile.provider())));
        if (!context.config.models().replace()) {
            for (Provider provider : Providers.all()) {
                if (context.snapshot.environment().first(provider.apiKeyEnv()).isPresent()) {
                    ids.add(provider.id());
                }
            }
        }
        return ids.stream().map(this::entry).toList();
    }

    private Entry entry(String id) {
        Optional<CatalogProvider> provider = context.catalog.provider(id);
        return new Entry(
                id,
                provider.flatMap(context::source),
                profiles.stream()
                        .filter(profile -> context.catalog.idOf(profile.provider()).equals(id))
                        .toList(),
                provider.flatMap(found -> context.snapshot.environment().first(found.apiKeyEnv())),
                provider.flatMap(CatalogProvider::configured).flatMap(ClawConfig.Provider::apiKey));
    }

    List<CatalogProvider> providersInUse() {
        return inUse.stream().flatMap(id -> context.catalog.provider(id).stream()).toList();
    }

    /** The providers in use that have no key. */
    List<String> missing() {
        return providersInUse().stream()
                .filter(provider -> !context.hasAccess(provider))
                .map(CatalogProvider::id)
                .toList();
    }

    List<Resting> resting() {
        List<Resting> all = new ArrayList<>();
        for (AuthProfile profile : profiles) {
            context.store.rests(profile.id()).forEach((model, rest) -> all.add(new Resting(profile, model, rest)));
        }
        return all;
    }

    /** Logins and tokens, by how long they will still do. */
    List<Ending> endings() {
        Instant now = context.cli.clock().instant();
        List<Ending> all = new ArrayList<>();
        for (AuthProfile profile : profiles) {
            if (profile.credential() instanceof Credential.ApiKey) {
                continue;
            }
            Optional<Instant> expires = profile.credential().expiry().filter(end -> end.isAfter(Instant.EPOCH));
            Optional<Long> left = expires.map(end -> Duration.between(now, end).toMillis());
            String status = profile.credential().secret().isBlank()
                    ? "missing"
                    : left.map(ModelsStatusAuth::status).orElse("static");
            all.add(new Ending(profile, status, expires, left));
        }
        return all;
    }

    private static String status(long left) {
        return left <= 0 ? "expired" : left < SOON.toMillis() ? "expiring" : "ok";
    }

    /** Providers with logins or tokens, and how many. */
    Map<String, Integer> tokens() {
        Map<String, Integer> counts = new LinkedHashMap<>();
        endings().forEach(ending -> counts.merge(ending.profile().provider(), 1, Integer::sum));
        return counts;
    }

    /** The original's words for where a key comes from. */
    static String word(Key.Source source) {
        return switch (source) {
            case PROFILE -> "profiles";
            case ENV -> "env";
            case CONFIG -> "models.json";
            case NONE_NEEDED -> "none-needed";
        };
    }

    /** Where the config's key stands, and enough of it to know it by. */
    static String masked(ClawConfig.ConfiguredSecret secret) {
        return secret.written().equals("(literal)")
                ? secret.value().map(Secret::masked).orElse("-")
                : secret.written();
    }

    static String masked(AuthProfile profile) {
        return profile.credential().secret().masked();
    }
}
