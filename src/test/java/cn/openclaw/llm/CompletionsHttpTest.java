package cn.openclaw.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.openclaw.base.Environment;
import cn.openclaw.base.Language;
import cn.openclaw.base.Secret;
import cn.openclaw.http.HttpException.Reason;
import cn.openclaw.http.HttpLimits;
import cn.openclaw.http.JdkHttp;
import cn.openclaw.testing.FakeProviderServer;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** The completions wire over real sockets, with the faults that real networks have. */
@Timeout(30)
class CompletionsHttpTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final Duration SHORT = Duration.ofMillis(200);
    private static final HttpLimits PATIENT = new HttpLimits(LONG, LONG, LONG, LONG);
    private static final String PIECE = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"你\"},\"finish_reason\":null}]}";
    private static final String LAST = "{\"choices\":[{\"index\":0,\"delta\":{\"content\":\"好\"},\"finish_reason\":\"stop\"}]}";

    private final JdkHttp http = new JdkHttp(new Environment(Map.of(), Path.of("/x"), Path.of("/x")));

    @Test
    @DisplayName("P08 P21c connect, first byte, stall and total: each limit is named in its failure")
    void eachLimitIsNamedInItsFailure() {
        try (var server = FakeProviderServer.start(wire -> wire.untilHungUp(LONG))) {
            LlmException thrown = failure(server, new HttpLimits(LONG, SHORT, LONG, LONG));
            assertThat(reason(thrown)).isEqualTo(Reason.FIRST_BYTE_LIMIT);
            assertThat(thrown.in(Language.ZH)).contains("first byte 时限", "moonshot/kimi-k2.6", "/v1/chat/completions");
        }
        try (var server = FakeProviderServer.start(wire -> {
            wire.write(FakeProviderServer.STREAM_HEAD).chunk("data: " + PIECE + "\n\n");
            wire.untilHungUp(LONG);
        })) {
            LlmException thrown = failure(server, new HttpLimits(LONG, LONG, SHORT, LONG));
            assertThat(reason(thrown)).isEqualTo(Reason.STALL_LIMIT);
            assertThat(thrown.heard().text()).isEqualTo("你");
            thrown = failure(server, new HttpLimits(LONG, LONG, LONG, Duration.ofMillis(400)));
            assertThat(reason(thrown)).isEqualTo(Reason.TOTAL_LIMIT);
        }
    }

    @Test
    void aStreamThatIsCompleteButNeverEndsIsNotWaitedFor() throws Exception {
        try (var server = FakeProviderServer.start(wire -> {
            wire.write(FakeProviderServer.STREAM_HEAD).chunk("data: " + PIECE + "\n\ndata: " + LAST + "\n\n");
            wire.untilHungUp(LONG);
        })) {
            long begun = System.nanoTime();
            assertThat(ask(server, PATIENT).text()).isEqualTo("你好");
            assertThat(Duration.ofNanos(System.nanoTime() - begun)).isLessThan(Duration.ofSeconds(6));
            assertThat(server.sawDisconnect(LONG)).isTrue();
        }
    }

    @Test
    void interruptingHangsUpAndIsNoFailure() throws Exception {
        try (var server = FakeProviderServer.start(wire -> {
            wire.write(FakeProviderServer.STREAM_HEAD).chunk("data: " + PIECE + "\n\n");
            wire.untilHungUp(LONG);
        })) {
            AtomicReference<Throwable> seen = new AtomicReference<>();
            Thread asking = Thread.ofVirtual().start(() -> {
                try {
                    ask(server, PATIENT);
                } catch (InterruptedException | RuntimeException e) {
                    seen.set(e);
                }
            });
            Thread.sleep(400);
            asking.interrupt();
            asking.join();
            assertThat(seen.get()).isInstanceOf(InterruptedException.class);
            assertThat(server.sawDisconnect(LONG)).isTrue();
        }
    }

    @Test
    void twoTurnsShareAConnection() throws Exception {
        try (var server = FakeProviderServer.start(FakeProviderServer.sse(PIECE, LAST, "[DONE]"))) {
            ask(server, PATIENT);
            ask(server, PATIENT);
            assertThat(server.connections()).isEqualTo(1);
        }
    }

    @Test
    void aConnectionThatBreaksKeepsWhatWasHeard() {
        try (var server = FakeProviderServer.start(wire -> {
            wire.write(FakeProviderServer.STREAM_HEAD).chunk("data: " + PIECE + "\n\n");
            wire.hangUp();
        })) {
            LlmException thrown = failure(server, PATIENT);
            assertThat(thrown.failure()).isInstanceOf(LlmFailure.Unavailable.class);
            assertThat(thrown.heard().text()).isEqualTo("你");
        }
    }

    /** The same law as over canned bytes, with real packets. */
    @Test
    void anyCutIntoPacketsGivesTheSameAnswer() throws Exception {
        byte[] stream = WireSamples.stream("completions/kimi-thinking-tools");
        Message.Assistant expected = CompletionsStreamsTest.ask(CannedHttp.stream(stream), _ -> {}, _ -> {});
        for (int seed = 0; seed < 5; seed++) {
            Random random = new Random(seed);
            List<byte[]> pieces = new ArrayList<>();
            for (int at = 0; at < stream.length; ) {
                int to = Math.min(stream.length, at + 1 + random.nextInt(60));
                pieces.add(java.util.Arrays.copyOfRange(stream, at, to));
                at = to;
            }
            try (var server = FakeProviderServer.start(FakeProviderServer.stream(pieces.toArray(byte[][]::new)))) {
                assertThat(ask(server, PATIENT).parts()).isEqualTo(expected.parts());
            }
        }
    }

    @Test
    void theKeyIsInNoSentence() {
        try (var server = FakeProviderServer.start(FakeProviderServer.json(
                401, "{\"error\":{\"message\":\"Incorrect API key provided: canary-key-1234567890\",\"type\":\"incorrect_api_key_error\"}}"))) {
            LlmException thrown = failure(server, PATIENT);
            assertThat(server.request(0).header("authorization")).isEqualTo("Bearer canary-key-1234567890");
            assertThat(thrown.in(Language.EN) + thrown.in(Language.ZH) + thrown.failure() + thrown).doesNotContain("canary");
        }
    }

    private static Reason reason(LlmException thrown) {
        return ((LlmFailure.Unavailable) thrown.failure()).limit().orElseThrow();
    }

    private LlmException failure(FakeProviderServer server, HttpLimits limits) {
        LlmException thrown = catchThrowableOfType(LlmException.class, () -> ask(server, limits));
        assertThat(thrown).isNotNull();
        return thrown;
    }

    private Message.Assistant ask(FakeProviderServer server, HttpLimits limits) throws InterruptedException {
        Endpoint kimi = CompletionsStreamsTest.K26;
        URI base = server.uri("/v1");
        Endpoint endpoint = new Endpoint(
                kimi.ref(), base, kimi.api(), kimi.model(), Optional.of(new Secret("canary-key-1234567890")), Map.of(), false, limits);
        return WireFormats.open(endpoint, http)
                .chat(WireSamples.request(List.of(Message.User.of("hi")), ChatRequest.Options.NONE), _ -> {});
    }
}
