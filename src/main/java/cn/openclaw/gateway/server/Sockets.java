package cn.openclaw.gateway.server;

import cn.openclaw.gateway.Audience;
import cn.openclaw.gateway.Caller;
import cn.openclaw.gateway.Hub;
import cn.openclaw.gateway.Standing;
import cn.openclaw.json.Json;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.EventLoop;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import tools.jackson.databind.JsonNode;

/**
 * Everybody who has logged in, and what they are told. An event is written down once; each event loop hands it to its own
 * sockets in one go, so events keep their order. Numbers count per socket: what one may not hear leaves no gap.
 */
final class Sockets implements Hub {
    private final Map<String, Connection> open = new ConcurrentHashMap<>();
    private final Supplier<Standing> standing;
    private final ByteBufAllocator memory;

    /** @param standing what presence and health events say they belong to */
    Sockets(Supplier<Standing> standing, ByteBufAllocator memory) {
        this.standing = standing;
        this.memory = memory;
    }

    void add(Connection connection) {
        open.put(connection.id(), connection);
    }

    boolean remove(Connection connection) {
        return open.remove(connection.id(), connection);
    }

    Collection<Connection> all() {
        return open.values();
    }

    Optional<Connection> find(String id) {
        return Optional.ofNullable(open.get(id));
    }

    @Override
    public void tell(String event, JsonNode payload, Audience audience, boolean droppable) {
        tell(event, payload, audience, droppable, _ -> true);
    }

    /** The same to some of them. */
    void tell(String event, JsonNode payload, Audience audience, boolean droppable, Predicate<Connection> some) {
        List<Connection> hearers = hearers(audience).stream().filter(some).toList();
        if (hearers.isEmpty()) {
            return;
        }
        byte[] body = Json.bytes(payload);
        String prefix = "{\"type\":\"event\",\"event\":\"" + event + "\",\"payload\":";
        boolean counted = !(audience instanceof Audience.One);
        ByteBuf shared = memory.directBuffer(body.length).writeBytes(body);
        try {
            Telling telling = new Telling(
                    prefix.getBytes(StandardCharsets.UTF_8), shared, version(event), counted, droppable);
            hand(telling, hearers);
        } finally {
            shared.release();
        }
    }

    private String version(String event) {
        return switch (event) {
            case "presence", "health" -> ",\"stateVersion\":" + Json.write(standing.get().version());
            default -> "";
        };
    }

    private List<Connection> hearers(Audience audience) {
        if (audience instanceof Audience.One one) {
            return find(one.connection()).stream().toList();
        }
        return open.values().stream().filter(connection -> connection.hears(audience)).toList();
    }

    private static void hand(Telling telling, List<Connection> hearers) {
        Map<EventLoop, List<Connection>> loops =
                hearers.stream().collect(Collectors.groupingBy(found -> found.channel().eventLoop()));
        loops.forEach((loop, sockets) -> {
            telling.payload().retain();
            try {
                loop.execute(() -> {
                    try {
                        for (Connection socket : sockets) {
                            socket.outbox().event(telling);
                            socket.channel().flush();
                        }
                    } finally {
                        telling.payload().release();
                    }
                });
            } catch (RejectedExecutionException e) {
                // The server has ended: nobody is left to be told.
                telling.payload().release();
            }
        });
    }

    @Override
    public boolean isHeard(Audience audience) {
        return !hearers(audience).isEmpty();
    }

    @Override
    public void follow(String connection, String key) {
        find(connection).ifPresent(found -> found.follow(key));
    }

    @Override
    public void unfollow(String connection, String key) {
        find(connection).ifPresent(found -> found.unfollow(key));
    }

    @Override
    public void letGo(Predicate<Caller> who, String reason) {
        for (Connection connection : open.values()) {
            Caller caller = connection.caller();
            if (caller != null && who.test(caller)) {
                connection.close(1008, reason);
            }
        }
    }
}
