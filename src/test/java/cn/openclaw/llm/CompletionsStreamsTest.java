package cn.openclaw.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.openclaw.base.Language;
import cn.openclaw.json.Json;
import cn.openclaw.model.ModelApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Consumer;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;

/** Recorded streams of the completions wire, and the answers that they are. */
class CompletionsStreamsTest {
    static final Endpoint K26 =
            WireSamples.endpoint(ModelApi.OPENAI_COMPLETIONS, "https://api.moonshot.cn/v1", "moonshot/kimi-k2.6", WireSamples.K26);

    static Stream<String> streams() throws IOException {
        try (Stream<java.nio.file.Path> files = Files.list(WireSamples.GOLDEN.resolve("completions"))) {
            return files.map(file -> file.getFileName().toString())
                    .filter(name -> name.endsWith(".sse"))
                    .map(name -> "completions/" + name.substring(0, name.length() - 4))
                    .sorted()
                    .toList()
                    .stream();
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    @DisplayName("P12b calls that leak as text become calls or vanish; prose about them stays")
    void readsTheStream(String name) throws Exception {
        List<ChatEvent> heard = new ArrayList<>();
        Message.Assistant answer = ask(CannedHttp.stream(WireSamples.stream(name)), heard::add, _ -> {});
        assertThat(Json.pretty(WireSamples.json(answer)) + "\n")
                .isEqualTo(WireSamples.golden(name + ".message", WireSamples.json(answer)));
        // What was heard on the way is what the answer says in the end.
        assertThat(words(heard)).isEqualTo(answer.text());
    }

    @ParameterizedTest
    @MethodSource("streams")
    void anySplitOfAStreamGivesTheSameAnswerAndTheSameWords(String name) throws Exception {
        byte[] stream = WireSamples.stream(name);
        List<ChatEvent> once = new ArrayList<>();
        Message.Assistant expected = ask(CannedHttp.stream(stream), once::add, _ -> {});
        for (int seed = 0; seed < 100; seed++) {
            List<ChatEvent> heard = new ArrayList<>();
            CannedHttp http = new CannedHttp(200, stream, Map.of(), new Random(seed));
            assertThat(ask(http, heard::add, _ -> {})).isEqualTo(expected);
            assertThat(heard).isEqualTo(once);
        }
    }

    @ParameterizedTest
    @MethodSource("streams")
    void aStreamThatIsCutBeforeItsFinishReasonIsNoAnswer(String name) throws Exception {
        byte[] stream = WireSamples.stream(name);
        String text = new String(stream, StandardCharsets.ISO_8859_1);
        int finish = text.lastIndexOf("\"finish_reason\":\"");
        for (int cut = 0; cut < finish; cut += 13) {
            List<ChatEvent> heard = new ArrayList<>();
            CannedHttp http = CannedHttp.stream(Arrays.copyOf(stream, cut));
            LlmException failure = catchThrowableOfType(LlmException.class, () -> ask(http, heard::add, _ -> {}));
            assertThat(failure).as("cut at %d", cut).isNotNull();
            assertThat(failure.failure()).isInstanceOf(LlmFailure.Unavailable.class);
            assertThat(failure.heard().text()).isEqualTo(words(heard));
            assertThat(failure.heard().toolCalls()).isEmpty();
        }
    }

    @Test
    void anAnswerInOnePieceIsTakenWhereAProxyIgnoresStream() throws Exception {
        byte[] body = """
                {"id":"x","object":"chat.completion","choices":[{"index":0,"message":{"role":"assistant","content":null,\
                "reasoning_content":"想","tool_calls":[{"id":"w:0","type":"function","function":{"name":"weather","arguments":"{}"}}]},\
                "finish_reason":"tool_calls"}],"usage":{"prompt_tokens":5,"completion_tokens":3,"total_tokens":8,"cached_tokens":2}}"""
                .getBytes(StandardCharsets.UTF_8);
        var http = new CannedHttp(200, body, Map.of("content-type", "application/json"), new Random(1));
        Message.Assistant answer = ask(http, _ -> {}, _ -> {});
        assertThat(answer.parts())
                .containsExactly(new Part.Thinking("想", "reasoning_content"), new Part.ToolCall("w:0", "weather", "{}"));
        assertThat(answer.usage()).isEqualTo(new Usage(3, 3, 2, 0, true));
        assertThat(answer.stopReason()).isEqualTo(StopReason.TOOL_USE);
    }

    @Test
    void callsThatTheOutputLimitCutAreNeverReady() throws Exception {
        List<ChatEvent> heard = new ArrayList<>();
        ask(CannedHttp.stream(WireSamples.stream("completions/length-in-arguments")), heard::add, _ -> {});
        assertThat(heard).filteredOn(ChatEvent.ToolCallReady.class::isInstance)
                .containsExactly(new ChatEvent.ToolCallReady(new Part.ToolCall("weather:0", "weather", "{\"city\":\"A\"}")));
    }

    @Test
    void tellsWhenReasoningUsedUpTheOutputBudget() throws Exception {
        List<LlmNotice> notices = new ArrayList<>();
        Message.Assistant answer =
                ask(CannedHttp.stream(WireSamples.stream("completions/length-in-reasoning")), _ -> {}, notices::add);
        assertThat(answer.error()).contains("output budget used by reasoning");
        assertThat(notices).singleElement().satisfies(notice -> {
            assertThat(notice.in(Language.ZH)).contains("思考用完");
            assertThat(notice.in(Language.EN)).contains("maxTokens");
        });
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "content_filter              | ContentFiltered",
        "sensitive                   | ContentFiltered",
        "engine_overloaded           | Overloaded",
        "insufficient_system_resource| Overloaded",
        "model_context_window_exceeded| ContextOverflow",
        "server_interrupted          | Unavailable",
        "unexpected_state            | Unavailable",
        "malformed_byte_sequence     | Unavailable",
        "repeat                      | Unavailable",
        "unknown                     | Unavailable",
        "network_error               | Unavailable",
    })
    void abnormalEndsAreFailuresThatKeepWhatWasHeard(String reason, String failure) {
        LlmException thrown = failure("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"half\"}}]}\n\n"
                + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"" + reason + "\"}]}\n\ndata: [DONE]\n\n");
        assertThat(thrown.failure().getClass().getSimpleName()).isEqualTo(failure);
        assertThat(thrown.heard().text()).isEqualTo("half");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{\"error\":{\"message\":\"The engine is currently overloaded\",\"type\":\"engine_overloaded_error\"}} | Overloaded",
        "{\"error\":{\"message\":\"high risk\",\"type\":\"content_filter\"}} | ContentFiltered",
        "{\"error\":{\"message\":\"Provider returned error\",\"code\":502}} | Unavailable",
        "{\"code\":\"DataInspectionFailed\",\"message\":\"no\"} | ContentFiltered",
        "{\"base_resp\":{\"status_code\":1008,\"status_msg\":\"insufficient balance\"}} | OutOfCredit",
        "{\"choices\":[{\"delta\": | Unavailable",
        "<html>504</html> | Unavailable",
    })
    void errorsInTheStreamAreNamedAndKeepWhatWasHeard(String frame, String failure) {
        LlmException thrown = failure("data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"half\"}}]}\n\ndata: " + frame
                + "\n\ndata: [DONE]\n\n");
        assertThat(thrown.failure().getClass().getSimpleName()).isEqualTo(failure);
        assertThat(thrown.heard().text()).isEqualTo("half");
    }

    @Test
    void anEmptyAnswerIsNone() {
        LlmException thrown = failure("data: {\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"content\":\"\"}}]}\n\n"
                + "data: {\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"stop\"}]}\n\ndata: [DONE]\n\n");
        assertThat(thrown.failure()).isInstanceOf(LlmFailure.Unavailable.class);
    }

    @Test
    void toolCallsWithoutACallIsAPlainStop() throws Exception {
        String stream = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"hi\"},\"finish_reason\":\"tool_calls\"}]}\n\ndata: [DONE]\n\n";
        Message.Assistant answer = ask(CannedHttp.stream(stream.getBytes(StandardCharsets.UTF_8)), _ -> {}, _ -> {});
        assertThat(answer.stopReason()).isEqualTo(StopReason.STOP);
    }

    private static LlmException failure(String stream) {
        LlmException thrown = catchThrowableOfType(
                LlmException.class, () -> ask(CannedHttp.stream(stream.getBytes(StandardCharsets.UTF_8)), _ -> {}, _ -> {}));
        assertThat(thrown).isNotNull();
        return thrown;
    }

    static Message.Assistant ask(CannedHttp http, Consumer<ChatEvent> listener, Consumer<LlmNotice> notices)
            throws InterruptedException {
        return WireFormats.open(K26, http, notices)
                .chat(new ChatRequest("", List.of(Message.User.of("hi")), List.of(WireSamples.weather()), ChatRequest.Options.NONE), listener);
    }

    private static String words(List<ChatEvent> heard) {
        StringBuilder text = new StringBuilder();
        for (ChatEvent event : heard) {
            if (event instanceof ChatEvent.TextDelta(String piece)) {
                text.append(piece);
            }
        }
        return text.toString();
    }

    @Test
    void numbersThatNoCallCanCostDoNotLoseTheAnswer() throws Exception {
        String stream = """
                data: {"choices":[{"index":0.5,"delta":{"content":"kept"},"finish_reason":null}]}

                data: {"choices":[{"index":0,"delta":{},"finish_reason":"stop"}]}

                data: {"choices":[],"usage":{"prompt_tokens":-5,"completion_tokens":99999999999999999999,"total_tokens":1.5}}

                data: [DONE]

                """;

        Message.Assistant answer = ask(CannedHttp.stream(stream.getBytes(StandardCharsets.UTF_8)), _ -> {}, _ -> {});

        assertThat(answer.text()).isEqualTo("kept");
    }

    @Test
    void anAnswerWithoutEndIsBroughtToOne() {
        String event = "data: {\"choices\":[{\"index\":0,\"delta\":{\"content\":\"" + "y".repeat(1_000_000) + "\"}}]}\n\n";

        assertThat(failure(event.repeat(18))).hasMessageContaining("does not end");
    }
}
