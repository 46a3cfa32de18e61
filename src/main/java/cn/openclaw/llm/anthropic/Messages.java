package cn.openclaw.llm.anthropic;

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

/** Speaks {@code anthropic-messages}: {@code POST …/v1/messages}, streamed. */
@AutoService(WireFormat.class)
public final class Messages implements WireFormat {
    static final String VERSION = "2023-06-01";

    /** What Anthropic wants beside a subscription's token, which is told by how it begins. */
    private static final String OAUTH_BETA = "oauth-2025-04-20";

    private static final String OAUTH_TOKEN = "sk-ant-oat";

    @Override
    public ModelApi api() {
        return ModelApi.ANTHROPIC_MESSAGES;
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
            byte[] body = Json.bytes(new MessagesBody(endpoint, dialect, request, tools, notices).build());
            HttpCall call = HttpCall.post(WireUrl.of(endpoint), headers(endpoint), body, endpoint.limits())
                    .through(endpoint.proxy());
            return ModelStream.read(http, call, endpoint, new MessagesReader(endpoint, tools::ours, listener));
        };
    }

    private static Map<String, String> headers(Endpoint endpoint) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("content-type", "application/json");
        headers.put("accept", "text/event-stream");
        headers.put("anthropic-version", VERSION);
        endpoint.key().ifPresent(key -> {
            boolean token = key.reveal().startsWith(OAUTH_TOKEN);
            if (token || endpoint.authHeader()) {
                headers.put("authorization", "Bearer " + key.reveal());
            } else {
                headers.put("x-api-key", key.reveal());
            }
            if (token) {
                headers.put("anthropic-beta", OAUTH_BETA);
            }
        });
        endpoint.headers().forEach((name, value) -> {
            headers.keySet().removeIf(name::equalsIgnoreCase);
            headers.put(name, value);
        });
        return headers;
    }
}
