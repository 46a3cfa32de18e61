package cn.openclaw.llm;

import cn.openclaw.json.Json;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Where the references of one document lead, and what they are called in {@code $defs}. Nothing is ever fetched. */
final class SchemaReferences {
    private final ObjectNode document;
    private final Map<String, String> names = new HashMap<>();
    private final Map<String, JsonNode> anchors = new HashMap<>();

    SchemaReferences(ObjectNode document) {
        this.document = document;
        collectAnchors(document, 0);
    }

    private void collectAnchors(JsonNode node, int depth) {
        if (depth > 200) {
            return;
        }
        boolean inner = node.isObject() && node != document;
        for (String keyword : inner ? new String[] {"$anchor", "$dynamicAnchor", "$id", "id"} : new String[0]) {
            String name = Json.text(node, keyword);
            if (name != null && !name.isEmpty()) {
                anchors.putIfAbsent(keyword.endsWith("nchor") ? "#" + name : name, node);
            }
        }
        for (JsonNode child : node) {
            collectAnchors(child, depth + 1);
        }
    }

    /** The reference of a schema in one spelling, or empty if it has none. */
    Optional<String> of(ObjectNode schema) {
        for (String keyword : new String[] {"$ref", "$dynamicRef", "$recursiveRef"}) {
            String written = Json.text(schema, keyword);
            if (written != null) {
                String own = Json.text(document, "$id");
                String base = own == null ? "" : own;
                String local = written.startsWith(base) ? written.substring(base.length()) : written;
                return Optional.of(local.isEmpty() || local.equals("#/") ? "#" : local);
            }
        }
        return Optional.empty();
    }

    /** What a reference leads to; empty if to nothing in this document. */
    Optional<JsonNode> target(String reference) {
        if (reference.equals("#")) {
            return Optional.of(document);
        }
        if (!reference.startsWith("#/")) {
            return Optional.ofNullable(anchors.get(reference));
        }
        JsonNode at = document;
        for (String step : reference.substring(2).split("/", -1)) {
            String key = decoded(step).replace("~1", "/").replace("~0", "~");
            JsonNode next = at.isArray() && isNumber(key) ? at.get(Integer.parseInt(key)) : at.get(key);
            if (next == null) {
                return Optional.empty();
            }
            at = next;
        }
        return Optional.of(at);
    }

    private static boolean isNumber(String key) {
        return !key.isEmpty() && key.length() < 6 && key.chars().allMatch(c -> c >= '0' && c <= '9');
    }

    private static String decoded(String step) {
        if (step.indexOf('%') < 0) {
            return step;
        }
        try {
            return java.net.URLDecoder.decode(step.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return step; // A lone percent sign: then it stands for itself.
        }
    }

    /** The references that were given a name so far. */
    Collection<String> named() {
        return names.keySet();
    }

    /** The name of a reference's target in {@code $defs}: letters, digits and {@code _ . -}, each target another one. */
    String name(String reference) {
        String known = names.get(reference);
        if (known != null) {
            return known;
        }
        String last = reference.substring(Math.max(reference.lastIndexOf('/'), reference.lastIndexOf('#')) + 1);
        StringBuilder clean = new StringBuilder();
        for (char c : last.toCharArray()) {
            boolean plain = c < 128 && (Character.isLetterOrDigit(c) || c == '_' || c == '.' || c == '-');
            clean.append(plain ? c : '_');
        }
        String base = clean.isEmpty() ? "root" : clean.toString();
        String name = base;
        for (int number = 2; names.containsValue(name); number++) {
            name = base + "_" + number;
        }
        names.put(reference, name);
        return name;
    }
}
