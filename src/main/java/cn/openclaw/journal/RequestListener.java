package cn.openclaw.journal;

/**
 * Hears of requests. {@link Requests} calls it from one thread, in order and a few milliseconds late, so that an
 * implementation needs no lock against itself and may take its time.
 */
public interface RequestListener {
    /** A request came in. */
    void began(RequestStart start);

    /** It is over. */
    void ended(RequestStart start, RequestEnd end);

    /** An agent did something. */
    default void acted(Act act) {}

    /**
     * Nothing more will come for now: what was put off is to be written.
     *
     * @return whether something is still put off, and this is to be called again within a second
     */
    default boolean pause() {
        return false;
    }
}
