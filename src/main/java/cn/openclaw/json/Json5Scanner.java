package cn.openclaw.json;

import static cn.openclaw.json.Json5Characters.hex;
import static cn.openclaw.json.Json5Characters.isDigit;
import static cn.openclaw.json.Json5Characters.isNamePart;
import static cn.openclaw.json.Json5Characters.isNameStart;
import static cn.openclaw.json.Json5Characters.isNewline;

import cn.openclaw.base.Text;
import cn.openclaw.json.Json5Node.Span;
import java.util.ArrayList;
import java.util.List;

/** Walks over the text of a document: white space, comments, strings and names; {@link Json5Number} reads the numbers. */
final class Json5Scanner {
    static final int NOTHING = -1;

    final String text;
    final List<Span> comments = new ArrayList<>();
    int at;

    Json5Scanner(String text) {
        this.text = text;
    }

    /** The character here, or {@link #NOTHING} at the end. */
    int peek() {
        return peek(0);
    }

    int peek(int ahead) {
        return at + ahead < text.length() ? text.charAt(at + ahead) : NOTHING;
    }

    /** Skips white space and comments, and remembers the comments. */
    void skip() {
        while (at < text.length()) {
            char c = text.charAt(at);
            if (Json5Characters.isBlank(c)) {
                at++;
            } else if (c == '/' && peek(1) == '/') {
                lineComment();
            } else if (c == '/' && peek(1) == '*') {
                blockComment();
            } else {
                return;
            }
        }
    }

    private void lineComment() {
        int start = at;
        while (at < text.length() && !isNewline(text.charAt(at))) {
            at++;
        }
        comments.add(new Span(start, at));
    }

    private void blockComment() {
        int end = text.indexOf("*/", at + 2);
        if (end < 0) {
            throw error(at, Json5Text.OPEN_COMMENT);
        }
        comments.add(new Span(at, end + 2));
        at = end + 2;
    }

    /** A quoted string; the quote stands here. */
    String string() {
        int start = at;
        char quote = text.charAt(at++);
        int plain = at;
        StringBuilder out = null;
        while (true) {
            int c = peek();
            if (c == quote) {
                String tail = text.substring(plain, at++);
                return out == null ? tail : out.append(tail).toString();
            }
            if (c == NOTHING) {
                throw error(start, Json5Text.OPEN_STRING, quote);
            }
            if (c == '\n' || c == '\r') {
                throw expected(at, Json5Found.fill(Json5Text.CLOSING_QUOTE, quote));
            }
            if (c == '\\') {
                out = (out == null ? new StringBuilder() : out).append(text, plain, at);
                at++;
                escape(out);
                plain = at;
            } else {
                at++;
            }
        }
    }

    /** What follows a backslash in a string. */
    private void escape(StringBuilder out) {
        int c = peek();
        if (c == NOTHING) {
            return;
        }
        if (isNewline((char) c)) {
            at = Json5Characters.skipNewline(text, at);
            return;
        }
        at++;
        switch (c) {
            case 'b' -> out.append('\b');
            case 'f' -> out.append('\f');
            case 'n' -> out.append('\n');
            case 'r' -> out.append('\r');
            case 't' -> out.append('\t');
            case 'v' -> out.append('\u000B');
            case 'x' -> out.append(hexDigits(2));
            case 'u' -> out.append(hexDigits(4));
            case '0', '1', '2', '3', '4', '5', '6', '7', '8', '9' -> {
                if (c != '0' || isDigit(peek())) {
                    throw error(at - 1, Json5Text.DIGIT_ESCAPE);
                }
                out.append('\0');
            }
            default -> out.append((char) c);
        }
    }

    private char hexDigits(int count) {
        int value = 0;
        for (int digit = 0; digit < count; digit++) {
            int next = hex(peek());
            if (next < 0) {
                throw expected(at, Json5Found.fill(Json5Text.HEX_DIGITS, count));
            }
            value = value * 16 + next;
            at++;
        }
        return (char) value;
    }

    /** A name without quotes: an identifier of ECMAScript 5.1, which may spell letters as {@code \\uXXXX}. */
    String name() {
        StringBuilder out = new StringBuilder();
        while (true) {
            int c = at < text.length() ? text.codePointAt(at) : NOTHING;
            int from = at;
            if (c == '\\') {
                at++;
                if (peek() != 'u') {
                    throw expected(at, Json5Text.UNICODE_ESCAPE);
                }
                at++;
                c = hexDigits(4);
                if (!(out.isEmpty() ? isNameStart(c) : isNamePart(c))) {
                    throw expected(from, Json5Text.NAME_CHARACTER);
                }
            } else if (c != NOTHING && (out.isEmpty() ? isNameStart(c) : isNamePart(c))) {
                at += Character.charCount(c);
            } else {
                return out.toString();
            }
            out.appendCodePoint(c);
        }
    }

    /** Whether this word stands here, and nothing that would make it longer. */
    boolean takeWord(String word) {
        int end = at + word.length();
        boolean here = text.startsWith(word, at)
                && (end == text.length() || (!isNamePart(text.codePointAt(end)) && text.charAt(end) != '\\'));
        if (here) {
            at = end;
        }
        return here;
    }

    JsonException error(int where, Text sentence, Object... arguments) {
        Json5Document.Place place = Json5Document.Place.of(text, where, where);
        return new JsonException(place.line(), place.column(), sentence, arguments);
    }

    JsonException expected(int where, Text what) {
        return error(where, Json5Text.EXPECTED, Json5Found.at(text, where), what);
    }
}
