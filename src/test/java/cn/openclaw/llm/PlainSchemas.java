package cn.openclaw.llm;

import cn.openclaw.json.Json;
import java.util.List;
import java.util.Random;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Schemas whose every keyword {@link SchemaEvaluator} knows, always with a type, so that meanings can be compared. */
final class PlainSchemas {
    static final List<String> NAMES = List.of("a", "b", "c");

    private final Random random;

    PlainSchemas(Random random) {
        this.random = random;
    }

    ObjectNode schema(int depth) {
        return switch (random.nextInt(depth > 0 ? 10 : 5)) {
            case 0 -> (ObjectNode) Json.parse("{\"type\":\"string\",\"minLength\":%d,\"maxLength\":9}".formatted(random.nextInt(5)));
            case 1 -> (ObjectNode) Json.parse("{\"type\":[\"number\",\"null\"],\"exclusiveMinimum\":%d}".formatted(random.nextInt(3)));
            case 2 -> (ObjectNode) Json.parse("{\"enum\":[\"abc\",1,true,null]}");
            case 3 -> (ObjectNode) Json.parse("{\"type\":\"integer\",\"exclusiveMaximum\":%d}".formatted(random.nextInt(3)));
            case 4 -> (ObjectNode) Json.parse("{\"const\":\"value\"}");
            case 5 -> Json.object().put("type", "array").set("items", schema(depth - 1));
            case 6 -> combined("anyOf", depth);
            case 7 -> combined("oneOf", depth);
            case 8 -> combined("allOf", depth);
            default -> object(depth);
        };
    }

    private ObjectNode combined(String keyword, int depth) {
        ArrayNode parts = Json.array();
        for (int i = 1 + random.nextInt(3); i > 0; i--) {
            parts.add(schema(depth - 1));
        }
        return Json.object().set(keyword, parts);
    }

    private ObjectNode object(int depth) {
        ObjectNode object = Json.object().put("type", "object");
        ObjectNode properties = Json.object();
        for (String name : NAMES) {
            if (random.nextBoolean()) {
                properties.set(name, schema(depth - 1));
            }
        }
        object.set("properties", properties);
        if (random.nextInt(3) == 0) {
            object.set("required", Json.array().add(NAMES.get(random.nextInt(3))));
        }
        if (random.nextInt(3) == 0) {
            object.put("additionalProperties", false);
        }
        return object;
    }
}
