package cn.openclaw.tui.chat;

/** What a person pressed. */
sealed interface Key {
    /** One or more characters. */
    record Typed(String text) implements Key {}

    /** Text from the clipboard, whatever it holds. */
    record Pasted(String text) implements Key {}

    /** A key with a name. */
    enum Named implements Key {
        ENTER,
        NEW_LINE,
        TAB,
        BACK_TAB,
        ESCAPE,
        BACKSPACE,
        DELETE,
        LEFT,
        RIGHT,
        UP,
        DOWN,
        HOME,
        END,
        PAGE_UP,
        PAGE_DOWN,
        WORD_LEFT,
        WORD_RIGHT,
        DELETE_WORD,
        DELETE_WORD_AFTER,
        KILL_BEFORE,
        KILL_AFTER,
        YANK,
        UNDO,
        INTERRUPT,
        END_OF_INPUT,
        REDRAW,
        TOOLS,
        THINKING,
        MODELS,
        SESSIONS,
        AGENTS,
        HISTORY,
        UNKNOWN
    }
}
