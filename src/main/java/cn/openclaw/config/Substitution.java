package cn.openclaw.config;

import cn.openclaw.base.Environment;
import cn.openclaw.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Puts variables in place of {@code ${NAME}} in string values. {@code $${NAME}} stands for the text {@code ${NAME}}; anything
 * that is not an upper-case name in braces is left as it is. The tree that was given stays as it was: what is written to disk comes
 * from texts, never from what is made here.
 */
final class Substitution {
    private final Environment environment;
    private final List<String> path = new ArrayList<>();
    private final List<Missing> missing = new ArrayList<>();

    /** A variable that is not set, or blank, and where it is asked for. */
    record Missing(String variable, List<String> path) {}

    Substitution(Environment environment) {
        this.environment = environment;
    }

    /** What could not be put in; there the text stays as it was written. */
    List<Missing> missing() {
        return missing;
    }

    /** The tree with its variables in place; the same tree where there is nothing to do. */
    JsonNode in(JsonNode node) {
        if (node.isString()) {
            return inText(node);
        }
        if (node.isObject()) {
            return inObject(node);
        }
        return node.isArray() ? inArray(node) : node;
    }

    private JsonNode inText(JsonNode node) {
        String text = node.stringValue();
        if (text.indexOf("${") < 0) {
            return node;
        }
        Set<String> unset = new LinkedHashSet<>();
        String filled = fill(text, environment, unset);
        unset.forEach(variable -> missing.add(new Missing(variable, List.copyOf(path))));
        return unset.isEmpty() ? JsonNodeFactory.instance.stringNode(filled) : node;
    }

    private JsonNode inObject(JsonNode node) {
        ObjectNode changed = null;
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            JsonNode filled = below(member.getKey(), member.getValue());
            if (filled != member.getValue()) {
                if (changed == null) {
                    changed = Json.object();
                    changed.setAll((ObjectNode) node);
                }
                changed.set(member.getKey(), filled);
            }
        }
        return changed == null ? node : changed;
    }

    private JsonNode inArray(JsonNode node) {
        ArrayNode changed = null;
        for (int at = 0; at < node.size(); at++) {
            JsonNode filled = below(Integer.toString(at), node.get(at));
            if (filled != node.get(at)) {
                if (changed == null) {
                    changed = Json.array();
                    changed.addAll((ArrayNode) node);
                }
                changed.set(at, filled);
            }
        }
        return changed == null ? node : changed;
    }

    private JsonNode below(String key, JsonNode child) {
        path.add(key);
        JsonNode filled = in(child);
        path.removeLast();
        return filled;
    }

    /** A text with all its variables in place, or null if one is not set. */
    static @Nullable String whole(String text, Environment environment) {
        Set<String> unset = new LinkedHashSet<>();
        String filled = fill(text, environment, unset);
        return unset.isEmpty() ? filled : null;
    }

    /** The names of the variables a text refers to. */
    static Set<String> names(String text) {
        Set<String> names = new LinkedHashSet<>();
        fill(text, new Environment(Map.of(), java.nio.file.Path.of(""), java.nio.file.Path.of("")), names);
        return names;
    }

    private static String fill(String text, Environment environment, Set<String> unset) {
        StringBuilder out = new StringBuilder(text.length() + 32);
        int at = 0;
        while (at < text.length()) {
            boolean escaped = text.startsWith("$${", at);
            int end = escaped || text.startsWith("${", at) ? closing(text, at + (escaped ? 3 : 2)) : -1;
            if (end < 0) {
                out.append(text.charAt(at++));
            } else if (escaped) {
                out.append(text, at + 1, end + 1);
                at = end + 1;
            } else {
                String name = text.substring(at + 2, end);
                environment.get(name).ifPresentOrElse(out::append, () -> unset.add(name));
                at = end + 1;
            }
        }
        return out.toString();
    }

    /** The brace that closes a name that starts at {@code from}, or -1 if there is no proper name. */
    private static int closing(String text, int from) {
        int at = from;
        while (at < text.length() && isNamePart(text.charAt(at), at > from)) {
            at++;
        }
        return at > from && at < text.length() && text.charAt(at) == '}' ? at : -1;
    }

    private static boolean isNamePart(char c, boolean inside) {
        return c == '_' || (c >= 'A' && c <= 'Z') || (inside && c >= '0' && c <= '9');
    }
}
