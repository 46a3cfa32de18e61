package cn.openclaw.tool.memory;

import cn.openclaw.json.Json;
import cn.openclaw.memory.MemoryHit;
import cn.openclaw.memory.MemorySearch;
import cn.openclaw.tool.ArgumentsSchema;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolOutcome;
import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Finds what the agent wrote down, by words, with no key and no network. */
@AutoService(Tool.class)
public final class MemorySearchTool implements Tool {
    private static final int MOST = 50;

    @Override
    public String name() {
        return "memory_search";
    }

    @Override
    public String description() {
        return "Search MEMORY.md and memory/*.md by words, in any language. Do so before answering about earlier work, decisions, people"
                + " or preferences.";
    }

    @Override
    public ObjectNode parameters() {
        return new ArgumentsSchema()
                .required("query", "string", "Words to look for; several give better results")
                .optional("maxResults", "integer", "At most so many")
                .optional("minScore", "number", "Lowest score, 0 to 1")
                .schema();
    }

    @Override
    public Map<String, String> aliases() {
        return Map.of("max_results", "maxResults", "limit", "maxResults", "min_score", "minScore", "q", "query");
    }

    static MemorySearch memory(Context context) {
        return new MemorySearch(
                context.world().snapshot(), context.world().places(), context.world().clock(), context.turn().agentId(), context.workspace());
    }

    @Override
    public boolean isOffered(Context context) {
        return memory(context).isUseful();
    }

    @Override
    public ToolOutcome run(ObjectNode arguments, Context context) throws InterruptedException {
        String query = String.valueOf(Json.text(arguments, "query"));
        JsonNode most = arguments.get("maxResults");
        JsonNode least = arguments.get("minScore");
        List<MemoryHit> hits = memory(context)
                .search(
                        query,
                        Optional.ofNullable(most).map(node -> Math.clamp(node.asLong(1), 1, MOST)),
                        Optional.ofNullable(least).map(node -> node.asDouble(0)));
        ObjectNode answer = Json.object();
        ArrayNode results = answer.putArray("results");
        hits.forEach(hit -> results.add(hit.tree()));
        answer.put("provider", "none").put("model", "words");
        if (hits.isEmpty()) {
            answer.put("note", "Nothing in memory holds these words. Other words may help.");
        }
        return new ToolOutcome.Done(Json.write(answer));
    }
}
