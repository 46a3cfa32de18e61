package cn.openclaw.llm;

import cn.openclaw.base.Secret;
import cn.openclaw.model.ModelRef;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;

/**
 * Keeps requests under the rate limits that are known, so that they wait here, in order, instead of being refused there. Shared
 * by everything that asks in one process. One lane for each key and model; for platforms whose limits span an account's models
 * one lane for each key. Safe for several threads.
 */
public final class Pacing {
    private final Map<Id, Lane> lanes = new ConcurrentHashMap<>();
    private final InstantSource clock;
    private final Pause pause;

    private record Id(String provider, Secret key, String model) {}

    public Pacing(InstantSource clock, Pause pause) {
        this.clock = clock;
        this.pause = pause;
    }

    /**
     * Who asks, and what is known of its limits.
     *
     * @param ref the model
     * @param key its key; blank where there is none
     * @param wholeAccount whether the platform counts all models of a key together
     * @param limits what the config or the platform says
     * @param mostOutput tokens an answer may have, unless the request says less; platforms admit by it
     */
    public record Asker(ModelRef ref, Secret key, boolean wholeAccount, PaceLimits limits, long mostOutput) {}

    /**
     * A model that waits its turn.
     *
     * @param notices hears of every wait that a person would notice
     */
    public ChatModel around(ChatModel model, Asker asker, Consumer<LlmNotice> notices) {
        Id id = new Id(asker.ref().provider(), asker.key(), asker.wholeAccount() ? "" : asker.ref().model());
        Lane lane = lanes.computeIfAbsent(id, _ -> new Lane(asker.limits(), clock, pause));
        lane.limit(asker.limits());
        return (request, listener) -> ask(new Paced(lane, asker, model, notices), request, listener);
    }

    private record Paced(Lane lane, Asker asker, ChatModel model, Consumer<LlmNotice> notices) {
        void say(Optional<Duration> wait) {
            notices.accept(wait.isPresent()
                    ? LlmNotice.of(LlmText.PACED, asker.ref(), (wait.get().toMillis() + 999) / 1000)
                    : LlmNotice.of(LlmText.IN_LINE, asker.ref()));
        }
    }

    private static Message.Assistant ask(Paced paced, ChatRequest request, Consumer<ChatEvent> listener)
            throws InterruptedException {
        Lane lane = paced.lane();
        long tokens = lane.countsTokens() ? tokens(request, paced.asker()) : 0;
        Lane.Ticket ticket = lane.enter(tokens, paced::say);
        try {
            Message.Assistant answer = paced.model().chat(request, piece -> {
                ticket.admitted();
                listener.accept(piece);
            });
            lane.answered();
            return answer;
        } catch (LlmException e) {
            if (e.failure() instanceof LlmFailure.RateLimited limited) {
                lane.refused(ticket, limited);
            }
            throw e;
        } finally {
            lane.leave(ticket);
        }
    }

    private static long tokens(ChatRequest request, Asker asker) {
        return TokenEstimate.of(request) + request.options().maxTokens().map(Integer::longValue).orElse(asker.mostOutput());
    }
}
