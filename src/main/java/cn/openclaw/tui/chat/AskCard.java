package cn.openclaw.tui.chat;

import cn.openclaw.base.Language;
import cn.openclaw.base.Text;
import cn.openclaw.tui.Ask;
import cn.openclaw.tui.Cells;
import cn.openclaw.tui.Line;
import cn.openclaw.tui.Paint;
import cn.openclaw.tui.Partner;
import cn.openclaw.tui.SafeText;
import cn.openclaw.tui.Span;
import cn.openclaw.tui.Style;
import cn.openclaw.tui.Wrap;
import java.util.ArrayList;
import java.util.List;

/** What a person is asked to consent to: all of it, hidden characters made visible, every word of a command told apart. */
final class AskCard {
    private static final int MOST = 2000;

    private AskCard() {}

    static List<Line> lines(Ask ask, int width, Paint paint, Language language) {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.EMPTY);
        lines.add(Line.of(
                new Span(paint.glyph("⚠ ", "! "), Style.of(Style.YELLOW)),
                new Span(ChatText.ASK_HEAD.in(language, SafeText.line(ask.tool())), Style.BOLD)));
        if (!ask.argv().isEmpty()) {
            row(lines, ChatText.ASK_COMMAND, words(ask.argv()), width, language);
        }
        if (ask.argv().isEmpty() || !String.join(" ", ask.argv()).equals(ask.what().strip())) {
            row(lines, ChatText.ASK_WHAT, List.of(new Span(cut(SafeText.visible(ask.what())), Style.PLAIN)), width, language);
        }
        row(lines, ChatText.ASK_FOLDER, List.of(Span.plain(SafeText.visible(ask.folder()))), width, language);
        row(lines, ChatText.ASK_WHY, List.of(Span.plain(SafeText.visible(ask.why()))), width, language);
        return lines;
    }

    private static void row(List<Line> lines, Text name, List<Span> text, int width, Language language) {
        String label = "  " + name.in(language) + "  ";
        List<Span> rest = List.of(Span.plain(" ".repeat(Cells.of(label))));
        lines.addAll(Wrap.lines(text, width, List.of(Span.dim(label)), rest));
    }

    /** Each word as it would be handed over; one that holds blanks or marks of a shell stands in quotes. */
    private static List<Span> words(List<String> argv) {
        List<Span> spans = new ArrayList<>();
        for (String word : argv) {
            String shown = SafeText.visible(word);
            boolean plain = !shown.isEmpty() && shown.chars().allMatch(c -> Character.isLetterOrDigit(c) || "-_./:=@,+%".indexOf(c) >= 0);
            spans.add(Span.plain(spans.isEmpty() ? "" : " "));
            spans.add(new Span(plain ? shown : "'" + shown.replace("'", "'\\''") + "'", spans.size() == 1 ? Style.BOLD : Style.PLAIN));
        }
        return spans;
    }

    private static String cut(String text) {
        String[] lines = text.split("\n", -1);
        if (lines.length <= MOST) {
            return text;
        }
        return String.join("\n", List.of(lines).subList(0, MOST)) + "\n… +" + (lines.length - MOST);
    }

    /** What was decided, for the scrollback. */
    static Line decided(Partner.Answer answer, Paint paint, Language language) {
        return switch (answer) {
            case ONCE -> Line.of("  " + paint.glyph("✓ ", "+ ") + ChatText.ASKED_ONCE.in(language), Style.of(Style.GREEN));
            case ALWAYS -> Line.of("  " + paint.glyph("✓ ", "+ ") + ChatText.ASKED_ALWAYS.in(language), Style.of(Style.GREEN));
            case DENY, NOBODY -> Line.of("  " + paint.glyph("✗ ", "x ") + ChatText.ASKED_DENIED.in(language), Style.of(Style.RED));
        };
    }
}
