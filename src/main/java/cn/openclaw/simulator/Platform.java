package cn.openclaw.simulator;

import java.net.URI;

/** The three services that are imitated. Each has keys, models, money and odd habits of its own. */
public enum Platform {
    /** Moonshot's open platform for mainland China: yuan. */
    MOONSHOT_CN("moonshot-cn", "/moonshot-cn/v1", "/moonshot-cn/anthropic", "CNY"),
    /** Moonshot's open platform for everybody else: dollars. */
    MOONSHOT_INTL("moonshot-ai", "/moonshot-ai/v1", "/moonshot-ai/anthropic", "USD"),
    /** Kimi Code, the membership for coding agents: quotas instead of money. */
    KIMI_CODE("kimi", "/kimi/coding/v1", "/kimi/coding", "");

    private final String id;
    private final String path;
    private final String anthropicPath;
    private final String currency;

    Platform(String id, String path, String anthropicPath, String currency) {
        this.id = id;
        this.path = path;
        this.anthropicPath = anthropicPath;
        this.currency = currency;
    }

    /** The word that stands for it in scripts, keys files and the journal. */
    public String id() {
        return id;
    }

    /** ISO code of its money; empty where there is none. */
    String currency() {
        return currency;
    }

    boolean membership() {
        return this == KIMI_CODE;
    }

    /** Where OpenAI's clients are pointed at, without a slash at the end. */
    URI base(URI server) {
        return server.resolve(path);
    }

    /** Where Anthropic's clients are pointed at: they append {@code /v1/messages} themselves. */
    URI anthropicBase(URI server) {
        return server.resolve(anthropicPath);
    }

    String path() {
        return path;
    }

    String anthropicPath() {
        return anthropicPath;
    }
}
