package cn.openclaw.agent;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Language;
import cn.openclaw.ledger.Grouping;
import cn.openclaw.ledger.Ledger;
import cn.openclaw.ledger.LedgerException;
import cn.openclaw.ledger.UsageRow;
import cn.openclaw.llm.Part;
import cn.openclaw.model.Currency;
import cn.openclaw.session.SessionId;
import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.simulator.SimulatorOptions;
import cn.openclaw.testing.TempHome;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Caps and the ledger around whole turns, against the platform that bills. */
@Timeout(120)
class BudgetTest {
    @TempDir
    Path folder;

    private final Simulator simulator = Simulator.start(SimulatorOptions.defaults());

    @AfterEach
    void stop() {
        simulator.close();
    }

    private WiredAgent agent(String defaults) {
        return agent(defaults, "");
    }

    private WiredAgent agent(String defaults, String provider) {
        TempHome home = new TempHome(folder)
                .variable("MOONSHOT_API_KEY", SimulatorKey.INTL)
                .config("{ models: { providers: { moonshot: { baseUrl: \"" + simulator.moonshotIntl() + "\", models: [] } " + provider
                        + "} }, agents: { defaults: { model: { primary: \"moonshot/kimi-k2.6\" }, " + defaults + " } } }");
        return new WiredAgent(home, InstantSource.system());
    }

    private static RunRequest request(String session, String words) {
        return new RunRequest(
                Optional.empty(), Optional.empty(), Optional.of(new SessionId(session)), List.of(new Part.Text(words)),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Language.EN);
    }

    private static List<UsageRow> usage(WiredAgent agent, Grouping by) {
        try (Ledger ledger = new Ledger(
                agent.places.stateDir(), InstantSource.system(), () -> ZoneOffset.ofHours(8), new Random())) {
            return ledger.usage(by, ledger.today().minusDays(1), ledger.today().plusDays(1));
        }
    }

    private double billed() {
        return new BigDecimal("100").subtract(simulator.balance("org-sim-intl")).doubleValue();
    }

    @Test
    @DisplayName("P42 twenty sessions at once under one day's cap overshoot it by at most 2.5 %, and use nearly all of it")
    void twentyAtOnceDoNotOvershoot() throws Exception {
        double cap = 0.2;
        try (WiredAgent agent = agent("budget: { USD: { day: " + cap + " } }")) {
            AgentRuns runs = new AgentRuns(agent.world());
            List<RunReport> last = new ArrayList<>();
            try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
                List<Future<RunReport>> all = new ArrayList<>();
                for (int i = 0; i < 20; i++) {
                    String session = "s" + i;
                    all.add(executor.submit(() -> untilRefused(runs, session)));
                }
                for (Future<RunReport> one : all) {
                    last.add(one.get());
                }
            }

            assertThat(last).allSatisfy(report -> {
                assertThat(report.outcome()).isEqualTo(RunReport.Outcome.FAILED);
                assertThat(report.failure().orElseThrow()).isInstanceOf(LedgerException.class);
                assertThat(report.failure().orElseThrow().exitCode()).isEqualTo(ExitCode.OUT_OF_CREDIT);
            });
            assertThat(billed()).as("what the platform billed").isLessThanOrEqualTo(cap * 1.025).isGreaterThan(cap * 0.8);
            double counted = usage(agent, Grouping.PROVIDER).getFirst().spent().get(Currency.USD) / 1e6;
            assertThat(counted).as("what the ledger says").isCloseTo(billed(), org.assertj.core.data.Percentage.withPercentage(1));
        }
    }

    @Test
    @DisplayName("P42 what a turn's tools ask of models counts under the turn's cap")
    void toolsCountUnderTheTurnsCap() throws Exception {
        String words = "[[sim:tool models_status {\"test\":\"moonshot\"}]][[sim:then]][[sim:say ok]]";
        try (WiredAgent agent = agent("timeoutSeconds: 60")) {
            new AgentRuns(agent.world()).run(request("a", words), _ -> {});
            List<UsageRow> turns = usage(agent, Grouping.TURN);

            assertThat(turns).singleElement().satisfies(turn -> assertThat(turn.calls()).isEqualTo(3));
        }
    }

    private static RunReport untilRefused(AgentRuns runs, String session) throws InterruptedException {
        while (true) {
            RunReport report = runs.run(request(session, "[[sim:len 2000]] 写一篇长文"), _ -> {});
            if (report.outcome() != RunReport.Outcome.ANSWERED) {
                return report;
            }
        }
    }

    @Test
    @DisplayName("P41 every call is in the ledger with its tokens, its cost and whose it was")
    void everyCallIsInTheLedger() throws Exception {
        try (WiredAgent agent = agent("thinkingDefault: \"off\"")) {
            AgentRuns runs = new AgentRuns(agent.world());
            runs.run(request("one", "你好"), _ -> {});
            simulator.next("risk");
            runs.run(request("two", "你好"), _ -> {});

            List<UsageRow> sessions = usage(agent, Grouping.SESSION);
            assertThat(sessions).extracting(UsageRow::group).allMatch(group -> group.startsWith("agent:main:"));
            assertThat(sessions.getFirst().spent().get(Currency.USD) / 1e6)
                    .isCloseTo(billed(), org.assertj.core.data.Percentage.withPercentage(1));
            assertThat(sessions.getFirst().tokens().output()).isPositive();
            assertThat(sessions.getLast().failed()).isOne();
            assertThat(sessions.getLast().spent()).isEmpty();
            assertThat(usage(agent, Grouping.MODEL)).extracting(UsageRow::group).containsExactly("moonshot/kimi-k2.6");
            assertThat(usage(agent, Grouping.PROFILE)).extracting(UsageRow::group).containsExactly("MOONSHOT_API_KEY");
        }
    }

    @Test
    @DisplayName("P42 an agent's own day cap counts what it spends itself, and stops nobody else")
    void anAgentsOwnCap() throws Exception {
        TempHome home = new TempHome(folder)
                .variable("MOONSHOT_API_KEY", SimulatorKey.INTL)
                .config("{ models: { providers: { moonshot: { baseUrl: \"" + simulator.moonshotIntl() + "\", models: [] } } }, "
                        + "agents: { defaults: { model: { primary: \"moonshot/kimi-k2.6\" }, budget: { USD: { day: 50 } } }, "
                        + "list: [ { id: \"main\", default: true }, { id: \"small\", budget: { USD: { day: 0.000001 } } } ] } }");
        try (WiredAgent agent = new WiredAgent(home, InstantSource.system())) {
            AgentRuns runs = new AgentRuns(agent.world());
            assertThat(runs.run(request("one", "hi"), _ -> {}).outcome()).isEqualTo(RunReport.Outcome.ANSWERED);
            RunRequest plain = request("two", "hi");
            RunReport refused = runs.run(
                    new RunRequest(
                            Optional.of("small"), plain.key(), plain.sessionId(), plain.parts(), plain.thinking(), plain.verbose(),
                            plain.model(), plain.timeout(), plain.language()),
                    _ -> {});

            assertThat(refused.failure().orElseThrow().in(Language.EN)).contains("agents.list[1].budget.USD.day");
        }
    }

    @Test
    @DisplayName("P43 under a cap an unpriced model is refused before anything is sent, a membership's goes on")
    void anUnpricedModelIsRefused() throws Exception {
        String other = ", other: { baseUrl: \"" + simulator.moonshotIntl() + "\", apiKey: \"" + SimulatorKey.INTL
                + "\", api: \"openai-completions\", models: [ { id: \"kimi-k2.6\", name: \"K\" } ] }";
        try (WiredAgent agent = agent("budget: { USD: { day: 1 } }", other)) {
            AgentRuns runs = new AgentRuns(agent.world());
            RunRequest plain = request("one", "hi");
            RunRequest unpriced = new RunRequest(
                    plain.agentId(), plain.key(), plain.sessionId(), plain.parts(), plain.thinking(), plain.verbose(),
                    Optional.of("other/kimi-k2.6"), plain.timeout(), plain.language());

            RunReport report = runs.run(unpriced, _ -> {});

            assertThat(report.failure().orElseThrow().in(Language.EN)).contains("nobody knows the price of other/kimi-k2.6");
            assertThat(simulator.journal()).isEmpty();
            assertThat(runs.run(plain, _ -> {}).outcome()).isEqualTo(RunReport.Outcome.ANSWERED);
        }
    }
}
