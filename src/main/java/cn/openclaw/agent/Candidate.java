package cn.openclaw.agent;

import cn.openclaw.base.Secret;
import cn.openclaw.llm.ChatModel;
import cn.openclaw.llm.LlmNotice;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelRef;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * One way to get an answer: a model, asked with one key.
 *
 * @param model the model
 * @param api the wire format
 * @param label for people: where the key comes from
 * @param profileId the profile to report to; empty for a key that no profile holds
 * @param key the key; blank where the host wants none
 * @param open makes the connection, when it is first needed
 */
record Candidate(
        ModelRef model,
        ModelApi api,
        String label,
        Optional<String> profileId,
        Secret key,
        Function<Consumer<LlmNotice>, ChatModel> open) {

    String who() {
        return label.isEmpty() ? model.toString() : model + " (" + label + ")";
    }

    /** The same way, with something around the model. */
    Candidate with(Function<Consumer<LlmNotice>, ChatModel> other) {
        return new Candidate(model, api, label, profileId, key, other);
    }
}
