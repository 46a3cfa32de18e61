package cn.openclaw.simulator;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;

/** The given clock, which the control plane may put forward so that a limit's minute or a quota's week is over. */
final class SimulatorClock implements InstantSource {
    private final InstantSource real;
    private Duration ahead = Duration.ZERO;

    SimulatorClock(InstantSource real) {
        this.real = real;
    }

    @Override
    public synchronized Instant instant() {
        return real.instant().plus(ahead);
    }

    synchronized void advance(Duration more) {
        ahead = ahead.plus(more);
    }

    synchronized void reset() {
        ahead = Duration.ZERO;
    }
}
