package cn.openclaw.agent;

import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.model.ModelRef;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** What one agent has in place of the defaults: how hard it thinks, and what its models are sent. */
final class AgentChoices {
    private AgentChoices() {}

    /** {@code agents.list[].thinkingDefault}, else {@code agents.defaults.thinkingDefault}. */
    static Optional<String> thinking(ClawConfig config, String agentId) {
        if (Json.at(config.tree(), "agents", "list") instanceof ArrayNode list) {
            for (JsonNode agent : list) {
                String id = Json.text(agent, "id");
                String level = Json.text(agent, "thinkingDefault");
                if (id != null && level != null && Places.agentId(id).equals(Places.agentId(agentId))) {
                    return Optional.of(level);
                }
            }
        }
        return config.agents().defaults().thinkingDefault();
    }

    /** The parameters of a model in the agent's own allow-list, which takes the place of the default one, else there. */
    static Optional<JsonNode> params(ClawConfig config, String agentId, ModelRef model) {
        ClawConfig.ModelEntry entry = config.agents().list().stream()
                .filter(agent -> Places.agentId(agent.id()).equals(Places.agentId(agentId)))
                .flatMap(agent -> agent.models().stream())
                .findFirst()
                .orElse(config.agents().defaults().models())
                .get(model.toString());
        return entry == null ? Optional.empty() : entry.params();
    }
}
