package cn.openclaw.llm;

import cn.openclaw.http.Http;
import cn.openclaw.model.ModelApi;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.function.Consumer;

/** The wire formats that were found, and the way from an endpoint to a model that can be asked. */
public final class WireFormats {
    private WireFormats() {}

    /** Every format, by the name of its {@link ModelApi}. */
    public static List<WireFormat> all() {
        return ServiceLoader.load(WireFormat.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(java.util.Comparator.comparing(format -> format.api().id()))
                .toList();
    }

    public static Optional<WireFormat> find(ModelApi api) {
        for (WireFormat format : ServiceLoader.load(WireFormat.class)) {
            if (format.api() == api) {
                return Optional.of(format);
            }
        }
        return Optional.empty();
    }

    /** As {@link #open(Endpoint, Http, Consumer)}, with nobody listening to notices. */
    public static ChatModel open(Endpoint endpoint, Http http) {
        return open(endpoint, http, _ -> {});
    }

    /**
     * A model that is asked at this endpoint. Whatever the format, it is given a {@link SoundHistory sound history}.
     *
     * @param notices hears, once each, what a person should know although the call goes on
     * @throws LlmException if nobody here speaks the endpoint's format
     */
    public static ChatModel open(Endpoint endpoint, Http http, Consumer<LlmNotice> notices) {
        ChatModel model = find(endpoint.api())
                .orElseThrow(() -> new LlmException(
                        new LlmFailure.Refused(0, "unsupported api " + endpoint.api().id()),
                        nothing(endpoint),
                        LlmText.NOT_SPOKEN,
                        endpoint.ref(),
                        endpoint.api().id()))
                .open(endpoint, http, notices);
        return (request, listener) -> model.chat(
                new ChatRequest(request.system(), SoundHistory.of(request.messages()), request.tools(), request.options()),
                listener);
    }

    /** An answer of which nothing was heard. */
    public static Message.Assistant nothing(Endpoint endpoint) {
        return new Message.Assistant(
                List.of(), endpoint.ref(), endpoint.api(), Usage.UNKNOWN, StopReason.ERROR, Optional.empty());
    }
}
