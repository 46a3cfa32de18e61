package cn.openclaw.gateway;

import java.util.function.IntSupplier;

/**
 * Gives memory back when nothing runs. The serial collector rather enlarges its old generation than collect it, up to the heap's
 * limit: a gateway whose requests are over would keep for days what a busy hour took. So once a minute it is looked whether much
 * more is used than after the last whole collection; one takes some 50 ms, in which nobody should be waiting for a word.
 */
final class Housekeeping {
    private static final long SLACK = 32L << 20;
    private static final int TIMES = 2;
    /** So much that it is done although somebody waits. */
    private static final int TIMES_BUSY = 4;

    private final IntSupplier running;
    private long after;

    /** @param running how many requests run */
    Housekeeping(IntSupplier running) {
        this.running = running;
        this.after = used();
    }

    private static long used() {
        Runtime runtime = Runtime.getRuntime();
        return runtime.totalMemory() - runtime.freeMemory();
    }

    /** @param after bytes used after the last whole collection */
    static boolean isDue(long used, long after, int running) {
        int times = running == 0 ? TIMES : TIMES_BUSY;
        return used > times * after + (running == 0 ? SLACK : TIMES_BUSY * SLACK);
    }

    /** Looks, and collects if it is time. */
    synchronized void look() {
        if (isDue(used(), after, running.getAsInt())) {
            System.gc();
            after = used();
        }
    }
}
