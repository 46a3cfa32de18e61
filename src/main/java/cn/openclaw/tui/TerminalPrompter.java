package cn.openclaw.tui;

import cn.openclaw.base.Language;
import cn.openclaw.base.Secret;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jline.keymap.BindingReader;
import org.jline.keymap.KeyMap;
import org.jline.reader.EndOfFileException;
import org.jline.reader.LineReader;
import org.jline.reader.LineReaderBuilder;
import org.jline.reader.UserInterruptException;
import org.jline.terminal.Attributes;
import org.jline.terminal.Terminal;
import org.jline.utils.AttributedString;
import org.jline.utils.AttributedStringBuilder;
import org.jline.utils.AttributedStyle;
import org.jline.utils.InfoCmp.Capability;

/** Questions on a real terminal: arrow keys, masked keys, Chinese widths. JLine is loaded here and nowhere else. */
public final class TerminalPrompter implements Prompter {
    private static final AttributedStyle CYAN = AttributedStyle.DEFAULT.foreground(AttributedStyle.CYAN);
    private static final AttributedStyle FAINT = AttributedStyle.DEFAULT.faint();
    private static final AttributedStyle BOLD = AttributedStyle.DEFAULT.bold();
    private static final AttributedStyle RED = AttributedStyle.DEFAULT.foreground(AttributedStyle.RED);

    private final Terminal terminal;
    private final Language language;

    private enum Key {
        UP,
        DOWN,
        ENTER,
        CANCEL,
        DIGIT,
        OTHER
    }

    public TerminalPrompter(Language language) {
        this.language = language;
        try {
            this.terminal = Terminals.open();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Override
    public <T> T select(String question, List<Choice<T>> choices, int initial) {
        line(wrapped(question, ""), BOLD);
        Attributes before = terminal.enterRawMode();
        int at = initial;
        int drawn = 0;
        try {
            BindingReader keys = new BindingReader(terminal.reader());
            KeyMap<Key> map = keys();
            while (true) {
                drawn = draw(choices, at, drawn);
                Key key = keys.readBinding(map);
                switch (key == null ? Key.CANCEL : key) {
                    case UP -> at = Math.floorMod(at - 1, choices.size());
                    case DOWN -> at = Math.floorMod(at + 1, choices.size());
                    case DIGIT -> {
                        int wanted = keys.getLastBinding().charAt(0) - '1';
                        at = wanted >= 0 && wanted < choices.size() ? wanted : at;
                    }
                    case ENTER -> {
                        erase(drawn);
                        line("  " + choices.get(at).label(), CYAN);
                        return choices.get(at).value();
                    }
                    case CANCEL -> throw new PromptCancelled();
                    case OTHER -> {}
                }
            }
        } finally {
            terminal.setAttributes(before);
            terminal.flush();
        }
    }

    private KeyMap<Key> keys() {
        KeyMap<Key> map = new KeyMap<>();
        map.setNomatch(Key.OTHER);
        map.setUnicode(Key.OTHER);
        map.setAmbiguousTimeout(100);
        map.bind(Key.UP, KeyMap.key(terminal, Capability.key_up), "\033[A", "\033OA", "k", KeyMap.ctrl('P'));
        map.bind(Key.DOWN, KeyMap.key(terminal, Capability.key_down), "\033[B", "\033OB", "j", KeyMap.ctrl('N'), "\t");
        map.bind(Key.ENTER, "\r", "\n");
        map.bind(Key.CANCEL, KeyMap.ctrl('C'), KeyMap.ctrl('D'), "\033");
        for (char digit = '1'; digit <= '9'; digit++) {
            map.bind(Key.DIGIT, String.valueOf(digit));
        }
        return map;
    }

    /** Draws the choices over those drawn before; returns how many lines they take. A long list scrolls around the marked one. */
    private <T> int draw(List<Choice<T>> choices, int at, int drawn) {
        erase(drawn);
        int room = Math.max(3, Math.min(choices.size(), terminal.getSize().getRows() <= 0 ? 12 : terminal.getSize().getRows() - 4));
        int first = Math.clamp(at - room / 2, 0, Math.max(0, choices.size() - room));
        int lines = 0;
        for (int i = first; i < Math.min(choices.size(), first + room); i++, lines++) {
            Choice<T> choice = choices.get(i);
            AttributedStringBuilder text = new AttributedStringBuilder();
            text.styled(i == at ? CYAN : AttributedStyle.DEFAULT, (i == at ? "❯ " : "  ") + choice.label());
            if (!choice.hint().isBlank()) {
                text.styled(FAINT, "  " + choice.hint());
            }
            print(text.toAttributedString());
        }
        print(new AttributedString(TuiText.SELECT_KEYS.in(language), FAINT));
        terminal.flush();
        return lines + 1;
    }

    /** Words and addresses stay whole where they can: a terminal would break them anywhere. */
    private String wrapped(String text, String indent) {
        List<Span> before = indent.isEmpty() ? List.of() : List.of(Span.plain(indent));
        List<String> lines = new ArrayList<>();
        for (String paragraph : text.split("\n", -1)) {
            Wrap.lines(List.of(Span.plain(paragraph)), columns() - 1, before, before)
                    .forEach(line -> lines.add(line.text().stripTrailing()));
        }
        return String.join("\n", lines);
    }

    private int columns() {
        return terminal.getSize().getColumns() <= 0 ? 80 : terminal.getSize().getColumns();
    }

    private void erase(int lines) {
        for (int i = 0; i < lines; i++) {
            terminal.puts(Capability.cursor_up);
            terminal.puts(Capability.carriage_return);
            terminal.puts(Capability.clr_eol);
        }
    }

    /** One line, cut at the terminal's width so that erasing it later hits exactly one row. */
    private void print(AttributedString text) {
        terminal.writer().print(text.columnSubSequence(0, columns() - 1).toAnsi(terminal));
        terminal.writer().print("\r\n");
    }

    private void line(String text, AttributedStyle style) {
        terminal.writer().println(new AttributedString(text, style).toAnsi(terminal));
        terminal.flush();
    }

    @Override
    public boolean confirm(String question, boolean initial) {
        List<Choice<Boolean>> choices = List.of(
                new Choice<>(true, TuiText.YES.in(language), ""), new Choice<>(false, TuiText.NO.in(language), ""));
        return select(question, choices, initial ? 0 : 1);
    }

    @Override
    public String text(String question, String initial, Function<String, Optional<String>> problem) {
        String shown = initial.isEmpty() ? question : question + " [" + initial + "]";
        while (true) {
            String typed = read(shown, null).strip();
            String answer = typed.isEmpty() ? initial : typed;
            Optional<String> wrong = problem.apply(answer);
            if (wrong.isEmpty()) {
                return answer;
            }
            line(wrong.get(), RED);
        }
    }

    @Override
    public Secret secret(String question, Function<Secret, Optional<String>> problem) {
        while (true) {
            Secret answer = new Secret(read(question, '•').strip());
            Optional<String> wrong = problem.apply(answer);
            if (wrong.isEmpty()) {
                return answer;
            }
            line(wrong.get(), RED);
        }
    }

    private String read(String question, @org.jspecify.annotations.Nullable Character mask) {
        LineReader reader = LineReaderBuilder.builder()
                .terminal(terminal)
                .option(LineReader.Option.DISABLE_EVENT_EXPANSION, true)
                .variable(LineReader.DISABLE_HISTORY, true)
                .build();
        try {
            return reader.readLine(new AttributedString(wrapped(question, ""), BOLD).toAnsi(terminal) + "\n❯ ", mask);
        } catch (UserInterruptException | EndOfFileException e) {
            throw new PromptCancelled();
        }
    }

    @Override
    public void note(String title, List<String> lines) {
        line("", AttributedStyle.DEFAULT);
        line(wrapped(title, ""), CYAN.bold());
        for (String text : lines) {
            line(wrapped(text, "  "), AttributedStyle.DEFAULT);
        }
    }

    @Override
    public void close() {
        try {
            terminal.close();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
