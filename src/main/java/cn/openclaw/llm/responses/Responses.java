package cn.openclaw.llm.responses;

import cn.openclaw.http.Http;
import cn.openclaw.http.HttpCall;
import cn.openclaw.json.Json;
import cn.openclaw.llm.ChatModel;
import cn.openclaw.llm.Dialect;
import cn.openclaw.llm.Endpoint;
import cn.openclaw.llm.LlmNotice;
import cn.openclaw.llm.ModelStream;
import cn.openclaw.llm.SentTools;
import cn.openclaw.llm.WireFormat;
import cn.openclaw.llm.WireUrl;
import cn.openclaw.model.ModelApi;
import com.google.auto.service.AutoService;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/** Speaks {@code openai-responses}: {@code POST …/responses}, streamed, nothing stored on the platform. */
@AutoService(WireFormat.class)
public final class Responses implements WireFormat {
    @Override
    public ModelApi api() {
        return ModelApi.OPENAI_RESPONSES;
    }

    @Override
    public ChatModel open(Endpoint endpoint, Http http) {
        return open(endpoint, http, _ -> {});
    }

    @Override
    public ChatModel open(Endpoint endpoint, Http http, Consumer<LlmNotice> notices) {
        Dialect dialect = Dialect.of(endpoint);
        return (request, listener) -> {
            SentTools tools = SentTools.of(request, dialect, false, notices);
            byte[] body = Json.bytes(new ResponsesBody(endpoint, dialect, request, tools, notices).build());
            HttpCall call = HttpCall.post(WireUrl.of(endpoint), headers(endpoint), body, endpoint.limits())
                    .through(endpoint.proxy());
            return ModelStream.read(http, call, endpoint, new ResponsesReader(endpoint, tools::ours, listener));
        };
    }

    private static Map<String, String> headers(Endpoint endpoint) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("accept", "text/event-stream");
        endpoint.key().ifPresent(key -> headers.put("authorization", "Bearer " + key.reveal()));
        endpoint.headers().forEach((name, value) -> {
            headers.keySet().removeIf(name::equalsIgnoreCase);
            headers.put(name, value);
        });
        return headers;
    }
}
