package cn.openclaw.tool;

import cn.openclaw.json.Json;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Builds the schema of a tool's arguments: a flat object, the shape every platform takes; and reads what fits one. */
public final class ArgumentsSchema {
    private final ObjectNode properties = Json.object();
    private final ArrayNode required = Json.array();

    public ArgumentsSchema required(String name, String type, String description) {
        required.add(name);
        return optional(name, type, description);
    }

    public ArgumentsSchema optional(String name, String type, String description) {
        properties.set(name, Json.object().put("type", type).put("description", description));
        return this;
    }

    /** One of these words. */
    public ArgumentsSchema choice(String name, String description, String... words) {
        ObjectNode choice = Json.object().put("type", "string").put("description", description);
        ArrayNode all = choice.putArray("enum");
        for (String word : words) {
            all.add(word);
        }
        properties.set(name, choice);
        return this;
    }

    /** A list of strings. */
    public ArgumentsSchema texts(String name, String description) {
        ObjectNode list = Json.object().put("type", "array").put("description", description);
        list.set("items", Json.object().put("type", "string"));
        properties.set(name, list);
        return this;
    }

    /** A whole number between two, both included. */
    public ArgumentsSchema number(String name, String description, int from, int to) {
        properties.set(
                name,
                Json.object().put("type", "integer").put("description", description).put("minimum", from).put("maximum", to));
        return this;
    }

    public ObjectNode schema() {
        ObjectNode schema = Json.object().put("type", "object");
        schema.set("properties", properties);
        if (!required.isEmpty()) {
            schema.set("required", required);
        }
        return schema;
    }

    /** A string argument; this one where there is none. */
    public static String text(ObjectNode arguments, String name, String otherwise) {
        String text = Json.text(arguments, name);
        return text == null ? otherwise : text;
    }

    /** A whole number; this one where there is none. */
    public static int number(JsonNode arguments, String name, int otherwise) {
        JsonNode node = arguments.get(name);
        return node == null || !node.isNumber()
                ? otherwise
                : (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, node.asLong(otherwise)));
    }
}
