package cn.openclaw.llm.openai;

import cn.openclaw.json.Json;
import cn.openclaw.llm.Usage;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Token counts, wherever a host puts them: at the top of a chunk, inside its choice (Moonshot), with the cached ones in either
 * of two places or under DeepSeek's name. The last report counts; reports are never added up, because each is of the whole call.
 */
final class TokenCounts {
    private static final long MOST = 1L << 40;

    private TokenCounts() {}

    /** The usage that a chunk reports, or null. */
    static @Nullable Usage in(JsonNode chunk, @Nullable JsonNode choice, String location) {
        JsonNode top = location.equals("choice") ? null : chunk.get("usage");
        JsonNode inside = location.equals("top") || choice == null ? null : choice.get("usage");
        JsonNode usage = top != null && top.isObject() ? top : inside;
        return usage != null && usage.isObject() && !usage.isEmpty() ? of(usage) : null;
    }

    private static Usage of(JsonNode usage) {
        long prompt = number(usage, "prompt_tokens");
        long completion = number(usage, "completion_tokens");
        long reasoning = number(usage, "completion_tokens_details", "reasoning_tokens");
        long total = number(usage, "total_tokens");
        long cached = Math.max(
                number(usage, "cached_tokens"),
                Math.max(number(usage, "prompt_tokens_details", "cached_tokens"), number(usage, "prompt_cache_hit_tokens")));
        // Nearly everywhere reasoning is part of the completion; where the total shows that it is not, it is added.
        boolean apart = reasoning > 0 && total == prompt + completion + reasoning;
        long hit = Math.min(cached, prompt);
        return new Usage(prompt - hit, apart ? completion + reasoning : completion, hit, 0, true, reasoning);
    }

    private static long number(JsonNode usage, String... path) {
        JsonNode node = Json.at(usage, path);
        // A number that no call can cost is no report: a broken proxy must not lose the answer beside it.
        return node != null && node.isNumber() ? Math.clamp(node.asLong(0), 0, MOST) : 0;
    }
}
