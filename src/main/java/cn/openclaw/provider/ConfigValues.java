package cn.openclaw.provider;

import cn.openclaw.config.ConfigPath;
import cn.openclaw.config.ConfigSchema;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What counts, key by key: what is written, else what the catalogue says, else the built-in default. */
public final class ConfigValues {
    private final JsonNode tree;
    private final ConfigCatalogue catalogue;

    public ConfigValues(Places places, ConfigSnapshot snapshot) {
        this.tree = snapshot.config().tree();
        this.catalogue = new ConfigCatalogue(places, snapshot.config());
    }

    /** The value at a path; an object or a list comes with the defaults of everything in it that is written down. */
    public Optional<JsonNode> effective(List<String> path) {
        Optional<JsonNode> written = written(path);
        if (written.isPresent()) {
            return written.map(node -> node.isContainer() ? defaulted(path, node) : node);
        }
        // A provider that nobody wrote about is no part of this configuration, however well the catalogue knows it.
        boolean inside = path.size() > 1 && written(path.subList(0, path.size() - 1)).isPresent();
        return inside ? absent(path) : fallback(path);
    }

    /** The value at a path as it is written. */
    public Optional<JsonNode> written(List<String> path) {
        return ConfigPath.at(tree, path);
    }

    /** What the catalogue says of a field. */
    public Optional<ConfigCatalogue.Found> listed(List<String> path) {
        return catalogue.find(path);
    }

    /** The built-in default of a key. */
    public static Optional<JsonNode> fallback(List<String> path) {
        return path.isEmpty() ? Optional.empty() : ConfigSchema.entry(path).flatMap(ConfigSchema.Entry::fallback).map(Json::parse);
    }

    private Optional<JsonNode> absent(List<String> path) {
        return listed(path).map(ConfigCatalogue.Found::value).or(() -> fallback(path));
    }

    private JsonNode defaulted(List<String> path, JsonNode node) {
        if (node.isArray()) {
            ArrayNode copy = Json.array();
            for (int index = 0; index < node.size(); index++) {
                copy.add(defaulted(below(path, Integer.toString(index)), node.get(index)));
            }
            return copy;
        }
        return node.isObject() ? members(path, node) : node;
    }

    private ObjectNode members(List<String> path, JsonNode object) {
        ObjectNode copy = Json.object();
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            copy.set(member.getKey(), defaulted(below(path, member.getKey()), member.getValue()));
        }
        for (String key : ConfigSchema.entry(path).map(entry -> entry.keys().keySet()).orElseGet(Set::of)) {
            if (!copy.has(key) && !key.equals("*")) {
                absent(below(path, key)).ifPresent(value -> copy.set(key, value));
            }
        }
        return copy;
    }

    private static List<String> below(List<String> path, String step) {
        List<String> longer = new ArrayList<>(path);
        longer.add(step);
        return longer;
    }
}
