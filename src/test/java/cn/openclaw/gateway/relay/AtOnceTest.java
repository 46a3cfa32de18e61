package cn.openclaw.gateway.relay;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.gateway.Caller;
import cn.openclaw.gateway.HttpVisit;
import cn.openclaw.gateway.Lifecycle;
import cn.openclaw.testing.TestGateway;
import io.netty.channel.Channel;
import io.netty.channel.embedded.EmbeddedChannel;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.LockSupport;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which requests go out on the event loop they came in on, and which are given a thread because something must be waited for. */
class AtOnceTest {
    private static final String ANSWER = "{\"choices\":[{\"message\":{\"content\":\"x\"}}]}";
    private static final String KEY = "ock-at-once-0123456789abcdef";
    private static final String MESSAGES = "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]";
    private static final String BODY = "{\"model\":\"mock/m\"," + MESSAGES + "}";

    @TempDir
    Path folder;

    private final RawUpstream upstream = new RawUpstream((_, line) -> line.json(200, ANSWER));
    private final EmbeddedChannel channel = new EmbeddedChannel();
    private TestGateway gateway = TestGateway.asExtension();

    /** @param about the provider, and the caller key */
    private void start(String about, String key) {
        gateway = TestGateway.asExtension()
                .config("gateway: { auth: { token: \"" + TestGateway.TOKEN + "\" }, http: { keys: { laptop: { key: \"" + KEY + "\", " + key
                        + " } } } }, models: { providers: { mock: { baseUrl: \"http://localhost:" + upstream.port()
                        + "/v1\", apiKey: \"sk-upstream-key-1\", api: \"openai-completions\", " + about
                        + " models: [{ id: \"m\", name: \"m\", cost: { input: 1, output: 1, cacheRead: 0, cacheWrite: 0 } }] } } },")
                .start(folder);
    }

    @AfterEach
    void close() {
        gateway.close();
        upstream.close();
        channel.close();
        channel.runPendingTasks();
    }

    private void asked(String body) {
        try (Ask ask = new Ask(KEY)) {
            Ask.Said said = ask.post(gateway.http("/v1/chat/completions"), body);
            assertThat(said.status()).as(said.body()).isEqualTo(200);
        }
        // The answer is there a moment before its books are closed.
        for (int tries = 0; tries < 1_000 && lifecycle().busy() > 0; tries++) {
            LockSupport.parkNanos(1_000_000);
        }
    }

    private Lifecycle lifecycle() {
        return gateway.server().world().kept(Lifecycle.class, Lifecycle::of);
    }

    private boolean atOnce(String path, String body, Map<String, String> headers) {
        return new RelayDoor().answerAtOnce(new Seen(path, body, headers, channel), gateway.server().world());
    }

    private boolean atOnce(String body) {
        return atOnce("/v1/chat/completions", body, Map.of());
    }

    @Test
    void whatWasAskedBeforeNeedsNoThread() {
        start("", "");
        assertThat(atOnce(BODY)).as("nothing is known yet").isFalse();
        asked(BODY);
        channel.close();
        assertThat(atOnce(BODY)).isTrue();
        assertThat(lifecycle().busy()).isEqualTo(1);
        channel.runPendingTasks();
        assertThat(lifecycle().busy()).as("the caller left before it was sent").isZero();
        assertThat(upstream.requests()).hasSize(1);
    }

    @Test
    void whatMustBeThoughtAboutDoes() {
        start("", "");
        asked(BODY);
        assertThat(atOnce(BODY.replace("mock/m", "mock/other"))).isFalse();
        assertThat(atOnce(BODY.replace("mock/m", "openclaw"))).isFalse();
        assertThat(atOnce("{\"model\":")).isFalse();
        assertThat(atOnce(BODY.replace("hi", "x".repeat(70_000)))).isFalse();
        assertThat(atOnce("/v1/messages", BODY, Map.of())).as("another wire").isFalse();
        assertThat(atOnce("/v1/chat/completions", BODY, Map.of("x-openclaw-fallbacks", "true"))).isFalse();
        assertThat(atOnce("/v1/chat/completions", BODY, Map.of("authorization", "Bearer wrong"))).isFalse();
        assertThat(lifecycle().busy()).isZero();
        gateway.server().drain();
        assertThat(atOnce(BODY)).isFalse();
    }

    @Test
    void moneyUnderACapIsPutAsideOnAThread() {
        start("", "budget: { USD: { day: 5 } }");
        asked(BODY);
        assertThat(atOnce(BODY)).isFalse();
    }

    @Test
    void whoeverAsksTooOftenIsToldOnAThread() {
        start("", "requestsPerMinute: 1");
        asked(BODY);
        assertThat(atOnce(BODY)).isFalse();
    }

    @Test
    void aNewKeyIsFoundOnAThread() {
        start("", "");
        asked(BODY);
        gateway.reload();
        assertThat(atOnce(BODY)).as("another configuration").isFalse();
    }

    /** One request, with nobody to answer to. */
    private record Seen(String path, String text, Map<String, String> more, Channel channel) implements HttpVisit {
        @Override
        public String method() {
            return "POST";
        }

        @Override
        public Map<String, List<String>> query() {
            return Map.of();
        }

        @Override
        public Optional<String> header(String name) {
            return Optional.ofNullable(more.getOrDefault(name, name.equals("authorization") ? "Bearer " + KEY : null));
        }

        @Override
        public List<Map.Entry<String, String>> headers() {
            return List.copyOf(more.entrySet());
        }

        @Override
        public byte[] body() {
            return text.getBytes(UTF_8);
        }

        @Override
        public String address() {
            return "127.0.0.1";
        }

        @Override
        public Optional<Caller> caller() {
            return Optional.empty();
        }

        @Override
        public void reply(int status, Map<String, String> headers, byte[] body) {
            throw new AssertionError("answered " + status);
        }

        @Override
        public Stream stream(int status, Map<String, String> headers) {
            throw new AssertionError("answered " + status);
        }
    }
}
