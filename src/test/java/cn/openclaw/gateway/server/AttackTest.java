package cn.openclaw.gateway.server;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Found;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.Lifecycle;
import cn.openclaw.json.Json;
import cn.openclaw.testing.TestClient;
import cn.openclaw.testing.TestGateway;
import java.io.ByteArrayOutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Nonsense in great numbers. Whatever comes, the gateway goes on, nothing of it stays behind, and no line of the log speaks of a fault
 * of ours. Every round can be done again: the seeds are fixed.
 */
class AttackTest {
    private static final Limits QUICK = new Limits(
            256 << 10, 64 << 10, 512 << 10, 4 << 20, 1 << 20, 2000, 2000, 500, 32,
            Duration.ofMillis(1_500), Duration.ofMillis(1_500), Duration.ofMillis(1_500), Duration.ofSeconds(5));

    /** They change the machine, or wait for a person. */
    private static final Set<String> NOT_HERE = Set.of(
            "update.run", "skills.install", "skills.update", "exec.approval.request", "wizard.start", "wizard.next", "agent.wait", "models.probe");

    private static final List<String> NAMES = List.of(
            "sessionKey", "key", "keys", "message", "idempotencyKey", "agentId", "name", "limit", "cursor", "raw", "baseHash", "id", "requestId",
            "deviceId", "role", "scopes", "nodeId", "command", "params", "timeoutMs", "runId", "text", "mode", "event", "model", "provider",
            "enabled", "jobId", "patch", "schedule", "payload", "query", "days", "from", "to", "startDate", "endDate", "file", "content",
            "attachments", "label", "decision", "displayName", "profileId", "force", "sessionId", "kind", "ts", "result", "ok", "error",
            "payloadJSON", "maxChars", "maxBytes", "includeGlobal", "thinking", "thinkingLevel", "deliver", "extraSystemPrompt", "path", "ttl",
            "triggers", "phase", "token", "sessionTarget", "wakeMode", "deleteAfterRun", "archive", "deleteTranscript", "spec", "value");

    @TempDir
    Path folder;

    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.asExtension().limits(QUICK).start(folder);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private void nothingIsLeft() throws InterruptedException {
        Core core = gateway.server().core();
        Lifecycle lifecycle = core.world().kept(Lifecycle.class, Lifecycle::of);
        for (int wait = 0; wait < 400 && (core.connections().get() > 0 || lifecycle.busy() > 0); wait++) {
            Thread.sleep(25);
        }
        assertThat(core.connections().get()).as("connections").isZero();
        assertThat(core.strangers().get()).as("strangers").isZero();
        assertThat(core.bodies().get()).as("bytes of bodies").isZero();
        assertThat(lifecycle.busy()).as("requests under way").isZero();
        try (TestClient client = gateway.client()) {
            assertThat(client.call("health").path("ok").booleanValue()).isTrue();
        }
        assertThat(gateway.log()).noneMatch(line -> line.startsWith("FAULT"));
    }

    // ---- methods

    @Test
    void everyMethodRefusesNonsenseInWords() throws Exception {
        askNonsense(12, 20261123);
    }

    @Test
    @Tag("slow")
    void everyMethodRefusesMuchNonsenseInWords() throws Exception {
        askNonsense(100, 4);
    }

    private void askNonsense(int rounds, long seed) throws InterruptedException {
        Random random = new Random(seed);
        try (TestClient boss = gateway.client(4);
                TestClient node = gateway.node()) {
            for (GatewayMethod method : Found.methods().values()) {
                for (int round = 0; !NOT_HERE.contains(method.name()) && round < rounds; round++) {
                    ObjectNode params = params(random);
                    TestClient asker = method.access() == Access.NODE ? node : boss;
                    JsonNode answer = asker.request(method.name(), params);
                    assertThat(Json.write(answer.path("error"))).as(method.name() + " " + Json.write(params)).doesNotContain("internal error");
                }
            }
        }
        nothingIsLeft();
    }

    private static ObjectNode params(Random random) {
        ObjectNode params = Json.object();
        int members = random.nextInt(12);
        for (int at = 0; at < members; at++) {
            params.set(NAMES.get(random.nextInt(NAMES.size())), value(random, 3));
        }
        return params;
    }

    private static JsonNode value(Random random, int depth) {
        return switch (random.nextInt(depth > 0 ? 16 : 13)) {
            case 0 -> Json.parse("null");
            case 1 -> Json.parse("true");
            case 2 -> Json.parse("-1");
            case 3 -> Json.parse("9223372036854775807");
            case 4 -> Json.parse("1e308");
            case 5 -> Json.parse(Integer.toString(random.nextInt(1000)));
            case 6 -> Json.parse("0.5");
            case 7 -> Json.parse("\"\"");
            case 8 -> Json.parse("\"../../../etc/passwd\"");
            case 9 -> Json.parse("\"\\u0000\\u202e😀\"");
            case 10 -> Json.parse("\"agent:main:main\"");
            case 11 -> Json.parse("\"main\"");
            case 12 -> Json.parse("\"" + "x".repeat(random.nextInt(3000)) + "\"");
            case 13 -> {
                ArrayNode array = Json.array();
                for (int at = random.nextInt(4); at > 0; at--) {
                    array.add(value(random, depth - 1));
                }
                yield array;
            }
            default -> {
                ObjectNode object = Json.object();
                for (int at = random.nextInt(4); at > 0; at--) {
                    object.set(NAMES.get(random.nextInt(NAMES.size())), value(random, depth - 1));
                }
                yield object;
            }
        };
    }

    // ---- HTTP

    @Test
    void mutatedRequestsHarmNobody() throws Exception {
        mutate(1_200, 20261123);
    }

    @Test
    @Tag("slow")
    void manyMutatedRequestsHarmNobody() throws Exception {
        mutate(40_000, 9);
    }

    private void mutate(int rounds, long seed) throws Exception {
        try (var workers = Executors.newFixedThreadPool(24)) {
            List<Future<?>> all = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                Random random = new Random(seed + round);
                all.add(workers.submit(() -> send(random)));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        nothingIsLeft();
    }

    private void send(Random random) {
        byte[] bytes = mutated(random, seeds().get(random.nextInt(seeds().size())).getBytes(ISO_8859_1));
        try (RawSocket socket = new RawSocket(gateway.port())) {
            int cut = random.nextInt(4) == 0 ? random.nextInt(bytes.length + 1) : bytes.length;
            socket.send(java.util.Arrays.copyOf(bytes, cut));
            if (random.nextInt(3) == 0) {
                socket.read();
            }
            if (cut < bytes.length && random.nextBoolean()) {
                socket.send(java.util.Arrays.copyOfRange(bytes, cut, bytes.length));
                socket.read();
            }
        } catch (UncheckedIOException e) {
            // It was let go in the middle of it.
        }
    }

    private static List<String> seeds() {
        String key = "Authorization: Bearer " + TestGateway.TOKEN + "\r\n";
        String host = " HTTP/1.1\r\nHost: 127.0.0.1\r\n";
        String chat = "{\"model\":\"moonshot/kimi-k2.6\",\"stream\":true,\"max_tokens\":20,\"messages\":[{\"role\":\"user\",\"content\":\"[[sim:say hi]]\"}]}";
        String call = "{\"tool\":\"nothing\",\"args\":{}}";
        return List.of(
                "GET /healthz" + host + "\r\n",
                "GET /v1/models" + host + key + "\r\n",
                "GET /" + host + "Accept-Encoding: gzip\r\nIf-None-Match: \"x\"\r\n\r\n",
                "GET /assets/..%2f..%2fapp.js?x=%41" + host + "\r\n",
                "POST /v1/chat/completions" + host + key + "Content-Length: " + chat.length() + "\r\n\r\n" + chat,
                "POST /v1/messages" + host + "x-api-key: " + TestGateway.TOKEN + "\r\nTransfer-Encoding: chunked\r\n\r\n"
                        + Integer.toHexString(chat.length()) + "\r\n" + chat + "\r\n0\r\n\r\n",
                "POST /tools/invoke" + host + key + "Expect: 100-continue\r\nContent-Length: " + call.length() + "\r\n\r\n" + call
                        + "GET /readyz" + host + "\r\n",
                "OPTIONS /v1/models" + host + "Origin: http://127.0.0.1\r\nAccess-Control-Request-Method: GET\r\n\r\n",
                "GET /" + host + "Upgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n"
                        + "Sec-WebSocket-Version: 13\r\n\r\n\u0081\u0085\u0001\u0002\u0003\u0004hello");
    }

    /** Some of its bytes changed, left out, doubled or moved. */
    private static byte[] mutated(Random random, byte[] seed) {
        byte[] bytes = seed;
        for (int change = random.nextInt(5); change > 0; change--) {
            int at = random.nextInt(bytes.length);
            int end = Math.min(bytes.length, at + random.nextInt(40));
            ByteArrayOutputStream out = new ByteArrayOutputStream(bytes.length + 40);
            out.write(bytes, 0, at);
            switch (random.nextInt(5)) {
                case 0 -> {
                    out.write(random.nextInt(256));
                    out.write(bytes, Math.min(bytes.length, at + 1), Math.max(0, bytes.length - at - 1));
                }
                case 1 -> out.write(bytes, end, bytes.length - end);
                case 2 -> {
                    out.write(bytes, at, end - at);
                    out.write(bytes, at, bytes.length - at);
                }
                case 3 -> {
                    out.writeBytes(List.of("\r\n", "\n", "\0", "\r", ": ", "%", "chunked", "99999999999999999999", "\u00ff\u00fe")
                            .get(random.nextInt(9)).getBytes(ISO_8859_1));
                    out.write(bytes, at, bytes.length - at);
                }
                default -> {
                    out.writeBytes("Content-Length: 3\r\nTransfer-Encoding: chunked\r\n".getBytes(UTF_8));
                    out.write(bytes, at, bytes.length - at);
                }
            }
            bytes = out.size() == 0 ? new byte[] {'\n'} : out.toByteArray();
        }
        return bytes;
    }

    // ---- leaving

    @Test
    void whoeverLeavesWheneverLeavesNothingBehind() throws Exception {
        leave(150, 20261123);
    }

    @Test
    @Tag("slow")
    void manyWhoLeaveWheneverLeaveNothingBehind() throws Exception {
        leave(4_000, 8);
    }

    private void leave(int rounds, long seed) throws Exception {
        List<String> words = List.of("[[sim:len 40]]", "[[sim:slow 20]][[sim:len 60]]", "[[sim:stall 2 1000]]", "[[sim:drop 3]]", "[[sim:hangup]]",
                "[[sim:cut 100]]", "[[sim:error-frame 2]]", "[[sim:garbage 2]]", "[[sim:closing]]", "[[sim:no-end]]");
        List<String> doors = List.of("/v1/chat/completions", "/v1/messages");
        try (var workers = Executors.newFixedThreadPool(24)) {
            List<Future<?>> all = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                Random random = new Random(seed + round);
                all.add(workers.submit(() -> {
                    String body = "{\"model\":\"" + (random.nextInt(5) == 0 ? "openclaw" : "moonshot/kimi-k2.6") + "\",\"max_tokens\":100,\"stream\":"
                            + random.nextBoolean() + ",\"messages\":[{\"role\":\"user\",\"content\":\"" + words.get(random.nextInt(words.size())) + "\"}]}";
                    byte[] request = ("POST " + doors.get(random.nextInt(2)) + " HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                            + TestGateway.TOKEN + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body).getBytes(UTF_8);
                    try (RawSocket socket = new RawSocket(gateway.port())) {
                        socket.send(random.nextInt(6) == 0 ? java.util.Arrays.copyOf(request, random.nextInt(request.length)) : request);
                        Thread.sleep(random.nextInt(4) * random.nextInt(80));
                        if (random.nextInt(3) == 0) {
                            socket.read();
                        }
                    } catch (UncheckedIOException | InterruptedException e) {
                        // It was let go.
                    }
                }));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        nothingIsLeft();
    }
}
