package cn.openclaw.memory;

import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/**
 * {@code memorySearch} of an agent, or of {@code agents.defaults}. Words are found by an index of our own, so what the original's
 * configuration says about embeddings (provider, model, batches, cache) has nothing to act on.
 *
 * @param enabled whether memory is searched at all
 * @param sessions whether conversations are searched as well
 * @param tokens how long a piece is
 * @param overlap how much two pieces share
 * @param maxResults how many results at most
 * @param minScore the lowest score, 0 to 1
 */
public record MemorySettings(boolean enabled, boolean sessions, int tokens, int overlap, int maxResults, double minScore) {
    static final MemorySettings DEFAULT = new MemorySettings(true, false, 400, 80, 6, 0.35);

    public static MemorySettings of(ClawConfig config, String agentId) {
        List<JsonNode> blocks = new ArrayList<>();
        if (Json.at(config.tree(), "agents", "list") instanceof ArrayNode list) {
            for (JsonNode agent : list) {
                JsonNode own = agent.get("memorySearch");
                String id = Json.text(agent, "id");
                if (own != null && id != null && Places.agentId(id).equals(Places.agentId(agentId))) {
                    blocks.add(own);
                }
            }
        }
        JsonNode shared = Json.at(config.tree(), "agents", "defaults", "memorySearch");
        if (shared != null) {
            blocks.add(shared);
        }
        int tokens = Math.max(50, (int) number(blocks, DEFAULT.tokens, "chunking", "tokens"));
        return new MemorySettings(
                !isOff(find(blocks, "enabled")),
                sessions(blocks),
                tokens,
                Math.clamp((int) number(blocks, DEFAULT.overlap, "chunking", "overlap"), 0, tokens / 2),
                Math.max(1, (int) number(blocks, DEFAULT.maxResults, "query", "maxResults")),
                number(blocks, DEFAULT.minScore, "query", "minScore"));
    }

    /** The agent's own word counts before the shared one. */
    private static @Nullable JsonNode find(List<JsonNode> blocks, String... path) {
        for (JsonNode block : blocks) {
            JsonNode node = Json.at(block, path);
            if (node != null) {
                return node;
            }
        }
        return null;
    }

    private static boolean isOff(@Nullable JsonNode node) {
        return node != null && node.isBoolean() && !node.booleanValue();
    }

    private static boolean sessions(List<JsonNode> blocks) {
        if (find(blocks, "sources") instanceof ArrayNode sources) {
            for (JsonNode source : sources) {
                if (source.asString("").equals("sessions")) {
                    return true;
                }
            }
        }
        return false;
    }

    private static double number(List<JsonNode> blocks, double otherwise, String... path) {
        JsonNode node = find(blocks, path);
        return node == null || !node.isNumber() ? otherwise : node.doubleValue();
    }
}
