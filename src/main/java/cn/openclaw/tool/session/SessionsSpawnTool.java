package cn.openclaw.tool.session;

import cn.openclaw.json.Json;
import cn.openclaw.session.Sessions;
import cn.openclaw.tool.ArgumentsSchema;
import cn.openclaw.tool.Effect;
import cn.openclaw.tool.SubAgents;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolOutcome;
import com.google.auto.service.AutoService;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** Gives a piece of work to another agent, in a conversation of its own, and brings its answer. */
@AutoService(Tool.class)
public final class SessionsSpawnTool implements Tool {
    @Override
    public String name() {
        return "sessions_spawn";
    }

    @Override
    public String description() {
        return "Give a self-contained task to a sub-agent and get its answer. It knows nothing of this conversation.";
    }

    @Override
    public ObjectNode parameters() {
        return new ArgumentsSchema()
                .required("task", "string", "What to do, and what to report")
                .optional("label", "string", "A short name")
                .optional("agentId", "string", "Which agent; see agents_list")
                .optional("model", "string", "Which model")
                .optional("thinking", "string", "off, low, medium or high")
                .optional("runTimeoutSeconds", "integer", "Stop after so long")
                .choice("cleanup", "Keep or delete its conversation afterwards", "keep", "delete")
                .schema();
    }

    @Override
    public Map<String, String> aliases() {
        return Map.of("timeoutSeconds", "runTimeoutSeconds", "timeout", "runTimeoutSeconds", "prompt", "task", "agent_id", "agentId");
    }

    @Override
    public boolean isOffered(Context context) {
        return context.turn().subAgents().mayNest();
    }

    @Override
    public Effect effect(ObjectNode arguments, Context context) {
        return Effect.CHANGES;
    }

    @Override
    public ToolOutcome run(ObjectNode arguments, Context context) throws InterruptedException {
        if (!context.turn().subAgents().mayNest()) {
            return new ToolOutcome.Failed("other agents cannot be started from here; do the work yourself");
        }
        long seconds = SessionsListTool.number(arguments, "runTimeoutSeconds", 0);
        SubAgents.Result result = context.turn()
                .subAgents()
                .run(new SubAgents.Task(
                        word(arguments, "agentId"),
                        String.valueOf(Json.text(arguments, "task")),
                        word(arguments, "label"),
                        word(arguments, "model"),
                        word(arguments, "thinking"),
                        seconds > 0 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty(),
                        Optional.empty()));
        ObjectNode answer = Json.object().put("status", result.answered() ? "ok" : "error");
        answer.put("childSessionKey", result.key().text());
        answer.put(result.answered() ? "reply" : "error", result.words());
        if ("delete".equals(Json.text(arguments, "cleanup"))) {
            Sessions sessions = Reach.sessions(context);
            sessions.list(Optional.of(result.key().agent())).stream()
                    .filter(one -> one.key().equals(Optional.of(result.key())))
                    .forEach(sessions::delete);
            answer.put("deleted", true);
        }
        return result.answered() ? new ToolOutcome.Done(Json.write(answer)) : new ToolOutcome.Failed(Json.write(answer));
    }

    private static Optional<String> word(ObjectNode arguments, String name) {
        return Optional.ofNullable(Json.text(arguments, name)).filter(text -> !text.isBlank());
    }
}
