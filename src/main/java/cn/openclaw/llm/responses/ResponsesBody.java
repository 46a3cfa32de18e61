package cn.openclaw.llm.responses;

import cn.openclaw.json.Json;
import cn.openclaw.llm.ChatRequest;
import cn.openclaw.llm.CleanText;
import cn.openclaw.llm.Dialect;
import cn.openclaw.llm.Endpoint;
import cn.openclaw.llm.LlmNotice;
import cn.openclaw.llm.PersonalParams;
import cn.openclaw.llm.SentTools;
import cn.openclaw.llm.ThinkingFormat;
import cn.openclaw.llm.ThinkingLevel;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A request in this wire's words. */
final class ResponsesBody {
    private final Endpoint endpoint;
    private final Dialect dialect;
    private final ChatRequest request;
    private final SentTools tools;
    private final Consumer<LlmNotice> notices;
    private final JsonNode params;

    ResponsesBody(
            Endpoint endpoint, Dialect dialect, ChatRequest request, SentTools tools, Consumer<LlmNotice> notices) {
        this.notices = notices;
        this.endpoint = endpoint;
        this.dialect = dialect;
        this.request = request;
        this.tools = tools;
        this.params = request.options().params().orElseGet(Json::object);
    }

    ObjectNode build() {
        ObjectNode body = Json.object().put("model", endpoint.ref().model());
        if (!request.system().isBlank()) {
            body.put("instructions", CleanText.of(request.system()));
        }
        body.set("input", new ResponsesHistory(endpoint, tools).items(request.messages()));
        body.put("stream", true).put("store", false).put("max_output_tokens", maxTokens());
        if (dialect.thinkingFormat() != ThinkingFormat.NONE) {
            addReasoning(body);
        }
        addTools(body);
        request.options().cacheKey().ifPresent(key -> body.put("prompt_cache_key", key));
        PersonalParams.lay(params, body, dialect, notices);
        return body;
    }

    private int maxTokens() {
        int most = endpoint.model().maxTokens();
        int asked = request.options().maxTokens().orElseGet(() -> params.path("maxTokens").asInt(most));
        boolean named = request.options().maxTokens().isPresent();
        return asked > 0 && (named || most <= 0 || asked < most) ? asked : Math.max(most, 1);
    }

    private void addReasoning(ObjectNode body) {
        ObjectNode reasoning = Json.object();
        request.options().thinking().flatMap(this::effort).ifPresent(effort -> reasoning.put("effort", effort));
        reasoning.put("summary", "auto");
        body.set("reasoning", reasoning);
        body.set("include", Json.array().add("reasoning.encrypted_content"));
    }

    /** {@code off} only where the model has a word for it. */
    private Optional<String> effort(ThinkingLevel level) {
        if (level != ThinkingLevel.OFF) {
            return dialect.effort(level);
        }
        return endpoint.model().capability().efforts().contains("none") ? Optional.of("none") : Optional.empty();
    }

    private void addTools(ObjectNode body) {
        ArrayNode declarations = Json.array();
        for (ChatRequest.ToolDefinition tool : tools.tools()) {
            ObjectNode declared = Json.object()
                    .put("type", "function")
                    .put("name", tool.name())
                    .put("description", tool.description());
            declared.set("parameters", tool.parameters());
            declarations.add(declared.put("strict", false));
        }
        if (declarations.isEmpty()) {
            return;
        }
        body.set("tools", declarations);
        request.options().toolChoice().ifPresent(choice -> {
            switch (choice) {
                case "auto", "none", "required" -> body.put("tool_choice", choice);
                default -> body.set("tool_choice", Json.object().put("type", "function").put("name", tools.sent(choice)));
            }
        });
    }
}
