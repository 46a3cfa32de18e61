package cn.openclaw.tui.chat;

/** Something that takes the editor's place until it is answered. */
interface Panel {
    /** How it looks in so much room. */
    Frame view(int width, int rows);

    /** Takes a key; true when it is done and goes away. */
    boolean press(Key key);
}
