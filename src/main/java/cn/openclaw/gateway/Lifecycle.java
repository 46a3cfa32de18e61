package cn.openclaw.gateway;

import java.time.Instant;
import java.time.InstantSource;

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

    /** Milliseconds since the start. */
    public long uptimeMs() {
        return Math.max(0, clock.millis() - startedAt.toEpochMilli());
    }
}
