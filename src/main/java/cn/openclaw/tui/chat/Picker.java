package cn.openclaw.tui.chat;

import cn.openclaw.base.Language;
import cn.openclaw.tui.Cells;
import cn.openclaw.tui.Line;
import cn.openclaw.tui.Paint;
import cn.openclaw.tui.Partner.Option;
import cn.openclaw.tui.SafeText;
import cn.openclaw.tui.Span;
import cn.openclaw.tui.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.Consumer;

/** A list to choose from: arrows move, letters filter, all words must be found. The list may be long. */
final class Picker implements Panel {
    private final String title;
    private final List<Option> options;
    private final Consumer<Option> chosen;
    private final Language language;
    private final Paint paint;
    private final StringBuilder filter = new StringBuilder();
    private List<Option> matching;
    private int at;
    private int page = 5;

    Picker(String title, List<Option> options, Consumer<Option> chosen, Language language, Paint paint) {
        this.title = title;
        this.options = List.copyOf(options);
        this.chosen = chosen;
        this.language = language;
        this.paint = paint;
        this.matching = this.options;
        for (int i = 0; i < this.options.size(); i++) {
            at = this.options.get(i).current() ? i : at;
        }
    }

    @Override
    public Frame view(int width, int rows) {
        page = Math.max(1, rows - 3);
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of(new Span(title, Style.BOLD), Span.dim("  " + (matching.isEmpty() ? 0 : at + 1) + "/" + matching.size())));
        String prompt = paint.glyph("⌕ ", "/ ");
        lines.add(Line.of(Span.dim(prompt), Span.plain(filter.toString())));
        int first = Math.clamp(at - page / 2, 0, Math.max(0, matching.size() - page));
        int label = 0;
        for (Option option : shown(first)) {
            label = Math.max(label, Cells.of(option.label()));
        }
        label = Math.min(label, Math.max(10, width * 3 / 5));
        for (int i = first; i < Math.min(matching.size(), first + page); i++) {
            lines.add(line(matching.get(i), i == at, label).cut(width));
        }
        if (matching.isEmpty()) {
            lines.add(Line.of("  " + ChatText.NOTHING_MATCHES.in(language), Style.DIM));
        }
        lines.add(Line.of(ChatText.PICKER_KEYS.in(language), Style.DIM).cut(width));
        return new Frame(lines, 1, Math.min(width - 1, Cells.of(prompt + filter)));
    }

    private List<Option> shown(int first) {
        return matching.subList(first, Math.min(matching.size(), first + page));
    }

    private Line line(Option option, boolean marked, int label) {
        String sign = marked ? paint.glyph("❯ ", "> ") : "  ";
        Style style = marked ? Style.BOLD.in(Style.CYAN) : Style.PLAIN;
        String name = Cells.pad(Cells.cut(SafeText.line(option.label()), label), label);
        String current = option.current() ? paint.glyph(" ✓", " *") : "  ";
        return Line.of(new Span(sign + name, style), new Span(current, Style.of(Style.GREEN)), Span.dim(" " + SafeText.line(option.hint())));
    }

    @Override
    public boolean press(Key key) {
        switch (key) {
            case Key.Typed(String text) -> filter.append(text);
            case Key.Pasted(String text) -> filter.append(SafeText.line(text).strip());
            case Key.Named.BACKSPACE -> filter.setLength(filter.isEmpty() ? 0 : Cells.previous(filter.toString(), filter.length()));
            case Key.Named.KILL_BEFORE, Key.Named.DELETE_WORD -> filter.setLength(0);
            case Key.Named.UP -> {
                at = matching.isEmpty() ? 0 : Math.floorMod(at - 1, matching.size());
                return false;
            }
            case Key.Named.DOWN, Key.Named.TAB -> {
                at = matching.isEmpty() ? 0 : Math.floorMod(at + 1, matching.size());
                return false;
            }
            case Key.Named.PAGE_UP -> move(-page);
            case Key.Named.PAGE_DOWN -> move(page);
            case Key.Named.HOME -> move(-matching.size());
            case Key.Named.END -> move(matching.size());
            case Key.Named.ESCAPE, Key.Named.INTERRUPT, Key.Named.END_OF_INPUT -> {
                return true;
            }
            case Key.Named.ENTER -> {
                if (!matching.isEmpty()) {
                    chosen.accept(matching.get(at));
                }
                return !matching.isEmpty();
            }
            case Key.Named _ -> {
                return false;
            }
        }
        if (!(key instanceof Key.Named named) || named == Key.Named.BACKSPACE || named == Key.Named.KILL_BEFORE || named == Key.Named.DELETE_WORD) {
            search();
        }
        return false;
    }

    private void move(int by) {
        at = Math.clamp(at + by, 0, Math.max(0, matching.size() - 1));
    }

    private void search() {
        String[] words = filter.toString().toLowerCase(Locale.ROOT).strip().split("\\s+");
        matching = options.stream().filter(option -> matches(option, words)).toList();
        at = 0;
    }

    private static boolean matches(Option option, String[] words) {
        String text = (option.label() + " " + option.hint() + " " + option.id()).toLowerCase(Locale.ROOT);
        for (String word : words) {
            if (!text.contains(word)) {
                return false;
            }
        }
        return true;
    }
}
