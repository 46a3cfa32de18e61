package cn.openclaw.agent;

import static cn.openclaw.testing.ScriptedChatModel.breaksAfter;
import static cn.openclaw.testing.ScriptedChatModel.calls;
import static cn.openclaw.testing.ScriptedChatModel.fails;
import static cn.openclaw.testing.ScriptedChatModel.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.openclaw.auth.AuthFailure;
import cn.openclaw.auth.CooldownRules;
import cn.openclaw.auth.KeyRests;
import cn.openclaw.base.Language;
import cn.openclaw.base.Secret;
import cn.openclaw.http.HttpException;
import cn.openclaw.llm.ChatRequest;
import cn.openclaw.llm.LlmException;
import cn.openclaw.llm.LlmFailure;
import cn.openclaw.llm.Pause;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelRef;
import cn.openclaw.testing.ScriptedChatModel;
import cn.openclaw.testing.TestClock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

class FailoverTest {
    private static final ChatRequest ASK = new ChatRequest("", List.of(), List.of(), ChatRequest.Options.NONE);
    private static final LlmFailure CERTIFICATE = failed(HttpException.Reason.TLS);
    private static final LlmFailure SERVER_ERROR = new LlmFailure.Unavailable("HTTP 500", Optional.empty());
    private static final LlmFailure LIMITED = new LlmFailure.RateLimited(Optional.of(Duration.ofSeconds(9)), "RPM");

    private final TestClock clock = new TestClock();
    private final List<String> notes = new ArrayList<>();
    private final List<AgentEvent> events = new ArrayList<>();
    private final Map<ScriptedChatModel, String> scripts = new HashMap<>();
    private Pause pause = clock::advance;

    /** The rules that keys of no profile follow, with notes of what was told. */
    private final class Noting implements Failover.Health {
        private final KeyRests rests = new KeyRests(clock, new Random(1), CooldownRules.DEFAULT);
        private final Outages outages = new Outages(clock);

        @Override
        public void failed(Candidate one, Failover.Trouble trouble) {
            notes.add(one.label() + "/" + one.model().model() + " " + trouble.kind()
                    + trouble.rest().map(time -> " " + time).orElse(""));
            if (trouble.kind() == AuthFailure.TIMEOUT) {
                outages.failed(one.model(), trouble.scope(), trouble.took());
            }
            rests.failed(one.model().provider(), one.key(), one.model().model(), trouble.kind(), trouble.rest());
        }

        @Override
        public void succeeded(Candidate one) {
            notes.add(one.label() + "/" + one.model().model() + " ok");
            outages.succeeded(one.model());
            rests.succeeded(one.model().provider(), one.key(), one.model().model());
        }

        @Override
        public Optional<Instant> restsUntil(Candidate one) {
            return rests.restsUntil(one.model().provider(), one.key(), one.model().model());
        }

        @Override
        public Optional<Instant> avoidedUntil(Candidate one) {
            return outages.until(one.model());
        }
    }

    private final Noting health = new Noting();

    private static LlmFailure failed(HttpException.Reason reason) {
        return new LlmFailure.Unavailable(reason.name(), Optional.of(reason));
    }

    private Candidate candidate(String model, String key, ScriptedChatModel.Step... steps) {
        return candidate("moonshot", model, key, steps);
    }

    private Candidate candidate(String provider, String model, String key, ScriptedChatModel.Step... steps) {
        ScriptedChatModel script = ScriptedChatModel.of(steps);
        scripts.put(script, model + key);
        return new Candidate(
                new ModelRef(provider, model),
                ModelApi.OPENAI_COMPLETIONS,
                key,
                Optional.empty(),
                new Secret("sk-test-0000000000" + key),
                _ -> script);
    }

    private Failover failover(Candidate... candidates) {
        return new Failover(
                List.of(candidates),
                new Failover.Around(
                        health, events::add, clock, pause, Failover.Patience.of(CooldownRules.DEFAULT.longestWait())));
    }

    private int requests() {
        return scripts.keySet().stream().mapToInt(script -> script.requests().size()).sum();
    }

    private List<String> said() {
        return events.stream()
                .filter(AgentEvent.Noticed.class::isInstance)
                .map(event -> ((AgentEvent.Noticed) event).notice().in(Language.EN))
                .toList();
    }

    @Test
    void takesTheNextKeyWhenOneIsLimitedAndNotesHowLongItRests() throws Exception {
        var failover = failover(candidate("k3", "a", fails(LIMITED)), candidate("k3", "b", says("hi")));

        assertThat(failover.chat(ASK, _ -> {}).text()).isEqualTo("hi");
        assertThat(notes).containsExactly("a/k3 RATE_LIMIT PT9S", "b/k3 ok");
        assertThat(events).singleElement().isInstanceOfSatisfying(AgentEvent.Switched.class, switched -> {
            assertThat(switched.from()).isEqualTo("moonshot/k3 (a)");
            assertThat(switched.to()).isEqualTo("moonshot/k3 (b)");
            assertThat(switched.why()).isPresent();
        });
    }

    /** Twenty turns in a minute in which the primary is silent, refuses connections, or answers errors. */
    @Test
    @DisplayName("P21 in an outage of a minute the dead primary is asked at most twice, and each turn tells who answers instead, and why or until when")
    void aMinuteOfOutage() throws Exception {
        for (LlmFailure dead : List.of(failed(HttpException.Reason.FIRST_BYTE_LIMIT), failed(HttpException.Reason.CONNECT), SERVER_ERROR)) {
            events.clear();
            scripts.clear();
            clock.advance(Duration.ofHours(1));
            int asked = 0;
            for (int turn = 0; turn < 20; turn++) {
                Candidate primary = candidate("k3-" + dead, "a", fails(dead), fails(dead));
                failover(primary, candidate("deepseek", "d", "b", says("here"))).chat(ASK, _ -> {});
                asked += requests() - 1;
                scripts.clear();
                clock.advance(Duration.ofSeconds(3));
            }
            assertThat(asked).as(dead.toString()).isLessThanOrEqualTo(2);
            assertThat(events).filteredOn(AgentEvent.Switched.class::isInstance).hasSize(20).allSatisfy(event -> {
                AgentEvent.Switched switched = (AgentEvent.Switched) event;
                assertThat(switched.to()).isEqualTo("deepseek/d (b)");
                assertThat(switched.why().isPresent() || switched.restsUntil().isPresent()).isTrue();
            });
        }
    }

    @Test
    @DisplayName("P16 a rate limit of one model leaves the other models of that key alone")
    void oneModelsLimitIsNotTheKeys() throws Exception {
        failover(candidate("k3", "a", fails(LIMITED)), candidate("k2", "a", says("hi"))).chat(ASK, _ -> {});

        var next = failover(candidate("k2", "a", says("at once")));
        assertThat(next.chat(ASK, _ -> {}).text()).isEqualTo("at once");
        assertThat(health.restsUntil(candidate("k3", "a"))).contains(clock.instant().plusSeconds(9));
        assertThat(health.restsUntil(candidate("k2", "a"))).isEmpty();
    }

    @Test
    @DisplayName("P16 nothing rests without a real answer, and a person whose keys all rest is asked for once all the same")
    void whenEverythingRestsForLongItIsAskedOnceAllTheSame() throws Exception {
        var hour = new LlmFailure.OutOfCredit("empty");
        assertThatThrownBy(() -> failover(candidate("k3", "a", fails(hour))).chat(ASK, _ -> {})).isInstanceOf(LlmException.class);
        Instant until = health.restsUntil(candidate("k3", "a")).orElseThrow();

        // The account was topped up meanwhile.
        assertThat(failover(candidate("k3", "a", says("welcome back"))).chat(ASK, _ -> {}).text()).isEqualTo("welcome back");
        assertThat(until).isAfter(clock.instant().plus(Duration.ofHours(4)));
        assertThat(health.restsUntil(candidate("k3", "a"))).isEmpty();
    }

    @Test
    @DisplayName("P17 when everything rests and the soonest end is near, it is waited for, and the wait is told")
    void waitsForTheSoonestEnd() throws Exception {
        Instant begun = clock.instant();
        failover(candidate("k3", "a", fails(LIMITED)), candidate("k2", "a", says("hi"))).chat(ASK, _ -> {});
        events.clear();

        var failover = failover(candidate("k3", "a", says("back")));

        assertThat(failover.chat(ASK, _ -> {}).text()).isEqualTo("back");
        assertThat(Duration.between(begun, clock.instant())).isEqualTo(Duration.ofSeconds(9));
        assertThat(said()).containsExactly("every way rests; moonshot/k3 (a) will be asked in 9 s (Ctrl-C stops)");
    }

    @Test
    @DisplayName("P17 within one question: the only key is limited for a moment, so it is asked once more after that moment")
    void theOnlyKeyIsAskedOnceMore() throws Exception {
        var failover = failover(candidate("k3", "a", fails(LIMITED), says("hi")));

        assertThat(failover.chat(ASK, _ -> {}).text()).isEqualTo("hi");
        assertThat(notes).containsExactly("a/k3 RATE_LIMIT PT9S", "a/k3 ok");
        assertThat(said()).containsExactly("there is no other way; moonshot/k3 (a) will be asked again in 9 s (Ctrl-C stops)");
    }

    @Test
    @DisplayName("P17 a rest is never longer than five minutes, skipping extends nothing, the latest end wins, success clears it")
    void restsAreShortAndHonest() throws Exception {
        var long1 = new LlmFailure.RateLimited(Optional.of(Duration.ofHours(3)), "");
        failover(candidate("k3", "a", fails(long1)), candidate("k2", "a", says("hi"))).chat(ASK, _ -> {});
        Instant end = clock.instant().plus(Duration.ofMinutes(5));
        assertThat(health.restsUntil(candidate("k3", "a"))).contains(end);

        clock.advance(Duration.ofMinutes(2));
        for (int turn = 0; turn < 10; turn++) {
            failover(candidate("k3", "a", says("skipped")), candidate("k2", "a", says("hi"))).chat(ASK, _ -> {});
        }
        assertThat(health.restsUntil(candidate("k3", "a"))).contains(end);

        health.failed(
                candidate("k3", "a"),
                new Failover.Trouble(AuthFailure.RATE_LIMIT, Remedy.Scope.MODEL, Optional.of(Duration.ofSeconds(1)), Duration.ZERO));
        assertThat(health.restsUntil(candidate("k3", "a"))).contains(end);

        health.succeeded(candidate("k3", "a"));
        assertThat(health.restsUntil(candidate("k3", "a"))).isEmpty();
    }

    @Test
    void aWaitCanBeInterrupted() {
        pause = _ -> {
            throw new InterruptedException();
        };
        var failover = failover(candidate("k3", "a", fails(LIMITED), says("never")));

        assertThatThrownBy(() -> failover.chat(ASK, _ -> {})).isInstanceOf(InterruptedException.class);
        assertThat(requests()).isOne();
    }

    @Test
    @DisplayName("P18 a fallback serves one turn; the next one asks the primary again after its rest")
    void aFallbackServesOneTurn() throws Exception {
        failover(candidate("k3", "a", fails(LIMITED)), candidate("k2", "a", says("stand-in"))).chat(ASK, _ -> {});
        assertThat(failover(candidate("k3", "a", says("no")), candidate("k2", "a", says("stand-in"))).chat(ASK, _ -> {}).text())
                .isEqualTo("stand-in");

        clock.advance(Duration.ofSeconds(9));

        assertThat(failover(candidate("k3", "a", says("primary")), candidate("k2", "a", says("no"))).chat(ASK, _ -> {}).text())
                .isEqualTo("primary");
    }

    @Test
    @DisplayName("P19 a refused key is not tried again until it changes, a changed one at once")
    void aDeadKeyCostsOneRequestInAll() throws Exception {
        var refused = new LlmFailure.Unauthorized(401);
        failover(candidate("k3", "a", fails(refused)), candidate("k3", "b", says("hi"))).chat(ASK, _ -> {});
        clock.advance(Duration.ofDays(30));

        failover(candidate("k3", "a"), candidate("k3", "b", says("hi"))).chat(ASK, _ -> {});
        failover(candidate("k2", "a"), candidate("k3", "b", says("hi"))).chat(ASK, _ -> {});

        assertThat(requests()).isEqualTo(4);
        assertThat(health.restsUntil(candidate("k3", "a"))).contains(Instant.MAX);
        assertThat(health.restsUntil(candidate("k3", "new"))).isEmpty();
    }

    @Test
    @DisplayName("P20 nothing is asked again after a piece was heard")
    void neverAsksAgainAfterAPieceWasHeard() {
        var failover = failover(
                candidate("k3", "a", breaksAfter("Hel", ScriptedChatModel.unavailable())), candidate("other", "k2", "a", says("echo")));

        assertThat(catchThrowableOfType(LlmException.class, () -> failover.chat(ASK, _ -> {}))).isNotNull();
        assertThat(events).isEmpty();
        assertThat(requests()).isOne();
    }

    @Test
    @DisplayName("P20 what one model began with tools, no other model goes on with; another key of it may")
    void withinATurnAnotherKeyMayTakeOverButNoOtherModel() throws Exception {
        var failover = failover(
                candidate("k3", "a", calls("read:0", "read", "{}"), fails(new LlmFailure.OutOfCredit("empty"))),
                candidate("k3", "b", fails(CERTIFICATE)),
                candidate("other", "k2", "a", says("weaker")));

        failover.chat(ASK, _ -> {});
        assertThat(catchThrowableOfType(LlmException.class, () -> failover.chat(ASK, _ -> {})).failure())
                .isInstanceOf(LlmFailure.Unavailable.class);
        assertThat(notes).containsExactly("a/k3 ok", "a/k3 BILLING", "b/k3 TIMEOUT");
    }

    @Test
    @DisplayName("W20 one retry budget, no nested retries: a dead endpoint costs two requests and half a second")
    void aDeadEndpointCostsTwoRequests() {
        Instant begun = clock.instant();
        var failover = failover(
                candidate("k3", "a", fails(ScriptedChatModel.unavailable()), fails(ScriptedChatModel.unavailable())),
                candidate("k3", "b", says("never")),
                candidate("k2", "a", says("never: the same address")));

        assertThatThrownBy(() -> failover.chat(ASK, _ -> {})).isInstanceOf(LlmException.class);
        assertThat(requests()).isEqualTo(2);
        assertThat(Duration.between(begun, clock.instant())).isEqualTo(Duration.ofMillis(500));
    }

    @Test
    @DisplayName("W20 a server error is asked once more and then left for the next model")
    void aServerErrorIsAskedOnceMore() throws Exception {
        assertThat(failover(candidate("k3", "a", fails(SERVER_ERROR), says("hi"))).chat(ASK, _ -> {}).text()).isEqualTo("hi");
        assertThat(requests()).isEqualTo(2);
        assertThat(failover(
                                candidate("k3", "a", fails(SERVER_ERROR), fails(SERVER_ERROR)),
                                candidate("k3", "b"),
                                candidate("k2", "a", says("fallback")))
                        .chat(ASK, _ -> {})
                        .text())
                .isEqualTo("fallback");
        assertThat(requests()).isEqualTo(5);
    }

    @Test
    @DisplayName("W20 however many keys and models are limited, one question sends eight requests at most")
    void oneQuestionHasABudget() {
        List<Candidate> many = new ArrayList<>();
        for (int key = 0; key < 20; key++) {
            many.add(candidate("k3", "key" + key, fails(LIMITED), fails(LIMITED)));
        }
        var failover = failover(many.toArray(Candidate[]::new));

        assertThatThrownBy(() -> failover.chat(ASK, _ -> {})).isInstanceOf(LlmException.class);
        assertThat(requests()).isEqualTo(8);
    }

    @Test
    void aModelThatKeepsHangingIsNotTheFirstToBeAskedForAWhile() throws Exception {
        LlmFailure silent = failed(HttpException.Reason.FIRST_BYTE_LIMIT);
        for (int turn = 0; turn < 2; turn++) {
            failover(candidate("k3", "a", fails(silent)), candidate("k2", "a", says("hi"))).chat(ASK, _ -> {});
        }
        int before = requests();

        failover(candidate("k3", "a", says("no")), candidate("k2", "a", says("hi"))).chat(ASK, _ -> {});
        assertThat(requests()).isEqualTo(before + 1);
        // Nobody is kept waiting for it where there is nobody else.
        assertThat(failover(candidate("k3", "a", says("alive"))).chat(ASK, _ -> {}).text()).isEqualTo("alive");
        assertThat(health.avoidedUntil(candidate("k3", "a"))).isEmpty();
    }

    @Test
    void anOverloadedModelIsLeftWithAllItsKeysForTheNextModel() throws Exception {
        var failover = failover(
                candidate("k3", "a", fails(new LlmFailure.Overloaded(Optional.empty()))),
                candidate("k3", "b", says("never")),
                candidate("k2", "a", says("hi")));

        assertThat(failover.chat(ASK, _ -> {}).text()).isEqualTo("hi");
        assertThat(notes).containsExactly("a/k3 OVERLOADED", "a/k2 ok");
    }

    @Test
    void aRefusedClientIsNotAskedAgainAndNothingRests() throws Exception {
        var failover = failover(
                candidate("kimi-code", "k", "a", fails(new LlmFailure.ClientRefused("only for"))),
                candidate("kimi-code", "k2", "a", says("the same gate")),
                candidate("moonshot", "k3", "b", says("hi")));

        assertThat(failover.chat(ASK, _ -> {}).text()).isEqualTo("hi");
        assertThat(notes).containsExactly("b/k3 ok");
    }

    @Test
    @DisplayName("P16 what only the person or the history is to blame for is said once and touches no key")
    void whatOnlyThePersonCanChangeIsSaidAndBlamesNoKey() {
        for (LlmFailure failure : List.of(
                new LlmFailure.Refused(400, "bad"), new LlmFailure.ContentFiltered("no"), new LlmFailure.ContextOverflow("long"))) {
            var failover = failover(candidate("k3", "a", fails(failure)), candidate("k2", "a", says("no")));

            assertThat(catchThrowableOfType(LlmException.class, () -> failover.chat(ASK, _ -> {})).failure())
                    .isEqualTo(failure);
        }
        assertThat(notes).isEmpty();
        assertThat(requests()).isEqualTo(3);
    }
}
