package cn.openclaw.config;

import cn.openclaw.base.Text;
import cn.openclaw.config.SchemaNode.Chars;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Puts a piece of the schema into words. */
final class SchemaEntries {
    private SchemaEntries() {}

    static ConfigSchema.Entry of(List<String> path, SchemaKey key) {
        return new ConfigSchema.Entry(
                List.copyOf(path),
                key.description(),
                type(key.node()),
                Optional.ofNullable(key.fallback()),
                key.required(),
                ConfigSchema.isSecret(path),
                keys(key.node()));
    }

    private static Map<String, Text> keys(SchemaNode node) {
        Map<String, Text> keys = new LinkedHashMap<>();
        switch (ConfigSchema.resolved(node)) {
            case SchemaNode.Group group -> {
                group.keys().forEach(key -> keys.put(key.name(), key.description()));
                if (group.others() != null) {
                    keys.put("*", new Text(type(group.others()), type(group.others())));
                }
            }
            case SchemaNode.Dictionary(var values) -> keys.put("*", new Text(type(values), type(values)));
            case SchemaNode.Either(var options) -> options.forEach(option -> keys.putAll(keys(option)));
            case SchemaNode.Sequence(var items) -> keys.putAll(keys(items));
            case Chars _, SchemaNode.Amount _, SchemaNode.Flag _, SchemaNode.Words _ -> {}
            case SchemaNode.Anything _, SchemaNode.Named _ -> {}
        }
        return keys;
    }

    /** What a value may be, in a few characters: {@code "merge" | "replace"}, {@code integer > 0}, {@code list of string}. */
    static String type(SchemaNode node) {
        return switch (ConfigSchema.resolved(node)) {
            case SchemaNode.Group _ -> "object";
            case SchemaNode.Dictionary(var values) -> "object of " + type(values);
            case SchemaNode.Sequence(var items) -> "list of " + type(items);
            case Chars chars -> chars(chars);
            case SchemaNode.Amount amount -> amount(amount);
            case SchemaNode.Flag _ -> "true | false";
            case SchemaNode.Words(var words, _) -> "\"" + String.join("\" | \"", words) + "\"";
            case SchemaNode.Either(var options) -> either(options);
            case SchemaNode.Anything _, SchemaNode.Named _ -> "any";
        };
    }

    private static String chars(Chars chars) {
        return switch (chars.meaning()) {
            case PLAIN -> chars.max() < Integer.MAX_VALUE ? "string, at most " + chars.max() + " characters" : "string";
            case SECRET -> "secret";
            case PATH -> "path";
            case URL -> "URL";
            case DURATION -> "duration (ms, s, m, h)";
            case CLOCK -> "time (HH:MM)";
            case COLOUR -> "colour (RRGGBB)";
        };
    }

    private static String amount(SchemaNode.Amount amount) {
        StringBuilder words = new StringBuilder(amount.whole() ? "integer" : "number");
        if (Double.isFinite(amount.from())) {
            words.append(amount.fromIncluded() ? " >= " : " > ").append(Validator.plain(amount.from()));
        }
        if (Double.isFinite(amount.to())) {
            words.append(" <= ").append(Validator.plain(amount.to()));
        }
        return words.toString();
    }

    private static String either(List<SchemaNode> options) {
        List<String> words = new ArrayList<>();
        options.forEach(option -> words.add(type(option)));
        return String.join(" | ", words);
    }
}
