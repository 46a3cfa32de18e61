package cn.openclaw.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.openclaw.json.Json;
import cn.openclaw.model.Capability;
import cn.openclaw.model.ModelApi;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Recorded streams of the Anthropic and the Responses wire, and the answers that they are. */
class WireStreamsTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "anthropic/text", "anthropic/thinking-tools", "anthropic/interleaved-tools", "anthropic/usage-at-the-end",
                "anthropic/cut-by-length", "anthropic/pause-turn", "anthropic/no-last-event", "anthropic/whole-input",
                "responses/text", "responses/reasoning-tools", "responses/no-pieces", "responses/cut-by-length", "responses/refusal"
            })
    void readsTheStream(String name) throws Exception {
        List<ChatEvent> heard = new ArrayList<>();
        CannedHttp http = CannedHttp.stream(WireSamples.stream(name));
        Message.Assistant answer = model(name, http).chat(question(), heard::add);

        assertThat(Json.pretty(WireSamples.json(answer)) + "\n").isEqualTo(WireSamples.golden(name + ".message", WireSamples.json(answer)));
        assertThat(http.closed).isTrue();
        // What was heard on the way is what the answer says in the end.
        assertThat(text(heard)).isEqualTo(answer.text());
        assertThat(heard.stream().filter(ChatEvent.ToolCallReady.class::isInstance).map(event -> ((ChatEvent.ToolCallReady) event).call()))
                .containsExactlyInAnyOrderElementsOf(answer.toolCalls());
    }

    /** The network cuts a stream where it likes: inside a character, an escape, a line end. */
    @ParameterizedTest
    @ValueSource(strings = {"anthropic/thinking-tools", "anthropic/text", "responses/reasoning-tools"})
    void givesTheSameAnswerHoweverTheStreamIsSplit(String name) throws Exception {
        byte[] stream = WireSamples.stream(name);
        var expected = model(name, CannedHttp.stream(stream)).chat(question(), _ -> {});
        for (int seed = 0; seed < 200; seed++) {
            CannedHttp http = new CannedHttp(200, stream, Map.of(), new Random(seed));
            assertThat(model(name, http).chat(question(), _ -> {})).isEqualTo(expected);
        }
    }

    /** A stream that ends anywhere before its answer is whole is never taken for one; what was heard is kept. */
    @ParameterizedTest
    @ValueSource(strings = {"anthropic/text", "anthropic/thinking-tools", "responses/text", "responses/reasoning-tools"})
    void aCutStreamIsNoAnswer(String name) throws Exception {
        byte[] stream = WireSamples.stream(name);
        Message.Assistant whole = model(name, CannedHttp.stream(stream)).chat(question(), _ -> {});
        String honest = new String(stream, StandardCharsets.UTF_8);
        int end = honest.getBytes(StandardCharsets.UTF_8).length;
        int enough = honest.substring(0, Math.max(honest.lastIndexOf("\"stop_reason\":"), honest.lastIndexOf("event: response.completed")))
                .getBytes(StandardCharsets.UTF_8)
                .length;
        for (int cut = 0; cut < end; cut += 7) {
            List<ChatEvent> heard = new ArrayList<>();
            ChatModel model = model(name, CannedHttp.stream(Arrays.copyOf(stream, cut)));
            try {
                assertThat(model.chat(question(), heard::add).parts()).isEqualTo(whole.parts());
                assertThat(cut).isGreaterThan(enough);
            } catch (LlmException e) {
                assertThat(e.failure()).isInstanceOf(LlmFailure.Unavailable.class);
                assertThat(e.heard().text()).isEqualTo(text(heard));
                assertThat(e.heard().stopReason()).isEqualTo(StopReason.ERROR);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"anthropic/refusal", "responses/filtered"})
    void aRefusalIsFinal(String name) throws IOException {
        ChatModel model = model(name, CannedHttp.stream(WireSamples.stream(name)));
        assertThatThrownBy(() -> model.chat(question(), _ -> {}))
                .isInstanceOfSatisfying(LlmException.class, e -> assertThat(e.failure()).isInstanceOf(LlmFailure.ContentFiltered.class));
    }

    @ParameterizedTest
    @CsvSource({"anthropic/empty", "responses/empty"})
    void anEmptyAnswerIsNone(String name) throws IOException {
        ChatModel model = model(name, CannedHttp.stream(WireSamples.stream(name)));
        assertThatThrownBy(() -> model.chat(question(), _ -> {}))
                .isInstanceOfSatisfying(LlmException.class, e -> assertThat(e.failure()).isInstanceOf(LlmFailure.Unavailable.class));
    }

    @ParameterizedTest(name = "{0} {1} {3}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            anthropic | 401 | {"type":"error","error":{"type":"authentication_error","message":"invalid x-api-key"}}            | Unauthorized
            anthropic | 401 | {"type":"error","error":{"type":"authentication_error","message":"Failed to authenticate user"}}  | Unauthorized
            anthropic | 403 | {"error":{"type":"access_terminated_error","message":"only available for Coding Agents"}}         | ClientRefused
            anthropic | 403 | {"type":"error","error":{"type":"permission_error","message":"You've reached your usage limit for this billing cycle."}} | OutOfCredit
            anthropic | 404 | {"type":"error","error":{"type":"not_found_error","message":"model: claude-9"}}                   | NoSuchModel
            anthropic | 413 | {"type":"error","error":{"type":"request_too_large","message":"Request exceeds the maximum size"}} | ContextOverflow
            anthropic | 400 | {"type":"error","error":{"type":"invalid_request_error","message":"prompt is too long: 210000 tokens > 200000 maximum"}} | ContextOverflow
            anthropic | 400 | {"type":"error","error":{"type":"invalid_request_error","message":"messages: text content blocks must be non-empty"}} | Refused
            anthropic | 400 | {"type":"error","error":{"type":"invalid_request_error","message":"Your credit balance is too low to access the Anthropic API."}} | OutOfCredit
            anthropic | 429 | {"type":"error","error":{"type":"rate_limit_error","message":"too many"}}                         | RateLimited
            anthropic | 529 | {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}                       | Overloaded
            anthropic | 500 | {"type":"error","error":{"type":"api_error","message":"Internal server error"}}                   | Unavailable
            responses | 401 | {"error":{"message":"Incorrect API key provided","type":"invalid_request_error","code":"invalid_api_key"}} | Unauthorized
            responses | 429 | {"error":{"message":"You exceeded your current quota","type":"insufficient_quota","code":"insufficient_quota"}} | OutOfCredit
            responses | 429 | {"error":{"message":"Rate limit reached","type":"tokens","code":"rate_limit_exceeded"}}          | RateLimited
            responses | 400 | {"error":{"message":"too much","type":"invalid_request_error","code":"context_length_exceeded"}}  | ContextOverflow
            responses | 404 | {"error":{"message":"The model `x` does not exist","type":"invalid_request_error","code":"model_not_found"}} | NoSuchModel
            """)
    void sortsRefusalsByWhatCanBeDone(String wire, int status, String body, String failure) {
        CannedHttp http = new CannedHttp(
                status, body.getBytes(StandardCharsets.UTF_8), Map.of("content-type", "application/json"), new Random(1));
        assertThatThrownBy(() -> model(wire, http).chat(question(), _ -> {}))
                .isInstanceOfSatisfying(LlmException.class, e -> assertThat(e.failure().getClass().getSimpleName()).isEqualTo(failure));
    }

    @ParameterizedTest(name = "{0} {2}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            anthropic | {"type":"error","error":{"type":"overloaded_error","message":"Overloaded"}}                              | Overloaded
            anthropic | {"type":"error","error":{"type":"api_error","message":"Internal server error"}}                          | Unavailable
            responses | {"type":"error","code":"rate_limit_exceeded","message":"Rate limit reached","param":null}                | RateLimited
            responses | {"type":"response.failed","response":{"status":"failed","error":{"code":"server_error","message":"x"}}}  | Unavailable
            responses | {"type":"response.failed","response":{"status":"failed","error":{"code":"context_length_exceeded","message":"x"}}} | ContextOverflow
            """)
    void keepsWhatWasHeardWhenAnErrorComesMidway(String wire, String event, String failure) {
        CannedHttp http = CannedHttp.stream((words(wire, "so far") + "data: " + event + "\n\n").getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> model(wire, http).chat(question(), _ -> {}))
                .isInstanceOfSatisfying(LlmException.class, e -> {
                    assertThat(e.failure().getClass().getSimpleName()).isEqualTo(failure);
                    assertThat(e.heard().text()).isEqualTo("so far");
                });
    }

    /** Found by the fuzzer: words after reasoning with the same number became reasoning, and a second call took over the first. */
    @Test
    void blocksOfOneNumberAreBlocksOneAfterTheOther() throws Exception {
        String stream = """
                data: {"type":"content_block_delta","delta":{"type":"thinking_delta","thinking":"Hm."}}

                data: {"type":"content_block_delta","delta":{"type":"text_delta","text":"Let me look."}}

                data: {"type":"content_block_start","content_block":{"type":"tool_use","id":"a","name":"weather","input":{}}}

                data: {"type":"content_block_delta","delta":{"type":"input_json_delta","partial_json":"{\\"city\\":\\"Kyoto\\"}"}}

                data: {"type":"content_block_stop"}

                data: {"type":"content_block_start","content_block":{"type":"tool_use","id":"b","name":"weather","input":{"city":"Lyon"}}}

                data: {"type":"content_block_stop"}

                data: {"type":"message_delta","delta":{"stop_reason":"tool_use"}}

                """;
        Message.Assistant answer =
                model("anthropic", CannedHttp.stream(stream.getBytes(StandardCharsets.UTF_8))).chat(question(), _ -> {});

        assertThat(answer.parts())
                .containsExactly(
                        new Part.Thinking("Hm.", ""),
                        new Part.Text("Let me look."),
                        new Part.ToolCall("a", "weather", "{\"city\":\"Kyoto\"}"),
                        new Part.ToolCall("b", "weather", "{\"city\":\"Lyon\"}"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"anthropic", "responses"})
    void anAnswerWithoutEndIsBroughtToOne(String wire) {
        byte[] endless = words(wire, "y".repeat(1_000_000)).repeat(18).getBytes(StandardCharsets.UTF_8);

        assertThatThrownBy(() -> model(wire, CannedHttp.stream(endless)).chat(question(), _ -> {})).hasMessageContaining("does not end");
    }

    private static String words(String wire, String text) {
        return wire.equals("anthropic")
                ? "data: {\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"text_delta\",\"text\":\"" + text + "\"}}\n\n"
                : "data: {\"type\":\"response.output_text.delta\",\"output_index\":0,\"delta\":\"" + text + "\"}\n\n";
    }

    private static ChatRequest question() {
        return new ChatRequest("", List.of(Message.User.of("hi")), List.of(), ChatRequest.Options.NONE);
    }

    private static String text(List<ChatEvent> heard) {
        StringBuilder all = new StringBuilder();
        for (ChatEvent event : heard) {
            if (event instanceof ChatEvent.TextDelta(String piece)) {
                all.append(piece);
            }
        }
        return all.toString();
    }

    private static ChatModel model(String wire, CannedHttp http) {
        ModelApi api = wire.startsWith("anthropic") ? ModelApi.ANTHROPIC_MESSAGES : ModelApi.OPENAI_RESPONSES;
        Endpoint endpoint = WireSamples.endpoint(api, "https://example.com/api", "example/model", Capability.PLAIN);
        return WireFormats.open(endpoint, http);
    }
}
