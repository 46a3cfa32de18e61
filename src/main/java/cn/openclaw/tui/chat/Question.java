package cn.openclaw.tui.chat;

import cn.openclaw.base.Language;
import cn.openclaw.tui.Line;
import cn.openclaw.tui.Paint;
import cn.openclaw.tui.Span;
import cn.openclaw.tui.Style;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * A few answers to choose from, by letter, number or arrows. The one that does least is marked first, and keys that arrive
 * right after it appeared count for nothing: somebody who was typing must not consent by accident.
 *
 * @param <T> what an answer means
 */
final class Question<T> implements Panel {
    private static final Duration GRACE = Duration.ofMillis(500);

    private final String title;
    private final List<Answer<T>> answers;
    private final Consumer<T> chosen;
    private final Setting setting;
    private final Runnable shown;
    private @Nullable Instant since;
    private int at;

    /**
     * One answer.
     *
     * @param letters the keys that choose it
     * @param label what a person reads
     */
    record Answer<T>(T value, String letters, String label) {}

    /** What all questions need. */
    record Setting(Language language, Paint paint, InstantSource clock) {}

    /**
     * The last answer is the one that does least: it is marked, and it is what Escape means.
     *
     * @param shown done when it first appears, which may be later: other questions come first
     */
    Question(String title, List<Answer<T>> answers, Consumer<T> chosen, Setting setting, Runnable shown) {
        this.title = title;
        this.answers = List.copyOf(answers);
        this.chosen = chosen;
        this.setting = setting;
        this.shown = shown;
        this.at = answers.size() - 1;
    }

    @Override
    public Frame view(int width, int rows) {
        if (since == null) {
            since = setting.clock().instant();
            shown.run();
        }
        List<Line> lines = new ArrayList<>();
        lines.add(Line.of(title, Style.BOLD.in(Style.YELLOW)).cut(width));
        for (int i = 0; i < answers.size(); i++) {
            Answer<T> answer = answers.get(i);
            boolean marked = i == at;
            Style style = marked ? Style.BOLD.in(Style.CYAN) : Style.PLAIN;
            String sign = marked ? setting.paint().glyph("❯ ", "> ") : "  ";
            lines.add(Line.of(new Span(sign, style), Span.dim(answer.letters().charAt(0) + " "), new Span(answer.label(), style)).cut(width));
        }
        return new Frame(lines, Math.min(at + 1, lines.size() - 1), 0);
    }

    @Override
    public boolean press(Key key) {
        if (key == Key.Named.ESCAPE || key == Key.Named.INTERRUPT) {
            return choose(answers.size() - 1);
        }
        Instant appeared = since;
        if (appeared == null || Duration.between(appeared, setting.clock().instant()).compareTo(GRACE) < 0) {
            return false;
        }
        return switch (key) {
            case Key.Named.UP, Key.Named.BACK_TAB -> {
                at = Math.floorMod(at - 1, answers.size());
                yield false;
            }
            case Key.Named.DOWN, Key.Named.TAB -> {
                at = Math.floorMod(at + 1, answers.size());
                yield false;
            }
            case Key.Named.ENTER -> choose(at);
            case Key.Typed(String text) -> typed(text);
            case Key.Named _, Key.Pasted _ -> false;
        };
    }

    private boolean typed(String text) {
        for (int i = 0; i < answers.size(); i++) {
            if (text.length() == 1 && answers.get(i).letters().contains(text)) {
                return choose(i);
            }
        }
        return false;
    }

    private boolean choose(int index) {
        chosen.accept(answers.get(index).value());
        return true;
    }
}
