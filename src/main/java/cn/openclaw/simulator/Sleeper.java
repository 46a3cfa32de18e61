package cn.openclaw.simulator;

import java.time.Duration;

/** How the simulator waits; a test gives one that only writes down how long. */
@FunctionalInterface
public interface Sleeper {
    /** Waits, at least about that long. */
    void sleep(Duration length) throws InterruptedException;
}
