package cn.openclaw.gateway.server;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.HttpDoor;
import cn.openclaw.gateway.HttpVisit;
import cn.openclaw.testing.TestGateway;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a door can rely on. */
class VisitTest {
    @TempDir
    Path folder;

    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.in(folder);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private interface Answer {
        void give(HttpVisit visit) throws InterruptedException;
    }

    /** From now on everything is answered like this. */
    private void door(Answer answer) {
        gateway.server().core().use(Map.of(), List.of(new HttpDoor() {
            @Override
            public String name() {
                return "test";
            }

            @Override
            public boolean takes(String path, GatewayWorld world) {
                return true;
            }

            @Override
            public void answer(HttpVisit visit, GatewayWorld world) throws InterruptedException {
                answer.give(visit);
            }
        }));
    }

    private RawSocket ask(String request) {
        return new RawSocket(gateway.port()).send(request);
    }

    @Test
    void aDoorSeesTheRequestAsItWasSent() {
        door(visit -> {
            String seen = visit.method() + " " + visit.path() + " " + visit.query().get("q") + " "
                    + visit.header("X-One").orElse("") + " " + visit.headers().get(1) + " " + new String(visit.body(), UTF_8) + " " + visit.address();
            visit.reply(200, Map.of("content-type", "text/plain"), seen.getBytes(UTF_8));
        });
        try (RawSocket socket = ask("POST /a%20b/c?q=1&q=%E4%BD%A0 HTTP/1.1\r\nHost: localhost\r\nX-One: 7\r\n"
                + "Content-Length: 5\r\nConnection: close\r\n\r\nhello")) {
            assertThat(new String(socket.rest(), UTF_8)).endsWith("POST /a b/c [1, 你] 7 x-one=7 hello 127.0.0.1").contains("x-content-type-options: nosniff");
        }
    }

    @Test
    void whoAsksFirstWhetherToSendIsToldToGoOn() {
        door(visit -> visit.reply(200, Map.of(), visit.body()));
        try (RawSocket socket = ask("POST /s HTTP/1.1\r\nHost: localhost\r\nExpect: 100-continue\r\nContent-Length: 5\r\nConnection: close\r\n\r\n")) {
            assertThat(socket.head()).startsWith("HTTP/1.1 100");
            socket.send("hello");
            assertThat(new String(socket.rest(), UTF_8)).startsWith("HTTP/1.1 200").endsWith("hello");
        }
    }

    /** Whatever breaks at a door, nobody waits for an answer that nobody makes. */
    @Test
    void aRequestThatTakesTooMuchIsAnswered() {
        for (var broken : Map.of(new OutOfMemoryError("test"), "503", new StackOverflowError(), "500", new IllegalStateException(), "500").entrySet()) {
            door(_ -> {
                switch (broken.getKey()) {
                    case Error error -> throw error;
                    case RuntimeException failure -> throw failure;
                    default -> throw new AssertionError(broken);
                }
            });
            try (RawSocket socket = ask("GET /x HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")) {
                assertThat(socket.head()).as(broken.toString()).startsWith("HTTP/1.1 " + broken.getValue());
            }
        }
    }

    @Test
    void aStreamArrivesPieceByPiece() {
        CountDownLatch heard = new CountDownLatch(1);
        door(visit -> {
            try (HttpVisit.Stream stream = visit.stream(200, Map.of("content-type", "text/event-stream"))) {
                stream.write("data: 1\n\n".getBytes(UTF_8));
                assertThat(heard.await(10, TimeUnit.SECONDS)).isTrue();
                stream.write("data: 2\n\n".getBytes(UTF_8));
            }
        });
        try (RawSocket socket = ask("GET /s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")) {
            assertThat(socket.head()).contains("200 OK").containsIgnoringCase("transfer-encoding: chunked");
            StringBuilder first = new StringBuilder();
            while (first.indexOf("data: 1") < 0) {
                first.append((char) socket.read());
            }
            heard.countDown();
            assertThat(new String(socket.rest(), UTF_8)).contains("data: 2").endsWith("0\r\n\r\n");
        }
        try (RawSocket old = ask("GET /s HTTP/1.0\r\n\r\n")) {
            assertThat(new String(old.rest(), UTF_8)).doesNotContain("chunked").endsWith("data: 1\n\ndata: 2\n\n");
        }
    }

    @Test
    void whoReadsSlowlyHoldsTheDoorBackAndWhoLeavesStopsIt() throws Exception {
        AtomicInteger written = new AtomicInteger();
        CountDownLatch stopped = new CountDownLatch(1);
        door(visit -> {
            try (HttpVisit.Stream stream = visit.stream(200, Map.of())) {
                while (true) {
                    stream.write(new byte[64 << 10]);
                    written.incrementAndGet();
                }
            } catch (InterruptedException e) {
                stopped.countDown();
                throw e;
            }
        });
        RawSocket socket = RawSocket.narrow(gateway.port()).send("GET /s HTTP/1.1\r\nHost: localhost\r\n\r\n");
        int before = -1;
        while (written.get() == 0 || written.get() != before) {
            before = written.get();
            Thread.sleep(200);
        }
        assertThat(before).isLessThan(200);
        assertThat(stopped.getCount()).isEqualTo(1);
        socket.close();
        assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void whoLeavesInterruptsADoorThatThinks() throws Exception {
        CountDownLatch entered = new CountDownLatch(1);
        CountDownLatch stopped = new CountDownLatch(1);
        door(_ -> {
            entered.countDown();
            try {
                Thread.sleep(Duration.ofSeconds(30));
            } catch (InterruptedException e) {
                stopped.countDown();
                throw e;
            }
        });
        try (RawSocket _ = ask("GET /s HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            assertThat(entered.await(10, TimeUnit.SECONDS)).isTrue();
        }
        assertThat(stopped.await(10, TimeUnit.SECONDS)).isTrue();
    }

    @Test
    void aDoorThatBreaksIsOurFaultAndSaysNothingOfIt() {
        door(_ -> {
            throw new IllegalStateException("a secret detail");
        });
        try (RawSocket socket = ask("GET /s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n")) {
            assertThat(new String(socket.rest(), UTF_8)).startsWith("HTTP/1.1 500").contains("internal error").doesNotContain("secret detail");
        }
        assertThat(gateway.log()).anyMatch(line -> line.startsWith("FAULT http") && line.contains("a secret detail"));
    }

    @Test
    void whatWasBegunAndBreaksIsBrokenOffAndNotEndedWell() {
        door(visit -> {
            HttpVisit.Stream stream = visit.stream(200, Map.of());
            stream.write("half".getBytes(UTF_8));
            throw new IllegalStateException("broken");
        });
        try (RawSocket socket = ask("GET /s HTTP/1.1\r\nHost: localhost\r\n\r\n")) {
            assertThat(new String(socket.rest(), UTF_8)).contains("half").doesNotContain("0\r\n\r\n");
        }
    }

    @Test
    void theCallerIsWhoHasTheTokenByEitherHeader() {
        door(visit -> visit.reply(200, Map.of(), (visit.caller().isPresent() ? "known" : "unknown").getBytes(UTF_8)));
        for (Map.Entry<String, String> test : Map.of(
                        "Authorization: Bearer " + TestGateway.TOKEN, "\r\nknown",
                        "x-api-key: " + TestGateway.TOKEN, "\r\nknown",
                        "authorization: bearer " + TestGateway.TOKEN, "\r\nknown",
                        "Authorization: Bearer x" + TestGateway.TOKEN, "unknown",
                        "Authorization: Bearer ", "unknown",
                        "X: 1", "unknown")
                .entrySet()) {
            try (RawSocket socket = ask("GET /s HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n" + test.getKey() + "\r\n\r\n")) {
                assertThat(new String(socket.rest(), UTF_8)).as(test.getKey()).endsWith(test.getValue());
            }
        }
    }

    @Test
    void aSmallAnswerIsNotHeldBack() {
        door(visit -> visit.reply(200, Map.of(), "x".getBytes(UTF_8)));
        try (RawSocket socket = new RawSocket(gateway.port())) {
            long slowest = Long.MAX_VALUE;
            // The best of three rounds: a busy machine pauses now and then, Nagle's algorithm would every time.
            for (int round = 0; round < 3; round++) {
                long start = System.nanoTime();
                for (int at = 0; at < 10; at++) {
                    socket.send("GET /s HTTP/1.1\r\nHost: localhost\r\n\r\n");
                    socket.head();
                    socket.read();
                }
                slowest = Math.min(slowest, (System.nanoTime() - start) / 10);
            }
            assertThat(Duration.ofNanos(slowest)).isLessThan(Duration.ofMillis(30));
        }
    }
}
