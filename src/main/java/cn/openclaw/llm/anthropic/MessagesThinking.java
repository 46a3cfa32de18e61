package cn.openclaw.llm.anthropic;

import cn.openclaw.json.Json;
import cn.openclaw.llm.ThinkingLevel;
import cn.openclaw.model.Capability;
import cn.openclaw.model.ModelDefinition;
import cn.openclaw.model.Thinking;
import java.util.List;
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
     * @param kimi whether the model is one of Kimi's
     * @param asked the level asked for; empty leaves it to the model
     * @param maxTokens the cap asked for, without thinking
     */
    static MessagesThinking of(boolean kimi, ModelDefinition model, Optional<ThinkingLevel> asked, int maxTokens) {
        boolean thinks = model.reasoning() || model.capability().thinking() != Thinking.NONE;
        if (!thinks) {
            return silent(maxTokens);
        }
        if (kimi) {
            return ofKimi(model.capability(), asked, maxTokens);
        }
        ThinkingLevel level = asked.orElse(ThinkingLevel.OFF);
        return level == ThinkingLevel.OFF ? silent(maxTokens) : budgeted(model, level, maxTokens);
    }

    private static MessagesThinking silent(int maxTokens) {
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

    private static MessagesThinking ofKimi(Capability capability, Optional<ThinkingLevel> asked, int maxTokens) {
        boolean off = asked.filter(level -> level == ThinkingLevel.OFF).isPresent();
        boolean canStop = capability.thinking() == Thinking.TOGGLE;
        if (off && canStop) {
            return new MessagesThinking(Optional.of(Json.object().put("type", "disabled")), Optional.empty(), maxTokens);
        }
        if (!capability.efforts().isEmpty()) {
            return asked.isEmpty()
                    ? silent(maxTokens)
                    : new MessagesThinking(
                            Optional.of(Json.object().put("type", "adaptive")),
                            Optional.of(effort(asked.get(), capability.efforts())),
                            maxTokens);
        }
        // K2.5 and K2.6 think unless told not to; without the word some routes stall. The always-thinking ones take no word.
        return canStop
                ? new MessagesThinking(Optional.of(Json.object().put("type", "enabled")), Optional.empty(), maxTokens)
                : silent(maxTokens);
    }

    /** The nearest word that the model takes: its own efforts go from least to most. */
    private static String effort(ThinkingLevel level, List<String> efforts) {
        String wanted = switch (level) {
            case OFF, MINIMAL, LOW -> "low";
            case MEDIUM, HIGH -> "high";
            case XHIGH, MAX -> "max";
        };
        if (efforts.contains(wanted)) {
            return wanted;
        }
        return wanted.equals("low") ? efforts.getFirst() : efforts.getLast();
    }
}
