package cn.openclaw.tool.session;

import cn.openclaw.json.Json;
import cn.openclaw.session.SessionEntry;
import cn.openclaw.session.SessionStore;
import cn.openclaw.tool.Effect;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolOutcome;
import com.google.auto.service.AutoService;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The agent's list of things to do in this conversation. It is kept with the conversation's entry, so it outlives compaction and
 * restart, and goes with the conversation.
 */
@AutoService(Tool.class)
public final class TodoTool implements Tool {
    private static final String MEMBER = "todos";
    private static final int MOST = 100;

    @Override
    public String name() {
        return "todo";
    }

    @Override
    public String description() {
        return "Keep the list of steps of longer work: set replaces the whole list, list shows it. Mark steps done as soon as they are.";
    }

    @Override
    public ObjectNode parameters() {
        ObjectNode schema = Json.object().put("type", "object");
        ObjectNode properties = schema.putObject("properties");
        ObjectNode action = properties.putObject("action").put("type", "string").put("description", "Default: set if todos are given");
        action.putArray("enum").add("set").add("list");
        ObjectNode todos = properties.putObject("todos").put("type", "array").put("description", "The whole list, in order");
        ObjectNode item = todos.putObject("items").put("type", "object");
        ObjectNode members = item.putObject("properties");
        members.putObject("title").put("type", "string").put("description", "The step");
        ObjectNode status = members.putObject("status").put("type", "string").put("description", "How it stands");
        status.putArray("enum").add("pending").add("in_progress").add("done");
        item.putArray("required").add("title");
        return schema;
    }

    @Override
    public Map<String, String> aliases() {
        return Map.of("items", "todos", "list", "todos", "tasks", "todos");
    }

    @Override
    public Effect effect(ObjectNode arguments, Context context) {
        return isSet(arguments) ? Effect.CHANGES : Effect.READS;
    }

    private static boolean isSet(ObjectNode arguments) {
        String action = Json.text(arguments, "action");
        return action == null ? arguments.has("todos") : action.equals("set");
    }

    @Override
    public ToolOutcome run(ObjectNode arguments, Context context) {
        SessionStore store = Reach.sessions(context).store(context.turn().key().agent());
        ArrayNode list = Json.array();
        if (isSet(arguments)) {
            if (!(arguments.get("todos") instanceof ArrayNode wanted)) {
                return new ToolOutcome.Failed("todos is missing: give the whole list, an empty one to clear it");
            }
            if (wanted.size() > MOST) {
                return new ToolOutcome.Failed("a list of more than " + MOST + " steps helps nobody; keep the next ones");
            }
            wanted.forEach(item -> list.add(item(item)));
            store.update(context.turn().key(), entry -> entry.set(MEMBER, list.deepCopy()));
        } else {
            Optional<SessionEntry> entry = store.find(context.turn().key());
            if (entry.isPresent() && entry.get().tree().get(MEMBER) instanceof ArrayNode kept) {
                list.addAll(kept);
            }
        }
        ObjectNode details = Json.object();
        details.set(MEMBER, list);
        return new ToolOutcome.Done(text(list), details);
    }

    private static ObjectNode item(JsonNode given) {
        String status = Json.text(given, "status");
        String title = String.valueOf(Json.text(given, "title")).strip();
        return Json.object().put("title", title).put("status", status == null ? "pending" : status);
    }

    private static String text(ArrayNode list) {
        StringBuilder out = new StringBuilder();
        for (JsonNode item : list) {
            String mark =
                    switch (String.valueOf(Json.text(item, "status"))) {
                        case "done" -> "[x] ";
                        case "in_progress" -> "[>] ";
                        default -> "[ ] ";
                    };
            out.append(out.isEmpty() ? "" : "\n").append(mark).append(Json.text(item, "title"));
        }
        return out.isEmpty() ? "(the list is empty)" : out.toString();
    }
}
