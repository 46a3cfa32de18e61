package cn.openclaw.provider;

import cn.openclaw.config.ClawConfig;
import cn.openclaw.model.ModelApi;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * A provider as it would be asked: ours, the person's, or the person's laid over ours.
 *
 * @param id the canonical id
 * @param otherIds other ids that keys and profiles of it may stand under, the config's own spelling first
 * @param known what we know of it
 * @param configured what the person wrote
 * @param baseUrl where it is asked
 * @param api the wire format, unless a model has its own
 * @param headers sent with every request
 * @param authHeader as in the config
 * @param region which of our regions that host is
 * @param origins of {@code baseUrl}, {@code api} and {@code headers}
 */
public record CatalogProvider(
        String id,
        List<String> otherIds,
        Optional<Provider> known,
        Optional<ClawConfig.Provider> configured,
        URI baseUrl,
        ModelApi api,
        Map<String, String> headers,
        boolean authHeader,
        Optional<Provider.Region> region,
        Map<String, String> origins) {

    public CatalogProvider {
        otherIds = List.copyOf(otherIds);
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        origins = Map.copyOf(origins);
    }

    /** The environment variables that may hold its key: its own, or those of whoever owns the host it points to. */
    public List<String> apiKeyEnv() {
        return known.or(() -> Providers.byHost(baseUrl)).map(Provider::apiKeyEnv).orElse(List.of());
    }

    /** Whether any model id may be right: an aggregator, a local server, or a config entry that lists no models. */
    public boolean openEnded() {
        return known.map(Provider::openEnded).orElse(false)
                || (known.isEmpty() && configured.map(entry -> entry.models().isEmpty()).orElse(false));
    }

    /** Whether the person wrote this address for it. */
    public boolean isBaseUrlConfigured() {
        return "config".equals(origins.get("baseUrl"));
    }

    /** Whether it runs on this machine or in a private network, where a key may not be needed. */
    public boolean isLocal() {
        return Hosts.isLocal(baseUrl);
    }
}
