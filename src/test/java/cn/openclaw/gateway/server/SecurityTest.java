package cn.openclaw.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Found;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.gateway.HttpDoor;
import cn.openclaw.json.Json;
import cn.openclaw.gateway.MethodCall;
import cn.openclaw.protocol.Params;
import cn.openclaw.protocol.Scope;
import tools.jackson.databind.JsonNode;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import cn.openclaw.testing.TestClient;
import cn.openclaw.testing.TestClock;
import cn.openclaw.testing.TestDevice;
import cn.openclaw.testing.TestGateway;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Everything that is found is tried by those who may not: no token, a wrong one, too few rights, a page from elsewhere. */
class SecurityTest {
    /** For every door at least one path; a new door's path belongs here. */
    private static final List<String> PATHS = List.of(
            "/v1/chat/completions",
            "/v1/responses",
            "/v1/messages",
            "/v1/messages/count_tokens",
            "/v1/embeddings",
            "/v1/models",
            "/v1/models/moonshot/kimi-k2.6",
            "/tools/invoke",
            "/hooks/wake",
            "/hooks/agent",
            "/metrics");
    /** What strangers may see. */
    private static final List<String> OPEN = List.of("health", "page");

    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final TestClock CLOCK = new TestClock(Instant.now());

    @TempDir
    static Path folder;

    private static TestGateway gateway;

    @BeforeAll
    static void start() {
        gateway = TestGateway.asExtension()
                .clock(CLOCK)
                .config("""
                        gateway: {
                          auth: { token: "%s" },
                          controlUi: { allowedOrigins: ["https://claw.example.com"] },
                          http: { endpoints: { chatCompletions: { enabled: true }, responses: { enabled: true } } },
                        },
                        hooks: { enabled: true, token: "hook-secret-0123456789" },""".formatted(TestGateway.TOKEN))
                .start(folder);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    private static HttpResponse<String> send(String method, String path, Map<String, String> headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(gateway.http(path))
                .method(method, method.equals("POST") ? BodyPublishers.ofString("{}") : BodyPublishers.noBody());
        headers.forEach(request::header);
        try {
            return HTTP.send(request.build(), HttpResponse.BodyHandlers.ofString());
        } catch (Exception e) {
            throw new AssertionError(method + " " + path, e);
        }
    }

    private static Map<String, String> bearer(String token) {
        return Map.of("authorization", "Bearer " + token);
    }

    // ---- methods

    @Test
    void noMethodAnswersWhoHasNotLoggedIn() {
        for (String method : Found.methods().keySet()) {
            TestClient stranger = gateway.stranger();
            assertThat(stranger.refused(method, Json.object()).path("message").stringValue())
                    .as(method)
                    .isEqualTo("invalid handshake: first request must be connect");
            assertThat(stranger.closed().code()).as(method).isEqualTo(1008);
        }
    }

    @Test
    void everyMethodAsksForItsScopeInBothProtocols() {
        for (int protocol : List.of(3, 4)) {
            for (Scope missing : Scope.values()) {
                Scope[] others = java.util.Arrays.stream(Scope.values())
                        .filter(scope -> scope != missing && scope != Scope.ADMIN)
                        // Who may write may read.
                        .filter(scope -> missing != Scope.READ || scope != Scope.WRITE)
                        .toArray(Scope[]::new);
                try (TestClient client = gateway.client(protocol, others)) {
                    for (GatewayMethod method : Found.methods().values()) {
                        if (method.access() != Access.NODE && method.access().scope() == missing) {
                            refusedFor(client, method, "missing scope: " + missing.word(), protocol);
                        }
                    }
                }
            }
        }
    }

    private static void refusedFor(TestClient client, GatewayMethod method, String sentence, int protocol) {
        var error = client.refused(method.name(), Json.object());
        assertThat(error.path("message").stringValue()).as(method.name()).isEqualTo(sentence);
        assertThat(error.path("code").stringValue()).isEqualTo(protocol < 4 ? "INVALID_REQUEST" : "FORBIDDEN");
        if (protocol >= 4 && sentence.startsWith("missing")) {
            assertThat(error.path("details").path("code").stringValue()).isEqualTo("MISSING_SCOPE");
        }
    }

    @Test
    void aNodeMayDoWhatNodesDoAndNothingElseAndNobodyElseMay() {
        try (TestClient node = gateway.node();
                TestClient boss = gateway.client()) {
            for (GatewayMethod method : Found.methods().values()) {
                if (method.access() == Access.NODE) {
                    refusedFor(boss, method, "unauthorized role: operator", 3);
                } else {
                    refusedFor(node, method, "unauthorized role: node", 3);
                }
            }
        }
    }

    // ---- routes

    @Test
    void everyDoorIsTried() {
        for (HttpDoor door : Found.doors()) {
            if (!OPEN.contains(door.name())) {
                assertThat(PATHS)
                        .as("name a path of the door " + door.name() + " in this test")
                        .anyMatch(path -> door.takes(path, gateway.server().world()));
            }
        }
    }

    @Test
    void noRouteAnswersWithoutATokenOrWithAWrongOne() {
        for (String path : PATHS) {
            for (String method : List.of("GET", "POST", "PUT", "DELETE")) {
                for (Map<String, String> headers : List.of(
                        Map.<String, String>of(), bearer("wrong"), Map.of("x-api-key", "wrong"), Map.of("authorization", "Basic eDp5"))) {
                    HttpResponse<String> answer = send(method, path, headers);
                    assertThat(answer.statusCode()).as(method + " " + path + " " + headers + answer.body()).isIn(401, 403, 404, 405, 429);
                    assertThat(answer.body()).doesNotContain(TestGateway.TOKEN, "<html");
                    CLOCK.advance(Duration.ofMinutes(10));
                }
            }
        }
    }

    @Test
    void aPageFromElsewhereIsRefusedEvenWithTheToken() {
        List<String> paths = new ArrayList<>(PATHS);
        paths.addAll(List.of("/", "/healthz", "/chat"));
        for (String path : paths) {
            for (String origin : List.of("http://evil.example", "null", "http://127.0.0.1:1", "https://claw.example.com.evil.example")) {
                HttpResponse<String> answer =
                        send("POST", path, Map.of("authorization", "Bearer " + TestGateway.TOKEN, "origin", origin));
                assertThat(answer.statusCode()).as(origin + " at " + path).isEqualTo(403);
                assertThat(answer.headers().firstValue("access-control-allow-origin")).isEmpty();
            }
        }
        String own = "http://127.0.0.1:" + gateway.port();
        assertThat(send("GET", "/healthz", Map.of("origin", own)).statusCode()).isEqualTo(200);
        HttpResponse<String> named = send("GET", "/healthz", Map.of("origin", "https://claw.example.com"));
        assertThat(named.headers().firstValue("access-control-allow-origin")).hasValue("https://claw.example.com");
    }

    @Test
    void aNameThatIsNotOursIsNotAnswered() {
        for (String host : List.of("evil.example", "127.0.0.1.evil.example", "localhost.evil.example:18789")) {
            try (RawSocket socket = new RawSocket(gateway.port())) {
                socket.send("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
                assertThat(socket.head()).as(host).startsWith("HTTP/1.1 421");
            }
        }
        for (String host : List.of("localhost", "127.0.0.1:1", "[::1]:18789", "claw.example.com", "192.168.1.7")) {
            try (RawSocket socket = new RawSocket(gateway.port())) {
                socket.send("GET /healthz HTTP/1.1\r\nHost: " + host + "\r\n\r\n");
                assertThat(socket.head()).as(host).startsWith("HTTP/1.1 200");
            }
        }
    }

    @Test
    void aSocketFromAPageElsewhereIsNotOpened() {
        for (String origin : List.of("http://evil.example", "null", "file://")) {
            assertThatThrownBy(() -> TestClient.open(gateway.socket(), Map.of("Origin", origin)))
                    .as(origin)
                    .rootCause()
                    .hasMessageContaining("403");
        }
        for (String origin : List.of("http://127.0.0.1:" + gateway.port(), "https://claw.example.com")) {
            TestClient.open(gateway.socket(), Map.of("Origin", origin)).close();
        }
    }

    // ---- guessing

    @Test
    void whoGuessesIsLockedOutAndLetInLater() {
        Map<String, String> from = Map.of("x-forwarded-for", "203.0.113.77");
        for (int guess = 0; guess < 10; guess++) {
            try (TestClient client = TestClient.open(gateway.socket(), from)) {
                var params = TestClient.params(3, "operator", "guess" + guess, List.of());
                assertThat(client.refused("connect", params).path("message").stringValue()).contains("mismatch");
            }
        }
        try (TestClient client = TestClient.open(gateway.socket(), from)) {
            var error = client.refused("connect", TestClient.params(3, "operator", TestGateway.TOKEN, List.of()));
            assertThat(error.path("message").stringValue()).isEqualTo("unauthorized: too many failed attempts (retry later)");
            assertThat(error.path("retryAfterMs").longValue()).isBetween(1L, 10_000L + 300_000L);
        }
        // This machine's own programs are not shut out by what comes through a proxy.
        gateway.client().close();
        HttpResponse<String> http = send(
                "GET", "/v1/models", Map.of("authorization", "Bearer " + TestGateway.TOKEN, "x-forwarded-for", "203.0.113.77"));
        assertThat(http.statusCode()).isEqualTo(429);
        assertThat(http.headers().firstValue("retry-after")).isPresent();
        assertThat(send("GET", "/healthz", Map.of()).statusCode()).isEqualTo(200);
        CLOCK.advance(Duration.ofMinutes(6));
        gateway.client().close();
    }

    /** Requests that wait for their last byte must not all be judged when the lock has long fallen. */
    @Test
    void guessesThatComeTogetherCountOneByOne() {
        CLOCK.advance(Duration.ofMinutes(6));
        List<RawSocket> guesses = new ArrayList<>();
        for (int guess = 0; guess < 200; guess++) {
            RawSocket socket = new RawSocket(gateway.port());
            String shown = guess == 199 ? TestGateway.TOKEN : "guess" + guess;
            socket.send("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: 203.0.113.99\r\n"
                    + "Connection: close\r\nAuthorization: Bearer " + shown + "\r\nContent-Length: 2\r\n\r\n{");
            guesses.add(socket);
        }
        guesses.forEach(socket -> socket.send("}"));
        List<String> answers = guesses.stream().map(socket -> socket.head().substring(9, 12)).toList();
        guesses.forEach(RawSocket::close);
        assertThat(answers.stream().filter("401"::equals).count()).isEqualTo(10);
        assertThat(answers.getLast()).isEqualTo("429");
        CLOCK.advance(Duration.ofMinutes(6));
    }

    @Test
    void loginsThatComeTogetherCountOneByOne() {
        CLOCK.advance(Duration.ofMinutes(6));
        List<TestClient> guessers = new ArrayList<>();
        List<String> asked = new ArrayList<>();
        for (int guess = 0; guess < 60; guess++) {
            guessers.add(TestClient.open(gateway.socket(), Map.of("x-forwarded-for", "203.0.113.97")));
        }
        for (int guess = 0; guess < 60; guess++) {
            asked.add(guessers.get(guess).ask("connect", TestClient.params(3, "operator", "guess" + guess, List.of())));
        }
        int judged = 0;
        for (int guess = 0; guess < 60; guess++) {
            String said = guessers.get(guess).answer(asked.get(guess), 1).path("error").path("message").stringValue();
            judged += said.contains("mismatch") ? 1 : 0;
        }
        guessers.forEach(TestClient::close);
        assertThat(judged).isEqualTo(10);
        CLOCK.advance(Duration.ofMinutes(6));
    }

    /** However many are on their way at once: no more are judged than would be one after the other. */
    @Test
    void aGuessCountsBeforeAnybodyHearsOfIt() {
        Guard guard = new Guard(new TestClock(Instant.now()));
        Peer peer = new Peer("203.0.113.5", false, false);
        for (int guess = 0; guess < 10; guess++) {
            assertThat(guard.judged(peer, false)).isZero();
        }
        assertThat(guard.judged(peer, true)).as("the right one, eleventh of those that came at once").isPositive();
        guard.told(peer, false);
        assertThat(guard.judged(peer, true)).as("what needed no key was no guess").isZero();
        for (int guess = 0; guess < 9; guess++) {
            guard.told(peer, true);
        }
        assertThat(guard.judged(peer, false)).isZero();
        guard.told(peer, true);
        assertThat(guard.judged(peer, true)).isGreaterThan(100_000);
        assertThat(guard.isQuiet(peer)).isFalse();
        assertThat(guard.isQuiet(new Peer("203.0.113.6", false, false))).isTrue();
    }

    /** Others may wait for what a call began: a conversation for its run. */
    @Test
    void whatACallBeganGoesOnThoughItsAnswerFails(@TempDir Path other) throws Exception {
        CountDownLatch went = new CountDownLatch(1);
        GatewayMethod broken = new GatewayMethod() {
            @Override
            public String name() {
                return "broken";
            }

            @Override
            public Access access() {
                return Access.READ;
            }

            @Override
            public JsonNode call(Params params, MethodCall call) {
                call.afterwards(went::countDown);
                throw new IllegalStateException("of ours");
            }
        };
        try (TestGateway own = TestGateway.in(other); TestClient client = own.client()) {
            own.server().core().use(Map.of("broken", broken), List.of());
            assertThat(client.refused("broken", Json.object()).path("message").stringValue()).startsWith("internal error");
            assertThat(went.await(10, TimeUnit.SECONDS)).isTrue();
        }
    }

    /** Whoever has a home of many addresses is one guesser at the hooks, too. */
    @Test
    void hooksCountAHomeAsOne() {
        CLOCK.advance(Duration.ofMinutes(6));
        List<Integer> statuses = new ArrayList<>();
        try (TestGateway own = behindProxy()) {
            for (int guess = 0; guess < 22; guess++) {
                try (RawSocket socket = new RawSocket(own.port())) {
                    socket.send("POST /hooks/wake HTTP/1.1\r\nHost: 127.0.0.1\r\nX-Forwarded-For: 2001:db8:1:2::" + guess
                            + "\r\nX-OpenClaw-Token: guess" + guess + "\r\nContent-Length: 2\r\n\r\n{}");
                    statuses.add(Integer.parseInt(socket.head().substring(9, 12)));
                }
            }
        }
        assertThat(statuses.subList(0, 20)).containsOnly(401);
        assertThat(statuses.subList(20, 22)).containsOnly(429);
    }

    private static TestGateway behindProxy() {
        return TestGateway.asExtension()
                .clock(CLOCK)
                .config("gateway: { auth: { token: \"" + TestGateway.TOKEN + "\" }, trustedProxies: [\"127.0.0.1\"] },"
                        + "hooks: { enabled: true, token: \"hook-secret-0123456789\" },")
                .start(folder.resolve("proxied"));
    }

    /** A paired device of few rights must not get new tries at the shared secret by logging in. */
    @Test
    void aDevicesOwnTokenForgivesNoGuesses() throws Exception {
        CLOCK.advance(Duration.ofMinutes(6));
        TestDevice device = new TestDevice();
        String token;
        try (TestClient paired = TestClient.open(gateway.socket(), Map.of())) {
            token = Json.text(
                    paired.connect(device.sign(
                            TestClient.params(3, "operator", TestGateway.TOKEN, List.of(Scope.READ)), paired.nonce(), CLOCK.millis())),
                    "auth",
                    "deviceToken");
        }
        Map<String, String> from = Map.of("x-forwarded-for", "203.0.113.96");
        String last = "";
        for (int guess = 0; guess < 12; guess++) {
            try (TestClient guesser = TestClient.open(gateway.socket(), from)) {
                last = guesser.refused("connect", TestClient.params(3, "operator", "guess" + guess, List.of())).path("message").stringValue();
            }
            if (guess == 8) {
                try (TestClient own = TestClient.open(gateway.socket(), from)) {
                    own.connect(device.sign(
                            TestClient.params(3, "operator", token, List.of(Scope.READ)), own.nonce(), CLOCK.millis()));
                }
            }
        }
        assertThat(last).contains("too many failed attempts");
        CLOCK.advance(Duration.ofMinutes(6));
    }

    @Test
    void aSocketHasOneTry() {
        try (RawSocket socket = new RawSocket(gateway.port())) {
            socket.upgrade("X-Forwarded-For: 203.0.113.98");
            for (int guess = 0; guess < 20; guess++) {
                String shown = guess == 19 ? TestGateway.TOKEN : "guess" + guess;
                socket.text(Json.write(Json.object()
                        .put("type", "req")
                        .put("id", "try" + guess)
                        .put("method", "connect")
                        .set("params", TestClient.params(3, "operator", shown, List.of()))));
            }
            List<String> answers = new ArrayList<>();
            for (RawSocket.Frame frame = socket.frame(); frame != null; frame = socket.frame()) {
                answers.add(frame.text());
            }
            assertThat(answers).filteredOn(answer -> answer.contains("\"type\":\"res\"")).hasSize(1);
            assertThat(answers).noneMatch(answer -> answer.contains("hello-ok"));
        }
        CLOCK.advance(Duration.ofMinutes(6));
    }

    @Test
    void aClockThatIsPutBackLocksNobodyOut() {
        TestClock clock = new TestClock(Instant.now());
        Guard guard = new Guard(clock);
        Peer peer = new Peer("203.0.113.5", false, false);
        for (int guess = 0; guess < 10; guess++) {
            guard.failed(peer);
        }
        assertThat(guard.waitMs(peer)).isPositive();
        clock.advance(Duration.ofHours(-3));
        assertThat(guard.waitMs(peer)).isZero();
        for (int guess = 0; guess < 10; guess++) {
            guard.failed(peer);
        }
        assertThat(guard.waitMs(peer)).isBetween(1L, 300_000L);
    }
}
