package cn.openclaw.llm;

import cn.openclaw.json.Json;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What a schema says by its own keywords, references and combinators left aside: one alternative for each type it allows. */
final class SchemaKeywords {
    private SchemaKeywords() {}

    /** The alternatives, or empty if the schema's own keywords forbid nothing. */
    static Optional<List<SchemaAlternative>> own(ObjectNode schema) {
        Set<String> types = declaredTypes(schema);
        Optional<ArrayNode> values = values(schema);
        if (values.isPresent()) {
            return Optional.of(enumerated(schema, types, values.get()));
        }
        if (types.isEmpty()) {
            types = inferredTypes(schema);
        }
        if (types.isEmpty()) {
            return Optional.empty();
        }
        return Optional.of(types.stream().map(type -> typed(schema, type)).toList());
    }

    private static Set<String> declaredTypes(ObjectNode schema) {
        JsonNode declared = schema.path("type");
        Set<String> types = new LinkedHashSet<>();
        List<JsonNode> words = declared.isArray() ? new ArrayList<>(declared.values()) : List.of(declared);
        for (JsonNode word : words) {
            String type = word.isString() ? type(word.stringValue()) : "";
            if (type.equals("any")) {
                return new LinkedHashSet<>();
            }
            if (!type.isEmpty()) {
                types.add(type);
            }
        }
        if (types.contains("number")) {
            types.remove("integer");
        }
        if (!types.isEmpty() && isTrue(schema.get("nullable"))) {
            types.add("null");
        }
        return types;
    }

    /** A type's standard name. Tool servers print their language's names too, and some print capitals. */
    private static String type(String word) {
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "string", "str", "text" -> "string";
            case "number", "float", "double", "decimal" -> "number";
            case "integer", "int", "long" -> "integer";
            case "boolean", "bool" -> "boolean";
            case "object", "dict", "map" -> "object";
            case "array", "list", "tuple" -> "array";
            case "null", "none" -> "null";
            case "any" -> "any";
            default -> "";
        };
    }

    private static Set<String> inferredTypes(ObjectNode schema) {
        if (hasAny(schema, "properties", "required", "additionalProperties", "patternProperties", "propertyNames", "minProperties", "maxProperties")) {
            return Set.of("object");
        }
        if (hasAny(schema, "items", "prefixItems", "minItems", "maxItems", "uniqueItems", "contains")) {
            return Set.of("array");
        }
        if (hasAny(schema, "pattern", "minLength", "maxLength", "format")) {
            return Set.of("string");
        }
        if (hasAny(schema, "minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf")) {
            return Set.of("number");
        }
        return Set.of();
    }

    private static boolean hasAny(ObjectNode schema, String... keywords) {
        for (String keyword : keywords) {
            // Draft 3 wrote "required: true" on the property itself, which says nothing about its type.
            if (schema.has(keyword) && !(keyword.equals("required") && schema.path(keyword).isBoolean())) {
                return true;
            }
        }
        return false;
    }

    private static Optional<ArrayNode> values(ObjectNode schema) {
        JsonNode constant = schema.get("const");
        Optional<ArrayNode> listed = schema.path("enum") instanceof ArrayNode array && !array.isEmpty()
                ? Optional.of(distinct(array))
                : Optional.empty();
        if (constant == null) {
            return listed;
        }
        ArrayNode single = Json.array().add(constant);
        return listed.isPresent() && !SchemaAlternative.sharedValues(listed.get(), single).isEmpty()
                ? Optional.of(single)
                : Optional.of(listed.orElse(single));
    }

    static ArrayNode distinct(ArrayNode values) {
        ArrayNode distinct = Json.array();
        for (JsonNode value : values) {
            boolean known = false;
            for (JsonNode other : distinct) {
                known |= SchemaAlternative.same(value, other);
            }
            if (!known) {
                distinct.add(value);
            }
        }
        return distinct;
    }

    /** One alternative for each type among the values. Values that the declared types forbid are left out, unless that leaves none. */
    private static List<SchemaAlternative> enumerated(ObjectNode schema, Set<String> types, ArrayNode values) {
        ArrayNode allowed = Json.array();
        for (JsonNode value : values) {
            if (types.isEmpty() || types.stream().anyMatch(type -> fits(value, type))) {
                allowed.add(value);
            }
        }
        if (allowed.isEmpty()) {
            return enumerated(schema, Set.of(), values);
        }
        Set<String> present = new LinkedHashSet<>();
        allowed.forEach(value -> present.add(typeOf(value, types, allowed)));
        List<SchemaAlternative> alternatives = new ArrayList<>();
        for (String type : present) {
            SchemaAlternative alternative = typed(schema, type);
            if (type.equals("string") || type.equals("number") || type.equals("integer")) {
                ArrayNode own = Json.array();
                allowed.forEach(value -> {
                    if (fits(value, type)) {
                        own.add(value);
                    }
                });
                alternative.node().set("enum", own);
            }
            alternatives.add(alternative);
        }
        return alternatives;
    }

    private static String typeOf(JsonNode value, Set<String> declared, ArrayNode all) {
        if (!value.isNumber()) {
            return SchemaAlternative.TYPES.stream().filter(type -> fits(value, type)).findFirst().orElse("string");
        }
        if (declared.contains("number")) {
            return "number";
        }
        for (JsonNode other : all) {
            if (other.isNumber() && !isWhole(other)) {
                return "number";
            }
        }
        return "integer";
    }

    /** Whether a value is of a type. */
    static boolean fits(JsonNode value, String type) {
        return switch (type) {
            case "string" -> value.isString();
            case "number" -> value.isNumber();
            case "integer" -> value.isNumber() && isWhole(value);
            case "boolean" -> value.isBoolean();
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            case "null" -> value.isNull();
            default -> false;
        };
    }

    private static boolean isWhole(JsonNode number) {
        return number.isIntegralNumber() || number.decimalValue().stripTrailingZeros().scale() <= 0;
    }

    private static SchemaAlternative typed(ObjectNode schema, String type) {
        ObjectNode node = Json.object().put("type", type);
        switch (type) {
            case "string" -> {
                count(schema, node, "minLength");
                count(schema, node, "maxLength");
                copyIf(schema.path("pattern").isString(), schema, node, "pattern");
            }
            case "number", "integer" -> numberBounds(schema, node, type.equals("integer"));
            case "array" -> array(schema, node);
            case "object" -> object(schema, node);
            default -> {}
        }
        return new SchemaAlternative(node, Set.of());
    }

    private static void copyIf(boolean wanted, ObjectNode from, ObjectNode to, String keyword) {
        JsonNode value = from.get(keyword);
        if (wanted && value != null) {
            to.set(keyword, value);
        }
    }

    private static void count(ObjectNode from, ObjectNode to, String keyword) {
        JsonNode value = from.path(keyword);
        if (value.isNumber() && isWhole(value) && value.decimalValue().signum() >= 0) {
            to.set(keyword, value);
        }
    }

    private static void numberBounds(ObjectNode schema, ObjectNode node, boolean whole) {
        bound(schema, true, whole).ifPresent(value -> node.set("minimum", value));
        bound(schema, false, whole).ifPresent(value -> node.set("maximum", value));
    }

    /**
     * The closed bound. An open one ({@code exclusiveMinimum}, a number, or in old drafts a switch) moves by one for whole
     * numbers; for others the bound itself becomes allowed, which is the nearest that the flavour can say.
     */
    private static Optional<JsonNode> bound(ObjectNode schema, boolean lower, boolean whole) {
        JsonNode closed = schema.path(lower ? "minimum" : "maximum");
        JsonNode open = schema.path(lower ? "exclusiveMinimum" : "exclusiveMaximum");
        if (open.isBoolean()) {
            open = open.booleanValue() ? closed : schema.path("");
        }
        if (!isFinite(open)) {
            return isFinite(closed) ? Optional.of(closed) : Optional.empty();
        }
        JsonNode moved = whole ? next(open.decimalValue(), lower) : open;
        boolean tighter = !isFinite(closed)
                || (moved.decimalValue().compareTo(closed.decimalValue()) > 0) == lower;
        return Optional.of(tighter ? moved : closed);
    }

    private static JsonNode next(BigDecimal open, boolean lower) {
        BigInteger whole = open.setScale(0, lower ? RoundingMode.FLOOR : RoundingMode.CEILING).toBigInteger();
        BigInteger next = lower ? whole.add(BigInteger.ONE) : whole.subtract(BigInteger.ONE);
        return Json.parse(next.toString());
    }

    private static boolean isFinite(JsonNode value) {
        return value.isNumber() && Double.isFinite(value.decimalValue().doubleValue());
    }

    private static void array(ObjectNode schema, ObjectNode node) {
        count(schema, node, "minItems");
        count(schema, node, "maxItems");
        JsonNode items = schema.path("items");
        boolean tuple = items.isArray() || schema.path("prefixItems").isArray();
        if (!tuple) {
            copyIf(items.isObject(), schema, node, "items");
            return;
        }
        JsonNode first = items.isArray() ? items : schema.path("prefixItems");
        JsonNode rest = items.isArray() ? schema.path("additionalItems") : items;
        if (rest.isBoolean() && !rest.booleanValue()) {
            JsonNode most = node.get("maxItems");
            if (most == null || most.decimalValue().compareTo(BigDecimal.valueOf(first.size())) > 0) {
                node.put("maxItems", first.size());
            }
        } else if (!rest.isObject()) {
            return; // What follows the tuple may be anything, so an item may be anything.
        }
        ArrayNode branches = Json.array();
        first.forEach(branches::add);
        if (rest.isObject()) {
            branches.add(rest);
        }
        if (!branches.isEmpty()) {
            ObjectNode either = Json.object();
            either.set("anyOf", branches);
            node.set("items", either);
        }
    }

    private static void object(ObjectNode schema, ObjectNode node) {
        copyIf(schema.path("properties").isObject(), schema, node, "properties");
        ArrayNode required = required(schema);
        if (!required.isEmpty()) {
            node.set("required", required);
        }
        JsonNode additional = schema.get("additionalProperties");
        JsonNode patterns = schema.path("patternProperties");
        if (isFalse(additional) && patterns.isObject() && !patterns.isEmpty()) {
            ObjectNode either = Json.object();
            either.set("anyOf", Json.array().addAll(patterns.values()));
            node.set("additionalProperties", either);
        } else if (additional != null && (additional.isBoolean() || (additional.isObject() && !patterns.isObject()))) {
            node.set("additionalProperties", additional);
        }
    }

    private static ArrayNode required(ObjectNode schema) {
        Set<JsonNode> names = new LinkedHashSet<>();
        for (JsonNode name : schema.path("required")) {
            if (name.isString()) {
                names.add(name);
            }
        }
        for (var property : schema.path("properties").properties()) {
            if (property.getValue().isObject() && isTrue(property.getValue().get("required"))) {
                names.addAll(Json.array().add(property.getKey()).values());
            }
        }
        return Json.array().addAll(names);
    }

    private static boolean isTrue(@Nullable JsonNode node) {
        return node != null && node.isBoolean() && node.booleanValue();
    }

    private static boolean isFalse(@Nullable JsonNode node) {
        return node != null && node.isBoolean() && !node.booleanValue();
    }
}
