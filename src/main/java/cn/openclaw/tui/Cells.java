package cn.openclaw.tui;

import org.jline.utils.WCWidth;

/**
 * How many cells of a terminal a text takes. What a person sees as one character (a family emoji, a letter with its accents)
 * is one cluster and moves as one: the cursor never stands inside it.
 */
public final class Cells {
    private static final int ZERO_WIDTH_JOINER = 0x200d;
    private static final int EMOJI_PRESENTATION = 0xfe0f;

    private Cells() {}

    /** The width of a text without line breaks. */
    public static int of(String text) {
        int cells = 0;
        for (int at = 0; at < text.length(); ) {
            char c = text.charAt(at);
            if (c >= ' ' && c < 0x7f && (at + 1 == text.length() || text.charAt(at + 1) < 0x300)) {
                cells++;
                at++;
            } else {
                int end = next(text, at);
                cells += width(text, at, end);
                at = end;
            }
        }
        return cells;
    }

    /** Where the cluster that starts at {@code at} ends. */
    public static int next(String text, int at) {
        int first = text.codePointAt(at);
        int end = at + Character.charCount(first);
        boolean flag = isRegional(first);
        if (first == '\n') {
            return end;
        }
        while (end < text.length()) {
            int code = text.codePointAt(end);
            int length = Character.charCount(code);
            if (flag && isRegional(code)) {
                flag = false;
                end += length;
            } else if (code == ZERO_WIDTH_JOINER && end + length < text.length() && isPictograph(first)) {
                end += length;
                end += Character.charCount(text.codePointAt(end));
            } else if (joins(code)) {
                end += length;
            } else {
                break;
            }
        }
        return end;
    }

    /** Where the cluster that ends at {@code at} starts. */
    public static int previous(String text, int at) {
        // A cluster can only be recognised from its start; a line break always is one.
        int from = text.lastIndexOf('\n', at - 1) + 1;
        if (from == at) {
            return at - 1;
        }
        int start = from;
        while (true) {
            int end = next(text, start);
            if (end >= at) {
                return start;
            }
            start = end;
        }
    }

    /** As much of a text as fits; an ellipsis says that there was more. */
    public static String cut(String text, int cells) {
        if (of(text) <= cells) {
            return text;
        }
        return cells <= 0 ? "" : head(text, cells - 1) + "…";
    }

    /** As much of a text's start as fits. */
    public static String head(String text, int cells) {
        int used = 0;
        int at = 0;
        while (at < text.length()) {
            int end = next(text, at);
            used += width(text, at, end);
            if (used > cells) {
                break;
            }
            at = end;
        }
        return text.substring(0, at);
    }

    /** As much of a text's end as fits. */
    public static String tail(String text, int cells) {
        int at = 0;
        int left = of(text);
        while (left > cells && at < text.length()) {
            int end = next(text, at);
            left -= width(text, at, end);
            at = end;
        }
        return text.substring(at);
    }

    /** A text filled up with blanks to a width; longer ones stay as they are. */
    public static String pad(String text, int cells) {
        return text + " ".repeat(Math.max(0, cells - of(text)));
    }

    /** The width of one cluster. */
    public static int width(String text, int from, int to) {
        int first = text.codePointAt(from);
        int width = Math.max(0, WCWidth.wcwidth(first));
        if (to - from > Character.charCount(first)) {
            boolean emoji = text.indexOf(EMOJI_PRESENTATION, from) >= from && text.indexOf(EMOJI_PRESENTATION, from) < to;
            boolean pair = isRegional(first);
            return emoji && isPictograph(first) || pair ? 2 : width;
        }
        return width;
    }

    private static boolean joins(int code) {
        int type = Character.getType(code);
        return type == Character.NON_SPACING_MARK
                || type == Character.ENCLOSING_MARK
                || type == Character.COMBINING_SPACING_MARK
                || code == ZERO_WIDTH_JOINER
                || (code >= 0xfe00 && code <= 0xfe0f)
                || (code >= 0x1f3fb && code <= 0x1f3ff)
                || (code >= 0xe0020 && code <= 0xe007f);
    }

    private static boolean isRegional(int code) {
        return code >= 0x1f1e6 && code <= 0x1f1ff;
    }

    private static boolean isPictograph(int code) {
        return code >= 0x1f000 || (code >= 0x2190 && code <= 0x2bff) || code == 0x3030 || code == 0x303d || code == 0xa9 || code == 0xae;
    }
}
