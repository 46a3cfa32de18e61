package cn.openclaw.gateway.method;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Conversations;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Params;
import cn.openclaw.session.SessionEntry;
import cn.openclaw.session.SessionKey;
import cn.openclaw.session.SessionStore;
import com.google.auto.service.AutoService;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code sessions.list}: conversations, the one used last first. Titles are read from transcripts only where they are asked for. */
@AutoService(GatewayMethod.class)
public final class SessionsList implements GatewayMethod {
    @Override
    public String name() {
        return "sessions.list";
    }

    @Override
    public Access access() {
        return Access.READ;
    }

    /** What is wanted, read once. */
    private record Wanted(
            boolean global,
            boolean unknown,
            boolean titles,
            boolean last,
            Optional<String> label,
            Optional<String> spawnedBy,
            Optional<String> search,
            long since) {}

    @Override
    public JsonNode call(Params params, MethodCall call) {
        GatewayWorld world = call.world();
        long now = world.agents().clock().millis();
        Optional<String> agent = params.text("agentId").filter(id -> !id.isBlank()).map(id -> Conversations.agent(world.config().config(), id));
        Wanted wanted = new Wanted(
                params.flag("includeGlobal").orElse(false),
                params.flag("includeUnknown").orElse(false),
                params.flag("includeDerivedTitles").orElse(false),
                params.flag("includeLastMessage").orElse(false),
                params.text("label").map(String::strip).filter(text -> !text.isEmpty()),
                params.text("spawnedBy").filter(text -> !text.isBlank()),
                params.text("search").map(text -> text.strip().toLowerCase(Locale.ROOT)).filter(text -> !text.isEmpty()),
                params.number("activeMinutes", 1, Integer.MAX_VALUE).map(minutes -> now - minutes * 60_000).orElse(Long.MIN_VALUE));
        long limit = params.number("limit", 1, Integer.MAX_VALUE).orElse((long) Integer.MAX_VALUE);
        List<SessionEntry> entries = entries(world, agent);
        entries.removeIf(entry -> !fits(entry, wanted));
        entries.sort(Comparator.comparing(SessionEntry::updatedAt).reversed());
        ArrayNode rows = Json.array();
        for (SessionEntry entry : entries) {
            if (rows.size() >= limit) {
                break;
            }
            row(world, entry, wanted).ifPresent(rows::add);
        }
        ObjectNode answer = Json.object().put("ts", now).put("path", path(world, agent)).put("count", rows.size());
        answer.set("defaults", defaults(world, agent));
        answer.set("sessions", rows);
        return answer;
    }

    private static List<SessionEntry> entries(GatewayWorld world, Optional<String> agent) {
        List<SessionEntry> all = new ArrayList<>();
        for (String id : agent.map(List::of).orElseGet(() -> Conversations.agents(world.config().config()))) {
            all.addAll(Conversations.store(world, id).all());
        }
        return all;
    }

    private static boolean fits(SessionEntry entry, Wanted wanted) {
        String key = entry.key().text();
        boolean hidden = (key.equals("global") && !wanted.global()) || (key.equals("unknown") && !wanted.unknown());
        return !hidden
                && entry.updatedAt().toEpochMilli() >= wanted.since()
                && wanted.label().filter(label -> !entry.word("label").equals(Optional.of(label))).isEmpty()
                && wanted.spawnedBy().filter(by -> !entry.word("spawnedBy").equals(Optional.of(by))).isEmpty();
    }

    private static Optional<ObjectNode> row(GatewayWorld world, SessionEntry entry, Wanted wanted) {
        ObjectNode row = SessionRow.of(world, entry);
        SessionStore store = Conversations.store(world, entry.key());
        boolean reads = wanted.titles() || wanted.last() || wanted.search().isPresent();
        if (reads) {
            store.transcript(entry).filter(Files::exists).map(Titles.of(world)::of).ifPresent(shown -> {
                if (wanted.titles() || wanted.search().isPresent()) {
                    shown.title().ifPresent(title -> row.put("derivedTitle", title));
                }
                if (wanted.last()) {
                    shown.last().ifPresent(last -> row.put("lastMessagePreview", last));
                }
            });
        }
        return wanted.search().filter(words -> !says(row, words)).isPresent() ? Optional.empty() : Optional.of(row);
    }

    private static boolean says(ObjectNode row, String words) {
        return List.of("key", "label", "displayName", "subject", "sessionId", "derivedTitle", "lastMessagePreview").stream()
                .map(name -> Json.text(row, name))
                .anyMatch(text -> text != null && text.toLowerCase(Locale.ROOT).contains(words));
    }

    private static String path(GatewayWorld world, Optional<String> agent) {
        List<String> agents = agent.map(List::of).orElseGet(() -> Conversations.agents(world.config().config()));
        return agents.size() == 1 && agent.isPresent() ? Conversations.store(world, agents.getFirst()).file().toString() : "(multiple)";
    }

    private static ObjectNode defaults(GatewayWorld world, Optional<String> agent) {
        String id = agent.orElseGet(() -> SessionKey.agentId(world.config().config().agents().defaultId()));
        ObjectNode defaults = Json.object().putNull("modelProvider").putNull("model").putNull("contextTokens");
        Models.of(world)
                .chosen(id, Optional.empty())
                .ifPresent(shown -> defaults.put("modelProvider", shown.ref().provider())
                        .put("model", shown.ref().model())
                        .put("contextTokens", shown.window()));
        return defaults;
    }
}
