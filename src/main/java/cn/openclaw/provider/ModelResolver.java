package cn.openclaw.provider;

import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.model.Lifecycle;
import cn.openclaw.model.ModelRef;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * From what somebody wrote to the model that is meant. The order is fixed and never invents a provider: an exact
 * {@code provider/model} first, so that no alias can redirect it; then an alias; then a provider that takes any id; then a bare
 * id that only one provider has. Listing and enforcing use {@link #allowance} both, so what is listed is what is accepted.
 */
public final class ModelResolver {
    private final ClawConfig config;
    private final ModelCatalog catalog;
    private final String agentId;
    private final Predicate<CatalogProvider> hasKey;
    private final AllowList allowList;

    /** Why the default model is the default model. */
    public enum Because {
        /** The agent's own {@code model.primary}. */
        AGENT,
        /** {@code agents.defaults.model.primary}. */
        DEFAULTS,
        /** Nothing is configured, and this provider has a key. */
        HAS_KEY,
        /** Nothing is configured, and the config has an entry for this provider. */
        HAS_ENTRY,
        /** Nothing is known at all. */
        NOTHING
    }

    /** The default model, and why it is. */
    public record Primary(ModelRef ref, String asked, Because because) {}

    /**
     * Whether a model may be used.
     *
     * @param allowed the answer
     * @param entry the entry that allows it; empty where there is no list, or the default model needs none
     * @param isPrimary whether it is the default model, which is always allowed
     */
    public record Allowance(boolean allowed, Optional<String> entry, boolean isPrimary) {}

    /** Without a look at profiles and variables: a provider counts as having a key if the config gives it one. */
    public ModelResolver(ClawConfig config, ModelCatalog catalog, String agentId) {
        this(config, catalog, agentId, provider -> hasConfiguredKey(config, provider));
    }

    /**
     * @param config what the person wrote
     * @param catalog the models there are
     * @param agentId whose model choice and allow-list count
     * @param hasKey whether a key for a provider can be found; only asked when no default model is configured
     */
    public ModelResolver(
            ClawConfig config, ModelCatalog catalog, String agentId, Predicate<CatalogProvider> hasKey) {
        this.config = config;
        this.catalog = catalog;
        this.agentId = agentId;
        this.hasKey = hasKey;
        this.allowList = AllowList.of(config, agentId);
    }

    private static boolean hasConfiguredKey(ClawConfig config, CatalogProvider provider) {
        boolean inEntry = provider.configured()
                .flatMap(ClawConfig.Provider::apiKey)
                .flatMap(ClawConfig.ConfiguredSecret::value)
                .isPresent();
        return inEntry
                || config.auth().profiles().values().stream()
                        .anyMatch(route -> route.provider().equals(provider.id())
                                || provider.otherIds().contains(route.provider()));
    }

    /**
     * The model that is meant, whether or not it is allowed.
     *
     * @throws ModelRefException if it is none, or not one
     */
    public Resolution resolve(String text) {
        String asked = text.strip();
        if (asked.isEmpty()) {
            throw new ModelRefException(
                    ModelRefException.Reason.NOT_A_REFERENCE, List.of(), ProviderText.NOT_A_REFERENCE, text);
        }
        Optional<ModelRef> full = ModelRef.parse(asked)
                .map(ref -> new ModelRef(catalog.idOf(ref.provider()), ref.model()));
        Optional<CatalogModel> exact = full.flatMap(catalog::find);
        if (exact.isPresent() && !isOpenGuess(exact.get())) {
            return new Resolution(exact.get().ref(), text, Resolution.Rule.EXACT);
        }
        Optional<ModelRef> alias = alias(asked);
        if (alias.isPresent()) {
            return new Resolution(alias.get(), text, Resolution.Rule.ALIAS);
        }
        if (exact.isPresent()) {
            return new Resolution(exact.get().ref(), text, Resolution.Rule.OPEN_PROVIDER);
        }
        return byId(text, asked, full);
    }

    /** Found only because its provider takes any id, not because a list or the config speaks of it. */
    private boolean isOpenGuess(CatalogModel model) {
        return model.isOnlyNamed()
                && ConfiguredRefs.all(config).stream()
                        .flatMap(named -> ModelRef.parse(named).stream())
                        .noneMatch(named -> named.model().equals(model.ref().model())
                                && catalog.idOf(named.provider()).equals(model.ref().provider()));
    }

    /**
     * The model that is meant, if it may be used.
     *
     * @throws ModelRefException if it is none, not one, or not allowed; the message then holds the rule, the allowed set and
     *     the command that allows it
     */
    public Resolution require(String text) {
        Resolution resolution = resolve(text);
        if (!isAllowed(resolution.ref())) {
            throw new RefErrors(config, catalog, this).notAllowed(resolution, agentId);
        }
        return resolution;
    }

    public boolean isAllowed(ModelRef ref) {
        return allowance(ref).allowed();
    }

    /** The one answer to "may it be used", for listing and for enforcing. */
    public Allowance allowance(ModelRef ref) {
        ModelRef own = new ModelRef(catalog.idOf(ref.provider()), ref.model());
        boolean primary = primaryText().map(text -> isThis(text, own)).orElse(false);
        Optional<String> entry = allowList.entryFor(own, catalog).or(() -> aliasedEntry(own));
        return new Allowance(allowList.allowsAll() || primary || entry.isPresent(), entry, primary);
    }

    /** An entry may be written as a bare id; it allows what the id resolves to. */
    private Optional<String> aliasedEntry(ModelRef ref) {
        return allowList.named().stream()
                .filter(entry -> entry.indexOf('/') < 0)
                .filter(entry -> isThis(entry, ref))
                .findFirst();
    }

    private boolean isThis(String text, ModelRef ref) {
        try {
            return resolve(text).ref().equals(ref);
        } catch (ModelRefException e) {
            // Words that lead to no model lead to this one neither.
            return false;
        }
    }

    public AllowList allowList() {
        return allowList;
    }

    /**
     * The default model.
     *
     * @throws ModelRefException if one is configured and leads nowhere
     */
    public ModelRef primary() {
        return explainedPrimary().ref();
    }

    /**
     * The default model and why. Where none is configured: the first of Moonshot, Kimi Code, the config's providers and then all
     * others that has a key, with its first model that is still served; with no key anywhere, Moonshot's.
     *
     * @throws ModelRefException if one is configured and leads nowhere
     */
    public Primary explainedPrimary() {
        Optional<String> own = agent().flatMap(ClawConfig.Agent::model).flatMap(ClawConfig.ModelChoice::primary);
        if (own.isPresent()) {
            return new Primary(resolve(own.get()).ref(), own.get(), Because.AGENT);
        }
        Optional<String> shared = config.agents().defaults().model().primary();
        if (shared.isPresent()) {
            return new Primary(resolve(shared.get()).ref(), shared.get(), Because.DEFAULTS);
        }
        return chosen();
    }

    private Primary chosen() {
        List<CatalogProvider> order = new ArrayList<>();
        for (String id : List.of("moonshot", "kimi-code")) {
            catalog.provider(id).ifPresent(order::add);
        }
        catalog.configuredProviders().forEach(id -> catalog.provider(id).ifPresent(order::add));
        Optional<Primary> found = firstWithKey(order);
        if (found.isEmpty()) {
            found = catalog.configuredProviders().stream()
                    .flatMap(id -> starter(id).stream())
                    .map(ref -> new Primary(ref, ref.toString(), Because.HAS_ENTRY))
                    .findFirst();
        }
        if (found.isEmpty()) {
            found = firstWithKey(catalog.providers());
        }
        return found.orElseGet(() -> {
            ModelRef ref = starter("moonshot").orElse(new ModelRef("moonshot", "kimi-k3"));
            return new Primary(ref, ref.toString(), Because.NOTHING);
        });
    }

    private Optional<Primary> firstWithKey(List<CatalogProvider> order) {
        return order.stream()
                .filter(hasKey)
                .flatMap(provider -> starter(provider.id()).stream())
                .map(ref -> new Primary(ref, ref.toString(), Because.HAS_KEY))
                .findFirst();
    }

    /** The model to begin with at a provider: the first that is allowed and still served; the person's own models come first. */
    private Optional<ModelRef> starter(String provider) {
        List<CatalogModel> models = catalog.of(provider);
        List<CatalogModel> usable = models.stream()
                .filter(model -> allowList.allowsAll()
                        || allowList.entryFor(model.ref(), catalog).isPresent())
                .toList();
        return usable.stream()
                .filter(model -> model.definition().lifecycle().status() == Lifecycle.Status.CURRENT)
                .findFirst()
                .or(() -> usable.stream().findFirst())
                .map(CatalogModel::ref);
    }

    /** The default model as it is written; empty where nothing is. */
    Optional<String> primaryText() {
        return agent()
                .flatMap(ClawConfig.Agent::model)
                .flatMap(ClawConfig.ModelChoice::primary)
                .or(() -> config.agents().defaults().model().primary());
    }

    private Optional<ClawConfig.Agent> agent() {
        return config.agents().list().stream().filter(agent -> Places.agentId(agent.id()).equals(Places.agentId(agentId))).findFirst();
    }

    /** The models to try after the default one: those that resolve, are allowed and are not it, each once. */
    public List<ModelRef> fallbacks() {
        Set<ModelRef> refs = new LinkedHashSet<>();
        for (String text : fallbackTexts()) {
            try {
                ModelRef ref = resolve(text).ref();
                if (isAllowed(ref)) {
                    refs.add(ref);
                }
            } catch (ModelRefException e) {
                // A fallback that leads nowhere must not take the answer down; models status shows it as missing.
            }
        }
        primaryText().ifPresent(text -> refs.removeIf(ref -> isThis(text, ref)));
        return List.copyOf(refs);
    }

    /** The fallbacks as they are written: the agent's own list where it has one, even an empty one. */
    public List<String> fallbackTexts() {
        Optional<ClawConfig.ModelChoice> own = agent().flatMap(ClawConfig.Agent::model);
        if (own.isPresent() && (!own.get().fallbacks().isEmpty() || saysNoFallbacks())) {
            return own.get().fallbacks();
        }
        return config.agents().defaults().model().fallbacks();
    }

    /** {@code fallbacks: []} on an agent switches the shared ones off; leaving the key out does not. */
    private boolean saysNoFallbacks() {
        JsonNode list = Json.at(config.tree(), "agents", "list");
        if (list == null || !list.isArray()) {
            return false;
        }
        for (JsonNode entry : list) {
            String id = Json.text(entry, "id");
            if (id != null && Places.agentId(id).equals(Places.agentId(agentId))) {
                return Json.at(entry, "model", "fallbacks") != null;
            }
        }
        return false;
    }

    /** Every alias with the model it leads to, as written; the agent's own first. */
    public Map<String, String> aliases() {
        Map<String, String> aliases = new LinkedHashMap<>();
        collect(aliases, allowList.entries());
        collect(aliases, config.agents().defaults().models());
        return aliases;
    }

    private static void collect(Map<String, String> aliases, Map<String, ClawConfig.ModelEntry> entries) {
        entries.forEach((ref, entry) -> entry.alias()
                .map(String::strip)
                .filter(alias -> !alias.isEmpty())
                .ifPresent(alias -> aliases.putIfAbsent(alias, ref)));
    }

    private Optional<ModelRef> alias(String asked) {
        for (Map.Entry<String, String> alias : aliases().entrySet()) {
            if (alias.getKey().equalsIgnoreCase(asked)) {
                Optional<ModelRef> ref = ModelRef.parse(alias.getValue())
                        .map(parsed -> new ModelRef(catalog.idOf(parsed.provider()), parsed.model()));
                if (ref.isPresent() && catalog.find(ref.get()).isPresent()) {
                    return ref;
                }
            }
        }
        return Optional.empty();
    }

    private Resolution byId(String text, String asked, Optional<ModelRef> full) {
        List<ModelRef> configured = withId(asked, catalog.configuredProviders());
        if (configured.size() == 1) {
            return new Resolution(configured.getFirst(), text, Resolution.Rule.UNIQUE_CONFIGURED_ID);
        }
        List<ModelRef> known = configured.isEmpty()
                ? withId(asked, catalog.providers().stream().map(CatalogProvider::id).toList())
                : configured;
        if (known.size() == 1) {
            return new Resolution(known.getFirst(), text, Resolution.Rule.UNIQUE_ID);
        }
        if (known.size() > 1) {
            String names = known.stream().map(ModelRef::toString).collect(Collectors.joining(", "));
            throw new ModelRefException(ModelRefException.Reason.AMBIGUOUS, known, ProviderText.AMBIGUOUS, text, names);
        }
        throw new RefErrors(config, catalog, this).unknown(text, asked, full);
    }

    /** The models of these providers that have this id; letter case counts only where two differ by it alone. */
    private List<ModelRef> withId(String id, List<String> providers) {
        List<ModelRef> exact = new ArrayList<>();
        List<ModelRef> loose = new ArrayList<>();
        for (String provider : providers) {
            for (CatalogModel model : catalog.of(provider)) {
                if (model.ref().model().equals(id)) {
                    exact.add(model.ref());
                } else if (model.ref().model().equalsIgnoreCase(id)) {
                    loose.add(model.ref());
                }
            }
        }
        return exact.isEmpty() ? loose : exact;
    }
}
