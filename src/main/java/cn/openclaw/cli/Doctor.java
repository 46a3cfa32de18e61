package cn.openclaw.cli;

import static cn.openclaw.cli.DoctorFinding.error;
import static cn.openclaw.cli.DoctorFinding.ok;
import static cn.openclaw.cli.DoctorFinding.warning;

import cn.openclaw.auth.AuthProfile;
import cn.openclaw.auth.AuthProfileStore;
import cn.openclaw.auth.Key;
import cn.openclaw.auth.KeyRequest;
import cn.openclaw.auth.Keys;
import cn.openclaw.base.ClawException;
import cn.openclaw.base.Secret;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.ConfigEdit;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigProblem;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.http.HttpProxy;
import cn.openclaw.model.Lifecycle;
import cn.openclaw.model.ModelRef;
import cn.openclaw.provider.CatalogModel;
import cn.openclaw.provider.Endpoints;
import cn.openclaw.provider.ModelCatalog;
import cn.openclaw.provider.ModelResolver;
import cn.openclaw.provider.Provider;
import cn.openclaw.provider.Providers;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** What an answer depends on, looked at in the order in which it would fail. */
final class Doctor {
    private final Cli cli;
    private final boolean online;
    private final Places places;
    private final ConfigFile file;
    private final ConfigSnapshot snapshot;
    private final List<DoctorFinding> findings = new ArrayList<>();

    Doctor(Cli cli, boolean online) {
        this.cli = cli;
        this.online = online;
        this.places = Places.of(cli.environment());
        this.file = new ConfigFile(places, cli.environment());
        this.snapshot = file.read();
    }

    List<DoctorFinding> look() throws InterruptedException {
        config();
        findings.addAll(new DoctorModes(places, snapshot).look());
        findings.addAll(new DoctorTools(places, snapshot).look());
        plainKeys();
        // A store that cannot be read would otherwise look like a key that was never there.
        store().problems().forEach(problem -> findings.add(warning("store", DoctorText.CONFIG_WARNING, problem.in(cli.language()))));
        Optional<CatalogModel> model = model();
        Optional<Key> key = model.flatMap(this::key);
        if (online) {
            DoctorNetwork network = new DoctorNetwork(cli, snapshot, file);
            Optional<HttpProxy> way = model.flatMap(this::way);
            findings.addAll(network.proxies(way));
            if (model.isPresent() && key.isPresent()) {
                findings.addAll(network.host(model.get(), key.get().secret(), way));
            }
        }
        return List.copyOf(findings);
    }

    private Optional<HttpProxy> way(CatalogModel model) {
        return new ModelCatalog(snapshot.config(), places.cacheDir())
                .provider(model.ref().provider())
                .flatMap(Endpoints::proxy);
    }

    private void config() {
        if (!snapshot.exists()) {
            findings.add(warning("config", DoctorText.CONFIG_NONE));
        } else if (snapshot.isValid()) {
            findings.add(ok("config", DoctorText.CONFIG_OK, places.display(snapshot.file())));
            findings.addAll(DoctorRepair.outdated(cli, file, snapshot));
        } else {
            findings.addAll(DoctorRepair.findings(cli, file, snapshot));
        }
        for (ConfigProblem odd : snapshot.warnings()) {
            findings.add(warning("config", DoctorText.CONFIG_WARNING, odd.in(cli.language())));
        }
    }

    /** Keys that stand in the configuration itself get into backups, screenshots and repositories. */
    private void plainKeys() {
        for (ClawConfig.Provider provider : snapshot.config().models().providers().values()) {
            Optional<Secret> literal = provider.apiKey()
                    .filter(key -> key.written().equals("(literal)"))
                    .flatMap(ClawConfig.ConfiguredSecret::value);
            literal.ifPresent(key -> findings.add(warning("key", DoctorText.KEY_IN_CONFIG, provider.id())
                    .with(DoctorText.OFFER_STORE, () -> {
                        store().put(AuthProfile.apiKey(provider.id(), key));
                        file.save(List.of(ConfigEdit.unset(List.of("models", "providers", provider.id(), "apiKey"))));
                    })));
        }
    }

    private Optional<CatalogModel> model() {
        ModelCatalog catalog = new ModelCatalog(snapshot.config(), places.cacheDir());
        Optional<String> asked = snapshot.config().agents().defaults().model().primary();
        if (asked.isEmpty()) {
            findings.add(warning("model", DoctorText.MODEL_NONE));
            return Optional.empty();
        }
        try {
            ModelRef ref = new ModelResolver(
                            snapshot.config(), catalog, snapshot.config().agents().defaultId())
                    .resolve(asked.get())
                    .ref();
            Optional<CatalogModel> model = catalog.find(ref);
            model.ifPresent(this::retired);
            return model;
        } catch (ClawException e) {
            findings.add(error("model", DoctorText.MODEL_BAD, e.in(cli.language())));
            return Optional.empty();
        }
    }

    private void retired(CatalogModel model) {
        Lifecycle lifecycle = model.definition().lifecycle();
        if (lifecycle.status() != Lifecycle.Status.RETIRED) {
            findings.add(ok("model", DoctorText.MODEL_OK, model.ref()));
            return;
        }
        DoctorFinding finding =
                warning("retired", DoctorText.RETIRED, model.ref(), lifecycle.since().orElse("-"));
        Optional<String> next = lifecycle.successor().map(id -> model.ref().provider() + "/" + id);
        findings.add(next.map(ref -> finding.with(DoctorText.OFFER_SUCCESSOR, () -> setDefault(ref), ref))
                .orElse(finding));
    }

    private void setDefault(String ref) {
        OnboardPlan plan = new OnboardPlan(file.read().config().tree());
        plan.primary(ref);
        file.save(plan.edits());
    }

    private Optional<Key> key(CatalogModel model) {
        Optional<Provider> provider = Providers.find(model.ref().provider());
        List<String> variables = provider.map(Provider::apiKeyEnv).orElse(List.of());
        List<Key> keys;
        try {
            keys = candidates(model, provider, variables);
        } catch (ClawException e) { // a reference that leads nowhere: said, and the other checks go on
            findings.add(error("key", DoctorText.KEY_BAD, e.in(cli.language())));
            return Optional.empty();
        }
        if (keys.isEmpty()) {
            findings.add(error("key", DoctorText.KEY_NONE, model.ref().provider(), String.join(" / ", variables)));
            return Optional.empty();
        }
        Key first = keys.getFirst();
        findings.add(ok("key", DoctorText.KEY_OK, model.ref().provider(), first.secret().masked(), first.detail()));
        return Optional.of(first);
    }

    private List<Key> candidates(CatalogModel model, Optional<Provider> provider, List<String> variables) {
        return new Keys(snapshot.config(), snapshot.environment(), store())
                .candidates(new KeyRequest(
                        model.ref().provider(),
                        provider.map(Provider::aliases).orElse(List.of()),
                        variables,
                        model.ref().model(),
                        Optional.empty()));
    }

    private AuthProfileStore store() {
        return new AuthProfileStore(
                places.authProfiles(snapshot.config(), snapshot.config().agents().defaultId()),
                cli.clock(),
                snapshot.environment());
    }
}
