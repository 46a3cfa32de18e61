package cn.openclaw.llm;

import java.util.Optional;

/** How a host is told to think or not; {@link #id} is the word in the config's {@code compat.thinkingFormat}. */
public enum ThinkingFormat {
    /** It cannot be told. */
    NONE("none"),
    /** {@code reasoning_effort}. */
    OPENAI("openai"),
    /** K2.5, K2.6: <code>thinking: {type, keep}</code>, always said aloud. */
    KIMI_TOGGLE("kimi-toggle"),
    /** K3: {@code reasoning_effort}, never off. */
    KIMI_EFFORT("kimi-effort"),
    /** K2.7 and the old thinking models: nothing may be said. */
    KIMI_ALWAYS("kimi-always"),
    /** GLM: <code>thinking: {type, clear_thinking}</code>, newer ones {@code reasoning_effort} as well. */
    ZAI("zai"),
    /** {@code enable_thinking}, {@code thinking_budget}. */
    QWEN("qwen"),
    /** Self-hosted Qwen: {@code chat_template_kwargs.enable_thinking}. */
    QWEN_CHAT_TEMPLATE("qwen-chat-template"),
    /** <code>thinking: {type}</code> and {@code reasoning_effort} high or max. */
    DEEPSEEK("deepseek"),
    /** Volcengine, LongCat: <code>thinking: {type}</code>. */
    ARK("ark"),
    /** {@code enable_thinking}, {@code thinking_budget} 128 to 32768. */
    SILICONFLOW("siliconflow"),
    /** MiMo: <code>thinking: {type}</code>. */
    MIMO("mimo"),
    /** MiniMax: always thinks; {@code reasoning_split} keeps that out of the words. */
    MINIMAX("minimax");

    private final String id;

    ThinkingFormat(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    public static Optional<ThinkingFormat> of(String id) {
        for (ThinkingFormat format : values()) {
            if (format.id.equals(id)) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }
}
