package cn.openclaw.gateway.server;

/**
 * Gives memory back. The serial collector enlarges its old generation up to the heap's limit before it collects it: a gateway would
 * keep for days what one busy hour took. So it is looked from time to time whether much more is used than was left by the last whole
 * collection. One takes some 30 ms with what a gateway usually keeps; with ten thousand streams, which do need their memory, what is
 * left is so much that the next one is far away.
 */
final class Housekeeping {
    /** The young generation and some air: below that nothing is gained. */
    private static final long SLACK = 24L << 20;

    private long left;

    Housekeeping() {
        this(used());
    }

    /** @param left bytes that the last whole collection left */
    Housekeeping(long left) {
        this.left = left;
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /**
     * Whether a whole collection pays.
     *
     * @param used bytes used now
     * @param left bytes left by the last one
     */
    static boolean isDue(long used, long left) {
        return used > 2 * left + SLACK;
    }

    /** Looks, and collects if it is time. */
    synchronized void look() {
        if (isDue(used(), left)) {
            System.gc();
            left = used();
        }
    }
}
