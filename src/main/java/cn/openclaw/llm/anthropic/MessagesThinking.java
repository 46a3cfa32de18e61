package cn.openclaw.llm.anthropic;

import cn.openclaw.json.Json;
import cn.openclaw.llm.Dialect;
import cn.openclaw.llm.ThinkingLevel;
import cn.openclaw.model.ModelDefinition;
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/**
 * How hard to think, in this wire's words: a budget of tokens on Anthropic's models; on Kimi's a switch, and for those that
 * take efforts {@code adaptive} with one of their words.
 *
 * @param thinking the {@code thinking} member; empty to say nothing
 * @param effort the {@code output_config.effort} word
 * @param maxTokens the cap on the whole answer, thinking included
 */
record MessagesThinking(Optional<ObjectNode> thinking, Optional<String> effort, int maxTokens) {
    /** An answer needs room of its own beside the thinking. */
    private static final int LEAST_OUTPUT = 1_024;

    /** The least budget that Anthropic takes. */
    private static final int LEAST_BUDGET = 1_024;

    /**
     * @param asked the level asked for; empty leaves it to the model
     * @param maxTokens the cap asked for, without thinking
     */
    static MessagesThinking of(Dialect dialect, ModelDefinition model, Optional<ThinkingLevel> asked, int maxTokens) {
        boolean off = asked.filter(level -> level == ThinkingLevel.OFF).isPresent();
        return switch (dialect.thinkingFormat()) {
            case NONE, KIMI_ALWAYS -> silent(maxTokens);
            // K2.5 and K2.6 think unless told not to; without the word some routes stall.
            case KIMI_TOGGLE -> said(off ? "disabled" : "enabled", Optional.empty(), maxTokens);
            case KIMI_EFFORT -> asked.isEmpty()
                    ? silent(maxTokens)
                    : off && dialect.canStopThinking()
                            ? said("disabled", Optional.empty(), maxTokens)
                            : said("adaptive", dialect.effort(asked.get()), maxTokens);
            case OPENAI, ZAI, QWEN, QWEN_CHAT_TEMPLATE, DEEPSEEK, ARK, SILICONFLOW, MIMO, MINIMAX ->
                off || asked.isEmpty() ? silent(maxTokens) : budgeted(model, asked.get(), maxTokens);
        };
    }

    private static MessagesThinking said(String type, Optional<String> effort, int maxTokens) {
        return new MessagesThinking(Optional.of(Json.object().put("type", type)), effort, maxTokens);
    }

    /** Says nothing of thinking. */
    static MessagesThinking silent(int maxTokens) {
        return new MessagesThinking(Optional.empty(), Optional.empty(), maxTokens);
    }

    private static MessagesThinking budgeted(ModelDefinition model, ThinkingLevel level, int maxTokens) {
        int budget = budget(level);
        int most = model.maxTokens() > 0 ? model.maxTokens() : maxTokens + budget;
        int raised = (int) Math.min((long) maxTokens + budget, most);
        if (raised - budget < LEAST_OUTPUT) {
            budget = raised - LEAST_OUTPUT;
        }
        if (budget < LEAST_BUDGET) {
            return silent(maxTokens); // The model's whole answer is shorter than the least budget: there is no room to think.
        }
        ObjectNode thinking = Json.object().put("type", "enabled").put("budget_tokens", budget);
        return new MessagesThinking(Optional.of(thinking), Optional.empty(), raised);
    }

    /** Tokens for thinking. Nothing above {@code high} exists on this wire. */
    private static int budget(ThinkingLevel level) {
        return switch (level) {
            case OFF, MINIMAL -> 1_024;
            case LOW -> 2_048;
            case MEDIUM -> 8_192;
            case HIGH, XHIGH, MAX -> 16_384;
        };
    }
}
