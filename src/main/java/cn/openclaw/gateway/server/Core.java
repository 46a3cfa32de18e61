package cn.openclaw.gateway.server;

import cn.openclaw.base.Secret;
import cn.openclaw.gateway.Found;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.HttpDoor;
import cn.openclaw.gateway.Lifecycle;
import cn.openclaw.gateway.OpenFiles;
import cn.openclaw.log.Log;
import io.netty.handler.codec.http.HttpHeaders;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What all connections of one gateway share. */
final class Core implements AutoCloseable {
    private final GatewaySettings settings;
    private final Limits limits;
    private final GatewayWorld world;
    private final Sockets sockets;
    private final Guard guard;
    private final AtomicInteger connections = new AtomicInteger();
    private final AtomicInteger strangers = new AtomicInteger();
    private final Newcomers newcomers;
    private final AtomicLong bodies = new AtomicLong();
    private volatile @Nullable Neighbours neighbours;
    private volatile @Nullable Map<String, GatewayMethod> methods;
    private volatile @Nullable List<HttpDoor> doors;

    Core(GatewaySettings settings, GatewayWorld world, Sockets sockets) {
        this.settings = settings;
        this.limits = OpenFiles.allowed().map(settings.limits()::within).orElse(settings.limits());
        this.world = world;
        this.sockets = sockets;
        this.newcomers = new Newcomers(limits.ofOneAddress());
        this.guard = new Guard(world.agents().clock());
    }

    GatewaySettings settings() {
        return settings;
    }

    Limits limits() {
        return limits;
    }

    GatewayWorld world() {
        return world;
    }

    Log log() {
        return world.log();
    }

    Sockets sockets() {
        return sockets;
    }

    Guard guard() {
        return guard;
    }

    Lifecycle lifecycle() {
        return world.kept(Lifecycle.class, Lifecycle::of);
    }

    /** Open connections of every kind. */
    AtomicInteger connections() {
        return connections;
    }

    /** Those of them that have not shown who they are. */
    AtomicInteger strangers() {
        return strangers;
    }

    /** The same by their addresses. */
    Newcomers newcomers() {
        return newcomers;
    }

    /** Bytes of bodies that are being received, or wait for their request's turn. */
    AtomicLong bodies() {
        return bodies;
    }

    JsonNode config() {
        return world.config().config().tree();
    }

    /** Whom to believe and to answer by the configuration; worked out once for each. */
    Neighbours neighbours() {
        JsonNode now = config();
        Neighbours known = neighbours;
        if (known == null || known.config() != now) {
            known = new Neighbours(now, Origins.of(now), Networks.trusted(now));
            neighbours = known;
        }
        return known;
    }

    /**
     * What the configuration says of those around.
     *
     * @param config that configuration
     * @param trusted proxies that are believed
     */
    record Neighbours(JsonNode config, Origins origins, Networks trusted) {}

    /** In place of what is found, for tests of the front alone. */
    synchronized void use(Map<String, GatewayMethod> otherMethods, List<HttpDoor> otherDoors) {
        methods = Map.copyOf(otherMethods);
        doors = List.copyOf(otherDoors);
    }

    /** Found when first needed, which is soon after the port is open. */
    Map<String, GatewayMethod> methods() {
        Map<String, GatewayMethod> found = methods;
        if (found == null) {
            synchronized (this) {
                found = methods == null ? Found.methods() : methods;
                methods = found;
            }
        }
        return found;
    }

    Optional<GatewayMethod> method(String name) {
        return Optional.ofNullable(methods().get(name));
    }

    /** Whether they were found already, which takes a while. */
    boolean knowsDoors() {
        return doors != null;
    }

    List<HttpDoor> doors() {
        List<HttpDoor> found = doors;
        if (found == null) {
            synchronized (this) {
                found = doors == null ? Found.doors() : doors;
                doors = found;
            }
        }
        return found;
    }

    /** Whether a request's key opens anything: the gateway itself, or a door that has keys of its own. Never waits. */
    boolean lets(HttpHeaders headers) {
        Optional<Secret> shown = Visit.shown(headers);
        return (shown.isPresent() && settings.auth().get().opens(shown.get()))
                || doors().stream().anyMatch(door -> door.knows(headers, world));
    }

    @Override
    public void close() {
        world.close();
    }
}
