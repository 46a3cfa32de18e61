package cn.openclaw.gateway;

import cn.openclaw.json.Json;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Who is there: this gateway, the clients that are connected, and for five minutes those that were. Guarded by its lock.
 */
public final class Presence {
    /** Milliseconds for which somebody who left, or who only reported, is still listed. */
    private static final long LINGER = 300_000;

    private static final int MOST = 200;

    private final InstantSource clock;
    private final Map<String, ObjectNode> entries = new LinkedHashMap<>();
    /** Sockets by the key of their entry: one device may hold several. */
    private final Map<String, Set<String>> sockets = new LinkedHashMap<>();

    private Presence(InstantSource clock) {
        this.clock = clock;
    }

    public static Presence of(GatewayWorld world) {
        return world.kept(Presence.class, made -> new Presence(made.agents().clock()));
    }

    /** The newest first, this gateway before all. */
    public synchronized ArrayNode list() {
        sweep();
        ArrayNode list = Json.array().add(self());
        List<ObjectNode> others = new ArrayList<>(entries.values());
        others.sort(Comparator.comparingLong((ObjectNode entry) -> entry.path("ts").asLong(0)).reversed());
        others.forEach(entry -> list.add(entry.deepCopy()));
        return list;
    }

    private ObjectNode self() {
        String host = Machine.name();
        String ip = Machine.address();
        String version = Release.version();
        String os = System.getProperty("os.name", "");
        return Json.object()
                .put("host", host)
                .put("ip", ip)
                .put("version", version)
                .put("platform", os.toLowerCase(Locale.ROOT) + " " + System.getProperty("os.version", ""))
                .put("deviceFamily", os)
                .put("modelIdentifier", System.getProperty("os.arch", ""))
                .put("mode", "gateway")
                .put("reason", "self")
                .put("text", "Gateway: " + host + " (" + ip + ") · app " + version + " · mode gateway · reason self")
                .put("ts", clock.millis());
    }

    /**
     * Somebody reports about itself ({@code system-event}), or something is known about a client.
     *
     * @param key its device's id, else its instance's, else its connection's
     * @param facts what is known now; what was known before and is not named stays
     */
    public synchronized void report(String key, ObjectNode facts) {
        ObjectNode entry = entries.computeIfAbsent(key, _ -> Json.object());
        for (Map.Entry<String, JsonNode> fact : facts.properties()) {
            entry.set(fact.getKey(), fact.getValue());
        }
        entry.put("ts", clock.millis());
        sweep();
    }

    public synchronized void arrived(String key, String connection, ObjectNode facts) {
        sockets.computeIfAbsent(key, _ -> new TreeSet<>()).add(connection);
        report(key, facts);
    }

    /** Returns whether that was the last socket of it; then it lingers. */
    public synchronized boolean left(String key, String connection) {
        Set<String> open = sockets.get(key);
        if (open == null || !open.remove(connection) || !open.isEmpty()) {
            return false;
        }
        sockets.remove(key);
        report(key, Json.object().put("reason", "disconnect"));
        return true;
    }

    private void sweep() {
        long now = clock.millis();
        entries.entrySet().removeIf(entry -> !sockets.containsKey(entry.getKey())
                && now - entry.getValue().path("ts").asLong(0) > LINGER);
        while (entries.size() > MOST) {
            entries.entrySet().stream()
                    .min(Comparator.comparing((Map.Entry<String, ObjectNode> entry) -> sockets.containsKey(entry.getKey()))
                            .thenComparingLong(entry -> entry.getValue().path("ts").asLong(0)))
                    .ifPresent(oldest -> entries.remove(oldest.getKey()));
        }
    }
}
