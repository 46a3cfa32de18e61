package cn.openclaw.gateway;

import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;

/** How far the gateway's life is. Ask the world for it: {@code world.kept(Lifecycle.class, Lifecycle::of)}. */
public final class Lifecycle {
    /** What it is ready for. */
    public enum Phase {
        /** It does not listen yet. */
        STARTING,
        /** It takes everything. */
        READY,
        /** It ends what runs, and takes nothing new. */
        DRAINING
    }

    private final InstantSource clock;
    private final Instant startedAt;
    private final AtomicInteger busy = new AtomicInteger();
    private volatile Phase phase = Phase.STARTING;

    private Lifecycle(InstantSource clock) {
        this.clock = clock;
        this.startedAt = clock.instant();
    }

    public static Lifecycle of(GatewayWorld world) {
        return new Lifecycle(world.agents().clock());
    }

    public Phase phase() {
        return phase;
    }

    public void enter(Phase next) {
        phase = next;
    }

    public Instant startedAt() {
        return startedAt;
    }

    /** Something began that is better let to its end before the gateway goes. */
    public void begins() {
        busy.incrementAndGet();
    }

    /** It is over. */
    public void ends() {
        busy.decrementAndGet();
    }

    /** How much of that goes on. */
    public int busy() {
        return busy.get();
    }

    /** Milliseconds since the start. */
    public long uptimeMs() {
        return Math.max(0, clock.millis() - startedAt.toEpochMilli());
    }
}
