package cn.openclaw.tui.chat;

/** A terminal, as far as drawing is concerned. */
interface Surface {
    /** Cells of a row. */
    int width();

    int rows();

    /** Sends characters and escape sequences, all at once. */
    void write(String characters);
}
