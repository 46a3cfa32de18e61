package cn.openclaw.provider;

import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.ConfigPath;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.model.Cost;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.model.ModelRef;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** What counts where {@code models.providers} is silent: our catalogue, or the platform's own list. */
public final class ConfigCatalogue {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;
    /** {@code models.providers.<id>.<field>}. */
    private static final int PROVIDER_FIELD = 4;
    /** {@code models.providers.<id>.models.<index>.<field>}. */
    private static final int MODEL_FIELD = 6;

    private final Places places;
    private final ClawConfig config;
    private @Nullable ModelCatalog catalog;

    ConfigCatalogue(Places places, ClawConfig config) {
        this.places = places;
        this.config = config;
    }

    /**
     * What the catalogue says.
     *
     * @param origin {@code catalogue}, {@code live} or {@code default}
     */
    public record Found(JsonNode value, String origin) {}

    /** What the catalogue says of a field that the file does not state; empty for every other path. */
    Optional<Found> find(List<String> path) {
        boolean provider = path.size() >= PROVIDER_FIELD && path.get(0).equals("models") && path.get(1).equals("providers");
        if (!provider) {
            return Optional.empty();
        }
        if (!path.get(3).equals("models")) {
            return path.size() == PROVIDER_FIELD ? provider(path.get(2), path.get(3)) : Optional.empty();
        }
        return path.size() < MODEL_FIELD ? Optional.empty() : model(path).flatMap(model -> field(model, path.subList(5, path.size())));
    }

    private ModelCatalog catalog() {
        if (catalog == null) {
            catalog = new ModelCatalog(config, places.cacheDir());
        }
        return catalog;
    }

    private Optional<Found> provider(String id, String field) {
        Optional<CatalogProvider> provider = catalog().provider(id);
        return switch (field) {
            case "baseUrl" -> provider.map(known -> found(NODES.stringNode(known.baseUrl().toString()), known.origins(), field));
            case "api" -> provider.map(known -> found(NODES.stringNode(known.api().id()), known.origins(), field));
            case "headers" ->
                provider.filter(known -> !known.headers().isEmpty()).map(known -> found(texts(known.headers()), known.origins(), field));
            default -> Optional.empty();
        };
    }

    private Optional<CatalogModel> model(List<String> path) {
        return ConfigPath.at(config.tree(), path.subList(0, MODEL_FIELD - 1))
                .map(entry -> entry.path("id"))
                .filter(JsonNode::isString)
                .flatMap(id -> catalog().find(new ModelRef(path.get(2), id.stringValue())));
    }

    private static Optional<Found> field(CatalogModel model, List<String> field) {
        ModelDefinition known = model.definition();
        Optional<JsonNode> value = switch (field.getFirst()) {
            case "name" -> Optional.of(NODES.stringNode(known.name()));
            case "api" -> Optional.of(NODES.stringNode(model.api().id()));
            case "reasoning" -> Optional.of(NODES.booleanNode(known.reasoning()));
            case "input" -> Optional.of(list(known.input()));
            case "contextWindow" -> Optional.of(NODES.numberNode(known.contextWindow()));
            case "maxTokens" -> Optional.of(NODES.numberNode(known.maxTokens()));
            case "cost" -> model.price().map(price -> cost(price));
            default -> Optional.empty();
        };
        return value.flatMap(node -> ConfigPath.at(node, field.subList(1, field.size())))
                .map(node -> found(node, model.origins(), field.getFirst()));
    }

    private static Found found(JsonNode value, Map<String, String> origins, String field) {
        String origin = origins.getOrDefault(field, "catalogue");
        return new Found(value, origin.equals("config") ? "catalogue" : origin);
    }

    private static JsonNode texts(Map<String, String> members) {
        ObjectNode object = Json.object();
        members.forEach(object::put);
        return object;
    }

    private static JsonNode list(List<String> items) {
        ArrayNode array = Json.array();
        items.forEach(array::add);
        return array;
    }

    private static JsonNode cost(Cost price) {
        return Json.object()
                .put("input", price.input())
                .put("output", price.output())
                .put("cacheRead", price.cacheRead())
                .put("cacheWrite", price.cacheWrite());
    }
}
