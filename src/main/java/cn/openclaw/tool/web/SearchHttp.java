package cn.openclaw.tool.web;

import cn.openclaw.base.Redactor;
import cn.openclaw.base.Secret;
import cn.openclaw.http.HttpCall;
import cn.openclaw.http.HttpException;
import cn.openclaw.http.HttpLimits;
import cn.openclaw.http.HttpProxy;
import cn.openclaw.http.HttpReply;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.tool.ToolWorld;
import java.net.URI;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Asks a search service and reads its JSON. */
record SearchHttp(String who, ToolWorld world, HttpLimits limits) {
    private static final int MOST_BYTES = 2 << 20;
    private static final int SHOWN = 300;

    static SearchHttp of(String who, ToolWorld world, WebConfig config) {
        return new SearchHttp(who, world, limits(config));
    }

    static HttpLimits limits(WebConfig config) {
        Duration limit = config.seconds("timeoutSeconds", 30);
        Duration connect = limit.compareTo(Duration.ofSeconds(10)) < 0 ? limit : Duration.ofSeconds(10);
        return new HttpLimits(connect, limit, limit, limit);
    }

    /** An answer: its status, and its JSON if it is any. */
    record Reply(int status, @Nullable JsonNode json, String text) {}

    static URI uri(String base, Map<String, String> query) {
        StringBuilder uri = new StringBuilder(base);
        char sign = base.indexOf('?') < 0 ? '?' : '&';
        for (Map.Entry<String, String> one : query.entrySet()) {
            if (!one.getValue().isEmpty()) {
                uri.append(sign).append(one.getKey()).append('=').append(URLEncoder.encode(one.getValue(), StandardCharsets.UTF_8));
                sign = '&';
            }
        }
        try {
            return URI.create(uri.toString());
        } catch (IllegalArgumentException e) {
            throw new SearchFailure("the configured address is not valid: " + base);
        }
    }

    Reply get(URI uri, Map<String, String> headers) throws InterruptedException {
        return send(HttpCall.get(uri, accepting(headers), limits));
    }

    Reply post(URI uri, Map<String, String> headers, ObjectNode body, Optional<HttpProxy> way) throws InterruptedException {
        Map<String, String> all = accepting(headers);
        all.put("Content-Type", "application/json");
        return send(HttpCall.post(uri, all, Json.bytes(body), limits).through(way));
    }

    private static Map<String, String> accepting(Map<String, String> headers) {
        Map<String, String> all = new LinkedHashMap<>();
        all.put("Accept", "application/json");
        all.putAll(headers);
        return all;
    }

    private Reply send(HttpCall call) throws InterruptedException {
        try (HttpReply reply = world.http().send(call)) {
            String text = new String(reply.body(MOST_BYTES), StandardCharsets.UTF_8);
            return new Reply(reply.status(), parsed(text), text);
        } catch (HttpException e) {
            throw new SearchFailure(who + " gave no answer: " + e.getMessage());
        }
    }

    private static @Nullable JsonNode parsed(String text) {
        try {
            return Json.parse(text);
        } catch (JsonException e) {
            return null;
        }
    }

    /**
     * The JSON of a good answer.
     *
     * @throws SearchFailure for any other, with what the service said and never the key
     */
    JsonNode good(Reply reply, Secret key) {
        JsonNode json = reply.json();
        if (reply.status() < 400 && json != null) {
            return json;
        }
        String message = json == null ? null : Json.text(json, "error", "message");
        String said = message == null ? reply.text().strip() : message;
        String shown = said.length() > SHOWN ? said.substring(0, SHOWN) + "…" : said;
        String clean = new Redactor(List.of(key)).redact(shown);
        throw new SearchFailure(who + " answered HTTP " + reply.status() + (reply.status() < 400 ? " without JSON" : "") + ": " + clean);
    }
}
