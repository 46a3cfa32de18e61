package cn.openclaw.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.openclaw.base.Environment;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Language;
import cn.openclaw.base.Secret;
import cn.openclaw.http.HttpException.Reason;
import cn.openclaw.testing.FakeProviderServer;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class JdkHttpTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final HttpLimits PATIENT = new HttpLimits(LONG, LONG, LONG, LONG);

    private final JdkHttp http = new JdkHttp(environment(Map.of()));

    static Environment environment(Map<String, String> variables) {
        return new Environment(variables, Path.of("/nowhere"), Path.of("/nowhere"));
    }

    @Test
    void sendsBodyAndHeadersAndReadsTheAnswer() throws Exception {
        try (var server = FakeProviderServer.start(FakeProviderServer.json(418, "茶", "X-Trace: 1"));
                HttpReply reply = http.send(HttpCall.post(
                        server.uri("/v1/x?q=1"), Map.of("Authorization", "Bearer k"), bytes("你好"), PATIENT))) {
            assertThat(reply.status()).isEqualTo(418);
            assertThat(reply.header("x-trace")).contains("1");
            assertThat(new String(reply.body(100), StandardCharsets.UTF_8)).isEqualTo("茶");
            var request = server.request(0);
            assertThat(request.method()).isEqualTo("POST");
            assertThat(request.target()).isEqualTo("/v1/x?q=1");
            assertThat(request.body()).isEqualTo(bytes("你好"));
            assertThat(request.header("authorization")).isEqualTo("Bearer k");
            assertThat(request.header("user-agent")).startsWith("openclaw-cn/");
        }
    }

    @Test
    void neverAsksASmallServerToUpgradeToHttp2AndTakesHeadersVerbatim() throws Exception {
        try (var server = FakeProviderServer.start(FakeProviderServer.json(200, "{}"));
                HttpReply _ = http.send(HttpCall.get(
                        server.uri("/"), Map.of("User-Agent", "KimiCLI/0.77", "Connection", "x"), PATIENT))) {
            assertThat(server.request(0).headers()).doesNotContainKeys("upgrade", "http2-settings", "connection");
            assertThat(server.request(0).header("user-agent")).isEqualTo("KimiCLI/0.77");
        }
    }

    @Test
    void theConnectionIsUsedAgainWhenTheBodyWasReadToItsEnd() throws Exception {
        try (var server = FakeProviderServer.start(FakeProviderServer.sse("1", "2"))) {
            for (int i = 0; i < 5; i++) {
                try (HttpReply reply = http.send(HttpCall.get(server.uri("/"), Map.of(), PATIENT))) {
                    var reader = new SseReader(reply);
                    assertThat(reader.next()).isNotNull();
                    assertThat(reader.next()).isNotNull();
                }
            }
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void theConnectLimitCoversAServerThatNeverShakesHands() throws Exception {
        // It accepts in the kernel and says nothing, so the TCP connection stands but TLS never does.
        try (ServerSocket deaf = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            URI uri = URI.create("https://127.0.0.1:" + deaf.getLocalPort() + "/");
            var limits = new HttpLimits(Duration.ofMillis(150), LONG, LONG, LONG);
            HttpException failure = failure(() -> http.send(HttpCall.get(uri, Map.of(), limits)));
            assertThat(failure.reason()).isEqualTo(Reason.CONNECT_LIMIT);
            assertThat(failure.in(Language.EN)).contains("connect limit", "0.15 s");
            assertThat(failure.in(Language.ZH)).contains("connect 时限");
            try (Socket hungUp = deaf.accept()) {
                hungUp.setSoTimeout(5000);
                assertThat(hungUp.getInputStream().readAllBytes()).isNotEmpty();
            }
        }
    }

    @Test
    void theFirstByteLimitCoversBothHeadersAndTheFirstPieceOfTheBody() throws Exception {
        var limits = new HttpLimits(LONG, Duration.ofMillis(150), LONG, LONG);
        try (var server = FakeProviderServer.start(wire -> wire.untilHungUp(LONG))) {
            HttpException failure = failure(() -> http.send(HttpCall.get(server.uri("/"), Map.of(), limits)));
            assertThat(failure.reason()).isEqualTo(Reason.FIRST_BYTE_LIMIT);
            assertThat(server.sawDisconnect(LONG)).isTrue();
        }
        try (var server = FakeProviderServer.start(wire -> {
            wire.write(FakeProviderServer.STREAM_HEAD);
            wire.untilHungUp(LONG);
        })) {
            HttpReply reply = http.send(HttpCall.get(server.uri("/"), Map.of(), limits));
            HttpException failure = failure(() -> reply.read(new byte[10]));
            assertThat(failure.reason()).isEqualTo(Reason.FIRST_BYTE_LIMIT);
            assertThat(server.sawDisconnect(LONG)).isTrue();
        }
    }

    @Test
    void theStallLimitCoversThePausesBetweenPieces() throws Exception {
        var limits = new HttpLimits(LONG, LONG, Duration.ofMillis(200), LONG);
        try (var server = FakeProviderServer.start(wire -> {
            wire.write(FakeProviderServer.STREAM_HEAD);
            for (int i = 0; i < 4; i++) {
                wire.chunk("data: x\n\n").pause(Duration.ofMillis(80));
            }
            wire.untilHungUp(LONG);
        })) {
            HttpReply reply = http.send(HttpCall.get(server.uri("/"), Map.of(), limits));
            SseReader reader = new SseReader(reply);
            for (int i = 0; i < 4; i++) {
                assertThat(reader.next()).isNotNull();
            }
            HttpException failure = failure(reader::next);
            assertThat(failure.reason()).isEqualTo(Reason.STALL_LIMIT);
            assertThat(server.sawDisconnect(LONG)).isTrue();
        }
    }

    @Test
    void theTotalLimitEndsAStreamThatNeverStalls() throws Exception {
        var limits = new HttpLimits(LONG, LONG, LONG, Duration.ofMillis(300));
        try (var server = FakeProviderServer.start(wire -> {
            wire.write(FakeProviderServer.STREAM_HEAD);
            while (true) {
                wire.chunk("data: x\n\n").pause(Duration.ofMillis(20));
            }
        })) {
            SseReader reader = new SseReader(http.send(HttpCall.get(server.uri("/"), Map.of(), limits)));
            long begun = System.nanoTime();
            HttpException failure = failure(() -> {
                while (reader.next() != null) {}
            });
            assertThat(failure.reason()).isEqualTo(Reason.TOTAL_LIMIT);
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(3));
        }
    }

    @Test
    void interruptingClosesTheSocketBeforeAndWithinTheBody() throws Exception {
        try (var server = FakeProviderServer.start(
                wire -> wire.untilHungUp(LONG), wire -> {
                    wire.write(FakeProviderServer.STREAM_HEAD).chunk("data: x\n\n");
                    wire.untilHungUp(LONG);
                })) {
            for (int i = 0; i < 2; i++) {
                AtomicReference<Throwable> seen = new AtomicReference<>();
                Thread asking = Thread.ofVirtual().start(() -> {
                    try (HttpReply reply = http.send(HttpCall.get(server.uri("/"), Map.of(), PATIENT))) {
                        reply.body(1000);
                    } catch (InterruptedException e) {
                        seen.set(e);
                    }
                });
                Thread.sleep(200);
                asking.interrupt();
                asking.join();
                assertThat(seen.get()).isInstanceOf(InterruptedException.class);
                assertThat(server.sawDisconnect(LONG)).isTrue();
            }
        }
    }

    @Test
    void closingEarlyClosesTheSocket() throws Exception {
        try (var server = FakeProviderServer.start(wire -> {
            wire.write(FakeProviderServer.STREAM_HEAD).chunk("data: x\n\n");
            wire.untilHungUp(LONG);
        })) {
            HttpReply reply = http.send(HttpCall.get(server.uri("/"), Map.of(), PATIENT));
            assertThat(reply.read(new byte[100])).isPositive();
            reply.close();
            assertThat(server.sawDisconnect(LONG)).isTrue();
        }
    }

    @Test
    void aSlowReaderSlowsTheServerInsteadOfFillingTheMemory() throws Exception {
        long[] written = new long[1];
        byte[] block = new byte[64 * 1024];
        try (var server = FakeProviderServer.start(wire -> {
            wire.write("HTTP/1.1 200 OK\r\n\r\n");
            while (written[0] < 400_000_000L) {
                wire.write(block);
                written[0] += block.length;
            }
        });
                HttpReply reply = http.send(HttpCall.get(server.uri("/"), Map.of(), PATIENT))) {
            assertThat(reply.read(new byte[100])).isPositive();
            Thread.sleep(500);
            assertThat(written[0]).isLessThan(50_000_000L);
        }
    }

    @Test
    void namesWhatWentWrong() throws Exception {
        int freePort;
        try (ServerSocket socket = new ServerSocket(0)) {
            freePort = socket.getLocalPort();
        }
        assertThat(reason("http://127.0.0.1:" + freePort + "/")).isEqualTo(Reason.CONNECT);
        assertThat(reason("http://no-such-host.invalid/")).isEqualTo(Reason.UNKNOWN_HOST);
        assertThat(reason("ftp://example.com/")).isEqualTo(Reason.REQUEST);
        try (var server = FakeProviderServer.start(wire -> wire.hangUp())) {
            assertThat(reason(server.uri("/").toString())).isEqualTo(Reason.BROKEN);
            assertThat(reason("https://127.0.0.1:" + server.port() + "/")).isIn(Reason.TLS, Reason.BROKEN);
        }
    }

    @Test
    void aKeyThatCannotBeSentIsNamedByItsHeaderAndNeverPrinted() {
        HttpException failure = failure(() -> http.send(HttpCall.get(
                URI.create("http://127.0.0.1:1/"), Map.of("Authorization", "Bearer sk-canary\nx"), PATIENT)));
        assertThat(failure.reason()).isEqualTo(Reason.REQUEST);
        assertThat(failure.exitCode()).isEqualTo(ExitCode.USAGE);
        assertThat(failure.in(Language.EN)).contains("Authorization").doesNotContain("canary");
    }

    @Test
    void goesThroughTheProxyAndSignsInThere() throws Exception {
        try (var proxy = FakeProviderServer.start(FakeProviderServer.json(200, "{}"))) {
            var proxied = new JdkHttp(environment(Map.of("http_proxy", "http://me:p%40ss@127.0.0.1:" + proxy.port())));
            try (HttpReply reply = proxied.send(
                    HttpCall.get(URI.create("http://api.example.com/v1/models"), Map.of(), PATIENT))) {
                assertThat(reply.status()).isEqualTo(200);
            }
            assertThat(proxy.request(0).target()).isEqualTo("http://api.example.com/v1/models");
            assertThat(proxy.request(0).header("proxy-authorization")).isEqualTo("Basic bWU6cEBzcw==");
        }
    }

    @Test
    void httpsTunnelsAndOnlyTheProxySeesItsPassword() throws Exception {
        var tls = TestTls.make();
        try (var origin = FakeProviderServer.start(tls.serverSocket(), FakeProviderServer.json(200, "{\"ok\":true}"));
                var proxy = FakeProviderServer.start(wire -> tunnel(wire, origin.port()))) {
            var proxied = new JdkHttp(
                    environment(Map.of("HTTPS_PROXY", "me:secret@127.0.0.1:" + proxy.port())), tls.context());
            // A name that only the proxy knows: it connects to the origin whatever is asked for.
            try (HttpReply reply = proxied.send(
                    HttpCall.get(URI.create("https://kimi.test/v1"), Map.of("Authorization", "Bearer k"), PATIENT))) {
                assertThat(new String(reply.body(100), StandardCharsets.UTF_8)).isEqualTo("{\"ok\":true}");
            }
            assertThat(proxy.request(0).method()).isEqualTo("CONNECT");
            assertThat(proxy.request(0).target()).isEqualTo("kimi.test:443");
            assertThat(proxy.request(0).header("proxy-authorization")).startsWith("Basic ");
            assertThat(proxy.request(0).headers()).doesNotContainKey("authorization");
            assertThat(origin.request(0).header("authorization")).isEqualTo("Bearer k");
            assertThat(origin.request(0).headers()).doesNotContainKey("proxy-authorization");
        }
    }

    @Test
    void aProxyThatRefusesIsBlamedByName() throws Exception {
        for (String scheme : new String[] {"http", "https"}) {
            try (var proxy = FakeProviderServer.start(FakeProviderServer.json(407, "{}"))) {
                var proxied = new JdkHttp(environment(Map.of("ALL_PROXY", "http://me:secret@127.0.0.1:" + proxy.port())));
                HttpException failure = failure(
                        () -> proxied.send(HttpCall.get(URI.create(scheme + "://api.example.com/"), Map.of(), PATIENT)));
                assertThat(failure.reason()).isEqualTo(Reason.PROXY);
                assertThat(failure.in(Language.EN)).contains("ALL_PROXY", "407").doesNotContain("secret");
            }
        }
    }

    @Test
    void theProxyOfOneProviderGoesBeforeTheEnvironment() throws Exception {
        var tls = TestTls.make();
        Map<String, String> elsewhere = Map.of("ALL_PROXY", "http://127.0.0.1:1", "NO_PROXY", "*");
        try (var origin = FakeProviderServer.start(tls.serverSocket(), FakeProviderServer.json(200, "{}"));
                var plain = FakeProviderServer.start(FakeProviderServer.json(200, "{}"));
                var tunnel = FakeProviderServer.start(wire -> tunnel(wire, origin.port()))) {
            var ours = new JdkHttp(environment(elsewhere), tls.context());
            HttpReply reply = ours.send(HttpCall.get(URI.create("http://kimi.test/v1"), Map.of(), PATIENT).through(way(plain.port())));
            reply.close();
            ours.send(HttpCall.get(URI.create("https://kimi.test/v1"), Map.of(), PATIENT).through(way(tunnel.port()))).close();
            assertThat(plain.request(0).target()).isEqualTo("http://kimi.test/v1");
            assertThat(plain.request(0).header("proxy-authorization")).startsWith("Basic ");
            assertThat(tunnel.request(0).method()).isEqualTo("CONNECT");
            assertThat(origin.request(0).headers()).doesNotContainKey("proxy-authorization");
            ours.close();
        }
    }

    @Test
    void directMeansDirectAndABadProxyIsBlamedByItsPlaceInTheConfig() throws Exception {
        var proxied = new JdkHttp(environment(Map.of("ALL_PROXY", "http://127.0.0.1:1")));
        HttpException direct = failure(() -> proxied.send(call("direct")));
        assertThat(direct.reason()).isEqualTo(Reason.UNKNOWN_HOST);
        HttpException odd = failure(() -> proxied.send(call("socks5://me:secret@127.0.0.1:1")));
        assertThat(odd.reason()).isEqualTo(Reason.PROXY);
        assertThat(odd.in(Language.EN)).contains("models.providers.kimi.proxy", "socks5").doesNotContain("secret");
        HttpException dead = failure(() -> proxied.send(call("http://me:secret@127.0.0.1:1")));
        assertThat(dead.reason()).isEqualTo(Reason.PROXY);
        assertThat(dead.in(Language.EN)).contains("models.providers.kimi.proxy", "127.0.0.1:1").doesNotContain("secret");
    }

    private static HttpCall call(String proxy) {
        return HttpCall.get(URI.create("http://nobody.invalid/"), Map.of(), PATIENT)
                .through(Optional.of(new HttpProxy("models.providers.kimi.proxy", new Secret(proxy))));
    }

    private static Optional<HttpProxy> way(int port) {
        return Optional.of(new HttpProxy("models.providers.kimi.proxy", new Secret("http://me:secret@127.0.0.1:" + port)));
    }

    private static void tunnel(FakeProviderServer.Wire wire, int port) throws java.io.IOException {
        wire.write("HTTP/1.1 200 Connection established\r\n\r\n");
        wire.hangUp();
        try (Socket onward = new Socket(InetAddress.getLoopbackAddress(), port)) {
            Thread back = Thread.ofVirtual().start(() -> copy(onward, wire));
            InputStream in = wire.in();
            byte[] piece = new byte[8192];
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                onward.getOutputStream().write(piece, 0, n);
            }
            back.interrupt();
        }
    }

    private static void copy(Socket from, FakeProviderServer.Wire to) {
        byte[] piece = new byte[8192];
        try {
            InputStream in = from.getInputStream();
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                to.write(java.util.Arrays.copyOf(piece, n));
            }
        } catch (java.io.IOException _) {
            // The test is over.
        }
    }

    private Reason reason(String uri) {
        return failure(() -> {
                    try (HttpReply reply = http.send(HttpCall.get(URI.create(uri), Map.of(), PATIENT))) {
                        reply.body(100);
                    }
                })
                .reason();
    }

    private interface Act {
        void run() throws Exception;
    }

    private static HttpException failure(Act act) {
        HttpException failure = catchThrowableOfType(HttpException.class, act::run);
        assertThat(failure).isNotNull();
        return failure;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Its threads would hold the end of a halted process back for 0.3 s. */
    @Test
    void closedItLeavesNoThreadBehindAndOpensAnew() throws Exception {
        try (FakeProviderServer server = FakeProviderServer.start(FakeProviderServer.json(200, "{}"))) {
            Set<Thread> before = selectors();
            JdkHttp http = new JdkHttp(new Environment(Map.of(), Path.of("/"), Path.of("/")));
            http.send(HttpCall.get(server.uri("/a"), Map.of(), HttpLimits.SHORT)).close();
            http.close();
            assertThat(selectors()).isSubsetOf(before); // other tests' clients may go meanwhile

            HttpReply again = http.send(HttpCall.get(server.uri("/b"), Map.of(), HttpLimits.SHORT));
            assertThat(again.status()).isEqualTo(200);
            again.close();
            http.close();
        }
    }

    private static Set<Thread> selectors() {
        return Thread.getAllStackTraces().keySet().stream()
                .filter(thread -> thread.getName().contains("SelectorManager"))
                .collect(Collectors.toSet());
    }
}
