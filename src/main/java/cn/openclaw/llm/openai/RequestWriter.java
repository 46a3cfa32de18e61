package cn.openclaw.llm.openai;

import cn.openclaw.json.Json;
import cn.openclaw.llm.ChatRequest;
import cn.openclaw.llm.CleanText;
import cn.openclaw.llm.Dialect;
import cn.openclaw.llm.DialectKey;
import cn.openclaw.llm.Endpoint;
import cn.openclaw.llm.LlmNotice;
import cn.openclaw.llm.SchemaException;
import cn.openclaw.llm.ThinkingLevel;
import cn.openclaw.llm.TokenEstimate;
import cn.openclaw.llm.ToolNames;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Writes the body of one request, question by question as the dialect answers them. */
final class RequestWriter {
    private static final int MOST_TOOLS = 128;

    /** Left free between prompt and answer when an answer must be cut to fit: the estimate may be off by some per cent. */
    private static final double ESTIMATE_MARGIN = 1.1;

    private static final int LEAST_ANSWER = 1024;

    private final Endpoint endpoint;
    private final Dialect dialect;
    private final Consumer<LlmNotice> notices;
    private final KnownSchemas schemas;
    private ToolNames names = new ToolNames(List.of());

    RequestWriter(Endpoint endpoint, Dialect dialect, KnownSchemas schemas, Consumer<LlmNotice> notices) {
        this.endpoint = endpoint;
        this.dialect = dialect;
        this.schemas = schemas;
        this.notices = notices;
    }

    /** The tools' names as they were sent. */
    ToolNames names() {
        return names;
    }

    ObjectNode write(ChatRequest request) {
        ChatRequest.Options options = request.options();
        List<ChatRequest.ToolDefinition> tools = request.tools();
        names = new ToolNames(tools.stream().map(ChatRequest.ToolDefinition::name).toList());
        ArrayNode written = tools(tools);
        ToolChoice choice = ToolChoice.of(dialect, options, !written.isEmpty());
        choice.refused().ifPresent(word -> notices.accept(
                LlmNotice.of(CompletionsText.TOOL_CHOICE, endpoint.ref(), word)));
        Optional<ThinkingLevel> level =
                choice.withoutThinking() || usesPlatformTool(tools) ? stopped(options.thinking()) : options.thinking();

        ObjectNode body = Json.object().put("model", endpoint.model().id());
        ArrayNode messages = new MessagesWriter(endpoint, dialect, names, notices).write(request, dialect.thinks(level));
        choice.nudge().ifPresent(words -> messages.add(Json.object().put("role", "user").put("content", words)));
        body.set("messages", messages);
        body.put("stream", true);
        if (dialect.is(DialectKey.STREAM_OPTIONS, "include_usage")) {
            body.set("stream_options", Json.object().put("include_usage", true));
        }
        if (dialect.is(DialectKey.STORE, "false")) {
            body.put("store", false);
        }
        maxTokens(request).ifPresent(most -> body.put(dialect.value(DialectKey.MAX_TOKENS_FIELD), most));
        if (!written.isEmpty()) {
            body.set("tools", written);
            choice.node(names).ifPresent(node -> body.set("tool_choice", node));
            if (dialect.is(DialectKey.TOOL_STREAM, "yes")) {
                body.put("tool_stream", true);
            }
        }
        if (dialect.is(DialectKey.PROMPT_CACHE_KEY, "session")) {
            options.cacheKey().ifPresent(key -> body.put("prompt_cache_key", key));
        }
        new ThinkingFields(endpoint, dialect, notices).put(body, level);
        routing("openRouterRouting").ifPresent(routing -> body.set("provider", routing));
        routing("vercelGatewayRouting")
                .ifPresent(routing -> body.set("providerOptions", Json.object().set("gateway", routing)));
        options.params().ifPresent(params -> new Params(endpoint, dialect, notices).lay(params, body));
        return body;
    }

    /** Options for the two aggregators that choose among hosts; the config holds them as JSON and they go out as they are. */
    private Optional<JsonNode> routing(String name) {
        return endpoint.model().compat().word(name).map(Json::parse);
    }

    /** The platform's own tools and a forced one need thinking off; a model that cannot stop is left as it is. */
    private Optional<ThinkingLevel> stopped(Optional<ThinkingLevel> asked) {
        return dialect.canStopThinking() ? Optional.of(ThinkingLevel.OFF) : asked;
    }

    private boolean usesPlatformTool(List<ChatRequest.ToolDefinition> tools) {
        return tools.stream().anyMatch(tool -> isPlatformTool(dialect, tool.name()));
    }

    static boolean isPlatformTool(Dialect dialect, String name) {
        return name.startsWith("$") && dialect.is(DialectKey.BUILTIN_TOOLS, "dollar");
    }

    private ArrayNode tools(List<ChatRequest.ToolDefinition> tools) {
        ArrayNode all = Json.array();
        for (ChatRequest.ToolDefinition tool : tools.subList(0, Math.min(tools.size(), MOST_TOOLS))) {
            if (isPlatformTool(dialect, tool.name())) {
                ObjectNode own = Json.object().put("type", "builtin_function");
                own.set("function", Json.object().put("name", tool.name()));
                all.add(own);
            } else {
                function(tool).ifPresent(all::add);
            }
        }
        if (tools.size() > MOST_TOOLS) {
            notices.accept(LlmNotice.of(CompletionsText.TOO_MANY_TOOLS, MOST_TOOLS, tools.size() - MOST_TOOLS));
        }
        return all;
    }

    private Optional<ObjectNode> function(ChatRequest.ToolDefinition tool) {
        ObjectNode parameters = tool.parameters();
        if (dialect.is(DialectKey.SCHEMA, "mfjs")) {
            try {
                parameters = schemas.normalised(parameters);
            } catch (SchemaException e) {
                notices.accept(LlmNotice.of(CompletionsText.TOOL_LEFT_OUT, tool.name(), String.valueOf(e.getMessage())));
                return Optional.empty();
            }
        }
        ObjectNode function =
                Json.object().put("name", names.sent(tool.name())).put("description", CleanText.of(tool.description()));
        function.set("parameters", parameters);
        if (dialect.is(DialectKey.STRICT, "false")) {
            function.put("strict", false);
        }
        ObjectNode whole = Json.object().put("type", "function");
        whole.set("function", function);
        return Optional.of(whole);
    }

    /**
     * The model's own cap, or the caller's where it names one; cut down where prompt and cap together would pass the window, which the
     * platform refuses before it reads a word.
     */
    private Optional<Integer> maxTokens(ChatRequest request) {
        int own = endpoint.model().maxTokens();
        int asked = request.options().maxTokens().orElse(own);
        int most = asked;
        if (most <= 0) {
            return Optional.empty();
        }
        int window = endpoint.model().contextWindow();
        if (window <= 0 || most <= window / 4) {
            return Optional.of(most);
        }
        int room = (int) (window - TokenEstimate.of(request) * ESTIMATE_MARGIN);
        return Optional.of(Math.min(most, Math.max(LEAST_ANSWER, room)));
    }
}
