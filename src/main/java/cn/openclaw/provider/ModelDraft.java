package cn.openclaw.provider;

import cn.openclaw.model.Capability;
import cn.openclaw.model.Compat;
import cn.openclaw.model.Cost;
import cn.openclaw.model.Currency;
import cn.openclaw.model.Lifecycle;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.model.Sampling;
import cn.openclaw.model.Thinking;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** A catalogue entry in the making. It says only what differs from a model nobody knows anything about. */
public final class ModelDraft {
    /** What a model is taken to hold where nobody says. */
    public static final int DEFAULT_CONTEXT_WINDOW = 200_000;
    /** What a model is asked for at most where nobody says. */
    public static final int DEFAULT_MAX_TOKENS = 8_192;

    private static final List<String> TEXT = List.of("text");

    private final String id;
    private final String name;
    private final Map<Currency, Cost> prices = new EnumMap<>(Currency.class);
    private final Map<String, String> headers = new LinkedHashMap<>();
    private Optional<ModelApi> api = Optional.empty();
    private List<String> input = TEXT;
    private boolean included;
    private int contextWindow = DEFAULT_CONTEXT_WINDOW;
    private int maxTokens = DEFAULT_MAX_TOKENS;
    private Compat compat = Compat.NONE;
    private Capability capability = Capability.PLAIN;
    private Lifecycle lifecycle = Lifecycle.CURRENT;

    private ModelDraft(String id, String name) {
        this.id = id;
        this.name = name;
    }

    public static ModelDraft model(String id, String name) {
        return new ModelDraft(id, name);
    }

    /** Tokens it holds, and tokens it is asked for at most; both positive. */
    public ModelDraft window(int context, int answer) {
        contextWindow = context;
        maxTokens = answer;
        return this;
    }

    public ModelDraft takes(String... kinds) {
        input = List.of(kinds);
        return this;
    }

    public ModelDraft kimi(KimiFamily family) {
        capability = family.capability();
        return this;
    }

    /** The same abilities, with another effort where none is asked for. */
    public ModelDraft effort(String word) {
        capability = new Capability(
                capability.thinking(), capability.efforts(), Optional.of(word), capability.sampling(), capability.keepsThinking());
        return this;
    }

    public ModelDraft thinks(Thinking thinking, String... efforts) {
        capability = new Capability(thinking, List.of(efforts), Optional.empty(), Sampling.OPEN, false);
        return this;
    }

    /** Yuan per million tokens: cached input, input, output. */
    public ModelDraft yuan(double cacheRead, double in, double out) {
        prices.put(Currency.CNY, new Cost(in, out, cacheRead, 0));
        return this;
    }

    /** Dollars per million tokens: cached input, input, output. */
    public ModelDraft dollars(double cacheRead, double in, double out) {
        prices.put(Currency.USD, new Cost(in, out, cacheRead, 0));
        return this;
    }

    /** What writing a million tokens to the cache costs, in dollars; after {@link #dollars}. */
    public ModelDraft cacheWrite(double price) {
        prices.computeIfPresent(
                Currency.USD, (_, cost) -> new Cost(cost.input(), cost.output(), cost.cacheRead(), price));
        return this;
    }

    /** A membership pays for it. */
    public ModelDraft included() {
        included = true;
        return this;
    }

    public ModelDraft header(String header, String value) {
        headers.put(header, value);
        return this;
    }

    public ModelDraft compat(Compat words) {
        compat = words;
        return this;
    }

    public ModelDraft api(ModelApi format) {
        api = Optional.of(format);
        return this;
    }

    /** Still served, no longer developed. */
    public ModelDraft legacy() {
        lifecycle = new Lifecycle(Lifecycle.Status.LEGACY, Optional.empty(), Optional.empty());
        return this;
    }

    /** Still served; this one is to be preferred. */
    public ModelDraft legacy(String successor) {
        lifecycle = new Lifecycle(Lifecycle.Status.LEGACY, Optional.empty(), Optional.of(successor));
        return this;
    }

    /** No longer served. */
    public ModelDraft retired(String since, String successor) {
        lifecycle = new Lifecycle(Lifecycle.Status.RETIRED, Optional.of(since), Optional.of(successor));
        return this;
    }

    public ModelDefinition build() {
        return new ModelDefinition(
                id,
                name,
                api,
                capability.thinking() != Thinking.NONE,
                input,
                Cost.UNSTATED,
                prices,
                included,
                contextWindow,
                maxTokens,
                headers,
                compat,
                capability,
                lifecycle);
    }
}
