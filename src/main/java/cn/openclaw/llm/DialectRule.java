package cn.openclaw.llm;

import cn.openclaw.base.Text;

/**
 * One decided question about how a request is written.
 *
 * @param key the question
 * @param value the answer, as a word
 * @param reason why, for a person
 * @param origin who decided
 */
public record DialectRule(DialectKey key, String value, Text reason, Origin origin) {
    /** Who decided a rule, in the order they are asked. */
    public enum Origin {
        /** The config's (or the provider's) {@code compat} block. */
        COMPAT,
        /** The host is known. */
        HOST,
        /** The model's capability, or, on an unknown host, its Kimi id. */
        MODEL,
        /** Nobody said otherwise. */
        DEFAULT
    }
}
