package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.Language;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.ledger.Caller;
import cn.openclaw.ledger.Ledger;
import cn.openclaw.ledger.Outcome;
import cn.openclaw.ledger.Price;
import cn.openclaw.ledger.Status;
import cn.openclaw.ledger.Tariff;
import cn.openclaw.llm.Usage;
import cn.openclaw.model.Cost;
import cn.openclaw.model.Currency;
import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.simulator.SimulatorOptions;
import cn.openclaw.testing.TempHome;
import cn.openclaw.testing.TestClock;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class UsageCommandTest {
    private static final Tariff YUAN = new Tariff(Optional.of(new Cost(4, 16, 1, 4)), Price.KNOWN, Currency.CNY);

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock(Instant.parse("2026-11-20T04:00:00Z"));
    private TempHome home;

    @BeforeEach
    void start() {
        home = new TempHome(folder).clock(clock);
    }

    private void spent(String model, String session, Outcome outcome) throws IOException {
        try (Ledger ledger = new Ledger(
                Places.of(home.environment()).stateDir(), clock, ZoneId::systemDefault, new Random())) {
            Caller caller = new Caller("main", "agent:main:" + session, session, "r");
            ledger.settle(ledger.call(caller, "moonshot", model, Optional.of("moonshot:work"), "openai-completions"), outcome);
        }
    }

    private int usage(String... words) {
        String[] line = new String[words.length + 1];
        line[0] = "usage";
        System.arraycopy(words, 0, line, 1, words.length);
        return Main.run(home.cli(), line);
    }

    private static Usage tokens(long input, long output) {
        return new Usage(input, output, 1_000, 0, true, output / 2);
    }

    private void threeDays() throws IOException {
        spent("kimi-k3", "s1", YUAN.outcome(Status.OK, tokens(100_000, 1_000)));
        clock.advance(Duration.ofDays(1));
        spent("kimi-k2.6", "s1", YUAN.outcome(Status.OK, tokens(50_000, 500)));
        clock.advance(Duration.ofDays(1));
        spent("kimi-k3", "s2", YUAN.outcome(Status.OK, tokens(10_000, 100)));
        spent("kimi-k3", "s2", YUAN.estimated(Status.ABORTED, 1_000, 10));
    }

    @Test
    void byDayWithBarsAsWideAsTheScreen() throws Exception {
        threeDays();

        assertThat(usage()).isZero();

        assertThat(home.out())
                .contains("2026-11-16 – 2026-11-22 · 4 calls · ¥0.6728")
                .contains("160.0k in · 1.6k out (800 reasoning) · 3.0k cached")
                .contains("¥0.0042 of it estimated · 1 failed or stopped");
        String[] lines = home.out().lines().filter(line -> line.startsWith("2026-11-") && !line.contains("–")).toArray(String[]::new);
        assertThat(lines).hasSize(7);
        assertThat(lines[0]).isEqualTo("2026-11-16" + " ".repeat(lines[0].length() - 10 - "0 calls       0        —".length()) + "0 calls       0        —");
        assertThat(lines[4]).startsWith("2026-11-20  ██████████").endsWith("1 calls  102.0k  ¥0.4170");
        assertThat(lines[5].chars().filter(c -> c == '█').count()).isLessThan(lines[4].chars().filter(c -> c == '█').count());
        assertThat(home.out().lines()).allSatisfy(line -> assertThat(Columns.cells(line)).isLessThanOrEqualTo(80));
        assertThat(home.out()).doesNotContain("\u001b[");
    }

    @Test
    void anyScreenIsWideEnoughAndColourIsOnlyWhereItIsWelcome() throws Exception {
        threeDays();
        for (int width : new int[] {30, 60, 120, 200}) {
            home.screen(new Screen(false, true, true, true, width));
            usage();
            assertThat(home.out().lines().filter(line -> line.startsWith("2026-11-2") && !line.contains("–")))
                    .allSatisfy(line -> assertThat(Columns.cells(line.replaceAll("\u001b\\[[0-9]*m", "")))
                            .isLessThanOrEqualTo(Math.max(width, 44)));
        }
        assertThat(home.out()).contains("\u001b[32m█");
    }

    @Test
    void byModelAndBySessionTheDearestComesFirst() throws Exception {
        threeDays();

        usage("--by", "model");
        assertThat(home.out().lines().skip(4)).first().asString().startsWith("moonshot/kimi-k3 ");
        home.language(Language.ZH);
        usage("--by", "session", "--days", "1");
        assertThat(home.out()).contains("agent:main:s2 s2").contains("2 次").doesNotContain("s1");
    }

    @Test
    @DisplayName("P42 what is left under the caps is shown")
    void showsWhatIsLeft() throws Exception {
        home.config("{ agents: { defaults: { budget: { CNY: { turn: 0.5, day: 0.1, month: 10 } } } } }");
        threeDays();

        usage();
        assertThat(home.out())
                .contains("this turn   ¥0.5000 at most each")
                .contains("today       ¥0.0468 of ¥0.1000 used, ¥0.0532 left █████░░░░░")
                .contains("this month  ¥0.6728 of ¥10.00 used, ¥9.3272 left █░░░░░░░░░");

        usage("--json");
        JsonNode cap = Json.parse(home.out()).get("allowance").get(1);
        assertThat(cap.get("scope").stringValue()).isEqualTo("day");
        assertThat(cap.get("left").doubleValue()).isEqualTo(0.053240);
        assertThat(cap.get("path").stringValue()).isEqualTo("agents.defaults.budget.CNY.day");
    }

    @Test
    void jsonIsJsonAlone() throws Exception {
        threeDays();

        assertThat(usage("--json", "--by", "day")).isZero();

        JsonNode report = Json.parse(home.out());
        assertThat(report.get("rows")).hasSize(7);
        JsonNode day = report.get("rows").get(4);
        assertThat(day.get("day").stringValue()).isEqualTo("2026-11-20");
        assertThat(day.get("tokens").get("input").longValue()).isEqualTo(100_000);
        assertThat(day.get("cost").get("CNY").doubleValue()).isEqualTo(0.417);
        assertThat(report.get("total").get("calls").intValue()).isEqualTo(4);
    }

    @Test
    void withoutAnyCallItSaysSoAndMakesNoDatabase() {
        assertThat(usage()).isZero();
        assertThat(home.out()).contains("no calls are on record yet");
        assertThat(home.path(".openclaw/ledger.sqlite")).doesNotExist();
    }

    @Test
    void wrongWordsAreNamed() {
        assertThat(usage("--by", "planet")).isEqualTo(2);
        assertThat(home.err()).contains("--by takes day, model, provider, agent, key, session, turn, profile, status, not planet");
        assertThat(usage("--days", "0")).isEqualTo(2);
        assertThat(home.err()).contains("--days takes a whole number from 1 to 3660, not 0");
    }

    @Test
    @DisplayName("P43 after a price was corrected, usage rerate counts past calls again")
    void reratesPastCalls() throws Exception {
        threeDays();
        home.config("{ models: { providers: { moonshot: { baseUrl: \"https://api.moonshot.cn/v1\", models: [ { id: \"kimi-k3\", name: \"K3\","
                + " cost: { input: 8, output: 32, cacheRead: 2, cacheWrite: 8 } } ] } } } }");

        assertThat(usage("rerate", "--dry-run", "--days", "30")).isZero();
        assertThat(home.out()).contains("of 3 calls").contains("(nothing was written)");
        usage("--json");
        assertThat(Json.parse(home.out()).get("total").get("cost").get("CNY").doubleValue()).isEqualTo(0.672760);

        assertThat(usage("rerate", "--json")).isZero();
        assertThat(Json.parse(home.out()).get("written").booleanValue()).isTrue();
        usage("--json", "--by", "model");
        JsonNode first = Json.parse(home.out()).get("rows").get(0);
        assertThat(first.get("model").stringValue()).isEqualTo("moonshot/kimi-k3");
        assertThat(first.get("cost").get("CNY").doubleValue()).isEqualTo(0.923360);
    }

    @Test
    void aTurnOfTheCommandLineIsOnTheBill() {
        try (Simulator simulator = Simulator.start(SimulatorOptions.defaults())) {
            home.clock(java.time.InstantSource.system())
                    .variable("OPENCLAW_SIMULATOR", simulator.address().toString())
                    .variable("MOONSHOT_API_KEY", SimulatorKey.CN)
                    .config("{ agents: { defaults: { model: { primary: \"moonshot/kimi-k3\" } } } }");

            assertThat(Main.run(home.cli(), "agent", "--local", "--message", "hi")).isZero();
            assertThat(home.path(".openclaw/ledger.sqlite")).doesNotExist();
            assertThat(usage("--by", "model")).isZero();

            assertThat(home.out()).contains("moonshot/kimi-k3").contains("¥");
        }
    }
}
