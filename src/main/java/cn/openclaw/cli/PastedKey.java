package cn.openclaw.cli;

import cn.openclaw.base.Secret;

/** A key as people paste it: alone, quoted, or as the line {@code export MOONSHOT_API_KEY="sk-…";} from a shell. */
final class PastedKey {

    private PastedKey() {}

    static Secret of(String pasted) {
        String text = pasted.strip();
        int equals = text.indexOf('=');
        if (equals > 0 && isAssignment(text.substring(0, equals))) {
            text = text.substring(equals + 1).strip();
        }
        if (text.endsWith(";")) {
            text = text.substring(0, text.length() - 1).strip();
        }
        return new Secret(unquoted(text));
    }

    private static boolean isAssignment(String left) {
        String name = left.startsWith("export ") ? left.substring(7).strip() : left.strip();
        return !name.isEmpty() && name.chars().allMatch(c -> c == '_' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9');
    }

    private static String unquoted(String text) {
        boolean quoted = text.length() >= 2
                && "\"'`".indexOf(text.charAt(0)) >= 0
                && text.charAt(0) == text.charAt(text.length() - 1);
        return quoted ? text.substring(1, text.length() - 1).strip() : text;
    }
}
