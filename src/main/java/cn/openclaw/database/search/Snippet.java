package cn.openclaw.database.search;

import java.util.ArrayList;
import java.util.List;

/**
 * The part of a text that is worth showing: where most of what was asked for stands together.
 *
 * @param text one line
 * @param marks where the hits are in it, in order: pairs of start and end
 */
public record Snippet(String text, List<Mark> marks) {
    public Snippet {
        marks = List.copyOf(marks);
    }

    /** Characters from {@code start} to before {@code end}. */
    public record Mark(int start, int end) {}

    /**
     * Chooses it.
     *
     * @param terms what to mark
     * @param most how many characters it may have
     */
    public static Snippet of(String text, List<Question.Term> terms, int most) {
        List<int[]> places = Question.places(terms, text);
        int from = places.isEmpty() ? 0 : Math.max(0, best(places, most) - most / 4);
        if (from < most / 4) {
            from = 0;
        }
        int to = Math.min(text.length(), from + most);
        from = Math.max(0, Math.min(from, to - most));
        from += from > 0 && from < to && Character.isLowSurrogate(text.charAt(from)) ? 1 : 0;
        to -= to < text.length() && to > from && Character.isHighSurrogate(text.charAt(to - 1)) ? 1 : 0;
        return cut(text, from, to, places);
    }

    /** The start of the stretch of two thirds of this length that holds most hits. */
    private static int best(List<int[]> places, int most) {
        int best = 0;
        int count = 0;
        int end = 0;
        for (int at = 0; at < places.size(); at++) {
            while (end < places.size() && places.get(end)[1] - places.get(at)[0] <= most * 2 / 3) {
                end++;
            }
            if (end - at > count) {
                count = end - at;
                best = at;
            }
        }
        return places.get(best)[0];
    }

    /** White space becomes single spaces, so marks move; characters that steer a terminal or turn
     * the direction of writing are left out. */
    private static Snippet cut(String text, int from, int to, List<int[]> places) {
        StringBuilder out = new StringBuilder(to - from + 2);
        if (from > 0) {
            out.append('…');
        }
        int[] moved = new int[to - from + 1];
        for (int at = from; at < to; at++) {
            moved[at - from] = out.length();
            char c = text.charAt(at);
            boolean blank = Character.isWhitespace(c) || c == '\u00a0';
            if (blank && !out.isEmpty() && out.charAt(out.length() - 1) != ' ') {
                out.append(' ');
            } else if (!blank && !Character.isISOControl(c) && !(c >= 0x202A && c <= 0x202E) && !(c >= 0x2066 && c <= 0x2069)) {
                out.append(c);
            }
        }
        moved[to - from] = out.length();
        if (to < text.length()) {
            out.append('…');
        }
        List<Mark> marks = new ArrayList<>();
        for (int[] place : places) {
            int start = Math.max(place[0], from);
            int end = Math.min(place[1], to);
            if (start < end) {
                marks.add(new Mark(moved[start - from], moved[end - from]));
            }
        }
        return new Snippet(out.toString(), marks);
    }

    /** With these words before and after each hit. */
    public String marked(String before, String after) {
        StringBuilder out = new StringBuilder(text.length() + marks.size() * 8);
        int done = 0;
        for (Mark mark : marks) {
            out.append(text, done, mark.start()).append(before).append(text, mark.start(), mark.end()).append(after);
            done = mark.end();
        }
        return out.append(text, done, text.length()).toString();
    }
}
