package cn.openclaw.config;

import cn.openclaw.config.SchemaNode.Chars;
import cn.openclaw.json.Json;
import java.util.ArrayDeque;
import java.util.HashSet;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The schema as JSON Schema 2020-12. Named shapes become {@code $defs}, so that each is written once. */
final class JsonSchemaWriter {
    private final ObjectNode definitions = Json.object();
    private final Queue<String> wanted = new ArrayDeque<>();
    private final Set<String> known = new HashSet<>();

    ObjectNode whole() {
        ObjectNode schema = Json.object();
        schema.put("$schema", "https://json-schema.org/draft/2020-12/schema");
        schema.put("title", "openclaw-cn");
        schema.setAll(node(ConfigSchema.root()));
        while (!wanted.isEmpty()) {
            String name = wanted.remove();
            definitions.set(name, node(ConfigSchema.shape(name)));
        }
        schema.set("$defs", definitions);
        return schema;
    }

    private ObjectNode node(SchemaNode node) {
        ObjectNode out = Json.object();
        switch (node) {
            case SchemaNode.Group group -> group(group, out);
            case SchemaNode.Dictionary(var values) ->
                orInclude(out.put("type", "object").set("additionalProperties", node(values)));
            case SchemaNode.Sequence(var items) -> out.put("type", "array").set("items", node(items));
            case Chars chars -> chars(chars, out);
            case SchemaNode.Amount amount -> amount(amount, out);
            case SchemaNode.Flag _ -> out.put("type", "boolean");
            case SchemaNode.Words(var words, _) -> out.put("type", "string").set("enum", texts(words));
            case SchemaNode.Either(var options) -> {
                ArrayNode any = Json.array();
                options.forEach(option -> any.add(node(option)));
                out.set("anyOf", any);
            }
            case SchemaNode.Anything _ -> {}
            case SchemaNode.Named(var name) -> {
                if (known.add(name)) {
                    wanted.add(name);
                }
                out.put("$ref", "#/$defs/" + name);
            }
        }
        return out;
    }

    private void group(SchemaNode.Group group, ObjectNode out) {
        out.put("type", "object");
        ObjectNode properties = Json.object();
        ArrayNode required = Json.array();
        for (SchemaKey key : group.keys()) {
            ObjectNode property = node(key.node());
            property.put("description", key.zh() + "\n" + key.en());
            if (key.fallback() != null) {
                property.set("default", Json.parse(key.fallback()));
            }
            properties.set(key.name(), property);
            if (key.required()) {
                required.add(key.name());
            }
        }
        orInclude(out.set("properties", properties));
        // An object that includes another file may leave out what stands there.
        if (!required.isEmpty()) {
            ArrayNode either = Json.array();
            either.add(Json.object().set("required", required));
            either.add(Json.object().set("required", texts(List.of(Includes.KEY))));
            out.set("anyOf", either);
        }
        if (group.others() == null) {
            out.put("additionalProperties", false);
        } else if (!(group.others() instanceof SchemaNode.Anything)) {
            out.set("additionalProperties", node(group.others()));
        }
    }

    /** Any object may be, or hold, an include. */
    private static void orInclude(tools.jackson.databind.JsonNode object) {
        ObjectNode out = (ObjectNode) object;
        ObjectNode properties = out.get("properties") instanceof ObjectNode known ? known : Json.object();
        ArrayNode either = Json.array();
        either.add(Json.object().put("type", "string"));
        either.add(Json.object().put("type", "array").set("items", Json.object().put("type", "string")));
        ObjectNode include = Json.object();
        include.set("anyOf", either);
        properties.set(Includes.KEY, include);
        out.set("properties", properties);
    }

    private static void chars(Chars chars, ObjectNode out) {
        out.put("type", "string");
        if (chars.min() > 0) {
            out.put("minLength", chars.min());
        }
        if (chars.max() < Integer.MAX_VALUE) {
            out.put("maxLength", chars.max());
        }
        if (chars.meaning() == Chars.Meaning.COLOUR) {
            out.put("pattern", "^#?[0-9a-fA-F]{6}$");
        }
        if (chars.meaning() == Chars.Meaning.SECRET) {
            out.put("writeOnly", true);
        }
    }

    private static void amount(SchemaNode.Amount amount, ObjectNode out) {
        out.put("type", amount.whole() ? "integer" : "number");
        if (Double.isFinite(amount.from())) {
            String bound = amount.fromIncluded() ? "minimum" : "exclusiveMinimum";
            out.set(bound, Json.parse(Validator.plain(amount.from())));
        }
        if (Double.isFinite(amount.to())) {
            out.set("maximum", Json.parse(Validator.plain(amount.to())));
        }
    }

    private static ArrayNode texts(List<String> words) {
        ArrayNode array = Json.array();
        words.forEach(array::add);
        return array;
    }
}
