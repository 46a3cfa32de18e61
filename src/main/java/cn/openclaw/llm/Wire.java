package cn.openclaw.llm;

import cn.openclaw.model.ModelApi;
import java.util.Optional;

/** The three ways in which programs and hosts speak of models over HTTP. */
public enum Wire {
    COMPLETIONS("openai-completions"),
    MESSAGES("anthropic-messages"),
    RESPONSES("openai-responses");

    private final String id;

    Wire(String id) {
        this.id = id;
    }

    /** As the config calls it. */
    public String id() {
        return id;
    }

    /** The one that hosts of this kind speak; empty for those that speak something else. */
    public static Optional<Wire> of(ModelApi api) {
        return switch (api) {
            case OPENAI_COMPLETIONS, OLLAMA -> Optional.of(COMPLETIONS);
            case ANTHROPIC_MESSAGES -> Optional.of(MESSAGES);
            case OPENAI_RESPONSES -> Optional.of(RESPONSES);
            case GOOGLE_GENERATIVE_AI, GITHUB_COPILOT, BEDROCK_CONVERSE_STREAM -> Optional.empty();
        };
    }
}
