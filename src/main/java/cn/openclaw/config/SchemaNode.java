package cn.openclaw.config;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a value of the configuration may be. The whole schema is a tree of these, built section by section when needed.
 * Checking goes through methods and not through a {@code switch} over the types: the first such switch costs a short command some
 * five milliseconds, because the JDK makes a class for it at run time.
 */
sealed interface SchemaNode {
    /** Tells the checker what this is. */
    void check(Validator validator, JsonNode value);

    /** Whether a value is of the right kind, whatever it holds. */
    boolean isOfKind(JsonNode value);

    /** What the kind is called in problems; the original's words. */
    String expected();

    /**
     * An object with known keys.
     *
     * @param keys what it may hold
     * @param others what other keys hold; null where there must be none
     */
    record Group(List<SchemaKey> keys, @Nullable SchemaNode others) implements SchemaNode {
        @Nullable SchemaKey key(String name) {
            for (SchemaKey key : keys) {
                if (key.name().equals(name)) {
                    return key;
                }
            }
            return null;
        }

        @Override
        public void check(Validator validator, JsonNode value) {
            validator.group(this, value);
        }

        @Override
        public boolean isOfKind(JsonNode value) {
            return value.isObject();
        }

        @Override
        public String expected() {
            return "object";
        }
    }

    /** An object whose keys a person chooses. */
    record Dictionary(SchemaNode values) implements SchemaNode {
        @Override
        public void check(Validator validator, JsonNode value) {
            validator.dictionary(values, value);
        }

        @Override
        public boolean isOfKind(JsonNode value) {
            return value.isObject();
        }

        @Override
        public String expected() {
            return "record";
        }
    }

    /** An array. */
    record Sequence(SchemaNode items) implements SchemaNode {
        @Override
        public void check(Validator validator, JsonNode value) {
            validator.sequence(items, value);
        }

        @Override
        public boolean isOfKind(JsonNode value) {
            return value.isArray();
        }

        @Override
        public String expected() {
            return "array";
        }
    }

    /** A string of so many characters (UTF-16 units). */
    record Chars(Meaning meaning, int min, int max) implements SchemaNode {
        /** What a string stands for; some have a form of their own, and secrets are never shown. */
        enum Meaning {
            PLAIN,
            SECRET,
            PATH,
            URL,
            DURATION,
            /** {@code HH:MM}; 24:00 ends a day. */
            CLOCK,
            COLOUR
        }

        @Override
        public void check(Validator validator, JsonNode value) {
            validator.chars(this, value);
        }

        @Override
        public boolean isOfKind(JsonNode value) {
            return value.isString();
        }

        @Override
        public String expected() {
            return "string";
        }
    }

    /**
     * A number.
     *
     * @param whole whether it must be an integer
     * @param from the smallest, itself included if {@code fromIncluded}
     * @param to the largest, included
     */
    record Amount(boolean whole, double from, boolean fromIncluded, double to) implements SchemaNode {
        @Override
        public void check(Validator validator, JsonNode value) {
            validator.amount(this, value);
        }

        @Override
        public boolean isOfKind(JsonNode value) {
            return value.isNumber();
        }

        @Override
        public String expected() {
            return whole ? "int" : "number";
        }
    }

    /** True or false. */
    record Flag() implements SchemaNode {
        @Override
        public void check(Validator validator, JsonNode value) {
            validator.flag(value);
        }

        @Override
        public boolean isOfKind(JsonNode value) {
            return value.isBoolean();
        }

        @Override
        public String expected() {
            return "boolean";
        }
    }

    /**
     * One of several words.
     *
     * @param listed whether a miss names the words in the original's own message (its enums do, its unions do not)
     */
    record Words(List<String> words, boolean listed) implements SchemaNode {
        @Override
        public void check(Validator validator, JsonNode value) {
            validator.words(this, value);
        }

        @Override
        public boolean isOfKind(JsonNode value) {
            return value.isString();
        }

        @Override
        public String expected() {
            return String.join("\"|\"", words);
        }
    }

    /** Any one of these. */
    record Either(List<SchemaNode> options) implements SchemaNode {
        @Override
        public void check(Validator validator, JsonNode value) {
            validator.either(options, value);
        }

        @Override
        public boolean isOfKind(JsonNode value) {
            return anyOfKind(options, value);
        }

        @Override
        public String expected() {
            return options.getFirst().expected();
        }

        private static boolean anyOfKind(List<SchemaNode> options, JsonNode value) {
            for (SchemaNode option : options) {
                if (option.isOfKind(value)) {
                    return true;
                }
            }
            return false;
        }
    }

    /** Anything: somebody else checks it. */
    record Anything() implements SchemaNode {
        @Override
        public void check(Validator validator, JsonNode value) {
            // Somebody else does.
        }

        @Override
        public boolean isOfKind(JsonNode value) {
            return true;
        }

        @Override
        public String expected() {
            return "value";
        }
    }

    /** A shape with a name, described elsewhere and built when first asked for. */
    record Named(String name) implements SchemaNode {
        @Override
        public void check(Validator validator, JsonNode value) {
            validator.check(ConfigSchema.resolved(this), value);
        }

        @Override
        public boolean isOfKind(JsonNode value) {
            return ConfigSchema.resolved(this).isOfKind(value);
        }

        @Override
        public String expected() {
            return ConfigSchema.resolved(this).expected();
        }
    }
}
