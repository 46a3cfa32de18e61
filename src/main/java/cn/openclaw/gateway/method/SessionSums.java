package cn.openclaw.gateway.method;

import cn.openclaw.base.ClawException;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.json.Json;
import cn.openclaw.model.ModelRef;
import cn.openclaw.provider.ModelsAtHand;
import cn.openclaw.session.SessionEntry;
import cn.openclaw.session.SessionStore;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The conversations of agents in a few lines each, as {@code status} shows them. */
final class SessionSums {
    private static final int RECENT = 10;
    private static final List<String> LEVELS = List.of("thinkingLevel", "verboseLevel", "reasoningLevel", "elevatedLevel");

    private final GatewayWorld world;
    private final long now;

    SessionSums(GatewayWorld world) {
        this.world = world;
        this.now = world.agents().clock().millis();
    }

    private record Usual(Optional<String> model, long contextTokens) {}

    ObjectNode of(Set<String> agents) {
        Usual usual = usual();
        ObjectNode sums = Json.object();
        ArrayNode paths = sums.putArray("paths");
        ArrayNode byAgent = Json.array();
        List<SessionEntry> all = new ArrayList<>();
        for (String id : agents) {
            Path file = world.agents().places().sessionsDir(id).resolve("sessions.json");
            List<SessionEntry> own = new SessionStore(file, id, world.agents().clock()).all();
            paths.add(file.toString());
            ObjectNode agent = byAgent.addObject().put("agentId", id).put("path", file.toString()).put("count", own.size());
            agent.set("recent", recent(own, usual));
            all.addAll(own);
        }
        sums.put("count", all.size());
        ObjectNode defaults = sums.putObject("defaults");
        if (usual.model().isPresent()) {
            defaults.put("model", usual.model().get()).put("contextTokens", usual.contextTokens());
        } else {
            defaults.putNull("model").putNull("contextTokens");
        }
        sums.set("recent", recent(all, usual));
        sums.set("byAgent", byAgent);
        return sums;
    }

    private Usual usual() {
        ConfigSnapshot snapshot = world.config();
        ModelsAtHand models = new ModelsAtHand(
                snapshot, world.agents().places(), snapshot.config().agents().defaultId(), world.agents().clock());
        try {
            ModelRef primary = models.resolver().primary();
            long window = models.catalog().find(primary).map(model -> model.definition().contextWindow()).orElse(0);
            return new Usual(Optional.of(primary.model()), window);
        } catch (ClawException e) {
            return new Usual(Optional.empty(), 0);
        }
    }

    private ArrayNode recent(List<SessionEntry> entries, Usual usual) {
        ArrayNode rows = Json.array();
        entries.stream()
                .sorted(Comparator.comparing(SessionEntry::updatedAt).reversed())
                .limit(RECENT)
                .forEach(entry -> rows.add(row(entry, usual)));
        return rows;
    }

    private ObjectNode row(SessionEntry entry, Usual usual) {
        ObjectNode row = Json.object();
        if (entry.key().text().startsWith("agent:")) {
            row.put("agentId", entry.key().agent());
        }
        row.put("key", entry.key().text()).put("kind", kind(entry));
        entry.sessionId().ifPresent(id -> row.put("sessionId", id.value()));
        long updated = entry.updatedAt().toEpochMilli();
        row.put("updatedAt", updated).put("age", Math.max(0, now - updated));
        LEVELS.forEach(level -> entry.word(level).ifPresent(word -> row.put(level, word)));
        for (String flag : List.of("systemSent", "abortedLastRun")) {
            JsonNode set = entry.tree().get(flag);
            if (set != null && set.isBoolean()) {
                row.set(flag, set);
            }
        }
        long window = entry.number("contextTokens") > 0 ? entry.number("contextTokens") : usual.contextTokens();
        long total = entry.number("totalTokens");
        row.put("inputTokens", entry.number("inputTokens"));
        row.put("outputTokens", entry.number("outputTokens"));
        row.put("totalTokens", total);
        row.put("remainingTokens", Math.max(0, window - total));
        row.put("percentUsed", window == 0 ? 0 : Math.min(999, Math.round(100.0 * total / window)));
        entry.word("model").or(usual::model).ifPresent(model -> row.put("model", model));
        row.put("contextTokens", window);
        flags(entry, row.putArray("flags"));
        return row;
    }

    private static void flags(SessionEntry entry, ArrayNode flags) {
        entry.word("thinkingLevel").ifPresent(level -> flags.add("think:" + level));
        entry.word("verboseLevel").ifPresent(level -> flags.add("verbose:" + level));
        entry.word("reasoningLevel").ifPresent(level -> flags.add("reasoning:" + level));
        entry.word("elevatedLevel").ifPresent(level -> flags.add("elevated:" + level));
        if (entry.tree().path("systemSent").asBoolean(false)) {
            flags.add("system");
        }
        if (entry.tree().path("abortedLastRun").asBoolean(false)) {
            flags.add("aborted");
        }
        entry.sessionId().ifPresent(id -> flags.add("id:" + id.value()));
    }

    private static String kind(SessionEntry entry) {
        String key = entry.key().text();
        String type = entry.word("chatType").orElse("");
        if (key.equals("global") || key.equals("unknown")) {
            return key;
        }
        return type.equals("group") || type.equals("channel") || key.contains(":group:") || key.contains(":channel:") ? "group" : "direct";
    }
}
