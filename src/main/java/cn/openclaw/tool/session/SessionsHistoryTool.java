package cn.openclaw.tool.session;

import cn.openclaw.json.Json;
import cn.openclaw.session.Sessions;
import cn.openclaw.tool.ArgumentsSchema;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolOutcome;
import com.google.auto.service.AutoService;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** What was said in another conversation. */
@AutoService(Tool.class)
public final class SessionsHistoryTool implements Tool {
    private static final int USUAL = 50;
    private static final int MOST = 1000;

    @Override
    public String name() {
        return "sessions_history";
    }

    @Override
    public String description() {
        return "Read the last messages of another conversation, found by sessions_list.";
    }

    @Override
    public ObjectNode parameters() {
        return new ArgumentsSchema()
                .required("sessionKey", "string", "Its key, id or label")
                .optional("limit", "integer", "How many messages; default " + USUAL)
                .optional("includeTools", "boolean", "Tool calls and results as well")
                .schema();
    }

    @Override
    public Map<String, String> aliases() {
        return Map.of("session_key", "sessionKey", "key", "sessionKey", "sessionId", "sessionKey", "include_tools", "includeTools");
    }

    @Override
    public boolean isOffered(Context context) {
        return !Reach.isSubAgent(context.turn().key()) || context.turn().subAgents().mayNest();
    }

    @Override
    public ToolOutcome run(ObjectNode arguments, Context context) {
        String written = String.valueOf(Json.text(arguments, "sessionKey"));
        Optional<Sessions.Listed> found = new Reach(context).find(Reach.sessions(context), written);
        if (found.isEmpty()) {
            return new ToolOutcome.Failed("no session " + written + " that you may look at; sessions_list shows them");
        }
        int limit = Math.clamp(SessionsListTool.number(arguments, "limit", USUAL), 1, MOST);
        boolean tools = arguments.path("includeTools").asBoolean(false);
        ObjectNode answer = Json.object().put("sessionKey", found.get().name());
        answer.set("messages", found.get().file().map(file -> new Talk(context).last(file, limit, tools)).orElseGet(Json::array));
        return new ToolOutcome.Done(Json.write(answer));
    }
}
