package cn.openclaw.json;

import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A value of a document together with the characters it occupies: from {@code start} up to, not including, {@code end}. */
sealed interface Json5Node {
    int start();

    int end();

    /** The value as a tree of its own. A method and not a {@code switch}: the first of those costs a short command milliseconds. */
    JsonNode tree();

    /** Adds where its scalars and quoted keys stand, in order: start and end. */
    void strings(List<int[]> found);

    /** A string, number, {@code true}, {@code false} or {@code null}. */
    record Scalar(int start, int end, JsonNode value) implements Json5Node {
        @Override
        public JsonNode tree() {
            return value;
        }

        @Override
        public void strings(List<int[]> found) {
            found.add(new int[] {start, end});
        }
    }

    /** An object or a list; {@code start} is its opening bracket and {@code end} lies behind its closing one. */
    record Container(boolean object, int start, int end, List<Entry> entries) implements Json5Node {

        @Override
        public JsonNode tree() {
            return object ? objectTree() : arrayTree();
        }

        private ObjectNode objectTree() {
            ObjectNode tree = Json.object();
            for (Entry entry : entries) {
                tree.set(Objects.requireNonNull(entry.key()).name(), entry.value().tree());
            }
            return tree;
        }

        private ArrayNode arrayTree() {
            ArrayNode tree = Json.array();
            for (Entry entry : entries) {
                tree.add(entry.value().tree());
            }
            return tree;
        }

        @Override
        public void strings(List<int[]> found) {
            for (Entry entry : entries) {
                Key key = entry.key();
                if (key != null) {
                    found.add(new int[] {key.start(), key.end()});
                }
                entry.value().strings(found);
            }
        }

        /** Where the closing bracket stands. */
        int close() {
            return end - 1;
        }

        /** The entry that a step of a path means, or -1. Of several members of one name the last counts, as JSON5 has it. */
        int find(String step) {
            if (!object) {
                int index = index(step);
                return index < entries.size() ? index : -1;
            }
            for (int at = entries.size() - 1; at >= 0; at--) {
                Key key = entries.get(at).key;
                if (key != null && key.name.equals(step)) {
                    return at;
                }
            }
            return -1;
        }

        /** The number a step spells, or -1 where it is none that a list could have. */
        static int index(String step) {
            if (step.isEmpty() || step.length() > 9) {
                return -1;
            }
            int number = 0;
            for (int at = 0; at < step.length(); at++) {
                char digit = step.charAt(at);
                if (digit < '0' || digit > '9') {
                    return -1;
                }
                number = number * 10 + (digit - '0');
            }
            return number;
        }
    }

    /**
     * A member of an object or an item of a list.
     *
     * @param key its name; null in a list
     * @param comma where the comma behind it stands; -1 if there is none
     */
    record Entry(@Nullable Key key, Json5Node value, int comma) {
        int start() {
            return key == null ? value.start() : key.start;
        }

        int end() {
            return value.end();
        }
    }

    /** A name and the characters that spell it, quotes included. */
    record Key(String name, int start, int end) {}

    /** A piece of text; here, a comment. */
    record Span(int start, int end) {}
}
