package cn.openclaw.gateway;

import java.time.Duration;

/**
 * Begins the gateway anew. Whoever runs the gateway keeps his own in the world before it is asked for; without one nothing restarts,
 * and nobody is told that it will.
 */
@FunctionalInterface
public interface Restarter {
    /**
     * Restarts after a while, running turns first brought to an end.
     *
     * @param reason who asks, for the log
     * @return whether it will happen
     */
    boolean restart(String reason, Duration delay);

    /** Of a gateway. */
    static Restarter of(GatewayWorld world) {
        return world.kept(Restarter.class, _ -> (_, _) -> false);
    }
}
