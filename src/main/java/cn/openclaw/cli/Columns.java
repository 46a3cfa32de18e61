package cn.openclaw.cli;

import java.io.PrintStream;
import java.util.ArrayList;
import java.util.List;

/** Rows whose first column lines up, also when it is Chinese: a Han character takes two cells of a terminal. */
final class Columns {

    private Columns() {}

    static void print(PrintStream out, List<String[]> rows) {
        int widest = 0;
        for (String[] row : rows) {
            widest = Math.max(widest, cells(row[0]));
        }
        for (String[] row : rows) {
            out.println(row[0] + " ".repeat(widest - cells(row[0])) + "  " + row[1]);
        }
    }

    /** Rows of as many columns as the first one has, all lined up; the last column is as long as it is. */
    static void table(PrintStream out, List<String[]> rows) {
        int[] widest = new int[rows.isEmpty() ? 0 : rows.getFirst().length];
        for (String[] row : rows) {
            for (int at = 0; at < widest.length; at++) {
                widest[at] = Math.max(widest[at], cells(row[at]));
            }
        }
        for (String[] row : rows) {
            StringBuilder line = new StringBuilder();
            for (int at = 0; at < widest.length; at++) {
                line.append(row[at]).append(" ".repeat(widest[at] - cells(row[at]) + 2));
            }
            out.println(line.toString().stripTrailing());
        }
    }

    /** The beginning of a text that takes no more than these cells, with a sign if there was more. */
    static String cut(String text, int cells) {
        if (cells(text) <= cells) {
            return text;
        }
        int used = 1;
        int at = 0;
        while (at < text.length() && used + cells(text.substring(at, at + 1)) <= cells) {
            used += cells(text.substring(at, at + 1));
            at++;
        }
        return text.substring(0, at) + "…";
    }

    /** Lines of at most this many cells, broken at spaces, or anywhere within Chinese. */
    static List<String> wrap(String text, int cells) {
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.split("\n", -1)) {
            String rest = paragraph.stripTrailing();
            while (cells(rest) > cells) {
                int at = breakAt(rest, cells);
                lines.add(rest.substring(0, at).stripTrailing());
                rest = rest.substring(at).stripLeading();
            }
            lines.add(rest);
        }
        return lines;
    }

    private static int breakAt(String text, int cells) {
        int used = 0;
        int at = 0;
        int good = 0;
        while (at < text.length()) {
            int width = isWide(text.charAt(at)) ? 2 : 1;
            if (used + width > cells) {
                break;
            }
            used += width;
            at++;
            boolean space = text.charAt(at - 1) == ' ';
            boolean wide = width == 2 && (at == text.length() || "，。！？；：、）》」”".indexOf(text.charAt(at)) < 0);
            good = space || wide ? at : good;
        }
        int stop = good > at / 3 ? good : Math.max(1, at);
        return stop < text.length() && Character.isLowSurrogate(text.charAt(stop)) && stop > 1 ? stop - 1 : stop;
    }

    static int cells(String text) {
        int cells = 0;
        for (int i = 0; i < text.length(); i++) {
            cells += isWide(text.charAt(i)) ? 2 : 1;
        }
        return cells;
    }

    private static boolean isWide(char c) {
        return c >= 0x1100
                && (c <= 0x115f || c >= 0x2e80 && c <= 0xa4cf || c >= 0xac00 && c <= 0xd7a3 || c >= 0xf900 && c <= 0xfaff
                        || c >= 0xfe30 && c <= 0xfe6f || c >= 0xff00 && c <= 0xff60 || c >= 0xffe0 && c <= 0xffe6);
    }
}
