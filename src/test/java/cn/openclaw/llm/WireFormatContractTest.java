package cn.openclaw.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.junit.jupiter.api.DynamicContainer.dynamicContainer;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import cn.openclaw.base.Environment;
import cn.openclaw.base.Language;
import cn.openclaw.base.Secret;
import cn.openclaw.http.HttpException.Reason;
import cn.openclaw.http.HttpLimits;
import cn.openclaw.http.JdkHttp;
import cn.openclaw.model.ModelApi;
import cn.openclaw.testing.FakeProviderServer;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicNode;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.Timeout;

/** What every wire format must keep, run for each one found: a new format brings no test file for these. */
@Timeout(60)
class WireFormatContractTest {
    private static final Duration LONG = Duration.ofSeconds(20);
    private static final HttpLimits PATIENT = new HttpLimits(LONG, LONG, LONG, LONG);
    private static final String CANARY = "canary-key-0123456789";

    private final JdkHttp http = new JdkHttp(new Environment(Map.of(), Path.of("/x"), Path.of("/x")));

    @Test
    void theThreeWiresAreFoundAndOthersAreRefusedByName() {
        assertThat(WireFormats.all()).extracting(WireFormat::api)
                .containsExactly(ModelApi.ANTHROPIC_MESSAGES, ModelApi.OPENAI_COMPLETIONS, ModelApi.OPENAI_RESPONSES);
        LlmException thrown = catchThrowableOfType(LlmException.class, () ->
                WireFormats.open(endpoint(ModelApi.OLLAMA, URI.create("http://127.0.0.1:1"), PATIENT), http));
        assertThat(thrown.in(Language.EN)).contains("ollama", "openai-completions");
    }

    @TestFactory
    Stream<DynamicNode> everyFormat() {
        return WireFormats.all().stream().map(WireFormat::api).map(api -> dynamicContainer(api.id(), Stream.of(
                dynamicTest("asks where the base URL says, headers verbatim, its key on the wire alone", () -> request(api)),
                dynamicTest("sorts refusals and prints no key", () -> refusals(api)),
                dynamicTest("names the limit that ran out", () -> limits(api)),
                dynamicTest("hangs up when interrupted", () -> interruption(api)),
                dynamicTest("takes no half stream for an answer", () -> cuts(api)),
                dynamicTest("puts a broken history right", () -> history(api)))));
    }

    private void request(ModelApi api) throws Exception {
        try (var server = FakeProviderServer.start(FakeProviderServer.json(500, "{}"))) {
            failure(endpoint(api, server.uri("/base/v1"), PATIENT));
            assertThat(server.request(0).target()).isEqualTo(WireUrl.of(endpoint(api, server.uri("/base/v1"), PATIENT)).getPath());
            assertThat(server.request(0).method()).isEqualTo("POST");
            assertThat(server.request(0).header("user-agent")).isEqualTo("KimiCLI/0.77");
            assertThat(server.request(0).headers().toString()).contains(CANARY);
            assertThat(new String(server.request(0).body(), StandardCharsets.UTF_8)).contains("\"stream\":true").doesNotContain(CANARY);
        }
    }

    private void refusals(ModelApi api) {
        String body = "{\"type\":\"error\",\"error\":{\"type\":\"%s\",\"message\":\"no " + CANARY + "\"}}";
        Map<String, Class<?>> table = Map.of(
                "401 authentication_error", LlmFailure.Unauthorized.class,
                "429 rate_limit_error", LlmFailure.RateLimited.class,
                "529 overloaded_error", LlmFailure.Overloaded.class,
                "500 api_error", LlmFailure.Unavailable.class,
                "404 not_found_error", LlmFailure.NoSuchModel.class,
                "400 invalid_request_error", LlmFailure.Refused.class);
        table.forEach((row, kind) -> {
            int status = Integer.parseInt(row.substring(0, 3));
            try (var server = FakeProviderServer.start(FakeProviderServer.json(status, body.formatted(row.substring(4))))) {
                LlmException thrown = failure(endpoint(api, server.uri("/v1"), PATIENT));
                assertThat(thrown.failure()).as(row).isInstanceOf(kind);
                assertThat(thrown.heard().parts()).isEmpty();
                assertThat(thrown.in(Language.ZH) + thrown.in(Language.EN) + thrown.failure())
                        .contains("127.0.0.1")
                        .doesNotContain(CANARY);
            }
        });
    }

    private void limits(ModelApi api) throws Exception {
        var short_ = new HttpLimits(LONG, Duration.ofMillis(150), LONG, LONG);
        try (var server = FakeProviderServer.start(wire -> wire.untilHungUp(LONG))) {
            LlmException thrown = failure(endpoint(api, server.uri("/v1"), short_));
            assertThat(thrown.failure()).isInstanceOfSatisfying(
                    LlmFailure.Unavailable.class, failure -> assertThat(failure.limit()).contains(Reason.FIRST_BYTE_LIMIT));
            assertThat(server.sawDisconnect(LONG)).isTrue();
        }
    }

    private void interruption(ModelApi api) throws Exception {
        try (var server = FakeProviderServer.start(wire -> {
            wire.write(FakeProviderServer.STREAM_HEAD).chunk(": thinking\n\n");
            wire.untilHungUp(LONG);
        })) {
            AtomicReference<Throwable> seen = new AtomicReference<>();
            Thread asking = Thread.ofVirtual().start(() -> {
                try {
                    ask(endpoint(api, server.uri("/v1"), PATIENT));
                } catch (InterruptedException | RuntimeException e) {
                    seen.set(e);
                }
            });
            while (server.requests().isEmpty()) {
                Thread.sleep(10);
            }
            asking.interrupt();
            asking.join();
            assertThat(seen.get()).isInstanceOf(InterruptedException.class);
            assertThat(server.sawDisconnect(LONG)).isTrue();
        }
    }

    private static void cuts(ModelApi api) throws Exception {
        byte[] stream = WireSamples.stream(switch (api) {
            case ANTHROPIC_MESSAGES -> "anthropic/text";
            case OPENAI_RESPONSES -> "responses/text";
            default -> "completions/choice-usage";
        });
        for (int cut = 0; cut < stream.length / 2; cut += 5) {
            CannedHttp http = new CannedHttp(200, Arrays.copyOf(stream, cut), Map.of("content-type", "text/event-stream"), new Random(cut));
            LlmException thrown = catchThrowableOfType(LlmException.class, () ->
                    WireFormats.open(endpoint(api, URI.create("http://127.0.0.1:1/v1"), PATIENT), http).chat(hello(), _ -> {}));
            assertThat(thrown).as("cut at %d", cut).isNotNull();
            assertThat(thrown.failure()).isInstanceOf(LlmFailure.Unavailable.class);
        }
    }

    /** A call without its result, the same id twice: what a killed program leaves behind. */
    private static void history(ModelApi api) {
        Endpoint endpoint = endpoint(api, URI.create("http://127.0.0.1:1/v1"), PATIENT);
        Part.ToolCall call = new Part.ToolCall("exec_0", "exec", "{}");
        List<Message> messages = new ArrayList<>(List.of(
                Message.User.of("go"), WireSamples.answer(endpoint, call), Message.User.of("again"), WireSamples.answer(endpoint, call)));
        CannedHttp http = CannedHttp.stream(new byte[0]);
        catchThrowableOfType(LlmException.class, () -> WireFormats.open(endpoint, http)
                .chat(new ChatRequest("", messages, List.of(), ChatRequest.Options.NONE), _ -> {}));
        String body = http.request().toString();
        assertThat(body.split("exec_0-2", -1)).as("the second owner is renamed, in call and result").hasSize(3);
        assertThat(body.split(SoundHistory.LOST, -1)).as("both lost results are stood in for").hasSize(3);
    }

    private static ChatRequest hello() {
        return WireSamples.request(List.of(Message.User.of("hi")), ChatRequest.Options.NONE);
    }

    private static Endpoint endpoint(ModelApi api, URI base, HttpLimits limits) {
        Endpoint plain = WireSamples.endpoint(api, base.toString(), "mine/model", cn.openclaw.model.Capability.PLAIN);
        return new Endpoint(
                plain.ref(), base, api, plain.model(), Optional.of(new Secret(CANARY)), Map.of("User-Agent", "KimiCLI/0.77"), false, limits);
    }

    private LlmException failure(Endpoint endpoint) {
        LlmException thrown = catchThrowableOfType(LlmException.class, () -> ask(endpoint));
        assertThat(thrown).isNotNull();
        return thrown;
    }

    private Message.Assistant ask(Endpoint endpoint) throws InterruptedException {
        return WireFormats.open(endpoint, http).chat(hello(), _ -> {});
    }
}
