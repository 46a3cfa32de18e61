package cn.openclaw.gateway.relay;

import cn.openclaw.agent.AgentWorld;
import cn.openclaw.agent.KeyWatch;
import cn.openclaw.auth.AuthProfileStore;
import cn.openclaw.auth.Key;
import cn.openclaw.auth.KeyRequest;
import cn.openclaw.auth.Keys;
import cn.openclaw.base.Secret;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.http.ProxyRules;
import cn.openclaw.http.SimulatorRoute;
import cn.openclaw.ledger.Budget;
import cn.openclaw.ledger.Cap;
import cn.openclaw.ledger.Tariff;
import cn.openclaw.llm.Dialect;
import cn.openclaw.llm.Endpoint;
import cn.openclaw.llm.Wire;
import cn.openclaw.llm.WireUrl;
import cn.openclaw.model.ModelRef;
import cn.openclaw.provider.CatalogModel;
import cn.openclaw.provider.CatalogProvider;
import cn.openclaw.provider.Endpoints;
import cn.openclaw.provider.ModelCatalog;
import cn.openclaw.provider.ModelResolver;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/**
 * What one configuration says about asking models: which model a name means, and the ways to ask it. Decisions are kept until
 * the configuration or the profiles change, so that a request costs a look-up.
 */
final class Routes {
    private static final int MOST_KEPT = 1_000;
    /** Keys that come from files and programs are looked at again after this, whether or not anything seems to have changed. */
    private static final long FRESH_NANOS = 5_000_000_000L;

    private final ConfigSnapshot snapshot;
    private final ModelCatalog catalog;
    private final ModelResolver resolver;
    private final Keys keys;
    private final AuthProfileStore profiles;
    private final ProxyRules proxies;
    private final CallerKeys callers;
    private final Budget shared;
    private final Map<String, ModelRef> refs = new ConcurrentHashMap<>();
    private final Map<ModelRef, Kept> kept = new ConcurrentHashMap<>();

    private record Kept(List<Way> ways, String version, long at) {
        boolean holds(String now) {
            return version.equals(now) && System.nanoTime() - at <= FRESH_NANOS;
        }
    }

    Routes(AgentWorld world) {
        snapshot = world.snapshot();
        ClawConfig config = snapshot.config();
        String agent = config.agents().defaultId();
        catalog = new ModelCatalog(config, world.places().cacheDir());
        profiles = AuthProfileStore.of(
                world.places(),
                config,
                agent,
                new AuthProfileStore.Surroundings(world.clock(), snapshot.environment(), world.random()));
        keys = new Keys(config, snapshot.environment(), profiles);
        resolver = new ModelResolver(config, catalog, agent, provider -> keys.available(request(provider, ""))
                .filter(source -> source != Key.Source.NONE_NEEDED)
                .isPresent());
        proxies = new ProxyRules(snapshot.environment());
        callers = CallerKeys.of(config.tree());
        shared = withoutSessions(Budget.of(config, ""));
    }

    /** Nobody's conversation is known here. */
    private static Budget withoutSessions(Budget budget) {
        List<Cap> caps = budget.caps().stream().filter(cap -> cap.scope() != Cap.Scope.SESSION).toList();
        return new Budget(caps, budget.allowsUnpriced());
    }

    boolean isOf(ConfigSnapshot other) {
        return snapshot == other;
    }

    ClawConfig config() {
        return snapshot.config();
    }

    CallerKeys callers() {
        return callers;
    }

    AuthProfileStore profiles() {
        return profiles;
    }

    ModelCatalog catalog() {
        return catalog;
    }

    ModelResolver resolver() {
        return resolver;
    }

    /** What an asker may spend: the caps of all, and those of its key. */
    Budget budget(Asker asker) {
        return asker.key().map(key -> shared.and(key.payer().budget())).orElse(shared);
    }

    /**
     * The model that a name means.
     *
     * @throws cn.openclaw.provider.ModelRefException if it means none, or several
     */
    ModelRef resolve(String asked) {
        ModelRef known = refs.get(asked);
        if (known == null) {
            synchronized (catalog) {
                known = resolver.resolve(asked).ref();
            }
            if (refs.size() < MOST_KEPT) {
                refs.put(asked, known);
            }
        }
        return known;
    }

    /** The models that stand in for the default one, as agents use them. */
    List<ModelRef> fallbacks() {
        synchronized (catalog) {
            return resolver.fallbacks();
        }
    }

    /**
     * The ways to ask a model, in the order of its keys.
     *
     * @throws cn.openclaw.base.ClawException if there is no key, or it may not be sent there, or nobody here speaks its wire
     */
    List<Way> ways(ModelRef ref) {
        String version = profiles.version();
        Kept known = kept.get(ref);
        if (known == null || !known.holds(version)) {
            List<Way> ways;
            synchronized (catalog) {
                ways = build(ref);
            }
            known = new Kept(ways, version, System.nanoTime());
            if (kept.size() < MOST_KEPT || kept.containsKey(ref)) {
                kept.put(ref, known);
            }
        }
        return known.ways();
    }

    /**
     * The model that a name means and the ways to ask it, if all of that was found out before and still holds; for those who must
     * not wait. It costs a look at the profiles' date, so that the next request has a new key.
     *
     * @return no ways if they must be found out
     */
    List<Way> waysAtHand(String asked) {
        ModelRef ref = refs.get(asked);
        Kept known = ref == null ? null : kept.get(ref);
        return known != null && known.holds(profiles.version()) ? known.ways() : List.of();
    }

    private List<Way> build(ModelRef ref) {
        CatalogModel model = catalog.assume(ref)
                .orElseThrow(() -> new RelayException(RelayException.Kind.NOT_FOUND, RelayText.NO_MODEL, ref));
        Wire wire = Wire.of(model.api())
                .orElseThrow(() -> new RelayException(RelayException.Kind.INVALID, RelayText.NOT_SPOKEN, ref, model.api().id()));
        CatalogProvider provider = catalog.provider(ref.provider()).orElseThrow();
        List<Way> ways = new ArrayList<>();
        for (Key key : keys.candidates(request(provider, ref.model()))) {
            ways.add(way(model, wire, key));
        }
        return List.copyOf(ways);
    }

    private Way way(CatalogModel model, Wire wire, Key key) {
        Optional<Secret> secret = key.source() == Key.Source.NONE_NEEDED ? Optional.empty() : Optional.of(key.secret());
        Endpoint endpoint = new Endpoints(catalog).of(model, secret);
        URI wanted = WireUrl.of(endpoint);
        URI uri = SimulatorRoute.of(snapshot.environment()).flatMap(route -> route.instead(wanted)).orElse(wanted);
        String path = uri.getRawPath() + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
        return new Way(
                endpoint,
                wire,
                Dialect.of(endpoint),
                Tariff.of(model, key.secret().isBlank()),
                address(uri, endpoint),
                path,
                WayHeaders.of(endpoint, wire),
                new KeyWatch.Asked(model.ref(), key.profileId(), key.secret(), profiles),
                KeyWatch.asker(snapshot.config(), model, key.secret()),
                key.detail());
    }

    private Address address(URI uri, Endpoint endpoint) {
        boolean tls = "https".equalsIgnoreCase(uri.getScheme());
        String host = uri.getHost().toLowerCase(Locale.ROOT);
        String bare = host.startsWith("[") ? host.substring(1, host.length() - 1) : host;
        int port = uri.getPort() >= 0 ? uri.getPort() : tls ? 443 : 80;
        return new Address(bare, port, tls, proxies.of(uri, endpoint.proxy()));
    }

    private static KeyRequest request(CatalogProvider provider, String model) {
        return new KeyRequest(
                provider.id(), provider.otherIds(), provider.apiKeyEnv(), model, Optional.empty(), provider.isLocal());
    }
}
