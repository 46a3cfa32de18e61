package cn.openclaw.llm.openai;

import cn.openclaw.llm.Dialect;
import cn.openclaw.llm.DialectKey;
import cn.openclaw.llm.Endpoint;
import cn.openclaw.llm.LlmNotice;
import cn.openclaw.llm.ThinkingFormat;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.JsonNodeFactory;
import tools.jackson.databind.node.ObjectNode;

/**
 * Lays a person's {@code params} over a body. They may say nearly anything; only what the platform is known to refuse, and what
 * the program must decide itself, is left out, each with a notice.
 */
final class Params {
    private static final Set<String> SAMPLING =
            Set.of("temperature", "top_p", "n", "presence_penalty", "frequency_penalty");
    private static final Set<String> RESERVED = Set.of("model", "messages", "stream", "stream_options", "tools", "n");

    private final Endpoint endpoint;
    private final Dialect dialect;
    private final Consumer<LlmNotice> notices;

    Params(Endpoint endpoint, Dialect dialect, Consumer<LlmNotice> notices) {
        this.endpoint = endpoint;
        this.dialect = dialect;
        this.notices = notices;
    }

    void lay(JsonNode params, ObjectNode body) {
        for (Map.Entry<String, JsonNode> param : params.properties()) {
            lay(spelled(param.getKey()), param.getValue(), body);
        }
    }

    private void lay(String name, JsonNode value, ObjectNode body) {
        boolean pinned = SAMPLING.contains(name) && !dialect.is(DialectKey.SAMPLING, "open");
        if (pinned) {
            notices.accept(LlmNotice.of(CompletionsText.PINNED, endpoint.ref(), name));
        } else if (RESERVED.contains(name)) {
            notices.accept(LlmNotice.of(CompletionsText.RESERVED, name));
        } else if (breaksThinking(name, value)) {
            notices.accept(LlmNotice.of(CompletionsText.THINKING_PARAM, endpoint.ref(), name));
        } else if (name.equals("temperature") && isKimi() && value.isNumber() && value.doubleValue() > 1) {
            notices.accept(LlmNotice.of(CompletionsText.CLAMPED, endpoint.ref(), value.asString()));
            body.put(name, 1);
        } else {
            merge(body, name, value);
        }
    }

    private static void merge(ObjectNode body, String name, JsonNode value) {
        if (value.isObject() && body.get(name) instanceof ObjectNode there) {
            value.properties().forEach(member -> merge(there, member.getKey(), member.getValue()));
        } else {
            body.set(name, value.isNull() ? JsonNodeFactory.instance.nullNode() : value);
        }
    }

    private boolean isKimi() {
        return dialect.is(DialectKey.SCHEMA, "mfjs");
    }

    /** The two spellings of thinking are never sent together, and never to a model that refuses them. */
    private boolean breaksThinking(String name, JsonNode value) {
        ThinkingFormat format = dialect.thinkingFormat();
        return switch (name) {
            case "reasoning_effort" -> format == ThinkingFormat.KIMI_TOGGLE || format == ThinkingFormat.KIMI_ALWAYS;
            case "thinking" -> format == ThinkingFormat.KIMI_EFFORT
                    || format == ThinkingFormat.KIMI_ALWAYS
                    || (format == ThinkingFormat.KIMI_TOGGLE
                            && value.has("keep")
                            && !endpoint.model().capability().keepsThinking());
            default -> false;
        };
    }

    /** The config's spelling to the wire's. */
    private String spelled(String name) {
        return switch (name) {
            case "maxTokens", "max_tokens", "max_completion_tokens" -> dialect.value(DialectKey.MAX_TOKENS_FIELD);
            case "topP" -> "top_p";
            case "presencePenalty" -> "presence_penalty";
            case "frequencyPenalty" -> "frequency_penalty";
            case "reasoningEffort" -> "reasoning_effort";
            case "toolChoice" -> "tool_choice";
            default -> name;
        };
    }
}
