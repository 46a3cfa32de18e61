package cn.openclaw.llm;

import java.util.Set;
import java.util.function.Consumer;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a person wrote into a model's {@code params}, laid over a request's body as it stands. Left out, each with a notice, are
 * the members that a program must decide itself and the sampling parameters that a model with fixed ones refuses.
 */
public final class PersonalParams {
    /** Settings of ours, which a wire format puts into its own words. */
    private static final Set<String> OURS = Set.of("maxTokens", "cacheRetention", "cacheControlTtl");

    private static final Set<String> RESERVED =
            Set.of("model", "messages", "input", "instructions", "system", "stream", "store", "tools");
    private static final Set<String> SAMPLING =
            Set.of("temperature", "top_p", "top_k", "n", "presence_penalty", "frequency_penalty");

    private PersonalParams() {}

    public static void lay(JsonNode params, ObjectNode body, Dialect dialect, Consumer<LlmNotice> notices) {
        boolean open = dialect.is(DialectKey.SAMPLING, "open");
        for (var param : params.properties()) {
            String name = param.getKey();
            if (RESERVED.contains(name)) {
                notices.accept(LlmNotice.of(LlmText.PARAM_RESERVED, name));
            } else if (SAMPLING.contains(name) && !open) {
                notices.accept(LlmNotice.of(LlmText.PARAM_PINNED, name));
            } else if (!OURS.contains(name)) {
                body.set(name, param.getValue());
            }
        }
    }
}
