package cn.openclaw.json;

import cn.openclaw.json.Json5Node.Container;
import cn.openclaw.json.Json5Node.Entry;
import cn.openclaw.json.Json5Node.Key;
import cn.openclaw.json.Json5Node.Scalar;
import cn.openclaw.json.Json5Node.Span;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;

/** Reads a whole text by descent. The depth limit keeps a hostile text from exhausting the stack. */
final class Json5Parser {
    static final int MAX_DEPTH = 500;
    static final int MAX_LENGTH = 16 * 1024 * 1024;

    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private final Json5Scanner in;

    private Json5Parser(Json5Scanner in) {
        this.in = in;
    }

    /** What a text holds: its value, unless it has nothing but white space and comments, and all comments in order. */
    record Parsed(Optional<Json5Node> root, List<Span> comments) {}

    static Parsed parse(String text) {
        Json5Scanner in = new Json5Scanner(text);
        if (text.length() > MAX_LENGTH) {
            throw in.error(0, Json5Text.TOO_LONG, text.length(), MAX_LENGTH);
        }
        in.skip();
        if (in.peek() == Json5Scanner.NOTHING) {
            return new Parsed(Optional.empty(), in.comments);
        }
        Json5Node root = new Json5Parser(in).value(0);
        in.skip();
        if (in.peek() != Json5Scanner.NOTHING) {
            throw in.error(in.at, Json5Text.AFTER_END, Json5Found.at(text, in.at));
        }
        return new Parsed(Optional.of(root), in.comments);
    }

    private Json5Node value(int depth) {
        int start = in.at;
        int c = in.peek();
        if (c == '{' || c == '[') {
            if (depth == MAX_DEPTH) {
                throw in.error(start, Json5Text.TOO_DEEP, MAX_DEPTH);
            }
            return container(c == '{', depth + 1);
        }
        JsonNode scalar = scalar(c);
        return new Scalar(start, in.at, scalar);
    }

    private JsonNode scalar(int c) {
        if (c == '"' || c == '\'') {
            return NODES.stringNode(in.string());
        }
        if (Json5Number.begins(c)) {
            return Json5Number.read(in);
        }
        if (in.takeWord("true")) {
            return NODES.booleanNode(true);
        }
        if (in.takeWord("false")) {
            return NODES.booleanNode(false);
        }
        if (in.takeWord("null")) {
            return NODES.nullNode();
        }
        throw in.expected(in.at, Json5Text.A_VALUE);
    }

    private Container container(boolean object, int depth) {
        int start = in.at++;
        char close = object ? '}' : ']';
        List<Entry> entries = new ArrayList<>();
        in.skip();
        while (in.peek() != close) {
            Key key = object ? key() : null;
            Json5Node value = value(depth);
            in.skip();
            boolean comma = in.peek() == ',';
            entries.add(new Entry(key, value, comma ? in.at : -1));
            if (comma) {
                in.at++;
                in.skip();
            } else if (in.peek() != close) {
                throw in.expected(in.at, object ? Json5Text.COMMA_OR_BRACE : Json5Text.COMMA_OR_BRACKET);
            }
        }
        in.at++;
        return new Container(object, start, in.at, entries);
    }

    /** A key and its colon; leaves the scanner at the value. */
    private Key key() {
        int start = in.at;
        int c = in.peek();
        boolean quoted = c == '"' || c == '\'';
        String name = quoted ? in.string() : in.name();
        if (in.at == start) {
            throw in.expected(start, Json5Text.A_KEY);
        }
        Key key = new Key(name, start, in.at);
        boolean ended = quoted || isBoundary();
        in.skip();
        if (in.peek() != ':') {
            throw in.expected(in.at, ended ? Json5Text.A_COLON : Json5Text.NAME_CHARACTER);
        }
        in.at++;
        in.skip();
        return key;
    }

    /** Whether a bare key plainly ended here; else a character stands in it that a bare key cannot hold, as in {@code kimi-k2}. */
    private boolean isBoundary() {
        int c = in.peek();
        return c == Json5Scanner.NOTHING || Json5Characters.isBlank((char) c) || "/:,{}[]\"'：".indexOf(c) >= 0;
    }
}
