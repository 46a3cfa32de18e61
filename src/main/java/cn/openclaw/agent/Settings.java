package cn.openclaw.agent;

import cn.openclaw.config.ClawConfig;
import cn.openclaw.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** What the config says about how agents run, where it has no record of its own: defaults, and what one agent has instead. */
final class Settings {
    private static final int SUB_AGENTS = 8;

    private final ClawConfig config;
    private final String agentId;

    Settings(ClawConfig config, String agentId) {
        this.config = config;
        this.agentId = agentId;
    }

    /** The most characters of one workspace file in the prompt. */
    int bootstrapChars() {
        return number(SystemPrompt.MAX_CHARS, "bootstrapMaxChars");
    }

    /** Tokens kept free for the answer at least. */
    int reserve() {
        return number(Room.RESERVE, "compaction", "reserveTokensFloor");
    }

    MemoryFlush memoryFlush() {
        JsonNode enabled = defaults("compaction", "memoryFlush", "enabled");
        return new MemoryFlush(
                enabled == null || enabled.asBoolean(true),
                number(MemoryFlush.AHEAD, "compaction", "memoryFlush", "softThresholdTokens"),
                words("compaction", "memoryFlush", "prompt"),
                words("compaction", "memoryFlush", "systemPrompt"));
    }

    private Optional<String> words(String... path) {
        JsonNode written = defaults(path);
        return Optional.ofNullable(written).map(node -> node.asString("").strip()).filter(words -> !words.isEmpty());
    }

    int subAgentsAtATime() {
        return Math.max(1, number(SUB_AGENTS, "subagents", "maxConcurrent"));
    }

    Optional<String> subAgentModel() {
        return subAgent("model").map(node -> node.isString() ? node.stringValue() : Json.text(node, "primary"));
    }

    Optional<String> subAgentThinking() {
        return subAgent("thinking").map(node -> node.asString(""));
    }

    /** Which agents this one may give work to, besides itself. */
    List<String> mayAsk() {
        List<String> names = new ArrayList<>();
        JsonNode own = own();
        JsonNode list = own == null ? null : Json.at(own, "subagents", "allowAgents");
        if (list != null) {
            list.forEach(name -> names.add(name.asString("")));
        }
        return names;
    }

    private Optional<JsonNode> subAgent(String name) {
        JsonNode own = own();
        JsonNode mine = own == null ? null : Json.at(own, "subagents", name);
        return Optional.ofNullable(mine == null ? defaults("subagents", name) : mine);
    }

    private @Nullable JsonNode own() {
        JsonNode list = Json.at(config.tree(), "agents", "list");
        if (list != null) {
            for (JsonNode agent : list) {
                if (agentId.equals(Json.text(agent, "id"))) {
                    return agent;
                }
            }
        }
        return null;
    }

    private int number(int otherwise, String... path) {
        JsonNode written = defaults(path);
        return written == null || !written.isNumber() ? otherwise : written.asInt(otherwise);
    }

    private @Nullable JsonNode defaults(String... path) {
        JsonNode defaults = Json.at(config.tree(), "agents", "defaults");
        return defaults == null ? null : Json.at(defaults, path);
    }
}
