package cn.openclaw.tool.file;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * Finds a text in a file whatever its line ends are, and puts another in its place. Where it is not found, says what comes
 * nearest: a model that sees the real lines gets it right the next time.
 */
final class Replacement {
    private static final int CANDIDATES = 3;
    private static final int SHOWN_LINES = 12;
    private static final int SHOWN_WIDTH = 200;

    private final TextFile file;
    private final String name;
    private final String old;
    /** The file's text with plain line ends, and where each of its characters is in the real text. */
    private final String plain;

    private final int[] places;
    private final List<Integer> found = new ArrayList<>();

    Replacement(TextFile file, String old, String name) throws Workspace.Refused {
        this.file = file;
        this.name = name;
        this.old = old.replace("\r\n", "\n");
        if (this.old.isEmpty()) {
            throw new Workspace.Refused("oldText is empty; to make or replace a whole file use write");
        }
        this.places = new int[file.text().length() + 1];
        this.plain = plain(file.text(), places);
        for (int at = plain.indexOf(this.old); at >= 0; at = plain.indexOf(this.old, at + this.old.length())) {
            found.add(at);
        }
    }

    private static String plain(String text, int[] places) {
        StringBuilder out = new StringBuilder(text.length());
        for (int at = 0; at < text.length(); at++) {
            boolean dropped = text.charAt(at) == '\r' && at + 1 < text.length() && text.charAt(at + 1) == '\n';
            if (!dropped) {
                places[out.length()] = at;
                out.append(text.charAt(at));
            }
        }
        places[out.length()] = text.length();
        return out.toString();
    }

    /** The whole text afterwards. */
    String with(String replacement, boolean all) throws Workspace.Refused {
        if (found.isEmpty()) {
            throw new Workspace.Refused(notFound());
        }
        if (found.size() > 1 && !all) {
            String lines = String.join(", ", found.stream().limit(10).map(at -> Integer.toString(line(at))).toList());
            throw new Workspace.Refused("oldText occurs " + found.size() + " times in " + name + " (lines " + lines
                    + "); add lines around it to make it unique, or set replaceAll");
        }
        if (replacement.replace("\r\n", "\n").equals(old)) {
            throw new Workspace.Refused("newText is the same as oldText; nothing to do");
        }
        String put = file.inItsLines(replacement);
        StringBuilder out = new StringBuilder(file.text().length() + put.length());
        int done = 0;
        for (int at : found) {
            out.append(file.text(), done, start(at)).append(put);
            done = start(at + old.length());
        }
        return out.append(file.text(), done, file.text().length()).toString();
    }

    /** Where a character begins in the real text; the {@code \r} before a line end belongs to that line end. */
    private int start(int plainAt) {
        int at = places[plainAt];
        boolean lineEnd = plainAt < plain.length() && plain.charAt(plainAt) == '\n';
        return lineEnd && at > 0 && file.text().charAt(at - 1) == '\r' ? at - 1 : at;
    }

    int count() {
        return found.size();
    }

    /** Counted from 1. */
    int firstLine() {
        return line(found.getFirst());
    }

    private int line(int at) {
        return 1 + (int) plain.substring(0, at).chars().filter(c -> c == '\n').count();
    }

    private String notFound() {
        String[] lines = plain.split("\n", -1);
        String[] wanted = old.strip().split("\n", -1);
        record Near(int line, double likeness) {}
        List<Near> near = new ArrayList<>();
        for (int at = 0; at + wanted.length <= lines.length; at++) {
            double likeness = 0;
            for (int line = 0; line < wanted.length; line++) {
                likeness += likeness(lines[at + line], wanted[line]);
            }
            near.add(new Near(at, likeness / wanted.length));
        }
        near.removeIf(candidate -> candidate.likeness() < 0.5);
        near.sort((one, other) -> Double.compare(other.likeness(), one.likeness()));
        StringBuilder words = new StringBuilder("oldText does not occur in " + name + ".");
        if (near.isEmpty()) {
            return words.append(" Nothing in it is similar; read the file again.").toString();
        }
        boolean onlySpace = near.getFirst().likeness() >= 0.999;
        words.append(onlySpace ? " Lines that differ only in white space:" : " The nearest lines are:");
        for (Near candidate : near.subList(0, Math.min(CANDIDATES, near.size()))) {
            show(words, lines, candidate.line(), Math.min(wanted.length, SHOWN_LINES));
        }
        return words.toString();
    }

    private static void show(StringBuilder words, String[] lines, int from, int count) {
        for (int at = from; at < from + count; at++) {
            String line = lines[at].length() > SHOWN_WIDTH ? lines[at].substring(0, SHOWN_WIDTH) + "…" : lines[at];
            words.append("\n").append(at + 1).append(": ").append(line);
        }
        words.append("\n--");
    }

    /** From 0 to 1: how many pairs of neighbouring characters two lines share, white space aside. */
    private static double likeness(String one, String other) {
        String a = one.replaceAll("\\s+", "");
        String b = other.replaceAll("\\s+", "");
        if (a.equals(b)) {
            return 1;
        }
        if (a.length() < 2 || b.length() < 2 || a.length() > 2000 || b.length() > 2000) {
            return 0;
        }
        int[] left = pairs(a);
        int[] right = pairs(b);
        int shared = 0;
        for (int i = 0, j = 0; i < left.length && j < right.length; ) {
            if (left[i] == right[j]) {
                shared++;
                i++;
                j++;
            } else if (left[i] < right[j]) {
                i++;
            } else {
                j++;
            }
        }
        return 0.999 * 2 * shared / (left.length + right.length);
    }

    private static int[] pairs(String text) {
        int[] pairs = new int[text.length() - 1];
        for (int at = 0; at < pairs.length; at++) {
            pairs[at] = text.charAt(at) << 16 | text.charAt(at + 1);
        }
        Arrays.sort(pairs);
        return pairs;
    }
}
