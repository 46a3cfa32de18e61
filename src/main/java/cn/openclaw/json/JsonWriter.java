package cn.openclaw.json;

import java.util.Map;
import tools.jackson.core.io.JsonStringEncoder;
import tools.jackson.databind.JsonNode;

/** Writes a tree; pretty layout is that of {@code JSON.stringify(x, null, 2)}, so that files equal the original's. */
final class JsonWriter {
    private static final JsonStringEncoder ENCODER = JsonStringEncoder.getInstance();

    private final StringBuilder out = new StringBuilder(256);
    private final boolean pretty;

    private JsonWriter(boolean pretty) {
        this.pretty = pretty;
    }

    static String write(JsonNode tree, boolean pretty) {
        JsonWriter writer = new JsonWriter(pretty);
        writer.write(tree, 0);
        return writer.out.toString();
    }

    private void write(JsonNode node, int depth) {
        switch (node.getNodeType()) {
            case OBJECT -> object(node, depth);
            case ARRAY -> array(node, depth);
            case STRING -> quoted(node.stringValue());
            case BOOLEAN -> out.append(node.booleanValue());
            case NUMBER -> out.append(number(node));
            default -> out.append("null");
        }
    }

    private void quoted(String text) {
        out.append('"');
        ENCODER.quoteAsString(text, out);
        out.append('"');
    }

    /** As JavaScript spells it where it can: {@code 1} for a double that is whole, {@code null} for what JSON cannot say. */
    private static String number(JsonNode node) {
        if (node.isIntegralNumber()) {
            return node.asString();
        }
        if (!node.isDouble() && !node.isFloat()) {
            return node.decimalValue().toString().replace('E', 'e');
        }
        double value = node.doubleValue();
        if (!Double.isFinite(value)) {
            return "null";
        }
        boolean whole = value == Math.rint(value) && Math.abs(value) < 1e15;
        if (whole) {
            return Long.toString((long) value);
        }
        return Double.toString(value).replace('E', 'e');
    }

    private void object(JsonNode node, int depth) {
        out.append('{');
        boolean first = true;
        for (Map.Entry<String, JsonNode> member : node.properties()) {
            separate(first, depth + 1);
            first = false;
            quoted(member.getKey());
            out.append(pretty ? ": " : ":");
            write(member.getValue(), depth + 1);
        }
        close(first, depth, '}');
    }

    private void array(JsonNode node, int depth) {
        out.append('[');
        boolean first = true;
        for (JsonNode item : node) {
            separate(first, depth + 1);
            first = false;
            write(item, depth + 1);
        }
        close(first, depth, ']');
    }

    private void separate(boolean first, int depth) {
        if (!first) {
            out.append(',');
        }
        newline(depth);
    }

    private void close(boolean empty, int depth, char bracket) {
        if (!empty) {
            newline(depth);
        }
        out.append(bracket);
    }

    private void newline(int depth) {
        if (pretty) {
            out.append('\n').append("  ".repeat(depth));
        }
    }
}
