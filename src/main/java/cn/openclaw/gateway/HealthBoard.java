package cn.openclaw.gateway;

import cn.openclaw.config.ClawConfig;
import cn.openclaw.json.Json;
import cn.openclaw.session.SessionEntry;
import cn.openclaw.session.SessionStore;
import cn.openclaw.timer.HeartbeatSettings;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * How the gateway is, as clients ask by {@code health} and are told at login. It is put together at most once a minute however many
 * ask; {@link #fresh} puts it together anew. Ask the world for it: {@link #of}. State: the last report, under this object's lock.
 */
public final class HealthBoard {
    private static final Duration GOOD_FOR = Duration.ofSeconds(60);
    private static final int RECENT = 5;

    private final GatewayWorld world;
    private @Nullable ObjectNode last;
    private Instant made = Instant.EPOCH;
    private String told = "";

    private HealthBoard(GatewayWorld world) {
        this.world = world;
    }

    public static HealthBoard of(GatewayWorld world) {
        return world.kept(HealthBoard.class, HealthBoard::new);
    }

    /** A copy that is at most a minute old. */
    public ObjectNode report() {
        synchronized (this) {
            ObjectNode there = last;
            Duration age = Duration.between(made, clock().instant());
            if (there != null && age.compareTo(GOOD_FOR) < 0) {
                return there.deepCopy();
            }
        }
        return fresh();
    }

    /** Put together now. Those who may read are told if anything but the time is new. */
    public ObjectNode fresh() {
        long start = System.nanoTime();
        ObjectNode report = Json.object().put("ok", true).put("ts", clock().millis()).put("durationMs", 0);
        report.setAll(content());
        report.put("durationMs", (System.nanoTime() - start) / 1_000_000);
        boolean news;
        synchronized (this) {
            String comparable = comparable(report);
            news = !told.isEmpty() && !told.equals(comparable);
            told = comparable;
            last = report;
            made = clock().instant();
        }
        if (news) {
            Standing.of(world).healthChanged(report.deepCopy());
        }
        return report.deepCopy();
    }

    private InstantSource clock() {
        return world.agents().clock();
    }

    /** Without what changes by itself as time goes by. */
    private static String comparable(ObjectNode report) {
        ObjectNode copy = report.deepCopy();
        copy.remove(List.of("ts", "durationMs"));
        copy.findParents("age").forEach(parent -> ((ObjectNode) parent).remove("age"));
        return Json.write(copy);
    }

    private ObjectNode content() {
        ClawConfig config = world.config().config();
        ObjectNode content = Json.object();
        content.putObject("channels");
        content.putArray("channelOrder");
        content.putObject("channelLabels");
        String defaultId = config.agents().defaultId();
        HeartbeatSettings own = HeartbeatSettings.of(config, defaultId, world.agents().zone());
        content.put("heartbeatSeconds", own.every().toSeconds());
        content.put("defaultAgentId", defaultId);
        ArrayNode agents = content.putArray("agents");
        for (String id : ids(config)) {
            ObjectNode agent = agents.addObject().put("agentId", id);
            config.agents().list().stream()
                    .filter(one -> one.id().equals(id))
                    .flatMap(one -> one.name().stream())
                    .findFirst()
                    .ifPresent(name -> agent.put("name", name));
            agent.put("isDefault", id.equals(defaultId));
            agent.set("heartbeat", heartbeat(HeartbeatSettings.of(config, id, world.agents().zone())));
            agent.set("sessions", sessions(id));
        }
        content.set("sessions", sessions(defaultId));
        world.live().ifPresent(live -> content.set("config", config(live.state())));
        return content;
    }

    /** Whether something else than the file counts, since the file is broken. */
    private static ObjectNode config(LiveConfig.State state) {
        ObjectNode config = Json.object().put("degraded", state.degraded()).put("origin", state.origin());
        config.put("revision", state.revision());
        ArrayNode problems = config.putArray("problems");
        state.problems().forEach(problems::add);
        return config;
    }

    /** Every agent that the configuration knows, the default one first. */
    static Set<String> ids(ClawConfig config) {
        Set<String> ids = new LinkedHashSet<>();
        ids.add(config.agents().defaultId());
        config.agents().list().forEach(agent -> ids.add(agent.id()));
        return ids;
    }

    private static ObjectNode heartbeat(HeartbeatSettings settings) {
        ObjectNode node = Json.object().put("enabled", settings.isOn()).put("every", settings.written());
        if (settings.isOn()) {
            node.put("everyMs", settings.every().toMillis());
        } else {
            node.putNull("everyMs");
        }
        return node.put("prompt", settings.prompt()).put("target", settings.target()).put("ackMaxChars", settings.ackMaxChars());
    }

    private ObjectNode sessions(String agentId) {
        Path file = world.agents().places().sessionsDir(agentId).resolve("sessions.json");
        List<SessionEntry> all = new SessionStore(file, agentId, clock()).all();
        ObjectNode node = Json.object().put("path", file.toString()).put("count", all.size());
        ArrayNode recent = node.putArray("recent");
        long now = clock().millis();
        all.stream()
                .sorted(Comparator.comparing(SessionEntry::updatedAt).reversed())
                .limit(RECENT)
                .forEach(entry -> recent.addObject()
                        .put("key", entry.key().text())
                        .put("updatedAt", entry.updatedAt().toEpochMilli())
                        .put("age", Math.max(0, now - entry.updatedAt().toEpochMilli())));
        return node;
    }
}
