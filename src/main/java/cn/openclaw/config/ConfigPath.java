package cn.openclaw.config;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The paths of the {@code config} command: {@code agents.defaults.models.["moonshot/kimi-k2.5"].alias}. Dots separate;
 * brackets hold one key as it is, with matching quotes around it taken off, or an array index; a backslash takes the next
 * character as it is. Keys with a dot in them therefore need brackets, quotes or a backslash.
 */
public final class ConfigPath {
    private final String text;
    private final List<String> keys = new ArrayList<>();
    private final StringBuilder key = new StringBuilder();
    private boolean quoted;
    private int at;

    private ConfigPath(String text) {
        this.text = text;
    }

    /**
     * The keys from the root. Blank keys are dropped, as in the original; a quoted one is kept, even when it is empty.
     *
     * @throws ConfigException if nothing is left, or a bracket or a quote is not closed
     */
    public static List<String> parse(String dotted) {
        ConfigPath path = new ConfigPath(dotted);
        path.read();
        if (path.keys.isEmpty()) {
            throw new ConfigException(List.of(), ConfigText.PATH_EMPTY);
        }
        return List.copyOf(path.keys);
    }

    private void read() {
        while (at < text.length()) {
            char c = text.charAt(at++);
            switch (c) {
                case '.' -> endKey();
                case '[' -> brackets();
                case '"', '\'' -> startQuote(c);
                case '\\' -> key.append(at < text.length() ? text.charAt(at++) : c);
                default -> key.append(c);
            }
        }
        endKey();
    }

    private void endKey() {
        String found = quoted ? key.toString() : key.toString().strip();
        if (quoted || !found.isEmpty()) {
            keys.add(found);
        }
        key.setLength(0);
        quoted = false;
    }

    /** A quote starts a quoted key only where a key may start; inside a word it is a character like any other. */
    private void startQuote(char quote) {
        if (!key.toString().isBlank() || quoted) {
            key.append(quote);
            return;
        }
        key.setLength(0);
        key.append(quotedText(quote));
        quoted = true;
    }

    private String quotedText(char quote) {
        StringBuilder inside = new StringBuilder();
        while (at < text.length() && text.charAt(at) != quote) {
            boolean escaped = text.charAt(at) == '\\' && at + 1 < text.length();
            inside.append(text.charAt(escaped ? ++at : at));
            at++;
        }
        if (at >= text.length()) {
            throw new ConfigException(List.of(), ConfigText.PATH_QUOTE_OPEN, text);
        }
        at++;
        return inside.toString();
    }

    private void brackets() {
        endKey();
        while (at < text.length() && Character.isWhitespace(text.charAt(at))) {
            at++;
        }
        char first = at < text.length() ? text.charAt(at) : ']';
        if (first == '"' || first == '\'') {
            at++;
            key.append(quotedText(first));
            quoted = true;
        }
        int close = text.indexOf(']', at);
        if (close < 0) {
            throw new ConfigException(List.of(), ConfigText.PATH_BRACKET_OPEN, text);
        }
        key.append(quoted ? text.substring(at, close).strip() : text.substring(at, close));
        at = close + 1;
        endKey();
    }

    /** The path as {@link #parse} reads it back: {@code models.providers.["kimi.x"].models[0].id}. */
    public static String print(List<String> keys) {
        StringBuilder out = new StringBuilder();
        for (String key : keys) {
            boolean plain = isPlain(key);
            boolean index = plain && isIndex(key);
            if (out.length() > 0 && !index) {
                out.append('.');
            }
            if (index && out.length() > 0) {
                out.append('[').append(key).append(']');
            } else if (plain) {
                out.append(key);
            } else {
                out.append("[\"").append(key.replace("\\", "\\\\").replace("\"", "\\\"")).append("\"]");
            }
        }
        return out.toString();
    }

    /** Dots only, as problems name their place: {@code agents.list.0.id}. */
    static String dotted(List<String> keys) {
        return String.join(".", keys);
    }

    static boolean isIndex(String key) {
        for (int at = 0; at < key.length(); at++) {
            if (key.charAt(at) < '0' || key.charAt(at) > '9') {
                return false;
            }
        }
        return !key.isEmpty() && key.length() < 10;
    }

    private static boolean isPlain(String key) {
        for (int at = 0; at < key.length(); at++) {
            char c = key.charAt(at);
            if (c == '.' || c == '[' || c == ']' || c == '"' || c == '\'' || c == '\\' || Character.isWhitespace(c)) {
                return false;
            }
        }
        return !key.isEmpty();
    }

    /** The value at a path of a tree, array items by their number; empty if there is none. */
    public static Optional<JsonNode> at(JsonNode tree, List<String> path) {
        return Optional.ofNullable(ConfigEdits.at(tree, path));
    }
}
