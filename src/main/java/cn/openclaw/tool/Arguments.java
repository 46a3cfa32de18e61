package cn.openclaw.tool;

import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Checks what a model wants to call a tool with, and mends what is plainly meant: {@code "5"} for 5, one thing for a list of
 * one, another name for an argument. What cannot be mended is said in words the model can act on.
 */
final class Arguments {
    private final List<String> problems = new ArrayList<>();

    private Arguments() {}

    /**
     * Arguments that were looked at.
     *
     * @param values what to call the tool with
     * @param problems why not; empty if it may be called
     */
    record Checked(ObjectNode values, List<String> problems) {}

    /** Reads the JSON text that came from the model; blank counts as no arguments. */
    static Checked read(String text, ObjectNode schema, Map<String, String> aliases) {
        ObjectNode given = Json.object();
        if (!text.isBlank()) {
            try {
                if (!(Json.parse(text) instanceof ObjectNode object)) {
                    return new Checked(given, List.of("the arguments must be a JSON object"));
                }
                given = object;
            } catch (JsonException e) {
                return new Checked(given, List.of("the arguments are not valid JSON: " + e.getMessage()));
            }
        }
        for (Map.Entry<String, String> alias : aliases.entrySet()) {
            JsonNode value = given.get(alias.getKey());
            if (value != null && !given.has(alias.getValue())) {
                given.set(alias.getValue(), value);
                given.remove(alias.getKey());
            }
        }
        Arguments check = new Arguments();
        ObjectNode mended = check.object(given, schema, "");
        return new Checked(mended, List.copyOf(check.problems));
    }

    private ObjectNode object(ObjectNode given, JsonNode schema, String place) {
        ObjectNode mended = Json.object();
        JsonNode properties = schema.get("properties");
        for (Map.Entry<String, JsonNode> member : given.properties()) {
            JsonNode wanted = properties == null ? null : properties.get(member.getKey());
            if (!member.getValue().isNull()) {
                mended.set(
                        member.getKey(),
                        wanted == null ? member.getValue() : value(member.getValue(), wanted, place + member.getKey()));
            }
        }
        if (schema.get("required") instanceof ArrayNode required) {
            for (JsonNode name : required) {
                if (!mended.has(name.asString())) {
                    problems.add(place + name.asString() + " is missing");
                }
            }
        }
        return mended;
    }

    private JsonNode value(JsonNode given, JsonNode schema, String place) {
        String type = Json.text(schema, "type");
        JsonNode value = type == null ? given : typed(given, type, schema, place);
        if (schema.get("enum") instanceof ArrayNode allowed) {
            boolean fits = false;
            for (JsonNode one : allowed) {
                fits |= one.equals(value);
            }
            if (!fits) {
                problems.add(place + " must be one of " + Json.write(allowed));
            }
        }
        range(value, schema, place);
        return value;
    }

    private JsonNode typed(JsonNode given, String type, JsonNode schema, String place) {
        Optional<JsonNode> fitting =
                switch (type) {
                    case "string" -> Optional.of(given).filter(node -> node.isString() || node.isNumber() || node.isBoolean())
                            .map(node -> node.isString() ? node : Json.object().put("v", Json.write(node)).get("v"));
                    case "integer" -> number(given).filter(node -> node.decimalValue().stripTrailingZeros().scale() <= 0);
                    case "number" -> number(given);
                    case "boolean" -> truth(given);
                    case "array" -> Optional.of(list(given, schema, place));
                    case "object" -> unquoted(given) instanceof ObjectNode object
                            ? Optional.of(object(object, schema, place + "."))
                            : Optional.empty();
                    default -> Optional.of(given);
                };
        if (fitting.isEmpty()) {
            problems.add(place + " must be " + ("integer".equals(type) || "array".equals(type) ? "an " : "a ") + type);
        }
        return fitting.orElse(given);
    }

    private static Optional<JsonNode> number(JsonNode given) {
        if (given.isNumber()) {
            return Optional.of(given);
        }
        try {
            BigDecimal number = new BigDecimal(given.isString() ? given.stringValue().strip() : "none");
            boolean whole = number.stripTrailingZeros().scale() <= 0 && number.abs().compareTo(BigDecimal.valueOf(1L << 53)) < 0;
            ObjectNode box = Json.object();
            return Optional.ofNullable(whole ? box.put("v", number.longValue()).get("v") : box.put("v", number).get("v"));
        } catch (NumberFormatException e) {
            return Optional.empty();
        }
    }

    private static Optional<JsonNode> truth(JsonNode given) {
        String word = given.isBoolean() || given.isString() ? given.asString() : "";
        return word.equalsIgnoreCase("true") || word.equalsIgnoreCase("false")
                ? Optional.ofNullable(Json.object().put("v", word.equalsIgnoreCase("true")).get("v"))
                : Optional.empty();
    }

    private ArrayNode list(JsonNode given, JsonNode schema, String place) {
        JsonNode unquoted = unquoted(given);
        ArrayNode items = unquoted instanceof ArrayNode array ? array : Json.array().add(given);
        JsonNode wanted = schema.get("items");
        if (wanted == null) {
            return items;
        }
        ArrayNode mended = Json.array();
        for (int at = 0; at < items.size(); at++) {
            mended.add(value(items.get(at), wanted, place + "[" + at + "]"));
        }
        return mended;
    }

    /** Some models write a list or an object as a string that holds it. */
    private static JsonNode unquoted(JsonNode given) {
        String text = given.isString() ? given.stringValue().strip() : "";
        if (!text.startsWith("[") && !text.startsWith("{")) {
            return given;
        }
        try {
            return Json.parse(text);
        } catch (JsonException e) {
            return given;
        }
    }

    private void range(JsonNode value, JsonNode schema, String place) {
        JsonNode least = schema.get("minimum");
        JsonNode most = schema.get("maximum");
        if (value.isNumber() && least != null && value.doubleValue() < least.doubleValue()) {
            problems.add(place + " must be at least " + Json.write(least));
        }
        if (value.isNumber() && most != null && value.doubleValue() > most.doubleValue()) {
            problems.add(place + " must be at most " + Json.write(most));
        }
    }
}
