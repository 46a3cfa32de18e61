package cn.openclaw.tui.chat;

import cn.openclaw.base.Language;
import cn.openclaw.tui.Line;
import cn.openclaw.tui.Paint;
import cn.openclaw.tui.Span;
import cn.openclaw.tui.Standing;
import cn.openclaw.tui.Style;
import java.util.ArrayList;
import java.util.List;

/** The last row: model, how full its window is, what the conversation cost, how hard it thinks, where it works. */
final class StatusLine {
    private static final int BAR = 8;
    private static final long NEARLY_FULL = 80;

    private StatusLine() {}

    /** What matters least leaves first where there is no room. */
    static Line of(Standing standing, int width, Paint paint, Language language) {
        List<List<Span>> parts = new ArrayList<>();
        parts.add(List.of(Span.dim(model(standing, width, language))));
        parts.add(context(standing, paint));
        parts.add(standing.money().isEmpty() ? List.of() : List.of(Span.dim(standing.money())));
        parts.add(standing.thinking().isEmpty() ? List.of() : List.of(Span.dim(ChatText.THINK_SHORT.in(language, standing.thinking()))));
        parts.add(List.of(Span.dim(standing.folder())));
        parts.removeIf(List::isEmpty);
        while (parts.size() > 1 && joined(parts, paint).cells() > width) {
            parts.removeLast();
        }
        return joined(parts, paint).cut(width);
    }

    private static String model(Standing standing, int width, Language language) {
        if (standing.model().isEmpty()) {
            return ChatText.NO_MODEL.in(language);
        }
        return width < 60 ? standing.model().substring(standing.model().indexOf('/') + 1) : standing.model();
    }

    private static List<Span> context(Standing standing, Paint paint) {
        if (standing.window() <= 0) {
            return standing.context() > 0 ? List.of(Span.dim(Counts.of(standing.context()))) : List.of();
        }
        long percent = Math.min(100, standing.context() * 100 / standing.window());
        int full = (int) Math.min(BAR, (percent * BAR + 50) / 100);
        String bar = paint.glyph("▰", "#").repeat(full) + paint.glyph("▱", ".").repeat(BAR - full);
        Style style = percent >= NEARLY_FULL ? Style.of(Style.YELLOW) : Style.DIM;
        return List.of(new Span(bar + " " + percent + "%", style), Span.dim(" " + Counts.of(standing.context()) + "/" + Counts.window(standing.window())));
    }

    private static Line joined(List<List<Span>> parts, Paint paint) {
        List<Span> spans = new ArrayList<>();
        for (List<Span> part : parts) {
            if (!spans.isEmpty()) {
                spans.add(Span.dim(paint.glyph(" · ", " | ")));
            }
            spans.addAll(part);
        }
        return new Line(spans);
    }
}
