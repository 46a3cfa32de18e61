package cn.openclaw.tool;

import cn.openclaw.auth.AuthProfileStore;
import cn.openclaw.auth.Key;
import cn.openclaw.auth.KeyRequest;
import cn.openclaw.auth.Keys;
import cn.openclaw.base.ClawException;
import cn.openclaw.base.Secret;
import cn.openclaw.config.ClawConfig;
import cn.openclaw.http.HttpLimits;
import cn.openclaw.json.Json;
import cn.openclaw.llm.ChatModel;
import cn.openclaw.llm.ChatRequest;
import cn.openclaw.llm.CostMeter;
import cn.openclaw.llm.Endpoint;
import cn.openclaw.llm.LlmException;
import cn.openclaw.llm.LlmFailure;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Usage;
import cn.openclaw.llm.WireFormats;
import cn.openclaw.model.Currency;
import cn.openclaw.provider.CatalogModel;
import cn.openclaw.provider.CatalogProvider;
import cn.openclaw.provider.Endpoints;
import cn.openclaw.provider.ModelCatalog;
import cn.openclaw.provider.ModelResolver;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * Models and services that a tool asks on the side, for a search or a look at a picture. Their keys come from where the agent's own
 * do, so that what works for a chat works here; and what they cost is told, so that it can be counted.
 */
public final class SideModels {
    private final ToolWorld world;
    private final ClawConfig config;
    private final ModelCatalog catalog;
    private final Keys keys;
    private final String agentId;
    private final Tool.Context context;

    public SideModels(Tool.Context context) {
        this.world = context.world();
        this.agentId = context.turn().agentId();
        this.context = context;
        this.config = world.snapshot().config();
        this.catalog = new ModelCatalog(config, world.places().cacheDir());
        AuthProfileStore store = new AuthProfileStore(
                world.places().authProfiles(config, agentId), world.clock(), world.snapshot().environment());
        this.keys = new Keys(config, world.snapshot().environment(), store);
    }

    public ModelCatalog catalog() {
        return catalog;
    }

    /**
     * The model that a person means by a reference or an alias.
     *
     * @throws ClawException if there is none, or it is not allowed
     */
    public CatalogModel model(String written) {
        ModelResolver resolver = new ModelResolver(config, catalog, agentId);
        return catalog.assume(resolver.resolve(written).ref()).orElseThrow();
    }

    /** Whether there is a key for a provider, without decrypting or asking anything. */
    public boolean hasKey(String providerId) {
        return keyOf(providerId).filter(source -> source != Key.Source.NONE_NEEDED).isPresent();
    }

    /** Where a provider's key comes from, without decrypting or asking anything; empty if there is none. */
    public Optional<Key.Source> keyOf(String providerId) {
        return catalog.provider(providerId).flatMap(provider -> keys.available(request(provider, "")));
    }

    /**
     * The keys to try for a provider, those that rest last.
     *
     * @throws AuthException if there is none
     */
    public List<Key> keys(CatalogProvider provider, String model) {
        List<Key> all = keys.candidates(request(provider, model));
        List<Key> hopeful = all.stream().filter(key -> !key.isRefused()).toList();
        return hopeful.isEmpty() ? all : hopeful;
    }

    private static KeyRequest request(CatalogProvider provider, String model) {
        return new KeyRequest(provider.id(), provider.otherIds(), provider.apiKeyEnv(), model, Optional.empty());
    }

    /** An opened model, and what it is. */
    public record Opened(CatalogModel model, ChatModel chat) {
        /** One question. */
        public Message.Assistant ask(ChatRequest request) throws InterruptedException {
            return chat.chat(request, _ -> {});
        }
    }

    /**
     * Does something with a model, with the first of its keys that is not refused.
     *
     * @throws ClawException if no key is there, or the last one failed
     */
    public <T> T with(CatalogModel model, HttpLimits limits, Use<T> use) throws InterruptedException {
        CatalogProvider provider = catalog.provider(model.ref().provider()).orElseThrow();
        return first(keys(provider, model.ref().model()), key -> {
            Optional<Secret> secret = key.source() == Key.Source.NONE_NEEDED ? Optional.empty() : Optional.of(key.secret());
            Endpoint endpoint = new Endpoints(catalog).of(model, secret, limits);
            return use.with(opened(model, endpoint));
        });
    }

    /** A model at an endpoint of the caller's making. */
    public Opened opened(CatalogModel model, Endpoint endpoint) {
        return new Opened(model, new SideMeter(context).around(WireFormats.open(endpoint, world.http()), model, endpoint.key().isEmpty()));
    }

    /** What is done with a model; it may ask more than once. */
    @FunctionalInterface
    public interface Use<T> {
        T with(Opened model) throws InterruptedException;
    }

    /** What is done with one key. */
    @FunctionalInterface
    public interface Attempt<T> {
        T with(Key key) throws InterruptedException;
    }

    /** Tries keys until one is neither refused nor out of credit. */
    public static <T> T first(List<Key> keys, Attempt<T> attempt) throws InterruptedException {
        for (int at = 0; ; at++) {
            try {
                return attempt.with(keys.get(at));
            } catch (LlmException e) {
                boolean another = e.failure() instanceof LlmFailure.Unauthorized || e.failure() instanceof LlmFailure.OutOfCredit;
                if (!another || at == keys.size() - 1) {
                    throw e;
                }
            }
        }
    }

    /** What an answer cost, for a tool's details: {@code usage} and, where its price is known, {@code cost} with its currency. */
    public static ObjectNode spent(CatalogModel model, Usage usage) {
        ObjectNode spent = Json.object().put("model", model.ref().toString());
        if (usage.reported()) {
            spent.putObject("usage")
                    .put("input", usage.input())
                    .put("output", usage.output())
                    .put("cacheRead", usage.cacheRead())
                    .put("cacheWrite", usage.cacheWrite());
        }
        Currency currency = model.currency().orElseGet(() -> CostMeter.currencyOf(model.baseUrl()));
        CostMeter.cost(usage, model.definition(), currency)
                .ifPresent(money -> spent.putObject("cost").put("amount", money.amount()).put("currency", money.currency().name()));
        return spent;
    }
}
