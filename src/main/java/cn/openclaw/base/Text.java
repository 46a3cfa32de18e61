package cn.openclaw.base;

import java.util.BitSet;

/**
 * A sentence for people, in both languages on one line, with holes {@code {0}}, {@code {1}} … for its arguments.
 * The constructor refuses two languages with different holes, so that neither can fall behind.
 */
public record Text(String zh, String en) {

    public Text {
        if (!holes(zh).equals(holes(en))) {
            throw new IllegalArgumentException("the two languages have different holes: " + zh + " / " + en);
        }
    }

    /** The sentence in one language, its holes filled. A missing argument leaves its hole standing. */
    public String in(Language language, Object... arguments) {
        String template = language == Language.ZH ? zh : en;
        StringBuilder out = new StringBuilder(template.length() + 32);
        int at = 0;
        while (at < template.length()) {
            int hole = holeAt(template, at);
            if (hole >= 0 && hole < arguments.length) {
                Object argument = arguments[hole];
                out.append(argument instanceof Text text ? text.in(language) : String.valueOf(argument));
                at = template.indexOf('}', at) + 1;
            } else {
                out.append(template.charAt(at++));
            }
        }
        return out.toString();
    }

    /** The number of the hole that starts at {@code at}, or -1. Only one digit: ten arguments are too many for a sentence. */
    private static int holeAt(String template, int at) {
        boolean hole = template.charAt(at) == '{'
                && at + 2 < template.length()
                && Character.isDigit(template.charAt(at + 1))
                && template.charAt(at + 2) == '}';
        return hole ? template.charAt(at + 1) - '0' : -1;
    }

    private static BitSet holes(String template) {
        BitSet found = new BitSet();
        for (int at = 0; at < template.length(); at++) {
            int hole = holeAt(template, at);
            if (hole >= 0) {
                found.set(hole);
            }
        }
        return found;
    }
}
