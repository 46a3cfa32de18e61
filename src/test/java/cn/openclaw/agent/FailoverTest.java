package cn.openclaw.agent;

import static cn.openclaw.testing.ScriptedChatModel.breaksAfter;
import static cn.openclaw.testing.ScriptedChatModel.calls;
import static cn.openclaw.testing.ScriptedChatModel.fails;
import static cn.openclaw.testing.ScriptedChatModel.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.openclaw.auth.AuthFailure;
import cn.openclaw.http.HttpException;
import cn.openclaw.llm.ChatRequest;
import cn.openclaw.llm.LlmException;
import cn.openclaw.llm.LlmFailure;
import cn.openclaw.llm.RetryingChatModel;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelRef;
import cn.openclaw.testing.ScriptedChatModel;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class FailoverTest {
    private static final ChatRequest ASK = new ChatRequest("", List.of(), List.of(), ChatRequest.Options.NONE);
    private static final LlmFailure CERTIFICATE = new LlmFailure.Unavailable("tls", Optional.of(HttpException.Reason.TLS));
    private static final LlmFailure LIMITED = new LlmFailure.RateLimited(Optional.of(Duration.ofSeconds(9)), "RPM");

    private static final RetryingChatModel.Pause NO_TIME = new RetryingChatModel.Pause() {
        @Override
        public void sleep(Duration time) {}

        @Override
        public long now() {
            return 0;
        }
    };

    private final List<String> notes = new ArrayList<>();
    private final List<AgentEvent> events = new ArrayList<>();
    private final Failover.Health health = new Failover.Health() {
        @Override
        public void failed(String profileId, String model, AuthFailure kind, Optional<Duration> rest) {
            notes.add(profileId + "/" + model + " " + kind + rest.map(time -> " " + time).orElse(""));
        }

        @Override
        public void succeeded(String profileId, String model) {
            notes.add(profileId + "/" + model + " ok");
        }
    };

    private static Candidate candidate(String model, String profile, ScriptedChatModel.Step... steps) {
        return resting(model, profile, Optional.empty(), steps);
    }

    private static Candidate resting(String model, String profile, Optional<Instant> until, ScriptedChatModel.Step... steps) {
        ScriptedChatModel script = ScriptedChatModel.of(steps);
        return new Candidate(
                new ModelRef("moonshot", model), ModelApi.OPENAI_COMPLETIONS, profile, Optional.of(profile), until, _ -> script);
    }

    private Failover failover(Candidate... candidates) {
        return new Failover(List.of(candidates), health, events::add, NO_TIME);
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
    void neverAsksAgainAfterAPieceWasHeard() {
        var failover = failover(
                candidate("k3", "a", breaksAfter("Hel", ScriptedChatModel.unavailable())), candidate("k2", "a", says("echo")));

        assertThat(catchThrowableOfType(LlmException.class, () -> failover.chat(ASK, _ -> {}))).isNotNull();
        assertThat(events).isEmpty();
    }

    @Test
    void withinATurnAnotherKeyMayTakeOverButNoOtherModel() throws Exception {
        var failover = failover(
                candidate("k3", "a", calls("read:0", "read", "{}"), fails(new LlmFailure.OutOfCredit("empty"))),
                candidate("k3", "b", fails(CERTIFICATE)),
                candidate("k2", "a", says("weaker")));

        failover.chat(ASK, _ -> {});
        assertThat(catchThrowableOfType(LlmException.class, () -> failover.chat(ASK, _ -> {})).failure())
                .isInstanceOf(LlmFailure.Unavailable.class);
        assertThat(notes).containsExactly("a/k3 ok", "a/k3 BILLING", "b/k3 TIMEOUT");
    }

    @Test
    void whatOnlyThePersonCanChangeIsSaidAndBlamesNoKey() {
        for (LlmFailure failure : List.of(
                new LlmFailure.Refused(400, "bad"), new LlmFailure.ContentFiltered("no"), new LlmFailure.ContextOverflow("long"))) {
            var failover = failover(candidate("k3", "a", fails(failure)), candidate("k2", "a", says("no")));

            assertThat(catchThrowableOfType(LlmException.class, () -> failover.chat(ASK, _ -> {})).failure())
                    .isEqualTo(failure);
        }
        assertThat(notes).isEmpty();
    }

    @Test
    void thoseThatRestAreLeftAloneWhileOthersDoNot() throws Exception {
        Optional<Instant> later = Optional.of(Instant.parse("2026-11-22T22:00:00Z"));
        var failover = failover(resting("k3", "a", later, says("no")), candidate("k2", "a", says("hi")));

        assertThat(failover.chat(ASK, _ -> {}).text()).isEqualTo("hi");
        assertThat(events).singleElement().isInstanceOfSatisfying(
                AgentEvent.Switched.class, switched -> assertThat(switched.restsUntil()).isEqualTo(later));
        assertThat(failover(resting("k3", "a", later, says("yes"))).chat(ASK, _ -> {}).text()).isEqualTo("yes");
    }
}
