package cn.openclaw.llm;

import cn.openclaw.base.Secret;
import cn.openclaw.model.ModelRef;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

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
        Lane lane = lane(id(asker), asker);
        lane.limit(asker.limits());
        return (request, listener) -> ask(new Paced(lane, asker, model, notices), request, listener);
    }

    private Lane lane(Id id, Asker asker) {
        Lane known = lanes.get(id);
        if (known != null) {
            return known;
        }
        lanes.values().forEach(Lane::tidy);
        return lanes.computeIfAbsent(id, _ -> new Lane(asker.limits(), clock, pause));
    }

    /**
     * Lets somebody else's request through, who asks without a {@link ChatModel}: waits for its turn where a limit is known, and
     * costs a look-up where none is.
     *
     * @param tokens what the prompt has and the answer may have, together; asked for only where the limit counts them
     */
    public Slot enter(Asker asker, java.util.function.LongSupplier tokens) throws InterruptedException {
        Id id = id(asker);
        if (isUnlimited(id, asker)) {
            return new Slot(this, id, asker, null, null);
        }
        Lane lane = lane(id, asker);
        lane.limit(asker.limits());
        Lane.Ticket ticket = lane.enter(lane.countsTokens() ? tokens.getAsLong() : 0, _ -> {});
        return new Slot(this, id, asker, lane, ticket);
    }

    /**
     * The same for those who must not wait, such as an event loop.
     *
     * @return empty if it would have to wait for its turn
     */
    public Optional<Slot> enterAtOnce(Asker asker, java.util.function.LongSupplier tokens) {
        Id id = id(asker);
        if (isUnlimited(id, asker)) {
            return Optional.of(new Slot(this, id, asker, null, null));
        }
        Lane lane = lane(id, asker);
        lane.limit(asker.limits());
        return lane.enterAtOnce(lane.countsTokens() ? tokens.getAsLong() : 0)
                .map(ticket -> new Slot(this, id, asker, lane, ticket));
    }

    private boolean isUnlimited(Id id, Asker asker) {
        return !lanes.containsKey(id) && asker.limits().equals(PaceLimits.NONE);
    }

    private static Id id(Asker asker) {
        return new Id(asker.ref().provider(), asker.key(), asker.wholeAccount() ? "" : asker.ref().model());
    }

    /** A request that was let through. {@link #leave} it once; safe for several threads. */
    public static final class Slot {
        private final Pacing pacing;
        private final Id id;
        private final Asker asker;
        private final @Nullable Lane lane;
        private Lane.@Nullable Ticket ticket;

        private Slot(Pacing pacing, Id id, Asker asker, @Nullable Lane lane, Lane.@Nullable Ticket ticket) {
            this.pacing = pacing;
            this.id = id;
            this.asker = asker;
            this.lane = lane;
            this.ticket = ticket;
        }

        /** The host has begun to answer. */
        public synchronized void admitted() {
            if (ticket != null) {
                ticket.admitted();
            }
        }

        /** It answered well. */
        public synchronized void answered() {
            if (lane != null) {
                lane.answered();
            }
        }

        /** It is over. */
        public synchronized void leave() {
            if (lane != null && ticket != null) {
                lane.leave(ticket);
                ticket = null;
            }
        }

        /** It failed, and is over. A refusal for haste tells something about the limit. */
        public synchronized void failed(LlmFailure failure) {
            if (failure instanceof LlmFailure.RateLimited limited) {
                if (lane != null && ticket != null) {
                    lane.refused(ticket, limited);
                } else if (PaceLimits.told(limited.detail()).isPresent()) {
                    Lane first = pacing.lane(id, asker);
                    PaceLimits.told(limited.detail()).ifPresent(first::limit);
                }
            }
            leave();
        }
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
