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
import cn.openclaw.provider.ModelsAtHand;
import java.nio.file.Path;
import java.util.List;
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
    final ModelsAtHand atHand;

    ModelsContext(Cli cli, Optional<String> agent) {
        this.cli = cli;
        this.places = Places.of(cli.environment());
        this.file = new ConfigFile(places, cli.environment());
        this.snapshot = file.read();
        this.config = snapshot.config();
        this.agentId = agent.map(id -> known(id, config)).orElseGet(() -> config.agents().defaultId());
        this.atHand = new ModelsAtHand(snapshot, places, agentId, cli.clock());
        this.catalog = atHand.catalog();
        this.store = atHand.store();
        this.keys = atHand.keys();
        this.resolver = atHand.resolver();
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

    boolean hasAccess(CatalogProvider provider) {
        return atHand.hasAccess(provider);
    }

    Optional<Key.Source> source(CatalogProvider provider) {
        return atHand.source(provider);
    }

    static KeyRequest request(CatalogProvider provider, String model) {
        return ModelsAtHand.request(provider, model);
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
