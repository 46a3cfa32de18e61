package cn.openclaw.journal;

import java.util.Optional;

/** By which door a request came in. */
public enum RequestKind {
    /** One call that an agent's turn made. */
    AGENT("agent", "openai-completions"),
    CHAT("chat.completions", "openai-completions"),
    RESPONSES("responses", "openai-responses"),
    MESSAGES("messages", "anthropic-messages"),
    EMBEDDINGS("embeddings", "openai-embeddings");

    private final String word;
    private final String dialect;

    RequestKind(String word, String dialect) {
        this.word = word;
        this.dialect = dialect;
    }

    /** As it is written in the journal and shown to people. */
    public String word() {
        return word;
    }

    /** The wire format its body is written in. */
    public String dialect() {
        return dialect;
    }

    static Optional<RequestKind> of(String word) {
        for (RequestKind kind : values()) {
            if (kind.word.equals(word)) {
                return Optional.of(kind);
            }
        }
        return Optional.empty();
    }
}
