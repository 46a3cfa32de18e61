package cn.openclaw.agent;

/**
 * How much a model can hold, and how it is shared out. All in tokens.
 *
 * @param window what it can hold, question and answer together; 0 if nobody knows, and then nothing is ever shortened
 * @param reserve what is kept free for the answer
 * @param answer the most it answers with by itself
 */
record Room(int window, int reserve, int answer) {
    /** As in the original. */
    static final int RESERVE = 20_000;

    /** How much of the newest conversation is always told word for word, where there is room. */
    private static final int KEEP = 20_000;

    private static final int LONGEST_SUMMARY = 6_000;

    /**
     * For a model.
     *
     * @param floor the least to keep free, unless the window is so small that it would take more than a quarter
     */
    static Room of(int window, int answer, int floor) {
        int wanted = Math.max(floor, Math.min(answer, RESERVE * 2));
        return new Room(window, Math.min(wanted, window / 4), answer);
    }

    /** What a request may be long at most. */
    int limit() {
        return window - reserve;
    }

    /** Of the newest conversation this much stays word for word; {@code fixed} is what system prompt and tools take. */
    int keep(int fixed) {
        return Math.min(KEEP, free(fixed) / 3);
    }

    int summary(int fixed) {
        return Math.clamp(free(fixed) / 6, 100, LONGEST_SUMMARY);
    }

    /** What one request for a summary may hold of the old conversation. */
    int chunk() {
        return Math.clamp(limit() / 2, 1_000, 100_000);
    }

    private int free(int fixed) {
        return Math.max(0, limit() - fixed);
    }

    /** As the platform says it is. */
    Room window(int other) {
        return new Room(other, Math.min(reserve, other / 4), answer);
    }
}
