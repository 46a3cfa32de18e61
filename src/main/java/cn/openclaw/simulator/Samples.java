package cn.openclaw.simulator;

import cn.openclaw.json.Json;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/** Makes a small value that a schema accepts: what it requires, and everything where it requires nothing in particular. */
final class Samples {
    private static final int DEEPEST = 12;
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final JsonNode root;
    private final String hint;

    private Samples(JsonNode root, String hint) {
        this.root = root;
        this.hint = hint.isBlank() ? "simulator" : hint;
    }

    /** @param hint what free strings say */
    static JsonNode of(JsonNode schema, String hint) {
        return new Samples(schema, hint).value(schema, 0);
    }

    private JsonNode value(JsonNode schema, int depth) {
        for (String name : new String[] {"const", "default"}) {
            if (schema.has(name)) {
                return schema.get(name);
            }
        }
        if (!schema.path("enum").isEmpty()) {
            return schema.get("enum").get(0);
        }
        if (schema.has("$ref")) {
            return depth > DEEPEST ? NODES.nullNode() : value(target(schema.get("$ref").asString("")), depth + 1);
        }
        if (!schema.path("anyOf").isEmpty()) {
            return value(schema.get("anyOf").get(0), depth + 1);
        }
        return typed(schema, depth);
    }

    private JsonNode typed(JsonNode schema, int depth) {
        JsonNode type = schema.path("type");
        String name = type.isArray() ? type.path(0).asString("") : type.asString(schema.has("properties") ? "object" : "string");
        return switch (name) {
            case "object" -> object(schema, depth);
            case "array" -> depth > DEEPEST ? Json.array() : Json.array().add(value(schema.path("items"), depth + 1));
            case "integer" -> NODES.numberNode(schema.path("minimum").asLong(1));
            case "number" -> NODES.numberNode(schema.path("minimum").asDouble(1));
            case "boolean" -> NODES.booleanNode(true);
            case "null" -> NODES.nullNode();
            default -> NODES.stringNode(text(schema));
        };
    }

    private String text(JsonNode schema) {
        int most = Math.clamp(schema.path("maxLength").asLong(60), 0, 60);
        String text = RuleEngine.shortened(hint, Math.max(0, most - 1));
        int least = schema.path("minLength").asInt(0);
        return text.length() < least ? text + "x".repeat(least - text.length()) : text;
    }

    private JsonNode object(JsonNode schema, int depth) {
        Set<String> required = new HashSet<>();
        schema.path("required").forEach(one -> required.add(one.asString("")));
        ObjectNode object = Json.object();
        for (String name : schema.path("properties").propertyNames()) {
            if ((required.isEmpty() && depth == 0) || required.contains(name)) {
                object.set(name, value(schema.path("properties").path(name), depth + 1));
            }
        }
        return object;
    }

    private JsonNode target(String reference) {
        JsonNode node = root;
        for (String step : reference.split("/", -1)) {
            node = step.equals("#") || step.isEmpty() ? node : node.path(step);
        }
        return node;
    }
}
