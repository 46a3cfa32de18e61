package cn.openclaw.agent;

import cn.openclaw.llm.ChatModel;
import cn.openclaw.llm.LlmNotice;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelRef;
import java.time.Instant;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One way to get an answer: a model, asked with one key.
 *
 * @param model the model
 * @param api the wire format
 * @param label for people: where the key comes from
 * @param profileId the profile to report to
 * @param restsUntil until when this key is better not tried with this model
 * @param open makes the connection, when it is first needed
 */
record Candidate(
        ModelRef model,
        ModelApi api,
        String label,
        Optional<String> profileId,
        Optional<Instant> restsUntil,
        Function<Consumer<LlmNotice>, ChatModel> open) {

    String who() {
        return label.isEmpty() ? model.toString() : model + " (" + label + ")";
    }
}
