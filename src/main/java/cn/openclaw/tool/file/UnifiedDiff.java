package cn.openclaw.tool.file;

import java.util.ArrayList;
import java.util.List;

/** The difference of two texts as {@code diff -u} shows it, for screens. */
final class UnifiedDiff {
    private static final int CONTEXT = 3;
    /** Beyond this many pairs of lines the changed middle is shown as taken out and put in as a whole. */
    private static final long MOST_PAIRS = 4_000_000;

    /** One line: kept (' '), taken out ('-') or put in ('+'). */
    private record Line(char kind, String text) {}

    private UnifiedDiff() {}

    /** Empty if nothing differs. */
    static String of(String before, String after, String name) {
        return of(before, after, before.isEmpty() ? "/dev/null" : "a/" + name, after.isEmpty() ? "/dev/null" : "b/" + name);
    }

    static String of(String before, String after, String oldName, String newName) {
        List<Line> lines = lines(split(before), split(after));
        String hunks = hunks(lines);
        return hunks.isEmpty() ? "" : "--- " + oldName + "\n+++ " + newName + "\n" + hunks;
    }

    private static List<String> split(String text) {
        List<String> lines = new ArrayList<>(List.of(text.replace("\r\n", "\n").split("\n", -1)));
        if (lines.getLast().isEmpty()) {
            lines.removeLast();
        } else {
            lines.set(lines.size() - 1, lines.getLast() + "\n\\ No newline at end of file");
        }
        return lines;
    }

    private static List<Line> lines(List<String> before, List<String> after) {
        int start = 0;
        while (start < before.size() && start < after.size() && before.get(start).equals(after.get(start))) {
            start++;
        }
        int end = 0;
        while (end < before.size() - start
                && end < after.size() - start
                && before.get(before.size() - 1 - end).equals(after.get(after.size() - 1 - end))) {
            end++;
        }
        List<Line> lines = new ArrayList<>();
        before.subList(0, start).forEach(text -> lines.add(new Line(' ', text)));
        middle(before.subList(start, before.size() - end), after.subList(start, after.size() - end), lines);
        before.subList(before.size() - end, before.size()).forEach(text -> lines.add(new Line(' ', text)));
        return lines;
    }

    private static void middle(List<String> before, List<String> after, List<Line> lines) {
        if ((long) before.size() * after.size() > MOST_PAIRS) {
            before.forEach(text -> lines.add(new Line('-', text)));
            after.forEach(text -> lines.add(new Line('+', text)));
            return;
        }
        int[][] common = new int[before.size() + 1][after.size() + 1];
        for (int i = before.size() - 1; i >= 0; i--) {
            for (int j = after.size() - 1; j >= 0; j--) {
                common[i][j] = before.get(i).equals(after.get(j))
                        ? common[i + 1][j + 1] + 1
                        : Math.max(common[i + 1][j], common[i][j + 1]);
            }
        }
        int i = 0;
        int j = 0;
        while (i < before.size() || j < after.size()) {
            if (i < before.size() && j < after.size() && before.get(i).equals(after.get(j))) {
                lines.add(new Line(' ', before.get(i++)));
                j++;
            } else if (j == after.size() || (i < before.size() && common[i + 1][j] >= common[i][j + 1])) {
                lines.add(new Line('-', before.get(i++)));
            } else {
                lines.add(new Line('+', after.get(j++)));
            }
        }
    }

    private static String hunks(List<Line> lines) {
        StringBuilder out = new StringBuilder();
        int[] at = {1, 1};
        int next = 0;
        for (int change = changed(lines, 0); change < lines.size(); change = changed(lines, next)) {
            int from = Math.max(next, change - CONTEXT);
            for (; next < from; next++) {
                step(lines.get(next), at);
            }
            int until = end(lines, change);
            next = hunk(lines, from, until, at, out);
        }
        return out.toString();
    }

    private static int hunk(List<Line> lines, int from, int until, int[] at, StringBuilder out) {
        int oldStart = at[0];
        int newStart = at[1];
        StringBuilder body = new StringBuilder();
        for (int line = from; line < until; line++) {
            body.append(lines.get(line).kind()).append(lines.get(line).text()).append('\n');
            step(lines.get(line), at);
        }
        int oldCount = at[0] - oldStart;
        int newCount = at[1] - newStart;
        out.append("@@ -").append(oldCount == 0 ? oldStart - 1 : oldStart).append(',').append(oldCount).append(" +");
        out.append(newCount == 0 ? newStart - 1 : newStart).append(',').append(newCount).append(" @@\n").append(body);
        return until;
    }

    private static void step(Line line, int[] at) {
        at[0] += line.kind() == '+' ? 0 : 1;
        at[1] += line.kind() == '-' ? 0 : 1;
    }

    private static int changed(List<Line> lines, int from) {
        int at = from;
        while (at < lines.size() && lines.get(at).kind() == ' ') {
            at++;
        }
        return at;
    }

    /** Changes with few lines between them share a hunk. */
    private static int end(List<Line> lines, int change) {
        int last = change;
        for (int at = change; at < lines.size() && at - last <= 2 * CONTEXT; at++) {
            last = lines.get(at).kind() == ' ' ? last : at;
        }
        return Math.min(lines.size(), last + 1 + CONTEXT);
    }
}
