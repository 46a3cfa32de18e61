package cn.openclaw.gateway.method;

import cn.openclaw.auth.AuthProfileStore;
import cn.openclaw.auth.Key;
import cn.openclaw.auth.KeyRequest;
import cn.openclaw.auth.Keys;
import cn.openclaw.base.ClawException;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.model.ModelRef;
import cn.openclaw.provider.CatalogModel;
import cn.openclaw.provider.CatalogProvider;
import cn.openclaw.provider.ModelCatalog;
import cn.openclaw.provider.ModelResolver;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Which model a conversation asks. Looked up once for each configuration and agent. Guarded by its lock. */
final class Models {
    private final GatewayWorld world;
    private final Map<String, ModelResolver> resolvers = new HashMap<>();
    private @Nullable ConfigSnapshot seen;
    private @Nullable ModelCatalog catalog;

    private Models(GatewayWorld world) {
        this.world = world;
    }

    static Models of(GatewayWorld world) {
        return world.kept(Models.class, Models::new);
    }

    /**
     * A model as conversations show it.
     *
     * @param window tokens it takes; 0 if that is not known
     */
    record Shown(ModelRef ref, long window, boolean reasoning) {}

    private synchronized ModelCatalog catalog(ConfigSnapshot now) {
        ModelCatalog known = catalog;
        if (seen != now || known == null) {
            known = new ModelCatalog(now.config(), world.agents().places().cacheDir());
            catalog = known;
            seen = now;
            resolvers.clear();
        }
        return known;
    }

    private synchronized ModelResolver resolver(String agentId) {
        ConfigSnapshot now = world.config();
        ClawConfig config = now.config();
        ModelCatalog models = catalog(now);
        return resolvers.computeIfAbsent(agentId, id -> {
            Keys keys = new Keys(
                    config,
                    now.environment(),
                    new AuthProfileStore(world.agents().places().authProfiles(config, id), world.agents().clock(), now.environment()));
            return new ModelResolver(config, models, id, provider -> hasKey(keys, provider));
        });
    }

    private static boolean hasKey(Keys keys, CatalogProvider provider) {
        KeyRequest request = new KeyRequest(
                provider.id(), provider.otherIds(), provider.apiKeyEnv(), "", Optional.empty(), provider.isLocal());
        return keys.available(request).filter(source -> source != Key.Source.NONE_NEEDED).isPresent();
    }

    /** The model that an agent's conversation asks: the person's choice for it, else the agent's; empty if there is none. */
    synchronized Optional<Shown> chosen(String agentId, Optional<ModelRef> override) {
        try {
            ModelResolver resolver = resolver(agentId);
            ModelRef ref = override.filter(resolver::isAllowed).orElseGet(resolver::primary);
            Optional<CatalogModel> model = catalog(world.config()).assume(ref);
            long window = model.map(known -> (long) known.definition().contextWindow()).orElse(0L);
            long cap = world.config().config().agents().defaults().contextTokens().map(Integer::longValue).orElse(window);
            return Optional.of(new Shown(
                    ref, window == 0 ? cap : Math.min(cap, window), model.map(known -> known.definition().reasoning()).orElse(false)));
        } catch (ClawException e) {
            return Optional.empty();
        }
    }

    /**
     * The model somebody means.
     *
     * @throws ClawException if there is no such model, or it is not allowed
     */
    synchronized ModelRef require(String agentId, String written) {
        return resolver(agentId).require(written).ref();
    }

    /** Those that the configuration names for an agent: the usual one, then what follows it. */
    synchronized List<ModelRef> named(String agentId) {
        try {
            ModelResolver resolver = resolver(agentId);
            List<ModelRef> all = new java.util.ArrayList<>(List.of(resolver.primary()));
            resolver.fallbacks().stream().filter(ref -> !all.contains(ref)).forEach(all::add);
            return all;
        } catch (ClawException e) {
            return List.of();
        }
    }
}
