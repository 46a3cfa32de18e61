package cn.openclaw.config;

import cn.openclaw.config.SchemaNode.Chars;
import cn.openclaw.config.SchemaNode.Chars.Meaning;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The words in which the schema is written. A section extends this to use them bare; {@link ModelsSchema} is a good one to read first. */
abstract class Schema {
    static final SchemaNode TEXT = new Chars(Meaning.PLAIN, 0, Integer.MAX_VALUE);
    static final SchemaNode FILLED = new Chars(Meaning.PLAIN, 1, Integer.MAX_VALUE);
    static final SchemaNode SECRET = new Chars(Meaning.SECRET, 0, Integer.MAX_VALUE);
    static final SchemaNode PATH = new Chars(Meaning.PATH, 0, Integer.MAX_VALUE);
    static final SchemaNode URL = new Chars(Meaning.URL, 0, Integer.MAX_VALUE);
    static final SchemaNode DURATION = new Chars(Meaning.DURATION, 0, Integer.MAX_VALUE);
    static final SchemaNode CLOCK = new Chars(Meaning.CLOCK, 0, Integer.MAX_VALUE);
    static final SchemaNode COLOUR = new Chars(Meaning.COLOUR, 0, Integer.MAX_VALUE);
    static final SchemaNode FLAG = new SchemaNode.Flag();
    static final SchemaNode ANY = new SchemaNode.Anything();
    /** An integer above zero. */
    static final SchemaNode COUNT = new SchemaNode.Amount(true, 0, false, Double.POSITIVE_INFINITY);
    /** An integer from zero on. */
    static final SchemaNode WHOLE = new SchemaNode.Amount(true, 0, true, Double.POSITIVE_INFINITY);
    /** A TCP port. */
    static final SchemaNode PORT = new SchemaNode.Amount(true, 0, false, 65_535);
    /** A number above zero. */
    static final SchemaNode POSITIVE = new SchemaNode.Amount(false, 0, false, Double.POSITIVE_INFINITY);
    static final SchemaNode NUMBER =
            new SchemaNode.Amount(false, Double.NEGATIVE_INFINITY, true, Double.POSITIVE_INFINITY);
    /** A number from 0 to 1. */
    static final SchemaNode RATIO = new SchemaNode.Amount(false, 0, true, 1);
    static final SchemaNode TEXTS = new SchemaNode.Sequence(TEXT);
    static final SchemaNode TEXT_MAP = new SchemaNode.Dictionary(TEXT);
    /** Ids that may be written as numbers, such as chat ids. */
    static final SchemaNode IDS = new SchemaNode.Sequence(either(TEXT, NUMBER));
    static final SchemaNode ON_OFF = union("on", "off");

    Schema() {}

    static SchemaNode.Group object(SchemaKey... keys) {
        return new SchemaNode.Group(List.of(keys), null);
    }

    /** An object that also takes keys we do not know. */
    static SchemaNode.Group open(@Nullable SchemaNode others, SchemaKey... keys) {
        return new SchemaNode.Group(List.of(keys), others);
    }

    /** The keys of one object followed by more. */
    static SchemaNode.Group extended(SchemaNode.Group base, SchemaKey... more) {
        var keys = new java.util.ArrayList<SchemaKey>(base.keys());
        keys.addAll(List.of(more));
        return new SchemaNode.Group(List.copyOf(keys), base.others());
    }

    static SchemaNode map(SchemaNode values) {
        return new SchemaNode.Dictionary(values);
    }

    static SchemaNode list(SchemaNode items) {
        return new SchemaNode.Sequence(items);
    }

    static SchemaNode whole(double from, double to) {
        return new SchemaNode.Amount(true, from, true, to);
    }

    static SchemaNode number(double from, double to) {
        return new SchemaNode.Amount(false, from, true, to);
    }

    static SchemaNode upTo(int characters) {
        return new Chars(Meaning.PLAIN, 0, characters);
    }

    /** One of these words; the original calls a miss {@code Invalid input}. */
    static SchemaNode union(String... words) {
        return new SchemaNode.Words(List.of(words), false);
    }

    /** One of these words; the original calls a miss {@code Invalid option} and lists them. */
    static SchemaNode option(String... words) {
        return new SchemaNode.Words(List.of(words), true);
    }

    static SchemaNode either(SchemaNode... options) {
        return new SchemaNode.Either(List.of(options));
    }

    static SchemaNode named(String name) {
        return new SchemaNode.Named(name);
    }

    static SchemaKey key(String name, SchemaNode node, String zh, String en) {
        return new SchemaKey(name, node, false, null, zh, en);
    }

    static SchemaKey must(String name, SchemaNode node, String zh, String en) {
        return new SchemaKey(name, node, true, null, zh, en);
    }
}
