package cn.openclaw.tui.chat;

import cn.openclaw.tui.Line;
import cn.openclaw.tui.Paint;
import java.util.ArrayList;
import java.util.List;

/**
 * The region at the bottom that lives. Above it lies what is final, in the terminal's own scrollback, where it can be scrolled
 * and copied; no alternate screen is used. A new frame rewrites only the rows that changed, between marks that tell the
 * terminal to show it at once, so nothing flickers.
 *
 * <p>The region is never higher than the screen, because what has left the screen cannot be reached any more.
 */
final class LiveArea {
    private static final String BEGIN = "\u001b[?2026h\u001b[?25l";
    private static final String END = "\u001b[?2026l";

    private final Surface surface;
    private final Paint paint;
    private List<String> shown = List.of();
    private List<Integer> cells = List.of();
    private int row;
    private int column;
    private int width;

    LiveArea(Surface surface, Paint paint) {
        this.surface = surface;
        this.paint = paint;
        this.width = surface.width();
    }

    /**
     * Draws.
     *
     * @param finished lines for the scrollback; the terminal wraps those that are too long
     */
    void draw(List<Line> finished, Frame frame) {
        List<String> lines = new ArrayList<>();
        List<Integer> widths = new ArrayList<>();
        for (Line line : frame.lines()) {
            Line fitting = line.cut(surface.width() - 1);
            lines.add(paint.line(fitting));
            widths.add(fitting.cells());
        }
        StringBuilder out = new StringBuilder(BEGIN);
        boolean resized = width != surface.width();
        if (resized || !finished.isEmpty()) {
            toTop(out, resized);
            out.append("\u001b[J");
            finished.forEach(line -> out.append(paint.line(line)).append("\r\n"));
            whole(out, lines);
        } else {
            changes(out, lines);
        }
        width = surface.width();
        shown = lines;
        cells = widths;
        cursor(out, frame);
        surface.write(out.append(END).toString());
    }

    /** Leaves the screen as it is and the cursor on a free line below. */
    void end(List<Line> finished) {
        draw(finished, new Frame(List.of(), 0, 0));
    }

    /** Forgets what is drawn, after somebody else has written on the screen. */
    void forget() {
        shown = List.of();
        cells = List.of();
        row = 0;
    }

    /**
     * To the region's first row. After a change of width most terminals have wrapped the rows anew: those that were wider than
     * the screen now take several.
     */
    private void toTop(StringBuilder out, boolean resized) {
        int up = row;
        if (resized) {
            up = Math.max(0, column) / surface.width();
            for (int at = 0; at < Math.min(row, cells.size()); at++) {
                up += Math.max(1, (cells.get(at) + surface.width() - 1) / surface.width());
            }
        }
        up(out, Math.min(up, surface.rows() - 1));
        out.append('\r');
    }

    private void whole(StringBuilder out, List<String> lines) {
        for (int at = 0; at < lines.size(); at++) {
            out.append(at == 0 ? "" : "\r\n").append(lines.get(at));
        }
        row = Math.max(0, lines.size() - 1);
    }

    private void changes(StringBuilder out, List<String> lines) {
        int at = row;
        for (int line = 0; line < lines.size(); line++) {
            if (line < shown.size() && lines.get(line).equals(shown.get(line))) {
                continue;
            }
            // Rows that are not there yet are made by line feeds, which scroll; moving down would not.
            int last = Math.max(0, shown.size() - 1);
            int reach = Math.min(line, Math.max(last, at));
            move(out, at, reach);
            out.append("\r\n".repeat(line - reach)).append("\r\u001b[2K").append(lines.get(line));
            at = line;
        }
        if (lines.size() < shown.size()) {
            move(out, at, lines.size());
            out.append("\r\u001b[J");
            at = lines.size();
        }
        row = at;
    }

    private void cursor(StringBuilder out, Frame frame) {
        int wanted = Math.max(0, Math.min(frame.row(), shown.size() - 1));
        move(out, row, wanted);
        row = wanted;
        column = frame.column();
        out.append('\r');
        if (column > 0) {
            out.append("\u001b[").append(column).append('C');
        }
        if (column >= 0) {
            out.append("\u001b[?25h");
        }
    }

    private static void move(StringBuilder out, int from, int to) {
        if (to > from) {
            out.append("\u001b[").append(to - from).append('B');
        } else {
            up(out, from - to);
        }
    }

    private static void up(StringBuilder out, int rows) {
        if (rows > 0) {
            out.append("\u001b[").append(rows).append('A');
        }
    }
}
