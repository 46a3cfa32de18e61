package cn.openclaw.json;

import cn.openclaw.base.Language;
import cn.openclaw.base.Text;
import java.util.Locale;
import java.util.Map;

/**
 * Names what stands at a place where something else should. Never more than one character of the person's own text: an
 * unquoted API key is a likely mistake and must not end up in a log.
 */
final class Json5Found {
    /** Other languages' spellings; the only words that are quoted back. */
    private static final Map<String, String> SPELLINGS = Map.ofEntries(
            Map.entry("True", "true"),
            Map.entry("TRUE", "true"),
            Map.entry("yes", "true"),
            Map.entry("on", "true"),
            Map.entry("False", "false"),
            Map.entry("FALSE", "false"),
            Map.entry("no", "false"),
            Map.entry("off", "false"),
            Map.entry("None", "null"),
            Map.entry("Null", "null"),
            Map.entry("NULL", "null"),
            Map.entry("nil", "null"),
            Map.entry("undefined", "null"));

    private static final String WIDE = "，：；｛｝［］“”‘’＂＇";
    private static final String PLAIN = ",:,{}[]\"\"''\"'";

    private Json5Found() {}

    static Text at(String text, int where) {
        if (where >= text.length()) {
            return Json5Text.END;
        }
        char c = text.charAt(where);
        if (Json5Characters.isNewline(c)) {
            return Json5Text.NEWLINE;
        }
        int wide = WIDE.indexOf(c);
        if (wide >= 0) {
            return fill(Json5Text.FULL_WIDTH, String.valueOf(c), String.valueOf(PLAIN.charAt(wide)));
        }
        return Json5Characters.isNameStart(c) ? word(text, where) : fill(Json5Text.CHARACTER, shown(text.codePointAt(where)));
    }

    private static Text word(String text, int start) {
        int end = start;
        while (end < text.length() && end - start < 10 && Json5Characters.isNamePart(text.charAt(end))) {
            end++;
        }
        String word = text.substring(start, end);
        String spelling = SPELLINGS.get(word);
        return spelling == null ? Json5Text.BARE_WORD : fill(Json5Text.WORD, word, spelling);
    }

    private static String shown(int c) {
        boolean visible = !Character.isISOControl(c) && !Character.isSurrogate((char) c) && Character.isDefined(c);
        return visible && c > ' ' ? Character.toString(c) : "U+" + hex(c);
    }

    private static String hex(int c) {
        String digits = Integer.toHexString(c).toUpperCase(Locale.ROOT);
        return "0".repeat(Math.max(0, 4 - digits.length())) + digits;
    }

    /** A sentence part whose holes are filled now, since it becomes an argument itself. */
    static Text fill(Text template, Object... arguments) {
        return new Text(
                template.in(Language.ZH, arguments), template.in(Language.EN, arguments));
    }
}
