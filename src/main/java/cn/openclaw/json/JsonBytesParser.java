package cn.openclaw.json;

import cn.openclaw.json.JsonBytes.Kind;
import cn.openclaw.json.JsonBytes.Member;
import cn.openclaw.json.JsonBytes.Value;
import java.util.ArrayList;

/** Finds the places of a JSON text's values. As strict as the standard: what it takes, every other parser takes too. */
final class JsonBytesParser {
    /** Deeper than anything sensible, and far from the end of a thread's stack. */
    private static final int DEEPEST = 512;

    /**
     * More than any request has: a value of two bytes takes a hundred times that to remember, and what is remembered of one text must
     * leave room for others.
     */
    private static final int MOST = 300_000;

    private final byte[] bytes;
    private int at;
    private int values;
    private int depth;

    JsonBytesParser(byte[] bytes) {
        this.bytes = bytes;
    }

    Value parse() {
        blanks();
        Value root = value();
        blanks();
        if (at < bytes.length) {
            throw wrong("unexpected text after the value");
        }
        return root;
    }

    private Value value() {
        if (++values > MOST) {
            throw wrong("more than " + MOST + " values");
        }
        return switch (peek()) {
            case '{' -> object();
            case '[' -> array();
            case '"' -> {
                int start = at;
                string();
                yield scalar(Kind.STRING, start);
            }
            case 't' -> word("true", Kind.TRUE);
            case 'f' -> word("false", Kind.FALSE);
            case 'n' -> word("null", Kind.NULL);
            default -> number();
        };
    }

    private Value object() {
        int start = at++;
        deeper();
        ArrayList<Member> members = null;
        blanks();
        if (peek() != '}') {
            members = new ArrayList<>(8);
            do {
                blanks();
                members.add(member());
                blanks();
            } while (comma());
            if (peek() != '}') {
                throw wrong("expected a comma or }");
            }
        }
        at++;
        depth--;
        return new Value(Kind.OBJECT, start, at, JsonBytes.membersOf(members), JsonBytes.itemsOf(null));
    }

    private Member member() {
        int start = at;
        if (peek() != '"') {
            throw wrong("expected a name in double quotes");
        }
        string();
        String name = JsonBytes.string(bytes, start, at);
        blanks();
        if (peek() != ':') {
            throw wrong("expected a colon");
        }
        at++;
        blanks();
        return new Member(name, start, value());
    }

    private Value array() {
        int start = at++;
        deeper();
        ArrayList<Value> items = null;
        blanks();
        if (peek() != ']') {
            items = new ArrayList<>();
            do {
                blanks();
                items.add(value());
                blanks();
            } while (comma());
            if (peek() != ']') {
                throw wrong("expected a comma or ]");
            }
        }
        at++;
        depth--;
        return new Value(Kind.ARRAY, start, at, JsonBytes.membersOf(null), JsonBytes.itemsOf(items));
    }

    private boolean comma() {
        if (peek() == ',') {
            at++;
            return true;
        }
        return false;
    }

    private void deeper() {
        if (++depth > DEEPEST) {
            throw wrong("nested too deeply");
        }
    }

    private void string() {
        at++;
        while (at < bytes.length) {
            byte b = bytes[at++];
            if (b == '"') {
                return;
            }
            if (b == '\\') {
                escape();
            } else if (b >= 0 && b < 0x20) {
                at--;
                throw wrong("a control character in a string");
            }
        }
        throw wrong("a string without an end");
    }

    private void escape() {
        switch (peek()) {
            case '"', '\\', '/', 'b', 'f', 'n', 'r', 't' -> at++;
            case 'u' -> {
                at++;
                for (int digit = 0; digit < 4; digit++) {
                    if (Character.digit(peek(), 16) < 0) {
                        throw wrong("expected four hexadecimal digits");
                    }
                    at++;
                }
            }
            default -> throw wrong("an escape that JSON does not know");
        }
    }

    private Value word(String word, Kind kind) {
        int start = at;
        for (int index = 0; index < word.length(); index++) {
            if (peek() != word.charAt(index)) {
                throw wrong("expected a value");
            }
            at++;
        }
        return scalar(kind, start);
    }

    private Value number() {
        int start = at;
        if (peek() == '-') {
            at++;
        }
        if (peek() == '0') {
            at++;
        } else {
            digits("expected a value");
        }
        if (peek() == '.') {
            at++;
            digits("expected a digit");
        }
        if (peek() == 'e' || peek() == 'E') {
            at++;
            if (peek() == '+' || peek() == '-') {
                at++;
            }
            digits("expected a digit");
        }
        return scalar(Kind.NUMBER, start);
    }

    private void digits(String otherwise) {
        if (peek() < '0' || peek() > '9') {
            throw wrong(otherwise);
        }
        while (peek() >= '0' && peek() <= '9') {
            at++;
        }
    }

    private Value scalar(Kind kind, int start) {
        return new Value(kind, start, at, JsonBytes.membersOf(null), JsonBytes.itemsOf(null));
    }

    /** The byte here as a character; 0 behind the end, which no rule takes. */
    private char peek() {
        return at < bytes.length ? (char) (bytes[at] & 0xff) : 0;
    }

    private void blanks() {
        while (at < bytes.length && (bytes[at] == ' ' || bytes[at] == '\n' || bytes[at] == '\r' || bytes[at] == '\t')) {
            at++;
        }
    }

    private JsonException wrong(String why) {
        int line = 1;
        int column = 1;
        for (int before = 0; before < Math.min(at, bytes.length); before++) {
            if (bytes[before] == '\n') {
                line++;
                column = 1;
            } else if ((bytes[before] & 0xc0) != 0x80) {
                column++;
            }
        }
        return new JsonException(line, column, JsonText.NOT_JSON, at >= bytes.length ? "it ends too early" : why);
    }
}
