package cn.openclaw.provider;

import cn.openclaw.json.Json;
import cn.openclaw.model.Capability;
import cn.openclaw.model.Sampling;
import cn.openclaw.model.Thinking;
import java.net.URI;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a platform itself said it serves.
 *
 * @param provider the provider asked
 * @param baseUrl where
 * @param fetched when
 * @param models by id, in the platform's order
 */
public record LiveList(String provider, URI baseUrl, Instant fetched, Map<String, LiveModel> models) {

    /**
     * One entry; what the platform leaves out is empty.
     *
     * @param id the model id
     * @param name for people
     * @param contextWindow tokens
     * @param input what it takes
     * @param reasoning whether it reasons
     * @param capability its thinking switch and efforts, where the platform (Kimi Code) lists them
     */
    public record LiveModel(
            String id,
            Optional<String> name,
            Optional<Integer> contextWindow,
            Optional<List<String>> input,
            Optional<Boolean> reasoning,
            Optional<Capability> capability) {}

    /** Reads the answer to {@code GET …/models}; empty if it is none. */
    static Optional<Map<String, LiveModel>> answer(JsonNode tree) {
        JsonNode data = Json.at(tree, "data");
        if (data == null || !data.isArray()) {
            return Optional.empty();
        }
        Map<String, LiveModel> models = new LinkedHashMap<>();
        for (JsonNode item : data) {
            String id = Json.text(item, "id");
            if (id != null && !id.isBlank()) {
                models.put(id, model(id, item));
            }
        }
        return Optional.of(models);
    }

    private static LiveModel model(String id, JsonNode item) {
        Optional<Boolean> reasoning = flag(item, "supports_reasoning");
        return new LiveModel(
                id,
                Optional.ofNullable(Json.text(item, "display_name")),
                number(item, "context_length").or(() -> number(item, "context_window")),
                input(item),
                reasoning,
                capability(id, item));
    }

    private static Optional<List<String>> input(JsonNode item) {
        Optional<Boolean> image = flag(item, "supports_image_in");
        Optional<Boolean> video = flag(item, "supports_video_in");
        if (image.isEmpty() && video.isEmpty()) {
            return Optional.empty();
        }
        List<String> kinds = new ArrayList<>(List.of("text"));
        image.filter(yes -> yes).ifPresent(_ -> kinds.add("image"));
        video.filter(yes -> yes).ifPresent(_ -> kinds.add("video"));
        return Optional.of(kinds);
    }

    private static Optional<Capability> capability(String id, JsonNode item) {
        String type = Json.text(item, "supports_thinking_type");
        if (type == null) {
            return Optional.empty();
        }
        Thinking thinking =
                switch (type) {
                    case "only" -> Thinking.ALWAYS;
                    case "both" -> Thinking.TOGGLE;
                    default -> Thinking.NONE;
                };
        List<String> efforts = new ArrayList<>();
        JsonNode words = Json.at(item, "think_efforts", "valid_efforts");
        if (words != null) {
            words.forEach(word -> efforts.add(word.asString()));
        }
        Capability known = KimiFamily.of(id).map(KimiFamily::capability).orElse(Capability.PLAIN);
        Sampling sampling = known.sampling();
        return Optional.of(new Capability(
                thinking,
                efforts,
                Optional.ofNullable(Json.text(item, "think_efforts", "default_effort")),
                sampling,
                known.keepsThinking()));
    }

    private static Optional<Boolean> flag(JsonNode item, String name) {
        JsonNode node = Json.at(item, name);
        return node != null && node.isBoolean() ? Optional.of(node.booleanValue()) : Optional.empty();
    }

    private static Optional<Integer> number(JsonNode item, String name) {
        JsonNode node = Json.at(item, name);
        return node != null && node.isInt() && node.intValue() > 0 ? Optional.of(node.intValue()) : Optional.empty();
    }

    /** The cache file: the platform's own words, so that a later version of this program may read more from them. */
    static ObjectNode file(String provider, URI baseUrl, Instant fetched, JsonNode answer) {
        ObjectNode file = Json.object();
        file.put("provider", provider);
        file.put("baseUrl", baseUrl.toString());
        file.put("fetchedAt", fetched.toString());
        JsonNode data = Json.at(answer, "data");
        file.set("data", data instanceof ArrayNode list ? list : Json.array());
        return file;
    }

    /** Reads a cache file; null if it is none, or is about another address. */
    static @Nullable LiveList read(JsonNode file, String provider, URI baseUrl) {
        Optional<Map<String, LiveModel>> models = answer(file);
        String fetched = Json.text(file, "fetchedAt");
        if (models.isEmpty() || fetched == null || !baseUrl.toString().equals(Json.text(file, "baseUrl"))) {
            return null;
        }
        return new LiveList(provider, baseUrl, Instant.parse(fetched), models.get());
    }
}
