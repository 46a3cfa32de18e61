package cn.openclaw.tui;

import java.util.List;

/** A unified diff in colours. Without colours its signs say the same. */
public final class DiffLines {
    private DiffLines() {}

    public static List<Line> of(String diff) {
        return SafeText.of(diff.stripTrailing()).lines().map(line -> new Line(List.of(line(line)))).toList();
    }

    static Span line(String line) {
        if (line.startsWith("+++") || line.startsWith("---")) {
            return new Span(line, Style.BOLD);
        }
        if (line.startsWith("@@")) {
            return new Span(line, Style.of(Style.CYAN));
        }
        return new Span(
                line,
                line.startsWith("+") ? Style.of(Style.GREEN) : line.startsWith("-") ? Style.of(Style.RED) : Style.PLAIN);
    }
}
