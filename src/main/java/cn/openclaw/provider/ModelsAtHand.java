package cn.openclaw.provider;

import cn.openclaw.auth.AuthProfileStore;
import cn.openclaw.auth.Key;
import cn.openclaw.auth.KeyRequest;
import cn.openclaw.auth.Keys;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The models that a configuration leads one agent to, and the keys for them: what every answer about models is put together from.
 * Made for one answer; it remembers which providers have a key. For one thread.
 */
public final class ModelsAtHand {
    private final ConfigSnapshot snapshot;
    private final String agentId;
    private final ModelCatalog catalog;
    private final ModelResolver resolver;
    private final AuthProfileStore store;
    private final Keys keys;
    private final Map<String, Optional<Key.Source>> sources = new HashMap<>();

    /** @param agentId one that there is; who asks has looked */
    public ModelsAtHand(ConfigSnapshot snapshot, Places places, String agentId, InstantSource clock) {
        this.snapshot = snapshot;
        this.agentId = agentId;
        this.catalog = new ModelCatalog(snapshot.config(), places.cacheDir());
        this.store = new AuthProfileStore(places.authProfiles(snapshot.config(), agentId), clock, snapshot.environment());
        this.keys = new Keys(snapshot.config(), snapshot.environment(), store);
        this.resolver = new ModelResolver(snapshot.config(), catalog, agentId, this::hasKey);
    }

    public ConfigSnapshot snapshot() {
        return snapshot;
    }

    public ClawConfig config() {
        return snapshot.config();
    }

    public String agentId() {
        return agentId;
    }

    public ModelCatalog catalog() {
        return catalog;
    }

    public ModelResolver resolver() {
        return resolver;
    }

    public AuthProfileStore store() {
        return store;
    }

    public Keys keys() {
        return keys;
    }

    /** Whether a key is at hand, without opening one; a server of this machine may do without. */
    public boolean hasAccess(CatalogProvider provider) {
        return source(provider).isPresent();
    }

    private boolean hasKey(CatalogProvider provider) {
        return source(provider).filter(source -> source != Key.Source.NONE_NEEDED).isPresent();
    }

    /** Where the key that would be tried first comes from; empty if there is none. */
    public Optional<Key.Source> source(CatalogProvider provider) {
        return sources.computeIfAbsent(provider.id(), _ -> keys.available(request(provider, "")));
    }

    /** What to ask {@link Keys} for a model of a provider; no model asks for the provider's keys as such. */
    public static KeyRequest request(CatalogProvider provider, String model) {
        return new KeyRequest(
                provider.id(), provider.otherIds(), provider.apiKeyEnv(), model, Optional.empty(), provider.isLocal());
    }
}
