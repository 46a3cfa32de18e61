package cn.openclaw.model;

import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Everything known about one model of one provider, after the catalogue and the person's config were laid over each other.
 *
 * @param id the bare id that goes over the wire
 * @param name for people
 * @param api its own wire format, if it differs from its provider's
 * @param reasoning whether it shows its reasoning; the config's {@code reasoning}
 * @param input what it takes: {@code text}, {@code image}, {@code video}
 * @param cost prices as the config states them, in {@code currency}
 * @param prices our catalogue's prices by currency; empty where unknown
 * @param included whether a membership pays, so that a call has no price of its own
 * @param contextWindow tokens it can hold
 * @param maxTokens tokens it may answer with at most; sent unless a caller asks for fewer
 * @param headers sent with every request, over the provider's
 * @param compat what the person says about its wire
 * @param capability what it can do
 * @param lifecycle whether it is still served
 */
public record ModelDefinition(
        String id,
        String name,
        Optional<ModelApi> api,
        boolean reasoning,
        List<String> input,
        Cost cost,
        Map<Currency, Cost> prices,
        boolean included,
        int contextWindow,
        int maxTokens,
        Map<String, String> headers,
        Compat compat,
        Capability capability,
        Lifecycle lifecycle) {

    public ModelDefinition {
        input = List.copyOf(input);
        prices = Map.copyOf(prices);
        headers = java.util.Collections.unmodifiableMap(new java.util.LinkedHashMap<>(headers));
    }
}
