package cn.openclaw.json;

import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.StreamReadConstraints;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Strict JSON to and from Jackson's trees. Only Jackson's streaming core and its node classes are used, never its mapper:
 * building a mapper costs about 50 ms of CPU in a short command (docs/decisions/json.md).
 */
public final class Json {
    private static final JsonNodeFactory NODES = JsonNodeFactory.instance;

    private Json() {}

    public static ObjectNode object() {
        return NODES.objectNode();
    }

    public static ArrayNode array() {
        return NODES.arrayNode();
    }

    /** Reads one JSON value; anything after it but white space is an error. */
    public static JsonNode parse(String text) {
        return parse(Reader.FACTORY.createParser(ObjectReadContext.empty(), text));
    }

    /**
     * The same for what somebody else sends: of at most a million tokens, since a value of two bytes takes fifty to remember.
     */
    public static JsonNode parseSent(String text) {
        return parse(SentReader.FACTORY.createParser(ObjectReadContext.empty(), text));
    }

    /** Reads one JSON value from UTF-8 bytes. */
    public static JsonNode parse(byte[] utf8) {
        JsonParser parser;
        try {
            parser = Reader.FACTORY.createParser(ObjectReadContext.empty(), utf8);
        } catch (JacksonException e) {
            // The first bytes look like no encoding there is: a block of zeros, for one, which a power cut may leave.
            throw new JsonException(1, 1, JsonText.NOT_JSON, plain(e.getOriginalMessage()));
        }
        return parse(parser);
    }

    private static JsonNode parse(JsonParser source) {
        try (JsonParser parser = source) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw new JsonException(1, 1, JsonText.NOT_JSON, "empty");
            }
            JsonNode tree = read(parser, first);
            if (parser.nextToken() != null) {
                throw at(parser, "unexpected text after the value");
            }
            return tree;
        } catch (JacksonException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNr());
            int column = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getColumnNr());
            throw new JsonException(line, column, JsonText.NOT_JSON, plain(e.getOriginalMessage()));
        }
    }

    /** Jackson's sentence without its note on where a bracket was opened, which names its own settings. */
    private static String plain(String message) {
        int note = message.indexOf(" (start marker at");
        return note < 0 ? message : message.substring(0, note);
    }

    private static JsonException at(JsonParser parser, String why) {
        var place = parser.currentTokenLocation();
        return new JsonException(place.getLineNr(), place.getColumnNr(), JsonText.NOT_JSON, why);
    }

    private static JsonNode read(JsonParser parser, JsonToken token) {
        return switch (token) {
            case START_OBJECT -> readObject(parser);
            case START_ARRAY -> readArray(parser);
            case VALUE_STRING -> NODES.stringNode(parser.getString());
            case VALUE_NUMBER_INT, VALUE_NUMBER_FLOAT -> number(parser);
            case VALUE_TRUE -> NODES.booleanNode(true);
            case VALUE_FALSE -> NODES.booleanNode(false);
            case VALUE_NULL -> NODES.nullNode();
            default -> throw at(parser, "unexpected " + token);
        };
    }

    private static ObjectNode readObject(JsonParser parser) {
        ObjectNode object = NODES.objectNode();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_OBJECT; token = parser.nextToken()) {
            String name = parser.currentName();
            object.set(name, read(parser, parser.nextToken()));
        }
        return object;
    }

    private static ArrayNode readArray(JsonParser parser) {
        ArrayNode array = NODES.arrayNode();
        for (JsonToken token = parser.nextToken(); token != JsonToken.END_ARRAY; token = parser.nextToken()) {
            array.add(read(parser, token));
        }
        return array;
    }

    private static JsonNode number(JsonParser parser) {
        try {
            return anyNumber(parser);
        } catch (ArithmeticException | NumberFormatException e) {
            // An exponent of ten digits is beyond what any number here can be.
            throw at(parser, "a number out of range");
        }
    }

    private static JsonNode anyNumber(JsonParser parser) {
        return switch (parser.getNumberType()) {
            case INT -> NODES.numberNode(parser.getIntValue());
            case LONG -> NODES.numberNode(parser.getLongValue());
            case BIG_INTEGER -> NODES.numberNode(parser.getBigIntegerValue());
            case FLOAT, DOUBLE, BIG_DECIMAL -> decimal(parser);
        };
    }

    /** A double where it holds the number exactly as written, else a big decimal: a proxy must not change digits. */
    private static JsonNode decimal(JsonParser parser) {
        double value = parser.getDoubleValue();
        boolean exact = Double.isFinite(value)
                && new java.math.BigDecimal(Double.toString(value)).compareTo(parser.getDecimalValue()) == 0;
        return exact ? NODES.numberNode(value) : NODES.numberNode(parser.getDecimalValue());
    }

    /** One line, no spaces. */
    public static String write(JsonNode tree) {
        return JsonWriter.write(tree, false);
    }

    /** As UTF-8 bytes, one line. */
    public static byte[] bytes(JsonNode tree) {
        return write(tree).getBytes(StandardCharsets.UTF_8);
    }

    /** Two spaces a level, as the original prints its files; no newline at the end. */
    public static String pretty(JsonNode tree) {
        return JsonWriter.write(tree, true);
    }

    /** The text at a place in a tree, or null where there is none or it is not a string. */
    public static @Nullable String text(JsonNode tree, String... path) {
        JsonNode node = at(tree, path);
        return node != null && node.isString() ? node.stringValue() : null;
    }

    /** The node at a place in a tree, or null. */
    public static @Nullable JsonNode at(JsonNode tree, String... path) {
        JsonNode node = tree;
        for (String step : path) {
            node = node.get(step);
            if (node == null) {
                return null;
            }
        }
        return node;
    }

    /** An object with these members, in this order. */
    public static ObjectNode object(Map<String, ? extends JsonNode> members) {
        ObjectNode object = NODES.objectNode();
        members.forEach(object::set);
        return object;
    }

    /** Made when something is first read: who only builds or prints trees does not pay for it. */
    private static final class Reader {
        static final JsonFactory FACTORY =
                JsonFactory.builder().streamReadConstraints(limits().build()).build();

        static StreamReadConstraints.Builder limits() {
            return StreamReadConstraints.builder().maxNestingDepth(1000).maxStringLength(256 * 1024 * 1024);
        }
    }

    private static final class SentReader {
        static final JsonFactory FACTORY = JsonFactory.builder()
                .streamReadConstraints(Reader.limits().maxTokenCount(1_000_000).build())
                .build();
    }
}
