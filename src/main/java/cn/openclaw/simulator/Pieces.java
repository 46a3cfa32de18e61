package cn.openclaw.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;

/** Cuts a text as a model's decoder would: a word or a few characters at a time, never inside a character. The seed decides. */
final class Pieces {
    private Pieces() {}

    static List<String> of(String text, long seed) {
        SplittableRandom random = new SplittableRandom(seed * 31 + text.hashCode());
        List<String> pieces = new ArrayList<>();
        int from = 0;
        while (from < text.length()) {
            int to = from;
            for (int left = 1 + random.nextInt(3); left > 0 && to < text.length(); left--) {
                to = next(text, to);
            }
            pieces.add(text.substring(from, to));
            from = to;
        }
        return pieces;
    }

    /** The end of the unit that starts at {@code at}: one wide character, or up to four narrow ones of a word. */
    private static int next(String text, int at) {
        int to = at + Character.charCount(text.codePointAt(at));
        if (text.codePointAt(at) >= 0x2E80) {
            return to;
        }
        while (to < text.length() && to - at < 4 && text.charAt(to) < 0x2E80 && Character.isLetter(text.charAt(to))) {
            to++;
        }
        return to;
    }
}
