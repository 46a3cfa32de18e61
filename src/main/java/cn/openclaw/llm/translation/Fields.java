package cn.openclaw.llm.translation;

import cn.openclaw.json.Json;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Looking into trees that somebody else wrote. */
final class Fields {
    private Fields() {}

    static String text(JsonNode node, String name) {
        String text = Json.text(node, name);
        return text == null ? "" : text;
    }

    static Optional<String> word(JsonNode node, String name) {
        return Optional.ofNullable(Json.text(node, name));
    }

    static Optional<Long> number(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value != null && value.isNumber() ? Optional.of(value.asLong(0)) : Optional.empty();
    }

    static Optional<Boolean> flag(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value != null && value.isBoolean() ? Optional.of(value.booleanValue()) : Optional.empty();
    }

    static @Nullable JsonNode numeric(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value != null && value.isNumber() ? value : null;
    }

    static ObjectNode object(JsonNode node, String name) {
        return node.get(name) instanceof ObjectNode object ? object : Json.object();
    }

    /** The items of a list; none if it is no list. */
    static Iterable<JsonNode> list(JsonNode node, String name) {
        JsonNode value = node.get(name);
        return value != null && value.isArray() ? value : java.util.List.of();
    }

    /** Tells of members that the other wire has no word for. */
    static void leftOut(JsonNode body, Set<String> known, Set<String> notes) {
        for (String name : body.propertyNames()) {
            JsonNode value = body.get(name);
            if (!known.contains(name) && value != null && !value.isNull()) {
                notes.add("-" + name);
            }
        }
    }
}
