package cn.openclaw.provider;

import cn.openclaw.base.Text;
import cn.openclaw.model.Compat;
import cn.openclaw.model.Currency;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelDefinition;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Somebody who serves models, as we know them before a person says anything. Found by {@code ServiceLoader}. */
public interface Provider {
    /** The canonical id, as in {@code id/model}. */
    String id();

    /** Other ids people write for it. */
    default List<String> aliases() {
        return List.of();
    }

    Text label();

    /** The hosts, the default one first. Separate regions are separate accounts with separate keys. */
    List<Region> regions();

    /** The environment variables a key may be in, in the order they are asked. */
    List<String> apiKeyEnv();

    ModelApi api();

    /** The models we know, the default one first. */
    List<ModelDefinition> models();

    /** How its hosts deviate from the OpenAI wire, where the dialect table does not say so already. */
    default Compat compat() {
        return Compat.NONE;
    }

    /** Headers every request carries unless the config says otherwise. */
    default Map<String, String> headers() {
        return Map.of();
    }

    /**
     * One host of a provider.
     *
     * @param id {@code cn}, {@code intl} …
     * @param label for people
     * @param baseUrl as it is written into a config
     * @param currency what it bills in, where known
     * @param keyPage where a person gets a key for it
     */
    record Region(String id, Text label, URI baseUrl, Optional<Currency> currency, Optional<URI> keyPage) {}
}
