package cn.openclaw.json;

import cn.openclaw.json.Json5Node.Container;
import cn.openclaw.json.Json5Node.Entry;
import cn.openclaw.json.Json5Node.Key;
import cn.openclaw.json.Json5Node.Span;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A JSON5 text that a person keeps: its values, where each of them stands, and edits that touch nothing else. Comments,
 * order, quotes, line ends and a byte order mark stay as they are, because an edit replaces a few characters and never
 * prints the tree (docs/decisions/json.md says why no library does). Immutable; an edit gives a new document.
 *
 * <p>Paths are lists of keys, list indexes as digits. Where an object has a key twice, the last one counts, as in JSON5
 * and JavaScript, and is the one that is edited; {@link #duplicates()} tells. A text with nothing but white space and
 * comments counts as an empty object.
 *
 * <p>Limits: 16 Mi characters, 500 brackets deep, 1000 characters a number.
 */
public final class Json5Document {
    private final String text;
    private final Optional<Json5Node> top;
    private final List<Span> comments;

    private Json5Document(String text, Json5Parser.Parsed parsed) {
        this.text = text;
        this.top = parsed.root();
        this.comments = parsed.comments();
    }

    /**
     * A piece of the text.
     *
     * @param start its first character, in UTF-16 units from 0
     * @param end behind its last character
     * @param line where it starts, from 1; LF, CR and CRLF end a line, as editors count
     * @param column where in that line, in UTF-16 units from 1; a byte order mark does not count
     */
    public record Place(int start, int end, int line, int column) {
        static Place of(String text, int start, int end) {
            int line = 1;
            int begin = text.startsWith("\uFEFF") ? 1 : 0;
            for (int at = 0; at < start && at < text.length(); at++) {
                char c = text.charAt(at);
                boolean ends = c == '\n' || (c == '\r' && !(at + 1 < text.length() && text.charAt(at + 1) == '\n'));
                if (ends) {
                    line++;
                    begin = at + 1;
                }
            }
            return new Place(start, end, line, Math.max(1, start - begin + 1));
        }
    }

    /**
     * A key that an object has more than once.
     *
     * @param path the member
     * @param ignored where the one without effect has its key
     * @param counts where the key of the one that counts stands
     */
    public record Duplicate(List<String> path, Place ignored, Place counts) {
        public Duplicate {
            path = List.copyOf(path);
        }
    }

    /**
     * Reads a text.
     *
     * @throws JsonException if it is not JSON5, or beyond a limit; nothing else is ever thrown for what a text holds
     */
    public static Json5Document parse(String text) {
        return new Json5Document(text, Json5Parser.parse(text));
    }

    /** Reads a text that must hold a value. */
    static Json5Document parseValue(String text) {
        Json5Document document = parse(text);
        if (document.top.isEmpty()) {
            throw new Json5Scanner(text).expected(text.length(), Json5Text.A_VALUE);
        }
        return document;
    }

    /** The characters, each as it was read. */
    public String text() {
        return text;
    }

    /** The values. A new tree each time: who asks may change it. */
    public JsonNode root() {
        return top.map(Json5Node::tree).orElseGet(Json::object);
    }

    /** Where a value stands; empty if there is none. An empty path is the whole value. */
    public Optional<Place> place(List<String> path) {
        return node(path).map(node -> Place.of(text, node.start(), node.end()));
    }

    /** Where the key of a value stands, quotes included; empty for items of lists, the whole value, and what is not there. */
    public Optional<Place> keyPlace(List<String> path) {
        if (path.isEmpty()) {
            return Optional.empty();
        }
        return node(path.subList(0, path.size() - 1))
                .map(parent -> entry(parent, path.getLast()))
                .map(Entry::key)
                .map(key -> Place.of(text, key.start(), key.end()));
    }

    /** Every key that stands more than once in its object, in the order of the text. */
    public List<Duplicate> duplicates() {
        List<Duplicate> found = new ArrayList<>();
        top.ifPresent(node -> duplicates(node, new ArrayList<>(), found));
        return found;
    }

    /**
     * The same text with one value changed or added. An existing value's characters are replaced and no others. A new
     * member is added at the end of its object in the style of its surroundings; missing parents are made, a list where
     * the next step is a number and an object elsewhere. A list grows by its next free index. A value of several lines
     * is indented to fit; comments around (not in) the new value are dropped.
     *
     * @param path where; empty replaces the whole value
     * @param json5 the value as JSON5 text
     * @throws JsonException if the value is not JSON5, or the path leads through a string, number or boolean, or beyond the
     *     end of a list
     */
    public Json5Document set(List<String> path, String json5) {
        Json5Document value = parseValue(json5);
        String edited = new Json5Insertion(this, path, value).edited();
        return checked(edited, Json5Trees.with(root(), path, value.root()), "set", path);
    }

    /**
     * The same text without one value: its key, its comma, a comment behind it on its line, and the line itself when nothing
     * else stands there. Comments on lines of their own stay. Items behind a removed item of a list move up. Nothing
     * happens where there is no such value.
     *
     * @throws IllegalArgumentException if the path is empty: a document cannot be without a value
     */
    public Json5Document unset(List<String> path) {
        if (path.isEmpty()) {
            throw new IllegalArgumentException("a document cannot be without a value");
        }
        Json5Document rest = this;
        List<String> parent = path.subList(0, path.size() - 1);
        // A key that stands twice goes twice, or the ignored one would come to life.
        do {
            Optional<Json5Node> node = rest.node(parent);
            if (node.isEmpty() || entry(node.get(), path.getLast()) == null) {
                return rest;
            }
            Container container = (Container) node.get();
            rest = parse(new Json5Removal(rest, container, container.find(path.getLast())).edited());
            if (!container.object()) {
                break;
            }
        } while (rest.place(path).isPresent());
        return checked(rest.text, Json5Trees.without(root(), path), "unset", path);
    }

    private static Json5Document checked(String edited, JsonNode expected, String verb, List<String> path) {
        Json5Document result;
        try {
            result = parse(edited);
        } catch (JsonException e) {
            throw new IllegalStateException("the edit broke the text: " + verb + " " + path, e);
        }
        if (!result.root().equals(expected)) {
            throw new IllegalStateException("the edit changed more than it should: " + verb + " " + path);
        }
        return result;
    }

    Optional<Json5Node> top() {
        return top;
    }

    /** The comments from one place up to another, in order. */
    List<Span> comments(int from, int to) {
        List<Span> found = new ArrayList<>();
        for (Span comment : comments) {
            if (comment.start() >= from && comment.end() <= to) {
                found.add(comment);
            }
        }
        return found;
    }

    private Optional<Json5Node> node(List<String> path) {
        Json5Node node = top.orElse(null);
        for (String step : path) {
            if (node == null) {
                break;
            }
            Entry entry = entry(node, step);
            node = entry == null ? null : entry.value();
        }
        return Optional.ofNullable(node);
    }

    private static @Nullable Entry entry(Json5Node parent, String step) {
        if (!(parent instanceof Container container)) {
            return null;
        }
        int found = container.find(step);
        return found < 0 ? null : container.entries().get(found);
    }

    private void duplicates(Json5Node node, List<String> path, List<Duplicate> found) {
        if (!(node instanceof Container container)) {
            return;
        }
        Map<String, Key> last = new HashMap<>();
        for (Entry entry : container.entries()) {
            if (entry.key() != null) {
                last.put(entry.key().name(), entry.key());
            }
        }
        for (int index = 0; index < container.entries().size(); index++) {
            Entry entry = container.entries().get(index);
            Key key = entry.key();
            path.add(key == null ? Integer.toString(index) : key.name());
            Key counts = key == null ? null : last.get(key.name());
            if (key != null && counts != null && counts != key) {
                found.add(new Duplicate(
                        path, Place.of(text, key.start(), key.end()), Place.of(text, counts.start(), counts.end())));
            }
            duplicates(entry.value(), path, found);
            path.removeLast();
        }
    }
}
