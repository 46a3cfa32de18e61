package cn.openclaw.gateway.method;

import cn.openclaw.base.Language;
import cn.openclaw.base.Secret;
import cn.openclaw.base.Text;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.json.Json;
import cn.openclaw.model.ModelApi;
import cn.openclaw.provider.CatalogProvider;
import cn.openclaw.provider.KeyProbe;
import cn.openclaw.provider.ModelExplanation;
import cn.openclaw.provider.ModelsAtHand;
import cn.openclaw.provider.Provider;
import cn.openclaw.provider.Providers;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Shows a key to a provider's hosts, and to nobody else, before it is trusted. */
final class KeyTrial {
    private final GatewayWorld world;
    private final ModelsAtHand models;

    KeyTrial(GatewayWorld world, ModelsAtHand models) {
        this.world = world;
        this.models = models;
    }

    /** The provider's hosts, the one that is used now first, also if it is none of ours. */
    List<Provider.Region> regions(String provider) {
        List<Provider.Region> regions = new ArrayList<>(Providers.find(provider).map(Provider::regions).orElse(List.of()));
        Optional<CatalogProvider> used = models.catalog().provider(provider);
        if (used.isEmpty()) {
            return regions;
        }
        String host = ModelExplanation.shown(used.get().baseUrl());
        Optional<Provider.Region> now = regions.stream()
                .filter(region -> region.baseUrl().equals(used.get().baseUrl()))
                .findFirst();
        now.ifPresent(regions::remove);
        regions.addFirst(now.orElseGet(() -> Provider.Region.of("config", new Text(host, host), used.get().baseUrl().toString())));
        return regions;
    }

    /** Only these of them. */
    List<Provider.Region> regions(String provider, List<String> ids) {
        return regions(provider).stream().filter(region -> ids.isEmpty() || ids.contains(region.id())).toList();
    }

    List<KeyProbe.ProbeResult> ask(String provider, Secret key, List<Provider.Region> regions) throws InterruptedException {
        Optional<CatalogProvider> used = models.catalog().provider(provider);
        ModelApi api = used.map(CatalogProvider::api)
                .or(() -> Providers.find(provider).map(Provider::api))
                .orElse(ModelApi.OPENAI_COMPLETIONS);
        Map<String, String> headers = new LinkedHashMap<>(used.map(CatalogProvider::headers).orElse(Map.of()));
        models.catalog().of(provider).stream().findFirst().ifPresent(model -> headers.putAll(model.headers()));
        return new KeyProbe(world.agents().tools().http()).probe(key, regions, api, _ -> headers);
    }

    static ObjectNode tree(KeyProbe.ProbeResult result, Language language) {
        ObjectNode tree = Json.object().put("region", result.region().id()).put("label", result.region().label().in(language));
        tree.put("baseUrl", ModelExplanation.shown(result.region().baseUrl()));
        tree.put("verdict", result.verdict().name().toLowerCase(Locale.ROOT).replace('_', '-'));
        tree.put("status", result.status()).put("detail", result.detail());
        result.models().forEach(tree.putArray("models")::add);
        return tree.put("tookMs", result.took().toMillis());
    }
}
