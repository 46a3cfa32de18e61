package cn.openclaw.config;

import tools.jackson.databind.JsonNode;

/** What kinds of values are called in problems: JavaScript's words, as in the original. */
final class Types {
    private Types() {}

    static String of(JsonNode node) {
        return switch (node.getNodeType()) {
            case OBJECT -> "object";
            case ARRAY -> "array";
            case STRING -> "string";
            case BOOLEAN -> "boolean";
            case NUMBER -> number(number(node));
            case NULL -> "null";
            case MISSING, BINARY, POJO -> "undefined";
        };
    }

    private static String number(double value) {
        return Double.isFinite(value) ? "number" : Double.isNaN(value) ? "NaN" : "Infinity";
    }

    /** A number as JavaScript has it: beyond its range it is infinite. Jackson's own conversion throws there. */
    static double number(JsonNode node) {
        return node.isBigDecimal() || node.isBigInteger() ? node.decimalValue().doubleValue() : node.doubleValue();
    }
}
