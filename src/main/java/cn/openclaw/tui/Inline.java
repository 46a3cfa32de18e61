package cn.openclaw.tui;

import java.util.ArrayList;
import java.util.List;

/**
 * Markdown within a line: emphasis, code, links, strikes. More lenient than the standard where models write Chinese: {@code
 * **重点。**后文} is bold although a mark follows no blank.
 */
final class Inline {
    private static final String PUNCTUATION = "!\"#$%&'()*+,-./:;<=>?@[\\]^_`{|}~";
    private static final String[][] ENTITIES = {
        {"&lt;", "<"}, {"&gt;", ">"}, {"&amp;", "&"}, {"&quot;", "\""}, {"&nbsp;", " "}, {"&#39;", "'"}
    };

    private final String text;
    private final List<Span> spans = new ArrayList<>();
    private final StringBuilder open = new StringBuilder();
    private Style style;
    private int at;

    private Inline(String text, Style style) {
        this.text = text;
        this.style = style;
    }

    static List<Span> spans(String text, Style style) {
        Inline inline = new Inline(text, style);
        inline.read();
        return inline.spans;
    }

    private void read() {
        while (at < text.length()) {
            if (!special(text.charAt(at))) {
                open.append(text.charAt(at++));
            }
        }
        flush();
    }

    /** Reads a piece of markup if one starts here. */
    private boolean special(char c) {
        return switch (c) {
            case '\\' -> escaped();
            case '`' -> code();
            case '*', '_', '~' -> emphasis(c);
            case '[' -> link(at, "");
            case '!' -> at + 1 < text.length() && text.charAt(at + 1) == '[' && link(at + 1, "▣ ");
            case '<' -> angle();
            case '&' -> entity();
            case 'h' -> address();
            default -> false;
        };
    }

    private boolean escaped() {
        if (at + 1 < text.length() && PUNCTUATION.indexOf(text.charAt(at + 1)) >= 0) {
            open.append(text.charAt(at + 1));
            at += 2;
            return true;
        }
        return false;
    }

    private boolean code() {
        int run = run(at, '`');
        int from = at + run;
        for (int end = from; (end = text.indexOf('`', end)) >= 0; ) {
            int closing = run(end, '`');
            if (closing == run) {
                String code = text.substring(from, end);
                boolean padded = code.length() > 2 && code.startsWith(" ") && code.endsWith(" ") && !code.isBlank();
                put(padded ? code.substring(1, code.length() - 1) : code, style.in(Style.CYAN));
                at = end + run;
                return true;
            }
            end += closing;
        }
        open.append(text, at, from);
        at = from;
        return true;
    }

    private boolean emphasis(char mark) {
        int run = Math.min(3, run(at, mark));
        for (int length = run; length > 0; length--) {
            boolean strike = mark == '~';
            if (strike && length != 2) {
                continue;
            }
            int end = closing(mark, length);
            if (end >= 0) {
                Style before = style;
                flush();
                Style inner = strike ? before.strike() : length == 1 ? before.italic() : length == 2 ? before.bold() : before.bold().italic();
                spans.addAll(spans(text.substring(at + length, end), inner));
                at = end + length;
                return true;
            }
        }
        int all = run(at, mark);
        open.append(text, at, at + all);
        at += all;
        return true;
    }

    /** Where emphasis that opens here with so many marks closes; -1 if it does not open or never closes. */
    private int closing(char mark, int length) {
        int from = at + length;
        if (from >= text.length() || Character.isWhitespace(text.charAt(from)) || text.charAt(from) == mark) {
            return -1;
        }
        if (mark == '_' && at > 0 && isWord(text.charAt(at - 1))) {
            return -1;
        }
        for (int end = from; end < text.length(); ) {
            char c = text.charAt(end);
            if (c == '\\') {
                end += 2;
            } else if (c == '`') {
                end = afterCode(end);
            } else if (c == mark) {
                int run = run(end, mark);
                boolean closes = run >= length && !Character.isWhitespace(text.charAt(end - 1)) && (run == length || run >= 3);
                boolean inWord = mark == '_' && end + run < text.length() && isWord(text.charAt(end + run));
                if (closes && !inWord) {
                    return end + run - length;
                }
                end += run;
            } else {
                end++;
            }
        }
        return -1;
    }

    private int afterCode(int from) {
        int run = run(from, '`');
        for (int end = from + run; (end = text.indexOf('`', end)) >= 0; ) {
            int closing = run(end, '`');
            if (closing == run) {
                return end + run;
            }
            end += closing;
        }
        return from + run;
    }

    /** {@code [words](address)}: the words underlined, the address behind them, so that it can be copied. */
    private boolean link(int bracket, String sign) {
        int close = matching(bracket, '[', ']');
        if (close < 0 || close + 1 >= text.length() || text.charAt(close + 1) != '(') {
            return false;
        }
        int end = matching(close + 1, '(', ')');
        if (end < 0) {
            return false;
        }
        String words = text.substring(bracket + 1, close);
        String address = text.substring(close + 2, end).strip();
        int title = address.indexOf(' ');
        String bare = title > 0 ? address.substring(0, title) : address;
        flush();
        spans.add(new Span(sign, style.dim()));
        spans.addAll(spans(words, style.underline().in(Style.BLUE)));
        if (!bare.equals(words) && !bare.isEmpty()) {
            spans.add(new Span(" (" + bare + ")", style.dim()));
        }
        at = end + 1;
        return true;
    }

    private int matching(int from, char opens, char closes) {
        int depth = 0;
        for (int end = from; end < text.length(); end++) {
            char c = text.charAt(end);
            if (c == '\\') {
                end++;
            } else if (c == opens) {
                depth++;
            } else if (c == closes && --depth == 0) {
                return end;
            }
        }
        return -1;
    }

    private boolean angle() {
        int end = text.indexOf('>', at);
        if (end < 0) {
            return false;
        }
        String inside = text.substring(at + 1, end);
        if (inside.startsWith("http://") || inside.startsWith("https://")) {
            put(inside, style.underline().in(Style.BLUE));
        } else if (inside.equals("br") || inside.equals("br/") || inside.equals("br /")) {
            open.append('\n');
        } else {
            return false;
        }
        at = end + 1;
        return true;
    }

    private boolean entity() {
        for (String[] entity : ENTITIES) {
            if (text.startsWith(entity[0], at)) {
                open.append(entity[1]);
                at += entity[0].length();
                return true;
            }
        }
        return false;
    }

    /** A bare address, up to a blank or a mark that cannot belong to it. */
    private boolean address() {
        boolean starts = text.startsWith("https://", at) || text.startsWith("http://", at);
        if (!starts || (at > 0 && isWord(text.charAt(at - 1)) && text.charAt(at - 1) < 0x80)) {
            return false;
        }
        int end = at;
        while (end < text.length() && text.charAt(end) > ' ' && text.charAt(end) < 0x7f && "<>\"`".indexOf(text.charAt(end)) < 0) {
            end++;
        }
        while (end > at && ".,;:!?)]*_".indexOf(text.charAt(end - 1)) >= 0) {
            end--;
        }
        put(text.substring(at, end), style.underline().in(Style.BLUE));
        at = end;
        return true;
    }

    private int run(int from, char mark) {
        int end = from;
        while (end < text.length() && text.charAt(end) == mark) {
            end++;
        }
        return end - from;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    private void put(String words, Style how) {
        flush();
        spans.add(new Span(words, how));
    }

    private void flush() {
        if (!open.isEmpty()) {
            spans.add(new Span(open.toString(), style));
            open.setLength(0);
        }
    }
}
