package cn.openclaw.gateway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.ledger.Call;
import cn.openclaw.ledger.Caller;
import cn.openclaw.testing.TestClient;
import cn.openclaw.testing.TestGateway;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** What becomes of bytes, and of people who wait, when a host or a caller does something unpleasant. */
class RelayFaultsTest {
    private static final String CHUNK = "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word \"},\"finish_reason\":null}]}";
    private static final String END =
            "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}],\"usage\":{\"prompt_tokens\":3,\"completion_tokens\":1,\"total_tokens\":4}}";

    @TempDir
    Path folder;

    private final Ask ask = new Ask();
    private TestGateway gateway = TestGateway.asExtension();
    private RawUpstream host = new RawUpstream((_, line) -> line.json(200, "{}"));

    private void start(RawUpstream.Play play) {
        start("", play);
    }

    private void start(String more, RawUpstream.Play play) {
        host.close();
        host = new RawUpstream(play);
        gateway = TestGateway.asExtension().config(config(host, more)).start(folder);
    }

    private static String config(RawUpstream host, String more) {
        return "models: { providers: { mock: { baseUrl: \"" + host.base() + "\", apiKey: \"sk-upstream-key-1\", api: \"openai-completions\","
                + " limits: { firstByteMs: 700, stallMs: 700, connectMs: 2000 },"
                + " models: [{ id: \"m\", name: \"m\", cost: { input: 4, output: 16, cacheRead: 1, cacheWrite: 0 }, contextWindow: 100000, maxTokens: 8192 }] } } },"
                + more;
    }

    @AfterEach
    void close() {
        ask.close();
        gateway.close();
        host.close();
    }

    private static String body(boolean stream) {
        return "{\"model\":\"mock/m\",\"stream\":" + stream + ",\"stream_options\":{\"include_usage\":true},\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    }

    @Test
    void everyByteOfARequestStaysButTheModelsName() {
        start((_, line) -> line.json(200, "{\"choices\":[{\"message\":{\"content\":\"x\"}}],\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":100}}"));
        String body = "{ \"x_new\" : {\"b\":1.500e2, \"a\":[ ]},\n\"model\":\"mock/m\" , \"temperature\":0.70,\"messages\":[{\"role\":\"user\",\"content\":\"\\u6708 😀\",\"zz\":null}] }\n";
        Ask.Said said = ask.post(gateway.http("/v1/chat/completions"), body);
        assertThat(said.status()).as(said.body()).isEqualTo(200);
        assertThat(host.requests().getFirst().body()).isEqualTo(body.replace("\"mock/m\"", "\"m\""));
        assertThat(host.requests().getFirst().headers()).containsEntry("authorization", "Bearer sk-upstream-key-1").containsKey("user-agent");
        assertThat(said.header("x-openclaw-cost")).isEqualTo("0.0056 USD");
        assertThat(said.body()).isEqualTo("{\"choices\":[{\"message\":{\"content\":\"x\"}}],\"usage\":{\"prompt_tokens\":1000,\"completion_tokens\":100}}");
    }

    @Test
    void aCallerWhoLeavesIsHeardUpstreamAtOnce() throws Exception {
        CountDownLatch closed = new CountDownLatch(1);
        AtomicLong after = new AtomicLong();
        start((_, line) -> {
            line.begin();
            line.event(CHUNK);
            long begun = System.nanoTime();
            if (line.awaitClosed()) {
                after.set(System.nanoTime() - begun);
                closed.countDown();
            }
        });
        try (Socket caller = caller(body(true))) {
            readUntil(caller, "word");
        }
        assertThat(closed.await(3, TimeUnit.SECONDS)).isTrue();
        assertThat(TimeUnit.NANOSECONDS.toMillis(after.get())).isLessThan(1_000);
    }

    @Test
    void aSlowReaderSlowsTheHostDown() throws Exception {
        AtomicLong sent = new AtomicLong();
        CountDownLatch done = new CountDownLatch(1);
        String large = "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + "x".repeat(60_000) + "\"}}]}";
        start((_, line) -> {
            line.begin();
            for (int count = 0; count < 800; count++) {
                line.event(large);
                sent.addAndGet(large.length());
            }
            line.event(END);
            line.event("[DONE]");
            line.end();
            done.countDown();
        });
        try (Socket caller = caller(body(true))) {
            Thread.sleep(1_500);
            long ahead = sent.get();
            assertThat(ahead).as("bytes ahead of a reader who reads nothing").isLessThan(30_000_000);
            assertThat(done.getCount()).isOne();
            readUntil(caller, "[DONE]");
        }
        assertThat(done.await(5, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aHostThatSaysNothingIsGivenUp() {
        start((_, line) -> assertThat(line.awaitClosed()).isTrue());
        Ask.Said said = ask.post(gateway.http("/v1/messages"), "{\"model\":\"mock/m\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
        assertThat(said.status()).isEqualTo(504);
        assertThat(said.json().path("type").asString("")).isEqualTo("error");
        assertThat(said.json().path("error").path("message").asString("")).contains("did not begin to answer");
    }

    @Test
    void aStreamThatBreaksOffSaysSoInTheCallersWords() throws Exception {
        start((_, line) -> {
            line.begin();
            line.event(CHUNK);
            line.socket().close();
        });
        try (Socket caller = caller(body(true))) {
            String said = new String(caller.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(said).startsWith("HTTP/1.1 200").contains("word ").contains("\"error\":{\"message\"").contains("broke off");
            // Not the end of an answer: who skips errors among chunks hears of it by that.
            assertThat(said).doesNotContain("[DONE]").doesNotEndWith("0\r\n\r\n");
        }
        try (Socket caller = caller("/v1/responses", "{\"model\":\"mock/m\",\"stream\":true,\"input\":\"hi\"}")) {
            String said = new String(caller.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(said).contains("event: error\n").contains("\"error\":{\"message\"").contains("broke off").doesNotEndWith("0\r\n\r\n");
            List<Integer> numbers = said.lines()
                    .filter(line -> line.startsWith("data: {"))
                    .map(line -> Json.parse(line.substring(6)).path("sequence_number").asInt(-1))
                    .toList();
            assertThat(numbers).hasSizeGreaterThan(3).isEqualTo(IntStream.range(0, numbers.size()).boxed().toList());
        }
        Ask.Said translated = ask.post(
                gateway.http("/v1/messages"), "{\"model\":\"mock/m\",\"stream\":true,\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
        assertThat(translated.body()).contains("event: error\n");
    }

    @Test
    void anAgentsAnswerThatBreaksOffDoesTheSame() throws Exception {
        start("agents: { defaults: { model: { primary: \"mock/m\" } } },", (_, line) -> {
            line.begin();
            line.event(CHUNK);
            line.socket().close();
        });
        try (Socket caller = caller(body(true).replace("mock/m", "openclaw"))) {
            String said = new String(caller.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(said).startsWith("HTTP/1.1 200").contains("word").contains("\"error\":{\"message\"");
            assertThat(said).doesNotContain("[DONE]").doesNotEndWith("0\r\n\r\n");
        }
    }

    @Test
    void oneStallIsOneRefusalAfterwardsNotBefore() throws Exception {
        start((_, line) -> {
            line.begin();
            line.event(CHUNK);
            boolean _ = line.awaitClosed();
        });
        try (Socket caller = caller(body(true))) {
            String said = new String(caller.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(said).contains("\"error\":{\"message\"").contains("stall");
        }
        assertThat(host.requests()).hasSize(1);
    }

    @Test
    void anotherKeyTakesOverWhenOneIsRefusedForHaste() {
        AtomicInteger first = new AtomicInteger();
        start("env: { MOCK_A: \"sk-first-key-000\" },", (request, line) -> {
            if (request.headers().get("authorization").endsWith("sk-first-key-000")) {
                first.incrementAndGet();
                line.json(429, "{\"error\":{\"message\":\"request reached organization max RPM: 3, please try again after 20 seconds\",\"type\":\"rate_limit_reached_error\"}}", "retry-after: 20\r\n");
            } else {
                line.begin();
                line.event(CHUNK);
                line.event(END);
                line.event("[DONE]");
                line.end();
            }
        });
        gateway.home().write(".openclaw/agents/main/agent/auth-profiles.json",
                "{\"version\":1,\"profiles\":{\"mock:a\":{\"type\":\"api_key\",\"provider\":\"mock\",\"key\":\"sk-first-key-000\"}}}");
        Ask.Said said = ask.post(gateway.http("/v1/chat/completions"), body(true));
        assertThat(said.status()).as(said.body()).isEqualTo(200);
        assertThat(said.header("x-openclaw-attempts")).isEqualTo("2");
        assertThat(first.get()).isOne();
        try (TestClient watcher = gateway.client()) {
            JsonNode attempts = watcher.call("requests.get", Json.object().put("id", said.header("x-openclaw-request-id"))).path("attempts");
            assertThat(attempts.size()).isEqualTo(2);
            assertThat(attempts.get(0).path("status").asInt(0)).isEqualTo(429);
            assertThat(Json.text(attempts.get(0), "profile")).isEqualTo("mock:a");
            assertThat(Json.text(attempts.get(0), "reason")).isNotBlank().doesNotContain("sk-first");
            assertThat(attempts.get(1).path("status").asInt(0)).isEqualTo(200);
        }
        Ask.Said again = ask.post(gateway.http("/v1/chat/completions"), body(true));
        assertThat(again.header("x-openclaw-attempts")).isEqualTo("1");
        assertThat(first.get()).as("the first key rests").isOne();
    }

    @Test
    void whenEveryKeyRestsTheCallerIsToldWhenToComeBack() {
        start((_, line) -> line.json(429, "{\"error\":{\"message\":\"too fast\",\"type\":\"rate_limit_reached_error\"}}", "retry-after: 20\r\n"));
        Ask.Said first = ask.post(gateway.http("/v1/chat/completions"), body(false));
        assertThat(first.status()).isEqualTo(429);
        assertThat(first.header("retry-after")).isEqualTo("20");
        assertThat(first.body()).isEqualTo("{\"error\":{\"message\":\"too fast\",\"type\":\"rate_limit_reached_error\"}}");
        Ask.Said second = ask.post(gateway.http("/v1/chat/completions"), body(false));
        assertThat(second.status()).isEqualTo(429);
        assertThat(Integer.parseInt(second.header("retry-after"))).isBetween(1, 30);
        assertThat(host.requests()).hasSize(1);
    }

    @Test
    void idleConnectionsAreUsedAgainAndAClosedOneIsNoError() {
        AtomicInteger count = new AtomicInteger();
        start((_, line) -> {
            line.json(200, "{\"choices\":[{\"message\":{\"content\":\"x\"}}]}");
            if (count.incrementAndGet() == 3) {
                line.socket().close();
            }
        });
        for (int round = 0; round < 5; round++) {
            assertThat(ask.post(gateway.http("/v1/chat/completions"), body(false)).status()).isEqualTo(200);
        }
        assertThat(host.connections.get()).isBetween(2, 3);
    }

    @Test
    void noStepOfAStreamWaitsForNagle() throws Exception {
        start((_, line) -> {
            line.begin();
            for (int count = 0; count < 30; count++) {
                line.event(CHUNK);
                Thread.sleep(2);
            }
            line.event(END);
            line.event("[DONE]");
            line.end();
        });
        boolean _ = ask.post(gateway.http("/v1/chat/completions"), body(true)).status() == 200;
        long best = Long.MAX_VALUE;
        for (int round = 0; round < 10; round++) {
            long begun = System.nanoTime();
            assertThat(ask.post(gateway.http("/v1/chat/completions"), body(true)).status()).isEqualTo(200);
            best = Math.min(best, System.nanoTime() - begun);
        }
        // 30 pauses of 2 ms and more; with Nagle each would wait 40 ms for the acknowledgement of the one before.
        assertThat(TimeUnit.NANOSECONDS.toMillis(best)).isLessThan(600);
    }

    /** Money that was put aside for somebody who left while he stood in line is free again. */
    @Test
    void whoLeavesTheLineHoldsNoMoney() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        host.close();
        host = new RawUpstream((_, line) -> {
            line.begin();
            line.event(CHUNK);
            boolean _ = go.await(10, TimeUnit.SECONDS);
            line.event(END);
            line.event("[DONE]");
            line.end();
        });
        gateway = TestGateway.asExtension()
                .config(config(host, "agents: { defaults: { model: { primary: \"mock/m\" }, budget: { USD: { day: 50 } } } },")
                        .replace("firstByteMs: 700, stallMs: 700", "firstByteMs: 20000, stallMs: 20000")
                        .replace("mock: { baseUrl", "mock: { pacing: { concurrency: 1 }, baseUrl"))
                .start(folder);
        Relay relay = Relay.of(gateway.server().world());
        try (Socket first = caller(body(true))) {
            readUntil(first, "word");
            long one = reserved(relay);
            assertThat(one).isPositive();
            try (Socket _ = caller(body(true))) {
                awaitReserved(relay, one * 2 - one / 2, Long.MAX_VALUE);
            }
            awaitReserved(relay, 0, one);
            go.countDown();
            readUntil(first, "[DONE]");
        }
        awaitReserved(relay, 0, 0);
    }

    private static long reserved(Relay relay) {
        Call call = relay.ledger().call(new Caller("gateway", "x", "x", "x"), "mock", "m", Optional.empty(), "openai-completions");
        return relay.ledger().spent(relay.routes().budget(Asker.OWNER).caps().getFirst(), call).reserved();
    }

    private static void awaitReserved(Relay relay, long least, long most) throws InterruptedException {
        long now = reserved(relay);
        for (int wait = 0; wait < 250 && (now < least || now > most); wait++) {
            Thread.sleep(20);
            now = reserved(relay);
        }
        assertThat(now).isBetween(least, most);
    }

    private Socket caller(String body) throws IOException {
        return caller("/v1/chat/completions", body);
    }

    private Socket caller(String path, String body) throws IOException {
        Socket socket = new Socket("127.0.0.1", gateway.port());
        byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
        String head = "POST " + path + " HTTP/1.1\r\nHost: 127.0.0.1:" + gateway.port() + "\r\nauthorization: Bearer " + TestGateway.TOKEN
                + "\r\ncontent-type: application/json\r\ncontent-length: " + bytes.length + "\r\n\r\n";
        socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
        socket.getOutputStream().write(bytes);
        socket.getOutputStream().flush();
        return socket;
    }

    private static void readUntil(Socket socket, String word) throws IOException {
        socket.setSoTimeout(10_000);
        BufferedReader in = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
        for (String line = in.readLine(); line != null; line = in.readLine()) {
            if (line.contains(word)) {
                return;
            }
        }
        throw new IOException("no " + word);
    }
}
