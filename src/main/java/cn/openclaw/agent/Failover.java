package cn.openclaw.agent;

import cn.openclaw.auth.AuthFailure;
import cn.openclaw.base.ClawException;
import cn.openclaw.llm.ChatEvent;
import cn.openclaw.llm.ChatModel;
import cn.openclaw.llm.ChatRequest;
import cn.openclaw.llm.LlmException;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.RetryingChatModel;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Stop 7 of a chat request: asks the first candidate, and when it cannot answer the next one that could. For one turn only: the
 * next turn begins with what the person chose. Nothing is asked again after a piece of its answer was heard. Another key of
 * the same model may take over between two steps of a turn; another model only before the turn's first answer, so that what
 * one model began is not finished by a weaker one unseen.
 */
final class Failover implements ChatModel {
    private static final RetryingChatModel.Policy IMPATIENT =
            new RetryingChatModel.Policy(2, Duration.ofMillis(500), Duration.ZERO, Duration.ofSeconds(45));

    private final List<Candidate> candidates;
    private final Health health;
    private final Consumer<AgentEvent> events;
    private final Map<Integer, ChatModel> open = new HashMap<>();
    private final List<AgentException.Try> tries = new ArrayList<>();
    private final RetryingChatModel.Pause pause;
    private int current;
    private boolean answered;

    /** Hears how keys did. */
    interface Health {
        void failed(String profileId, String model, AuthFailure kind, Optional<Duration> rest);

        void succeeded(String profileId, String model);
    }

    /** @param candidates in the order they are tried, those of one model together; at least one */
    Failover(List<Candidate> candidates, Health health, Consumer<AgentEvent> events, RetryingChatModel.Pause pause) {
        this.pause = pause;
        this.candidates = healthyFirst(candidates);
        this.health = health;
        this.events = events;
        Candidate first = candidates.getFirst();
        Candidate chosen = this.candidates.getFirst();
        if (!first.equals(chosen)) {
            events.accept(new AgentEvent.Switched(first.who(), chosen.who(), Optional.empty(), first.restsUntil()));
        }
    }

    /** Those that rest are left alone while others do not; when all rest they are asked all the same: a person is waiting. */
    private static List<Candidate> healthyFirst(List<Candidate> all) {
        List<Candidate> healthy =
                all.stream().filter(one -> one.restsUntil().isEmpty()).toList();
        return healthy.isEmpty() ? List.copyOf(all) : healthy;
    }

    /** Who is asked right now. */
    Candidate current() {
        return candidates.get(current);
    }

    @Override
    public Message.Assistant chat(ChatRequest request, Consumer<ChatEvent> listener) throws InterruptedException {
        while (true) {
            Candidate candidate = current();
            Heard heard = new Heard(listener);
            try {
                Message.Assistant answer =
                        open.computeIfAbsent(current, this::open).chat(request, heard);
                candidate.profileId().ifPresent(profile -> health.succeeded(profile, candidate.model().model()));
                answered = true;
                return answer;
            } catch (LlmException e) {
                tries.add(new AgentException.Try(candidate.who(), e));
                OptionalIndex next = heard.anything ? OptionalIndex.NONE : next(candidate, Remedy.of(e.failure()));
                note(candidate, Remedy.of(e.failure()));
                if (next.none()) {
                    throw e;
                }
                Candidate to = candidates.get(next.index());
                events.accept(new AgentEvent.Switched(
                        candidate.who(), to.who(), Optional.<ClawException>of(e), Optional.empty()));
                current = next.index();
            }
        }
    }

    /** While somebody else could be asked at once, waiting for this one's limits is no help. */
    private ChatModel open(int index) {
        ChatModel model = candidates.get(index).open().apply(notice -> events.accept(new AgentEvent.Noticed(notice)));
        boolean last = index == candidates.size() - 1;
        return new RetryingChatModel(model, last ? RetryingChatModel.Policy.DEFAULT : IMPATIENT, pause);
    }

    /** Every way that was tried in this turn and failed. */
    List<AgentException.Try> tries() {
        return List.copyOf(tries);
    }

    private record OptionalIndex(int index) {
        static final OptionalIndex NONE = new OptionalIndex(-1);

        boolean none() {
            return index < 0;
        }
    }

    private OptionalIndex next(Candidate failed, Remedy remedy) {
        boolean sameModelWelcome = remedy instanceof Remedy.NextKey;
        for (int at = current + 1; at < candidates.size() && !(remedy instanceof Remedy.TellThePerson); at++) {
            boolean same = candidates.get(at).model().equals(failed.model());
            if (same ? sameModelWelcome : !answered) {
                return new OptionalIndex(at);
            }
        }
        return OptionalIndex.NONE;
    }

    private void note(Candidate candidate, Remedy remedy) {
        candidate.profileId().ifPresent(profile -> {
            String model = candidate.model().model();
            switch (remedy) {
                case Remedy.NextKey(var blame, var rest) -> health.failed(profile, model, blame, rest);
                case Remedy.NextModel(var blame, var rest) ->
                    blame.ifPresent(kind -> health.failed(profile, model, kind, rest));
                case Remedy.TellThePerson _ -> {}
            }
        });
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
