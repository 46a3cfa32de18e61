package cn.openclaw.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.simulator.SimulatorOptions;
import dev.langchain4j.agent.tool.ToolSpecification;
import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ToolExecutionResultMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.exception.AuthenticationException;
import dev.langchain4j.exception.InternalServerException;
import dev.langchain4j.exception.InvalidRequestException;
import dev.langchain4j.exception.ModelNotFoundException;
import dev.langchain4j.exception.RateLimitException;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.json.JsonObjectSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.chat.response.PartialThinking;
import dev.langchain4j.model.chat.response.StreamingChatResponseHandler;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.langchain4j.model.openai.OpenAiModelCatalog;
import dev.langchain4j.model.openai.OpenAiStreamingChatModel;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Maven's {@code langchain4j-open-ai}. */
@Tag("interop")
class LangChain4jTest {
    private static final ToolSpecification READ = ToolSpecification.builder()
            .name("read")
            .description("Reads a file")
            .parameters(JsonObjectSchema.builder().addStringProperty("path").required("path").build())
            .build();

    private Simulator simulator;

    @BeforeEach
    void start() {
        simulator = Simulator.start(SimulatorOptions.defaults());
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private OpenAiChatModel model(String name, String key, boolean replay) {
        return OpenAiChatModel.builder()
                .baseUrl(simulator.moonshotCn().toString())
                .apiKey(key)
                .modelName(name)
                .maxRetries(0)
                .returnThinking(true)
                .sendThinking(replay)
                .build();
    }

    private OpenAiChatModel model() {
        return model("kimi-k3", SimulatorKey.CN, true);
    }

    private ChatResponse streamed(ChatRequest request, StringBuilder words, StringBuilder thoughts) throws Exception {
        OpenAiStreamingChatModel streaming = OpenAiStreamingChatModel.builder()
                .baseUrl(simulator.moonshotCn().toString())
                .apiKey(SimulatorKey.CN)
                .modelName("kimi-k3")
                .returnThinking(true)
                .build();
        CompletableFuture<ChatResponse> done = new CompletableFuture<>();
        streaming.chat(request, new StreamingChatResponseHandler() {
            @Override
            public void onPartialResponse(String piece) {
                words.append(piece);
            }

            @Override
            public void onPartialThinking(PartialThinking piece) {
                thoughts.append(piece.text());
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
        return done.get(20, TimeUnit.SECONDS);
    }

    @Test
    void listsModels() {
        var catalog = OpenAiModelCatalog.builder()
                .baseUrl(simulator.moonshotCn().toString())
                .apiKey(SimulatorKey.CN)
                .build();
        assertThat(catalog.listModels()).extracting(each -> each.name()).contains("kimi-k3", "kimi-k2.6");
    }

    @Test
    void hearsTheSameWholeAndStreamed() throws Exception {
        ChatRequest request = ChatRequest.builder().messages(UserMessage.from("hello")).build();
        ChatResponse whole = model().chat(request);
        StringBuilder words = new StringBuilder();
        StringBuilder thoughts = new StringBuilder();
        ChatResponse streamed = streamed(request, words, thoughts);
        assertThat(words.toString()).isEqualTo(whole.aiMessage().text()).contains("simulator");
        assertThat(thoughts.toString()).isEqualTo(whole.aiMessage().thinking()).isNotEmpty();
        assertThat(streamed.aiMessage().text()).isEqualTo(whole.aiMessage().text());
        assertThat(streamed.tokenUsage().outputTokenCount()).isEqualTo(whole.tokenUsage().outputTokenCount());
    }

    @Test
    void callsToolsAndReplaysThoughts() throws Exception {
        UserMessage question = UserMessage.from("请看 README.md");
        ChatRequest request = ChatRequest.builder().messages(question).toolSpecifications(READ).build();
        AiMessage asked = streamed(request, new StringBuilder(), new StringBuilder()).aiMessage();
        assertThat(asked.toolExecutionRequests().getFirst().arguments()).isEqualTo("{\"path\":\"README.md\"}");
        ChatRequest next = ChatRequest.builder()
                .messages(question, asked, ToolExecutionResultMessage.from(asked.toolExecutionRequests().getFirst(), "# 标题"))
                .toolSpecifications(READ)
                .build();
        assertThat(model().chat(next).aiMessage().text()).contains("read 返回：“# 标题”");
        assertThatThrownBy(() -> model("kimi-k3", SimulatorKey.CN, false).chat(next))
                .isInstanceOf(InvalidRequestException.class)
                .hasMessageContaining("reasoning_content is missing");
    }

    @Test
    void tellsErrorsApart() {
        assertThatThrownBy(() -> model("kimi-k3", "sk-wrong", true).chat("x")).isInstanceOf(AuthenticationException.class);
        assertThatThrownBy(() -> model("kimi-k9", SimulatorKey.CN, true).chat("x")).isInstanceOf(ModelNotFoundException.class);
        assertThatThrownBy(() -> model().chat("[[sim:overload]]")).isInstanceOf(RateLimitException.class);
        assertThatThrownBy(() -> model().chat("[[sim:503]]")).isInstanceOf(InternalServerException.class);
    }
}
