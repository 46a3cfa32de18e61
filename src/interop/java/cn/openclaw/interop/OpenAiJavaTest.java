package cn.openclaw.interop;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.simulator.SimulatorOptions;
import com.openai.client.OpenAIClient;
import com.openai.client.okhttp.OpenAIOkHttpClient;
import com.openai.core.JsonValue;
import com.openai.errors.BadRequestException;
import com.openai.errors.InternalServerException;
import com.openai.errors.NotFoundException;
import com.openai.errors.OpenAIIoException;
import com.openai.errors.RateLimitException;
import com.openai.errors.UnauthorizedException;
import com.openai.models.FunctionDefinition;
import com.openai.models.FunctionParameters;
import com.openai.models.chat.completions.ChatCompletion;
import com.openai.models.chat.completions.ChatCompletionAssistantMessageParam;
import com.openai.models.chat.completions.ChatCompletionCreateParams;
import com.openai.models.chat.completions.ChatCompletionMessage;
import com.openai.models.chat.completions.ChatCompletionStreamOptions;
import com.openai.models.chat.completions.ChatCompletionToolMessageParam;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Maven's {@code openai-java}. */
@Tag("interop")
class OpenAiJavaTest {
    private Simulator simulator;
    private OpenAIClient client;

    @BeforeEach
    void start() {
        simulator = Simulator.start(SimulatorOptions.defaults());
        client = client(SimulatorKey.CN);
    }

    @AfterEach
    void stop() {
        client.close();
        simulator.close();
    }

    private OpenAIClient client(String key) {
        return OpenAIOkHttpClient.builder()
                .baseUrl(simulator.moonshotCn().toString())
                .apiKey(key)
                .maxRetries(0)
                .build();
    }

    private static ChatCompletionCreateParams.Builder asks(String text) {
        return ChatCompletionCreateParams.builder().model("kimi-k3").addUserMessage(text);
    }

    private static ChatCompletionCreateParams.Builder withTool(String text) {
        FunctionParameters parameters = FunctionParameters.builder()
                .putAdditionalProperty("type", JsonValue.from("object"))
                .putAdditionalProperty("properties", JsonValue.from(Map.of("path", Map.of("type", "string"))))
                .putAdditionalProperty("required", JsonValue.from(List.of("path")))
                .build();
        return asks(text).addFunctionTool(FunctionDefinition.builder().name("read").parameters(parameters).build());
    }

    private static String thoughts(Map<String, JsonValue> more) {
        return more.containsKey("reasoning_content") ? String.valueOf(more.get("reasoning_content").convert(String.class)) : "";
    }

    @Test
    void listsModels() {
        assertThat(client.models().list().data()).extracting(model -> model.id()).contains("kimi-k3", "kimi-k2.6");
    }

    @Test
    void hearsTheSameWholeAndStreamed() {
        ChatCompletionMessage whole = client.chat().completions().create(asks("hello").build()).choices().getFirst().message();
        StringBuilder words = new StringBuilder();
        StringBuilder thoughts = new StringBuilder();
        long[] tokens = new long[1];
        var options = ChatCompletionStreamOptions.builder().includeUsage(true).build();
        try (var stream = client.chat().completions().createStreaming(asks("hello").streamOptions(options).build())) {
            stream.stream().forEach(chunk -> {
                chunk.choices().forEach(choice -> {
                    choice.delta().content().ifPresent(words::append);
                    thoughts.append(thoughts(choice.delta()._additionalProperties()));
                });
                chunk.usage().ifPresent(usage -> tokens[0] = usage.totalTokens());
            });
        }
        assertThat(words.toString()).isEqualTo(whole.content().orElseThrow()).contains("simulator");
        assertThat(thoughts.toString()).isEqualTo(thoughts(whole._additionalProperties())).isNotEmpty();
        assertThat(tokens[0]).isPositive();
    }

    @Test
    void callsToolsAndReplaysThoughts() {
        ChatCompletion first = client.chat().completions().create(withTool("请看 README.md").build());
        ChatCompletionMessage message = first.choices().getFirst().message();
        var call = message.toolCalls().orElseThrow().getFirst().asFunction();
        assertThat(call.function().arguments()).isEqualTo("{\"path\":\"README.md\"}");
        var answer = ChatCompletionToolMessageParam.builder().toolCallId(call.id()).content("# 标题").build();
        ChatCompletionAssistantMessageParam bare = message.toParam().toBuilder().additionalProperties(Map.of()).build();
        assertThatThrownBy(() -> client.chat()
                        .completions()
                        .create(withTool("请看 README.md").addMessage(bare).addMessage(answer).build()))
                .isInstanceOf(BadRequestException.class)
                .hasMessageContaining("reasoning_content is missing");
        ChatCompletionAssistantMessageParam kept = bare.toBuilder()
                .putAdditionalProperty("reasoning_content", JsonValue.from(thoughts(message._additionalProperties())))
                .build();
        ChatCompletion second =
                client.chat().completions().create(withTool("请看 README.md").addMessage(kept).addMessage(answer).build());
        assertThat(second.choices().getFirst().message().content().orElseThrow()).contains("read 返回：“# 标题”");
    }

    @Test
    void tellsErrorsApart() {
        var chat = client.chat().completions();
        OpenAIClient stranger = client("sk-wrong");
        assertThatThrownBy(() -> stranger.models().list()).isInstanceOf(UnauthorizedException.class);
        stranger.close();
        assertThatThrownBy(() -> chat.create(asks("x").model("kimi-k9").build()))
                .isInstanceOf(NotFoundException.class)
                .hasMessageContaining("Not found the model kimi-k9");
        assertThatThrownBy(() -> chat.create(asks("x").temperature(0.2).build())).isInstanceOf(BadRequestException.class);
        assertThatThrownBy(() -> chat.create(asks("[[sim:overload]]").build()))
                .isInstanceOfSatisfying(RateLimitException.class, e -> assertThat(e.type()).contains("engine_overloaded_error"));
        assertThatThrownBy(() -> chat.create(asks("[[sim:500]]").build())).isInstanceOf(InternalServerException.class);
        assertThatThrownBy(() -> chat.create(asks("[[sim:hangup]]").build())).isInstanceOf(OpenAIIoException.class);
    }
}
