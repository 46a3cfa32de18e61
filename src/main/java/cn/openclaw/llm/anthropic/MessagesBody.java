package cn.openclaw.llm.anthropic;

import cn.openclaw.json.Json;
import cn.openclaw.llm.ChatRequest;
import cn.openclaw.llm.Endpoint;
import cn.openclaw.model.Sampling;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A request in this wire's words. */
final class MessagesBody {
    /** Settings of ours among a model's params; the others are laid over the body as they stand. */
    private static final Set<String> OURS = Set.of("maxTokens", "cacheRetention", "cacheControlTtl", "temperature");

    private final Endpoint endpoint;
    private final ChatRequest request;
    private final boolean kimi;
    private final JsonNode params;

    MessagesBody(Endpoint endpoint, ChatRequest request) {
        this.endpoint = endpoint;
        this.request = request;
        this.kimi = isKimi(endpoint);
        this.params = request.options().params().orElseGet(Json::object);
    }

    static boolean isKimi(Endpoint endpoint) {
        String host = Optional.ofNullable(endpoint.baseUrl().getHost()).orElse("").toLowerCase(Locale.ROOT);
        return List.of("api.kimi.com", "api.moonshot.cn", "api.moonshot.ai").contains(host)
                || endpoint.ref().model().startsWith("kimi-");
    }

    ObjectNode build() {
        MessagesThinking thinking =
                MessagesThinking.of(kimi, endpoint.model(), request.options().thinking(), maxTokens());
        ObjectNode body = Json.object().put("model", endpoint.ref().model()).put("max_tokens", thinking.maxTokens());
        ArrayNode system = system();
        if (!system.isEmpty()) {
            body.set("system", system);
        }
        ArrayNode turns = new MessagesHistory(endpoint, kimi).turns(request.messages());
        markCache(turns);
        body.set("messages", turns);
        addTools(body, thinking);
        thinking.thinking().ifPresent(value -> body.set("thinking", value));
        thinking.effort().ifPresent(effort -> body.set("output_config", Json.object().put("effort", effort)));
        // A model that thinks takes no temperature but its own, and so do Kimi's newer ones at all times.
        boolean open = endpoint.model().capability().sampling() == Sampling.OPEN && thinking.thinking().isEmpty();
        if (open && params.path("temperature").isNumber()) {
            body.set("temperature", params.path("temperature"));
        }
        body.put("stream", true);
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

    private ArrayNode system() {
        ArrayNode system = Json.array();
        if (!request.system().isBlank()) {
            ObjectNode block = Json.object().put("type", "text").put("text", request.system());
            cacheMark().ifPresent(mark -> block.set("cache_control", mark));
            system.add(block);
        }
        return system;
    }

    /** The end of the last thing said: everything before it is the prefix that the next request repeats. */
    private void markCache(ArrayNode turns) {
        JsonNode last = turns.isEmpty() ? Json.object() : turns.get(turns.size() - 1);
        JsonNode content = last.path("content");
        if ("user".equals(Json.text(last, "role")) && content.get(content.size() - 1) instanceof ObjectNode block) {
            cacheMark().ifPresent(mark -> block.set("cache_control", mark));
        }
    }

    private Optional<ObjectNode> cacheMark() {
        String retention = params.path("cacheRetention").asString("short");
        if (retention.equals("none")) {
            return Optional.empty();
        }
        ObjectNode mark = Json.object().put("type", "ephemeral");
        boolean longer = retention.equals("long") || params.path("cacheControlTtl").asString("").equals("1h");
        if (longer && !kimi) {
            mark.put("ttl", "1h");
        }
        return Optional.of(mark);
    }

    private void addTools(ObjectNode body, MessagesThinking thinking) {
        ArrayNode tools = Json.array();
        for (ChatRequest.ToolDefinition tool : request.tools()) {
            ObjectNode declared = Json.object().put("name", tool.name()).put("description", tool.description());
            declared.set("input_schema", tool.parameters());
            tools.add(declared);
        }
        if (tools.isEmpty()) {
            return;
        }
        body.set("tools", tools);
        request.options().toolChoice().ifPresent(choice -> body.set("tool_choice", choice(choice, thinking)));
    }

    /** While a model thinks it may not be forced to a tool; then it is asked to choose for itself. */
    private static ObjectNode choice(String choice, MessagesThinking thinking) {
        boolean free = thinking.thinking().isEmpty()
                || thinking.thinking().get().path("type").asString("").equals("disabled");
        return switch (choice) {
            case "auto", "none" -> Json.object().put("type", choice);
            case "required" -> Json.object().put("type", free ? "any" : "auto");
            default -> free ? Json.object().put("type", "tool").put("name", choice) : Json.object().put("type", "auto");
        };
    }
}
