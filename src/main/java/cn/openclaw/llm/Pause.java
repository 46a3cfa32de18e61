package cn.openclaw.llm;

import java.time.Duration;

/** How somebody waits; a test puts its own in, which moves a clock of its own instead. */
@FunctionalInterface
public interface Pause {
    /** Sleeps for about this long. */
    void sleep(Duration time) throws InterruptedException;

    /** Real time. */
    Pause REAL = Thread::sleep;
}
