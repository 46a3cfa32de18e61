package cn.openclaw.tui;

import java.util.ArrayList;
import java.util.List;

/**
 * Breaks styled text into lines. Latin words stay whole where they can; between Chinese characters a line may break anywhere,
 * but no line begins with a closing mark or ends with an opening one.
 */
public final class Wrap {
    private static final String NEVER_FIRST = "，。！？；：、）》」』】〕”’…—·,.!?;:)]}%％℃";
    private static final String NEVER_LAST = "（《「『【〔“‘([{￥¥$";

    private final int width;
    private final List<Span> rest;
    private final List<Line> lines = new ArrayList<>();
    private List<Piece> line = new ArrayList<>();
    private int used;

    /** One cluster. */
    private record Piece(String text, Style style, int cells) {
        boolean isBlank() {
            return text.equals(" ");
        }

        boolean isWide() {
            return cells == 2;
        }
    }

    private Wrap(int width, List<Span> rest) {
        this.width = Math.max(1, width);
        this.rest = rest;
    }

    /**
     * Lines of at most a width.
     *
     * @param first what stands before the first line
     * @param rest what stands before the others
     * @param width of a whole line with what stands before it
     */
    public static List<Line> lines(List<Span> text, int width, List<Span> first, List<Span> rest) {
        int room = width - new Line(rest).cells();
        // On a screen that is too narrow for its indentation the words count.
        Wrap wrap = new Wrap(room < 4 ? width : room, room < 4 ? List.of() : rest);
        for (Span span : text) {
            wrap.add(span);
        }
        wrap.end(wrap.line.size());
        List<Line> lines = new ArrayList<>();
        for (Line line : wrap.lines) {
            lines.add(line.after(lines.isEmpty() && room >= 4 ? first : wrap.rest));
        }
        return lines;
    }

    /** Without anything before the lines. */
    public static List<Line> lines(List<Span> text, int width) {
        return lines(text, width, List.of(), List.of());
    }

    private void add(Span span) {
        String text = span.text();
        for (int at = 0; at < text.length(); ) {
            int end = Cells.next(text, at);
            if (text.charAt(at) == '\n') {
                end(line.size());
            } else {
                add(new Piece(text.substring(at, end), span.style(), Cells.width(text, at, end)));
            }
            at = end;
        }
    }

    private void add(Piece piece) {
        if (used + piece.cells() > width) {
            if (piece.isBlank()) {
                end(line.size());
                return;
            }
            end(lastBreak(piece));
        }
        if (piece.isBlank() && line.isEmpty() && !lines.isEmpty()) {
            return;
        }
        line.add(piece);
        used += piece.cells();
    }

    /** Where this line may end so that {@code next} comes after it; the whole line where no place suits. */
    private int lastBreak(Piece next) {
        for (int at = line.size(); at > 0 && at > line.size() - 60; at--) {
            Piece before = line.get(at - 1);
            Piece after = at == line.size() ? next : line.get(at);
            if (mayBreak(before, after)) {
                return at;
            }
        }
        return line.size();
    }

    private static boolean mayBreak(Piece before, Piece after) {
        if (before.isBlank()) {
            return true;
        }
        if (NEVER_FIRST.contains(after.text()) || NEVER_LAST.contains(before.text())) {
            return false;
        }
        return before.isWide() || after.isWide() || before.text().equals("-");
    }

    /** Ends the line before piece {@code at}; the others start the next one. */
    private void end(int at) {
        int stop = at;
        while (stop > 0 && line.get(stop - 1).isBlank()) {
            stop--;
        }
        lines.add(line(line.subList(0, stop)));
        line = new ArrayList<>(line.subList(at, line.size()));
        used = 0;
        for (Piece piece : line) {
            used += piece.cells();
        }
    }

    private static Line line(List<Piece> pieces) {
        List<Span> spans = new ArrayList<>();
        StringBuilder text = new StringBuilder();
        for (int at = 0; at < pieces.size(); at++) {
            Piece piece = pieces.get(at);
            text.append(piece.text());
            if (at + 1 == pieces.size() || !pieces.get(at + 1).style().equals(piece.style())) {
                spans.add(new Span(text.toString(), piece.style()));
                text.setLength(0);
            }
        }
        return new Line(spans);
    }
}
