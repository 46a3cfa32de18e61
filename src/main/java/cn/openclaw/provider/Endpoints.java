package cn.openclaw.provider;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Secret;
import cn.openclaw.http.HttpLimits;
import cn.openclaw.http.HttpProxy;
import cn.openclaw.llm.Endpoint;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Makes the endpoint a wire format works with, and refuses to send a provider's key to somebody else's host. */
public final class Endpoints {
    private final ModelCatalog catalog;

    public Endpoints(ModelCatalog catalog) {
        this.catalog = catalog;
    }

    /**
     * Where and how this model is asked in a conversation: with the limits that the config has for its provider.
     *
     * @param model from the catalogue
     * @param key the provider's key; empty for a host that wants none
     * @throws ProviderException as in {@link #of(CatalogModel, Optional, HttpLimits)}
     */
    public Endpoint of(CatalogModel model, Optional<Secret> key) {
        return of(model, key, limits(catalog.provider(model.ref().provider())));
    }

    /** A conversation's patience with a provider: the config's, else the usual one. */
    public static HttpLimits limits(Optional<CatalogProvider> provider) {
        Map<String, Integer> written = provider.flatMap(CatalogProvider::configured)
                .map(entry -> entry.transport().limits())
                .orElse(Map.of());
        if (written.isEmpty()) {
            return HttpLimits.CHAT;
        }
        return new HttpLimits(
                limit(written, "connectMs", HttpLimits.CHAT.connect()),
                limit(written, "firstByteMs", HttpLimits.CHAT.firstByte()),
                limit(written, "stallMs", HttpLimits.CHAT.stall()),
                limit(written, "totalMs", HttpLimits.CHAT.total()));
    }

    private static Duration limit(Map<String, Integer> written, String name, Duration usual) {
        Integer millis = written.get(name);
        return millis == null ? usual : Duration.ofMillis(millis);
    }

    /** The way out that the config chooses for this provider; empty leaves it to the environment. */
    public static Optional<HttpProxy> proxy(CatalogProvider provider) {
        return provider.configured()
                .flatMap(entry -> entry.transport().proxy()
                        .map(address -> new HttpProxy("models.providers." + entry.id() + ".proxy", address)));
    }

    /**
     * Where and how this model is asked.
     *
     * @param model from the catalogue
     * @param key the provider's key; empty for a host that wants none
     * @param limits how long to wait for what
     * @throws ProviderException if the key would leave the provider's hosts and the config does not say so
     */
    public Endpoint of(CatalogModel model, Optional<Secret> key, HttpLimits limits) {
        CatalogProvider provider = catalog.provider(model.ref().provider())
                .orElseThrow(() -> new ProviderException(
                        ExitCode.USAGE, ProviderText.UNKNOWN_PROVIDER, model.ref().provider(), model.ref(), ""));
        key.ifPresent(_ -> guardKey(provider, model.baseUrl()));
        return new Endpoint(
                model.ref(),
                model.baseUrl(),
                model.api(),
                model.definition(),
                key,
                model.headers(),
                model.authHeader(),
                limits,
                proxy(provider));
    }

    /** A key goes to its provider's own hosts, or to the very address that the person wrote for that provider. */
    static void guardKey(CatalogProvider provider, URI target) {
        boolean written = provider.isBaseUrlConfigured() && Hosts.same(provider.baseUrl(), target);
        boolean own = provider.known()
                .map(known -> Providers.regionOf(known, target).isPresent()
                        && ("https".equalsIgnoreCase(target.getScheme()) || Hosts.isLocal(target)))
                .orElse(false);
        if (!written && !own) {
            String hosts = provider.known().stream()
                    .flatMap(known -> known.regions().stream())
                    .map(region -> region.baseUrl().getHost())
                    .distinct()
                    .collect(Collectors.joining(", "));
            throw new ProviderException(
                    ExitCode.AUTH, ProviderText.FOREIGN_HOST, provider.id(), String.valueOf(target.getAuthority()), hosts);
        }
    }
}
