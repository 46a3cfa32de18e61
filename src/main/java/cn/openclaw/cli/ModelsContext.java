package cn.openclaw.cli;

import cn.openclaw.auth.AuthProfileStore;
import cn.openclaw.auth.Key;
import cn.openclaw.auth.KeyRequest;
import cn.openclaw.auth.Keys;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.ConfigEdit;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigProblem;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.provider.CatalogProvider;
import cn.openclaw.provider.ModelCatalog;
import cn.openclaw.provider.ModelResolver;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** What every {@code models} command works with: the config as it is now, the models it leads to, and the keys at hand. */
final class ModelsContext {
    final Cli cli;
    final Places places;
    final ConfigFile file;
    final ConfigSnapshot snapshot;
    final ClawConfig config;
    final String agentId;
    final ModelCatalog catalog;
    final ModelResolver resolver;
    final AuthProfileStore store;
    final Keys keys;
    private final Map<String, Optional<Key.Source>> sources = new HashMap<>();

    ModelsContext(Cli cli, Optional<String> agent) {
        this.cli = cli;
        this.places = Places.of(cli.environment());
        this.file = new ConfigFile(places, cli.environment());
        this.snapshot = file.read();
        this.config = snapshot.config();
        this.agentId = agent.map(id -> known(id, config)).orElseGet(() -> config.agents().defaultId());
        this.catalog = new ModelCatalog(config, places.cacheDir());
        this.store = new AuthProfileStore(places.authProfiles(config, agentId), cli.clock(), snapshot.environment());
        this.keys = new Keys(config, snapshot.environment(), store);
        this.resolver = new ModelResolver(config, catalog, agentId, this::hasKey);
        for (ConfigProblem problem : snapshot.problems()) {
            cli.err().println(problem.in(cli.language()));
        }
    }

    private static String known(String id, ClawConfig config) {
        boolean listed = config.agents().list().stream().anyMatch(agent -> agent.id().equals(id));
        if (!listed && !id.equals(config.agents().defaultId())) {
            throw new UsageException(
                    ModelsText.NO_AGENT,
                    id,
                    String.join(", ", config.agents().list().stream().map(ClawConfig.Agent::id).toList()));
        }
        return id;
    }

    /** Whether a key is at hand, without opening one; a server of this machine may do without. */
    boolean hasAccess(CatalogProvider provider) {
        return source(provider).isPresent();
    }

    private boolean hasKey(CatalogProvider provider) {
        return source(provider).filter(source -> source != Key.Source.NONE_NEEDED).isPresent();
    }

    Optional<Key.Source> source(CatalogProvider provider) {
        return sources.computeIfAbsent(provider.id(), _ -> keys.available(request(provider, "")));
    }

    static KeyRequest request(CatalogProvider provider, String model) {
        return new KeyRequest(
                provider.id(), provider.otherIds(), provider.apiKeyEnv(), model, Optional.empty(), provider.isLocal());
    }

    /** Changes the person's file and says so. */
    void save(List<ConfigEdit> edits) {
        file.save(edits);
        cli.print(ModelsText.UPDATED, display(places.configFile()));
    }

    String display(Path path) {
        return places.display(path);
    }
}
