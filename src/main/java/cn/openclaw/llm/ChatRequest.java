package cn.openclaw.llm;

import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One question, in no wire's words.
 *
 * @param system the system prompt; blank for none
 * @param messages the history, oldest first
 * @param tools what the model may call
 * @param options everything else
 */
public record ChatRequest(String system, List<Message> messages, List<ToolDefinition> tools, Options options) {

    public ChatRequest {
        messages = List.copyOf(messages);
        tools = List.copyOf(tools);
    }

    /**
     * A tool as the model is told of it.
     *
     * @param name unique among the tools of a request
     * @param description for the model
     * @param parameters a JSON Schema; the wire format brings it into the flavour its host takes
     */
    public record ToolDefinition(String name, String description, ObjectNode parameters) {}

    /**
     * What a caller may ask for beyond the words.
     *
     * @param thinking how hard to think; empty leaves it to the model
     * @param maxTokens a cap in place of the model's own, lower or higher
     * @param cacheKey stable for one session, so that the platform's prefix cache hits
     * @param toolChoice {@code auto}, {@code none}, {@code required} or a tool's name
     * @param params the person's {@code agents.defaults.models.<ref>.params}, laid over the body after the dialect's rules
     */
    public record Options(
            Optional<ThinkingLevel> thinking,
            Optional<Integer> maxTokens,
            Optional<String> cacheKey,
            Optional<String> toolChoice,
            Optional<JsonNode> params) {
        public static final Options NONE =
                new Options(Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty());
    }
}
