package cn.openclaw.gateway.compat;

import cn.openclaw.gateway.Caller;
import cn.openclaw.gateway.HttpVisit;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Role;
import cn.openclaw.protocol.Scope;
import io.netty.channel.Channel;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** A request over HTTP without a network, and what was answered to it. */
final class FakeVisit implements HttpVisit {
    private final String method;
    private final String path;
    private final String body;
    private final Map<String, String> sent = new LinkedHashMap<>();
    private final Map<String, String> headers = new LinkedHashMap<>();
    private final StringBuilder answer = new StringBuilder();
    private boolean known = true;
    private int status;

    FakeVisit(String method, String path, String body) {
        this.method = method;
        this.path = path;
        this.body = body;
    }

    static FakeVisit post(String path, String body) {
        return new FakeVisit("POST", path, body);
    }

    FakeVisit with(String header, String value) {
        sent.put(header, value);
        return this;
    }

    FakeVisit unknown() {
        known = false;
        return this;
    }

    int status() {
        return status;
    }

    Map<String, String> answerHeaders() {
        return headers;
    }

    String answer() {
        return answer.toString();
    }

    JsonNode json() {
        return Json.parse(answer.toString());
    }

    /** The data of every event. */
    List<JsonNode> events() {
        List<JsonNode> events = new ArrayList<>();
        answer.toString().lines().filter(line -> line.startsWith("data: {")).forEach(line -> events.add(Json.parse(line.substring(6))));
        return events;
    }

    @Override
    public String method() {
        return method;
    }

    @Override
    public String path() {
        return path;
    }

    @Override
    public Map<String, List<String>> query() {
        return path.contains("?") ? Map.of("token", List.of("x")) : Map.of();
    }

    @Override
    public Optional<String> header(String name) {
        return Optional.ofNullable(sent.get(name));
    }

    @Override
    public List<Map.Entry<String, String>> headers() {
        return List.copyOf(sent.entrySet());
    }

    @Override
    public byte[] body() {
        return body.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public String address() {
        return "127.0.0.1";
    }

    @Override
    public Optional<Caller> caller() {
        Caller.Client client = new Caller.Client("test", "test", "1", "linux", Optional.empty());
        return known
                ? Optional.of(new Caller("c1", Role.OPERATOR, Set.of(Scope.ADMIN), client, Optional.empty(), true, 0))
                : Optional.empty();
    }

    @Override
    public void reply(int code, Map<String, String> more, byte[] bytes) {
        status = code;
        headers.putAll(more);
        answer.append(new String(bytes, StandardCharsets.UTF_8));
    }

    @Override
    public Stream stream(int code, Map<String, String> more) {
        status = code;
        headers.putAll(more);
        return new Stream() {
            @Override
            public void write(byte[] bytes) {
                answer.append(new String(bytes, StandardCharsets.UTF_8));
            }

            @Override
            public void close() {
                answer.append("(closed)\n");
            }
        };
    }

    @Override
    public Channel channel() {
        throw new IllegalStateException("there is none");
    }
}
