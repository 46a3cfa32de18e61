package cn.openclaw.json;

import java.nio.charset.StandardCharsets;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * A JSON text as the UTF-8 bytes it came in, with the place of every value: who only hands it on changes a few values with
 * {@link JsonPatch} and leaves every other byte, unknown members, number spellings and white space included.
 */
public final class JsonBytes {
    private final byte[] bytes;
    private final Value root;

    private JsonBytes(byte[] bytes, Value root) {
        this.bytes = bytes;
        this.root = root;
    }

    /**
     * Finds every value.
     *
     * @throws JsonException if it is no JSON, or has more than 300 000 values; it holds line and column
     */
    public static JsonBytes parse(byte[] utf8) {
        return new JsonBytes(utf8, new JsonBytesParser(utf8).parse());
    }

    /** What a value is. */
    public enum Kind {
        OBJECT,
        ARRAY,
        STRING,
        NUMBER,
        TRUE,
        FALSE,
        NULL
    }

    /** One value: what it is, and which bytes are it. */
    public static final class Value {
        private final Kind kind;
        private final int start;
        private final int end;
        private final List<Member> members;
        private final List<Value> items;

        Value(Kind kind, int start, int end, List<Member> members, List<Value> items) {
            this.kind = kind;
            this.start = start;
            this.end = end;
            this.members = members;
            this.items = items;
        }

        public Kind kind() {
            return kind;
        }

        /** The first byte. */
        public int start() {
            return start;
        }

        /** The byte behind the last. */
        public int end() {
            return end;
        }

        /** An object's members as they stand there, those of one name included; empty for all else. */
        public List<Member> members() {
            return members;
        }

        /** An array's items; empty for all else. */
        public List<Value> items() {
            return items;
        }

        /** A member's value; of several with one name the last, which every parser takes. Null if there is none. */
        public @Nullable Value get(String name) {
            for (int at = members.size() - 1; at >= 0; at--) {
                if (members.get(at).name().equals(name)) {
                    return members.get(at).value();
                }
            }
            return null;
        }

        public boolean has(String name) {
            return get(name) != null;
        }

        public boolean is(Kind wanted) {
            return kind == wanted;
        }
    }

    /**
     * A member of an object.
     *
     * @param start where its name's quote is
     */
    public record Member(String name, int start, Value value) {}

    public Value root() {
        return root;
    }

    /** The bytes as they came; not to be changed. */
    public byte[] bytes() {
        return bytes;
    }

    /** A string's characters. */
    public String text(Value value) {
        return string(bytes, value.start, value.end);
    }

    /** A member that is a string; null if it is missing or something else. */
    public @Nullable String text(Value object, String name) {
        Value value = object.get(name);
        return value == null || !value.is(Kind.STRING) ? null : text(value);
    }

    /** A value as a tree. */
    public JsonNode tree(Value value) {
        return Json.parse(new String(bytes, value.start, value.end - value.start, StandardCharsets.UTF_8));
    }

    /** A value as it is written. */
    public String written(Value value) {
        return new String(bytes, value.start, value.end - value.start, StandardCharsets.UTF_8);
    }

    /** Between the quotes, escapes resolved. */
    static String string(byte[] bytes, int start, int end) {
        for (int at = start + 1; at < end - 1; at++) {
            if (bytes[at] == '\\') {
                return Json.parse(new String(bytes, start, end - start, StandardCharsets.UTF_8)).stringValue();
            }
        }
        return new String(bytes, start + 1, end - start - 2, StandardCharsets.UTF_8);
    }

    static List<Member> membersOf(@Nullable List<Member> found) {
        return found == null ? List.of() : found;
    }

    static List<Value> itemsOf(@Nullable List<Value> found) {
        return found == null ? List.of() : found;
    }
}
