package cn.openclaw.cli;

import cn.openclaw.agent.AgentWorld;
import cn.openclaw.auth.AuthProfileStore;
import cn.openclaw.auth.Key;
import cn.openclaw.auth.Keys;
import cn.openclaw.base.ClawException;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.model.ModelRef;
import cn.openclaw.provider.CatalogModel;
import cn.openclaw.provider.CatalogProvider;
import cn.openclaw.provider.ModelCatalog;
import cn.openclaw.provider.ModelResolver;
import cn.openclaw.provider.ModelRows;
import cn.openclaw.tui.Partner;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The models of one agent, for a screen: which would be asked, with which key, and which could be. */
final class LocalModels {
    private final Cli cli;
    private final String agentId;
    private final ModelCatalog catalog;
    private final ModelResolver resolver;
    private final Keys keys;

    /**
     * Who would be asked.
     *
     * @param model its name; empty if none can be found
     * @param key the key, masked, and where it is from
     * @param window tokens it takes; 0 if unknown
     * @param problem why nobody can be asked
     */
    record Chosen(String model, Optional<String> key, long window, Optional<String> problem) {}

    LocalModels(Cli cli, AgentWorld world, String agentId) {
        ClawConfig config = world.snapshot().config();
        this.cli = cli;
        this.agentId = agentId;
        this.catalog = new ModelCatalog(config, world.places().cacheDir());
        AuthProfileStore store = new AuthProfileStore(
                world.places().authProfiles(config, agentId), world.clock(), world.snapshot().environment());
        this.keys = new Keys(config, world.snapshot().environment(), store);
        this.resolver = new ModelResolver(config, catalog, agentId, this::hasKey);
    }

    private boolean hasKey(CatalogProvider provider) {
        return keys.available(ModelsContext.request(provider, ""))
                .filter(source -> source != Key.Source.NONE_NEEDED)
                .isPresent();
    }

    Chosen chosen(Optional<ModelRef> override) {
        String name = "";
        long window = 0;
        try {
            ModelRef ref = override.filter(resolver::isAllowed).orElseGet(resolver::primary);
            name = ref.toString();
            CatalogModel model = catalog.assume(ref).orElseThrow();
            window = model.definition().contextWindow();
            return new Chosen(name, key(model), window, Optional.empty());
        } catch (ClawException e) {
            return new Chosen(name, Optional.empty(), window, Optional.of(ChatCommandText.ONBOARD.in(cli.language(), e.in(cli.language()))));
        }
    }

    private Optional<String> key(CatalogModel model) {
        CatalogProvider provider = catalog.provider(model.ref().provider()).orElseThrow();
        return keys.candidates(ModelsContext.request(provider, model.ref().model())).stream()
                .findFirst()
                .map(key -> key.source() == Key.Source.NONE_NEEDED
                        ? ChatCommandText.NO_KEY_NEEDED.in(cli.language())
                        : ChatCommandText.KEY_FROM.in(cli.language(), key.secret().masked(), key.detail()));
    }

    /**
     * The model somebody means.
     *
     * @throws ClawException if there is no such model, it is not allowed, or there is no key for it
     */
    ModelRef usable(String text) {
        ModelRef ref = resolver.require(text).ref();
        key(catalog.assume(ref).orElseThrow());
        return ref;
    }

    /** Whether any provider has a key; servers of this machine that need none do not count, they may not even run. */
    boolean anyKey() {
        return catalog.all().stream()
                .map(model -> model.ref().provider())
                .distinct()
                .anyMatch(id -> catalog.provider(id).map(this::hasKey).orElse(false));
    }

    /** All that can be asked with the keys at hand: those the config names first. */
    List<Partner.Option> options(Optional<ModelRef> override) {
        String now = chosen(override).model();
        PrintStream nobody = new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
        Cli quiet = new Cli(cli.environment(), cli.language(), cli.in(), nobody, nobody, cli.screen(), cli.clock(), cli.random());
        List<Partner.Option> options = new ArrayList<>();
        for (ModelRows.Row row : new ModelRows(new ModelsContext(quiet, Optional.of(agentId)).atHand).collect(new ModelRows.Wanted(true, false, Optional.empty()))) {
            boolean usable = row.available() && !row.missing() && row.tags().stream().noneMatch(tag -> tag.equals("not-allowed") || tag.startsWith("retired"));
            if (usable) {
                options.add(new Partner.Option(row.key(), row.key(), hint(row), row.key().equals(now)));
            }
        }
        return options;
    }

    private static String hint(ModelRows.Row row) {
        String size = row.model().map(model -> Math.round(model.definition().contextWindow() / 1024.0) + "k").orElse("");
        String tags = String.join(" ", row.tags());
        return tags.isEmpty() ? size : size + " · " + tags;
    }
}
