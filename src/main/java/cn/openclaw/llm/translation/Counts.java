package cn.openclaw.llm.translation;

import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.llm.Usage;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Token counts in the three wires' words. */
public final class Counts {
    private static final long MOST = 1L << 40;

    private Counts() {}

    /**
     * What a {@code usage} object says, whichever wire it is of.
     *
     * @return unreported if it holds no count
     */
    public static Usage of(JsonNode usage) {
        if (usage.path("prompt_tokens").isNumber() || usage.path("completion_tokens").isNumber()) {
            return completions(usage);
        }
        boolean responses = usage.has("input_tokens_details") || usage.has("output_tokens_details")
                || (usage.has("total_tokens") && usage.has("input_tokens"));
        if (responses) {
            return responses(usage);
        }
        return usage.path("input_tokens").isNumber() || usage.path("output_tokens").isNumber() ? messages(usage) : Usage.UNKNOWN;
    }

    /**
     * What an answer's first and last {@code usage} objects say together: on Anthropic's wire the prompt is counted in the
     * first and the answer in the last.
     */
    public static Usage of(byte @Nullable [] first, byte @Nullable [] last) {
        Usage begun = parsed(first);
        Usage ended = parsed(last);
        if (!begun.reported() || !ended.reported() || first == last) {
            return ended.reported() ? ended : begun;
        }
        return new Usage(
                later(ended.input(), begun.input()),
                later(ended.output(), begun.output()),
                later(ended.cacheRead(), begun.cacheRead()),
                later(ended.cacheWrite(), begun.cacheWrite()),
                true,
                later(ended.reasoning(), begun.reasoning()));
    }

    private static long later(long last, long first) {
        return last > 0 ? last : first;
    }

    private static Usage parsed(byte @Nullable [] object) {
        if (object == null) {
            return Usage.UNKNOWN;
        }
        try {
            return of(Json.parse(object));
        } catch (JsonException e) {
            return Usage.UNKNOWN;
        }
    }

    private static Usage completions(JsonNode usage) {
        long prompt = number(usage, "prompt_tokens");
        long completion = number(usage, "completion_tokens");
        long reasoning = number(usage, "completion_tokens_details", "reasoning_tokens");
        long cached = Math.max(
                number(usage, "cached_tokens"),
                Math.max(number(usage, "prompt_tokens_details", "cached_tokens"), number(usage, "prompt_cache_hit_tokens")));
        boolean apart = reasoning > 0 && number(usage, "total_tokens") == prompt + completion + reasoning;
        long hit = Math.min(cached, prompt);
        return new Usage(prompt - hit, apart ? completion + reasoning : completion, hit, 0, true, reasoning);
    }

    private static Usage messages(JsonNode usage) {
        return new Usage(
                number(usage, "input_tokens"),
                number(usage, "output_tokens"),
                number(usage, "cache_read_input_tokens"),
                number(usage, "cache_creation_input_tokens"),
                true);
    }

    private static Usage responses(JsonNode usage) {
        long input = number(usage, "input_tokens");
        long cached = Math.min(input, number(usage, "input_tokens_details", "cached_tokens"));
        return new Usage(
                input - cached,
                number(usage, "output_tokens"),
                cached,
                0,
                true,
                number(usage, "output_tokens_details", "reasoning_tokens"));
    }

    private static long number(JsonNode usage, String... path) {
        JsonNode node = Json.at(usage, path);
        return node != null && node.isNumber() ? Math.clamp(node.asLong(0), 0, MOST) : 0;
    }

    static ObjectNode asCompletions(Usage usage) {
        long prompt = usage.input() + usage.cacheRead() + usage.cacheWrite();
        ObjectNode out = Json.object()
                .put("prompt_tokens", prompt)
                .put("completion_tokens", usage.output())
                .put("total_tokens", prompt + usage.output());
        out.set("prompt_tokens_details", Json.object().put("cached_tokens", usage.cacheRead()));
        out.set("completion_tokens_details", Json.object().put("reasoning_tokens", usage.reasoning()));
        return out;
    }

    static ObjectNode asMessages(Usage usage) {
        return Json.object()
                .put("input_tokens", usage.input())
                .put("cache_creation_input_tokens", usage.cacheWrite())
                .put("cache_read_input_tokens", usage.cacheRead())
                .put("output_tokens", usage.output());
    }

    static ObjectNode asResponses(Usage usage) {
        long input = usage.input() + usage.cacheRead() + usage.cacheWrite();
        ObjectNode out = Json.object().put("input_tokens", input);
        out.set("input_tokens_details", Json.object().put("cached_tokens", usage.cacheRead()));
        out.put("output_tokens", usage.output());
        out.set("output_tokens_details", Json.object().put("reasoning_tokens", usage.reasoning()));
        return out.put("total_tokens", input + usage.output());
    }

    static Optional<Usage> in(JsonNode holder) {
        JsonNode usage = holder.get("usage");
        Usage found = usage != null && usage.isObject() ? of(usage) : Usage.UNKNOWN;
        return found.reported() ? Optional.of(found) : Optional.empty();
    }
}
