package cn.openclaw.agent;

import cn.openclaw.auth.AuthFailure;
import cn.openclaw.base.ClawException;
import cn.openclaw.base.Text;
import cn.openclaw.llm.ChatEvent;
import cn.openclaw.llm.ChatModel;
import cn.openclaw.llm.ChatRequest;
import cn.openclaw.llm.LlmException;
import cn.openclaw.llm.LlmNotice;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Pause;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Consumer;
import java.util.function.IntPredicate;

/**
 * Stop 7 of a chat request: asks the first candidate, and when it cannot answer the next one that could. For one turn only: the
 * next turn begins with what the person chose. It is the only one who asks twice: each way at most once more in one question,
 * and all of them together {@link Patience#mostRequests} times. Nothing is asked again after a piece of its answer was heard.
 * Another key of the same model may take over between two steps of a turn; another model only before the turn's first
 * answer, so that what one model began is not finished by a weaker one unseen.
 */
final class Failover implements ChatModel {
    private final List<Candidate> candidates;
    private final Around around;
    private final Map<Integer, ChatModel> open = new HashMap<>();
    /** By way: one that failed twice is said once, with what it said last. */
    private final Map<String, AgentException.Try> tries = new LinkedHashMap<>();
    private int current;
    private boolean answered;

    /**
     * Why somebody did not answer.
     *
     * @param scope what fails along
     * @param rest how long the provider said
     * @param took how long it took to fail
     */
    record Trouble(AuthFailure kind, Remedy.Scope scope, Optional<Duration> rest, Duration took) {}

    /** Hears how keys did, and knows who rests. */
    interface Health {
        void failed(Candidate one, Trouble trouble);

        void succeeded(Candidate one);

        /** Until when it is better not asked: it would be refused. */
        Optional<Instant> restsUntil(Candidate one);

        /** Until when others are asked first, because it did not answer lately. It is worth a try if there is nobody else. */
        Optional<Instant> avoidedUntil(Candidate one);
    }

    /**
     * How long a person may be kept waiting for one answer to begin.
     *
     * @param longestWait a rest that ends later is not waited for
     * @param moment before the same way is asked again
     * @param busyMoment the same, where the platform is overloaded and does not say how long
     * @param budget after this no wait and no second try begins
     * @param mostRequests for one question, whoever is asked
     */
    record Patience(Duration longestWait, Duration moment, Duration busyMoment, Duration budget, int mostRequests) {
        static Patience of(Duration longestWait) {
            return new Patience(
                    longestWait, Duration.ofMillis(500), Duration.ofSeconds(2), Duration.ofSeconds(45).plus(longestWait), 8);
        }
    }

    /**
     * What is around it.
     *
     * @param events hears of every change and of every wait that a person would notice
     * @param clock in which rests are told
     * @param pause how it waits
     */
    record Around(Health health, Consumer<AgentEvent> events, InstantSource clock, Pause pause, Patience patience) {}

    /** @param candidates in the order they are tried, those of one model together; at least one */
    Failover(List<Candidate> candidates, Around around) {
        this.candidates = List.copyOf(candidates);
        this.around = around;
    }

    /** Who is asked right now. */
    Candidate current() {
        return candidates.get(current);
    }

    /** Every way that was tried in this turn and failed. */
    List<AgentException.Try> tries() {
        return List.copyOf(tries.values());
    }

    @Override
    public Message.Assistant chat(ChatRequest request, Consumer<ChatEvent> listener) throws InterruptedException {
        Question question = new Question();
        question.begin();
        while (true) {
            Candidate candidate = current();
            Heard heard = new Heard(listener);
            question.asks();
            try {
                Message.Assistant answer =
                        open.computeIfAbsent(current, this::open).chat(request, heard);
                around.health().succeeded(candidate);
                answered = true;
                return answer;
            } catch (LlmException e) {
                tries.put(candidate.who(), new AgentException.Try(candidate.who(), e));
                Remedy remedy = Remedy.of(e.failure());
                note(candidate, remedy, question.took());
                boolean silent = !heard.anything && e.heard().parts().isEmpty();
                if (!silent || !question.moveOn(remedy, e)) {
                    throw e;
                }
            }
        }
    }

    private ChatModel open(int index) {
        return candidates.get(index).open().apply(notice -> around.events().accept(new AgentEvent.Noticed(notice)));
    }

    private void note(Candidate candidate, Remedy remedy, Duration took) {
        switch (remedy) {
            case Remedy.NextKey(var blame, var rest) ->
                around.health().failed(candidate, new Trouble(blame, Remedy.Scope.MODEL, rest, took));
            case Remedy.NextModel(var scope, _, var blame, var rest) ->
                blame.ifPresent(kind -> around.health().failed(candidate, new Trouble(kind, scope, rest, took)));
            case Remedy.TellThePerson _ -> {}
        }
    }

    /** One question: who was asked, and who is next. */
    private final class Question {
        private final Instant begun = now();
        private final int[] asked = new int[candidates.size()];
        private final Map<Integer, Remedy> remedies = new HashMap<>();
        private Instant askedAt = begun;
        private int requests;

        private Instant now() {
            return around.clock().instant();
        }

        void asks() {
            asked[current]++;
            requests++;
            askedAt = now();
        }

        Duration took() {
            return Duration.between(askedAt, now());
        }

        /** Whoever has the turn keeps it; else the first who does not rest, or whoever wakes soonest. */
        void begin() throws InterruptedException {
            OptionalInt ready = isReady(current) ? OptionalInt.of(current) : first(this::isReady);
            if (ready.isEmpty()) {
                ready = first(at -> rest(at).isEmpty());
            }
            if (ready.isPresent()) {
                skipTo(ready.getAsInt());
                return;
            }
            int soonest = current;
            for (int at = 0; at < candidates.size(); at++) {
                soonest = mayServe(at) && wakes(at).isBefore(wakes(soonest)) ? at : soonest;
            }
            Duration wait = until(wakes(soonest));
            skipTo(soonest);
            if (wait.compareTo(around.patience().longestWait()) <= 0) {
                await(wait, AgentText.WAITS_FOR_REST);
            }
            // Where it lasts longer it is asked all the same, once: a person is waiting, and may have topped up the account.
        }

        /** Changes {@link #current} to who is asked next, after a wait if need be; false if there is nobody. */
        boolean moveOn(Remedy remedy, LlmException why) throws InterruptedException {
            remedies.put(current, remedy);
            if (remedy instanceof Remedy.TellThePerson || requests >= around.patience().mostRequests()) {
                return false;
            }
            boolean soon = remedy instanceof Remedy.NextModel next && next.again() == Remedy.Again.SOON;
            Duration moment = around.patience().moment();
            if (soon && asked[current] == 1 && took().compareTo(moment.multipliedBy(20)) < 0 && affords(moment)) {
                around.pause().sleep(moment);
                return true;
            }
            OptionalInt fresh = first(at -> asked[at] == 0 && !isHopeless(at) && isReady(at));
            if (fresh.isEmpty()) {
                fresh = first(at -> asked[at] == 0 && !isHopeless(at) && rest(at).isEmpty());
            }
            if (fresh.isPresent()) {
                changeTo(fresh.getAsInt(), why);
                return true;
            }
            return waitForSomebody(why);
        }

        private boolean waitForSomebody(LlmException why) throws InterruptedException {
            OptionalInt soonest = OptionalInt.empty();
            Duration least = around.patience().longestWait();
            for (int at = 0; at < candidates.size(); at++) {
                Optional<Duration> wait = mayServe(at) ? wait(at) : Optional.empty();
                if (wait.isPresent() && (soonest.isEmpty() ? wait.get().compareTo(least) <= 0 : wait.get().compareTo(least) < 0)) {
                    soonest = OptionalInt.of(at);
                    least = wait.get();
                }
            }
            if (soonest.isEmpty() || !affords(least)) {
                return false;
            }
            changeTo(soonest.getAsInt(), why);
            await(least, AgentText.WAITS_TO_ASK_AGAIN);
            return true;
        }

        /** How long until this one could be asked; empty if that makes no sense in this question. */
        private Optional<Duration> wait(int at) {
            if (asked[at] > 1) {
                return Optional.empty();
            }
            if (asked[at] == 0) {
                return isHopeless(at) || wakes(at).equals(Instant.MAX) ? Optional.empty() : Optional.of(until(wakes(at)));
            }
            Duration moment = around.patience().moment();
            return switch (Objects.requireNonNull(remedies.get(at))) {
                case Remedy.NextKey(var blame, _) ->
                    blame == AuthFailure.RATE_LIMIT ? Optional.of(rest(at).map(this::until).orElse(moment)) : Optional.empty();
                case Remedy.NextModel(_, var again, var blame, var rest) -> {
                    boolean busy = blame.filter(AuthFailure.OVERLOADED::equals).isPresent();
                    yield again == Remedy.Again.NEVER
                            ? Optional.empty()
                            : Optional.of(rest.orElse(busy ? around.patience().busyMoment() : moment));
                }
                case Remedy.TellThePerson _ -> Optional.empty();
            };
        }

        /** What failed in this question took it along: the same model, or the same address. */
        private boolean isHopeless(int at) {
            Candidate one = candidates.get(at);
            for (Map.Entry<Integer, Remedy> failed : remedies.entrySet()) {
                Candidate other = candidates.get(failed.getKey());
                boolean along = failed.getValue() instanceof Remedy.NextModel(var scope, _, _, _)
                        && (scope == Remedy.Scope.PROVIDER
                                ? other.model().provider().equals(one.model().provider())
                                : other.model().equals(one.model()));
                if (along) {
                    return true;
                }
            }
            return false;
        }

        private boolean mayServe(int at) {
            return !answered || candidates.get(at).model().equals(current().model());
        }

        private boolean isReady(int at) {
            return rest(at).isEmpty() && around.health().avoidedUntil(candidates.get(at)).isEmpty();
        }

        private Optional<Instant> rest(int at) {
            return around.health().restsUntil(candidates.get(at));
        }

        private Instant wakes(int at) {
            return rest(at).orElse(now());
        }

        private OptionalInt first(IntPredicate fits) {
            for (int at = 0; at < candidates.size(); at++) {
                if (mayServe(at) && fits.test(at)) {
                    return OptionalInt.of(at);
                }
            }
            return OptionalInt.empty();
        }

        private Duration until(Instant then) {
            return then.equals(Instant.MAX) ? Duration.ofDays(365) : Duration.between(now(), then);
        }

        private boolean affords(Duration wait) {
            return Duration.between(begun, now()).plus(wait).compareTo(around.patience().budget()) <= 0;
        }

        private void skipTo(int at) {
            if (at != current) {
                Optional<Instant> until = rest(current).or(() -> around.health().avoidedUntil(current()));
                around.events().accept(new AgentEvent.Switched(
                        current().who(), candidates.get(at).who(), Optional.empty(), until));
                current = at;
            }
        }

        private void changeTo(int at, LlmException why) {
            if (at != current) {
                around.events().accept(new AgentEvent.Switched(
                        current().who(), candidates.get(at).who(), Optional.<ClawException>of(why), Optional.empty()));
                current = at;
            }
        }

        private void await(Duration wait, Text why) throws InterruptedException {
            if (wait.isNegative() || wait.isZero()) {
                return;
            }
            long seconds = Math.max(1, (wait.toMillis() + 999) / 1000);
            around.events().accept(new AgentEvent.Noticed(LlmNotice.of(why, current().who(), seconds)));
            around.pause().sleep(wait);
        }
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
