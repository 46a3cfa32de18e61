package cn.openclaw.gateway.method;

import cn.openclaw.gateway.GatewayWorld;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** What nodes have done, for five minutes, so that a request that comes twice is done once. State: the map, and its entries' locks. */
final class NodeAnswers {
    private static final long KEPT = 300_000;
    private static final int MOST = 1_000;

    private final InstantSource clock;
    private final Map<String, Once> known = new LinkedHashMap<>();

    private NodeAnswers(InstantSource clock) {
        this.clock = clock;
    }

    static NodeAnswers of(GatewayWorld world) {
        return world.kept(NodeAnswers.class, made -> new NodeAnswers(made.agents().clock()));
    }

    interface Work {
        ObjectNode run() throws InterruptedException;
    }

    private static final class Once {
        private final long since;
        private final ReentrantLock lock = new ReentrantLock();
        private @Nullable ObjectNode done;

        Once(long since) {
            this.since = since;
        }
    }

    /** Does it, or waits for who does it already; what failed is tried again. */
    ObjectNode once(String key, Work work) throws InterruptedException {
        Once once;
        synchronized (this) {
            long now = clock.millis();
            known.values().removeIf(old -> now - old.since > KEPT);
            while (known.size() >= MOST) {
                known.remove(known.keySet().iterator().next());
            }
            once = known.computeIfAbsent(key, _ -> new Once(now));
        }
        once.lock.lockInterruptibly();
        try {
            ObjectNode done = once.done;
            if (done == null) {
                done = work.run();
                once.done = done;
            }
            return done.deepCopy();
        } finally {
            once.lock.unlock();
        }
    }
}
