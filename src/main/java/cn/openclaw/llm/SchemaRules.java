package cn.openclaw.llm;

import cn.openclaw.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** The platform's rules for a tool's parameters, as its default level ("strict") holds them. Knows nothing of the normaliser. */
final class SchemaRules {
    private static final Set<String> EVERYWHERE = Set.of("description", "default");
    private static final Set<String> TYPES = Set.of("string", "number", "integer", "boolean", "object", "array", "null");

    private final ObjectNode root;
    private final List<String> problems = new ArrayList<>();
    private int enumValues;
    private int enumCharacters;
    private int propertyNames;
    private int steps;

    private SchemaRules(ObjectNode root) {
        this.root = root;
    }

    static List<String> problems(ObjectNode root) {
        SchemaRules rules = new SchemaRules(root);
        rules.document();
        return List.copyOf(rules.problems);
    }

    private void document() {
        if (!"object".equals(Json.text(root, "type"))) {
            say("", "type is required and must be \"object\"");
        }
        node("", root, 1);
        JsonNode definitions = root.path("$defs");
        if (root.has("$defs") && !definitions.isObject()) {
            say("$defs", "must be an object");
        }
        for (var definition : definitions.properties()) {
            if (definition.getKey().contains("/")) {
                say("$defs", "names must not contain '/'");
            }
            node("$defs." + definition.getKey(), definition.getValue(), 2);
        }
        if (problems.isEmpty() && endless(root, new HashSet<>())) {
            say("", "detected infinite recursion without termination condition");
        }
        limit("property names", propertyNames, MoonshotSchema.MAX_PROPERTIES);
        limit("enum values", enumValues, MoonshotSchema.MAX_ENUM_VALUES);
        limit("enum characters", enumCharacters, MoonshotSchema.MAX_ENUM_CHARACTERS);
        limit("characters", Json.write(root).length(), MoonshotSchema.MAX_CHARACTERS);
    }

    private void limit(String what, int found, int most) {
        if (found > most) {
            say("", "too many " + what + ": " + found + " > " + most);
        }
    }

    private void say(String path, String problem) {
        problems.add("At path '" + path + "': " + problem);
    }

    private void node(String path, JsonNode node, int depth) {
        if (!node.isObject()) {
            say(path, "a schema must be an object");
        } else if (depth > MoonshotSchema.MAX_DEPTH) {
            say(path, "nested deeper than " + MoonshotSchema.MAX_DEPTH);
        } else if (node.has("anyOf")) {
            anyOf(path, node, depth);
        } else if (node.has("$ref")) {
            reference(path, node);
        } else {
            typed(path, node, depth);
        }
        if (node.has("description") && !node.path("description").isString()) {
            say(path, "description must be a string");
        }
    }

    private void anyOf(String path, JsonNode node, int depth) {
        if (node.has("type")) {
            say(path, "when using anyOf, type should be defined in anyOf items instead of the parent schema");
        }
        onlyKeywords(path, node, Set.of("anyOf", "type"));
        JsonNode branches = node.path("anyOf");
        if (!branches.isArray() || branches.isEmpty() || branches.size() > MoonshotSchema.MAX_BRANCHES) {
            say(path, "anyOf must hold 1 to " + MoonshotSchema.MAX_BRANCHES + " schemas");
        }
        int at = 0;
        for (JsonNode branch : branches) {
            node(path + ".anyOf." + at++, branch, depth + 1);
        }
    }

    private void reference(String path, JsonNode node) {
        if (node.has("type")) {
            say(path, "when using $ref, type should be defined in the referenced schema instead of the parent schema");
        }
        onlyKeywords(path, node, Set.of("$ref", "type"));
        String reference = Json.text(node, "$ref");
        if (reference == null || !reference.startsWith("#/$defs/")) {
            say(path, "references must start with #/$defs/");
            return;
        }
        JsonNode target = root.path("$defs").path(reference.substring("#/$defs/".length()));
        if (!target.isObject()) {
            say(path, "unknown reference " + reference);
        } else if (node.has("description") && target.has("description")) {
            say(path, "conflicting keywords found after $ref expansion: description");
        }
    }

    private void typed(String path, JsonNode node, int depth) {
        JsonNode declared = node.path("type");
        String type = declared.isString() ? declared.stringValue() : nullable(declared);
        if (!TYPES.contains(type)) {
            say(path, "type is not defined");
            return;
        }
        switch (type) {
            case "object" -> object(path, node, depth);
            case "array" -> array(path, node, depth);
            case "string" -> string(path, node);
            case "number", "integer" -> number(path, node, declared.isArray());
            default -> onlyKeywords(path, node, Set.of("type"));
        }
        if (node.has("default") && !isA(node.path("default"), type) && !(declared.isArray() && node.path("default").isNull())) {
            say(path, "default is not of type " + type);
        }
    }

    /** The type beside null, or nothing: only such pairs are allowed. */
    private static String nullable(JsonNode types) {
        if (types.size() != 2 || !"null".equals(types.get(1).asString(""))) {
            return "";
        }
        String type = types.get(0).asString("");
        return type.equals("null") ? "" : type;
    }

    private void onlyKeywords(String path, JsonNode node, Set<String> allowed) {
        for (String keyword : node.propertyNames()) {
            boolean known = allowed.contains(keyword) || EVERYWHERE.contains(keyword) || (node == root && keyword.equals("$defs"));
            if (!known) {
                say(path, "invalid keywords: " + keyword);
            }
        }
    }

    private void string(String path, JsonNode node) {
        onlyKeywords(path, node, Set.of("type", "enum", "minLength", "maxLength", "pattern"));
        counts(path, node, "minLength", "maxLength");
        if (node.has("pattern") && !node.path("pattern").isString()) {
            say(path, "pattern must be a string");
        }
        enumeration(path, node, "string");
    }

    private void number(String path, JsonNode node, boolean orNull) {
        onlyKeywords(path, node, Set.of("type", "enum", "minimum", "maximum"));
        for (String bound : List.of("minimum", "maximum")) {
            if (node.has(bound) && !node.path(bound).isNumber()) {
                say(path, bound + " must be a number");
            }
        }
        ordered(path, node, "minimum", "maximum");
        enumeration(path, node, orNull ? node.path("type").get(0).asString("") : node.path("type").asString(""));
    }

    private void enumeration(String path, JsonNode node, String type) {
        if (!node.has("enum")) {
            return;
        }
        JsonNode values = node.path("enum");
        if (!values.isArray() || values.isEmpty()) {
            say(path, "enum must be an array with values");
        }
        for (JsonNode value : values) {
            enumValues++;
            enumCharacters += value.isString() ? value.stringValue().length() : 0;
            boolean allowedNull = value.isNull() && node.path("type").isArray();
            if (!isA(value, type) && !allowedNull) {
                say(path, "enum value is not of type " + type);
            }
        }
    }

    private static boolean isA(JsonNode value, String type) {
        return switch (type) {
            case "string" -> value.isString();
            case "number" -> value.isNumber();
            case "integer" -> value.isNumber() && value.decimalValue().remainder(java.math.BigDecimal.ONE).signum() == 0;
            case "boolean" -> value.isBoolean();
            case "object" -> value.isObject();
            case "array" -> value.isArray();
            default -> value.isNull();
        };
    }

    private void array(String path, JsonNode node, int depth) {
        onlyKeywords(path, node, Set.of("type", "items", "minItems", "maxItems"));
        counts(path, node, "minItems", "maxItems");
        if (node.has("items")) {
            node(path + ".items", node.path("items"), depth + 1);
        }
    }

    private void object(String path, JsonNode node, int depth) {
        onlyKeywords(path, node, Set.of("type", "properties", "required", "additionalProperties"));
        JsonNode properties = node.path("properties");
        if (node.has("properties") && !properties.isObject()) {
            say(path, "properties must be an object");
        }
        for (var property : properties.properties()) {
            propertyNames++;
            node(path + ".properties." + property.getKey(), property.getValue(), depth + 1);
        }
        if (node.has("required") && !node.path("required").isArray()) {
            say(path, "required must be an array");
        }
        Set<JsonNode> names = new HashSet<>();
        for (JsonNode name : node.path("required")) {
            if (!name.isString() || !properties.has(name.stringValue()) || !names.add(name)) {
                say(path, "required property '" + name.asString("") + "' is not defined in properties, or named twice");
            }
        }
        JsonNode additional = node.path("additionalProperties");
        if (additional.isObject()) {
            node(path + ".additionalProperties", additional, depth + 1);
        } else if (node.has("additionalProperties") && !additional.isBoolean()) {
            say(path, "additionalProperties must be a boolean or a schema");
        }
    }

    private void counts(String path, JsonNode node, String low, String high) {
        for (String keyword : List.of(low, high)) {
            JsonNode value = node.path(keyword);
            if (node.has(keyword) && !(isA(value, "integer") && value.decimalValue().signum() >= 0)) {
                say(path, keyword + " must be a whole number that is not negative");
                return;
            }
        }
        ordered(path, node, low, high);
    }

    private void ordered(String path, JsonNode node, String low, String high) {
        boolean both = node.path(low).isNumber() && node.path(high).isNumber();
        if (both && node.path(low).decimalValue().compareTo(node.path(high).decimalValue()) > 0) {
            say(path, low + " is greater than " + high);
        }
    }

    /** Walks only where a value must go on; meeting a reference on its own way means that no value ever ends there. */
    private boolean endless(JsonNode node, Set<String> way) {
        if (++steps > 1_000_000) {
            return false;
        }
        String reference = Json.text(node, "$ref");
        if (reference != null) {
            if (!way.add(reference)) {
                return true;
            }
            boolean endless = endless(root.path("$defs").path(reference.substring("#/$defs/".length())), way);
            way.remove(reference);
            return endless;
        }
        if (node.has("anyOf")) {
            return node.path("anyOf").valueStream().allMatch(branch -> endless(branch, way));
        }
        boolean orNull = node.path("type").isArray();
        for (JsonNode name : node.path("required")) {
            if (!orNull && endless(node.path("properties").path(name.stringValue()), way)) {
                return true;
            }
        }
        boolean wantsItem = !orNull && node.path("minItems").isNumber() && node.path("minItems").decimalValue().signum() > 0;
        return wantsItem && node.has("items") && endless(node.path("items"), way);
    }
}
