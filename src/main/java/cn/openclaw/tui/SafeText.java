package cn.openclaw.tui;

/**
 * Takes out of a text what could steer a terminal or deceive the eye: escape sequences, control characters, marks that turn
 * the direction of writing, halves of characters. What models, tools and files say is never printed without this.
 */
public final class SafeText {
    private static final char ESCAPE = 0x1b;
    private static final int TAB = 4;

    private SafeText() {}

    /** Clean text; line breaks stay, tabs become blanks. */
    public static String of(String text) {
        int at = 0;
        while (at < text.length() && isPlain(text.charAt(at))) {
            at++;
        }
        return at == text.length() ? text : cleaned(text, at);
    }

    /** Clean text on one line. */
    public static String line(String text) {
        return of(text).replace('\n', ' ');
    }

    /**
     * Text whose hidden characters are shown ({@code u001b} after a backslash), not taken out: for what a person consents to, who must see
     * exactly what would be done.
     */
    public static String visible(String text) {
        StringBuilder out = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); ) {
            int code = text.codePointAt(at);
            at += Character.charCount(code);
            boolean hidden = code != '\n' && Character.isISOControl(code) || turns(code) || (code >= 0xd800 && code <= 0xdfff);
            if (hidden) {
                String digits = Integer.toHexString(code);
                out.append("\\u").append("0".repeat(Math.max(0, 4 - digits.length()))).append(digits);
            } else {
                out.appendCodePoint(code);
            }
        }
        return out.toString();
    }

    private static boolean isPlain(char c) {
        return (c >= ' ' && c < 0x7f) || c == '\n' || (c >= 0xa0 && c < 0x600) || (c >= 0x2e80 && c < 0xd800);
    }

    private static String cleaned(String text, int from) {
        StringBuilder out = new StringBuilder(text.length()).append(text, 0, from);
        int at = from;
        while (at < text.length()) {
            char c = text.charAt(at);
            if (c == ESCAPE || c == 0x9b) {
                at = afterSequence(text, at);
            } else if (c == '\t') {
                int column = out.length() - out.lastIndexOf("\n") - 1;
                out.append(" ".repeat(TAB - column % TAB));
                at++;
            } else {
                int code = text.codePointAt(at);
                at += Character.charCount(code);
                append(out, code);
            }
        }
        return out.toString();
    }

    private static void append(StringBuilder out, int code) {
        boolean half = code >= 0xd800 && code <= 0xdfff;
        if (code == 0x2028 || code == 0x2029) {
            out.append('\n');
        } else if (half) {
            out.append('\ufffd');
        } else if (code == '\n' || !(Character.isISOControl(code) || turns(code))) {
            out.appendCodePoint(code);
        }
    }

    /** Marks by which a line of code can read differently from what it says, and invisible ones that hide words. */
    private static boolean turns(int code) {
        return (code >= 0x202a && code <= 0x202e)
                || (code >= 0x2066 && code <= 0x2069)
                || (code >= 0x200b && code <= 0x200c)
                || code == 0x200e
                || code == 0x200f
                || code == 0x061c
                || code == 0xfeff
                || (code >= 0xe0000 && code <= 0xe001f)
                || (code >= 0xfff9 && code <= 0xfffb);
    }

    /** The end of an escape sequence: of colours and cursor movements, of titles and links, of anything else two characters. */
    private static int afterSequence(String text, int at) {
        boolean single = text.charAt(at) != ESCAPE;
        int next = single ? at + 1 : at + 2;
        char kind = single ? '[' : at + 1 < text.length() ? text.charAt(at + 1) : ' ';
        if (kind == '[') {
            while (next < text.length() && text.charAt(next) >= ' ' && text.charAt(next) < '@') {
                next++;
            }
            boolean ends = next < text.length() && text.charAt(next) >= '@' && text.charAt(next) < 0x7f;
            return ends ? next + 1 : next;
        }
        if (kind == ']' || kind == 'P' || kind == '_' || kind == '^') {
            return afterString(text, next);
        }
        return Math.min(text.length(), kind < ' ' || kind >= 0x7f ? at + 1 : next);
    }

    /** Such strings end with BEL or {@code ESC \}; one that does not end on its line is cut there, so that no words are lost after it. */
    private static int afterString(String text, int from) {
        for (int at = from; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == 0x07 || c == 0x9c) {
                return at + 1;
            }
            if (c == ESCAPE) {
                return Math.min(text.length(), at + 2);
            }
            if (c == '\n') {
                return at;
            }
        }
        return text.length();
    }
}
