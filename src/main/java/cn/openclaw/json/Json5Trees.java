package cn.openclaw.json;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What an edit means, done to the tree: the yardstick for what it did to the text. */
final class Json5Trees {

    private Json5Trees() {}

    static JsonNode with(JsonNode tree, List<String> path, JsonNode value) {
        return put(tree.isNull() && !path.isEmpty() ? Json.object() : tree, path, value);
    }

    private static JsonNode put(JsonNode tree, List<String> path, JsonNode value) {
        if (path.isEmpty()) {
            return value;
        }
        String step = path.getFirst();
        List<String> rest = path.subList(1, path.size());
        if (tree instanceof ObjectNode object) {
            object.set(step, put(orNew(object.get(step), rest), rest, value));
        } else if (tree instanceof ArrayNode array) {
            int index = Json5Node.Container.index(step);
            JsonNode item = put(orNew(array.get(index), rest), rest, value);
            if (index < array.size()) {
                array.set(index, item);
            } else {
                array.add(item);
            }
        } else {
            throw new IllegalStateException("no way into a " + tree.getNodeType());
        }
        return tree;
    }

    /** What stands there, or what the next step makes: {@code null} gives way like nothing. */
    private static JsonNode orNew(@Nullable JsonNode there, List<String> rest) {
        if (there != null && !there.isNull()) {
            return there;
        }
        return !rest.isEmpty() && Json5Node.Container.index(rest.getFirst()) >= 0 ? Json.array() : Json.object();
    }

    static JsonNode without(JsonNode tree, List<String> path) {
        JsonNode parent = tree;
        for (String step : path.subList(0, path.size() - 1)) {
            JsonNode next = parent.isArray() ? parent.get(Json5Node.Container.index(step)) : parent.get(step);
            if (next == null) {
                return tree;
            }
            parent = next;
        }
        if (parent instanceof ObjectNode object) {
            object.remove(path.getLast());
        } else if (parent instanceof ArrayNode array) {
            array.remove(Json5Node.Container.index(path.getLast()));
        }
        return tree;
    }
}
