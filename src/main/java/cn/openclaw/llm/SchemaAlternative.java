package cn.openclaw.llm;

import cn.openclaw.json.Json;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One branch of a schema: values of a single type, or a reference that stays one. A schema is a list of these, any of which
 * may fit; so union is a longer list, and {@code allOf} is the meeting of every pair.
 *
 * @param node {@code type} and the keywords of that type, with children as they were written; or {@code $ref} alone
 * @param via references that were opened on the way here, which its children must not open again
 */
record SchemaAlternative(ObjectNode node, Set<String> via) {
    static final List<String> TYPES = List.of("string", "number", "boolean", "object", "array", "null");

    static SchemaAlternative typed(String type) {
        return new SchemaAlternative(Json.object().put("type", type), Set.of());
    }

    static SchemaAlternative reference(String pointer) {
        return new SchemaAlternative(Json.object().put("$ref", pointer), Set.of());
    }

    /** Whatever JSON there is. */
    static List<SchemaAlternative> anything() {
        return TYPES.stream().map(SchemaAlternative::typed).toList();
    }

    static boolean isAnything(List<SchemaAlternative> alternatives) {
        return alternatives.size() == TYPES.size()
                && alternatives.stream().map(SchemaAlternative::node).toList()
                        .equals(anything().stream().map(SchemaAlternative::node).toList());
    }

    /** The reference, if this is one. */
    Optional<String> reference() {
        return Optional.ofNullable(Json.text(node, "$ref"));
    }

    String type() {
        return node.path("type").stringValue("");
    }

    SchemaAlternative through(String pointer) {
        Set<String> more = new LinkedHashSet<>(via);
        more.add(pointer);
        return new SchemaAlternative(node, Set.copyOf(more));
    }

    /** Whatever fits both; empty if their types or values exclude each other. */
    Optional<SchemaAlternative> meet(SchemaAlternative other) {
        Optional<String> type = common(type(), other.type());
        if (type.isEmpty()) {
            return Optional.empty();
        }
        ObjectNode met = Json.object().put("type", type.get());
        for (var member : node.properties()) {
            if (!member.getKey().equals("type")) {
                met.set(member.getKey(), member.getValue());
            }
        }
        for (var member : other.node.properties()) {
            JsonNode mine = met.get(member.getKey());
            if (mine == null) {
                met.set(member.getKey(), member.getValue());
            } else if (!member.getKey().equals("type")) {
                met.set(member.getKey(), both(member.getKey(), mine, member.getValue()));
            }
        }
        if (met.has("enum") && met.path("enum").isEmpty()) {
            return Optional.empty();
        }
        Set<String> ways = new LinkedHashSet<>(via);
        ways.addAll(other.via);
        return Optional.of(new SchemaAlternative(met, Set.copyOf(ways)));
    }

    private static Optional<String> common(String one, String two) {
        if (one.equals(two)) {
            return Optional.of(one);
        }
        Set<String> pair = Set.of(one, two);
        return pair.equals(Set.of("number", "integer")) ? Optional.of("integer") : Optional.empty();
    }

    private static JsonNode both(String keyword, JsonNode one, JsonNode two) {
        return switch (keyword) {
            case "enum" -> sharedValues(one, two);
            case "minimum", "minLength", "minItems" -> one.decimalValue().compareTo(two.decimalValue()) >= 0 ? one : two;
            case "maximum", "maxLength", "maxItems" -> one.decimalValue().compareTo(two.decimalValue()) <= 0 ? one : two;
            case "required" -> union(one, two);
            case "properties" -> mergedProperties(one, two);
            case "items" -> all(one, two);
            case "additionalProperties" -> isClosed(one) || isClosed(two) ? Json.parse("false") : all(one, two);
            // One of two patterns, two descriptions, two defaults: the outer one, which was written for this place.
            default -> one;
        };
    }

    private static boolean isClosed(JsonNode additional) {
        return additional.isBoolean() && !additional.booleanValue();
    }

    private static JsonNode all(JsonNode one, JsonNode two) {
        if (one.equals(two) || (two.isBoolean() && two.booleanValue())) {
            return one;
        }
        if (one.isBoolean() && one.booleanValue()) {
            return two;
        }
        ObjectNode both = Json.object();
        both.set("allOf", Json.array().add(one).add(two));
        return both;
    }

    private static ObjectNode mergedProperties(JsonNode one, JsonNode two) {
        ObjectNode merged = Json.object();
        one.properties().forEach(member -> merged.set(member.getKey(), member.getValue()));
        for (var member : two.properties()) {
            JsonNode mine = merged.get(member.getKey());
            merged.set(member.getKey(), mine == null ? member.getValue() : all(mine, member.getValue()));
        }
        return merged;
    }

    static ArrayNode union(JsonNode one, JsonNode two) {
        Set<JsonNode> values = new LinkedHashSet<>();
        one.forEach(values::add);
        two.forEach(values::add);
        return Json.array().addAll(values);
    }

    static ArrayNode sharedValues(JsonNode one, JsonNode two) {
        ArrayNode shared = Json.array();
        for (JsonNode value : one) {
            for (JsonNode other : two) {
                if (same(value, other)) {
                    shared.add(value);
                    break;
                }
            }
        }
        return shared;
    }

    /** JSON Schema's equality: 1 and 1.0 are one number. */
    static boolean same(JsonNode one, JsonNode two) {
        return one.isNumber() && two.isNumber()
                ? one.decimalValue().compareTo(two.decimalValue()) == 0
                : one.equals(two);
    }
}
