package cn.openclaw.llm.anthropic;

import cn.openclaw.json.Json;
import cn.openclaw.llm.ChatRequest;
import cn.openclaw.llm.CleanText;
import cn.openclaw.llm.Dialect;
import cn.openclaw.llm.DialectKey;
import cn.openclaw.llm.Endpoint;
import cn.openclaw.llm.LlmNotice;
import cn.openclaw.llm.PersonalParams;
import cn.openclaw.llm.SentTools;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A request in this wire's words. */
final class MessagesBody {
    private final Endpoint endpoint;
    private final Dialect dialect;
    private final ChatRequest request;
    private final SentTools tools;
    private final Consumer<LlmNotice> notices;
    private final boolean kimi;
    private final JsonNode params;

    MessagesBody(
            Endpoint endpoint, Dialect dialect, ChatRequest request, SentTools tools, Consumer<LlmNotice> notices) {
        this.notices = notices;
        this.endpoint = endpoint;
        this.dialect = dialect;
        this.request = request;
        this.tools = tools;
        this.kimi = dialect.is(DialectKey.BUILTIN_TOOLS, "dollar");
        this.params = request.options().params().orElseGet(Json::object);
    }

    ObjectNode build() {
        ArrayNode turns = new MessagesHistory(endpoint, kimi, tools).turns(request.messages());
        MessagesThinking thinking = isMidwayWithoutThinking(turns)
                ? MessagesThinking.silent(maxTokens())
                : MessagesThinking.of(dialect, endpoint.model(), request.options().thinking(), maxTokens());
        ObjectNode body = Json.object().put("model", endpoint.ref().model()).put("max_tokens", thinking.maxTokens());
        ArrayNode system = system();
        if (!system.isEmpty()) {
            body.set("system", system);
        }
        markCache(turns);
        body.set("messages", turns);
        addTools(body, thinking);
        thinking.thinking().ifPresent(value -> body.set("thinking", value));
        thinking.effort().ifPresent(effort -> body.set("output_config", Json.object().put("effort", effort)));
        body.put("stream", true);
        PersonalParams.lay(params, body, dialect, notices);
        if (thinking.thinking().isPresent()) {
            // While it thinks, Anthropic's model takes no temperature but its own.
            body.remove("temperature");
        }
        return body;
    }

    /**
     * Whether tools were just run for a turn that did not begin with thinking: another model's, after a switch. Anthropic
     * refuses to begin thinking there; Kimi does not mind.
     */
    private boolean isMidwayWithoutThinking(ArrayNode turns) {
        if (kimi || turns.size() < 2) {
            return false;
        }
        String last = turns.get(turns.size() - 1).path("content").path(0).path("type").asString("");
        String first = turns.get(turns.size() - 2).path("content").path(0).path("type").asString("");
        return last.equals("tool_result") && !first.endsWith("thinking");
    }

    private int maxTokens() {
        int most = endpoint.model().maxTokens();
        int asked = request.options().maxTokens().orElseGet(() -> params.path("maxTokens").asInt(most));
        boolean named = request.options().maxTokens().isPresent();
        return asked > 0 && (named || most <= 0 || asked < most) ? asked : Math.max(most, 1);
    }

    private ArrayNode system() {
        ArrayNode system = Json.array();
        if (!request.system().isBlank()) {
            ObjectNode block = Json.object().put("type", "text").put("text", CleanText.of(request.system()));
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
        ArrayNode declarations = Json.array();
        for (ChatRequest.ToolDefinition tool : tools.tools()) {
            ObjectNode declared = Json.object().put("name", tool.name()).put("description", tool.description());
            declared.set("input_schema", tool.parameters());
            declarations.add(declared);
        }
        if (declarations.isEmpty()) {
            return;
        }
        body.set("tools", declarations);
        request.options().toolChoice().ifPresent(choice -> body.set("tool_choice", choice(choice, thinking)));
    }

    /** While a model thinks it may not be forced to a tool; then it is asked to choose for itself. */
    private ObjectNode choice(String choice, MessagesThinking thinking) {
        boolean free = thinking.thinking().isEmpty()
                || thinking.thinking().get().path("type").asString("").equals("disabled");
        return switch (choice) {
            case "auto", "none" -> Json.object().put("type", choice);
            case "required" -> Json.object().put("type", free ? "any" : "auto");
            default -> free ? Json.object().put("type", "tool").put("name", tools.sent(choice)) : Json.object().put("type", "auto");
        };
    }
}
