package cn.openclaw.config;

import cn.openclaw.json.Json5Document;
import cn.openclaw.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A merge patch (RFC 7396) as single edits, so that the file keeps its comments: objects are merged, {@code null} removes,
 * anything else replaces. Values are written as the patch spells them.
 */
public final class ConfigPatch {
    private final Json5Document patch;
    private final List<ConfigEdit> edits = new ArrayList<>();

    private ConfigPatch(Json5Document patch) {
        this.patch = patch;
    }

    /**
     * @param patch its root is an object
     * @param targets what the configuration says now; a key counts as present if one of these trees has it
     */
    public static List<ConfigEdit> edits(Json5Document patch, List<JsonNode> targets) {
        ConfigPatch made = new ConfigPatch(patch);
        made.merge(List.of(), patch.root(), targets);
        return made.edits;
    }

    private void merge(List<String> path, JsonNode object, List<JsonNode> targets) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            List<String> longer = new ArrayList<>(path);
            longer.add(member.getKey());
            JsonNode value = member.getValue();
            List<JsonNode> there = below(targets, member.getKey());
            if (value.isNull()) {
                if (!there.isEmpty()) {
                    edits.add(ConfigEdit.unset(longer));
                }
            } else if (value.isObject() && !there.isEmpty() && there.getFirst().isObject()) {
                merge(longer, value, there);
            } else if (there.isEmpty() || !there.getFirst().equals(value)) {
                edits.add(ConfigEdit.set(longer, text(longer, value)));
            }
        }
    }

    private static List<JsonNode> below(List<JsonNode> targets, String key) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode target : targets) {
            Optional.ofNullable(target.get(key)).ifPresent(found::add);
        }
        return found;
    }

    /** As it stands in the patch; but a new object must not bring the {@code null}s that mean "remove". */
    private String text(List<String> path, JsonNode value) {
        if (value.isObject() && hasNull(value)) {
            return Json.pretty(withoutNulls(value));
        }
        Json5Document.Place place = patch.place(path).orElseThrow();
        return patch.text().substring(place.start(), place.end());
    }

    private static boolean hasNull(@Nullable JsonNode value) {
        if (value == null || !value.isObject()) {
            return value != null && value.isNull();
        }
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            if (hasNull(member.getValue())) {
                return true;
            }
        }
        return false;
    }

    private static JsonNode withoutNulls(JsonNode value) {
        if (!value.isObject()) {
            return value;
        }
        ObjectNode copy = Json.object();
        for (Map.Entry<String, JsonNode> member : value.properties()) {
            if (!member.getValue().isNull()) {
                copy.set(member.getKey(), withoutNulls(member.getValue()));
            }
        }
        return copy;
    }
}
