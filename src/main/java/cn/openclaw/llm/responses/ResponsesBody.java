package cn.openclaw.llm.responses;

import cn.openclaw.json.Json;
import cn.openclaw.llm.ChatRequest;
import cn.openclaw.llm.Endpoint;
import cn.openclaw.llm.ThinkingLevel;
import cn.openclaw.model.Sampling;
import cn.openclaw.model.Thinking;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A request in this wire's words. */
final class ResponsesBody {
    private static final Set<String> OURS = Set.of("maxTokens", "cacheRetention", "cacheControlTtl", "temperature");

    private final Endpoint endpoint;
    private final ChatRequest request;
    private final JsonNode params;

    ResponsesBody(Endpoint endpoint, ChatRequest request) {
        this.endpoint = endpoint;
        this.request = request;
        this.params = request.options().params().orElseGet(Json::object);
    }

    ObjectNode build() {
        ObjectNode body = Json.object().put("model", endpoint.ref().model());
        if (!request.system().isBlank()) {
            body.put("instructions", request.system());
        }
        body.set("input", new ResponsesHistory(endpoint).items(request.messages()));
        body.put("stream", true).put("store", false).put("max_output_tokens", maxTokens());
        boolean thinks = endpoint.model().reasoning() || endpoint.model().capability().thinking() != Thinking.NONE;
        if (thinks) {
            addReasoning(body);
        } else if (endpoint.model().capability().sampling() == Sampling.OPEN && params.path("temperature").isNumber()) {
            body.set("temperature", params.path("temperature"));
        }
        addTools(body);
        request.options().cacheKey().ifPresent(key -> body.put("prompt_cache_key", key));
        for (var param : params.properties()) {
            if (!OURS.contains(param.getKey())) {
                body.set(param.getKey(), param.getValue());
            }
        }
        return body;
    }

    private int maxTokens() {
        int most = endpoint.model().maxTokens();
        int asked = request.options().maxTokens().orElseGet(() -> params.path("maxTokens").asInt(most));
        return asked > 0 && (most <= 0 || asked < most) ? asked : Math.max(most, 1);
    }

    private void addReasoning(ObjectNode body) {
        ObjectNode reasoning = Json.object();
        request.options().thinking().flatMap(this::effort).ifPresent(effort -> reasoning.put("effort", effort));
        reasoning.put("summary", "auto");
        body.set("reasoning", reasoning);
        body.set("include", Json.array().add("reasoning.encrypted_content"));
    }

    /** The nearest word that the model takes; {@code off} only where the model has a word for it. */
    private Optional<String> effort(ThinkingLevel level) {
        List<String> words = endpoint.model().capability().efforts();
        if (level == ThinkingLevel.OFF) {
            return words.contains("none") ? Optional.of("none") : Optional.empty();
        }
        if (words.isEmpty()) {
            boolean above = level == ThinkingLevel.XHIGH || level == ThinkingLevel.MAX;
            return Optional.of(above ? "high" : level.id());
        }
        if (words.contains(level.id())) {
            return Optional.of(level.id());
        }
        return Optional.of(level.compareTo(ThinkingLevel.MEDIUM) < 0 ? words.getFirst() : words.getLast());
    }

    private void addTools(ObjectNode body) {
        ArrayNode tools = Json.array();
        for (ChatRequest.ToolDefinition tool : request.tools()) {
            ObjectNode declared = Json.object()
                    .put("type", "function")
                    .put("name", tool.name())
                    .put("description", tool.description());
            declared.set("parameters", tool.parameters());
            tools.add(declared.put("strict", false));
        }
        if (tools.isEmpty()) {
            return;
        }
        body.set("tools", tools);
        request.options().toolChoice().ifPresent(choice -> {
            switch (choice) {
                case "auto", "none", "required" -> body.put("tool_choice", choice);
                default -> body.set("tool_choice", Json.object().put("type", "function").put("name", choice));
            }
        });
    }
}
