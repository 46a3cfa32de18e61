package cn.openclaw.tui.chat;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * Turns the characters of a terminal into keys. Escape is a key of its own only when nothing follows it for a moment, which
 * {@link #idle} tells. What lies between the marks of a bracketed paste is one text, whatever is in it.
 */
final class Keys {
    private static final String PASTE_END = "\u001b[201~";
    private static final int LONGEST_SEQUENCE = 32;
    private static final Map<String, Key.Named> SEQUENCES = Map.ofEntries(
            Map.entry("[A", Key.Named.UP),
            Map.entry("[B", Key.Named.DOWN),
            Map.entry("[C", Key.Named.RIGHT),
            Map.entry("[D", Key.Named.LEFT),
            Map.entry("OA", Key.Named.UP),
            Map.entry("OB", Key.Named.DOWN),
            Map.entry("OC", Key.Named.RIGHT),
            Map.entry("OD", Key.Named.LEFT),
            Map.entry("[H", Key.Named.HOME),
            Map.entry("[F", Key.Named.END),
            Map.entry("OH", Key.Named.HOME),
            Map.entry("OF", Key.Named.END),
            Map.entry("[1~", Key.Named.HOME),
            Map.entry("[7~", Key.Named.HOME),
            Map.entry("[4~", Key.Named.END),
            Map.entry("[8~", Key.Named.END),
            Map.entry("[3~", Key.Named.DELETE),
            Map.entry("[5~", Key.Named.PAGE_UP),
            Map.entry("[6~", Key.Named.PAGE_DOWN),
            Map.entry("[Z", Key.Named.BACK_TAB),
            Map.entry("[1;5C", Key.Named.WORD_RIGHT),
            Map.entry("[1;5D", Key.Named.WORD_LEFT),
            Map.entry("[1;3C", Key.Named.WORD_RIGHT),
            Map.entry("[1;3D", Key.Named.WORD_LEFT),
            Map.entry("[3;5~", Key.Named.DELETE_WORD_AFTER),
            Map.entry("[13;2u", Key.Named.NEW_LINE),
            Map.entry("[13;5u", Key.Named.NEW_LINE),
            Map.entry("[27;2;13~", Key.Named.NEW_LINE),
            Map.entry("[27;5;13~", Key.Named.NEW_LINE),
            Map.entry("OM", Key.Named.ENTER),
            Map.entry("\r", Key.Named.NEW_LINE),
            Map.entry("\n", Key.Named.NEW_LINE),
            Map.entry("\u007f", Key.Named.DELETE_WORD),
            Map.entry("\b", Key.Named.DELETE_WORD),
            Map.entry("b", Key.Named.WORD_LEFT),
            Map.entry("f", Key.Named.WORD_RIGHT),
            Map.entry("d", Key.Named.DELETE_WORD_AFTER));

    private final StringBuilder waiting = new StringBuilder();
    private final List<Key> keys = new ArrayList<>();

    /** Takes characters; returns the keys that are complete. */
    List<Key> take(String characters) {
        waiting.append(characters);
        while (!waiting.isEmpty() && step()) {
            // Each step takes one key off the front.
        }
        return drain();
    }

    /** Whether an unfinished sequence is kept, so that {@link #idle} should be called after a moment. */
    boolean isWaiting() {
        return !waiting.isEmpty();
    }

    /** Nothing came for a moment: a lone escape is the key. A paste that is under way goes on waiting. */
    List<Key> idle() {
        if (waiting.toString().startsWith("\u001b[200~")) {
            return List.of();
        }
        if (!waiting.isEmpty()) {
            boolean alone = waiting.length() == 1;
            String rest = waiting.substring(1);
            waiting.setLength(0);
            keys.add(Key.Named.ESCAPE);
            if (!alone) {
                take(rest);
            }
        }
        return drain();
    }

    private List<Key> drain() {
        List<Key> taken = List.copyOf(keys);
        keys.clear();
        return taken;
    }

    /** Takes one key; false if more characters are needed. */
    private boolean step() {
        char first = waiting.charAt(0);
        if (first == 0x1b) {
            return escape();
        }
        if (first < ' ' || first == 0x7f) {
            waiting.deleteCharAt(0);
            keys.add(control(first));
            return true;
        }
        int end = 0;
        while (end < waiting.length() && waiting.charAt(end) >= ' ' && waiting.charAt(end) != 0x7f) {
            end++;
        }
        boolean half = Character.isHighSurrogate(waiting.charAt(end - 1)) && end == waiting.length();
        end -= half ? 1 : 0;
        if (end > 0) {
            keys.add(new Key.Typed(waiting.substring(0, end)));
            waiting.delete(0, end);
        }
        return end > 0 && !half;
    }

    private boolean escape() {
        if (waiting.length() == 1) {
            return false;
        }
        char kind = waiting.charAt(1);
        if (kind == 0x1b) {
            waiting.deleteCharAt(0);
            keys.add(Key.Named.ESCAPE);
            return true;
        }
        int end = kind == 'O' ? 3 : kind == '[' ? afterSequence() : 2;
        if (end > waiting.length() || end < 0) {
            return false;
        }
        String sequence = waiting.substring(1, end);
        if (sequence.equals("[200~")) {
            return paste(end);
        }
        waiting.delete(0, end);
        keys.add(SEQUENCES.getOrDefault(sequence, Key.Named.UNKNOWN));
        return true;
    }

    private int afterSequence() {
        for (int at = 2; at < waiting.length(); at++) {
            char c = waiting.charAt(at);
            if ((c >= '@' && c < 0x7f) || at > LONGEST_SEQUENCE) {
                return at + 1;
            }
        }
        return -1;
    }

    private boolean paste(int from) {
        int end = waiting.indexOf(PASTE_END, from);
        if (end < 0) {
            return false;
        }
        keys.add(new Key.Pasted(waiting.substring(from, end).replace("\r\n", "\n").replace('\r', '\n')));
        waiting.delete(0, end + PASTE_END.length());
        return true;
    }

    private static Key control(char c) {
        return switch (c) {
            case '\r' -> Key.Named.ENTER;
            case '\n' -> Key.Named.NEW_LINE;
            case '\t' -> Key.Named.TAB;
            case 0x7f, '\b' -> Key.Named.BACKSPACE;
            case 1 -> Key.Named.HOME;
            case 2 -> Key.Named.LEFT;
            case 3 -> Key.Named.INTERRUPT;
            case 4 -> Key.Named.END_OF_INPUT;
            case 5 -> Key.Named.END;
            case 6 -> Key.Named.RIGHT;
            case 7 -> Key.Named.AGENTS;
            case 11 -> Key.Named.KILL_AFTER;
            case 12 -> Key.Named.MODELS;
            case 14 -> Key.Named.DOWN;
            case 15 -> Key.Named.TOOLS;
            case 16 -> Key.Named.SESSIONS;
            case 18 -> Key.Named.HISTORY;
            case 20 -> Key.Named.THINKING;
            case 21 -> Key.Named.KILL_BEFORE;
            case 23 -> Key.Named.DELETE_WORD;
            case 25 -> Key.Named.YANK;
            case 31 -> Key.Named.UNDO;
            default -> Key.Named.UNKNOWN;
        };
    }
}
