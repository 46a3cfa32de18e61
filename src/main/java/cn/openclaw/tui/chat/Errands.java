package cn.openclaw.tui.chat;

/** How the screen gets things done that take time. The screen itself belongs to one thread. */
interface Errands {
    /** Does something on a thread of its own, which may be interrupted. */
    Thread start(Runnable work);

    /** Does something on the screen's thread, soon. */
    void onScreen(Runnable change);
}
