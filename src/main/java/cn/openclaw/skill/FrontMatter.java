package cn.openclaw.skill;

import java.util.LinkedHashMap;
import java.util.Map;

/**
 * What stands between the two lines of dashes at the top of a {@code SKILL.md}: keys with a value on one line, as the original
 * writes them; and what people write beside it: quotes, values over several indented lines, block texts.
 *
 * @param values by key, as text
 * @param body what follows
 */
record FrontMatter(Map<String, String> values, String body) {

    static FrontMatter of(String text) {
        String whole = (text.startsWith("\uFEFF") ? text.substring(1) : text).replace("\r\n", "\n");
        if (!whole.startsWith("---\n")) {
            return new FrontMatter(Map.of(), whole);
        }
        int end = whole.indexOf("\n---", 3);
        if (end < 0) {
            return new FrontMatter(Map.of(), whole);
        }
        int after = whole.indexOf('\n', end + 1);
        return new FrontMatter(read(whole.substring(4, Math.max(4, end)).split("\n", -1)), after < 0 ? "" : whole.substring(after + 1));
    }

    private static Map<String, String> read(String[] lines) {
        Map<String, String> values = new LinkedHashMap<>();
        for (int at = 0; at < lines.length; at++) {
            String line = lines[at];
            int colon = line.indexOf(':');
            boolean key = colon > 0 && !Character.isWhitespace(line.charAt(0)) && line.charAt(0) != '#';
            if (!key) {
                continue;
            }
            String first = line.substring(colon + 1).strip();
            StringBuilder rest = new StringBuilder();
            while (at + 1 < lines.length && (lines[at + 1].isBlank() || Character.isWhitespace(lines[at + 1].charAt(0)))) {
                rest.append(rest.isEmpty() ? "" : "\n").append(lines[++at].strip());
            }
            values.put(line.substring(0, colon).strip(), value(first, rest.toString().strip()));
        }
        return values;
    }

    private static String value(String first, String rest) {
        if (first.matches("[|>][+-]?")) {
            return first.startsWith("|") ? rest : rest.replaceAll("\\s*\n\\s*", " ");
        }
        String whole = rest.isEmpty() ? first : (first + " " + rest.replace('\n', ' ')).strip();
        boolean quoted = whole.length() > 1 && (whole.charAt(0) == '"' || whole.charAt(0) == '\'') && whole.charAt(whole.length() - 1) == whole.charAt(0);
        if (quoted) {
            String inside = whole.substring(1, whole.length() - 1);
            return whole.charAt(0) == '\'' ? inside.replace("''", "'") : inside.replace("\\\"", "\"").replace("\\n", "\n").replace("\\\\", "\\");
        }
        int comment = whole.startsWith("{") ? -1 : whole.indexOf(" #");
        return comment < 0 ? whole : whole.substring(0, comment).strip();
    }

    String text(String key) {
        return values.getOrDefault(key, "").strip();
    }

    boolean flag(String key, boolean otherwise) {
        return switch (text(key).toLowerCase(java.util.Locale.ROOT)) {
            case "true", "yes", "on", "1" -> true;
            case "false", "no", "off", "0" -> false;
            default -> otherwise;
        };
    }
}
