package cn.openclaw.llm;

import static cn.openclaw.llm.CompletionsSamples.on;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.openclaw.base.Text;
import cn.openclaw.http.HttpException;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RetryingChatModelTest {
    private static final Endpoint KIMI = on("https://api.moonshot.cn/v1", "moonshot/kimi-k2.6", WireSamples.K26);
    private static final Message.Assistant ANSWER = WireSamples.answer(KIMI, new Part.Text("yes"));

    private final List<Duration> waits = new ArrayList<>();
    private long now;
    private int asked;

    @Test
    void asksAtMostTwiceMoreWhileTheProviderIsBusy() throws Exception {
        assertThat(ask(overloaded(Optional.empty()), unavailable(HttpException.Reason.BROKEN))).isEqualTo(ANSWER);
        assertThat(waits).containsExactly(Duration.ofMillis(500), Duration.ofSeconds(1));
        assertThat(failure(overloaded(Optional.empty()), overloaded(Optional.empty()), overloaded(Optional.empty()))).isNotNull();
        assertThat(asked).isEqualTo(3);
    }

    @Test
    void honoursAShortWaitAndLeavesALongOneToOthers() throws Exception {
        assertThat(ask(limited(Optional.of(Duration.ofSeconds(3))))).isEqualTo(ANSWER);
        assertThat(waits).containsExactly(Duration.ofSeconds(3));
        assertThat(failure(limited(Optional.of(Duration.ofMinutes(1))))).isNotNull();
        assertThat(failure(limited(Optional.empty()))).isNotNull();
        assertThat(failure(overloaded(Optional.of(Duration.ofMinutes(1))))).isNotNull();
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void neverRepeatsWhatAnotherTryCannotMend() {
        for (LlmFailure failure : List.of(
                new LlmFailure.Unauthorized(401), new LlmFailure.OutOfCredit("x"), new LlmFailure.ClientRefused("x"),
                new LlmFailure.NoSuchModel("x"), new LlmFailure.ContextOverflow("x"), new LlmFailure.ContentFiltered("x"),
                new LlmFailure.Refused(400, "x"),
                new LlmFailure.Unavailable("x", Optional.of(HttpException.Reason.TLS)),
                new LlmFailure.Unavailable("x", Optional.of(HttpException.Reason.TOTAL_LIMIT)))) {
            assertThat(failure(thrown(failure))).isNotNull();
            assertThat(asked).as("%s", failure).isEqualTo(1);
        }
    }

    @Test
    void neverRepeatsAnAnswerOfWhichAPieceWasHeard() {
        ChatModel half = (_, listener) -> {
            asked++;
            listener.accept(new ChatEvent.ThinkingDelta("hm"));
            throw overloaded(Optional.empty());
        };
        assertThat(catchThrowableOfType(LlmException.class, () -> model(half).chat(request(), _ -> {}))).isNotNull();
        assertThat(asked).isEqualTo(1);
    }

    @Test
    void oneBudgetHoldsForAllTries() {
        ChatModel slow = (_, _) -> {
            asked++;
            now += Duration.ofSeconds(44).toNanos();
            throw unavailable(HttpException.Reason.FIRST_BYTE_LIMIT);
        };
        assertThat(catchThrowableOfType(LlmException.class, () -> model(slow).chat(request(), _ -> {}))).isNotNull();
        assertThat(asked).isEqualTo(2);
    }

    private Message.Assistant ask(LlmException... failures) throws InterruptedException {
        asked = 0;
        waits.clear();
        var left = new ArrayDeque<>(List.of(failures));
        return model((_, _) -> {
                    asked++;
                    if (!left.isEmpty()) {
                        throw left.remove();
                    }
                    return ANSWER;
                })
                .chat(request(), _ -> {});
    }

    private LlmException failure(LlmException... failures) {
        return catchThrowableOfType(LlmException.class, () -> ask(failures));
    }

    private RetryingChatModel model(ChatModel next) {
        return new RetryingChatModel(next, RetryingChatModel.Policy.DEFAULT, new RetryingChatModel.Pause() {
            @Override
            public void sleep(Duration time) {
                waits.add(time);
                now += time.toNanos();
            }

            @Override
            public long now() {
                return now;
            }
        });
    }

    private static ChatRequest request() {
        return new ChatRequest("", List.of(Message.User.of("hi")), List.of(), ChatRequest.Options.NONE);
    }

    private static LlmException overloaded(Optional<Duration> after) {
        return thrown(new LlmFailure.Overloaded(after));
    }

    private static LlmException limited(Optional<Duration> after) {
        return thrown(new LlmFailure.RateLimited(after, "x"));
    }

    private static LlmException unavailable(HttpException.Reason reason) {
        return thrown(new LlmFailure.Unavailable("x", Optional.of(reason)));
    }

    private static LlmException thrown(LlmFailure failure) {
        return new LlmException(failure, WireFormats.nothing(KIMI), new Text("x", "x"));
    }
}
