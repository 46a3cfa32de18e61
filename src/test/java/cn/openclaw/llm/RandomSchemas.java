package cn.openclaw.llm;

import cn.openclaw.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Schemas as tool servers print them, and as nobody should: every keyword, recursion, wrong kinds of value, plain nonsense. */
final class RandomSchemas {
    private static final String[] NAMES = {"path", "name", "a/b", "type", "required", "items", "id", "next", "名称", "$ref", "x y", ""};
    private static final String[] TYPES = {"string", "number", "integer", "boolean", "object", "array", "null", "STRING", "any", "float", "wibble"};
    private static final String[] DEFINITIONS = {"A", "B", "Node", "a/b", "x y"};

    private final Random random;

    RandomSchemas(Random random) {
        this.random = random;
    }

    ObjectNode root() {
        ObjectNode root = schema(4);
        if (random.nextInt(3) > 0) {
            root.put("type", "object");
            for (String combinator : new String[] {"enum", "const"}) {
                root.remove(combinator);
            }
        }
        for (String place : new String[] {"$defs", "definitions"}) {
            if (random.nextInt(3) > 0) {
                ObjectNode definitions = Json.object();
                for (String name : DEFINITIONS) {
                    if (random.nextInt(3) > 0) {
                        definitions.set(name, random.nextInt(6) == 0 ? reference() : schema(3));
                    }
                }
                root.set(place, definitions);
            }
        }
        return root;
    }

    private ObjectNode reference() {
        return Json.object().put("$ref", pointer());
    }

    private String pointer() {
        String name = DEFINITIONS[random.nextInt(DEFINITIONS.length)].replace("/", "~1").replace(" ", random.nextBoolean() ? "%20" : " ");
        return switch (random.nextInt(10)) {
            case 0 -> "#";
            case 1 -> "#/properties/" + NAMES[random.nextInt(3)].replace("/", "~1");
            case 2 -> "https://example.com/other.json#/" + name;
            case 3 -> "#anchor";
            case 4 -> "#/$defs/A/properties/next";
            case 5, 6 -> "#/definitions/" + name;
            default -> "#/$defs/" + name;
        };
    }

    private JsonNode child(int depth) {
        int kind = random.nextInt(20);
        if (kind == 0) {
            return Json.parse(random.nextBoolean() ? "true" : "false");
        }
        if (kind == 1) {
            return value();
        }
        return kind < 5 ? reference() : schema(depth - 1);
    }

    private ObjectNode schema(int depth) {
        ObjectNode schema = Json.object();
        if (random.nextInt(12) == 0) {
            return schema;
        }
        if (random.nextInt(4) > 0) {
            schema.set("type", type());
        }
        int keywords = random.nextInt(5);
        for (int i = 0; i < keywords; i++) {
            keyword(schema, depth);
        }
        return schema;
    }

    private JsonNode type() {
        if (random.nextInt(4) > 0) {
            return Json.array().add(TYPES[random.nextInt(TYPES.length)]).get(0);
        }
        ArrayNode types = Json.array();
        for (int i = random.nextInt(4); i > 0; i--) {
            types.add(TYPES[random.nextInt(TYPES.length)]);
        }
        return types;
    }

    private void keyword(ObjectNode schema, int depth) {
        switch (random.nextInt(depth > 0 ? 34 : 18)) {
            case 0 -> schema.set("enum", values(random.nextInt(5)));
            case 1 -> schema.set("const", value());
            case 2 -> schema.set("default", value());
            case 3 -> schema.put("description", "what it is " + random.nextInt(3));
            case 4 -> schema.put("title", "Title");
            case 5 -> schema.put(random.nextBoolean() ? "minimum" : "maximum", random.nextInt(20) - 10);
            case 6 -> schema.set(random.nextBoolean() ? "exclusiveMinimum" : "exclusiveMaximum", value());
            case 7 -> schema.put(random.nextBoolean() ? "minLength" : "maxLength", random.nextInt(9) - 1);
            case 8 -> schema.put(random.nextBoolean() ? "minItems" : "maxItems", random.nextInt(4));
            case 9 -> schema.put("pattern", "^[a-z]+$");
            case 10 -> schema.put("format", "date-time");
            case 11 -> schema.set("required", random.nextBoolean() ? Json.array().add("path").add("next").add("path") : value());
            case 12 -> schema.put("$comment", "x").put("$schema", "http://json-schema.org/draft-07/schema#").put("examples", 1);
            case 13 -> schema.put("nullable", random.nextBoolean());
            case 14 -> schema.put("$id", "#anchor");
            case 15 -> schema.put("$ref", pointer());
            case 16 -> schema.set(new String[] {"properties", "items", "anyOf", "allOf", "type", "$ref", "enum", "pattern", "minimum", "maxItems", "additionalProperties"}[random.nextInt(11)], value());
            case 17 -> schema.put("multipleOf", 2).put("uniqueItems", true).put("deprecated", true).put("readOnly", true);
            case 18, 19, 20, 21, 22 -> schema.set("properties", properties(depth));
            case 23, 24 -> schema.set("items", random.nextInt(4) == 0 ? children(depth) : child(depth));
            case 25 -> schema.set("prefixItems", children(depth));
            case 26 -> schema.set("anyOf", children(depth));
            case 27 -> schema.set("oneOf", children(depth));
            case 28, 29 -> schema.set("allOf", children(depth));
            case 30 -> schema.set("not", child(depth));
            case 31 -> schema.set("additionalProperties", child(depth));
            case 32 -> schema.set("patternProperties", properties(depth));
            default -> schema.set("if", child(depth));
        }
    }

    private ObjectNode properties(int depth) {
        ObjectNode properties = Json.object();
        for (int i = random.nextInt(5); i > 0; i--) {
            properties.set(NAMES[random.nextInt(NAMES.length)], child(depth));
        }
        return properties;
    }

    private ArrayNode children(int depth) {
        ArrayNode children = Json.array();
        for (int i = random.nextInt(4); i > 0; i--) {
            children.add(child(depth));
        }
        return children;
    }

    private ArrayNode values(int count) {
        ArrayNode values = Json.array();
        for (int i = 0; i < count; i++) {
            values.add(value());
        }
        return values;
    }

    /** Some JSON value. */
    JsonNode value() {
        return Json.parse(List.of(
                        "\"a\"", "\"longer words\"", "\"\"", "1", "1.0", "2.5", "-3", "1e400", "true", "false", "null", "[]", "{}", "[1,\"a\"]",
                        "{\"a\":1}", "{\"path\":\"x\",\"next\":{}}", "12345678901234567890")
                .get(random.nextInt(17)));
    }

    /** A value that fits some schemas: of members and items that schemas here speak of. */
    JsonNode instance(int depth, List<String> names) {
        int kind = random.nextInt(depth > 0 ? 12 : 8);
        if (kind < 8) {
            return Json.parse(List.of("\"abc\"", "\"value\"", "\"hello world 123\"", "1", "2.5", "-40", "true", "null").get(kind));
        }
        if (kind < 9) {
            ArrayNode array = Json.array();
            for (int i = random.nextInt(4); i > 0; i--) {
                array.add(instance(depth - 1, names));
            }
            return array;
        }
        ObjectNode object = Json.object();
        List<String> left = new ArrayList<>(names);
        for (int i = random.nextInt(4); i > 0 && !left.isEmpty(); i--) {
            object.set(left.remove(random.nextInt(left.size())), instance(depth - 1, names));
        }
        return object;
    }
}
