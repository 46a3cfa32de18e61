package cn.openclaw.provider;

import cn.openclaw.auth.Key;
import cn.openclaw.base.Language;
import cn.openclaw.json.Json;
import cn.openclaw.llm.DialectRule;
import cn.openclaw.model.Cost;
import cn.openclaw.model.ModelDefinition;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code models explain --json}. */
public final class ModelExplanationJson {
    private final ModelsAtHand context;
    private final ModelExplanation found;
    private final Language language;

    public ModelExplanationJson(ModelsAtHand context, ModelExplanation found, Language language) {
        this.context = context;
        this.found = found;
        this.language = language;
    }

    /** The whole; keys masked. */
    public ObjectNode node() {
        CatalogModel model = found.model();
        ModelDefinition definition = model.definition();
        ObjectNode node = Json.object();
        node.put("asked", found.resolution().asked().strip());
        node.put("resolved", model.ref().toString());
        node.put("rule", word(found.resolution().rule()));
        found.because().ifPresent(because -> node.put("defaultBecause", word(because)));
        node.put("provider", model.ref().provider());
        node.put("model", model.ref().model());
        node.put("name", definition.name());
        node.put("baseUrl", ModelExplanation.shown(model.baseUrl()));
        node.put("region", model.region().map(region -> region.id()).orElse(null));
        node.put("api", model.api().id());
        node.put("reasoning", definition.reasoning());
        definition.input().forEach(node.putArray("input")::add);
        node.put("contextWindow", definition.contextWindow());
        node.put("maxTokens", definition.maxTokens());
        ObjectNode headers = node.putObject("headers");
        model.headers().forEach((name, value) -> headers.put(name, ModelExplanation.shown(name, value)));
        price(node);
        ObjectNode life = node.putObject("lifecycle");
        life.put("status", word(definition.lifecycle().status()));
        definition.lifecycle().since().ifPresent(since -> life.put("since", since));
        definition.lifecycle().successor().ifPresent(id -> life.put("successor", model.ref().provider() + "/" + id));
        keys(node);
        allowed(node);
        ObjectNode origins = node.putObject("origins");
        model.origins().forEach(origins::put);
        ObjectNode lines = node.putObject("configLines");
        found.lines().forEach(lines::put);
        found.hostTrouble().ifPresent(trouble -> node.put("hostError", trouble.in(language)));
        rules(node);
        return node;
    }

    private void price(ObjectNode node) {
        ObjectNode price = node.putObject("price");
        Optional<Cost> cost = found.model().price();
        boolean included = found.model().definition().included();
        price.put("known", cost.isPresent() && !included);
        price.put("includedInMembership", included);
        found.model().currency().ifPresent(currency -> price.put("currency", currency.name()));
        if (!included) {
            cost.ifPresent(stated -> {
                price.put("input", stated.input());
                price.put("output", stated.output());
                price.put("cacheRead", stated.cacheRead());
                price.put("cacheWrite", stated.cacheWrite());
            });
        }
    }

    private void keys(ObjectNode node) {
        ArrayNode keys = node.putArray("keys");
        for (Key key : found.keys()) {
            ObjectNode entry = keys.addObject();
            entry.put("source", word(key.source()));
            entry.put("detail", key.detail());
            entry.put("masked", key.secret().isBlank() ? "" : key.secret().masked());
            key.profileId().ifPresent(id -> entry.put("profileId", id));
            key.restsUntil().ifPresent(until -> {
                if (until.equals(Instant.MAX)) {
                    entry.put("refused", true);
                } else {
                    entry.put("restsUntil", until.toEpochMilli());
                }
            });
            key.profileId()
                    .map(found.rests()::get)
                    .ifPresent(rest -> entry.put("reason", word(rest.reason())));
        }
        found.keyTrouble().ifPresent(trouble -> node.put("keyError", trouble.in(language)));
    }

    private void allowed(ObjectNode node) {
        ObjectNode allowed = node.putObject("allowed");
        allowed.put("allowed", found.allowance().allowed());
        allowed.put("isDefault", found.allowance().isPrimary());
        found.allowance().entry().ifPresent(entry -> allowed.put("entry", entry));
        context.resolver().allowList().entries().keySet().forEach(allowed.putArray("list")::add);
    }

    private void rules(ObjectNode node) {
        ArrayNode rules = node.putArray("rules");
        for (DialectRule rule : found.rules()) {
            ObjectNode entry = rules.addObject();
            entry.put("rule", rule.key().id());
            entry.put("value", rule.value());
            entry.put("because", rule.reason().in(language));
            entry.put("origin", word(rule.origin()));
        }
    }

    private static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT).replace('_', '-');
    }
}
