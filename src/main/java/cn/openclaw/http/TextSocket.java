package cn.openclaw.http;

/** An open socket that carries texts both ways. Safe for use by several threads. */
public interface TextSocket extends AutoCloseable {
    /** Hears what comes in, on one thread at a time, in order. */
    interface Listener {
        /** A whole message. */
        void text(String message);

        /**
         * The end; said once, whoever ended it.
         *
         * @param code 1000 … 4999 as the other side gave it; 1006 where the connection broke off without one
         */
        void closed(int code, String reason);
    }

    /**
     * Sends a whole message.
     *
     * @throws HttpException if the socket is closed or broken
     */
    void send(String message) throws InterruptedException;

    /**
     * Says good-bye; the listener hears {@link Listener#closed} when the other side has answered, or at once where it cannot.
     *
     * @param reason at most 123 bytes
     */
    void close(int code, String reason);

    /** Breaks it off without a word. */
    @Override
    void close();
}
