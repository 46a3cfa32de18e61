package cn.openclaw.config;

import cn.openclaw.json.Json;
import cn.openclaw.json.Json5Document;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A merge patch (RFC 7396) as single edits, so that the file keeps its comments: objects are merged, {@code null} removes,
 * anything else replaces. Values are written as the patch spells them.
 */
public final class ConfigPatch {
    private final Json5Document patch;
    private final boolean byId;
    private final List<ConfigEdit> edits = new ArrayList<>();

    private ConfigPatch(Json5Document patch, boolean byId) {
        this.patch = patch;
        this.byId = byId;
    }

    /**
     * The edits that a patch stands for.
     *
     * @param patch its root is an object
     * @param targets what the configuration says now; a key counts as present if one of these trees has it
     */
    public static List<ConfigEdit> edits(Json5Document patch, List<JsonNode> targets) {
        return made(new ConfigPatch(patch, false), targets);
    }

    /**
     * The same for clients that were shown {@link ConfigRedaction#SENTINEL} in place of secrets, and that merge lists of objects with
     * an {@code id} item by item: where the patch has that word, the value stays as it is.
     *
     * @throws ConfigException if it stands where there is nothing to keep
     */
    public static List<ConfigEdit> byId(Json5Document patch, List<JsonNode> targets) {
        return made(new ConfigPatch(patch, true), targets);
    }

    private static List<ConfigEdit> made(ConfigPatch made, List<JsonNode> targets) {
        made.merge(new Spot(List.of(), List.of()), made.patch.root(), targets);
        return made.edits;
    }

    /** A place in the configuration, and the place in the patch that speaks of it: in lists they may differ. */
    private record Spot(List<String> target, List<String> patch) {
        Spot below(String step) {
            return below(step, step);
        }

        Spot below(String targetStep, String patchStep) {
            List<String> one = new ArrayList<>(target);
            one.add(targetStep);
            List<String> other = new ArrayList<>(patch);
            other.add(patchStep);
            return new Spot(one, other);
        }
    }

    private void merge(Spot spot, JsonNode object, List<JsonNode> targets) {
        for (Map.Entry<String, JsonNode> member : object.properties()) {
            value(spot.below(member.getKey()), member.getValue(), below(targets, member.getKey()));
        }
    }

    private void value(Spot spot, JsonNode value, List<JsonNode> there) {
        if (value.isNull()) {
            if (!there.isEmpty()) {
                edits.add(ConfigEdit.unset(spot.target()));
            }
        } else if (value.isObject() && !there.isEmpty() && there.getFirst().isObject()) {
            merge(spot, value, there);
        } else if (byId && haveIds(value) && !there.isEmpty() && haveIds(there.getFirst())) {
            items(spot, value, there);
        } else if (byId && value.isString() && value.stringValue().equals(ConfigRedaction.SENTINEL)) {
            if (there.isEmpty()) {
                throw ConfigRedaction.nothingToKeep(spot.target());
            }
        } else if (there.isEmpty() || !there.getFirst().equals(value)) {
            if (byId && ConfigRedaction.holdsSentinel(value)) {
                throw ConfigRedaction.nothingToKeep(spot.target());
            }
            edits.add(ConfigEdit.set(spot.target(), text(spot.patch(), value)));
        }
    }

    private void items(Spot spot, JsonNode list, List<JsonNode> targets) {
        JsonNode known = targets.getFirst();
        int added = 0;
        for (int at = 0; at < list.size(); at++) {
            int index = indexOf(known, Json.text(list.get(at), "id"));
            String place = Integer.toString(index >= 0 ? index : known.size() + added++);
            Spot item = spot.below(place, Integer.toString(at));
            value(item, list.get(at), index >= 0 ? below(targets, place) : List.of());
        }
    }

    private static boolean haveIds(JsonNode list) {
        return list.isArray() && !list.isEmpty() && list.valueStream().allMatch(item -> Json.text(item, "id") != null);
    }

    private static int indexOf(JsonNode list, @Nullable String id) {
        for (int at = 0; at < list.size(); at++) {
            if (id != null && id.equals(Json.text(list.get(at), "id"))) {
                return at;
            }
        }
        return -1;
    }

    private static List<JsonNode> below(List<JsonNode> targets, String step) {
        List<JsonNode> found = new ArrayList<>();
        for (JsonNode target : targets) {
            ConfigPath.at(target, List.of(step)).ifPresent(found::add);
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
