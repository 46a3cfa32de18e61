package cn.openclaw.tui;

/** A piece of a line in one style. Its text holds no control characters. */
public record Span(String text, Style style) {
    public static Span plain(String text) {
        return new Span(text, Style.PLAIN);
    }

    public static Span dim(String text) {
        return new Span(text, Style.DIM);
    }
}
