package cn.openclaw.json;

/** Which characters JSON5 takes for what. Char loops and no patterns: this runs at the start of every command. */
final class Json5Characters {
    static final char BOM = '\uFEFF';

    private Json5Characters() {}

    static boolean isNewline(char c) {
        return c == '\n' || c == '\r' || c == '\u2028' || c == '\u2029';
    }

    /** White space inside a line. */
    static boolean isSpace(char c) {
        return switch (c) {
            case ' ', '\t', '\u000B', '\f', '\u00A0', BOM -> true;
            default -> c > 0x7F && Character.getType(c) == Character.SPACE_SEPARATOR;
        };
    }

    static boolean isBlank(char c) {
        return isSpace(c) || isNewline(c);
    }

    static boolean isNameStart(int c) {
        if (c < 0x80) {
            return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '$';
        }
        return Character.isLetter(c) || Character.getType(c) == Character.LETTER_NUMBER;
    }

    static boolean isNamePart(int c) {
        if (c < 0x80) {
            return isNameStart(c) || isDigit(c);
        }
        return switch (Character.getType(c)) {
            case Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.CONNECTOR_PUNCTUATION -> true;
            default -> isNameStart(c) || c == 0x200C || c == 0x200D;
        };
    }

    static boolean isDigit(int c) {
        return c >= '0' && c <= '9';
    }

    /** The value of a hexadecimal digit, or -1. */
    static int hex(int c) {
        if (isDigit(c)) {
            return c - '0';
        }
        int lower = c | 0x20;
        return lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
    }

    /** The first character from {@code at} on that is no white space inside a line, at most {@code limit}. */
    static int skipSpaces(String text, int at, int limit) {
        int next = at;
        while (next < limit && isSpace(text.charAt(next))) {
            next++;
        }
        return next;
    }

    /** Behind the newline that stands at {@code at}; the same place where none stands. CRLF is one. */
    static int skipNewline(String text, int at) {
        if (at >= text.length() || !isNewline(text.charAt(at))) {
            return at;
        }
        boolean pair = text.charAt(at) == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
        return pair ? at + 2 : at + 1;
    }

    /** Where the line that holds {@code at} begins. */
    static int lineStart(String text, int at) {
        int start = at;
        while (start > 0 && !isNewline(text.charAt(start - 1))) {
            start--;
        }
        return start;
    }

    static boolean hasNewline(String text, int from, int to) {
        for (int at = from; at < to; at++) {
            if (isNewline(text.charAt(at))) {
                return true;
            }
        }
        return false;
    }
}
