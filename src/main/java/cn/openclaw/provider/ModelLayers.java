package cn.openclaw.provider;

import cn.openclaw.config.ClawConfig;
import cn.openclaw.model.Capability;
import cn.openclaw.model.Compat;
import cn.openclaw.model.Cost;
import cn.openclaw.model.Currency;
import cn.openclaw.model.Lifecycle;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.model.ModelRef;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Lays what the person wrote about a model over what the platform said over what we know, field by field. */
final class ModelLayers {
    private static final String CONFIG = "config";
    private static final String LIVE = "live";
    private static final String CATALOGUE = "catalogue";
    private static final String DEFAULT = "default";

    private final CatalogProvider provider;
    private final boolean replace;
    private final Optional<Provider> host;
    private final Map<String, ModelDefinition> ours = new LinkedHashMap<>();
    private final Map<String, ModelDefinition> hosts = new LinkedHashMap<>();

    ModelLayers(CatalogProvider provider, boolean replace) {
        this.provider = provider;
        this.replace = replace;
        provider.known().ifPresent(known -> known.models().forEach(model -> ours.put(model.id(), model)));
        boolean elsewhere = provider.known().isEmpty();
        this.host = elsewhere ? Providers.byHost(provider.baseUrl()) : provider.known();
        if (elsewhere) {
            host.ifPresent(owner -> owner.models().forEach(model -> hosts.put(model.id(), model)));
        }
    }

    /** Our own list for this provider id; a person's own provider has none, whatever host it points to. */
    List<ModelDefinition> catalogue() {
        return List.copyOf(ours.values());
    }

    CatalogModel of(String id, Optional<ClawConfig.Model> written, Optional<LiveList.LiveModel> live) {
        Optional<ModelDefinition> facts = Optional.ofNullable(ours.get(id)).or(() -> Optional.ofNullable(hosts.get(id)));
        Map<String, String> origins = new LinkedHashMap<>();
        origins.put("model", written.isPresent() ? CONFIG : ours.containsKey(id) && !replace ? CATALOGUE : live.isPresent() ? LIVE : "named");
        Layers layers = new Layers(written, live, replace ? Optional.empty() : facts, origins);
        ModelDefinition definition = definition(id, layers, facts);
        origins.put("baseUrl", origin("baseUrl"));
        ModelApi api = api(layers);
        origins.put("headers", headersOrigin(layers));
        return new CatalogModel(
                new ModelRef(provider.id(), id),
                definition,
                api,
                provider.baseUrl(),
                Headers.overlay(provider.headers(), definition.headers()),
                provider.authHeader(),
                provider.region(),
                origins);
    }

    private ModelDefinition definition(String id, Layers layers, Optional<ModelDefinition> facts) {
        Capability capability = capability(id, layers, facts);
        int window = layers.pick(
                "contextWindow",
                ClawConfig.Model::contextWindow,
                LiveList.LiveModel::contextWindow,
                ModelDefinition::contextWindow,
                ModelDraft.DEFAULT_CONTEXT_WINDOW);
        int answer = layers.pick(
                "maxTokens",
                ClawConfig.Model::maxTokens,
                _ -> Optional.empty(),
                ModelDefinition::maxTokens,
                ModelDraft.DEFAULT_MAX_TOKENS);
        String name = layers.pick("name", ClawConfig.Model::name, _ -> Optional.empty(), ModelDefinition::name, "");
        Map<Currency, Cost> prices = facts.map(ModelDefinition::prices).orElse(Map.of());
        Cost cost = cost(layers, prices);
        return new ModelDefinition(
                id,
                name.isEmpty() ? layers.live.flatMap(LiveList.LiveModel::name).orElse(id) : name,
                layers.written.flatMap(ClawConfig.Model::api).or(() -> facts.flatMap(ModelDefinition::api)),
                layers.pick(
                        "reasoning",
                        ClawConfig.Model::reasoning,
                        LiveList.LiveModel::reasoning,
                        ModelDefinition::reasoning,
                        capability.thinking() != cn.openclaw.model.Thinking.NONE),
                layers.pick(
                        "input", ClawConfig.Model::input, LiveList.LiveModel::input, ModelDefinition::input, List.of("text")),
                cost,
                prices,
                facts.map(ModelDefinition::included).orElse(false) && !cost.isStated(),
                window,
                Math.min(answer, window),
                headers(layers),
                compat(layers, facts),
                capability,
                lifecycle(layers, facts));
    }

    /** By host and model id: the platform's own entry, its live word, or the family that the id belongs to wherever it is served. */
    private Capability capability(String id, Layers layers, Optional<ModelDefinition> facts) {
        Optional<Capability> live = layers.live.flatMap(LiveList.LiveModel::capability);
        Optional<Capability> known = facts.map(ModelDefinition::capability);
        Optional<Capability> family = KimiFamily.of(id).map(KimiFamily::capability);
        layers.origins.put("capability", live.isPresent() ? LIVE : known.or(() -> family).isPresent() ? CATALOGUE : DEFAULT);
        return live.or(() -> known).or(() -> family).orElse(Capability.PLAIN);
    }

    private static Lifecycle lifecycle(Layers layers, Optional<ModelDefinition> facts) {
        Lifecycle known = facts.map(ModelDefinition::lifecycle).orElse(Lifecycle.CURRENT);
        boolean back = layers.live.isPresent() && known.status() == Lifecycle.Status.RETIRED;
        layers.origins.put("lifecycle", back ? LIVE : facts.isPresent() ? CATALOGUE : DEFAULT);
        return back ? Lifecycle.CURRENT : known;
    }

    /** What the person states, missing members filled from our price list; four zeros state nothing. */
    private Cost cost(Layers layers, Map<Currency, Cost> prices) {
        Map<String, Double> stated = layers.written.map(ClawConfig.Model::cost).orElse(Map.of());
        boolean states = stated.values().stream().anyMatch(price -> price != 0);
        Cost base = provider.region().flatMap(Provider.Region::currency).map(prices::get).orElse(Cost.UNSTATED);
        layers.origins.put("cost", states ? CONFIG : base.isStated() ? CATALOGUE : DEFAULT);
        return states
                ? new Cost(
                        stated.getOrDefault("input", base.input()),
                        stated.getOrDefault("output", base.output()),
                        stated.getOrDefault("cacheRead", base.cacheRead()),
                        stated.getOrDefault("cacheWrite", base.cacheWrite()))
                : Cost.UNSTATED;
    }

    private ModelApi api(Layers layers) {
        Optional<ModelApi> own = layers.written.flatMap(ClawConfig.Model::api);
        boolean configured = CONFIG.equals(provider.origins().get("api"));
        Optional<ModelApi> facts = configured ? Optional.empty() : layers.facts.flatMap(ModelDefinition::api);
        layers.origins.put("api", own.isPresent() ? CONFIG : facts.isPresent() ? CATALOGUE : origin("api"));
        return own.or(() -> facts).orElse(provider.api());
    }

    private static Map<String, String> headers(Layers layers) {
        return Headers.overlay(
                layers.facts.map(ModelDefinition::headers).orElse(Map.of()),
                layers.written.map(ClawConfig.Model::headers).orElse(Map.of()));
    }

    private String headersOrigin(Layers layers) {
        boolean written = layers.written.map(model -> !model.headers().isEmpty()).orElse(false)
                || provider.configured().map(entry -> !entry.headers().isEmpty()).orElse(false);
        boolean known = layers.facts.map(model -> !model.headers().isEmpty()).orElse(false);
        return written ? CONFIG : known ? CATALOGUE : DEFAULT;
    }

    private Compat compat(Layers layers, Optional<ModelDefinition> facts) {
        Compat lower = overlay(
                host.map(Provider::compat).orElse(Compat.NONE), facts.map(ModelDefinition::compat).orElse(Compat.NONE));
        Compat upper = layers.written.map(ClawConfig.Model::compat).orElse(Compat.NONE);
        layers.origins.put("compat", !upper.isEmpty() ? CONFIG : !lower.isEmpty() ? CATALOGUE : DEFAULT);
        return overlay(lower, upper);
    }

    private static Compat overlay(Compat lower, Compat upper) {
        return new Compat(
                overlay(lower.flags(), upper.flags()), overlay(lower.words(), upper.words()), overlay(lower.lists(), upper.lists()));
    }

    private static <T> Map<String, T> overlay(Map<String, T> lower, Map<String, T> upper) {
        Map<String, T> all = new LinkedHashMap<>(lower);
        all.putAll(upper);
        return all;
    }

    private String origin(String field) {
        return provider.origins().getOrDefault(field, DEFAULT);
    }

    /** The three layers of one model, and where each field was found. */
    private record Layers(
            Optional<ClawConfig.Model> written,
            Optional<LiveList.LiveModel> live,
            Optional<ModelDefinition> facts,
            Map<String, String> origins) {

        <T> T pick(
                String field,
                Function<ClawConfig.Model, Optional<T>> fromConfig,
                Function<LiveList.LiveModel, Optional<T>> fromLive,
                Function<ModelDefinition, T> fromFacts,
                T otherwise) {
            Optional<T> own = written.flatMap(fromConfig);
            Optional<T> said = live.flatMap(fromLive);
            Optional<T> known = facts.map(fromFacts);
            origins.put(field, own.isPresent() ? CONFIG : said.isPresent() ? LIVE : known.isPresent() ? CATALOGUE : DEFAULT);
            return own.or(() -> said).or(() -> known).orElse(otherwise);
        }
    }
}
