package cn.openclaw.cli;

import java.time.Duration;

/**
 * Turns Ctrl-C (and a plain kill) into an interruption of the thread that works, and holds the end of the process back until
 * that thread has saved what it had and ended the program itself.
 */
final class CtrlC implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(5);

    private final Thread hook;

    private CtrlC(Thread hook) {
        this.hook = hook;
    }

    /** Until this is closed, Ctrl-C interrupts the current thread. */
    static CtrlC interruptsThisThread() {
        Thread worker = Thread.currentThread();
        Thread hook = new Thread(
                () -> {
                    worker.interrupt();
                    try {
                        worker.join(PATIENCE);
                    } catch (InterruptedException e) {
                        // The machine is going down: nothing is left to wait for.
                        return;
                    }
                },
                "ctrl-c");
        Runtime.getRuntime().addShutdownHook(hook);
        return new CtrlC(hook);
    }

    @Override
    public void close() {
        try {
            Runtime.getRuntime().removeShutdownHook(hook);
        } catch (IllegalStateException e) {
            // Already under way: the hook waits for this thread, which ends the program with its own exit code.
            return;
        }
    }
}
