package cn.openclaw.simulator;

import cn.openclaw.json.Json;
import cn.openclaw.simulator.SimulatorOptions.SchemaLevel;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/**
 * Moonshot-flavoured JSON Schema, judged by the published rules of the vendor's validator (MFJS specification of June 2026).
 * Two of its levels: {@code LENIENT} is what every level demands, {@code STRICT} also knows every keyword and wants a type on
 * every node.
 */
final class SchemaRules {
    private static final Set<String> KEYWORDS = Set.of(
            "type", "properties", "required", "additionalProperties", "items", "enum", "const", "anyOf", "$ref", "$defs", "$id",
            "$schema", "description", "default", "minimum", "maximum", "minLength", "maxLength", "minItems", "maxItems", "pattern");
    /** Keywords that no level takes. */
    private static final Set<String> NEVER = Set.of(
            "allOf", "oneOf", "not", "if", "then", "else", "patternProperties", "exclusiveMinimum", "exclusiveMaximum", "prefixItems");
    private static final Set<String> TYPES = Set.of("string", "number", "integer", "boolean", "object", "array", "null");
    private static final int MOST_ENUM = 1_000;
    private static final int MOST_ENUM_CHARACTERS = 75_000;
    private static final int MOST_BRANCHES = 500;
    private static final int DEEPEST = 30;
    private static final int LONGEST = 120_000;
    private static final int MOST_PROPERTIES = 3_000;

    private final JsonNode root;
    private final boolean strict;
    private int properties;

    private SchemaRules(JsonNode root, SchemaLevel level) {
        this.root = root;
        this.strict = level == SchemaLevel.STRICT;
    }

    /** What stops a schema: a rule that is broken and where. Thrown inside, given back as text. */
    private static final class Broken extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Broken(String path, String rule) {
            super("At path '" + path + "': " + rule, null, false, false);
        }
    }

    /** The first problem of a schema in the validator's own words, or nothing. */
    static Optional<String> check(JsonNode schema, SchemaLevel level) {
        if (level == SchemaLevel.OFF) {
            return Optional.empty();
        }
        try {
            SchemaRules rules = new SchemaRules(schema, level);
            if (Json.write(schema).length() > LONGEST) {
                throw new Broken("", "schema is larger than " + LONGEST + " characters");
            }
            rules.checkDefinitions();
            rules.node(schema, "", 1);
            if (!new Termination(schema).ends()) {
                throw new Broken("", "detected infinite recursion without termination condition");
            }
            return Optional.empty();
        } catch (Broken e) {
            return Optional.of(String.valueOf(e.getMessage()));
        }
    }

    private void checkDefinitions() {
        for (Map.Entry<String, JsonNode> definition : root.path("$defs").properties()) {
            if (definition.getKey().contains("/")) {
                throw new Broken("$defs", "definition names must not contain '/'");
            }
            node(definition.getValue(), "$defs." + definition.getKey(), 2);
        }
    }

    private void node(JsonNode node, String path, int depth) {
        if (!node.isObject()) {
            throw new Broken(path, "schema must be an object");
        }
        if (depth > DEEPEST) {
            throw new Broken(path, "schema is nested deeper than " + DEEPEST + " levels");
        }
        checkKeywords(node, path);
        checkTypePlace(node, path);
        checkReference(node, path);
        checkType(node, path);
        checkEnum(node, path);
        checkRequired(node, path);
        children(node, path, depth);
    }

    private void checkKeywords(JsonNode node, String path) {
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            boolean known = strict ? KEYWORDS.contains(member.getKey()) : !NEVER.contains(member.getKey());
            if (!known) {
                throw new Broken(path, "invalid keywords: " + member.getKey());
            }
        }
        if (node != root && node.has("$defs")) {
            throw new Broken(path, "$defs is only allowed at the root");
        }
    }

    private static void checkTypePlace(JsonNode node, String path) {
        if (node.has("type") && node.has("anyOf")) {
            throw new Broken(path, "when using anyOf, type should be defined in anyOf items instead of the parent schema");
        }
        if (node.has("type") && node.has("$ref")) {
            throw new Broken(path, "when using $ref, type should be defined in the referenced schema instead of the parent schema");
        }
    }

    private void checkReference(JsonNode node, String path) {
        if (!node.has("$ref")) {
            return;
        }
        String reference = node.get("$ref").asString("");
        boolean here = reference.startsWith("#/$defs/") || (!strict && reference.equals("#"));
        if (!here) {
            throw new Broken(path, "references must start with #/$defs/");
        }
        JsonNode target = Termination.target(root, reference);
        if (target.isMissingNode()) {
            throw new Broken(path, "reference " + reference + " is not defined");
        }
        if (strict && node.has("description") && target.has("description")) {
            throw new Broken(path, "conflicting keywords found after $ref expansion: description");
        }
    }

    private void checkType(JsonNode node, String path) {
        JsonNode type = node.get("type");
        if (type == null) {
            boolean said = node.has("anyOf") || node.has("$ref") || node.has("enum") || node.has("const");
            if (strict && !said) {
                throw new Broken(path, "type is not defined");
            }
            return;
        }
        List<JsonNode> all = type.isArray() ? type.values().stream().toList() : List.of(type);
        if (all.isEmpty() || !all.stream().allMatch(one -> TYPES.contains(one.asString("")))) {
            throw new Broken(path, "type is invalid");
        }
        boolean nullable = all.size() == 2 && all.stream().anyMatch(one -> one.asString("").equals("null"));
        if (strict && all.size() > 1 && !nullable) {
            throw new Broken(path, "type must be one type, or one type and null");
        }
    }

    private void checkEnum(JsonNode node, String path) {
        JsonNode values = node.get("enum");
        if (values == null) {
            return;
        }
        if (!values.isArray() || values.isEmpty() || values.size() > MOST_ENUM) {
            throw new Broken(path, "enum must be an array of 1 to " + MOST_ENUM + " items");
        }
        Set<String> kinds = new HashSet<>();
        int characters = 0;
        for (JsonNode value : values) {
            if (!value.isNull()) {
                kinds.add(value.getNodeType().name());
            }
            characters += value.asString("").length();
        }
        if (kinds.size() > 1 || kinds.contains("OBJECT") || kinds.contains("ARRAY")) {
            throw new Broken(path, "enum values must be of one scalar type");
        }
        if (characters > MOST_ENUM_CHARACTERS) {
            throw new Broken(path, "enum strings are longer than " + MOST_ENUM_CHARACTERS + " characters");
        }
        String type = node.path("type").asString("");
        boolean mismatch = (type.equals("string") && !kinds.contains("STRING"))
                || ((type.equals("number") || type.equals("integer")) && !kinds.contains("NUMBER"));
        if (mismatch) {
            throw new Broken(path, "enum values do not match type " + type);
        }
    }

    private static void checkRequired(JsonNode node, String path) {
        JsonNode required = node.get("required");
        if (required == null) {
            return;
        }
        if (!required.isArray()) {
            throw new Broken(path, "required must be an array");
        }
        for (JsonNode name : required) {
            if (!node.path("properties").has(name.asString(""))) {
                throw new Broken(path, "required property '" + name.asString("") + "' is not defined in properties");
            }
        }
    }

    private void children(JsonNode node, String path, int depth) {
        String before = path.isEmpty() ? "" : path + ".";
        JsonNode members = node.path("properties");
        if (!members.isMissingNode() && !members.isObject()) {
            throw new Broken(path, "properties must be an object");
        }
        for (Map.Entry<String, JsonNode> member : members.properties()) {
            if (++properties > MOST_PROPERTIES) {
                throw new Broken(path, "more than " + MOST_PROPERTIES + " properties");
            }
            node(member.getValue(), before + "properties." + member.getKey(), depth + 1);
        }
        if (node.has("items")) {
            if (!node.get("items").isObject()) {
                throw new Broken(path, "items must be an object");
            }
            node(node.get("items"), before + "items", depth + 1);
        }
        if (node.path("additionalProperties").isObject()) {
            node(node.get("additionalProperties"), before + "additionalProperties", depth + 1);
        }
        branches(node, before, depth);
    }

    private void branches(JsonNode node, String before, int depth) {
        JsonNode branches = node.get("anyOf");
        if (branches == null) {
            return;
        }
        if (!branches.isArray() || branches.isEmpty() || branches.size() > MOST_BRANCHES) {
            throw new Broken(before + "anyOf", "anyOf must be an array of 1 to " + MOST_BRANCHES + " schemas");
        }
        for (int at = 0; at < branches.size(); at++) {
            node(branches.get(at), before + "anyOf[" + at + "]", depth + 1);
        }
    }

    /** Whether a value of a schema can end: an object ends when what it requires does, a choice when one branch does. */
    private static final class Termination {
        private final JsonNode root;
        private final Set<String> entered = new HashSet<>();

        Termination(JsonNode root) {
            this.root = root;
        }

        boolean ends() {
            return ends(root);
        }

        private boolean ends(JsonNode node) {
            if (node.has("$ref")) {
                String reference = node.get("$ref").asString("");
                if (!entered.add(reference)) {
                    return false;
                }
                boolean result = ends(target(root, reference));
                entered.remove(reference);
                return result;
            }
            if (node.path("anyOf").isArray()) {
                return node.get("anyOf").valueStream().anyMatch(this::ends);
            }
            for (JsonNode name : node.path("required")) {
                if (!ends(node.path("properties").path(name.asString("")))) {
                    return false;
                }
            }
            return true;
        }

        static JsonNode target(JsonNode root, String reference) {
            JsonNode node = root;
            for (String step : reference.substring(1).split("/", -1)) {
                node = step.isEmpty() ? node : node.path(step.replace("~1", "/").replace("~0", "~"));
            }
            return node;
        }
    }
}
