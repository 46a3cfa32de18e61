package cn.openclaw.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ImageContent;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.TextContent;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.LangChain4jException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.anthropic.AnthropicStreamingChatModel;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.StreamingChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialResponse;
import dev.langchain4j.model.chat.response.PartialResponseContext;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiEmbeddingModel;
import dev.langchain4j.model.openai.OpenAiResponsesChatModel;
import dev.langchain4j.model.openai.OpenAiResponsesStreamingChatModel;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import dev.langchain4j.model.output.FinishReason;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Maven's {@code langchain4j}, unmodified, against our gateway: its modules for OpenAI (both of its interfaces) and for Anthropic. */
@Tag("interop")
class LangChain4jAtTheGatewayTest {
    private static final ToolSpecification WEATHER = ToolSpecification.builder()
            .name("get_weather")
            .description("The weather")
            .parameters(JsonObjectSchema.builder().addStringProperty("city").required("city").build())
            .build();

    @TempDir
    static Path folder;

    private static RunningGateway gateway;

    @BeforeAll
    static void start() throws Exception {
        gateway = RunningGateway.in(folder);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    /** In whose words it is asked. */
    enum Words {
        COMPLETIONS,
        RESPONSES,
        MESSAGES
    }

    /** A model as one of the modules asks it. */
    record Asked(Words words, String model) {
        ChatModel whole(String key) {
            String url = gateway.address() + "/v1";
            return switch (words) {
                case COMPLETIONS -> OpenAiChatModel.builder()
                        .baseUrl(url)
                        .apiKey(key)
                        .modelName(model)
                        .returnThinking(true)
                        .sendThinking(true)
                        .maxRetries(0)
                        .build();
                case RESPONSES -> OpenAiResponsesChatModel.builder().baseUrl(url).apiKey(key).modelName(model).build();
                case MESSAGES -> AnthropicChatModel.builder()
                        .baseUrl(url)
                        .apiKey(key)
                        .modelName(model)
                        .maxTokens(1000)
                        .returnThinking(true)
                        .sendThinking(true)
                        .maxRetries(0)
                        .build();
            };
        }

        ChatModel whole() {
            return whole(RunningGateway.TOKEN);
        }

        StreamingChatModel streaming() {
            String url = gateway.address() + "/v1";
            String key = RunningGateway.TOKEN;
            return switch (words) {
                case COMPLETIONS -> OpenAiStreamingChatModel.builder()
                        .baseUrl(url)
                        .apiKey(key)
                        .modelName(model)
                        .returnThinking(true)
                        .sendThinking(true)
                        .build();
                case RESPONSES -> OpenAiResponsesStreamingChatModel.builder().baseUrl(url).apiKey(key).modelName(model).build();
                case MESSAGES -> AnthropicStreamingChatModel.builder()
                        .baseUrl(url)
                        .apiKey(key)
                        .modelName(model)
                        .maxTokens(30_000)
                        .returnThinking(true)
                        .sendThinking(true)
                        .build();
            };
        }

        boolean isAgent() {
            return model.equals("openclaw");
        }
    }

    static List<Asked> everybody() {
        List<Asked> all = new ArrayList<>();
        for (Words words : Words.values()) {
            RunningGateway.MODELS.forEach(model -> all.add(new Asked(words, model)));
            all.add(new Asked(words, "openclaw"));
        }
        return all;
    }

    private static ChatResponse streamed(Asked asked, ChatRequest request, Consumer<PartialResponseContext> each) throws Exception {
        CompletableFuture<ChatResponse> done = new CompletableFuture<>();
        StringBuilder words = new StringBuilder();
        asked.streaming().chat(request, new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(PartialResponse piece, PartialResponseContext context) {
                words.append(piece.text());
                each.accept(context);
                if (context.streamingHandle().isCancelled()) {
                    done.cancel(false);
                }
            }

            @Override
            public void onCompleteResponse(ChatResponse response) {
                done.complete(response);
            }

            @Override
            public void onError(Throwable error) {
                done.completeExceptionally(error);
            }
        });
        ChatResponse response = done.get(20, TimeUnit.SECONDS);
        assertThat(words.toString()).isEqualTo(response.aiMessage().text() == null ? "" : response.aiMessage().text());
        return response;
    }

    private static void assertSays(ChatResponse response, String words) {
        assertThat(response.aiMessage().text()).isEqualTo(words);
        assertThat(response.finishReason()).isEqualTo(FinishReason.STOP);
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void chats(Asked asked) throws Exception {
        ChatRequest request = ChatRequest.builder()
                .messages(SystemMessage.from("Be terse."), UserMessage.from("[[sim:think Hm.]][[sim:say 你好，世界。]]"))
                .build();
        ChatResponse whole = asked.whole().chat(request);
        assertSays(whole, "你好，世界。");
        gateway.assertCounted(whole.tokenUsage().inputTokenCount() + cached(asked), whole.tokenUsage().outputTokenCount());
        ChatResponse streamed = streamed(asked, request, _ -> {});
        assertSays(streamed, "你好，世界。");
        gateway.assertCounted(streamed.tokenUsage().inputTokenCount() + cached(asked), streamed.tokenUsage().outputTokenCount());
        if (!asked.isAgent() && asked.words() != Words.RESPONSES) {
            assertThat(whole.aiMessage().thinking()).isEqualTo("Hm.");
            assertThat(streamed.aiMessage().thinking()).isEqualTo("Hm.");
        }
    }

    /** Anthropic counts these apart. */
    private static int cached(Asked asked) {
        return asked.words() == Words.MESSAGES ? gateway.simulator().lastRequest().cached() : 0;
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void callsTools(Asked asked) throws Exception {
        UserMessage question = UserMessage.from(RunningGateway.WEATHER);
        for (boolean inPieces : new boolean[] {false, true}) {
            ChatRequest request = ChatRequest.builder().messages(question).toolSpecifications(WEATHER).build();
            ChatResponse first = inPieces ? streamed(asked, request, _ -> {}) : asked.whole().chat(request);
            assertThat(first.finishReason()).isEqualTo(FinishReason.TOOL_EXECUTION);
            AiMessage said = first.aiMessage();
            assertThat(said.toolExecutionRequests()).hasSize(1);
            assertThat(said.toolExecutionRequests().getFirst().name()).isEqualTo("get_weather");
            assertThat(said.toolExecutionRequests().getFirst().arguments().replace(" ", "").replace("\n", "")).isEqualTo("{\"city\":\"北京\"}");
            ChatRequest next = ChatRequest.builder()
                    .messages(question, said, ToolExecutionResultMessage.from(said.toolExecutionRequests().getFirst(), "21 °C"))
                    .toolSpecifications(WEATHER)
                    .build();
            assertSays(inPieces ? streamed(asked, next, _ -> {}) : asked.whole().chat(next), "It is 21 degrees.");
            assertThat(gateway.lastBody()).contains("21 °C");
        }
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void showsPictures(Asked asked) {
        UserMessage shown = UserMessage.from(TextContent.from("[[sim:say Red.]]"), ImageContent.from(RunningGateway.PICTURE, "image/png"));
        assertSays(asked.whole().chat(ChatRequest.builder().messages(shown).build()), "Red.");
        assertThat(gateway.lastBody()).contains(RunningGateway.PICTURE);
    }

    @ParameterizedTest
    @MethodSource("everybody")
    void leaves(Asked asked) throws Exception {
        int before = gateway.requests();
        int[] seen = new int[1];
        ChatRequest request = ChatRequest.builder().messages(UserMessage.from(RunningGateway.ENDLESS)).build();
        assertThatThrownBy(() -> streamed(asked, request, context -> {
                    if (++seen[0] == 5) {
                        context.streamingHandle().cancel();
                    }
                }))
                .isInstanceOf(java.util.concurrent.CancellationException.class);
        gateway.assertLeft(before, Duration.ofSeconds(1));
    }

    @Test
    void embeds() {
        var model = OpenAiEmbeddingModel.builder()
                .baseUrl(gateway.address() + "/v1")
                .apiKey(RunningGateway.TOKEN)
                .modelName("numbers/embed-1")
                .maxRetries(0)
                .build();
        assertThat(model.embed("hello").content().vector()).containsExactly(1f, 0.5f);
    }

    @Test
    void tellsErrorsApart() {
        for (Words spoken : Words.values()) {
            fails(new Asked(spoken, "moonshot/kimi-k99"), "x", ModelNotFoundException.class, "kimi-k99");
            fails(new Asked(spoken, "openclaw:nobody"), "x", ModelNotFoundException.class, "nobody");
            fails(new Asked(spoken, "stranger/kimi-k2.6"), "x", AuthenticationException.class, "key");
            fails(new Asked(spoken, gateway.spare()), "[[sim:overload]]", RateLimitException.class, "overloaded");
            fails(new Asked(spoken, gateway.spare()), "[[sim:500]]", InternalServerException.class, "error");
            fails(new Asked(spoken, gateway.spare()), "[[sim:overflow]]", InvalidRequestException.class, "token limit");
            fails(new Asked(spoken, "openclaw"), "[[sim:risk]]", InvalidRequestException.class, "risk");
            Asked known = new Asked(spoken, "fast");
            assertThatThrownBy(() -> known.whole("ock-wrong").chat("x"))
                    .isInstanceOf(AuthenticationException.class)
                    .hasMessageContaining("gateway's token");
            // Its module for OpenAI skips an error among the chunks, but not a connection that ends too early.
            for (String fault : spoken == Words.COMPLETIONS ? new String[] {"drop 4"} : new String[] {"error-frame 4", "drop 4"}) {
                ChatRequest request = ChatRequest.builder().messages(UserMessage.from("[[sim:" + fault + "]][[sim:len 50]]")).build();
                Asked spoiled = new Asked(spoken, gateway.spare());
                assertThatThrownBy(() -> streamed(spoiled, request, _ -> {})).isInstanceOf(ExecutionException.class);
            }
        }
    }

    private static void fails(Asked asked, String words, Class<? extends LangChain4jException> kind, String said) {
        assertThatThrownBy(() -> asked.whole().chat(words)).isInstanceOf(kind).hasMessageContaining(said);
    }
}
