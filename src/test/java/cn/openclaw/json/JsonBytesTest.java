package cn.openclaw.json;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

class JsonBytesTest {
    private static JsonBytes parse(String text) {
        return JsonBytes.parse(text.getBytes(StandardCharsets.UTF_8));
    }

    private static String applied(JsonPatch patch) {
        return new String(patch.apply(), StandardCharsets.UTF_8);
    }

    @Test
    void whatIsNotChangedKeepsEveryByte() {
        JsonBytes text = parse("{ \"model\" : \"a\\u0062\",\n  \"n\":1.50e0 , \"x\":[ 1,2 ,3],\"keep\":\"月\" }\r\n");
        assertThat(text.text(text.root(), "model")).isEqualTo("ab");
        JsonPatch patch = new JsonPatch(text);
        assertThat(patch.apply()).isSameAs(text.bytes());
        patch.set(text.root(), "model", JsonNodeFactory.instance.stringNode("k3"));
        patch.remove(text.root(), "x");
        patch.set(text.root(), "added", Json.object().put("a", true));
        assertThat(applied(patch)).isEqualTo("{\"added\":{\"a\":true}, \"model\" : \"k3\",\n  \"n\":1.50e0,\"keep\":\"月\" }\r\n");
    }

    @Test
    void membersAndItemsGoWithTheirCommas() {
        JsonBytes text = parse("{\"a\":1,\"b\":2,\"a\":3,\"list\":[1,2,3,4]}");
        JsonBytes.Value list = text.root().get("list");
        assertThat(list).isNotNull();
        JsonPatch patch = new JsonPatch(text).remove(text.root(), "a");
        patch.drop(list, Set.of(list.items().get(0), list.items().get(3)));
        patch.append(list, Json.object());
        assertThat(applied(patch)).isEqualTo("{\"b\":2,\"list\":[2,3,{}]}");
        JsonBytes one = parse("{\"a\":1}");
        assertThat(applied(new JsonPatch(one).remove(one.root(), "a").set(one.root(), "c", Json.array()))).isEqualTo("{\"c\":[]}");
    }

    @Test
    void whatIsNoJsonIsRefusedWithItsPlace() {
        for (String wrong : new String[] {"", "{", "{\"a\":}", "{'a':1}", "[1,]", "{\"a\":1,}", "01", "1.", "\"\t\"", "\"\\x\"", "nul", "{} {}", "+1", "\"a"}) {
            assertThatThrownBy(() -> parse(wrong)).as(wrong).isInstanceOf(JsonException.class);
        }
        assertThatThrownBy(() -> parse("{\n \"a\": tru }"))
                .isInstanceOfSatisfying(JsonException.class, e -> assertThat(e.line()).isEqualTo(2));
        assertThatThrownBy(() -> parse("[".repeat(600) + "]".repeat(600))).isInstanceOf(JsonException.class);
    }

    /** A few bytes of text become a hundred of memory: what nobody means is not read. */
    @Test
    void endlessListsAreRefused() {
        assertThat(parse("[" + "0,".repeat(299_000) + "0]").root().items()).hasSize(299_001);
        assertThatThrownBy(() -> parse("[" + "[],".repeat(400_000) + "0]")).isInstanceOf(JsonException.class).hasMessageContaining("values");
    }

    /** Random trees: read as the library reads them, and changed as the tree would be. */
    @Test
    void itReadsAndChangesWhatALibraryWould() {
        Random random = new Random(7);
        for (int round = 0; round < 1_000; round++) {
            ObjectNode tree = object(random, 0);
            String written = random.nextBoolean() ? Json.write(tree) : Json.pretty(tree);
            JsonBytes text = parse(written);
            assertThat(text.tree(text.root())).isEqualTo(Json.parse(written));
            JsonPatch patch = new JsonPatch(text);
            for (String name : java.util.List.copyOf(tree.propertyNames())) {
                switch (random.nextInt(4)) {
                    case 0 -> {
                        tree.remove(name);
                        patch.remove(text.root(), name);
                    }
                    case 1 -> {
                        tree.put(name, "new");
                        patch.set(text.root(), name, JsonNodeFactory.instance.stringNode("new"));
                    }
                    default -> {}
                }
            }
            if (random.nextBoolean()) {
                tree.put("one more", 1);
                patch.set(text.root(), "one more", JsonNodeFactory.instance.numberNode(1));
            }
            assertThat(Json.parse(applied(patch))).isEqualTo(Json.parse(Json.write(tree)));
        }
    }

    private static ObjectNode object(Random random, int depth) {
        ObjectNode object = Json.object();
        for (int count = random.nextInt(6); count > 0; count--) {
            object.set("m" + random.nextInt(20) + (random.nextInt(9) == 0 ? "\"月" : ""), value(random, depth + 1));
        }
        return object;
    }

    private static JsonNode value(Random random, int depth) {
        return switch (random.nextInt(depth > 4 ? 5 : 7)) {
            case 0 -> JsonNodeFactory.instance.stringNode("t\\\"\n月😀" + random.nextInt());
            case 1 -> JsonNodeFactory.instance.numberNode(random.nextLong());
            case 2 -> JsonNodeFactory.instance.numberNode(random.nextDouble());
            case 3 -> JsonNodeFactory.instance.booleanNode(random.nextBoolean());
            case 4 -> JsonNodeFactory.instance.nullNode();
            case 5 -> object(random, depth);
            default -> {
                var array = Json.array();
                for (int count = random.nextInt(4); count > 0; count--) {
                    array.add(value(random, depth + 1));
                }
                yield array;
            }
        };
    }
}
