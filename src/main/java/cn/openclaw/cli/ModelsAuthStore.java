package cn.openclaw.cli;

import cn.openclaw.auth.AuthException;
import cn.openclaw.auth.AuthProfileStore;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.ConfigEdit;
import cn.openclaw.config.ConfigException;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.provider.Provider;
import cn.openclaw.provider.Providers;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.node.ObjectNode;

/** What every {@code models auth} command works with: one agent's profile store, and the config beside it. */
final class ModelsAuthStore {
    final Cli cli;
    final Places places;
    final ConfigSnapshot snapshot;
    final String agentId;
    final AuthProfileStore store;
    private final ConfigFile file;

    ModelsAuthStore(Cli cli, Optional<String> agent) {
        this.cli = cli;
        this.places = Places.of(cli.environment());
        this.file = new ConfigFile(places, cli.environment());
        this.snapshot = file.read();
        this.agentId = agent.map(this::known).orElseGet(() -> config().agents().defaultId());
        this.store = AuthProfileStore.of(
                places,
                config(),
                agentId,
                new AuthProfileStore.Surroundings(cli.clock(), snapshot.environment(), cli.random()));
    }

    ClawConfig config() {
        return snapshot.config();
    }

    private String known(String written) {
        String id = Places.agentId(written);
        Set<String> ids = new LinkedHashSet<>();
        ids.add(Places.agentId(config().agents().defaultId()));
        ids.add("main");
        config().agents().list().forEach(agent -> ids.add(Places.agentId(agent.id())));
        if (!ids.contains(id)) {
            throw new UsageException(ModelsAuthText.NO_AGENT, written, String.join(", ", ids));
        }
        return id;
    }

    /** The provider's own id for what a person wrote; one that only the config knows keeps its name. */
    String provider(Optional<String> written) {
        String id = written.map(String::strip)
                .filter(text -> !text.isEmpty())
                .orElseThrow(() -> new UsageException(ModelsAuthText.NEED_PROVIDER));
        Optional<Provider> known = Providers.find(id);
        if (known.isEmpty() && !config().models().providers().containsKey(id)) {
            Set<String> ids = new TreeSet<>(config().models().providers().keySet());
            Providers.all().forEach(each -> ids.add(each.id()));
            throw new UsageException(ModelsAuthText.NO_PROVIDER, id, String.join(", ", ids));
        }
        return known.map(Provider::id).orElse(id);
    }

    /** Changes the person's config; false, with a sentence, if it cannot be changed as it stands. */
    boolean save(List<ConfigEdit> edits) {
        if (edits.isEmpty()) {
            return false;
        }
        try {
            file.save(edits);
            return true;
        } catch (ConfigException e) {
            cli.say(ModelsAuthText.ROUTE_NOT_WRITTEN);
            return false;
        }
    }

    /** Tells of everything that is wrong with the store; on standard error, because it is no answer. */
    void sayProblems() {
        for (AuthException problem : store.problems()) {
            cli.err().println(problem.in(cli.language()));
        }
    }

    Path agentDir() {
        return places.agentDir(config(), agentId);
    }

    String display(Path path) {
        return places.display(path);
    }

    void json(ObjectNode answer) {
        cli.out().println(Json.pretty(answer));
    }
}
