package cn.openclaw.llm;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.Environment;
import cn.openclaw.http.JdkHttp;
import cn.openclaw.model.Capability;
import cn.openclaw.model.ModelApi;
import cn.openclaw.testing.FakeProviderServer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Ctrl-C over real HTTP: the run ends at once, and the platform sees the line go dead, so it stops counting tokens. */
class WireAbortTest {

    @ParameterizedTest
    @CsvSource({"ANTHROPIC_MESSAGES, anthropic/text", "OPENAI_RESPONSES, responses/text"})
    void anInterruptionClosesTheSocket(ModelApi api, String name) throws Exception {
        String stream = new String(WireSamples.stream(name), StandardCharsets.UTF_8);
        String begun = stream.substring(0, stream.indexOf("世界"));
        try (FakeProviderServer server = FakeProviderServer.start(wire -> {
            wire.write(FakeProviderServer.STREAM_HEAD).chunk(begun);
            wire.untilHungUp(Duration.ofSeconds(10));
        })) {
            Endpoint endpoint = WireSamples.endpoint(api, server.uri("/v1").toString(), "p/m", Capability.PLAIN);
            CountDownLatch listening = new CountDownLatch(1);
            AtomicReference<Throwable> end = new AtomicReference<>();
            Thread run = Thread.ofVirtual().start(() -> {
                JdkHttp http = new JdkHttp(new Environment(java.util.Map.of(), WireSamples.GOLDEN, WireSamples.GOLDEN));
                try {
                    WireFormats.open(endpoint, http)
                            .chat(new ChatRequest("", List.of(Message.User.of("hi")), List.of(), ChatRequest.Options.NONE), _ -> listening.countDown());
                } catch (InterruptedException | LlmException e) {
                    end.set(e);
                }
            });
            assertThat(listening.await(10, TimeUnit.SECONDS)).isTrue();

            run.interrupt();

            assertThat(server.sawDisconnect(Duration.ofSeconds(5))).isTrue();
            assertThat(run.join(Duration.ofSeconds(5))).isTrue();
            assertThat(end.get()).isInstanceOf(InterruptedException.class);
            assertThat(server.request(0).target()).startsWith("/v1/");
        }
    }
}
