package cn.openclaw.gateway;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.Language;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import cn.openclaw.protocol.Role;
import cn.openclaw.protocol.Scope;
import java.time.InstantSource;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What every client keeps a copy of: who is there and how the gateway is, with their revisions. Guarded by its lock.
 */
public final class Standing {
    /** How long the answer of {@code health} is good enough for a greeting, in milliseconds. */
    private static final long FRESH = 60_000;
    /** Nanoseconds between two events about who is there. */
    private static final long PACE = 500_000_000;

    private final GatewayWorld world;
    private final InstantSource clock;
    private final Presence presence;
    private @Nullable JsonNode health;
    private long healthAt;
    private long presenceVersion = 1;
    private long toldAt;
    private volatile boolean everTold;
    private boolean telling;
    private long healthVersion = 1;

    private Standing(GatewayWorld world) {
        this.world = world;
        this.clock = world.agents().clock();
        this.presence = Presence.of(world);
    }

    public static Standing of(GatewayWorld world) {
        return world.kept(Standing.class, Standing::new);
    }

    /** {@code {presence, health}}: the revisions. */
    public synchronized ObjectNode version() {
        return Json.object().put("presence", presenceVersion).put("health", healthVersion);
    }

    /**
     * Who is there changed: everybody who may read is told, at most twice a second. The list is long where many are there, and
     * when a gateway comes back all of them come at once.
     */
    public void presenceChanged() {
        long wait;
        synchronized (this) {
            presenceVersion++;
            if (telling) {
                return;
            }
            telling = true;
            wait = toldAt + PACE - System.nanoTime();
        }
        if (!everTold || wait <= 0) {
            tellPresence();
        } else {
            Thread.ofVirtual().name("presence").start(() -> {
                LockSupport.parkNanos(wait);
                tellPresence();
            });
        }
    }

    private void tellPresence() {
        synchronized (this) {
            telling = false;
            everTold = true;
            toldAt = System.nanoTime();
        }
        world.hub().tell("presence", Json.object().set("presence", presence.list()), new Audience.Holders(Scope.READ), true);
    }

    /** How the gateway is, found out just now: remembered for greetings, and everybody who may read is told. */
    public void healthChanged(JsonNode now) {
        remember(now);
        world.hub().tell("health", now, new Audience.Holders(Scope.READ), true);
    }

    private synchronized void remember(JsonNode now) {
        health = now;
        healthAt = clock.millis();
        healthVersion++;
    }

    /** How the gateway is, at most a minute old: what the method {@code health} last said. */
    public JsonNode health(Optional<GatewayMethod> method) throws InterruptedException {
        synchronized (this) {
            if (health != null && clock.millis() - healthAt < FRESH) {
                return health;
            }
        }
        JsonNode now = method.isPresent() ? ask(method.get()) : plain();
        remember(now);
        return now;
    }

    private JsonNode plain() {
        return Json.object().put("ok", true).put("ts", clock.millis()).put("durationMs", 0);
    }

    private JsonNode ask(GatewayMethod method) throws InterruptedException {
        Caller self = new Caller(
                "self",
                Role.OPERATOR,
                Set.of(Scope.READ),
                new Caller.Client("gateway", "backend", "", "", Optional.empty()),
                Optional.empty(),
                true,
                4);
        try {
            return method.call(new Params(method.name(), Json.object()), new MethodCall() {
                @Override
                public Caller caller() {
                    return self;
                }

                @Override
                public GatewayWorld world() {
                    return world;
                }

                @Override
                public void acknowledge(JsonNode payload) {
                    // Nobody waits for a first answer.
                }
            });
        } catch (ClawException e) {
            return Json.object().put("ok", false).put("ts", clock.millis()).put("durationMs", 0).put("error", e.abroad(Language.EN));
        }
    }
}
