package cn.openclaw.llm;

import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * What is known of a host by its name alone: one row a host. The rows of Kimi's hosts rest on the vendor's documents and
 * clients and on captured refusals; those of the other vendors on third-party notes about them, none checked against the live
 * service. {@code compat} overrides every column. An unknown host gets the plain OpenAI wire without the parts that only OpenAI
 * itself takes.
 */
enum HostProfile {
    MOONSHOT(row("api.moonshot.cn", "api.moonshot.ai").asKimi().cacheKey()),
    KIMI_CODE(row("api.kimi.com", "api.kimi.ai").asKimi().cacheKey()),
    OPENAI(row("api.openai.com", ".openai.azure.com").developer().store().strict()),
    ZAI(row("open.bigmodel.cn", "api.z.ai").maxTokens().thinking(ThinkingFormat.ZAI).choice(ToolChoices.AUTO_ONLY).toolStream()),
    MINIMAX(row("api.minimax.io", "api.minimaxi.com", "api.minimax.chat").maxTokens().thinking(ThinkingFormat.MINIMAX)),
    QWEN(row(".aliyuncs.com", "portal.qwen.ai").maxTokens().thinking(ThinkingFormat.QWEN).choice(ToolChoices.NOT_WHILE_THINKING)),
    DEEPSEEK(row("api.deepseek.com").maxTokens().thinking(ThinkingFormat.DEEPSEEK).replay(Replay.REQUIRED)),
    ARK(row(".volces.com").maxTokens().thinking(ThinkingFormat.ARK)),
    SILICONFLOW(row("api.siliconflow.cn", "api.siliconflow.com").maxTokens().thinking(ThinkingFormat.SILICONFLOW)),
    MIMO(row(".xiaomimimo.com").thinking(ThinkingFormat.MIMO).replay(Replay.REQUIRED)),
    STEPFUN(row("api.stepfun.com", "api.stepfun.ai").maxTokens()),
    QIANFAN(row("qianfan.baidubce.com").maxTokens().thinking(ThinkingFormat.NONE)),
    TENCENT(row(".tencentmaas.com").maxTokens().thinking(ThinkingFormat.NONE)),
    LONGCAT(row("api.longcat.chat").maxTokens().thinking(ThinkingFormat.ARK)),
    MISTRAL(row("api.mistral.ai").maxTokens().thinking(ThinkingFormat.NONE)),
    XAI(row("api.x.ai").thinking(ThinkingFormat.NONE)),
    CHUTES(row(".chutes.ai").maxTokens()),
    /** Any host that serves a model with a Kimi id and is not in this table. */
    KIMI_PROXY(row().asKimi()),
    UNKNOWN(row());

    /** What a host does with {@code tool_choice}. */
    enum ToolChoices {
        ANY("any"),
        AUTO_ONLY("auto-only"),
        NOT_WHILE_THINKING("not-while-thinking"),
        /** By Kimi generation: see {@link Dialect}. */
        KIMI("kimi");

        final String id;

        ToolChoices(String id) {
            this.id = id;
        }
    }

    /** What a host wants to hear again of earlier reasoning. */
    enum Replay {
        /** The field must be there on every assistant message with tool calls. */
        REQUIRED("required"),
        /** What this same model said is sent back. */
        SAME_MODEL("same-model"),
        NEVER("never");

        final String id;

        Replay(String id) {
            this.id = id;
        }
    }

    final Row row;

    HostProfile(Row row) {
        this.row = row;
    }

    boolean kimi() {
        return row.kimi;
    }

    /** The profile of a base URL's host; a pattern that starts with a dot means the host's end. */
    static HostProfile of(URI baseUrl) {
        String host = String.valueOf(baseUrl.getHost()).toLowerCase(Locale.ROOT);
        for (HostProfile profile : values()) {
            for (String pattern : profile.row.hosts) {
                boolean end = pattern.charAt(0) == '.';
                if (end ? host.endsWith(pattern) || host.equals(pattern.substring(1)) : host.equals(pattern)) {
                    return profile;
                }
            }
        }
        return UNKNOWN;
    }

    private static Row row(String... hosts) {
        return new Row(List.of(hosts));
    }

    /** One row, written down column by column; what is not said is OpenAI's wire. */
    static final class Row {
        final List<String> hosts;
        boolean kimi;
        boolean developer;
        boolean store;
        boolean strict;
        boolean cacheKey;
        boolean toolStream;
        String maxTokensField = "max_completion_tokens";
        ThinkingFormat thinking = ThinkingFormat.OPENAI;
        ToolChoices choice = ToolChoices.ANY;
        Replay replay = Replay.SAME_MODEL;

        Row(List<String> hosts) {
            this.hosts = hosts;
        }

        private Row asKimi() {
            kimi = true;
            replay = Replay.REQUIRED;
            return choice(ToolChoices.KIMI);
        }

        private Row developer() {
            developer = true;
            return this;
        }

        private Row store() {
            store = true;
            return this;
        }

        private Row strict() {
            strict = true;
            return this;
        }

        private Row cacheKey() {
            cacheKey = true;
            return this;
        }

        private Row toolStream() {
            toolStream = true;
            return this;
        }

        private Row maxTokens() {
            maxTokensField = "max_tokens";
            return this;
        }

        private Row thinking(ThinkingFormat format) {
            thinking = format;
            return this;
        }

        private Row choice(ToolChoices choices) {
            choice = choices;
            return this;
        }

        private Row replay(Replay wanted) {
            replay = wanted;
            return this;
        }
    }
}
