package cn.openclaw.json;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json5Generator.Made;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** Laws of the reader and the editor, over random documents in many handwritings. */
class Json5PropertyTest {

    @Test
    void readsWhatWasWritten() {
        for (int seed = 0; seed < 3000; seed++) {
            Made made = new Json5Generator(new Random(seed)).document();
            assertThat(Json5Document.parse(made.text()).root()).as("seed %d: %s", seed, made.text()).isEqualTo(made.tree());
        }
    }

    @Test
    void setThenGetAndNoOtherByte() {
        setThenGet(0, 10_000);
    }

    @Test
    @Tag("slow")
    void setThenGetAndNoOtherByteOften() {
        setThenGet(1_000_000, 400_000);
    }

    private static void setThenGet(int first, int count) {
        int edits = 0;
        for (int seed = first; edits < count; seed++) {
            Random random = new Random(seed);
            Made made = new Json5Generator(random).document();
            Made value = new Json5Generator(random).value();
            Json5Document before = Json5Document.parse(made.text());
            List<String> path = somewhere(random, made.tree());
            Optional<Json5Document.Place> place = before.place(path);
            if (place.isEmpty()) {
                continue;
            }
            edits++;
            Json5Document after = before.set(path, value.text());
            assertThat(at(after.root(), path)).as("seed %d", seed).isEqualTo(value.tree());
            assertThat(after.text()).as("seed %d", seed)
                    .startsWith(made.text().substring(0, place.get().start()))
                    .endsWith(made.text().substring(place.get().end()));
            assertThat(after.place(path).orElseThrow()).as("seed %d", seed)
                    .extracting(Json5Document.Place::start, now -> after.text().length() - now.end())
                    .containsExactly(place.get().start(), made.text().length() - place.get().end());
            Json5Document back = after.set(path, made.text().substring(place.get().start(), place.get().end()));
            assertThat(back.root()).as("seed %d", seed).isEqualTo(made.tree());
        }
    }

    @Test
    void addThenGetAndNoOtherByte() {
        addThenGet(0, 10_000);
    }

    @Test
    @Tag("slow")
    void addThenGetAndNoOtherByteOften() {
        addThenGet(1_000_000, 400_000);
    }

    private static void addThenGet(int first, int count) {
        int edits = 0;
        for (int seed = first; edits < count; seed++) {
            Random random = new Random(seed);
            Made made = new Json5Generator(random).document();
            Made value = new Json5Generator(random).value();
            Json5Document before = Json5Document.parse(made.text());
            List<String> parent = somewhere(random, made.tree());
            JsonNode container = at(made.tree(), parent);
            if (!container.isContainer()) {
                continue;
            }
            edits++;
            List<String> path = new ArrayList<>(parent);
            path.add(container.isArray() ? Integer.toString(container.size()) : "new" + random.nextInt(9));
            for (int deeper = random.nextInt(4); deeper > 1; deeper--) {
                path.add(random.nextBoolean() ? "0" : new Json5Generator(random).name().replace("12", "twelve"));
            }
            Json5Document after = before.set(path, value.text());
            assertThat(at(after.root(), path)).as("seed %d", seed).isEqualTo(value.tree());
            String comma = withComma(before, parent, container);
            assertThat(onlyAdds(made.text(), after.text()) || onlyAdds(comma, after.text()))
                    .as("seed %d: adding %s to%n%s%n gave%n%s", seed, path, made.text(), after.text())
                    .isTrue();
            assertThat(after.unset(path.subList(0, parent.size() + 1)).root()).as("seed %d", seed).isEqualTo(made.tree());
        }
    }

    /** The text with a comma behind the last entry of a container. */
    private static String withComma(Json5Document document, List<String> parent, JsonNode container) {
        int last = -1;
        for (String name : names(container)) {
            List<String> path = new ArrayList<>(parent);
            path.add(name);
            last = Math.max(last, document.place(path).orElseThrow().end());
        }
        return last < 0 ? document.text() : document.text().substring(0, last) + "," + document.text().substring(last);
    }

    /** Whether one text is the other with something put in at one place, where at most white space went. */
    private static boolean onlyAdds(String before, String after) {
        int shorter = Math.min(before.length(), after.length());
        int prefix = 0;
        while (prefix < shorter && before.charAt(prefix) == after.charAt(prefix)) {
            prefix++;
        }
        int suffix = 0;
        while (suffix < shorter - prefix && before.charAt(before.length() - 1 - suffix) == after.charAt(after.length() - 1 - suffix)) {
            suffix++;
        }
        return before.substring(prefix, before.length() - suffix).chars().allMatch(c -> Json5Characters.isBlank((char) c));
    }

    @Test
    void unsetThenGone() {
        unsetThenGone(0, 10_000);
    }

    @Test
    @Tag("slow")
    void unsetThenGoneOften() {
        unsetThenGone(1_000_000, 400_000);
    }

    private static void unsetThenGone(int first, int count) {
        int edits = 0;
        for (int seed = first; edits < count; seed++) {
            Random random = new Random(seed);
            Made made = new Json5Generator(random).document();
            Json5Document before = Json5Document.parse(made.text());
            List<String> path = somewhere(random, made.tree());
            if (path.isEmpty()) {
                continue;
            }
            edits++;
            boolean twice = before.duplicates().stream().anyMatch(duplicate -> duplicate.path().equals(path));
            Json5Document after = before.unset(path);
            JsonNode parent = at(made.tree(), path.subList(0, path.size() - 1));
            if (parent.isObject()) {
                assertThat(after.place(path)).as("seed %d", seed).isEmpty();
            } else {
                assertThat(at(after.root(), path.subList(0, path.size() - 1)).size()).isEqualTo(parent.size() - 1);
            }
            if (!twice) {
                onlyTakesWhatBelongs(seed, before, path, after.text());
            }
        }
    }

    /** Comments on lines of their own stay, and so does everything before the neighbour's end and from the next one on. */
    private static void onlyTakesWhatBelongs(int seed, Json5Document before, List<String> path, String after) {
        Json5Document.Place value = before.place(path).orElseThrow();
        int start = before.keyPlace(path).orElse(value).start();
        String text = before.text();
        List<String> kept = new ArrayList<>();
        for (Json5Node.Span comment : before.comments(0, text.length())) {
            boolean inside = comment.start() >= start && comment.end() <= value.end();
            int line = Json5Characters.lineStart(text, comment.start());
            boolean own = Json5Characters.skipSpaces(text, line, comment.start()) == comment.start();
            if (!inside && (own || comment.end() <= start)) {
                kept.add(text.substring(comment.start(), comment.end()));
            }
        }
        int from = 0;
        for (String comment : kept) {
            int found = after.indexOf(comment, from);
            assertThat(found).as("seed %d lost %s", seed, comment).isNotNegative();
            from = found + comment.length();
        }
        int prefix = Math.min(lastSolid(text, start), after.length());
        assertThat(after.substring(0, prefix)).as("seed %d", seed).isEqualTo(text.substring(0, prefix));
    }

    /** Behind the last character before a place that is neither blank nor a comma nor part of a comment: all before it stays. */
    private static int lastSolid(String text, int place) {
        int at = place;
        int found = 0;
        Json5Document document = Json5Document.parse(text);
        while (at > 0) {
            int here = at - 1;
            boolean comment = document.comments(0, text.length()).stream().anyMatch(c -> c.start() <= here && here < c.end());
            if (!comment && !Json5Characters.isBlank(text.charAt(here)) && text.charAt(here) != ',') {
                found = at;
                break;
            }
            at--;
        }
        return found;
    }

    @Test
    void brokenTextsGiveNothingButJsonExceptions() {
        breakTexts(0, 20_000);
    }

    @Test
    @Tag("slow")
    void brokenTextsGiveNothingButJsonExceptionsOften() {
        breakTexts(1_000_000, 1_000_000);
    }

    private static void breakTexts(int first, int count) {
        int read = 0;
        for (int seed = first; seed < first + count; seed++) {
            Random random = new Random(seed);
            String text = broken(random, new Json5Generator(random).document().text());
            try {
                Json5Document document = Json5Document.parse(text);
                document.duplicates();
                Json.write(document.root());
                List<String> path = somewhere(random, document.root());
                document.set(path, "1");
                if (!path.isEmpty()) {
                    document.unset(path);
                }
                read++;
            } catch (JsonException e) {
                long lines = text.chars().filter(c -> c == '\n' || c == '\r').count() + 1;
                assertThat(e.line()).as("seed %d", seed).isBetween(1, (int) lines);
                assertThat(e.column()).as("seed %d", seed).isBetween(1, text.length() + 1);
            } catch (RuntimeException e) {
                throw new AssertionError("seed " + seed + ": " + text, e);
            }
        }
        assertThat(read).as("some are still JSON5, or the damage is too great to prove much").isBetween(count / 10, count * 9 / 10);
    }

    private static String broken(Random random, String text) {
        StringBuilder out = new StringBuilder(text);
        for (int wound = 1 + random.nextInt(2); wound > 0 && !out.isEmpty(); wound--) {
            int at = random.nextInt(out.length());
            switch (random.nextInt(5)) {
                case 0 -> out.setLength(at);
                case 1 -> out.deleteCharAt(at);
                case 2 -> out.setCharAt(at, "{}[],:'\"\\/*+-.0xuNI\n\r\u2028 e".charAt(random.nextInt(24)));
                case 3 -> out.insert(at, (char) random.nextInt(random.nextBoolean() ? 128 : 0x10000));
                default -> out.insert(at, out.substring(at, Math.min(out.length(), at + random.nextInt(20))));
            }
        }
        return out.toString();
    }

    /** A random place of a tree, the root included. */
    private static List<String> somewhere(Random random, JsonNode tree) {
        List<String> path = new ArrayList<>();
        JsonNode node = tree;
        while (node.isContainer() && !node.isEmpty() && random.nextInt(5) > 0) {
            List<String> names = names(node);
            String name = names.get(random.nextInt(names.size()));
            path.add(name);
            node = at(node, List.of(name));
        }
        return path;
    }

    private static List<String> names(JsonNode container) {
        if (container.isObject()) {
            return List.copyOf(container.propertyNames());
        }
        List<String> indexes = new ArrayList<>();
        for (int index = 0; index < container.size(); index++) {
            indexes.add(Integer.toString(index));
        }
        return indexes;
    }

    private static JsonNode at(JsonNode tree, List<String> path) {
        JsonNode node = tree;
        for (String step : path) {
            node = node.isArray() ? node.get(Integer.parseInt(step)) : node.get(step);
        }
        return node;
    }
}
