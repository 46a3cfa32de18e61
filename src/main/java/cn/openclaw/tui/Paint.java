package cn.openclaw.tui;

/**
 * What a terminal can show, and lines in that form.
 *
 * @param colours whether it has colours and the person wants them; {@code NO_COLOR} takes the colours and leaves bold and dim
 * @param styles whether escape sequences may be used at all
 * @param unicode whether it shows more than ASCII; frames are drawn with {@code - | +} where it does not
 */
public record Paint(boolean colours, boolean styles, boolean unicode) {
    private static final String END = "\u001b[0m";

    /** The line with its styles. Whoever made it has cleaned its text; here is the last net, through which no control character falls. */
    public String line(Line line) {
        StringBuilder out = new StringBuilder();
        for (Span span : line.spans()) {
            String start = styles ? span.style().start(colours) : "";
            out.append(start).append(SafeText.line(span.text())).append(start.isEmpty() ? "" : END);
        }
        return out.toString();
    }

    /** One of two forms of an ornament. */
    public String glyph(String wide, String ascii) {
        return unicode ? wide : ascii;
    }
}
