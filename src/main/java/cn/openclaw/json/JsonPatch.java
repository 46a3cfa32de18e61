package cn.openclaw.json;

import cn.openclaw.json.JsonBytes.Member;
import cn.openclaw.json.JsonBytes.Value;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Changes to a {@link JsonBytes}, gathered and then made together. What is not named stays byte for byte. */
public final class JsonPatch {
    private final JsonBytes text;
    private final List<Splice> splices = new ArrayList<>();
    private final IdentityHashMap<Value, Changes> objects = new IdentityHashMap<>();

    public JsonPatch(JsonBytes text) {
        this.text = text;
    }

    private record Splice(int start, int end, byte[] bytes) {}

    private static final class Changes {
        final Set<String> removed = new HashSet<>();
        final Map<String, byte[]> added = new java.util.LinkedHashMap<>();
    }

    public boolean isEmpty() {
        return splices.isEmpty() && objects.isEmpty();
    }

    /** Another value in place of this one. */
    public JsonPatch replace(Value value, JsonNode by) {
        splices.add(new Splice(value.start(), value.end(), Json.bytes(by)));
        return this;
    }

    /** A string in place of this value. */
    public JsonPatch replace(Value value, String by) {
        return replace(value, tools.jackson.databind.node.JsonNodeFactory.instance.stringNode(by));
    }

    /** Takes a member out of an object, however often it is there. */
    public JsonPatch remove(Value object, String name) {
        if (object.has(name)) {
            objects.computeIfAbsent(object, _ -> new Changes()).removed.add(name);
        }
        return this;
    }

    /** Gives a member of an object this value, whether or not it is there. */
    public JsonPatch set(Value object, String name, JsonNode value) {
        Value known = object.get(name);
        if (known != null && object.members().stream().filter(member -> member.name().equals(name)).count() == 1) {
            return replace(known, value);
        }
        remove(object, name);
        objects.computeIfAbsent(object, _ -> new Changes()).added.put(name, Json.bytes(value));
        return this;
    }

    /** Keeps the first items of an array. */
    public JsonPatch cut(Value array, int items) {
        if (array.items().size() > items && items > 0) {
            splices.add(new Splice(array.items().get(items - 1).end(), array.items().getLast().end(), new byte[0]));
        }
        return this;
    }

    /** Takes these items out of an array. */
    public JsonPatch drop(Value array, Set<Value> items) {
        List<Value> all = array.items();
        boolean kept = false;
        for (int at = 0; at < all.size(); at++) {
            Value item = all.get(at);
            if (!items.contains(item)) {
                kept = true;
                continue;
            }
            boolean last = at == all.size() - 1;
            int from = kept ? all.get(at - 1).end() : item.start();
            splices.add(new Splice(from, kept || last ? item.end() : all.get(at + 1).start(), new byte[0]));
        }
        return this;
    }

    /** One more item at an array's beginning. */
    public JsonPatch prepend(Value array, JsonNode item) {
        byte[] bytes = Json.bytes(item);
        int begin = array.start() + 1;
        splices.add(new Splice(begin, begin, array.items().isEmpty() ? bytes : joined(bytes, ",".getBytes(StandardCharsets.UTF_8))));
        return this;
    }

    /** One more item at an array's end. */
    public JsonPatch append(Value array, JsonNode item) {
        byte[] bytes = Json.bytes(item);
        int end = array.end() - 1;
        splices.add(new Splice(end, end, array.items().isEmpty() ? bytes : joined(",".getBytes(StandardCharsets.UTF_8), bytes)));
        return this;
    }

    private static byte[] joined(byte[] one, byte[] other) {
        byte[] both = java.util.Arrays.copyOf(one, one.length + other.length);
        System.arraycopy(other, 0, both, one.length, other.length);
        return both;
    }

    /** The text with all changes made. A change inside a value that is replaced or removed is lost with it. */
    public byte[] apply() {
        if (isEmpty()) {
            return text.bytes();
        }
        List<Splice> all = new ArrayList<>(splices);
        objects.forEach((object, changes) -> members(object, changes, all));
        // Outer before inner where both begin at one place, insertions first.
        all.sort(Comparator.comparingInt(Splice::start)
                .thenComparing((one, other) -> insertion(one) == insertion(other)
                        ? Integer.compare(other.end(), one.end())
                        : insertion(one) ? -1 : 1));
        byte[] bytes = text.bytes();
        ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 256);
        int done = 0;
        for (Splice splice : all) {
            if (splice.start() < done) {
                continue;
            }
            out.write(bytes, done, splice.start() - done);
            out.writeBytes(splice.bytes());
            done = splice.end();
        }
        out.write(bytes, done, bytes.length - done);
        return out.toByteArray();
    }

    private static boolean insertion(Splice splice) {
        return splice.start() == splice.end();
    }

    private static void members(Value object, Changes changes, List<Splice> all) {
        List<Member> members = object.members();
        boolean kept = false;
        for (int at = 0; at < members.size(); at++) {
            Member member = members.get(at);
            if (!changes.removed.contains(member.name())) {
                kept = true;
                continue;
            }
            boolean last = at == members.size() - 1;
            int from = kept ? members.get(at - 1).value().end() : member.start();
            all.add(new Splice(from, kept || last ? member.value().end() : members.get(at + 1).start(), new byte[0]));
        }
        if (changes.added.isEmpty()) {
            return;
        }
        StringBuilder added = new StringBuilder();
        changes.added.forEach((name, value) -> added.append(added.isEmpty() ? "" : ",")
                .append(Json5.quote(name))
                .append(':')
                .append(new String(value, StandardCharsets.UTF_8)));
        added.append(kept ? "," : "");
        int inside = object.start() + 1;
        all.add(new Splice(inside, inside, added.toString().getBytes(StandardCharsets.UTF_8)));
    }
}
