package cn.openclaw.provider;

import cn.openclaw.model.ModelRef;

/**
 * What a reference was taken to mean.
 *
 * @param ref the model, its provider under the canonical id
 * @param asked the words that were resolved, as they came
 * @param rule which rule decided
 */
public record Resolution(ModelRef ref, String asked, Rule rule) {

    /** The rules in the order they are tried; the first that fits decides. */
    public enum Rule {
        /** It is {@code provider/model} of a model that a list holds or the config names. */
        EXACT,
        /** It is an alias from {@code agents.defaults.models} or the agent's own list. */
        ALIAS,
        /** It is {@code provider/model} of a provider that takes any model id. */
        OPEN_PROVIDER,
        /** It is a bare id that exactly one of the config's providers has. */
        UNIQUE_CONFIGURED_ID,
        /** It is a bare id that exactly one known provider has. */
        UNIQUE_ID
    }
}
