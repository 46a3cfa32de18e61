package cn.openclaw.provider;

import cn.openclaw.model.Cost;
import cn.openclaw.model.Currency;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.model.ModelRef;
import java.net.URI;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * A model that can be asked for: our catalogue, the platform's live list and the person's config laid over each other.
 *
 * @param ref its full name, with the provider's canonical id
 * @param definition what is known about it
 * @param api the wire format it is asked in
 * @param baseUrl where
 * @param headers the provider's headers overlaid by the model's, names compared without case
 * @param authHeader whether the key also goes into {@code Authorization: Bearer} where the format has a header of its own
 * @param region which of the provider's regions that host is; empty for somebody else's host
 * @param origins where each field comes from, by its name in the config: {@code config}, {@code live}, {@code catalogue} or
 *     {@code default}; {@code model} says so of the model itself, with {@code named} where only a reference in the config or
 *     on the command line speaks of it
 */
public record CatalogModel(
        ModelRef ref,
        ModelDefinition definition,
        ModelApi api,
        URI baseUrl,
        Map<String, String> headers,
        boolean authHeader,
        Optional<Provider.Region> region,
        Map<String, String> origins) {

    public CatalogModel {
        headers = Collections.unmodifiableMap(new LinkedHashMap<>(headers));
        origins = Collections.unmodifiableMap(new LinkedHashMap<>(origins));
    }

    /** Whether nobody but a reference speaks of it: no config entry, no catalogue entry, no live list. */
    public boolean isOnlyNamed() {
        return "named".equals(origins.get("model"));
    }

    /** Whether it runs on this machine or in this network's own names. */
    public boolean isLocal() {
        return Hosts.isLocal(baseUrl);
    }

    /** What its host bills in, where known. */
    public Optional<Currency> currency() {
        return region.flatMap(Provider.Region::currency);
    }

    /** The price that counts: the config's, else the catalogue's in the host's currency; empty where nobody knows. */
    public Optional<Cost> price() {
        return definition.cost().isStated()
                ? Optional.of(definition.cost())
                : currency().map(definition.prices()::get);
    }
}
