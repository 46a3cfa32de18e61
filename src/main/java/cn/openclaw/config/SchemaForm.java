package cn.openclaw.config;

import cn.openclaw.base.Language;
import cn.openclaw.json.Json;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The schema for forms: JSON Schema draft 7 without references, because the original's page follows none, and a hint for each key.
 * A shape that holds itself is open from its second time on.
 */
public final class SchemaForm {
    private static final Set<String> ADVANCED = Set.of(
            "meta", "env", "plugins", "media", "nodeHost", "broadcast", "bindings", "queue", "web", "canvasHost", "discovery");

    private final Language language;
    private final ObjectNode hints = Json.object();
    private final Set<String> open = new HashSet<>();
    private int order;

    private SchemaForm(Language language) {
        this.language = language;
    }

    /**
     * What a form is drawn from.
     *
     * @param schema of the whole configuration
     * @param hints by dotted path, list items as {@code []} and chosen keys as {@code *}: {@code label}, {@code help}, {@code group},
     *     {@code order}, {@code sensitive}, {@code advanced}, {@code placeholder}
     */
    public record Form(ObjectNode schema, ObjectNode hints) {}

    /** In one language. */
    public static Form in(Language language) {
        SchemaForm form = new SchemaForm(language);
        ObjectNode schema = Json.object().put("$schema", "http://json-schema.org/draft-07/schema#");
        schema.setAll(form.node(ConfigSchema.root(), ""));
        return new Form(schema, form.hints);
    }

    private ObjectNode node(SchemaNode node, String path) {
        ObjectNode out = Json.object();
        switch (node) {
            case SchemaNode.Group group -> group(group, path, out);
            case SchemaNode.Dictionary(var values) ->
                out.put("type", "object").set("additionalProperties", node(values, join(path, "*")));
            case SchemaNode.Sequence(var items) -> out.put("type", "array").set("items", node(items, path + "[]"));
            case SchemaNode.Chars chars -> chars(chars, out);
            case SchemaNode.Amount amount -> amount(amount, out);
            case SchemaNode.Flag _ -> out.put("type", "boolean");
            case SchemaNode.Words(var words, _) -> words(words, out);
            case SchemaNode.Either(var options) -> {
                ArrayNode any = out.putArray("anyOf");
                options.forEach(option -> any.add(node(option, path)));
            }
            case SchemaNode.Anything _ -> {}
            case SchemaNode.Named(var name) -> named(name, path, out);
        }
        return out;
    }

    private void named(String name, String path, ObjectNode out) {
        if (open.add(name)) {
            out.setAll(node(ConfigSchema.shape(name), path));
            open.remove(name);
        }
    }

    private void group(SchemaNode.Group group, String path, ObjectNode out) {
        out.put("type", "object");
        ObjectNode properties = out.putObject("properties");
        ArrayNode required = Json.array();
        for (SchemaKey key : group.keys()) {
            String below = join(path, key.name());
            hint(key, below, path.isEmpty());
            ObjectNode property = node(key.node(), below);
            property.put("description", key.description().in(language));
            if (key.fallback() != null) {
                property.set("default", Json.parse(key.fallback()));
            }
            properties.set(key.name(), property);
            if (key.required()) {
                required.add(key.name());
            }
        }
        if (!required.isEmpty()) {
            out.set("required", required);
        }
        others(group.others(), path, out);
    }

    private void others(@Nullable SchemaNode others, String path, ObjectNode out) {
        if (others == null) {
            out.put("additionalProperties", false);
        } else if (!(others instanceof SchemaNode.Anything)) {
            out.set("additionalProperties", node(others, join(path, "*")));
        }
    }

    private void hint(SchemaKey key, String path, boolean section) {
        ObjectNode hint = Json.object();
        String words = key.description().in(language);
        if (section) {
            hint.put("label", words).put("group", words).put("order", 10 * ++order);
            if (ADVANCED.contains(key.name())) {
                hint.put("advanced", true);
            }
        } else {
            hint.put("label", key.name()).put("help", words);
        }
        if (key.node().holdsSecret()) {
            hint.put("sensitive", true);
        }
        if (key.fallback() != null) {
            hint.put("placeholder", key.fallback());
        }
        hints.set(path, hint);
    }

    private static String join(String path, String step) {
        return path.isEmpty() ? step : path + "." + step;
    }

    private static void words(List<String> words, ObjectNode out) {
        ArrayNode any = out.putArray("anyOf");
        new ArrayList<>(words).forEach(word -> any.addObject().put("type", "string").put("const", word));
    }

    private static void chars(SchemaNode.Chars chars, ObjectNode out) {
        out.put("type", "string");
        if (chars.min() > 0) {
            out.put("minLength", chars.min());
        }
        if (chars.max() < Integer.MAX_VALUE) {
            out.put("maxLength", chars.max());
        }
    }

    private static void amount(SchemaNode.Amount amount, ObjectNode out) {
        out.put("type", amount.whole() ? "integer" : "number");
        if (Double.isFinite(amount.from())) {
            out.set(amount.fromIncluded() ? "minimum" : "exclusiveMinimum", Json.parse(Validator.plain(amount.from())));
        }
        if (Double.isFinite(amount.to())) {
            out.set("maximum", Json.parse(Validator.plain(amount.to())));
        }
    }
}
