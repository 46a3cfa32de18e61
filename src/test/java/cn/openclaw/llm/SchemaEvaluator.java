package cn.openclaw.llm;

import java.util.regex.Pattern;
import tools.jackson.databind.JsonNode;

/** A small JSON Schema evaluator, so that tests can ask whether two schemas mean the same. Knows the keywords that they use. */
final class SchemaEvaluator {
    private final JsonNode root;

    SchemaEvaluator(JsonNode root) {
        this.root = root;
    }

    boolean accepts(JsonNode value) {
        return accepts(root, value, 0);
    }

    private boolean accepts(JsonNode schema, JsonNode value, int depth) {
        if (depth > 60) {
            throw new IllegalStateException("deep");
        }
        if (schema.isBoolean()) {
            return schema.booleanValue();
        }
        if (schema.has("$ref") && !accepts(target(schema.path("$ref").stringValue()), value, depth + 1)) {
            return false;
        }
        return combinators(schema, value, depth)
                && type(schema, value)
                && values(schema, value)
                && text(schema, value)
                && number(schema, value)
                && array(schema, value, depth)
                && object(schema, value, depth);
    }

    private JsonNode target(String reference) {
        return reference.equals("#") ? root : root.at(reference.substring(1));
    }

    private boolean combinators(JsonNode schema, JsonNode value, int depth) {
        boolean any = !schema.has("anyOf")
                || schema.path("anyOf").valueStream().anyMatch(branch -> accepts(branch, value, depth + 1));
        boolean one = !schema.has("oneOf")
                || schema.path("oneOf").valueStream().filter(branch -> accepts(branch, value, depth + 1)).count() == 1;
        return any && one && schema.path("allOf").valueStream().allMatch(part -> accepts(part, value, depth + 1));
    }

    private static boolean type(JsonNode schema, JsonNode value) {
        JsonNode type = schema.path("type");
        return type.isMissingNode()
                || (type.isArray() ? type.valueStream().anyMatch(each -> is(each, value)) : is(type, value));
    }

    private static boolean is(JsonNode type, JsonNode value) {
        return switch (type.stringValue()) {
            case "string" -> value.isString();
            case "number" -> value.isNumber();
            case "integer" -> value.isNumber() && value.doubleValue() == Math.rint(value.doubleValue());
            case "boolean" -> value.isBoolean();
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "null" -> value.isNull();
            default -> false;
        };
    }

    private static boolean values(JsonNode schema, JsonNode value) {
        boolean listed = !schema.has("enum") || schema.path("enum").valueStream().anyMatch(each -> same(each, value));
        return listed && (!schema.has("const") || same(schema.path("const"), value));
    }

    private static boolean same(JsonNode one, JsonNode two) {
        return one.isNumber() && two.isNumber() ? one.doubleValue() == two.doubleValue() : one.equals(two);
    }

    private static boolean text(JsonNode schema, JsonNode value) {
        if (!value.isString()) {
            return true;
        }
        String text = value.stringValue();
        return within(schema, "minLength", "maxLength", text.length())
                && (!schema.has("pattern") || Pattern.compile(schema.path("pattern").stringValue()).matcher(text).find());
    }

    private static boolean number(JsonNode schema, JsonNode value) {
        return !value.isNumber()
                || (within(schema, "minimum", "maximum", value.doubleValue())
                        && (!schema.path("exclusiveMinimum").isNumber()
                                || value.doubleValue() > schema.path("exclusiveMinimum").doubleValue())
                        && (!schema.path("exclusiveMaximum").isNumber()
                                || value.doubleValue() < schema.path("exclusiveMaximum").doubleValue()));
    }

    private static boolean within(JsonNode schema, String low, String high, double value) {
        return (!schema.has(low) || value >= schema.path(low).doubleValue())
                && (!schema.has(high) || value <= schema.path(high).doubleValue());
    }

    private boolean array(JsonNode schema, JsonNode value, int depth) {
        if (!value.isArray()) {
            return true;
        }
        return within(schema, "minItems", "maxItems", value.size())
                && (!schema.path("items").isObject()
                        || value.valueStream().allMatch(item -> accepts(schema.path("items"), item, depth + 1)));
    }

    private boolean object(JsonNode schema, JsonNode value, int depth) {
        if (!value.isObject()) {
            return true;
        }
        for (JsonNode name : schema.path("required")) {
            if (!value.has(name.stringValue())) {
                return false;
            }
        }
        for (var member : value.properties()) {
            JsonNode property = schema.path("properties").get(member.getKey());
            JsonNode rule = property == null ? schema.get("additionalProperties") : property;
            if (rule != null && !accepts(rule, member.getValue(), depth + 1)) {
                return false;
            }
        }
        return true;
    }
}
