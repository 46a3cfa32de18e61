package cn.openclaw.provider;

import cn.openclaw.base.Text;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelRef;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Every model that can be asked for. Three layers, the upper one counting field by field: our catalogue, the platform's live
 * list where one was fetched, and the person's {@code models.providers}. With {@code models.mode: "replace"} only the providers
 * and models that the person wrote exist, and only what the person wrote about them; what a request to a host must look like
 * (capability, lifecycle, price list) still comes along, because that is the platform's doing and not an opinion.
 *
 * <p>A provider is worked out when it is first asked for, so a question about one costs one. Not for several threads.
 */
public final class ModelCatalog {
    private final ClawConfig config;
    private final Path cacheDir;
    private final Map<String, Optional<CatalogProvider>> providers = new LinkedHashMap<>();
    private final Map<String, Map<String, CatalogModel>> models = new LinkedHashMap<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, String> idsByKey;

    /** Why a provider of the config cannot be used; the others can. */
    public record Problem(String provider, Text text, List<Object> arguments) {
        public Problem {
            arguments = List.copyOf(arguments);
        }
    }

    /**
     * @param config what the person wrote
     * @param cacheDir where live lists are kept; need not exist
     */
    public ModelCatalog(ClawConfig config, Path cacheDir) {
        this.config = config;
        this.cacheDir = cacheDir;
        this.idsByKey = ids(config.models().providers().keySet());
    }

    /** An entry named by an alias is the provider meant, unless that provider has an entry of its own beside it. */
    private static Map<String, String> ids(Collection<String> keys) {
        Map<String, String> ids = new LinkedHashMap<>();
        for (String key : keys) {
            String canonical = Providers.canonical(key);
            boolean taken = !canonical.equals(key) && (keys.contains(canonical) || ids.containsValue(canonical));
            ids.put(key, taken ? key : canonical);
        }
        return ids;
    }

    /** The id under which this catalogue holds a provider that somebody calls {@code written}. */
    public String idOf(String written) {
        String name = written.strip();
        String own = idsByKey.get(name);
        return own != null ? own : Providers.canonical(name);
    }

    /** One provider by id or alias; empty if nobody knows it or its entry cannot be used (see {@link #problems}). */
    public Optional<CatalogProvider> provider(String idOrAlias) {
        String id = idOf(idOrAlias);
        Optional<CatalogProvider> known = providers.get(id);
        if (known == null) {
            known = build(id);
            providers.put(id, known);
        }
        return known;
    }

    /** The providers the config writes about, in its order. */
    public List<String> configuredProviders() {
        return List.copyOf(new LinkedHashSet<>(idsByKey.values()));
    }

    /** Every provider: the config's first, then, unless they are replaced, ours by name. */
    public List<CatalogProvider> providers() {
        Set<String> all = new LinkedHashSet<>(idsByKey.values());
        if (!config.models().replace()) {
            Providers.all().forEach(provider -> all.add(provider.id()));
        }
        return all.stream().flatMap(id -> provider(id).stream()).toList();
    }

    /**
     * The model with exactly this name, its provider under any of its ids. Where the provider takes any id, or the config names
     * the reference itself, a model that no list holds is found too, with what can be said of it.
     */
    public Optional<CatalogModel> find(ModelRef ref) {
        Optional<CatalogProvider> provider = provider(ref.provider());
        if (provider.isEmpty()) {
            return Optional.empty();
        }
        CatalogModel listed = models(provider.get()).get(ref.model());
        if (listed != null) {
            return Optional.of(listed);
        }
        boolean accepted = provider.get().openEnded() || isNamed(ref);
        return accepted ? Optional.of(assume(provider.get(), ref.model())) : Optional.empty();
    }

    /** The model of that name with what can be said of it, whether or not anybody lists it; for {@code --force}. */
    public Optional<CatalogModel> assume(ModelRef ref) {
        return find(ref).or(() -> provider(ref.provider()).map(provider -> assume(provider, ref.model())));
    }

    private CatalogModel assume(CatalogProvider provider, String model) {
        return new ModelLayers(provider, config.models().replace()).of(model, Optional.empty(), Optional.empty());
    }

    /** Every model that some list holds: the config's providers first, each one's own models in its order. */
    public List<CatalogModel> all() {
        return providers().stream()
                .flatMap(provider -> models(provider).values().stream())
                .toList();
    }

    /** The models of one provider that some list holds. */
    public List<CatalogModel> of(String provider) {
        return provider(provider).map(found -> List.copyOf(models(found).values())).orElse(List.of());
    }

    /** What makes providers of the config unusable, as far as they were asked for. */
    public List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** The platform's own list for a provider, as it was last fetched. */
    public Optional<LiveList> live(String provider) {
        return provider(provider).flatMap(found -> LiveModels.read(cacheDir, found.id(), found.baseUrl()));
    }

    private Map<String, CatalogModel> models(CatalogProvider provider) {
        Map<String, CatalogModel> known = models.get(provider.id());
        if (known == null) {
            known = list(provider);
            models.put(provider.id(), known);
        }
        return known;
    }

    private Map<String, CatalogModel> list(CatalogProvider provider) {
        boolean replace = config.models().replace();
        ModelLayers layers = new ModelLayers(provider, replace);
        Map<String, LiveList.LiveModel> live = replace
                ? Map.of()
                : LiveModels.read(cacheDir, provider.id(), provider.baseUrl()).map(LiveList::models).orElse(Map.of());
        Map<String, ClawConfig.Model> written = new LinkedHashMap<>();
        provider.configured().ifPresent(entry -> entry.models().forEach(model -> written.putIfAbsent(model.id().strip(), model)));
        Set<String> ids = new LinkedHashSet<>(written.keySet());
        if (!replace) {
            layers.catalogue().forEach(model -> ids.add(model.id()));
            ids.addAll(live.keySet());
        }
        Map<String, CatalogModel> all = new LinkedHashMap<>();
        for (String id : ids) {
            all.put(id, layers.of(id, Optional.ofNullable(written.get(id)), Optional.ofNullable(live.get(id))));
        }
        return all;
    }

    private Optional<CatalogProvider> build(String id) {
        Optional<String> key = idsByKey.entrySet().stream()
                .filter(entry -> entry.getValue().equals(id))
                .map(Map.Entry::getKey)
                .findFirst();
        Optional<ClawConfig.Provider> written = key.map(config.models().providers()::get);
        Optional<Provider> ours = Providers.find(id);
        if (written.isEmpty() && (ours.isEmpty() || config.models().replace())) {
            return Optional.empty();
        }
        Optional<URI> baseUrl = baseUrl(id, written, ours);
        return baseUrl.map(address -> view(id, written, ours, address));
    }

    private Optional<URI> baseUrl(String id, Optional<ClawConfig.Provider> written, Optional<Provider> ours) {
        Optional<String> text = written.flatMap(ClawConfig.Provider::baseUrl).filter(value -> !value.isBlank());
        if (text.isPresent()) {
            Optional<URI> address = Hosts.parse(text.get());
            if (address.isEmpty()) {
                problems.add(new Problem(id, ProviderText.BAD_BASE_URL, List.of(id, text.get())));
            }
            return address;
        }
        if (ours.isEmpty()) {
            problems.add(new Problem(id, ProviderText.NO_BASE_URL, List.of(id)));
        }
        return ours.map(provider -> provider.regions().getFirst().baseUrl());
    }

    private static CatalogProvider view(
            String id, Optional<ClawConfig.Provider> written, Optional<Provider> ours, URI baseUrl) {
        Optional<ModelApi> api = written.flatMap(ClawConfig.Provider::api);
        Map<String, String> headers = Headers.overlay(
                ours.map(Provider::headers).orElse(Map.of()),
                written.map(ClawConfig.Provider::headers).orElse(Map.of()));
        Map<String, String> origins = new LinkedHashMap<>();
        origins.put("baseUrl", written.flatMap(ClawConfig.Provider::baseUrl).isPresent() ? "config" : "catalogue");
        origins.put("api", api.isPresent() ? "config" : ours.isPresent() ? "catalogue" : "default");
        Set<String> others = new LinkedHashSet<>();
        written.map(ClawConfig.Provider::id).filter(key -> !key.equals(id)).ifPresent(others::add);
        ours.filter(provider -> provider.id().equals(id)).ifPresent(provider -> others.addAll(provider.aliases()));
        return new CatalogProvider(
                id,
                List.copyOf(others),
                ours,
                written,
                baseUrl,
                api.or(() -> ours.map(Provider::api)).orElse(ModelApi.OPENAI_COMPLETIONS),
                headers,
                written.map(ClawConfig.Provider::authHeader).orElse(false),
                ours.or(() -> Providers.byHost(baseUrl)).flatMap(provider -> Providers.regionOf(provider, baseUrl)),
                origins);
    }

    /** Whether the config itself speaks of this reference: as a model to use, or as one that is allowed. */
    private boolean isNamed(ModelRef ref) {
        for (String text : ConfiguredRefs.all(config)) {
            Optional<ModelRef> named = ModelRef.parse(text);
            if (named.isPresent()
                    && named.get().model().equals(ref.model())
                    && idOf(named.get().provider()).equals(idOf(ref.provider()))) {
                return true;
            }
        }
        return false;
    }
}
