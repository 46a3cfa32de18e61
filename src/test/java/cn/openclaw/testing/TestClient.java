package cn.openclaw.testing;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.protocol.Scope;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.TimeUnit;
import java.util.function.Predicate;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** A client of the gateway's socket, by the JDK's own WebSocket: says what it is told to and remembers all that it hears. */
public final class TestClient implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(20);
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    private final List<JsonNode> heard = new ArrayList<>();
    private WebSocket socket;
    private Optional<Closed> closed = Optional.empty();
    private boolean deaf;
    private String nonce = "";

    /** How the gateway closed. */
    public record Closed(int code, String reason) {}

    private TestClient() {}

    /** Opens a socket and waits for the challenge. */
    public static TestClient open(URI address, Map<String, String> headers) {
        TestClient client = new TestClient();
        WebSocket.Builder builder = HTTP.newWebSocketBuilder().connectTimeout(PATIENCE);
        headers.forEach(builder::header);
        client.socket = builder.buildAsync(address, client.new Ear()).join();
        client.nonce = client.event("connect.challenge").path("payload").path("nonce").stringValue();
        return client;
    }

    /** What a plain client says of itself. */
    public static ObjectNode params(int protocol, String role, String token, List<Scope> scopes) {
        ObjectNode params = Json.object().put("minProtocol", protocol).put("maxProtocol", protocol);
        params.set(
                "client",
                Json.object().put("id", "test").put("version", "dev").put("platform", "linux").put("mode", "test"));
        params.set("caps", Json.array());
        params.put("role", role);
        ArrayNode words = Json.array();
        scopes.forEach(scope -> words.add(scope.word()));
        params.set("scopes", words);
        params.set("auth", Json.object().put("token", token));
        return params;
    }

    public String nonce() {
        return nonce;
    }

    /** Logs in; returns {@code hello-ok}. */
    public JsonNode connect(ObjectNode params) {
        JsonNode answer = request("connect", params);
        assertThat(answer.path("ok").asBoolean(false)).as(Json.write(answer)).isTrue();
        return answer.path("payload");
    }

    /** Says these characters. */
    public void say(String text) {
        socket.sendText(text, true).join();
    }

    /** Asks without waiting; returns the request's id. */
    public String ask(String method, JsonNode params) {
        String id = UUID.randomUUID().toString();
        say(Json.write(Json.object()
                .put("type", "req")
                .put("id", id)
                .put("method", method)
                .set("params", params)));
        return id;
    }

    /** Asks and waits for the first answer, good or bad. */
    public JsonNode request(String method, JsonNode params) {
        return answer(ask(method, params), 1);
    }

    /** The first, second … answer to a request. */
    public JsonNode answer(String id, int which) {
        return await(
                frames -> {
                    List<JsonNode> answers =
                            frames.stream().filter(frame -> id.equals(Json.text(frame, "id"))).toList();
                    return answers.size() < which ? Optional.empty() : Optional.of(answers.get(which - 1));
                },
                "answer " + which + " to " + id);
    }

    /** The payload of a good answer. */
    public JsonNode call(String method, JsonNode params) {
        JsonNode answer = request(method, params);
        assertThat(answer.path("ok").asBoolean(false)).as(method + ": " + Json.write(answer)).isTrue();
        return answer.path("payload");
    }

    public JsonNode call(String method) {
        return call(method, Json.object());
    }

    /** The error of a bad one. */
    public JsonNode refused(String method, JsonNode params) {
        JsonNode answer = request(method, params);
        assertThat(answer.path("ok").asBoolean(true)).as(method + ": " + Json.write(answer)).isFalse();
        return answer.path("error");
    }

    /** The first event of this name. */
    public JsonNode event(String name) {
        return event(name, _ -> true);
    }

    /** The first event of this name whose payload is so. */
    public JsonNode event(String name, Predicate<JsonNode> payload) {
        return await(
                frames -> frames.stream()
                        .filter(frame -> name.equals(Json.text(frame, "event")) && payload.test(frame.path("payload")))
                        .findFirst(),
                "event " + name);
    }

    /** Everything heard so far. */
    public synchronized List<JsonNode> heard() {
        return List.copyOf(heard);
    }

    /** The events of a name heard so far. */
    public List<JsonNode> events(String name) {
        return heard().stream().filter(frame -> name.equals(Json.text(frame, "event"))).toList();
    }

    public synchronized void forget() {
        heard.clear();
    }

    private interface Look {
        Optional<JsonNode> at(List<JsonNode> frames);
    }

    private synchronized JsonNode await(Look look, String what) {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (true) {
            Optional<JsonNode> found = look.at(heard);
            if (found.isPresent()) {
                return found.get();
            }
            long left = until - System.nanoTime();
            if (left <= 0 || closed.isPresent()) {
                throw new AssertionError("no " + what + "; closed: " + closed + "; heard: "
                        + heard.stream().map(Json::write).map(TestClient::clipped).toList());
            }
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
    }

    private static String clipped(String text) {
        return text.length() <= 300 ? text : text.substring(0, 300) + "…";
    }

    /** Waits until the gateway closes. */
    public synchronized Closed closed() {
        long until = System.nanoTime() + PATIENCE.toNanos();
        while (closed.isEmpty()) {
            long left = until - System.nanoTime();
            assertThat(left).as("it was not closed; heard " + heard.size()).isPositive();
            try {
                TimeUnit.NANOSECONDS.timedWait(this, left);
            } catch (InterruptedException e) {
                throw new AssertionError(e);
            }
        }
        return closed.get();
    }

    public synchronized boolean isOpen() {
        return closed.isEmpty();
    }

    /** From now on it reads nothing: what the gateway sends stays on the way. */
    public synchronized void stopReading() {
        deaf = true;
    }

    /** Breaks off without a goodbye. */
    public void abort() {
        socket.abort();
    }

    @Override
    public void close() {
        socket.sendClose(1000, "").exceptionally(_ -> socket);
        socket.abort();
    }

    private final class Ear implements WebSocket.Listener {
        private final StringBuilder text = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
            text.append(data);
            if (last) {
                JsonNode frame = Json.parse(text.toString());
                text.setLength(0);
                synchronized (TestClient.this) {
                    heard.add(frame);
                    TestClient.this.notifyAll();
                }
            }
            synchronized (TestClient.this) {
                if (!deaf) {
                    from.request(1);
                }
            }
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onPing(WebSocket from, ByteBuffer message) {
            from.request(1);
            return CompletableFuture.completedStage(null);
        }

        @Override
        public CompletionStage<?> onClose(WebSocket from, int code, String reason) {
            end(new Closed(code, reason));
            return CompletableFuture.completedStage(null);
        }

        @Override
        public void onError(WebSocket from, Throwable error) {
            end(new Closed(1006, String.valueOf(error.getMessage())));
        }

        private void end(Closed how) {
            synchronized (TestClient.this) {
                closed = Optional.of(how);
                TestClient.this.notifyAll();
            }
        }
    }
}
