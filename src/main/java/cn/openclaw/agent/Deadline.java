package cn.openclaw.agent;

import java.time.Duration;

/** Interrupts a thread when its time is over. Closing it takes the interruption back if it came too late to matter. */
final class Deadline implements AutoCloseable {
    private final Thread run = Thread.currentThread();
    private final Thread timer;
    private boolean fired;
    private boolean closed;

    Deadline(Duration limit) {
        timer = Thread.ofPlatform().daemon().name("deadline").start(() -> {
            try {
                Thread.sleep(limit);
                fire();
            } catch (InterruptedException e) {
                // The run ended in time.
                return;
            }
        });
    }

    private synchronized void fire() {
        if (!closed) {
            fired = true;
            run.interrupt();
        }
    }

    /** Whether the time was over. */
    synchronized boolean isOver() {
        return fired;
    }

    @Override
    public void close() {
        synchronized (this) {
            closed = true;
            if (fired) {
                Thread.interrupted();
            }
        }
        timer.interrupt();
    }
}
