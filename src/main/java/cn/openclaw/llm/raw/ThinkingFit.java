package cn.openclaw.llm.raw;

import cn.openclaw.json.Json;
import cn.openclaw.json.JsonBytes.Kind;
import cn.openclaw.json.JsonBytes.Value;
import cn.openclaw.llm.DialectKey;
import cn.openclaw.llm.ThinkingLevel;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.JsonNodeFactory;

/** {@code reasoning_effort} and {@code thinking} of a completions request, in the words of the host. */
final class ThinkingFit {
    private final Fitted fitted;
    private final Value root;
    private final @Nullable String effort;
    private final @Nullable Value thinking;

    ThinkingFit(Fitted fitted) {
        this.fitted = fitted;
        this.root = fitted.root();
        this.effort = fitted.body().text(root, "reasoning_effort");
        this.thinking = fitted.object(root, "thinking");
    }

    /**
     * Brings what is said about thinking into the model's words.
     *
     * @param forced whether a tool is asked for by name, which some models take only without thinking
     * @return whether the model reasons in this call
     */
    boolean fit(boolean forced) {
        Optional<ThinkingLevel> level = level();
        boolean off = level.filter(ThinkingLevel.OFF::equals).isPresent();
        switch (fitted.dialect().thinkingFormat()) {
            case NONE -> {
                if (fitted.kimi()) {
                    fitted.remove("reasoning_effort");
                    fitted.remove("thinking");
                }
            }
            case KIMI_TOGGLE -> {
                return toggle(off, forced);
            }
            case KIMI_EFFORT -> effort(level);
            case KIMI_ALWAYS -> {
                fitted.remove("reasoning_effort");
                if (off) {
                    fitted.remove("thinking");
                }
            }
            case OPENAI, MINIMAX -> {}
            case DEEPSEEK, ZAI -> {
                if (effort != null) {
                    said("thinking", off);
                    worded(level, off);
                }
            }
            case ARK, MIMO -> instead("thinking", off);
            case QWEN, SILICONFLOW -> instead("enable_thinking", off);
            case QWEN_CHAT_TEMPLATE -> instead("chat_template_kwargs", off);
        }
        return fitted.dialect().thinks(level);
    }

    private Optional<ThinkingLevel> level() {
        String type = thinking == null ? null : fitted.body().text(thinking, "type");
        if ("disabled".equals(type) || "none".equals(effort) || "off".equals(effort)) {
            return Optional.of(ThinkingLevel.OFF);
        }
        for (ThinkingLevel level : ThinkingLevel.values()) {
            if (level.id().equals(effort)) {
                return Optional.of(level);
            }
        }
        return Optional.empty();
    }

    /** K2.5 and K2.6: on or off, nothing between; {@code keep} only where the model knows it. */
    private boolean toggle(boolean off, boolean forced) {
        fitted.remove("reasoning_effort");
        boolean stop = forced && fitted.dialect().is(DialectKey.TOOL_CHOICE, "kimi-toggle");
        if (thinking == null) {
            if (effort != null || stop) {
                said("thinking", off || stop);
            }
        } else if (stop && !off) {
            said("thinking", true);
        } else if (thinking.has("keep") && !fitted.endpoint().model().capability().keepsThinking()) {
            fitted.patch().remove(thinking, "keep");
            fitted.adapted().add("thinking");
        }
        return !off && !stop;
    }

    /** K3: a word for how hard, and never off. */
    private void effort(Optional<ThinkingLevel> level) {
        if (effort != null) {
            worded(level, level.filter(ThinkingLevel.OFF::equals).isPresent());
        }
        if (thinking != null && "disabled".equals(fitted.body().text(thinking, "type"))) {
            fitted.remove("thinking");
        }
    }

    private void worded(Optional<ThinkingLevel> level, boolean off) {
        Optional<String> word = off ? Optional.empty() : level.flatMap(fitted.dialect()::effort);
        if (word.isEmpty()) {
            fitted.remove("reasoning_effort");
        } else if (!word.get().equals(effort)) {
            fitted.set(root, "reasoning_effort", JsonNodeFactory.instance.stringNode(word.get()), "reasoning_effort");
        }
    }

    private void instead(String name, boolean off) {
        if (effort != null) {
            fitted.remove("reasoning_effort");
            said(name, off);
        }
    }

    private void said(String name, boolean off) {
        switch (name) {
            case "thinking" -> fitted.set(
                    root, name, Json.object().put("type", off ? "disabled" : "enabled"), name);
            case "enable_thinking" -> fitted.set(root, name, JsonNodeFactory.instance.booleanNode(!off), name);
            default -> {
                Value known = root.get(name);
                if (known == null || !known.is(Kind.OBJECT)) {
                    fitted.set(root, name, Json.object().put("enable_thinking", !off), name);
                }
            }
        }
    }
}
