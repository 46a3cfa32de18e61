package cn.openclaw.llm;

import static cn.openclaw.llm.DialectRule.Origin.COMPAT;
import static cn.openclaw.llm.DialectRule.Origin.DEFAULT;
import static cn.openclaw.llm.DialectRule.Origin.HOST;
import static cn.openclaw.llm.DialectRule.Origin.MODEL;

import cn.openclaw.base.Text;
import cn.openclaw.llm.DialectRule.Origin;
import cn.openclaw.model.Capability;
import cn.openclaw.model.Compat;
import cn.openclaw.model.Sampling;
import cn.openclaw.model.Thinking;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * How one model on one host wants its requests written, every question decided and with its reason. The config's {@code compat}
 * decides first, key by key; then the host; then the model's capability. Model names decide nothing, with one exception:
 * on a host that nobody knows, an id that begins with {@code kimi-} gets Kimi's rules, because proxies pass them on.
 */
public final class Dialect {
    private static final List<String> REASONING_FIELDS = List.of("reasoning_content", "reasoning", "reasoning_text");

    private final Map<DialectKey, DialectRule> rules = new EnumMap<>(DialectKey.class);
    private final Compat compat;
    private final Capability capability;
    private final boolean reasons;
    private final HostProfile host;
    private final Origin hostOrigin;

    private Dialect(Endpoint endpoint) {
        compat = endpoint.model().compat();
        capability = endpoint.model().capability();
        reasons = endpoint.model().reasoning() || capability.thinking() != Thinking.NONE;
        HostProfile known = HostProfile.of(endpoint.baseUrl());
        boolean proxied = known == HostProfile.UNKNOWN && isKimi(endpoint);
        host = proxied ? HostProfile.KIMI_PROXY : known;
        hostOrigin = known != HostProfile.UNKNOWN ? HOST : proxied ? MODEL : DEFAULT;
    }

    /** Decides every rule for this endpoint. */
    public static Dialect of(Endpoint endpoint) {
        Dialect dialect = new Dialect(endpoint);
        dialect.decideRequest();
        dialect.decideThinking();
        dialect.decideTools();
        dialect.decideHistory();
        dialect.decideAnswer();
        return dialect;
    }

    /** A Kimi model behind an address that the table does not hold: a proxy, a simulator, a gateway. */
    private static boolean isKimi(Endpoint endpoint) {
        return endpoint.ref().provider().equals("moonshot")
                || endpoint.ref().provider().equals("kimi-code")
                || endpoint.model().capability().sampling() != Sampling.OPEN
                || endpoint.ref().model().startsWith("kimi-");
    }

    /** Every rule, in the order of {@link DialectKey}. */
    public List<DialectRule> rules() {
        return List.copyOf(rules.values());
    }

    /** A rule's value. */
    public String value(DialectKey key) {
        DialectRule rule = rules.get(key);
        if (rule == null) {
            throw new IllegalStateException("undecided: " + key);
        }
        return rule.value();
    }

    public boolean is(DialectKey key, String value) {
        return value(key).equals(value);
    }

    public ThinkingFormat thinkingFormat() {
        return ThinkingFormat.of(value(DialectKey.THINKING_FORMAT)).orElse(ThinkingFormat.NONE);
    }

    /** The fields in which reasoning is looked for. */
    public List<String> reasoningFields() {
        return List.of(value(DialectKey.REASONING_FIELDS).split(","));
    }

    /** Whether the model reasons in a call that asks for this level; empty leaves it to the model. */
    public boolean thinks(Optional<ThinkingLevel> level) {
        return switch (capability.thinking()) {
            case ALWAYS -> true;
            case TOGGLE -> level.isEmpty() || level.get() != ThinkingLevel.OFF;
            case NONE -> reasons && (level.isEmpty() || level.get() != ThinkingLevel.OFF);
        };
    }

    /** Whether the model can be asked not to reason. */
    public boolean canStopThinking() {
        return capability.thinking() != Thinking.ALWAYS;
    }

    /**
     * The {@code reasoning_effort} word for a level: the same word if the model has it, else the next harder one, else its
     * hardest. So {@code medium} becomes {@code high} and {@code xhigh} {@code max} on K3, and {@code max} {@code high} on
     * plain OpenAI models. The config's {@code compat.reasoningEffortMap} decides first.
     */
    public Optional<String> effort(ThinkingLevel level) {
        Optional<String> mapped = compat.word("reasoningEffortMap." + level.id());
        if (mapped.isPresent()) {
            return mapped.filter(word -> !word.isEmpty());
        }
        List<String> efforts = efforts();
        for (ThinkingLevel harder : ThinkingLevel.values()) {
            if (harder.compareTo(level) >= 0 && efforts.contains(harder.id())) {
                return Optional.of(harder.id());
            }
        }
        return efforts.isEmpty() ? Optional.empty() : Optional.of(efforts.getLast());
    }

    private List<String> efforts() {
        if (!capability.efforts().isEmpty()) {
            return capability.efforts();
        }
        return switch (thinkingFormat()) {
            case OPENAI -> host == HostProfile.STEPFUN ? List.of("low", "medium", "high") : List.of("minimal", "low", "medium", "high");
            case DEEPSEEK -> List.of("high", "max");
            case NONE, KIMI_TOGGLE, KIMI_EFFORT, KIMI_ALWAYS, ZAI, QWEN, QWEN_CHAT_TEMPLATE, ARK, SILICONFLOW, MIMO, MINIMAX ->
                List.of();
        };
    }

    private void decideRequest() {
        flag(DialectKey.SYSTEM_ROLE, "supportsDeveloperRole", "developer", "system", () ->
                host(host.row.developer && reasons ? "developer" : "system",
                        host.kimi() ? DialectText.KIMI_ROLE : host.row.developer ? DialectText.OPENAI_ROLE : DialectText.SAFE_ROLE));
        word(DialectKey.MAX_TOKENS_FIELD, "maxTokensField", () ->
                host(host.row.maxTokensField, host.kimi() ? DialectText.KIMI_MAX : DialectText.HOST_FIELD));
        flag(DialectKey.STORE, "supportsStore", "false", "omit", () ->
                host(host.row.store ? "false" : "omit", DialectText.ONLY_OPENAI));
        flag(DialectKey.STRICT, "supportsStrictMode", "false", "omit", () ->
                host(host.row.strict ? "false" : "omit", DialectText.ONLY_OPENAI));
        flag(DialectKey.STREAM_OPTIONS, "supportsUsageInStreaming", "include_usage", "omit", () ->
                new Decision("include_usage", DialectText.USAGE_ASKED, DEFAULT));
        flag(DialectKey.PROMPT_CACHE_KEY, "supportsPromptCacheKey", "session", "omit", () ->
                host(host.row.cacheKey ? "session" : "omit",
                        host.row.cacheKey ? DialectText.CACHE_KEY : DialectText.NO_CACHE_KEY));
        word(DialectKey.SAMPLING, "samplingProfile", () -> switch (capability.sampling()) {
            case OPEN -> new Decision("open", DialectText.SAMPLING_OPEN, DEFAULT);
            case FIXED_K25 -> new Decision("fixed-k25", DialectText.SAMPLING_FIXED, MODEL);
            case FIXED_K3 -> new Decision("fixed-k3", DialectText.SAMPLING_FIXED, MODEL);
        });
        decided(DialectKey.USER_CONTENT, new Decision("string", DialectText.STRING_CONTENT, DEFAULT));
    }

    private void decideThinking() {
        Decision natural = host.kimi() ? kimiThinking() : host(host.row.thinking.id(), DialectText.HOST_THINKING);
        boolean refused = compat.flag("supportsReasoningEffort").isPresent()
                && !compat.flag("supportsReasoningEffort").get()
                && (natural.value().equals("openai") || natural.value().equals("kimi-effort"));
        word(DialectKey.THINKING_FORMAT, "thinkingFormat", () -> refused
                ? new Decision("none", DialectText.COMPAT, COMPAT)
                : reasons ? natural : new Decision("none", DialectText.DOES_NOT_REASON, MODEL));
    }

    private Decision kimiThinking() {
        return switch (capability.thinking()) {
            case TOGGLE -> new Decision("kimi-toggle", DialectText.KIMI_TOGGLE, MODEL);
            case ALWAYS -> capability.efforts().isEmpty()
                    ? new Decision("kimi-always", DialectText.KIMI_ALWAYS, MODEL)
                    : new Decision("kimi-effort", DialectText.KIMI_EFFORT, MODEL);
            case NONE -> new Decision("none", DialectText.KIMI_UNKNOWN, MODEL);
        };
    }

    private void decideTools() {
        decided(DialectKey.TOOL_CHOICE, toolChoice());
        decided(DialectKey.TOOL_NAMES, new Decision("letters", DialectText.TOOL_NAMES, DEFAULT));
        word(DialectKey.SCHEMA, "schemaFlavor", () ->
                host(host.kimi() ? "mfjs" : "openai", host.kimi() ? DialectText.MFJS : DialectText.PLAIN_SCHEMA));
        decided(DialectKey.BUILTIN_TOOLS, host(host.kimi() ? "dollar" : "none", DialectText.BUILTIN));
        decided(DialectKey.TOOL_STREAM, host(yes(host.row.toolStream), DialectText.TOOL_STREAM));
    }

    private Decision toolChoice() {
        boolean required = compat.flag("supportsToolChoiceRequired").orElse(true);
        boolean named = compat.flag("supportsToolChoiceNamed").orElse(true);
        if (!required || !named) {
            return new Decision("auto-only", DialectText.COMPAT, COMPAT);
        }
        if (compat.flag("supportsToolChoiceRequired").isPresent()) {
            return new Decision("any", DialectText.COMPAT, COMPAT);
        }
        if (host.row.choice != HostProfile.ToolChoices.KIMI) {
            return host(host.row.choice.id, DialectText.TOOL_CHOICE_HOST);
        }
        return switch (capability.thinking()) {
            case NONE -> new Decision("kimi-none", DialectText.TOOL_CHOICE_OLD, MODEL);
            case TOGGLE -> new Decision("kimi-toggle", DialectText.TOOL_CHOICE_TOGGLE, MODEL);
            case ALWAYS -> capability.efforts().isEmpty()
                    ? new Decision("kimi-always", DialectText.TOOL_CHOICE_ALWAYS, MODEL)
                    : new Decision("kimi-k3", DialectText.TOOL_CHOICE_K3, MODEL);
        };
    }

    private void decideHistory() {
        List<String> fields = compat.lists().getOrDefault("reasoningFields", List.of());
        decided(DialectKey.REASONING_FIELDS, fields.isEmpty()
                ? new Decision(String.join(",", REASONING_FIELDS), DialectText.FIELDS, DEFAULT)
                : new Decision(String.join(",", fields), DialectText.COMPAT, COMPAT));
        flag(DialectKey.REASONING_REPLAY, "requiresReasoningReplay", "required", "never", () -> reasons
                ? host(host.row.replay.id, host.row.replay == HostProfile.Replay.REQUIRED ? DialectText.REPLAY : DialectText.REPLAY_SAME)
                : new Decision("never", DialectText.DOES_NOT_REASON, MODEL));
        if (compat.flag("requiresThinkingAsText").orElse(false)) {
            decided(DialectKey.REASONING_REPLAY, new Decision("as-text", DialectText.COMPAT, COMPAT));
        }
        decided(DialectKey.EMPTY_CONTENT, host(host.kimi() ? "omit" : "null", host.kimi() ? DialectText.EMPTY_OMIT : DialectText.EMPTY_NULL));
        flag(DialectKey.CALL_IDS, "requiresMistralToolIds", "mistral", "unique", () ->
                host == HostProfile.MISTRAL
                        ? new Decision("mistral", DialectText.MISTRAL_IDS, HOST)
                        : new Decision("unique", DialectText.UNIQUE_IDS, DEFAULT));
        flag(DialectKey.TOOL_RESULT_NAME, "requiresToolResultName", "yes", "no", () ->
                host(yes(host == HostProfile.MISTRAL), DialectText.HOST_FIELD));
        flag(DialectKey.ASSISTANT_AFTER_TOOLS, "requiresAssistantAfterToolResult", "yes", "no", () ->
                new Decision("no", DialectText.HOST_FIELD, DEFAULT));
    }

    private void decideAnswer() {
        word(DialectKey.USAGE, "usageLocation", () -> new Decision("any", DialectText.USAGE_ANY, DEFAULT));
        decided(DialectKey.LEAKED_MARKUP, host(host.kimi() ? "parse" : "leave", DialectText.LEAKED));
        flag(DialectKey.FINISH_REASON, "endsWithoutFinishReason", "optional", "required", () ->
                new Decision("required", DialectText.FINISH, DEFAULT));
    }

    private record Decision(String value, Text reason, Origin origin) {}

    private interface Otherwise {
        Decision decide();
    }

    private Decision host(String value, Text reason) {
        return new Decision(value, reason, hostOrigin);
    }

    private void flag(DialectKey key, String name, String yes, String no, Otherwise otherwise) {
        Optional<Boolean> said = compat.flag(name);
        decided(key, said.isPresent() ? new Decision(said.get() ? yes : no, DialectText.COMPAT, COMPAT) : otherwise.decide());
    }

    private void word(DialectKey key, String name, Otherwise otherwise) {
        Optional<String> said = compat.word(name);
        decided(key, said.isPresent() ? new Decision(said.get(), DialectText.COMPAT, COMPAT) : otherwise.decide());
    }

    private void decided(DialectKey key, Decision decision) {
        rules.put(key, new DialectRule(key, decision.value(), decision.reason(), decision.origin()));
    }

    private static String yes(boolean flag) {
        return flag ? "yes" : "no";
    }
}
