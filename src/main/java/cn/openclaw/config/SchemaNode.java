package cn.openclaw.config;

import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * What a value of the configuration may be. The whole schema is a tree of these, built section by section when needed.
 * Everybody asks through methods and not through a {@code switch} over the types: the first such switch costs a short command some
 * five milliseconds, because the JDK makes a class for it at run time.
 */
sealed interface SchemaNode {
    /** Tells the checker what this is. */
    void check(Validator validator, JsonNode value);

    /** Whether a value is of the right kind, whatever it holds. */
    boolean isOfKind(JsonNode value);

    /** What the kind is called in problems; the original's words. */
    String expected();

    /** The key that a step of a path leads to from here; null if there is none. */
    default @Nullable SchemaKey below(String step) {
        return null;
    }

    /** Whether a value of this may be a secret. */
    default boolean holdsSecret() {
        return false;
    }

    /** A key below this that a person, and not the schema, gave its name. */
    private static SchemaKey chosen(String step, SchemaNode node) {
        return new SchemaKey(step, node, false, null, "", "");
    }

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

        @Override
        public @Nullable SchemaKey below(String step) {
            SchemaKey key = key(step);
            return key != null || others == null ? key : chosen(step, others);
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

        @Override
        public SchemaKey below(String step) {
            return chosen(step, values);
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

        @Override
        public @Nullable SchemaKey below(String step) {
            return ConfigPath.isIndex(step) ? chosen(step, items) : null;
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

        @Override
        public boolean holdsSecret() {
            return meaning == Meaning.SECRET;
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

        @Override
        public @Nullable SchemaKey below(String step) {
            for (SchemaNode option : options) {
                SchemaKey key = option.below(step);
                if (key != null) {
                    return key;
                }
            }
            return null;
        }

        @Override
        public boolean holdsSecret() {
            for (SchemaNode option : options) {
                if (option.holdsSecret()) {
                    return true;
                }
            }
            return false;
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

        @Override
        public SchemaKey below(String step) {
            return chosen(step, this);
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

        @Override
        public @Nullable SchemaKey below(String step) {
            return ConfigSchema.resolved(this).below(step);
        }

        @Override
        public boolean holdsSecret() {
            return ConfigSchema.resolved(this).holdsSecret();
        }
    }
}
