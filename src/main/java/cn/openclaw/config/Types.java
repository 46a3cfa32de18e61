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
            case NUMBER -> Double.isNaN(node.doubleValue(0)) ? "NaN" : "number";
            case NULL -> "null";
            case MISSING, BINARY, POJO -> "undefined";
        };
    }
}
