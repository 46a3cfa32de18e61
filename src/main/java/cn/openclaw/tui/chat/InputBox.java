package cn.openclaw.tui.chat;

import cn.openclaw.tui.Line;
import cn.openclaw.tui.Paint;
import cn.openclaw.tui.SafeText;
import cn.openclaw.tui.Span;
import cn.openclaw.tui.Style;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Where the person writes: the editor, what it offers to complete, and what was written before. */
final class InputBox {
    private static final int POPUP = 8;

    private final ChatWorld world;
    private final Paint paint;
    private final PromptHistory history;
    private final Function<String, List<String>> words;
    private final Editor editor = new Editor();
    private @Nullable Completion popup;
    private int marked;
    private boolean files;

    /** @param words the words that can follow a command */
    InputBox(ChatWorld world, Paint paint, PromptHistory history, Function<String, List<String>> words) {
        this.world = world;
        this.paint = paint;
        this.history = history;
        this.words = words;
    }

    PromptHistory history() {
        return history;
    }

    boolean isEmpty() {
        return editor.isEmpty();
    }

    void set(String words) {
        editor.set(words);
        changed();
    }

    void clear() {
        editor.clear();
        changed();
    }

    /** Whether something was open that is closed now. */
    boolean closePopup() {
        boolean open = popup != null;
        popup = null;
        files = false;
        return open;
    }

    private void changed() {
        files = false;
        marked = 0;
        popup = find();
    }

    /** Nothing is offered until something changes again. */
    private void quiet() {
        popup = null;
    }

    void press(Key key) {
        switch (key) {
            case Key.Typed(String text) -> {
                editor.insert(clean(text));
                changed();
            }
            case Key.Pasted(String text) -> {
                editor.insert(clean(text));
                changed();
                quiet();
            }
            case Key.Named.TAB -> tab();
            case Key.Named.UP -> up();
            case Key.Named.DOWN -> down();
            case Key.Named named -> {
                if (editor.press(named)) {
                    changed();
                }
            }
        }
    }

    /** A person may paste anything; what would steer the terminal is not text. */
    private static String clean(String text) {
        return SafeText.of(text);
    }

    private void up() {
        Completion open = popup;
        if (open != null) {
            marked = Math.floorMod(marked - 1, open.choices().size());
        } else if (!editor.press(Key.Named.UP)) {
            recall(history.older(editor.text()));
        }
    }

    private void down() {
        Completion open = popup;
        if (open != null) {
            marked = Math.floorMod(marked + 1, open.choices().size());
        } else if (!editor.press(Key.Named.DOWN)) {
            recall(history.newer(editor.text()));
        }
    }

    private void recall(String words) {
        if (!words.equals(editor.text())) {
            editor.set(words);
            changed();
            quiet();
        }
    }

    private void tab() {
        Completion open = popup;
        if (open == null) {
            Optional<Completion> found = Completion.files(editor.text(), editor.cursor(), world.environment().workingDirectory());
            if (found.isPresent()) {
                String common = found.get().common();
                boolean single = found.get().choices().size() == 1;
                editor.replace(found.get().from(), editor.cursor(), common);
                changed();
                files = !single;
                popup = find();
            }
        } else {
            take(open.choices().get(Math.min(marked, open.choices().size() - 1)), open);
        }
    }

    private void take(Completion.Choice choice, Completion from) {
        boolean command = from.from() == 0 && choice.runs();
        editor.replace(from.from(), editor.cursor(), choice.text() + (command ? " " : ""));
        changed();
        if (!choice.runs()) {
            quiet();
        }
    }

    /** What Enter sends; empty if it only completed something or broke the line. */
    Optional<String> enter() {
        Completion open = popup;
        // An argument that nobody began to write or to choose is not wanted.
        boolean wanted = open != null && (open.from() == 0 || marked > 0 || open.from() < editor.text().length());
        if (open != null && wanted) {
            Completion.Choice choice = open.choices().get(Math.min(marked, open.choices().size() - 1));
            take(choice, open);
            if (!choice.runs()) {
                return Optional.empty();
            }
        }
        String text = editor.text();
        if (text.endsWith("\\") && editor.cursor() == text.length()) {
            editor.replace(text.length() - 1, text.length(), "\n");
            return Optional.empty();
        }
        clear();
        return Optional.of(text);
    }

    Frame view(int width, int rows) {
        List<Line> lines = new ArrayList<>();
        boolean roomy = rows > 6;
        if (roomy) {
            lines.add(Line.of(paint.glyph("─", "-").repeat(width), Style.DIM));
        }
        EditorView view = EditorView.of(editor.text(), editor.cursor(), Math.max(4, width - 2)).cut(Math.max(1, Math.min(10, rows / 2)));
        boolean shell = editor.text().startsWith("!");
        for (String row : view.rows()) {
            boolean first = lines.size() == (roomy ? 1 : 0);
            Span sign = new Span(first ? shell ? "! " : paint.glyph("❯ ", "> ") : "  ", Style.BOLD.in(shell ? Style.MAGENTA : Style.CYAN));
            lines.add(Line.of(sign, Span.plain(row)));
        }
        int cursorRow = (roomy ? 1 : 0) + view.row();
        Completion open = popup;
        if (open != null) {
            lines.addAll(open.lines(marked, width, Math.max(1, Math.min(POPUP, rows - lines.size())), paint));
        }
        return new Frame(lines, cursorRow, 2 + view.column());
    }

    private @Nullable Completion find() {
        String text = editor.text();
        Optional<Completion> found = Completion.commands(text, editor.cursor(), world.language());
        if (found.isEmpty()) {
            found = SlashCommand.parse(text)
                    .flatMap(line -> Completion.words(text, editor.cursor(), words.apply(line.name())));
        }
        if (found.isEmpty() && files) {
            found = Completion.files(text, editor.cursor(), world.environment().workingDirectory());
        }
        return found.orElse(null);
    }
}
