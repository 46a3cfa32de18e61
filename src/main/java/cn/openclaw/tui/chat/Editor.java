package cn.openclaw.tui.chat;

import cn.openclaw.tui.Cells;
import java.util.ArrayDeque;
import java.util.Deque;

/** The text a person is writing, of one or several lines, and where they are in it. Moves by what they see as one character. */
final class Editor {
    private static final int UNDO_STEPS = 100;

    private final StringBuilder text = new StringBuilder();
    private final Deque<State> undo = new ArrayDeque<>();
    private String killed = "";
    private int cursor;

    private record State(String text, int cursor) {}

    String text() {
        return text.toString();
    }

    int cursor() {
        return cursor;
    }

    boolean isEmpty() {
        return text.isEmpty();
    }

    void set(String words) {
        remember();
        text.setLength(0);
        text.append(words);
        cursor = text.length();
    }

    /** Empties it and forgets how it came about. */
    void clear() {
        text.setLength(0);
        cursor = 0;
        undo.clear();
    }

    void insert(String words) {
        remember();
        text.insert(cursor, words);
        cursor += words.length();
    }

    /** Replaces what stands between two places. */
    void replace(int from, int to, String words) {
        remember();
        text.replace(from, to, words);
        cursor = from + words.length();
    }

    /** Does what a key asks for; false if it is none for editing, or there is nothing in its direction. */
    boolean press(Key.Named key) {
        int before = cursor;
        String was = text();
        switch (key) {
            case LEFT -> cursor = cursor == 0 ? 0 : Cells.previous(text(), cursor);
            case RIGHT -> cursor = cursor == text.length() ? cursor : Cells.next(text(), cursor);
            case HOME -> cursor = lineStart(cursor);
            case END -> cursor = lineEnd(cursor);
            case UP -> vertical(lineStart(cursor) - 1);
            case DOWN -> vertical(lineEnd(cursor) + 1);
            case WORD_LEFT -> cursor = wordLeft();
            case WORD_RIGHT -> cursor = wordRight();
            case BACKSPACE -> delete(cursor == 0 ? 0 : Cells.previous(text(), cursor), cursor);
            case DELETE -> delete(cursor, cursor == text.length() ? cursor : Cells.next(text(), cursor));
            case DELETE_WORD -> kill(wordLeft(), cursor);
            case DELETE_WORD_AFTER -> kill(cursor, wordRight());
            case KILL_BEFORE -> kill(lineStart(cursor), cursor);
            case KILL_AFTER -> kill(cursor, lineEnd(cursor) == cursor ? Math.min(text.length(), cursor + 1) : lineEnd(cursor));
            case YANK -> insert(killed);
            case NEW_LINE -> insert("\n");
            case UNDO -> undo();
            case ENTER, TAB, BACK_TAB, ESCAPE, PAGE_UP, PAGE_DOWN, INTERRUPT, END_OF_INPUT, REDRAW, TOOLS, THINKING, MODELS,
                    SESSIONS, AGENTS, HISTORY, UNKNOWN -> {
                return false;
            }
        }
        return cursor != before || !was.contentEquals(text);
    }

    private void delete(int from, int to) {
        if (to > from) {
            remember();
            text.delete(from, to);
            cursor = from;
        }
    }

    private void kill(int from, int to) {
        if (to > from) {
            killed = text.substring(from, to);
            delete(from, to);
        }
    }

    private void remember() {
        undo.push(new State(text(), cursor));
        if (undo.size() > UNDO_STEPS) {
            undo.removeLast();
        }
    }

    private void undo() {
        State state = undo.poll();
        if (state != null) {
            text.setLength(0);
            text.append(state.text());
            cursor = state.cursor();
        }
    }

    private int lineStart(int at) {
        return at == 0 ? 0 : text.lastIndexOf("\n", at - 1) + 1;
    }

    private int lineEnd(int at) {
        int end = text.indexOf("\n", at);
        return end < 0 ? text.length() : end;
    }

    /** To the line that holds {@code target}, in about the same column. */
    private void vertical(int target) {
        if (target < 0 || target > text.length()) {
            return;
        }
        int column = Cells.of(text.substring(lineStart(cursor), cursor));
        int start = lineStart(target);
        cursor = start + Cells.head(text.substring(start, lineEnd(start)), column).length();
    }

    private int wordLeft() {
        int at = cursor;
        while (at > 0 && !isWord(text.charAt(at - 1))) {
            at--;
        }
        boolean han = at > 0 && isHan(text.charAt(at - 1));
        while (at > 0 && isWord(text.charAt(at - 1)) && isHan(text.charAt(at - 1)) == han) {
            at--;
        }
        return at;
    }

    private int wordRight() {
        int at = cursor;
        while (at < text.length() && !isWord(text.charAt(at))) {
            at++;
        }
        boolean han = at < text.length() && isHan(text.charAt(at));
        while (at < text.length() && isWord(text.charAt(at)) && isHan(text.charAt(at)) == han) {
            at++;
        }
        return at;
    }

    private static boolean isWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_' || Character.isSurrogate(c);
    }

    private static boolean isHan(char c) {
        return c >= 0x2e80;
    }
}
