package cn.openclaw.config;

import java.util.List;
import org.jspecify.annotations.Nullable;

/** What a value of the configuration may be. The whole schema is a tree of these, built section by section when needed. */
sealed interface SchemaNode {

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
    }

    /** An object whose keys a person chooses. */
    record Dictionary(SchemaNode values) implements SchemaNode {}

    /** An array. */
    record Sequence(SchemaNode items) implements SchemaNode {}

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
    }

    /**
     * A number.
     *
     * @param whole whether it must be an integer
     * @param from the smallest, itself included if {@code fromIncluded}
     * @param to the largest, included
     */
    record Amount(boolean whole, double from, boolean fromIncluded, double to) implements SchemaNode {}

    /** True or false. */
    record Flag() implements SchemaNode {}

    /**
     * One of several words.
     *
     * @param listed whether a miss names the words in the original's own message (its enums do, its unions do not)
     */
    record Words(List<String> words, boolean listed) implements SchemaNode {}

    /** Any one of these. */
    record Either(List<SchemaNode> options) implements SchemaNode {}

    /** Anything: somebody else checks it. */
    record Anything() implements SchemaNode {}

    /** A shape with a name, described elsewhere and built when first asked for. */
    record Named(String name) implements SchemaNode {}
}
