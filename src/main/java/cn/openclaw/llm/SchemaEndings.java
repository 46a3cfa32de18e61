package cn.openclaw.llm;

import cn.openclaw.json.Json;
import java.util.HashSet;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Whether a written schema can be satisfied by a value of finite size. A required member that leads back to itself makes a
 * schema that nothing fits, and the platform refuses it.
 */
final class SchemaEndings {
    private final ObjectNode root;
    private final Set<String> ending = new HashSet<>();

    SchemaEndings(ObjectNode root) {
        this.root = root;
        for (boolean more = true; more; ) {
            more = false;
            for (var definition : root.path("$defs").properties()) {
                if (!ending.contains(definition.getKey()) && ends(definition.getValue())) {
                    more = ending.add(definition.getKey());
                }
            }
        }
    }

    /** Whether the whole schema has an ending. */
    boolean rootEnds() {
        return ends(root);
    }

    private boolean ends(JsonNode node) {
        String reference = Json.text(node, "$ref");
        if (reference != null) {
            return !reference.startsWith("#/$defs/") || ending.contains(reference.substring("#/$defs/".length()));
        }
        JsonNode branches = node.path("anyOf");
        if (!branches.isEmpty()) {
            return branches.valueStream().anyMatch(this::ends);
        }
        for (JsonNode name : node.path("required")) {
            if (!ends(node.path("properties").path(name.stringValue("")))) {
                return false;
            }
        }
        boolean wantsItems = node.path("minItems").isNumber() && node.path("minItems").decimalValue().signum() > 0;
        return !wantsItems || ends(node.path("items"));
    }

    /** If the root has no ending: what leads nowhere is required no longer. */
    static void mend(ObjectNode root) {
        SchemaEndings endings = new SchemaEndings(root);
        if (!endings.rootEnds()) {
            endings.loosen(root);
        }
    }

    private void loosen(JsonNode node) {
        if (node instanceof ObjectNode object && object.path("required").isArray()) {
            ArrayNode required = Json.array();
            for (JsonNode name : object.path("required")) {
                if (ends(object.path("properties").path(name.stringValue("")))) {
                    required.add(name);
                }
            }
            object.set("required", required);
            if (required.isEmpty()) {
                object.remove("required");
            }
        }
        if (node instanceof ObjectNode object && object.path("minItems").isNumber() && !ends(object.path("items"))) {
            object.remove("minItems");
        }
        for (var member : node.properties()) {
            if (!member.getKey().equals("default")) {
                loosen(member.getValue());
            }
        }
        for (JsonNode child : node.path("anyOf")) {
            loosen(child);
        }
    }
}
