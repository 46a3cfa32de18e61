package cn.openclaw.tool.session;

import cn.openclaw.json.Json;
import cn.openclaw.session.SessionEntry;
import cn.openclaw.session.Sessions;
import cn.openclaw.tool.ArgumentsSchema;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolOutcome;
import com.google.auto.service.AutoService;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Other conversations, the one used last first. */
@AutoService(Tool.class)
public final class SessionsListTool implements Tool {
    private static final int USUAL = 50;
    private static final int MOST = 200;
    private static final int MOST_MESSAGES = 20;

    @Override
    public String name() {
        return "sessions_list";
    }

    @Override
    public String description() {
        return "List other conversations with their keys, the most recent first; optionally with their last messages.";
    }

    @Override
    public ObjectNode parameters() {
        return new ArgumentsSchema()
                .texts("kinds", "Only these: main, group, cron, hook, node, other")
                .optional("limit", "integer", "At most so many")
                .optional("activeMinutes", "integer", "Only those used in the last minutes")
                .optional("messageLimit", "integer", "Last messages of each, at most 20")
                .schema();
    }

    @Override
    public boolean isOffered(Context context) {
        return !Reach.isSubAgent(context.turn().key()) || context.turn().subAgents().mayNest();
    }

    @Override
    public ToolOutcome run(ObjectNode arguments, Context context) {
        Sessions sessions = Reach.sessions(context);
        List<String> kinds = new ArrayList<>();
        if (arguments.get("kinds") instanceof ArrayNode list) {
            list.forEach(kind -> kinds.add(kind.asString("")));
        }
        long minutes = number(arguments, "activeMinutes", 0);
        Instant oldest = minutes <= 0 ? Instant.MIN : context.world().clock().instant().minusSeconds(minutes * 60);
        int messages = Math.clamp(number(arguments, "messageLimit", 0), 0, MOST_MESSAGES);
        ObjectNode answer = Json.object();
        ArrayNode list = Json.array();
        new Reach(context)
                .all(sessions).stream()
                        .filter(one -> kinds.isEmpty() || kinds.contains(kind(one)))
                        .filter(one -> !one.updatedAt().isBefore(oldest))
                        .limit(Math.clamp(number(arguments, "limit", USUAL), 1, MOST))
                        .forEach(one -> list.add(row(one, messages, context)));
        answer.put("count", list.size()).set("sessions", list);
        return new ToolOutcome.Done(Json.write(answer));
    }

    private static ObjectNode row(Sessions.Listed one, int messages, Context context) {
        ObjectNode row = Json.object().put("key", one.name()).put("kind", kind(one));
        one.entry().ifPresent(entry -> words(row, entry));
        row.put("updatedAt", one.updatedAt().toEpochMilli());
        one.sessionId().ifPresent(id -> row.put("sessionId", id.value()));
        if (messages > 0) {
            row.set("messages", one.file().map(file -> new Talk(context).last(file, messages, false)).orElseGet(Json::array));
        }
        return row;
    }

    private static void words(ObjectNode row, SessionEntry entry) {
        for (String name : new String[] {"label", "displayName", "channel", "lastChannel", "model", "thinkingLevel", "spawnedBy"}) {
            entry.word(name).ifPresent(word -> row.put(name, word));
        }
        for (String name : new String[] {"totalTokens", "contextTokens"}) {
            if (entry.number(name) > 0) {
                row.put(name, entry.number(name));
            }
        }
        if (entry.tree().path("abortedLastRun").asBoolean(false)) {
            row.put("abortedLastRun", true);
        }
    }

    private static String kind(Sessions.Listed one) {
        String rest = one.key().map(key -> key.rest()).orElse("");
        if (rest.equals("main")) {
            return "main";
        }
        if (rest.startsWith("cron:") || rest.startsWith("hook:")) {
            return rest.substring(0, 4);
        }
        if (rest.startsWith("node:") || rest.startsWith("node-")) {
            return "node";
        }
        return rest.contains("group:") || rest.contains("channel:") ? "group" : "other";
    }

    static long number(ObjectNode arguments, String name, long otherwise) {
        JsonNode node = arguments.get(name);
        return node == null ? otherwise : node.asLong(otherwise);
    }
}
