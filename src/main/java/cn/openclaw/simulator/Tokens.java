package cn.openclaw.simulator;

import java.util.Map;
import tools.jackson.databind.JsonNode;

/**
 * A deterministic estimate that stands in for the platform's tokenizer: one for each CJK character, one for every four others.
 * The same figure is used for usage, limits, the context window, truncation and the estimate route.
 */
final class Tokens {
    private static final int PER_MESSAGE = 4;
    private static final int PER_IMAGE = 1024;

    private Tokens() {}

    static int of(String text) {
        int wide = 0;
        int narrow = 0;
        for (int at = 0; at < text.length(); at += Character.charCount(text.codePointAt(at))) {
            if (text.codePointAt(at) >= 0x2E80) {
                wide++;
            } else {
                narrow++;
            }
        }
        return wide + (narrow + 3) / 4;
    }

    /** The longest beginning of a text that costs at most {@code tokens}; never half a character. */
    static String first(String text, int tokens) {
        int wide = 0;
        int narrow = 0;
        int at = 0;
        while (at < text.length()) {
            int point = text.codePointAt(at);
            if (point >= 0x2E80) {
                wide++;
            } else {
                narrow++;
            }
            if (wide + (narrow + 3) / 4 > tokens) {
                return text.substring(0, at);
            }
            at += Character.charCount(point);
        }
        return text;
    }

    /** What messages and tools cost together as a prompt. */
    static int prompt(JsonNode messages, JsonNode tools) {
        int sum = 3;
        for (JsonNode message : messages) {
            sum += PER_MESSAGE + value(message);
        }
        for (JsonNode tool : tools) {
            sum += PER_MESSAGE + value(tool);
        }
        return sum;
    }

    private static int value(JsonNode node) {
        if (node.isString()) {
            return of(node.stringValue());
        }
        if (node.has("image_url") || node.has("video_url")) {
            return PER_IMAGE;
        }
        int sum = 0;
        if (node.isObject()) {
            for (Map.Entry<String, JsonNode> member : node.properties()) {
                sum += member.getKey().equals("type") && member.getValue().isString() ? 0 : value(member.getValue());
            }
        } else if (node.isArray()) {
            for (JsonNode item : node) {
                sum += value(item);
            }
        } else if (!node.isNull()) {
            sum++;
        }
        return sum;
    }
}
