package cn.openclaw.tool.session;

import cn.openclaw.json.Json;
import cn.openclaw.session.SessionKey;
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

/** Says something in another conversation, and brings its answer. */
@AutoService(Tool.class)
public final class SessionsSendTool implements Tool {
    @Override
    public String name() {
        return "sessions_send";
    }

    @Override
    public String description() {
        return "Send a message into another conversation, named by sessionKey or label, and get its agent's answer.";
    }

    @Override
    public ObjectNode parameters() {
        return new ArgumentsSchema()
                .optional("sessionKey", "string", "Its key or id")
                .optional("label", "string", "Its label, instead of the key")
                .optional("agentId", "string", "Whose main conversation, instead of the key")
                .required("message", "string", "What to say")
                .optional("timeoutSeconds", "integer", "How long to wait at most; 0: the answer is not needed")
                .schema();
    }

    @Override
    public Map<String, String> aliases() {
        return Map.of("session_key", "sessionKey", "key", "sessionKey", "text", "message", "timeout", "timeoutSeconds");
    }

    @Override
    public boolean isOffered(Context context) {
        return context.turn().subAgents().mayNest();
    }

    @Override
    public Effect effect(ObjectNode arguments, Context context) {
        // What the other agent does beyond its workspace asks for itself.
        return Effect.CHANGES;
    }

    @Override
    public ToolOutcome run(ObjectNode arguments, Context context) throws InterruptedException {
        if (!context.turn().subAgents().mayNest()) {
            return new ToolOutcome.Failed("other agents cannot be started from here; do the work yourself");
        }
        Reach reach = new Reach(context);
        Optional<String> agent = Optional.ofNullable(Json.text(arguments, "agentId")).map(SessionKey::agentId);
        Optional<String> named = Optional.ofNullable(Json.text(arguments, "sessionKey")).or(() -> Optional.ofNullable(Json.text(arguments, "label")));
        Optional<SessionKey> key = named.isPresent()
                ? named.flatMap(name -> reach.find(Reach.sessions(context), name)).flatMap(Sessions.Listed::key)
                : agent.filter(reach::seesAgent).map(SessionKey::main);
        if (key.isEmpty()) {
            return new ToolOutcome.Failed("no session " + named.or(() -> agent).orElse("(none was named)")
                    + " that you may write to; sessions_list shows them");
        }
        if (key.get().equals(context.turn().key())) {
            return new ToolOutcome.Failed("that is this conversation itself: just answer");
        }
        long seconds = SessionsListTool.number(arguments, "timeoutSeconds", -1);
        // The other agent must be able to tell who speaks: it is not its user.
        String words = "[Message from session " + context.turn().key() + "]\n" + Json.text(arguments, "message");
        SubAgents.Result result = context.turn()
                .subAgents()
                .run(new SubAgents.Task(
                        Optional.of(key.get().agent()),
                        words,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        seconds > 0 ? Optional.of(Duration.ofSeconds(seconds)) : Optional.empty(),
                        key));
        ObjectNode answer = Json.object().put("status", result.answered() ? "ok" : "error").put("sessionKey", result.key().text());
        answer.put(result.answered() ? "reply" : "error", seconds == 0 && result.answered() ? "(delivered)" : result.words());
        return result.answered() ? new ToolOutcome.Done(Json.write(answer)) : new ToolOutcome.Failed(Json.write(answer));
    }
}
