package cn.openclaw.gateway.method;

import cn.openclaw.auth.Key;
import cn.openclaw.json.Json;
import cn.openclaw.llm.ThinkingLevel;
import cn.openclaw.model.Cost;
import cn.openclaw.model.Lifecycle;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.provider.CatalogModel;
import cn.openclaw.provider.ModelRows;
import cn.openclaw.provider.ModelsAtHand;
import cn.openclaw.provider.ProfileRoutes;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** One model of {@code models.list}. */
record ModelRow(ModelsAtHand models, Map<String, String> aliases) {
    private static final List<ThinkingLevel> LEVELS =
            List.of(ThinkingLevel.OFF, ThinkingLevel.MINIMAL, ThinkingLevel.LOW, ThinkingLevel.MEDIUM, ThinkingLevel.HIGH);

    ObjectNode tree(ModelRows.Row row, CatalogModel model) {
        ModelDefinition known = model.definition();
        ObjectNode tree = Json.object()
                .put("id", model.ref().model())
                .put("name", known.name())
                .put("provider", model.ref().provider())
                .put("contextWindow", known.contextWindow())
                .put("reasoning", known.reasoning());
        known.input().forEach(tree.putArray("input")::add);
        tree.put("maxTokens", known.maxTokens());
        tree.put("key", row.available() ? (rests(model) ? "resting" : "ready") : "missing");
        Optional.ofNullable(aliases.get(model.ref().toString())).ifPresent(alias -> tree.put("alias", alias));
        if (row.tags().contains("default")) {
            tree.put("default", true);
        }
        if (known.reasoning()) {
            LEVELS.forEach(level -> tree.withArray("thinkingLevels").add(level.id()));
        }
        Lifecycle life = known.lifecycle();
        tree.put("lifecycle", life.status().name().toLowerCase(Locale.ROOT));
        life.successor().ifPresent(id -> tree.put("successor", model.ref().provider() + "/" + id));
        model.price().filter(_ -> !known.included()).ifPresent(price -> tree.set("price", price(model, price)));
        return tree;
    }

    /** Whether every profile of its provider rests, as far as profiles are its keys. */
    private boolean rests(CatalogModel model) {
        boolean byProfile = models.catalog()
                .provider(model.ref().provider())
                .flatMap(models::source)
                .filter(source -> source == Key.Source.PROFILE)
                .isPresent();
        return byProfile
                && models.store().profiles().stream()
                        .filter(profile -> ProfileRoutes.isOf(model.ref().provider(), profile.provider()))
                        .allMatch(profile -> models.store().restsUntil(profile.id(), model.ref().model()).isPresent());
    }

    private static ObjectNode price(CatalogModel model, Cost price) {
        ObjectNode tree = Json.object();
        model.currency().ifPresent(currency -> tree.put("currency", currency.name()));
        return tree.put("input", price.input()).put("output", price.output()).put("cacheRead", price.cacheRead());
    }
}
