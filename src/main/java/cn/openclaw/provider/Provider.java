package cn.openclaw.provider;

import cn.openclaw.base.Text;
import cn.openclaw.model.Compat;
import cn.openclaw.model.Currency;
import cn.openclaw.model.Lifecycle;
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

    /** The models we know, in the order they are shown. Built anew at each call, so that finding a provider costs no list. */
    List<ModelDefinition> models();

    /** The model to start with when a person chose none: the first one that the platform still serves. */
    default Optional<String> defaultModel() {
        return models().stream()
                .filter(model -> model.lifecycle().status() == Lifecycle.Status.CURRENT)
                .map(ModelDefinition::id)
                .findFirst();
    }

    /** Names to offer for its models, by model id. They count only once a config has taken them over. */
    default Map<String, String> suggestedAliases() {
        return Map.of();
    }

    /** Whether it serves more models than anybody could list here (an aggregator, a local server), so that any id may be right. */
    default boolean openEnded() {
        return false;
    }

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
    record Region(String id, Text label, URI baseUrl, Optional<Currency> currency, Optional<URI> keyPage) {
        /** A region of which only the address is known. */
        public static Region of(String id, Text label, String baseUrl) {
            return new Region(id, label, URI.create(baseUrl), Optional.empty(), Optional.empty());
        }
    }
}
