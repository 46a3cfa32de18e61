package cn.openclaw.llm.openai;

import cn.openclaw.llm.Part;
import java.util.ArrayList;
import java.util.List;

/**
 * Keeps Kimi's native tool-call markup out of words as they stream by, and turns it into the calls it means. Models fall back
 * to it when the serving side does not recognise a call. Words <em>about</em> the markup stay: inside code, or where no call
 * follows the opening mark. Only as much is held back as could still become a mark.
 */
final class LeakFilter {
    private static final String K2_OPEN = "<|tool_calls_section_begin|>";
    private static final String K2_CALL = "<|tool_call_begin|>";
    private static final String K2_CLOSE = "<|tool_calls_section_end|>";
    private static final String K3_OPEN = "<|open|>tools<|sep|>";
    private static final String K3_CALL = "<|open|>call ";
    private static final String K3_CLOSE = "<|close|>tools<|sep|>";

    private final boolean active;
    private final StringBuilder held = new StringBuilder();
    private final List<Part.ToolCall> calls = new ArrayList<>();
    private boolean inSection;
    private boolean suppressed;
    private int backticks;
    private int code;

    LeakFilter(boolean active) {
        this.active = active;
    }

    /** The calls found so far. */
    List<Part.ToolCall> calls() {
        return calls;
    }

    /** Whether markup was left out that could not be read as a call. */
    boolean suppressed() {
        return suppressed;
    }

    /** Takes more words; gives those that may be shown. */
    String feed(String piece) {
        if (!active || (held.isEmpty() && piece.indexOf('<') < 0)) {
            return passed(piece);
        }
        held.append(piece);
        StringBuilder out = new StringBuilder();
        boolean more = true;
        while (more) {
            more = inSection ? closeSection(out) : openSection(out);
        }
        return out.toString();
    }

    /** What is still held back, when no more comes. */
    String rest() {
        if (held.isEmpty()) {
            return "";
        }
        String left = held.toString();
        held.setLength(0);
        if (inSection) {
            inSection = false;
            take(left);
            return "";
        }
        return passed(left);
    }

    /** Passes words up to the next opening mark; true if a section began. */
    private boolean openSection(StringBuilder out) {
        int k2 = held.indexOf(K2_OPEN);
        int k3 = held.indexOf(K3_OPEN);
        int at = k2 < 0 ? k3 : k3 < 0 ? k2 : Math.min(k2, k3);
        if (at < 0) {
            int safe = held.length() - tail();
            out.append(passed(held.substring(0, safe)));
            held.delete(0, safe);
            return false;
        }
        out.append(passed(held.substring(0, at)));
        held.delete(0, at);
        endBackticks();
        if (code > 0) {
            passMark(out);
        } else {
            inSection = true;
        }
        return true;
    }

    /** Waits for the closing mark; true if there is more to look at. */
    private boolean closeSection(StringBuilder out) {
        boolean k2 = held.indexOf(K2_OPEN) == 0;
        String open = k2 ? K2_OPEN : K3_OPEN;
        String call = k2 ? K2_CALL : K3_CALL;
        String inside = held.substring(open.length()).stripLeading();
        boolean canBeCall = inside.length() < call.length() ? call.startsWith(inside) : inside.startsWith(call);
        if (!canBeCall) {
            inSection = false;
            passMark(out);
            return true;
        }
        String close = k2 ? K2_CLOSE : K3_CLOSE;
        int end = held.indexOf(close);
        if (end < 0) {
            return false;
        }
        take(held.substring(0, end + close.length()));
        held.delete(0, end + close.length());
        inSection = false;
        return true;
    }

    private void passMark(StringBuilder out) {
        int length = held.indexOf(K2_OPEN) == 0 ? K2_OPEN.length() : K3_OPEN.length();
        out.append(passed(held.substring(0, length)));
        held.delete(0, length);
    }

    private void take(String section) {
        List<Part.ToolCall> found = LeakedCalls.in(section, calls.size());
        suppressed |= found.isEmpty();
        calls.addAll(found);
    }

    /** How many of the last characters could be the beginning of an opening mark. */
    private int tail() {
        int from = Math.max(0, held.length() - K2_OPEN.length() + 1);
        for (int at = from; at < held.length(); at++) {
            String end = held.substring(at);
            if (K2_OPEN.startsWith(end) || K3_OPEN.startsWith(end)) {
                return end.length();
            }
        }
        return 0;
    }

    /** Words that go out; notes on the way whether they open or close a piece of code. */
    private String passed(String words) {
        if (active) {
            for (int at = 0; at < words.length(); at++) {
                char c = words.charAt(at);
                if (c == '`') {
                    backticks++;
                } else {
                    endBackticks();
                    // A single backtick that nobody closed does not reach over the end of its line.
                    code = c == '\n' && code < 3 ? 0 : code;
                }
            }
        }
        return words;
    }

    /** A run of backticks opens code, and one of the same length closes it. */
    private void endBackticks() {
        if (backticks > 0) {
            code = code == 0 ? backticks : code == backticks ? 0 : code;
            backticks = 0;
        }
    }
}
