package cn.openclaw.tool.session;

import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.session.SessionKey;
import cn.openclaw.session.Sessions;
import cn.openclaw.tool.Tool;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * Which conversations a conversation may look at. Its own agent's; another agent's where {@code tools.agentToAgent} allows it; and
 * where it runs in a sandbox, or works for another conversation itself, only those it has begun.
 */
final class Reach {
    private final ClawConfig config;
    private final SessionKey caller;
    private final String agentId;
    private final boolean onlySpawned;

    Reach(Tool.Context context) {
        this.config = context.world().snapshot().config();
        this.caller = context.turn().key();
        this.agentId = Places.agentId(context.turn().agentId());
        this.onlySpawned = isSubAgent(caller) || isSandboxed();
    }

    static boolean isSubAgent(SessionKey key) {
        return key.rest().startsWith("subagent:");
    }

    static Sessions sessions(Tool.Context context) {
        return new Sessions(context.world().places(), context.world().clock());
    }

    private boolean isSandboxed() {
        String mode = text(setting("sandbox", "mode")).orElse("off");
        boolean inside = mode.equals("all") || (mode.equals("non-main") && !caller.isMain());
        return inside && !text(setting("sandbox", "sessionToolsVisibility")).orElse("spawned").equals("all");
    }

    /** The agent's own setting, else the one for all agents. */
    private @Nullable JsonNode setting(String... path) {
        JsonNode own = agent().map(agent -> Json.at(agent, path)).orElse(null);
        return own != null ? own : Json.at(config.tree(), prepended(path));
    }

    private static String[] prepended(String... path) {
        List<String> all = new ArrayList<>(List.of("agents", "defaults"));
        all.addAll(List.of(path));
        return all.toArray(String[]::new);
    }

    private Optional<JsonNode> agent() {
        if (Json.at(config.tree(), "agents", "list") instanceof ArrayNode list) {
            for (JsonNode agent : list) {
                String id = Json.text(agent, "id");
                if (id != null && Places.agentId(id).equals(agentId)) {
                    return Optional.of(agent);
                }
            }
        }
        return Optional.empty();
    }

    private static Optional<String> text(@Nullable JsonNode node) {
        return node != null && node.isString() ? Optional.of(node.stringValue()) : Optional.empty();
    }

    private static List<String> texts(@Nullable JsonNode node) {
        List<String> texts = new ArrayList<>();
        if (node instanceof ArrayNode list) {
            list.forEach(item -> texts.add(item.asString("")));
        }
        return texts;
    }

    boolean sees(Sessions.Listed session) {
        boolean begun = session.entry()
                .flatMap(entry -> entry.word("spawnedBy"))
                .filter(caller.text()::equals)
                .isPresent();
        boolean own = session.key().equals(Optional.of(caller));
        return begun || own || (!onlySpawned && seesAgent(session.agentId()));
    }

    boolean seesAgent(String other) {
        if (other.equals(agentId)) {
            return true;
        }
        JsonNode enabled = Json.at(config.tree(), "tools", "agentToAgent", "enabled");
        List<String> allow = texts(Json.at(config.tree(), "tools", "agentToAgent", "allow"));
        boolean both = allow.isEmpty() || allow.contains("*") || (allow.contains(agentId) && allow.contains(other));
        return enabled != null && enabled.asBoolean(false) && both;
    }

    /** Agents that may be given work, this one first; {@code *} for all. */
    List<String> mayAsk() {
        List<String> all = new ArrayList<>(List.of(agentId));
        agent().map(agent -> texts(Json.at(agent, "subagents", "allowAgents"))).orElse(List.of()).stream()
                .filter(id -> !all.contains(id))
                .forEach(all::add);
        return all;
    }

    /** Every conversation in reach, the one used last first. */
    List<Sessions.Listed> all(Sessions sessions) {
        return sessions.list(Optional.empty()).stream().filter(this::sees).toList();
    }

    /** The conversation of a key, an id or a label, if it is in reach; what is out of reach is as if it were not there. */
    Optional<Sessions.Listed> find(Sessions sessions, String written) {
        SessionKey key = SessionKey.of(written, agentId);
        List<Sessions.Listed> all = all(sessions);
        return all.stream()
                .filter(one -> one.key().equals(Optional.of(key)))
                .findFirst()
                .or(() -> all.stream()
                        .filter(one -> one.sessionId().filter(id -> id.value().equals(written.strip())).isPresent())
                        .findFirst())
                .or(() -> all.stream()
                        .filter(one -> one.entry()
                                .flatMap(entry -> entry.word("label"))
                                .filter(label -> label.equalsIgnoreCase(written.strip()))
                                .isPresent())
                        .findFirst());
    }
}
