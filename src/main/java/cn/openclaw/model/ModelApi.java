package cn.openclaw.model;

import java.util.Optional;

/** The wire format a model is asked in; {@link #id} is the word in the config's {@code api}. */
public enum ModelApi {
    OPENAI_COMPLETIONS("openai-completions"),
    OPENAI_RESPONSES("openai-responses"),
    ANTHROPIC_MESSAGES("anthropic-messages"),
    /** Named by the original's schema; accepted in a config, not spoken yet. */
    GOOGLE_GENERATIVE_AI("google-generative-ai"),
    /** Named by the original's schema; accepted in a config, not spoken yet. */
    GITHUB_COPILOT("github-copilot"),
    /** Named by the original's schema; accepted in a config, not spoken yet. */
    BEDROCK_CONVERSE_STREAM("bedrock-converse-stream"),
    /** Named by the original's schema; accepted in a config, not spoken yet. */
    OLLAMA("ollama");

    private final String id;

    ModelApi(String id) {
        this.id = id;
    }

    public String id() {
        return id;
    }

    public static Optional<ModelApi> of(String id) {
        for (ModelApi api : values()) {
            if (api.id.equals(id)) {
                return Optional.of(api);
            }
        }
        return Optional.empty();
    }
}
