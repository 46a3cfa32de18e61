package cn.openclaw.gateway.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.openclaw.gateway.Audience;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Frames;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Scope;
import cn.openclaw.testing.TestClient;
import cn.openclaw.testing.TestGateway;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Who sends too much, too slowly or nonsense harms nobody but himself. */
class LimitsTest {
    private static final Limits SMALL = new Limits(
            256 << 10,
            64 << 10,
            512 << 10,
            1 << 20,
            1 << 20,
            40,
            30,
            8,
            8,
            Duration.ofMillis(1_500),
            Duration.ofMillis(1_500),
            Duration.ofMillis(900),
            Duration.ofMillis(200));

    @TempDir
    Path folder;

    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.asExtension().limits(SMALL).start(folder);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private RawSocket raw() {
        return new RawSocket(gateway.port());
    }

    /** A raw socket that has logged in. */
    private RawSocket known(RawSocket socket) {
        socket.upgrade();
        socket.text(Json.write(Json.object()
                .put("type", "req")
                .put("id", "1")
                .put("method", "connect")
                .set("params", TestClient.params(3, "operator", TestGateway.TOKEN, List.of(Scope.ADMIN)))));
        RawSocket.Frame frame = socket.frame();
        while (frame != null && !frame.text().contains("hello-ok")) {
            frame = socket.frame();
        }
        assertThat(frame).isNotNull();
        return socket;
    }

    private void stillServes() {
        try (TestClient client = gateway.client()) {
            assertThat(client.refused("no.such", Json.object()).path("message").stringValue()).startsWith("unknown method");
        }
    }

    @Test
    void thereAreNoMoreConnectionsThanDescriptors() {
        assertThat(Limits.USUAL.within(1_000_000)).isEqualTo(Limits.USUAL);
        assertThat(Limits.USUAL.within(20_000).connections()).isEqualTo(9_900);
        assertThat(Limits.USUAL.within(20_000).strangers()).isEqualTo(9_900);
        assertThat(Limits.USUAL.within(10).connections()).isEqualTo(16);
        assertThat(SMALL.within(10_000)).isEqualTo(SMALL);
    }

    @Test
    void aLargeFrameEndsItsSocketOnly() {
        try (RawSocket stranger = raw().upgrade()) {
            stranger.text("x".repeat(70 << 10));
            assertThat(stranger.closeCode()).isEqualTo(1009);
        }
        try (RawSocket known = known(raw())) {
            known.text("x".repeat(300 << 10));
            assertThat(known.closeCode()).isEqualTo(1009);
        }
        try (RawSocket pieces = known(raw())) {
            for (int piece = 0; piece < 4; piece++) {
                pieces.frame(piece == 0 ? 0x01 : 0x00, new byte[100 << 10]);
            }
            assertThat(pieces.closeCode()).isEqualTo(1009);
        }
        stillServes();
    }

    /** Two bytes of text become fifty of memory. */
    @Test
    void aMessageOfMillionsOfValuesIsRefused() {
        try (RawSocket known = known(new RawSocket(gateway.port()))) {
            known.text("{\"type\":\"req\",\"id\":\"9\",\"method\":\"health\",\"params\":{\"x\":[" + "0,".repeat(120_000) + "0]}}");
            RawSocket.Frame frame = known.frame();
            while (frame != null && !frame.text().contains("\"id\":\"9\"")) {
                frame = known.frame();
            }
            assertThat(frame).isNotNull();
        }
        assertThatThrownBy(() -> Frames.read("{\"type\":\"req\",\"id\":\"9\",\"method\":\"m\",\"params\":[" + "[],".repeat(600_000) + "0]}"))
                .isInstanceOf(GatewayException.class);
    }

    @Test
    void whoIsSlowIsLetGoAndOthersDoNotNotice() throws Exception {
        try (RawSocket head = raw();
                RawSocket body = raw();
                RawSocket silent = raw();
                RawSocket login = raw()) {
            login.upgrade();
            long start = System.nanoTime();
            body.send("POST /tools/invoke HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n{");
            for (int at = 0; at < 4; at++) {
                head.send("GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX: ".substring(at * 3, at * 3 + 3));
                stillServes();
                Thread.sleep(50);
            }
            head.rest();
            silent.rest();
            assertThat(new String(body.rest(), UTF_8)).startsWith("HTTP/1.1 408");
            assertThat(login.closeCode()).isIn(1008);
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(15));
        }
    }

    @Test
    void largeAndMalformedRequestsAreAnswered() {
        try (RawSocket large = raw()) {
            large.send("POST /tools/invoke HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 99999999\r\n\r\n");
            assertThat(large.head()).startsWith("HTTP/1.1 413");
        }
        try (RawSocket endless = raw()) {
            endless.send("POST /tools/invoke HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + TestGateway.TOKEN
                    + "\r\nTransfer-Encoding: chunked\r\n\r\n");
            String chunk = "10000\r\n" + "x".repeat(65536) + "\r\n";
            for (int at = 0; at < 8; at++) {
                endless.send(chunk);
            }
            endless.send("1\r\nx\r\n");
            assertThat(endless.head()).startsWith("HTTP/1.1 413");
        }
        try (RawSocket line = raw()) {
            line.send("GET /" + "x".repeat(9000) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n");
            assertThat(line.head()).startsWith("HTTP/1.1 414");
        }
        try (RawSocket headers = raw()) {
            headers.send("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nX: " + "x".repeat(40_000) + "\r\n\r\n");
            assertThat(headers.head()).startsWith("HTTP/1.1 431");
        }
        try (RawSocket smuggler = raw()) {
            smuggler.send("POST /tools/invoke HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nabcde");
            assertThat(smuggler.head()).startsWith("HTTP/1.1 400");
        }
        try (RawSocket old = raw()) {
            old.send("GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n\r\n");
            assertThat(old.head()).startsWith("HTTP/1.1 400");
        }
        stillServes();
    }

    /** A stranger must not fill our memory, nor hold what he filled by sending a byte now and then. */
    @Test
    void aLargeBodyNeedsAKey() {
        String large = "Content-Length: 200000\r\n\r\n";
        for (String key : List.of("", "Authorization: Bearer wrong\r\n", "x-api-key: wrong\r\n")) {
            try (RawSocket said = raw();
                    RawSocket pieces = raw()) {
                said.send("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\n" + key + large);
                assertThat(said.head()).startsWith("HTTP/1.1 401");
                pieces.send("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\n" + key + "Transfer-Encoding: chunked\r\n\r\n");
                pieces.send("10000\r\n" + "x".repeat(65536) + "\r\n");
                pieces.send("1\r\nx\r\n");
                assertThat(pieces.head()).startsWith("HTTP/1.1 401");
            }
        }
        try (RawSocket known = raw()) {
            known.send("POST /tools/invoke HTTP/1.1\r\nHost: 127.0.0.1\r\nConnection: close\r\nx-api-key: " + TestGateway.TOKEN + "\r\n" + large);
            known.send(" ".repeat(200_000));
            assertThat(known.head()).startsWith("HTTP/1.1 400");
        }
        assertThat(gateway.server().core().bodies().get()).isZero();
    }

    @Test
    void aBodyKeepsItsPace() throws Exception {
        try (RawSocket slow = raw()) {
            slow.send("POST /tools/invoke HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 1000\r\n\r\n");
            long begun = System.nanoTime();
            try {
                for (int at = 0; at < 40; at++) {
                    slow.send("x");
                    Thread.sleep(100);
                }
            } catch (java.io.UncheckedIOException e) {
                // It was let go in the middle of it.
            }
            assertThat(new String(slow.rest(), UTF_8)).startsWith("HTTP/1.1 408");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(6));
        }
        assertThat(gateway.server().core().bodies().get()).isZero();
    }

    @Test
    void noSocketBeginsBehindARequest() {
        String body = "{\"model\":\"openclaw\",\"messages\":[{\"role\":\"user\",\"content\":\"[[sim:slow 300]][[sim:len 300]]\"}]}";
        try (RawSocket socket = raw()) {
            socket.send("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + TestGateway.TOKEN
                    + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body
                    + "GET / HTTP/1.1\r\nHost: 127.0.0.1\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                    + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\nSec-WebSocket-Version: 13\r\n\r\n");
            assertThat(new String(socket.rest(), UTF_8)).doesNotContain("101 Switching");
        }
        stillServes();
    }

    @Test
    void whatCouldBeReadInTwoWaysIsRefused() {
        for (String request : List.of(
                "GET /healthz HTTP/1.1\r\n\r\n",
                "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nHost: evil.example\r\n\r\n",
                "GET /%zz HTTP/1.1\r\nHost: 127.0.0.1\r\n\r\n",
                "POST /hooks/wake?token=%zz HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 0\r\n\r\n",
                "GET /healthz HTTP/1.1\nHost: 127.0.0.1\n\n",
                "GET /healthz HTTP/1.1\r\nHost: 127.0.0.1\r\nX: a\rb: c\r\n\r\n",
                "POST /v1/x HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nG",
                "POST /v1/x HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked, identity\r\n\r\n0\r\n\r\n",
                "POST /v1/x HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding : chunked\r\n\r\n0\r\n\r\n",
                "POST /v1/x HTTP/1.0\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n",
                "POST /v1/x HTTP/1.1\r\nHost: 127.0.0.1\r\nContent-Length: +5\r\n\r\nabcde",
                "POST /v1/x HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n1;a=b\nX\r\na\r\n0\r\n\r\n",
                "POST /v1/x HTTP/1.1\r\nHost: 127.0.0.1\r\nTransfer-Encoding: chunked\r\n\r\n-1\r\na\r\n0\r\n\r\n")) {
            try (RawSocket socket = raw()) {
                socket.send(request);
                String answer = new String(socket.rest(), UTF_8);
                assertThat(answer).as(request).startsWith("HTTP/1.1 400");
                assertThat(answer.split("HTTP/1.1 ", -1)).as(request).hasSize(2);
            }
        }
        assertThat(gateway.log()).noneMatch(line -> line.startsWith("FAULT"));
    }

    @Test
    void pipelinedRequestsAreAnsweredInOrder() {
        try (RawSocket socket = raw()) {
            for (int at = 0; at < 30; at++) {
                socket.send("GET " + (at % 2 == 0 ? "/healthz" : "/v1/none" + at) + " HTTP/1.1\r\nHost: 127.0.0.1\r\n"
                        + (at == 29 ? "Connection: close\r\n" : "") + "\r\n");
            }
            String all = new String(socket.rest(), UTF_8);
            assertThat(all.split("HTTP/1.1 200", -1)).hasSize(16);
            assertThat(all.indexOf("/v1/none1\"")).isLessThan(all.indexOf("/v1/none29"));
        }
    }

    /** A socket that says nothing, or only that it wants in, is a stranger like any other. */
    @Test
    void socketsCountAsStrangersUntilTheyHaveLoggedIn() throws InterruptedException {
        List<RawSocket> open = new ArrayList<>();
        for (int at = 0; at < 30; at++) {
            open.add(raw().upgrade());
        }
        awaitStrangers(30);
        try (RawSocket more = raw()) {
            assertThat(more.read()).isNegative();
        }
        open.forEach(RawSocket::close);
        awaitStrangers(0);
        try (RawSocket _ = known(raw())) {
            awaitStrangers(0);
        }
        stillServes();
    }

    private void awaitStrangers(int count) throws InterruptedException {
        for (int wait = 0; wait < 200 && gateway.server().core().strangers().get() != count; wait++) {
            Thread.sleep(20);
        }
        assertThat(gateway.server().core().strangers().get()).isEqualTo(count);
    }

    @Test
    void tooManyConnectionsAreTurnedAway() {
        List<RawSocket> open = new ArrayList<>();
        for (int at = 0; at < 60; at++) {
            open.add(raw());
        }
        long refused = open.stream().skip(40).filter(socket -> socket.read() < 0).count();
        assertThat(refused).isEqualTo(20);
        open.forEach(RawSocket::close);
        stillServes();
    }

    @Test
    void tenThousandMalformedMessagesHarmNobody() {
        Random random = new Random(20261123);
        int sent = 0;
        while (sent < 10_000) {
            try (RawSocket socket = random.nextInt(4) == 0 ? raw().upgrade() : known(raw())) {
                for (int at = 0; at < 400 && sent < 10_000; at++, sent++) {
                    nonsense(socket, random);
                }
            } catch (java.io.UncheckedIOException e) {
                // It was let go, as it deserves.
                sent++;
            }
        }
        stillServes();
        assertThat(gateway.log()).noneMatch(line -> line.startsWith("FAULT"));
    }

    private static void nonsense(RawSocket socket, Random random) {
        String good = "{\"type\":\"req\",\"id\":\"5\",\"method\":\"no.such\",\"params\":{\"a\":[1,2,{\"b\":null}]}}";
        byte[] bytes = good.getBytes(UTF_8);
        switch (random.nextInt(8)) {
            case 0 -> socket.text(good.substring(0, random.nextInt(good.length())));
            case 1 -> {
                bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(128);
                socket.frame(0x81, bytes);
            }
            case 2 -> socket.text("[".repeat(random.nextInt(3000)));
            case 3 -> socket.text(good.replace("\"5\"", List.of("5", "null", "\"\"", "{}", "[]", "1e999").get(random.nextInt(6))));
            case 4 -> socket.text(good.replace("req", List.of("res", "event", "x", "").get(random.nextInt(4))));
            case 5 -> socket.text("\"" + "\\u0000".repeat(random.nextInt(100)) + "\"");
            case 6 -> socket.text(good.replace("{\"a\"", "[\"a\"").replace("no.such", "connect"));
            default -> {
                if (random.nextInt(40) == 0) {
                    byte[] wild = new byte[random.nextInt(200)];
                    random.nextBytes(wild);
                    socket.send(wild);
                } else {
                    socket.frame(0x81, new byte[] {(byte) 0xC3, (byte) 0x28});
                }
            }
        }
    }

    @Test
    void aReaderWhoStopsMakesNobodyWait() {
        JsonNode large = Json.object().put("text", "x".repeat(60_000));
        try (RawSocket stuck = known(RawSocket.narrow(gateway.port()));
                TestClient quick = gateway.client(3, Scope.READ)) {
            long start = System.nanoTime();
            for (int at = 0; at < 200; at++) {
                gateway.server().world().hub().tell("chat", large, new Audience.Readers("agent:main:main"));
                int told = at;
                // Nobody is asked to swallow more than fits; who reads keeps up.
                if (told % 10 == 9) {
                    quick.event("chat", _ -> quick.events("chat").size() > told - 3);
                }
            }
            gateway.server().world().hub().tell("health", Json.object().put("last", true), new Audience.Readers("agent:main:main"));
            // The gateway says how it is of its own accord, too.
            quick.event("health", said -> said.has("last"));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(30));
            assertThat(quick.events("chat")).hasSize(200);
            List<Long> numbers = quick.heard().stream()
                    .filter(frame -> frame.has("seq"))
                    .map(frame -> frame.path("seq").longValue())
                    .toList();
            for (int at = 0; at < numbers.size(); at++) {
                assertThat(numbers.get(at)).isEqualTo(at + 1L);
            }
            // The one who reads nothing is not there any more.
            assertThat(gateway.server().core().sockets().all().stream().filter(socket -> socket.channel().isActive()).count())
                    .isLessThanOrEqualTo(2);
            stuck.rest();
        }
    }

    /** A ping costs its sender as little as its answer costs us; who does not read the answers must not fill our memory with them. */
    @Test
    void pingsThatNobodyReadsTheAnswersOfFillNothing() throws Exception {
        byte[] ping = new byte[125];
        Thread sender;
        try (RawSocket stuck = known(RawSocket.narrow(gateway.port()))) {
            // Once nothing more is taken from it, it waits as soon as the system's buffers are full, which are larger here and smaller there.
            sender = Thread.ofVirtual().start(() -> {
                try {
                    for (int at = 0; at < 60_000; at++) {
                        stuck.frame(0x89, ping);
                    }
                } catch (UncheckedIOException e) {
                    // It was closed in the middle.
                }
            });
            sender.join(Duration.ofSeconds(5));
            long waiting = gateway.server().core().sockets().all().stream()
                    .mapToLong(socket -> socket.channel().bytesBeforeWritable())
                    .max()
                    .orElse(0);
            assertThat(waiting).isLessThan(SMALL.buffered() / 4L);
        }
        sender.join();
        stillServes();
    }

    @Test
    void whatMayBeMissedIsMissedByWhoIsBehind() throws Exception {
        JsonNode large = Json.object().put("text", "x".repeat(60_000));
        try (RawSocket stuck = known(RawSocket.narrow(gateway.port()))) {
            for (int at = 0; at < 300; at++) {
                gateway.server().world().hub().tell("chat", large, new Audience.Readers("agent:main:main"), true);
            }
            Thread.sleep(300);
            assertThat(gateway.server().core().sockets().all()).anyMatch(socket -> socket.channel().isActive());
        }
    }

    @Test
    void signsOfLifeComeInTheRhythmOfTheProtocol() {
        try (TestClient newer = gateway.client(4, Scope.READ);
                TestClient older = gateway.client(3, Scope.READ)) {
            older.event("tick");
            newer.event("tick", _ -> newer.events("tick").size() >= 3);
            assertThat(older.events("tick").size()).isLessThan(newer.events("tick").size());
        }
    }
}
