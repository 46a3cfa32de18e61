package cn.openclaw.llm;

import cn.openclaw.http.HttpException;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Asks again while the provider is only busy: at most twice more, within one budget of time, and never after a piece was heard,
 * because nobody likes an echo. What another try cannot mend (keys, credit, filters, a long wait) goes up at once, to whoever
 * can choose another profile or model.
 */
public final class RetryingChatModel implements ChatModel {
    private final ChatModel next;
    private final Policy policy;
    private final Pause pause;

    /**
     * How patient to be.
     *
     * @param extraTries tries after the first
     * @param firstWait before the second try; doubled before the third
     * @param longestWait a host that asks for more than this is not waited for
     * @param budget from the first try's start; no try begins after it
     */
    public record Policy(int extraTries, Duration firstWait, Duration longestWait, Duration budget) {
        public static final Policy DEFAULT =
                new Policy(2, Duration.ofMillis(500), Duration.ofSeconds(10), Duration.ofSeconds(45));
    }

    /** Time itself; a test puts its own in. */
    public interface Pause {
        /** Sleeps. */
        void sleep(Duration time) throws InterruptedException;

        /** Nanoseconds of a clock that only runs forward. */
        long now();

        Pause REAL = new Pause() {
            @Override
            public void sleep(Duration time) throws InterruptedException {
                Thread.sleep(time);
            }

            @Override
            public long now() {
                return System.nanoTime();
            }
        };
    }

    public RetryingChatModel(ChatModel next) {
        this(next, Policy.DEFAULT, Pause.REAL);
    }

    public RetryingChatModel(ChatModel next, Policy policy, Pause pause) {
        this.next = next;
        this.policy = policy;
        this.pause = pause;
    }

    @Override
    public Message.Assistant chat(ChatRequest request, Consumer<ChatEvent> listener) throws InterruptedException {
        long begun = pause.now();
        for (int tries = 1; ; tries++) {
            var heard = new Heard(listener);
            try {
                return next.chat(request, heard);
            } catch (LlmException e) {
                Optional<Duration> wait = tries > policy.extraTries() || heard.anything || !e.heard().parts().isEmpty()
                        ? Optional.empty()
                        : wait(e.failure(), tries);
                if (wait.isEmpty() || spent(begun).plus(wait.get()).compareTo(policy.budget()) > 0) {
                    throw e;
                }
                pause.sleep(wait.get());
            }
        }
    }

    private Duration spent(long begun) {
        return Duration.ofNanos(pause.now() - begun);
    }

    /** How long to wait before the next try; empty if there shall be none. */
    private Optional<Duration> wait(LlmFailure failure, int tries) {
        Duration ours = policy.firstWait().multipliedBy(1L << (tries - 1));
        return switch (failure) {
            case LlmFailure.Overloaded(Optional<Duration> after) -> bearable(after.orElse(ours));
            case LlmFailure.RateLimited(Optional<Duration> after, _) -> after.flatMap(this::bearable);
            case LlmFailure.Unavailable(_, Optional<HttpException.Reason> reason) ->
                reason.isEmpty() || isPassing(reason.get()) ? Optional.of(ours) : Optional.empty();
            case LlmFailure.Unauthorized _, LlmFailure.ClientRefused _, LlmFailure.OutOfCredit _, LlmFailure.NoSuchModel _,
                    LlmFailure.ContextOverflow _, LlmFailure.ContentFiltered _, LlmFailure.Refused _ -> Optional.empty();
        };
    }

    private Optional<Duration> bearable(Duration wait) {
        return wait.compareTo(policy.longestWait()) > 0 ? Optional.empty() : Optional.of(wait);
    }

    /** A name that does not resolve or a certificate that does not fit will not in half a second either. */
    private static boolean isPassing(HttpException.Reason reason) {
        return switch (reason) {
            case CONNECT, CONNECT_LIMIT, FIRST_BYTE_LIMIT, STALL_LIMIT, BROKEN -> true;
            case REQUEST, UNKNOWN_HOST, TLS, PROXY, TOTAL_LIMIT -> false;
        };
    }

    private static final class Heard implements Consumer<ChatEvent> {
        private final Consumer<ChatEvent> listener;
        private boolean anything;

        Heard(Consumer<ChatEvent> listener) {
            this.listener = listener;
        }

        @Override
        public void accept(ChatEvent piece) {
            anything = true;
            listener.accept(piece);
        }
    }
}
