package cn.openclaw.cli;

import java.util.ArrayDeque;
import java.util.Deque;

/**
 * What must be closed before the process may end. A JVM that is halted waits 0.3 s for each of its threads that sits in a
 * system call, as the one that waits for network traffic does: longer than a short command takes.
 */
final class Endings {
    private static final Deque<Runnable> OPEN = new ArrayDeque<>();

    private Endings() {}

    /** Has this done when the command ends. */
    static synchronized void add(Runnable close) {
        OPEN.push(close);
    }

    /** Closes everything, the newest first. */
    static synchronized void close() {
        while (!OPEN.isEmpty()) {
            OPEN.pop().run();
        }
    }
}
