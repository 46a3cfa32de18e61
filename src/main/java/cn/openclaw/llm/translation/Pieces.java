package cn.openclaw.llm.translation;

import cn.openclaw.llm.Usage;

/** Hears an answer, piece by piece, in no wire's words. */
interface Pieces {
    /** Why an answer ended. */
    enum Stop {
        END,
        LENGTH,
        TOOLS,
        FILTERED,
        /** A stop sequence of the caller's was met. */
        SEQUENCE
    }

    void begin(String id);

    void think(String text);

    /** The mark on the reasoning that was just heard, or reasoning that is nothing but a mark. */
    void seal(Block.Seal seal);

    void text(String text);

    /**
     * The model begins to want a tool run.
     *
     * @param key tells this call's pieces from others'
     */
    void call(int key, String id, String name);

    void arguments(int key, String piece);

    /** Counts of the whole call so far; the last one stands. */
    void count(Usage usage);

    void stop(Stop why);

    /** The host broke off in the middle, and said so. */
    void fault(String type, String message);
}
