package cn.openclaw.llm;

/** The questions on which hosts and models differ; {@link #id} is what {@code models explain} prints. */
public enum DialectKey {
    /** {@code system} or {@code developer}: the role of the system prompt. */
    SYSTEM_ROLE("system-role"),
    /** {@code max_completion_tokens} or {@code max_tokens}. */
    MAX_TOKENS_FIELD("max-tokens-field"),
    /** {@code false}: say <code>store: false</code>; {@code omit}. */
    STORE("store"),
    /** {@code false}: say <code>strict: false</code> in tool definitions; {@code omit}. */
    STRICT("strict"),
    /** {@code include_usage} or {@code omit}. */
    STREAM_OPTIONS("stream-options"),
    /** {@code session}: send the session's key; {@code omit}. */
    PROMPT_CACHE_KEY("prompt-cache-key"),
    /** A word of {@link ThinkingFormat}. */
    THINKING_FORMAT("thinking-format"),
    /** {@code open}, {@code fixed-k25}, {@code fixed-k3}: which sampling parameters are dropped. */
    SAMPLING("sampling"),
    /** {@code any}, {@code auto-only}, {@code not-while-thinking}, {@code kimi-none}, {@code kimi-toggle}, {@code kimi-always}, {@code kimi-k3}. */
    TOOL_CHOICE("tool-choice"),
    /** {@code string}: text alone goes as a string, parts only with media. */
    USER_CONTENT("user-content"),
    /** The fields in which reasoning is looked for, in this order. */
    REASONING_FIELDS("reasoning-fields"),
    /** {@code required}, {@code same-model} or {@code never}: whether earlier reasoning is sent back. */
    REASONING_REPLAY("reasoning-replay"),
    /** {@code omit} or {@code null}: what stands for empty words beside tool calls. */
    EMPTY_CONTENT("empty-content"),
    /** {@code letters}: names are brought to a letter, then letters, digits, {@code _}, {@code -}; 64 at most; 128 tools. */
    TOOL_NAMES("tool-names"),
    /** {@code mfjs} or {@code openai}: the flavour of parameter schemas. */
    SCHEMA("schema"),
    /** {@code unique}: later duplicates are renamed; {@code mistral}: nine letters or digits. */
    CALL_IDS("call-ids"),
    /** {@code dollar}: names with a leading {@code $} are the platform's own tools; {@code none}. */
    BUILTIN_TOOLS("builtin-tools"),
    /** {@code any}, {@code top} or {@code choice}: where usage is read. */
    USAGE("usage"),
    /** {@code yes} or {@code no}: a name in tool results. */
    TOOL_RESULT_NAME("tool-result-name"),
    /** {@code yes} or {@code no}: an assistant message between tool results and the next user message. */
    ASSISTANT_AFTER_TOOLS("assistant-after-tools"),
    /** {@code parse}: native tool-call markup in words becomes calls; {@code leave}. */
    LEAKED_MARKUP("leaked-markup"),
    /** {@code yes} or {@code no}: ask for tool arguments as they come ({@code tool_stream}). */
    TOOL_STREAM("tool-stream"),
    /** {@code required} or {@code optional}: whether an honest stream names its finish reason. */
    FINISH_REASON("finish-reason");

    private final String id;

    DialectKey(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }
}
