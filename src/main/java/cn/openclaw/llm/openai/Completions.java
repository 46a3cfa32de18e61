package cn.openclaw.llm.openai;

import cn.openclaw.http.Http;
import cn.openclaw.http.HttpCall;
import cn.openclaw.json.Json;
import cn.openclaw.llm.ChatEvent;
import cn.openclaw.llm.ChatModel;
import cn.openclaw.llm.ChatRequest;
import cn.openclaw.llm.Dialect;
import cn.openclaw.llm.Endpoint;
import cn.openclaw.llm.LlmNotice;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.WireFormat;
import cn.openclaw.llm.WireUrl;
import cn.openclaw.model.ModelApi;
import com.google.auto.service.AutoService;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/** Speaks {@code openai-completions}: {@code POST …/chat/completions}, streamed, in the host's dialect. */
@AutoService(WireFormat.class)
public final class Completions implements WireFormat {
    @Override
    public ModelApi api() {
        return ModelApi.OPENAI_COMPLETIONS;
    }

    @Override
    public ChatModel open(Endpoint endpoint, Http http) {
        return open(endpoint, http, _ -> {});
    }

    @Override
    public ChatModel open(Endpoint endpoint, Http http, Consumer<LlmNotice> notices) {
        return new Model(endpoint, http, new KnownSchemas(), once(notices));
    }

    private static Consumer<LlmNotice> once(Consumer<LlmNotice> notices) {
        Set<LlmNotice> told = ConcurrentHashMap.newKeySet();
        return notice -> {
            if (told.add(notice)) {
                notices.accept(notice);
            }
        };
    }

    private record Model(Endpoint endpoint, Http http, KnownSchemas schemas, Consumer<LlmNotice> notices)
            implements ChatModel {
        @Override
        public Message.Assistant chat(ChatRequest request, Consumer<ChatEvent> listener) throws InterruptedException {
            Dialect dialect = Dialect.of(endpoint);
            RequestWriter writer = new RequestWriter(endpoint, dialect, schemas, notices);
            byte[] body = Json.bytes(writer.write(request));
            HttpCall call = HttpCall.post(WireUrl.of(endpoint), headers(endpoint), body, endpoint.limits())
                    .through(endpoint.proxy());
            AnswerReader answer = new AnswerReader(endpoint, dialect, writer.names(), listener);
            return new CompletionsStream(endpoint, answer, notices).read(http, call);
        }
    }

    private static Map<String, String> headers(Endpoint endpoint) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", "application/json");
        headers.put("Accept", "text/event-stream, application/json");
        endpoint.key().ifPresent(key -> headers.put("Authorization", "Bearer " + key.reveal()));
        endpoint.headers().forEach((name, value) -> {
            headers.keySet().removeIf(name::equalsIgnoreCase);
            headers.put(name, value);
        });
        return headers;
    }
}
