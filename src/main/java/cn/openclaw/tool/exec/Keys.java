package cn.openclaw.tool.exec;

import java.util.HexFormat;
import java.util.Locale;
import java.util.Map;

/** The names of keys, as terminal multiplexers have them, and what a terminal sends for them. */
final class Keys {
    private static final Map<String, String> NAMED = Map.ofEntries(
            Map.entry("enter", "\r"), Map.entry("return", "\r"), Map.entry("tab", "\t"), Map.entry("btab", "\u001B[Z"),
            Map.entry("escape", "\u001B"), Map.entry("esc", "\u001B"), Map.entry("space", " "), Map.entry("bspace", "\u007F"),
            Map.entry("backspace", "\u007F"), Map.entry("up", "\u001B[A"), Map.entry("down", "\u001B[B"), Map.entry("right", "\u001B[C"),
            Map.entry("left", "\u001B[D"), Map.entry("home", "\u001B[H"), Map.entry("end", "\u001B[F"), Map.entry("pageup", "\u001B[5~"),
            Map.entry("pagedown", "\u001B[6~"), Map.entry("insert", "\u001B[2~"), Map.entry("delete", "\u001B[3~"), Map.entry("dc", "\u001B[3~"),
            Map.entry("f1", "\u001BOP"), Map.entry("f2", "\u001BOQ"), Map.entry("f3", "\u001BOR"), Map.entry("f4", "\u001BOS"),
            Map.entry("f5", "\u001B[15~"), Map.entry("f6", "\u001B[17~"), Map.entry("f7", "\u001B[18~"), Map.entry("f8", "\u001B[19~"),
            Map.entry("f9", "\u001B[20~"), Map.entry("f10", "\u001B[21~"), Map.entry("f11", "\u001B[23~"), Map.entry("f12", "\u001B[24~"));

    private Keys() {}

    /** What is sent for a key; a word that names none is typed. */
    static String of(String name) {
        String lower = name.toLowerCase(Locale.ROOT);
        String named = NAMED.get(lower);
        if (named != null) {
            return named;
        }
        boolean control = (lower.startsWith("c-") || lower.startsWith("^")) && name.length() == (lower.startsWith("^") ? 2 : 3);
        if (control) {
            return String.valueOf((char) (Character.toUpperCase(name.charAt(name.length() - 1)) & 0x1F));
        }
        if (lower.startsWith("m-") && name.length() > 2) {
            return "\u001B" + of(name.substring(2));
        }
        return name;
    }

    /** Bytes that are written in hex; none if they are not. */
    static byte[] hex(String text) {
        try {
            return HexFormat.of().parseHex(text.replace("0x", "").replaceAll("[^0-9A-Fa-f]", ""));
        } catch (IllegalArgumentException e) {
            return new byte[0];
        }
    }
}
