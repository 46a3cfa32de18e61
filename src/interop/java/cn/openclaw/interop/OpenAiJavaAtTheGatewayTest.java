package cn.openclaw.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIServiceException;
import com.openai.errors.RateLimitException;
import com.openai.errors.SseException;
import com.openai.errors.UnauthorizedException;
import com.openai.helpers.ChatCompletionAccumulator;
import com.openai.helpers.ResponseAccumulator;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionContentPart;
import com.openai.models.chat.completions.ChatCompletionContentPartImage;
import com.openai.models.chat.completions.ChatCompletionContentPartText;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import com.openai.models.embeddings.EmbeddingCreateParams;
import com.openai.models.responses.FunctionTool;
import com.openai.models.responses.Response;
import com.openai.models.responses.ResponseCreateParams;
import com.openai.models.responses.ResponseFunctionToolCall;
import com.openai.models.responses.ResponseInputImage;
import com.openai.models.responses.ResponseInputItem;
import com.openai.models.responses.ResponseStatus;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Maven's {@code openai-java}, unmodified, against our gateway: chat completions, responses, embeddings. */
@Tag("interop")
class OpenAiJavaAtTheGatewayTest {
    private static final Map<String, JsonValue> SCHEMA = Map.of(
            "type", JsonValue.from("object"),
            "properties", JsonValue.from(Map.of("city", Map.of("type", "string"))),
            "required", JsonValue.from(List.of("city")));

    @TempDir
    static Path folder;

    private static RunningGateway gateway;
    private static OpenAIClient client;

    @BeforeAll
    static void start() throws Exception {
        gateway = RunningGateway.in(folder);
        client = client(RunningGateway.TOKEN);
    }

    @AfterAll
    static void stop() {
        client.close();
        gateway.close();
    }

    private static OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder().baseUrl(gateway.address() + "/v1").apiKey(key).maxRetries(0).build();
    }

    static List<String> models() {
        return RunningGateway.MODELS;
    }

    static List<String> everybody() {
        return Stream.concat(RunningGateway.MODELS.stream(), Stream.of("openclaw")).toList();
    }

    private static ChatCompletionCreateParams.Builder asks(String model, String words) {
        return ChatCompletionCreateParams.builder().model(model).addUserMessage(words);
    }

    private static ResponseCreateParams.Builder wants(String model) {
        return ResponseCreateParams.builder().model(model);
    }

    private static ChatCompletion streamed(ChatCompletionCreateParams.Builder asked) {
        ChatCompletionAccumulator all = ChatCompletionAccumulator.create();
        var params = asked.streamOptions(ChatCompletionStreamOptions.builder().includeUsage(true).build()).build();
        try (var stream = client.chat().completions().createStreaming(params)) {
            stream.stream().forEach(all::accumulate);
        }
        return all.chatCompletion();
    }

    private static Response streamed(ResponseCreateParams params) {
        ResponseAccumulator all = ResponseAccumulator.create();
        try (var stream = client.responses().createStreaming(params)) {
            stream.stream().forEach(all::accumulate);
        }
        return all.response();
    }

    private static String words(Response response) {
        return response.output().stream()
                .flatMap(item -> item.message().stream())
                .flatMap(message -> message.content().stream())
                .flatMap(content -> content.outputText().stream())
                .map(text -> text.text())
                .collect(Collectors.joining());
    }

    private static void assertSays(ChatCompletion answer, String words) {
        assertThat(answer.choices()).hasSize(1);
        assertThat(answer.choices().getFirst().message().content()).contains(words);
        assertThat(answer.choices().getFirst().finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.STOP);
        gateway.assertCounted(answer.usage().orElseThrow().promptTokens(), answer.usage().orElseThrow().completionTokens());
    }

    private static void assertSays(Response answer, String words) {
        assertThat(words(answer)).isEqualTo(words);
        assertThat(answer.status()).contains(ResponseStatus.COMPLETED);
        gateway.assertCounted(answer.usage().orElseThrow().inputTokens(), answer.usage().orElseThrow().outputTokens());
    }

    @ParameterizedTest
    @MethodSource("models")
    void chats(String model) {
        var reply = client.chat().completions().withRawResponse().create(asks(model, "[[sim:think Hm.]][[sim:say Hi there.]]").build());
        RunningGateway.assertNamed(model, name -> reply.headers().values(name).getFirst());
        ChatCompletion whole = reply.parse();
        assertSays(whole, "Hi there.");
        assertThat(whole.choices().getFirst().message()._additionalProperties()).containsEntry("reasoning_content", JsonValue.from("Hm."));
        assertSays(streamed(asks(model, "[[sim:say 你好，世界。]]")), "你好，世界。");
        assertSays(client.responses().create(wants(model).input("[[sim:say Hi there.]]").build()), "Hi there.");
        assertSays(streamed(wants(model).input("[[sim:say 你好，世界。]]").build()), "你好，世界。");
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void callsTools(String model) {
        FunctionDefinition function = FunctionDefinition.builder()
                .name("get_weather")
                .parameters(FunctionParameters.builder().additionalProperties(SCHEMA).build())
                .build();
        for (boolean inPieces : new boolean[] {false, true}) {
            ChatCompletionCreateParams.Builder asked = asks(model, RunningGateway.WEATHER).addFunctionTool(function);
            ChatCompletion first = inPieces ? streamed(asked) : client.chat().completions().create(asked.build());
            assertThat(first.choices().getFirst().finishReason()).isEqualTo(ChatCompletion.Choice.FinishReason.TOOL_CALLS);
            var message = first.choices().getFirst().message();
            var call = message.toolCalls().orElseThrow().getFirst().asFunction();
            assertThat(call.function().name()).isEqualTo("get_weather");
            assertThat(call.function().arguments()).isEqualTo("{\"city\":\"北京\"}");
            asked.addMessage(message).addMessage(ChatCompletionToolMessageParam.builder().toolCallId(call.id()).content("21 °C").build());
            ChatCompletion second = inPieces ? streamed(asked) : client.chat().completions().create(asked.build());
            assertThat(second.choices().getFirst().message().content()).contains("It is 21 degrees.");
            assertThat(gateway.lastBody()).contains("21 °C");
        }
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void callsToolsInResponses(String model) {
        FunctionTool tool = FunctionTool.builder()
                .name("get_weather")
                .strict(false)
                .parameters(FunctionTool.Parameters.builder().additionalProperties(SCHEMA).build())
                .build();
        for (boolean inPieces : new boolean[] {false, true}) {
            List<ResponseInputItem> items = new ArrayList<>();
            items.add(ResponseInputItem.ofMessage(ResponseInputItem.Message.builder()
                    .role(ResponseInputItem.Message.Role.USER)
                    .addInputTextContent(RunningGateway.WEATHER)
                    .build()));
            ResponseCreateParams asked = wants(model).addTool(tool).inputOfResponse(items).build();
            Response first = inPieces ? streamed(asked) : client.responses().create(asked);
            ResponseFunctionToolCall call = first.output().stream().flatMap(item -> item.functionCall().stream()).findFirst().orElseThrow();
            assertThat(call.name()).isEqualTo("get_weather");
            assertThat(call.arguments()).isEqualTo("{\"city\":\"北京\"}");
            first.output().forEach(item -> item.reasoning().map(ResponseInputItem::ofReasoning).ifPresent(items::add));
            items.add(ResponseInputItem.ofFunctionCall(call));
            items.add(ResponseInputItem.ofFunctionCallOutput(
                    ResponseInputItem.FunctionCallOutput.builder().callId(call.callId()).output("21 °C").build()));
            ResponseCreateParams next = wants(model).addTool(tool).inputOfResponse(items).build();
            assertThat(words(inPieces ? streamed(next) : client.responses().create(next))).isEqualTo("It is 21 degrees.");
            assertThat(gateway.lastBody()).contains("21 °C");
        }
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void showsPictures(String model) {
        String url = "data:image/png;base64," + RunningGateway.PICTURE;
        var image = ChatCompletionContentPartImage.builder()
                .imageUrl(ChatCompletionContentPartImage.ImageUrl.builder().url(url).build())
                .build();
        var text = ChatCompletionContentPartText.builder().text("[[sim:say Red.]]").build();
        ChatCompletion answer = client.chat()
                .completions()
                .create(ChatCompletionCreateParams.builder()
                        .model(model)
                        .addUserMessageOfArrayOfContentParts(
                                List.of(ChatCompletionContentPart.ofText(text), ChatCompletionContentPart.ofImageUrl(image)))
                        .build());
        assertThat(answer.choices().getFirst().message().content()).contains("Red.");
        assertThat(gateway.lastBody()).contains(RunningGateway.PICTURE);
        ResponseInputItem shown = ResponseInputItem.ofMessage(ResponseInputItem.Message.builder()
                .role(ResponseInputItem.Message.Role.USER)
                .addInputTextContent("[[sim:say Also red.]]")
                .addContent(ResponseInputImage.builder().detail(ResponseInputImage.Detail.AUTO).imageUrl(url).build())
                .build());
        assertThat(words(client.responses().create(wants(model).inputOfResponse(List.of(shown)).build()))).isEqualTo("Also red.");
        assertThat(gateway.lastBody()).contains(RunningGateway.PICTURE);
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void leaves(String model) throws Exception {
        int before = gateway.requests();
        var stream = client.chat().completions().createStreaming(asks(model, RunningGateway.ENDLESS).build());
        assertThat(stream.stream().limit(5).count()).isEqualTo(5);
        stream.close();
        gateway.assertLeft(before, Duration.ofSeconds(1));
        int next = gateway.requests();
        var other = client.responses().createStreaming(wants(model).input(RunningGateway.ENDLESS).build());
        assertThat(other.stream().limit(8).count()).isEqualTo(8);
        other.close();
        gateway.assertLeft(next, Duration.ofSeconds(1));
    }

    @Test
    void listsModelsAndEmbeds() {
        assertThat(client.models().list().autoPager().stream().map(model -> model.id())).containsAll(everybody());
        var vector = client.embeddings().create(EmbeddingCreateParams.builder().model("numbers/embed-1").input("hello").build());
        assertThat(vector.data().getFirst().embedding()).containsExactly(1f, 0.5f);
        assertThat(vector.usage().totalTokens()).isEqualTo(2);
    }

    @Test
    void asksTheAgent() {
        var reply = client.chat().completions().withRawResponse().create(asks("openclaw", "[[sim:say I am the agent.]]").build());
        assertThat(reply.headers().values("x-openclaw-agent")).containsExactly("main");
        assertSays(reply.parse(), "I am the agent.");
        assertSays(streamed(asks("openclaw", "[[sim:say 你好。]]")), "你好。");
        Response one = client.responses().create(wants("openclaw").input("[[sim:say One.]]").build());
        assertSays(one, "One.");
        assertSays(streamed(wants("openclaw").input("[[sim:say Two.]]").previousResponseId(one.id()).build()), "Two.");
        assertThat(gateway.lastBody()).contains("One.");
    }

    @Test
    void tellsErrorsApart() {
        fails("moonshot/kimi-k99", "x", NotFoundException.class, 404, "kimi-k99");
        fails("openclaw:nobody", "x", NotFoundException.class, 404, "nobody");
        fails("stranger/kimi-k2.6", "x", UnauthorizedException.class, 401, "key");
        fails(gateway.spare(), "[[sim:overload]]", RateLimitException.class, 429, "overloaded");
        fails(gateway.spare(), "[[sim:500]]", InternalServerException.class, 500, "error");
        fails(gateway.spare(), "[[sim:overflow]]", BadRequestException.class, 400, "token limit");
        fails("openclaw", "[[sim:risk]]", BadRequestException.class, 400, "risk");
        OpenAIClient stranger = client("ock-wrong");
        assertThatThrownBy(() -> stranger.chat().completions().create(asks("fast", "x").build()))
                .isInstanceOf(UnauthorizedException.class)
                .hasMessageContaining("gateway's token");
        stranger.close();
        assertThatThrownBy(() -> client.chat().completions().create(asks("fast", "x").n(2).build()))
                .isInstanceOfSatisfying(BadRequestException.class, e -> assertThat(e.param()).contains("n"));
        assertThatThrownBy(() -> streamed(asks(gateway.spare(), "[[sim:error-frame 4]][[sim:len 50]]")))
                .isInstanceOf(SseException.class)
                .hasMessageContaining("overloaded");
        assertThatThrownBy(() -> streamed(wants(gateway.spare()).input("[[sim:error-frame 4]][[sim:len 50]]").build()))
                .isInstanceOf(SseException.class)
                .hasMessageContaining("overloaded");
    }

    private static void fails(String model, String words, Class<? extends OpenAIServiceException> kind, int status, String said) {
        String other = model.startsWith("spare") ? gateway.spare() : model;
        assertThatThrownBy(() -> client.chat().completions().create(asks(model, words).build())).isInstanceOfSatisfying(kind, e -> {
            assertThat(e.statusCode()).isEqualTo(status);
            assertThat(e.getMessage()).contains(said);
        });
        assertThatThrownBy(() -> client.responses().create(wants(other).input(words).build())).isInstanceOfSatisfying(kind, e -> {
            assertThat(e.statusCode()).isEqualTo(status);
            assertThat(e.getMessage()).contains(said);
        });
    }
}
