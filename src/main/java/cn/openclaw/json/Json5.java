package cn.openclaw.json;

import tools.jackson.databind.JsonNode;

/** JSON5 values without a document around them; {@link Json5Document} is for files that a person keeps. */
public final class Json5 {

    private Json5() {}

    /**
     * Reads one JSON5 value.
     *
     * @throws JsonException if it is none; also if there is nothing but white space and comments
     */
    public static JsonNode parse(String text) {
        return Json5Document.parseValue(text).root();
    }

    /** A string as JSON5 in double quotes, which is also JSON. */
    public static String quote(String text) {
        return quote(text, '"');
    }

    static String quote(String text, char quote) {
        StringBuilder out = new StringBuilder(text.length() + 2).append(quote);
        for (int at = 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (isLoneSurrogate(text, at)) {
                unicode(out, c);
            } else {
                append(out, c, quote);
            }
        }
        return out.append(quote).toString();
    }

    private static void append(StringBuilder out, char c, char quote) {
        switch (c) {
            case '\n' -> out.append("\\n");
            case '\r' -> out.append("\\r");
            case '\t' -> out.append("\\t");
            case '\b' -> out.append("\\b");
            case '\f' -> out.append("\\f");
            case '\\' -> out.append("\\\\");
            default -> {
                if (c < ' ' || c == 0x7F || c == '\u2028' || c == '\u2029' || c == Json5Characters.BOM) {
                    unicode(out, c);
                } else {
                    out.append(c == quote ? "\\" : "").append(c);
                }
            }
        }
    }

    private static void unicode(StringBuilder out, char c) {
        out.append("\\u");
        for (int shift = 12; shift >= 0; shift -= 4) {
            out.append(Character.forDigit(c >> shift & 15, 16));
        }
    }

    /** Half a character: UTF-8 cannot hold it, so the file would lose it. */
    private static boolean isLoneSurrogate(String text, int at) {
        char c = text.charAt(at);
        boolean low = at > 0 && Character.isSurrogatePair(text.charAt(at - 1), c);
        boolean high = at + 1 < text.length() && Character.isSurrogatePair(c, text.charAt(at + 1));
        return Character.isSurrogate(c) && !low && !high;
    }

    /** Whether a key may stand without quotes. Narrower than JSON5 allows, so that every editor colours it rightly. */
    static boolean isPlainName(String name) {
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            boolean fits = at == 0 ? Json5Characters.isNameStart(c) : Json5Characters.isNamePart(c);
            if (c >= 0x80 || !fits) {
                return false;
            }
        }
        return !name.isEmpty();
    }
}
