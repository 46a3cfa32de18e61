package cn.openclaw.auth;

import cn.openclaw.auth.ProfileTree.Entry;
import cn.openclaw.base.Environment;
import cn.openclaw.base.Secret;
import cn.openclaw.base.Text;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.ClawConfig.ConfiguredSecret;
import cn.openclaw.config.ClawConfig.ProfileRoute;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The one place that finds the keys for a provider, for every caller. They are tried in this order, which is the original's:
 *
 * <ol>
 *   <li>the profile a person asked for;
 *   <li>the provider's profiles, in the order of the store's own {@code order}, else of {@code auth.order} in the config,
 *       else those named in {@code auth.profiles}, else all there are. Where no order was written: logins, tokens, keys,
 *       and among equals the one not used for longest. Those that rest come last, the soonest to wake first;
 *   <li>the first environment variable that is set;
 *   <li>{@code models.providers.<provider>.apiKey}.
 * </ol>
 *
 * <p>A key that stands in several places is tried once, at the first, so that a refused or resting one is not tried
 * again under another name.
 */
public final class Keys {
    private final ClawConfig config;
    private final Environment environment;
    private final AuthProfileStore store;
    private final List<AuthException> warnings = new ArrayList<>();
    private final SecretReferences references;

    /** @param environment the process's variables with {@code .env} files and the {@code env} block under them */
    public Keys(ClawConfig config, Environment environment, AuthProfileStore store) {
        this.config = config;
        this.environment = environment;
        this.store = store;
        this.references = new SecretReferences(environment, SecretReferences.EXEC_LIMIT, warnings::add);
    }

    /**
     * Every key that may be tried, in order; never empty.
     *
     * @throws AuthException NO_CREDENTIAL if there is none; EXPIRED if there is only an expired one; UNKNOWN_PROFILE if the
     *     profile asked for is not this provider's; BAD_PROFILE if a profile of it is written wrongly; BAD_REFERENCE or
     *     SEALED if all there is leads to no secret
     */
    public List<Key> candidates(KeyRequest request) {
        Search search = new Search(request);
        search.profiles();
        search.environment();
        search.config();
        if (!search.found.isEmpty()) {
            return List.copyOf(search.found);
        }
        if (!search.failures.isEmpty()) {
            throw search.failures.getFirst();
        }
        if (request.keyOptional() || isLocal(request)) {
            return List.of(new Key(new Secret(""), Key.Source.NONE_NEEDED, "", Optional.empty(), Optional.empty()));
        }
        throw noCredential(request);
    }

    /** Where the first key would come from, without decrypting or running anything; empty if there seems to be none. */
    public Optional<Key.Source> available(KeyRequest request) {
        ProfileTree view = store.view();
        if (!ordered(request, view).isEmpty()) {
            return Optional.of(Key.Source.PROFILE);
        }
        if (environment.first(request.envNames()).isPresent()) {
            return Optional.of(Key.Source.ENV);
        }
        if (configured(request).isPresent()) {
            return Optional.of(Key.Source.CONFIG);
        }
        return request.keyOptional() || isLocal(request) ? Optional.of(Key.Source.NONE_NEEDED) : Optional.empty();
    }

    /** The ids of the profiles that count for a provider, in the order they are tried. */
    public List<String> profileIds(KeyRequest request) {
        return ordered(request, store.view()).stream().map(Entry::id).toList();
    }

    /** What a person should know about how secrets were found: files that others may read. */
    public List<AuthException> warnings() {
        return List.copyOf(warnings);
    }

    /** One search: what was found, and why some of it could not be. */
    private final class Search {
        final KeyRequest request;
        final List<Key> found = new ArrayList<>();
        final List<AuthException> failures = new ArrayList<>();

        Search(KeyRequest request) {
            this.request = request;
        }

        void profiles() {
            ProfileTree view = store.view();
            for (Entry entry : view.entries()) {
                if (request.ids().contains(ProviderIds.normal(entry.provider()))) {
                    ProfileReader.fault(entry, store.file()).ifPresent(fault -> {
                        throw fault;
                    });
                }
            }
            List<Entry> entries = ordered(request, view);
            if (entries.isEmpty()) {
                expired(view).ifPresent(failures::add);
            }
            for (Entry entry : entries) {
                try {
                    Secret secret = store.secret(entry, references);
                    Optional<Instant> rests = store.rest(view, entry, request.model()).map(Rest::until);
                    add(new Key(secret, Key.Source.PROFILE, entry.id(), Optional.of(entry.id()), rests));
                } catch (AuthException e) {
                    failures.add(e);
                }
            }
        }

        void environment() {
            environment.first(request.envNames()).ifPresent(variable -> add(new Key(
                    new Secret(variable.getValue().strip()),
                    Key.Source.ENV,
                    variable.getKey(),
                    Optional.empty(),
                    Optional.empty())));
        }

        void config() {
            configured(request).ifPresent(provider -> {
                String path = "models.providers." + provider.id() + ".apiKey";
                try {
                    provider.apiKey()
                            .flatMap(written -> resolve(written, path))
                            .ifPresent(secret -> add(new Key(
                                    secret, Key.Source.CONFIG, path, Optional.empty(), Optional.empty())));
                } catch (AuthException e) {
                    failures.add(e);
                }
            });
        }

        private void add(Key key) {
            boolean known = found.stream().anyMatch(other -> other.secret().equals(key.secret()));
            if (!known && !key.secret().isBlank()) {
                found.add(key);
            }
        }

        private Optional<AuthException> expired(ProfileTree view) {
            return view.entries().stream()
                    .filter(entry -> request.ids().contains(ProviderIds.normal(entry.provider())))
                    .filter(entry -> hasSecret(entry) && isExpired(entry))
                    .findFirst()
                    .map(entry -> new AuthException(
                            AuthException.Reason.EXPIRED,
                            AuthText.EXPIRED,
                            request.provider(),
                            entry.id(),
                            Instant.ofEpochMilli(entry.expires())));
        }
    }

    /** The usable profiles of a provider in the order they are tried. */
    private List<Entry> ordered(KeyRequest request, ProfileTree view) {
        Set<String> ids = request.ids();
        Optional<List<String>> written = view.order(ids).or(() -> configOrder(ids));
        LinkedHashSet<String> names = new LinkedHashSet<>(written.orElseGet(() -> unordered(ids, view)));
        request.profileId().ifPresent(names::addFirst);
        List<Ranked> ranked = new ArrayList<>();
        for (String name : names) {
            Optional<Entry> entry = view.entry(name);
            Optional<Text> obstacle = obstacle(entry, ids);
            if (obstacle.isPresent() && request.profileId().filter(name::equals).isPresent()) {
                throw new AuthException(
                        AuthException.Reason.UNKNOWN_PROFILE,
                        AuthText.UNUSABLE_PROFILE,
                        name,
                        request.provider(),
                        obstacle.get());
            }
            if (obstacle.isEmpty()) {
                entry.ifPresent(usable -> ranked.add(rank(usable, view, request.model())));
            }
        }
        // The sort is stable: where an order was written, it decides among those that do not rest.
        ranked.sort((one, other) -> {
            int byName = Boolean.compare(other.is(request.profileId()), one.is(request.profileId()));
            return byName == 0 ? compare(one, other, written.isPresent()) : byName;
        });
        return ranked.stream().map(Ranked::entry).toList();
    }

    /** @param wakes epoch milliseconds; 0 for one that does not rest */
    private record Ranked(Entry entry, long wakes, int type, long lastUsed) {
        boolean is(Optional<String> profileId) {
            return profileId.isPresent() && entry.id().equals(profileId.get());
        }
    }

    private Ranked rank(Entry entry, ProfileTree view, String model) {
        long wakes = store.rest(view, entry, model)
                .map(rest -> rest.until().equals(Instant.MAX) ? Long.MAX_VALUE : rest.until().toEpochMilli())
                .orElse(0L);
        int type = switch (entry.type()) {
            case "oauth" -> 0;
            case "token" -> 1;
            default -> 2;
        };
        return new Ranked(entry, wakes, type, ProfileTree.millis(view.usage(entry.id()), "lastUsed"));
    }

    /** By hand: comparators that {@code Comparator}'s own methods build are made anew at each start, whatever the AOT cache holds. */
    private static int compare(Ranked one, Ranked other, boolean orderWritten) {
        int order = Long.compare(one.wakes, other.wakes);
        if (order == 0 && !orderWritten) {
            order = Integer.compare(one.type, other.type);
            order = order == 0 ? Long.compare(one.lastUsed, other.lastUsed) : order;
        }
        return order;
    }

    private Optional<List<String>> configOrder(Set<String> ids) {
        for (Map.Entry<String, List<String>> order : config.auth().order().entrySet()) {
            if (ids.contains(ProviderIds.normal(order.getKey()))) {
                return Optional.of(order.getValue());
            }
        }
        return Optional.empty();
    }

    private List<String> unordered(Set<String> ids, ProfileTree view) {
        List<String> routed = config.auth().profiles().entrySet().stream()
                .filter(route -> ids.contains(ProviderIds.normal(route.getValue().provider())))
                .map(Map.Entry::getKey)
                .toList();
        if (!routed.isEmpty()) {
            return routed;
        }
        return view.entries().stream()
                .filter(entry -> ids.contains(ProviderIds.normal(entry.provider())))
                .map(Entry::id)
                .toList();
    }

    /** Why a profile cannot be used for a provider; empty if it can. */
    private Optional<Text> obstacle(Optional<Entry> found, Set<String> ids) {
        if (found.isEmpty()) {
            return Optional.of(AuthText.OBSTACLE_ABSENT);
        }
        Entry entry = found.get();
        ProfileRoute route = config.auth().profiles().get(entry.id());
        boolean routedElsewhere = route != null && !ids.contains(ProviderIds.normal(route.provider()));
        if (!ids.contains(ProviderIds.normal(entry.provider())) || routedElsewhere) {
            return Optional.of(AuthText.OBSTACLE_PROVIDER);
        }
        boolean modeFits = route == null
                || route.mode().equals(entry.type())
                || (route.mode().equals("oauth") && entry.type().equals("token"));
        if (!modeFits) {
            return Optional.of(AuthText.OBSTACLE_MODE);
        }
        if (!hasSecret(entry)) {
            return Optional.of(AuthText.OBSTACLE_EMPTY);
        }
        return isExpired(entry) ? Optional.of(AuthText.OBSTACLE_EXPIRED) : Optional.empty();
    }

    private static boolean hasSecret(Entry entry) {
        return !entry.written().isBlank();
    }

    /** We do not refresh logins: an access token that ended is of no use, unlike in the original. */
    private boolean isExpired(Entry entry) {
        boolean ends = entry.type().equals("token") || entry.type().equals("oauth");
        return ends && entry.expires() > 0 && entry.expires() <= store.now().toEpochMilli();
    }

    private Optional<ClawConfig.Provider> configured(KeyRequest request) {
        for (String id : request.ids()) {
            for (ClawConfig.Provider provider : config.models().providers().values()) {
                if (ProviderIds.normal(provider.id()).equals(id) && provider.apiKey().isPresent()) {
                    return Optional.of(provider);
                }
            }
        }
        return Optional.empty();
    }

    /** A variable that is not set is no key, as in the original: the config may be for another machine as well. */
    private Optional<Secret> resolve(ConfiguredSecret written, String path) {
        String text = written.written();
        if (text.startsWith("file:") || text.startsWith("exec:")) {
            return Optional.of(references.resolve(text, path, true));
        }
        Optional<Secret> value = written.value()
                .or(() -> SecretReferences.variable(text).flatMap(environment::get).map(Secret::new))
                .map(secret -> new Secret(secret.reveal().strip()));
        // As the original reads its registry: the bare name of a variable that is set stands for its value.
        return value.map(secret -> isVariableName(secret.reveal())
                ? environment.get(secret.reveal()).map(Secret::new).orElse(secret)
                : secret);
    }

    private static boolean isVariableName(String text) {
        boolean letters = text.length() > 2 && !Character.isDigit(text.charAt(0));
        for (int at = 0; at < text.length() && letters; at++) {
            char c = text.charAt(at);
            letters = c == '_' || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
        }
        return letters;
    }

    /** A server on this machine needs no key unless it says so. */
    private boolean isLocal(KeyRequest request) {
        return config.models().providers().values().stream()
                .filter(provider -> request.ids().contains(ProviderIds.normal(provider.id())))
                .flatMap(provider -> provider.baseUrl().stream())
                .anyMatch(Keys::isLocal);
    }

    private static boolean isLocal(String url) {
        try {
            String host = String.valueOf(URI.create(url).getHost()).toLowerCase(Locale.ROOT);
            return host.equals("localhost") || host.equals("[::1]") || host.startsWith("127.");
        } catch (IllegalArgumentException e) {
            return false;
        }
    }

    private static AuthException noCredential(KeyRequest request) {
        String provider = request.provider();
        String add = "openclaw-cn models auth add --provider " + provider;
        boolean onboards = provider.equals("moonshot") || provider.equals("kimi-code");
        String command = onboards ? "openclaw-cn onboard --auth-choice " + provider + "-api-key" : add;
        if (request.envNames().isEmpty()) {
            return new AuthException(
                    AuthException.Reason.NO_CREDENTIAL, AuthText.NO_CREDENTIAL_NO_ENV, provider, command);
        }
        return new AuthException(
                AuthException.Reason.NO_CREDENTIAL,
                AuthText.NO_CREDENTIAL,
                provider,
                request.envNames().getFirst(),
                command);
    }
}
