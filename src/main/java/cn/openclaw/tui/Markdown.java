package cn.openclaw.tui;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/**
 * Markdown as it streams in, laid out for a terminal. {@link #feed} gives the lines that are final, for the scrollback;
 * {@link #open} shows what is still being written, to be drawn again and again. Only whole lines change the state, so the
 * result does not depend on how the stream was cut; and what {@link #open} shows last is what {@link #finish} gives.
 *
 * <p>Line breaks are kept as they come: models break lines where they mean it. Code is neither indented nor framed at the sides
 * and never broken, so that it can be copied out of the terminal; the terminal itself wraps what is too long.
 */
public final class Markdown {
    private static final String[][] BULLETS = {{"•", "*"}, {"◦", "-"}, {"▪", "+"}};
    private static final int MAX_FENCE_RULE = 60;

    private int width;
    private final Paint paint;
    private final StringBuilder partial = new StringBuilder();
    private Blocks blocks;

    /**
     * @param width the widest line, in cells
     * @param paint decides which ornaments are drawn
     */
    public Markdown(int width, Paint paint) {
        this.width = Math.max(8, width);
        this.paint = paint;
        this.blocks = new Blocks(this.width, paint);
    }

    /** Takes more of the text; returns what is final now. */
    public List<Line> feed(String words) {
        partial.append(words);
        int end = partial.lastIndexOf("\n");
        if (end < 0) {
            return List.of();
        }
        String whole = SafeText.of(partial.substring(0, end));
        partial.delete(0, end + 1);
        for (String line : whole.split("\n", -1)) {
            blocks.line(line);
        }
        return blocks.take();
    }

    /** From the next line on. */
    public void width(int cells) {
        width = Math.max(8, cells);
        blocks.width = width;
    }

    /** What is not final yet, as it would look if nothing more came. */
    public List<Line> open() {
        Blocks preview = blocks.copy();
        if (!partial.isEmpty()) {
            for (String line : SafeText.of(partial.toString()).split("\n", -1)) {
                preview.line(line);
            }
        }
        preview.end();
        return preview.take();
    }

    /** The end of the text: everything that was open. Afterwards a new text can begin. */
    public List<Line> finish() {
        List<Line> rest = open();
        partial.setLength(0);
        blocks = new Blocks(width, paint);
        return rest;
    }

    /** A whole text at once. */
    public static List<Line> lines(String text, int width, Paint paint) {
        Markdown markdown = new Markdown(width, paint);
        List<Line> lines = new ArrayList<>(markdown.feed(text));
        lines.addAll(markdown.finish());
        return lines;
    }

    /** The block structure, line by line. Of a paragraph only the last line is held back: what follows may make it a heading or a table. */
    private static final class Blocks {
        private int width;
        private final Paint paint;
        private final List<Line> done = new ArrayList<>();
        private final List<Integer> lists = new ArrayList<>();
        private Leaf leaf = new Leaf.None();
        private boolean blank;
        private boolean began;
        private boolean item;

        Blocks(int width, Paint paint) {
            this.width = width;
            this.paint = paint;
        }

        Blocks copy() {
            Blocks copy = new Blocks(width, paint);
            copy.lists.addAll(lists);
            copy.leaf = leaf;
            copy.blank = blank;
            copy.began = began;
            copy.item = item;
            return copy;
        }

        List<Line> take() {
            List<Line> taken = List.copyOf(done);
            done.clear();
            return taken;
        }

        void line(String raw) {
            int quotes = leaf instanceof Leaf.Code code && code.quotes() == 0 ? 0 : quotes(raw);
            String line = unquoted(raw, quotes);
            switch (leaf) {
                case Leaf.Code code when code.quotes() == quotes -> code(code, line);
                case Leaf.Table table when table.quotes() == quotes && TableLayout.isRow(line) ->
                    leaf = table.with(TableLayout.cells(line));
                case Leaf.Held held when held.quotes() == quotes && TableLayout.isDelimiter(line, held.text()) ->
                    leaf = new Leaf.Table(quotes, List.of(TableLayout.cells(held.text())), TableLayout.sides(line));
                case Leaf.Held held when held.quotes() == quotes && !held.item() && isUnderline(line) -> {
                    leaf = new Leaf.None();
                    heading(held.quotes(), line.strip().startsWith("=") ? 1 : 2, held.text().strip());
                }
                case Leaf.None _, Leaf.Held _, Leaf.Table _, Leaf.Code _ -> begin(quotes, line);
            }
        }

        private void begin(int quotes, String line) {
            boolean goesOn = leaf instanceof Leaf.Held;
            end();
            String text = line.strip();
            if (text.isEmpty()) {
                blank = began;
                return;
            }
            int indent = line.length() - line.stripLeading().length();
            if (leavesList(indent, text, goesOn)) {
                lists.clear();
            }
            int fence = fence(text);
            int marker = marker(text);
            if (fence > 0) {
                openCode(quotes, indent, text, fence);
            } else if (text.startsWith("#") && level(text) > 0) {
                lists.clear();
                heading(quotes, level(text), text.substring(level(text)).strip());
            } else if (isRule(text)) {
                lists.clear();
                gap();
                put(quotes, Line.of(paint.glyph("─", "-").repeat(Math.min(40, room(quotes))), Style.DIM));
                blank = true;
            } else if (marker > 0) {
                item(quotes, indent, text, marker);
            } else if (indent >= 4 && lists.isEmpty() && !goesOn) {
                gapIf(blank);
                put(quotes, Line.of(line, Style.of(Style.CYAN)));
            } else {
                leaf = new Leaf.Held(quotes, text, List.of(), blanks(depth()), false);
            }
        }

        private boolean leavesList(int indent, String text, boolean goesOn) {
            boolean inside = !lists.isEmpty() && indent >= 2;
            return !inside && !goesOn && marker(text) == 0;
        }

        /** Ends whatever is open. */
        void end() {
            switch (leaf) {
                case Leaf.None _ -> {}
                case Leaf.Held held -> held(held);
                case Leaf.Table table -> {
                    gap();
                    TableLayout.of(table.rows(), table.sides(), room(table.quotes()), paint).forEach(line -> put(table.quotes(), line));
                    blank = true;
                }
                case Leaf.Code code -> closeCode(code);
            }
            leaf = new Leaf.None();
        }

        private void held(Leaf.Held held) {
            if (held.item() && item && lists.size() > 0) {
                blank = false;
            }
            gapIf(blank);
            item = held.item();
            Style style = held.quotes() > 0 ? Style.PLAIN.italic() : Style.PLAIN;
            List<Span> text = Inline.spans(held.text(), style);
            List<Span> first = held.first().isEmpty() ? held.rest() : held.first();
            Wrap.lines(text, room(held.quotes()), first, held.rest()).forEach(line -> put(held.quotes(), line));
        }

        private void item(int quotes, int indent, String text, int marker) {
            while (!lists.isEmpty() && indent < lists.getLast()) {
                lists.removeLast();
            }
            int level = lists.size();
            lists.add(indent + marker);
            boolean numbered = Character.isDigit(text.charAt(0));
            String[] bullet = BULLETS[Math.min(level, BULLETS.length - 1)];
            String sign = numbered ? text.substring(0, marker - 1) : paint.glyph(bullet[0], bullet[1]);
            String words = text.substring(Math.min(text.length(), marker)).strip();
            if (words.startsWith("[ ] ") || words.startsWith("[x] ") || words.startsWith("[X] ")) {
                boolean ticked = words.charAt(1) != ' ';
                sign = ticked ? paint.glyph("☑", "[x]") : paint.glyph("☐", "[ ]");
                words = words.substring(4);
            }
            String before = "  ".repeat(level);
            List<Span> first = List.of(Span.plain(before), new Span(sign + " ", Style.of(Style.CYAN)));
            leaf = new Leaf.Held(quotes, words, first, blanks(Cells.of(before + sign) + 1), true);
        }

        private void heading(int quotes, int level, String text) {
            blank = began;
            gap();
            String words = text;
            int hashes = words.length();
            while (hashes > 0 && words.charAt(hashes - 1) == '#') {
                hashes--;
            }
            words = hashes < words.length() && (hashes == 0 || words.charAt(hashes - 1) == ' ') ? words.substring(0, hashes).strip() : words;
            Style style = Style.BOLD.in(Style.CYAN);
            List<Span> spans = Inline.spans(words, level == 1 ? style.underline() : level == 2 ? style : Style.BOLD);
            Wrap.lines(spans, room(quotes)).forEach(line -> put(quotes, line));
            item = false;
            blank = level < 3;
        }

        private void openCode(int quotes, int indent, String text, int fence) {
            gap();
            String info = text.substring(fence).strip();
            String language = info.isEmpty() ? "" : info.split("[\\s{,]", 2)[0].toLowerCase(Locale.ROOT);
            String pad = " ".repeat(depth());
            rule(quotes, pad, paint.glyph("╭─ ", "-- ") + language + (language.isEmpty() ? "" : " "));
            leaf = new Leaf.Code(quotes, text.substring(0, fence), indent, pad, new CodeColour(language));
        }

        private void code(Leaf.Code code, String line) {
            String text = line.strip();
            int fence = fence(text);
            if (fence >= code.fence().length() && fence == text.length() && text.charAt(0) == code.fence().charAt(0)) {
                closeCode(code);
                leaf = new Leaf.None();
                return;
            }
            int indent = line.length() - line.stripLeading().length();
            String body = line.substring(Math.min(indent, code.indent()));
            List<Span> spans = code.colour().line(body);
            leaf = code.with(code.colour().after(body));
            put(code.quotes(), code.pad().isEmpty() ? new Line(spans) : new Line(spans).after(List.of(Span.plain(code.pad()))));
        }

        private void closeCode(Leaf.Code code) {
            rule(code.quotes(), code.pad(), paint.glyph("╰─", "--"));
            blank = true;
            item = false;
        }

        private void rule(int quotes, String pad, String head) {
            int length = Math.min(MAX_FENCE_RULE, room(quotes) - Cells.of(pad)) - Cells.of(head);
            put(quotes, Line.of(pad + head + paint.glyph("─", "-").repeat(Math.max(0, length)), Style.DIM));
        }

        private void gap() {
            gapIf(began);
        }

        private void gapIf(boolean wanted) {
            if (wanted && began) {
                done.add(Line.EMPTY);
            }
            blank = false;
        }

        private void put(int quotes, Line line) {
            began = true;
            done.add(quotes == 0 ? line : line.after(List.of(Span.dim(paint.glyph("▎ ", "> ").repeat(quotes)))));
        }

        private int room(int quotes) {
            return Math.max(4, width - 2 * quotes);
        }

        private int depth() {
            return 2 * lists.size();
        }

        private static List<Span> blanks(int cells) {
            return cells == 0 ? List.of() : List.of(Span.plain(" ".repeat(cells)));
        }

        private static int quotes(String line) {
            int quotes = 0;
            for (int at = 0; at < line.length() && quotes < 6; at++) {
                char c = line.charAt(at);
                if (c == '>') {
                    quotes++;
                } else if (c != ' ') {
                    break;
                }
            }
            return line.stripLeading().startsWith(">") ? quotes : 0;
        }

        private static String unquoted(String line, int quotes) {
            String rest = line;
            for (int i = 0; i < quotes; i++) {
                rest = rest.substring(rest.indexOf('>') + 1);
                rest = rest.startsWith(" ") ? rest.substring(1) : rest;
            }
            return rest;
        }

        /** How many marks open or close a block of code; 0 if this is no such line. */
        private static int fence(String text) {
            char mark = text.isEmpty() ? ' ' : text.charAt(0);
            if (mark != '`' && mark != '~') {
                return 0;
            }
            int run = 0;
            while (run < text.length() && text.charAt(run) == mark) {
                run++;
            }
            boolean inline = mark == '`' && text.indexOf('`', run) >= 0;
            return run >= 3 && !inline ? run : 0;
        }

        /** The length of a list item's marker with its blank; 0 if there is none. */
        private static int marker(String text) {
            char c = text.charAt(0);
            if ((c == '-' || c == '*' || c == '+') && (text.length() == 1 || text.charAt(1) == ' ')) {
                return 2;
            }
            int digits = 0;
            while (digits < Math.min(9, text.length()) && text.charAt(digits) >= '0' && text.charAt(digits) <= '9') {
                digits++;
            }
            boolean closed = digits > 0 && digits < text.length() && (text.charAt(digits) == '.' || text.charAt(digits) == ')');
            return closed && (digits + 1 == text.length() || text.charAt(digits + 1) == ' ') ? digits + 2 : 0;
        }

        private static int level(String text) {
            int level = 0;
            while (level < text.length() && text.charAt(level) == '#') {
                level++;
            }
            return level <= 6 && (level == text.length() || text.charAt(level) == ' ') ? level : 0;
        }

        private static boolean isRule(String text) {
            char mark = text.charAt(0);
            String dense = text.replace(" ", "");
            return (mark == '-' || mark == '*' || mark == '_')
                    && dense.length() >= 3
                    && dense.chars().allMatch(c -> c == mark);
        }

        /** What makes the line above it a heading. */
        private static boolean isUnderline(String line) {
            String text = line.strip();
            return text.length() >= 2 && (text.chars().allMatch(c -> c == '=') || text.chars().allMatch(c -> c == '-'));
        }
    }

    /** What is being written. */
    private sealed interface Leaf {
        record None() implements Leaf {}

        /** The last line of a paragraph or list item. */
        record Held(int quotes, String text, List<Span> first, List<Span> rest, boolean item) implements Leaf {}

        /** Its rows are its own: they are copied when one is added. */
        record Table(int quotes, List<List<String>> rows, List<TableLayout.Side> sides) implements Leaf {
            Table with(List<String> row) {
                List<List<String>> more = new ArrayList<>(rows);
                more.add(row);
                return new Table(quotes, more, sides);
            }
        }

        record Code(int quotes, String fence, int indent, String pad, CodeColour colour) implements Leaf {
            Code with(CodeColour next) {
                return new Code(quotes, fence, indent, pad, next);
            }
        }
    }
}
