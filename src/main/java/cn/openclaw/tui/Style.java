package cn.openclaw.tui;

/**
 * How a piece of text looks. Colours are the terminal's own sixteen, chosen by the person to be readable on their background;
 * we never paint a background.
 *
 * @param colour one of the constants below; {@link #NONE} for the terminal's usual one
 * @param flags {@link #BOLD} and the like, added up
 */
public record Style(int colour, int flags) {
    public static final int NONE = -1;
    public static final int RED = 1;
    public static final int GREEN = 2;
    public static final int YELLOW = 3;
    public static final int BLUE = 4;
    public static final int MAGENTA = 5;
    public static final int CYAN = 6;

    private static final int BOLD_FLAG = 1;
    private static final int DIM_FLAG = 2;
    private static final int ITALIC_FLAG = 4;
    private static final int UNDERLINE_FLAG = 8;
    private static final int REVERSE_FLAG = 16;
    private static final int STRIKE_FLAG = 32;
    private static final int[] CODES = {1, 2, 3, 4, 7, 9};

    public static final Style PLAIN = new Style(NONE, 0);
    public static final Style DIM = PLAIN.dim();
    public static final Style BOLD = PLAIN.bold();

    public static Style of(int colour) {
        return new Style(colour, 0);
    }

    public Style bold() {
        return new Style(colour, flags | BOLD_FLAG);
    }

    public Style dim() {
        return new Style(colour, flags | DIM_FLAG);
    }

    public Style italic() {
        return new Style(colour, flags | ITALIC_FLAG);
    }

    public Style underline() {
        return new Style(colour, flags | UNDERLINE_FLAG);
    }

    public Style reverse() {
        return new Style(colour, flags | REVERSE_FLAG);
    }

    public Style strike() {
        return new Style(colour, flags | STRIKE_FLAG);
    }

    public Style in(int other) {
        return new Style(other, flags);
    }

    /** The escape sequence that starts it; empty for plain text. */
    String start(boolean colours) {
        StringBuilder codes = new StringBuilder();
        for (int bit = 0; bit < CODES.length; bit++) {
            if ((flags & (1 << bit)) != 0) {
                codes.append(codes.isEmpty() ? "" : ";").append(CODES[bit]);
            }
        }
        if (colours && colour != NONE) {
            codes.append(codes.isEmpty() ? "" : ";").append(30 + colour);
        }
        return codes.isEmpty() ? "" : "\u001b[" + codes + "m";
    }
}
