package cn.openclaw.tui.chat;

import cn.openclaw.base.Language;
import cn.openclaw.base.Text;
import cn.openclaw.tui.Cells;
import cn.openclaw.tui.Line;
import cn.openclaw.tui.Markdown;
import cn.openclaw.tui.Paint;
import cn.openclaw.tui.Partner;
import cn.openclaw.tui.SafeText;
import cn.openclaw.tui.Span;
import cn.openclaw.tui.Standing;
import cn.openclaw.tui.Style;
import cn.openclaw.tui.Wrap;
import java.util.ArrayList;
import java.util.List;

/** Pages of facts: the first screen, the status, the help. */
final class Welcome {
    private Welcome() {}

    /** The first screen: who is asked, with which key, where; and one hint. */
    static List<Line> lines(Standing standing, String version, int width, Language language, Text hint) {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of(ChatText.TITLE.in(language, version), Style.BOLD.in(Style.CYAN)));
        List<String[]> rows = new ArrayList<>();
        add(rows, language, ChatText.MODEL, model(standing, language));
        add(rows, language, ChatText.KEY, standing.key().orElseGet(() -> ChatText.NO_KEY.in(language)));
        add(rows, language, ChatText.FOLDER, standing.folder());
        add(rows, language, ChatText.SESSION, session(standing, language));
        lines.addAll(rows(rows, width));
        lines.addAll(Wrap.lines(List.of(Span.dim(hint.in(language))), width));
        return lines;
    }

    /** {@code /status}. */
    static List<Line> status(Standing standing, int width, Language language) {
        List<String[]> rows = new ArrayList<>();
        add(rows, language, ChatText.AGENT, standing.agent());
        add(rows, language, ChatText.MODEL, model(standing, language));
        add(rows, language, ChatText.KEY, standing.key().orElseGet(() -> ChatText.NO_KEY.in(language)));
        add(rows, language, ChatText.FOLDER, standing.folder());
        add(rows, language, ChatText.SESSION, session(standing, language));
        long percent = standing.window() <= 0 ? 0 : standing.context() * 100 / standing.window();
        add(rows, language, ChatText.CONTEXT, Counts.of(standing.context()) + " / " + Counts.window(standing.window()) + " (" + percent + "%)");
        add(rows, language, ChatText.MONEY, standing.money().isEmpty() ? "–" : standing.money());
        add(rows, language, ChatText.TOOLS, standing.verbose());
        return rows(rows, width);
    }

    private static String model(Standing standing, Language language) {
        if (standing.model().isEmpty()) {
            return ChatText.NO_MODEL.in(language);
        }
        String thinking = standing.thinking().isEmpty() ? "" : " · " + ChatText.THINK_SHORT.in(language, standing.thinking());
        return standing.model() + thinking;
    }

    private static String session(Standing standing, Language language) {
        return standing.going().map(when -> ChatText.GOING.in(language, standing.session(), when)).orElse(standing.session());
    }

    private static void add(List<String[]> rows, Language language, Text name, String value) {
        rows.add(new String[] {name.in(language), value});
    }

    private static List<Line> rows(List<String[]> rows, int width) {
        int label = 0;
        for (String[] row : rows) {
            label = Math.max(label, Cells.of(row[0]));
        }
        List<Line> lines = new ArrayList<>();
        for (String[] row : rows) {
            List<Span> first = List.of(Span.dim("  " + Cells.pad(row[0], label) + "  "));
            lines.addAll(Wrap.lines(List.of(Span.plain(SafeText.line(row[1]))), width, first, List.of(Span.plain(" ".repeat(label + 4)))));
        }
        return lines;
    }

    /** {@code /help}. */
    static List<Line> help(int width, Language language) {
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of(ChatText.HELP_COMMANDS.in(language), Style.BOLD));
        List<String[]> commands = new ArrayList<>();
        for (SlashCommand command : SlashCommand.visible()) {
            commands.add(new String[] {command.bothNames() + " " + command.arguments().in(language), command.what().in(language)});
        }
        lines.addAll(rows(commands, width));
        lines.add(Line.EMPTY);
        lines.add(Line.of(ChatText.HELP_KEYS.in(language), Style.BOLD));
        List<String[]> keys = new ArrayList<>();
        for (Text[] key : ChatText.KEYS) {
            keys.add(new String[] {key[0].in(language), key[1].in(language)});
        }
        lines.addAll(rows(keys, width));
        return lines;
    }

    /** Words that were said before, small. */
    static List<Line> past(Partner.Past said, int width, Paint paint) {
        if (said.mine()) {
            List<Span> first = List.of(new Span(paint.glyph("❯ ", "> "), Style.of(Style.CYAN)));
            List<Line> lines = new ArrayList<>(Wrap.lines(List.of(Span.dim(SafeText.of(said.words()))), width, first, List.of(Span.plain("  "))));
            return lines;
        }
        return Markdown.lines(said.words(), width, paint);
    }
}
