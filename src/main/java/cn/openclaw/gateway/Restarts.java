package cn.openclaw.gateway;

import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * How a method asks the process to end or to begin anew. Ask the world for it: {@code Restarts.of(world)}; where nobody runs a
 * process, as in tests, it answers that nobody does.
 */
public final class Restarts {
    private final AtomicReference<@Nullable Handler> handler = new AtomicReference<>();

    /** Whoever runs the process. */
    public interface Handler {
        /** Ends what runs, and then begins anew, or ends. Returns at once. */
        void end(boolean again, String reason, Duration delay);
    }

    public static Restarts of(GatewayWorld world) {
        return world.kept(Restarts.class, _ -> new Restarts());
    }

    public void handledBy(Handler other) {
        handler.set(other);
    }

    /**
     * Begins anew after a while; turns that run are let end first.
     *
     * @param reason for the log
     * @return false if nobody is there to do it
     */
    public boolean restart(String reason, Duration delay) {
        return end(true, reason, delay);
    }

    /** Ends; turns that run are let end first. */
    public boolean stop(String reason, Duration delay) {
        return end(false, reason, delay);
    }

    private boolean end(boolean again, String reason, Duration delay) {
        Handler now = handler.get();
        if (now == null) {
            return false;
        }
        now.end(again, reason, delay);
        return true;
    }
}
