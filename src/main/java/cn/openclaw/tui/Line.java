package cn.openclaw.tui;

import java.util.ArrayList;
import java.util.List;

/** One line of a screen. */
public record Line(List<Span> spans) {
    public static final Line EMPTY = new Line(List.of());

    public Line {
        spans = List.copyOf(spans);
    }

    public static Line of(Span... spans) {
        return new Line(List.of(spans));
    }

    public static Line of(String text, Style style) {
        return new Line(List.of(new Span(text, style)));
    }

    public static Line plain(String text) {
        return of(text, Style.PLAIN);
    }

    public int cells() {
        int cells = 0;
        for (Span span : spans) {
            cells += Cells.of(span.text());
        }
        return cells;
    }

    /** The words alone. */
    public String text() {
        StringBuilder text = new StringBuilder();
        spans.forEach(span -> text.append(span.text()));
        return text.toString();
    }

    /** The same with something before it. */
    public Line after(List<Span> prefix) {
        List<Span> all = new ArrayList<>(prefix);
        all.addAll(spans);
        return new Line(all);
    }

    /** At most so wide; an ellipsis says that there was more. */
    public Line cut(int width) {
        if (cells() <= width) {
            return this;
        }
        List<Span> kept = new ArrayList<>();
        int left = Math.max(0, width - 1);
        for (Span span : spans) {
            String head = Cells.head(span.text(), left);
            kept.add(new Span(head, span.style()));
            left -= Cells.of(head);
            if (head.length() < span.text().length()) {
                kept.add(new Span(width > 0 ? "…" : "", span.style()));
                break;
            }
        }
        return new Line(kept);
    }
}
