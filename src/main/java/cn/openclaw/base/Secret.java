package cn.openclaw.base;

/**
 * A value that must appear nowhere: it prints as {@code ***}. Whoever really needs the characters says so by calling
 * {@link #reveal()}, which keeps those places easy to find and few.
 */
public record Secret(String value) {

    /** The characters themselves: for the wire and for the profile store, for nothing else. */
    public String reveal() {
        return value;
    }

    /**
     * Enough for a person to tell two keys apart: the first and last four characters, or {@code ***} alone where that
     * would give away more than a third of the key.
     */
    public String masked() {
        return value.length() < 24 ? "***" : value.substring(0, 4) + "…" + value.substring(value.length() - 4);
    }

    public boolean isBlank() {
        return value.isBlank();
    }

    @Override
    public String toString() {
        return "***";
    }
}
