package cn.openclaw.tool.session;

import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.tool.ArgumentsSchema;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolOutcome;
import com.google.auto.service.AutoService;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Which agents may be given work. */
@AutoService(Tool.class)
public final class AgentsListTool implements Tool {
    @Override
    public String name() {
        return "agents_list";
    }

    @Override
    public String description() {
        return "List the agents that sessions_spawn may use from here.";
    }

    @Override
    public ObjectNode parameters() {
        return new ArgumentsSchema().schema();
    }

    @Override
    public boolean isOffered(Context context) {
        return context.turn().subAgents().mayNest();
    }

    @Override
    public ToolOutcome run(ObjectNode arguments, Context context) {
        List<ClawConfig.Agent> configured = context.world().snapshot().config().agents().list();
        List<String> allowed = new ArrayList<>(new Reach(context).mayAsk());
        boolean any = allowed.remove("*");
        if (any) {
            configured.stream().map(agent -> Places.agentId(agent.id())).filter(id -> !allowed.contains(id)).forEach(allowed::add);
        }
        ObjectNode answer = Json.object().put("requester", allowed.getFirst()).put("allowAny", any);
        ArrayNode agents = answer.putArray("agents");
        for (String id : allowed) {
            Optional<ClawConfig.Agent> known =
                    configured.stream().filter(agent -> Places.agentId(agent.id()).equals(id)).findFirst();
            ObjectNode one = agents.addObject().put("id", id);
            known.flatMap(ClawConfig.Agent::name).ifPresent(name -> one.put("name", name));
            one.put("configured", known.isPresent() || id.equals("main"));
        }
        return new ToolOutcome.Done(Json.write(answer));
    }
}
