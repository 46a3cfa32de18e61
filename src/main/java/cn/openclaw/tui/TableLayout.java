package cn.openclaw.tui;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/**
 * A table, its columns aligned by cells, so that Chinese lines up too. Columns that are too wide are wrapped; where not even
 * that fits, each row becomes a small list of {@code heading: value}.
 */
final class TableLayout {
    private static final int NARROWEST = 4;

    private final List<List<List<Span>>> rows;
    private final List<Side> sides;
    private final Paint paint;
    private final int[] widths;

    /** Where a column's text stands. */
    enum Side {
        LEFT,
        CENTRE,
        RIGHT
    }

    private TableLayout(List<List<List<Span>>> rows, List<Side> sides, Paint paint, int[] widths) {
        this.rows = rows;
        this.sides = sides;
        this.paint = paint;
        this.widths = widths;
    }

    /**
     * @param rows the cells' markdown; the first row is the heading
     * @param width what it may take
     */
    static List<Line> of(List<List<String>> rows, List<Side> sides, int width, Paint paint) {
        int columns = sides.size();
        List<List<List<Span>>> cells = new ArrayList<>();
        int[] widths = new int[columns];
        for (List<String> row : rows) {
            List<List<Span>> line = new ArrayList<>();
            for (int column = 0; column < columns; column++) {
                String text = column < row.size() ? row.get(column) : "";
                List<Span> spans = Inline.spans(text, cells.isEmpty() ? Style.BOLD : Style.PLAIN);
                widths[column] = Math.max(widths[column], widest(spans));
                line.add(spans);
            }
            cells.add(line);
        }
        boolean fits = shrink(widths, width - 3 * columns - 1);
        TableLayout layout = new TableLayout(cells, sides, paint, widths);
        return fits ? layout.grid() : layout.records(width);
    }

    private static int widest(List<Span> spans) {
        int widest = 0;
        for (String line : new Line(spans).text().split("\n", -1)) {
            widest = Math.max(widest, Cells.of(line));
        }
        return widest;
    }

    /** Takes from the widest column until all fit; false if that would leave too little. */
    private static boolean shrink(int[] widths, int room) {
        if (room < widths.length * NARROWEST && room < Arrays.stream(widths).sum()) {
            return false;
        }
        while (Arrays.stream(widths).sum() > room) {
            int widest = 0;
            for (int column = 1; column < widths.length; column++) {
                widest = widths[column] > widths[widest] ? column : widest;
            }
            widths[widest]--;
        }
        return true;
    }

    private List<Line> grid() {
        List<Line> lines = new ArrayList<>();
        lines.add(rule("┌┬┐"));
        for (int row = 0; row < rows.size(); row++) {
            lines.addAll(row(rows.get(row)));
            if (row == 0) {
                lines.add(rule("├┼┤"));
            }
        }
        lines.add(rule("└┴┘"));
        return lines;
    }

    private Line rule(String corners) {
        StringBuilder rule = new StringBuilder();
        for (int column = 0; column < widths.length; column++) {
            rule.append(paint.glyph(String.valueOf(corners.charAt(column == 0 ? 0 : 1)), "+"));
            rule.append(paint.glyph("─", "-").repeat(widths[column] + 2));
        }
        return Line.of(rule + paint.glyph(String.valueOf(corners.charAt(2)), "+"), Style.DIM);
    }

    private List<Line> row(List<List<Span>> cells) {
        List<List<Line>> wrapped = new ArrayList<>();
        int height = 1;
        for (int column = 0; column < cells.size(); column++) {
            List<Line> lines = Wrap.lines(cells.get(column), Math.max(1, widths[column]));
            wrapped.add(lines);
            height = Math.max(height, lines.size());
        }
        Span bar = Span.dim(paint.glyph("│", "|"));
        List<Line> lines = new ArrayList<>();
        for (int at = 0; at < height; at++) {
            List<Span> spans = new ArrayList<>();
            for (int column = 0; column < wrapped.size(); column++) {
                Line text = at < wrapped.get(column).size() ? wrapped.get(column).get(at) : Line.EMPTY;
                int left = Math.max(0, widths[column] - text.cells());
                int before = switch (sides.get(column)) {
                    case LEFT -> 0;
                    case CENTRE -> left / 2;
                    case RIGHT -> left;
                };
                spans.add(bar);
                spans.add(Span.plain(" ".repeat(1 + before)));
                spans.addAll(text.spans());
                spans.add(Span.plain(" ".repeat(1 + left - before)));
            }
            spans.add(bar);
            lines.add(new Line(spans));
        }
        return lines;
    }

    private List<Line> records(int width) {
        List<Line> lines = new ArrayList<>();
        for (int row = 1; row < rows.size(); row++) {
            if (row > 1) {
                lines.add(Line.of(paint.glyph("─", "-").repeat(Math.min(8, width)), Style.DIM));
            }
            for (int column = 0; column < sides.size(); column++) {
                List<Span> text = new ArrayList<>(rows.getFirst().get(column));
                text.add(Span.dim(": "));
                text.addAll(rows.get(row).get(column));
                lines.addAll(Wrap.lines(text, width, List.of(), List.of(Span.plain("  "))));
            }
        }
        return lines;
    }

    static boolean isRow(String line) {
        return line.indexOf('|') >= 0 && !line.isBlank();
    }

    /** Whether a line is the rule under a table's heading, with as many columns as the heading above it. */
    static boolean isDelimiter(String line, String heading) {
        String text = line.strip();
        if (heading.indexOf('|') < 0 || text.indexOf('-') < 0 || !text.chars().allMatch(c -> "|-: ".indexOf(c) >= 0)) {
            return false;
        }
        return cells(line).stream().allMatch(cell -> cell.contains("-")) && cells(line).size() == cells(heading).size();
    }

    static List<Side> sides(String line) {
        return cells(line).stream()
                .map(cell -> !cell.endsWith(":") ? Side.LEFT : cell.startsWith(":") ? Side.CENTRE : Side.RIGHT)
                .toList();
    }

    /** The cells of a row; a bar after a backslash or in code is no border. */
    static List<String> cells(String line) {
        String text = line.strip();
        List<String> cells = new ArrayList<>();
        StringBuilder cell = new StringBuilder();
        boolean code = false;
        for (int at = text.startsWith("|") ? 1 : 0; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == '\\' && at + 1 < text.length() && text.charAt(at + 1) == '|') {
                cell.append('|');
                at++;
            } else if (c == '|' && !code) {
                cells.add(cell.toString().strip());
                cell.setLength(0);
            } else {
                code = (c == '`') != code;
                cell.append(c);
            }
        }
        if (!cell.toString().isBlank() || !text.endsWith("|")) {
            cells.add(cell.toString().strip());
        }
        return cells;
    }
}
