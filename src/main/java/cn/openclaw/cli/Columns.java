package cn.openclaw.cli;

import java.io.PrintStream;
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
