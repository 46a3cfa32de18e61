package cn.openclaw.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.anthropic.client.AnthropicClient;
import com.anthropic.client.okhttp.AnthropicOkHttpClient;
import com.anthropic.core.JsonValue;
import com.anthropic.errors.AnthropicServiceException;
import com.anthropic.errors.BadRequestException;
import com.anthropic.errors.InternalServerException;
import com.anthropic.errors.NotFoundException;
import com.anthropic.errors.RateLimitException;
import com.anthropic.errors.SseException;
import com.anthropic.errors.UnauthorizedException;
import com.anthropic.helpers.MessageAccumulator;
import com.anthropic.models.messages.Base64ImageSource;
import com.anthropic.models.messages.ContentBlock;
import com.anthropic.models.messages.ContentBlockParam;
import com.anthropic.models.messages.ImageBlockParam;
import com.anthropic.models.messages.Message;
import com.anthropic.models.messages.MessageCountTokensParams;
import com.anthropic.models.messages.MessageCreateParams;
import com.anthropic.models.messages.StopReason;
import com.anthropic.models.messages.TextBlockParam;
import com.anthropic.models.messages.Tool;
import com.anthropic.models.messages.ToolResultBlockParam;
import com.anthropic.models.messages.ToolUseBlock;
import java.nio.file.Path;
import java.time.Duration;
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

/** Maven's {@code anthropic-java}, unmodified, against our gateway. */
@Tag("interop")
class AnthropicJavaTest {
    @TempDir
    static Path folder;

    private static RunningGateway gateway;
    private static AnthropicClient client;

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

    private static AnthropicClient client(String key) {
        return AnthropicOkHttpClient.builder().baseUrl(gateway.address().toString()).apiKey(key).maxRetries(0).build();
    }

    static List<String> models() {
        return RunningGateway.MODELS;
    }

    /** The same and the agent. */
    static List<String> everybody() {
        return Stream.concat(RunningGateway.MODELS.stream(), Stream.of("openclaw")).toList();
    }

    private static MessageCreateParams.Builder asks(String model, String words) {
        return MessageCreateParams.builder().model(model).maxTokens(1000).addUserMessage(words);
    }

    private static Tool tool() {
        Tool.InputSchema schema = Tool.InputSchema.builder()
                .properties(JsonValue.from(Map.of("city", Map.of("type", "string"))))
                .addRequired("city")
                .build();
        return Tool.builder().name("get_weather").description("The weather").inputSchema(schema).build();
    }

    private static String words(Message message) {
        return message.content().stream().flatMap(block -> block.text().stream()).map(block -> block.text()).collect(Collectors.joining());
    }

    private static Message streamed(MessageCreateParams params) {
        MessageAccumulator all = MessageAccumulator.create();
        try (var stream = client.messages().createStreaming(params)) {
            stream.stream().forEach(all::accumulate);
        }
        return all.message();
    }

    private static void assertCounted(Message message) {
        var usage = message.usage();
        gateway.assertCounted(usage.inputTokens() + usage.cacheReadInputTokens().orElse(0L), usage.outputTokens());
    }

    @ParameterizedTest
    @MethodSource("models")
    void chats(String model) {
        var reply = client.messages().withRawResponse().create(asks(model, "[[sim:think Hm.]][[sim:say Hi there.]]").build());
        RunningGateway.assertNamed(model, name -> reply.headers().values(name).getFirst());
        Message whole = reply.parse();
        assertThat(whole.content().getFirst().asThinking().thinking()).isEqualTo("Hm.");
        assertThat(words(whole)).isEqualTo("Hi there.");
        assertThat(whole.stopReason()).contains(StopReason.END_TURN);
        assertCounted(whole);
        Message streamed = streamed(asks(model, "[[sim:think Hm.]][[sim:say 你好，世界。]]").build());
        assertThat(streamed.content().getFirst().asThinking().thinking()).isEqualTo("Hm.");
        assertThat(words(streamed)).isEqualTo("你好，世界。");
        assertThat(streamed.stopReason()).contains(StopReason.END_TURN);
        assertCounted(streamed);
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void callsTools(String model) {
        for (boolean inPieces : new boolean[] {false, true}) {
            MessageCreateParams.Builder asked = asks(model, RunningGateway.WEATHER).addTool(tool());
            Message first = inPieces ? streamed(asked.build()) : client.messages().create(asked.build());
            assertThat(first.stopReason()).contains(StopReason.TOOL_USE);
            ToolUseBlock call = first.content().stream().filter(ContentBlock::isToolUse).findFirst().orElseThrow().asToolUse();
            assertThat(call.name()).isEqualTo("get_weather");
            assertThat(call._input()).isEqualTo(JsonValue.from(Map.of("city", "北京")));
            ContentBlockParam result = ContentBlockParam.ofToolResult(
                    ToolResultBlockParam.builder().toolUseId(call.id()).content("21 °C").build());
            MessageCreateParams next = asked.addMessage(first).addUserMessageOfContentBlockParams(List.of(result)).build();
            Message second = inPieces ? streamed(next) : client.messages().create(next);
            assertThat(words(second)).isEqualTo("It is 21 degrees.");
            assertThat(second.stopReason()).contains(StopReason.END_TURN);
            assertThat(gateway.lastBody()).contains("21 °C");
        }
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void showsPictures(String model) {
        ContentBlockParam picture = ContentBlockParam.ofImage(ImageBlockParam.builder()
                .source(Base64ImageSource.builder()
                        .mediaType(Base64ImageSource.MediaType.IMAGE_PNG)
                        .data(RunningGateway.PICTURE)
                        .build())
                .build());
        ContentBlockParam text = ContentBlockParam.ofText(TextBlockParam.builder().text("[[sim:say Red.]]").build());
        Message answer = client.messages()
                .create(MessageCreateParams.builder()
                        .model(model)
                        .maxTokens(100)
                        .addUserMessageOfContentBlockParams(List.of(text, picture))
                        .build());
        assertThat(words(answer)).isEqualTo("Red.");
        assertThat(gateway.lastBody()).contains(RunningGateway.PICTURE);
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void counts(String model) {
        var params = MessageCountTokensParams.builder().model(model).addUserMessage("How many tokens are in these words?").build();
        assertThat(client.messages().countTokens(params).inputTokens()).isBetween(8L, 60L);
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void leaves(String model) throws Exception {
        int before = gateway.requests();
        var stream = client.messages().createStreaming(asks(model, RunningGateway.ENDLESS).maxTokens(30_000).build());
        assertThat(stream.stream().limit(8).count()).isEqualTo(8);
        stream.close();
        gateway.assertLeft(before, Duration.ofSeconds(1));
    }

    @Test
    void listsModels() {
        var ids = client.models().list().autoPager().stream().map(model -> model.id()).toList();
        assertThat(ids).containsAll(everybody());
    }

    @Test
    void asksTheAgent() {
        var reply = client.messages().withRawResponse().create(asks("openclaw", "[[sim:say I am the agent.]]").build());
        assertThat(reply.headers().values("x-openclaw-agent")).containsExactly("main");
        Message whole = reply.parse();
        assertThat(words(whole)).isEqualTo("I am the agent.");
        assertCounted(whole);
        Message streamed = streamed(asks("openclaw", "[[sim:say 你好。]]").build());
        assertThat(words(streamed)).isEqualTo("你好。");
        assertCounted(streamed);
    }

    @Test
    void tellsErrorsApart() {
        fails("moonshot/kimi-k99", "x", NotFoundException.class, 404, "kimi-k99");
        fails("openclaw:nobody", "x", NotFoundException.class, 404, "nobody");
        fails("stranger/kimi-k2.6", "x", UnauthorizedException.class, 401, "key");
        fails(gateway.spare(), "[[sim:overload]]", RateLimitException.class, 429, "overloaded");
        fails(gateway.spare(), "[[sim:500]]", InternalServerException.class, 500, "error");
        fails(gateway.spare(), "[[sim:overflow]]", BadRequestException.class, 400, "prompt is too long");
        fails("openclaw", "[[sim:risk]]", BadRequestException.class, 400, "risk");
        AnthropicClient stranger = client("ock-wrong");
        assertThatThrownBy(() -> stranger.messages().create(asks("fast", "x").build()))
                .isInstanceOf(UnauthorizedException.class)
                .hasMessageContaining("gateway's token");
        stranger.close();
        assertThatThrownBy(() -> client.messages().create(asks("fast", "x").putAdditionalBodyProperty("messages", JsonValue.from("x")).build()))
                .isInstanceOf(BadRequestException.class);
        assertThatThrownBy(() -> streamed(asks(gateway.spare(), "[[sim:error-frame 4]][[sim:len 50]]").build()))
                .isInstanceOf(SseException.class)
                .hasMessageContaining("overloaded");
    }

    private static void fails(String model, String words, Class<? extends AnthropicServiceException> kind, int status, String said) {
        assertThatThrownBy(() -> client.messages().create(asks(model, words).build())).isInstanceOfSatisfying(kind, e -> {
            assertThat(e.statusCode()).isEqualTo(status);
            assertThat(e.apiMessage().orElseThrow()).contains(said);
        });
    }
}
