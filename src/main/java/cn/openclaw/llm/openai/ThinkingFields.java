package cn.openclaw.llm.openai;

import cn.openclaw.json.Json;
import cn.openclaw.llm.Dialect;
import cn.openclaw.llm.Endpoint;
import cn.openclaw.llm.LlmNotice;
import cn.openclaw.llm.ThinkingLevel;
import java.util.Optional;
import java.util.function.Consumer;
import tools.jackson.databind.node.ObjectNode;

/** Says how hard to think, in the words of the host. */
final class ThinkingFields {
    private final Endpoint endpoint;
    private final Dialect dialect;
    private final Consumer<LlmNotice> notices;

    ThinkingFields(Endpoint endpoint, Dialect dialect, Consumer<LlmNotice> notices) {
        this.endpoint = endpoint;
        this.dialect = dialect;
        this.notices = notices;
    }

    void put(ObjectNode body, Optional<ThinkingLevel> level) {
        boolean off = level.isPresent() && level.get() == ThinkingLevel.OFF;
        if (off && !dialect.canStopThinking()) {
            notices.accept(LlmNotice.of(CompletionsText.ALWAYS_THINKS, endpoint.ref()));
        }
        switch (dialect.thinkingFormat()) {
            case NONE, KIMI_ALWAYS -> {}
            case OPENAI -> {
                if (!off) {
                    effort(body, level);
                }
            }
            case KIMI_EFFORT -> effort(body, level);
            case KIMI_TOGGLE -> toggle(body, !off);
            case ZAI -> {
                body.set("thinking", Json.object().put("type", type(off)));
                if (!off && !endpoint.model().capability().efforts().isEmpty()) {
                    effort(body, level);
                }
            }
            case DEEPSEEK -> {
                if (level.isPresent()) {
                    body.set("thinking", Json.object().put("type", type(off)));
                }
                if (!off) {
                    effort(body, level);
                }
            }
            case ARK, MIMO -> {
                if (level.isPresent()) {
                    body.set("thinking", Json.object().put("type", type(off)));
                }
            }
            case QWEN, SILICONFLOW -> budget(body, level, off);
            case QWEN_CHAT_TEMPLATE -> {
                if (level.isPresent()) {
                    body.set("chat_template_kwargs", Json.object().put("enable_thinking", !off));
                }
            }
            case MINIMAX -> body.put("reasoning_split", true);
        }
    }

    private void effort(ObjectNode body, Optional<ThinkingLevel> level) {
        level.flatMap(dialect::effort).ifPresent(word -> body.put("reasoning_effort", word));
    }

    /** Always said aloud: K2.6 was seen to stall when left to guess. {@code keep} makes it remember its earlier reasoning. */
    private void toggle(ObjectNode body, boolean on) {
        ObjectNode thinking = Json.object().put("type", type(!on));
        if (on && endpoint.model().capability().keepsThinking()) {
            thinking.put("keep", "all");
        }
        body.set("thinking", thinking);
    }

    /** The fields are the vendors'; how many tokens a level is worth is our own choice, within SiliconFlow's 128 to 32768. */
    private static void budget(ObjectNode body, Optional<ThinkingLevel> level, boolean off) {
        if (level.isEmpty()) {
            return;
        }
        body.put("enable_thinking", !off);
        int tokens = switch (level.get()) {
            case OFF, MAX -> 0;
            case MINIMAL -> 1_024;
            case LOW -> 4_096;
            case MEDIUM -> 8_192;
            case HIGH -> 16_384;
            case XHIGH -> 32_768;
        };
        if (tokens > 0) {
            body.put("thinking_budget", tokens);
        }
    }

    private static String type(boolean off) {
        return off ? "disabled" : "enabled";
    }
}
