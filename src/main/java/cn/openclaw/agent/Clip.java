package cn.openclaw.agent;

import cn.openclaw.llm.TokenEstimate;

/** Shortens texts to a number of tokens, with a mark where something is missing. */
final class Clip {
    private Clip() {}

    /** Beginning and end: what matters most stands there. */
    static String middle(String text, int tokens) {
        // No character costs more than two tokens and a bit; most texts are told apart without counting.
        if (text.length() * 2.2 <= tokens || TokenEstimate.of(text) <= tokens) {
            return text;
        }
        int chars = Math.min(text.length(), Math.max(8, tokens * 4));
        while (true) {
            String clipped = clipped(text, chars);
            if (chars <= 8 || TokenEstimate.of(clipped) <= tokens) {
                return clipped;
            }
            chars = chars * 4 / 5;
        }
    }

    private static String clipped(String text, int chars) {
        int head = boundary(text, chars * 2 / 3);
        int tail = boundary(text, Math.max(head, text.length() - (chars - head)));
        String mark = "\n[… " + (tail - head) + " characters left out …]\n";
        return tail - head <= mark.length() ? text.substring(0, boundary(text, chars)) : text.substring(0, head) + mark + text.substring(tail);
    }

    /** Not between the halves of a character. */
    private static int boundary(String text, int at) {
        boolean inside = at > 0 && at < text.length() && Character.isLowSurrogate(text.charAt(at)) && Character.isHighSurrogate(text.charAt(at - 1));
        return inside ? at - 1 : at;
    }
}
