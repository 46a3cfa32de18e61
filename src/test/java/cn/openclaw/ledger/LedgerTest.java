package cn.openclaw.ledger;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Language;
import cn.openclaw.database.Database;
import cn.openclaw.llm.LlmNotice;
import cn.openclaw.llm.Usage;
import cn.openclaw.model.Cost;
import cn.openclaw.model.Currency;
import cn.openclaw.testing.TestClock;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LedgerTest {
    private static final Tariff YUAN = new Tariff(Optional.of(new Cost(4, 16, 1, 4)), Price.KNOWN, Currency.CNY);
    private static final LocalDate DAY = LocalDate.parse("2026-11-22");

    @TempDir
    Path folder;

    private final TestClock clock = new TestClock(Instant.parse("2026-11-22T08:00:00Z"));
    private final List<LlmNotice> notices = new ArrayList<>();
    private Ledger ledger;

    @BeforeEach
    void open() {
        ledger = new Ledger(folder, clock, () -> ZoneOffset.ofHours(8), new Random());
    }

    @AfterEach
    void close() {
        ledger.close();
    }

    private Call call(String agent, String session, String run) {
        return ledger.call(
                new Caller(agent, "agent:" + agent + ":main", session, run), "moonshot", "kimi-k3", Optional.of("moonshot:work"), "openai-completions");
    }

    private Call call() {
        return call("main", "s1", "r1");
    }

    private static Usage usage(long input, long output) {
        return new Usage(input, output, 1_000, 0, true, output / 2);
    }

    private static Budget budget(Cap.Scope scope, double yuan) {
        return new Budget(List.of(new Cap(scope, "", Currency.CNY, Math.round(yuan * 1_000_000), "agents.defaults.budget.CNY." + scope.key())), false);
    }

    private Ledger.Reservation reserve(Call call, Budget budget, long prompt, long output) throws InterruptedException {
        return ledger.reserve(call, budget, new Ledger.Wish(YUAN, prompt, output), notices::add, clock::advance);
    }

    private UsageRow all() {
        return ledger.usage(Grouping.PROVIDER, DAY.minusDays(40), DAY.plusDays(40)).getFirst();
    }

    @Test
    @DisplayName("P40 a call without a cap opens no database: it is one line, which whoever asks takes in")
    void aCallIsALineUntilSomebodyAsks() throws Exception {
        ledger.settle(call(), YUAN.outcome(Status.OK, usage(200, 30)));

        assertThat(folder.resolve("ledger.sqlite")).doesNotExist();
        Path spool = folder.resolve("ledger.spool.jsonl");
        assertThat(Files.readString(spool)).hasLineCount(1).contains("moonshot:work").doesNotContain("sk-");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(spool))).isEqualTo("rw-------");

        UsageRow row = all();
        assertThat(row.calls()).isOne();
        assertThat(row.tokens()).isEqualTo(new UsageRow.Tokens(200, 30, 15, 1_000, 0));
        assertThat(row.spent()).isEqualTo(Map.of(Currency.CNY, 200 * 4L + 30 * 16 + 1_000));
        assertThat(spool).isEmptyFile();
        assertThat(all()).isEqualTo(row);
    }

    @Test
    void whatIsBookedToSomebodyElseAsWellCountsUnderBothCaps() throws Exception {
        Payer payer = new Payer("key:laptop", new Budget(List.of(new Cap(Cap.Scope.DAY, "key:laptop", Currency.CNY, 100_000, "laptop")), false));
        Budget own = new Budget(List.of(new Cap(Cap.Scope.DAY, "main", Currency.CNY, 1_000_000, "main")), false);
        Caller caller = new Caller("main", "agent:main:main", "s1", "r1", payer.name());
        Call paid = ledger.call(caller, "moonshot", "kimi-k3", Optional.empty(), "openai-completions");
        Ledger.Wish wish = new Ledger.Wish(YUAN, 100, 2_000);

        reserve(paid, own.and(payer.budget()), 100, 2_000);
        assertThat(ledger.spent(payer.budget().caps().getFirst(), call()).reserved()).isPositive();
        ledger.settle(paid, YUAN.outcome(Status.OK, usage(20_000, 500)));

        assertThat(ledger.spent(payer.budget().caps().getFirst(), call()).settled()).isEqualTo(ledger.spent(own.caps().getFirst(), call()).settled());
        assertThatThrownBy(() -> ledger.admit(call(), own.and(payer.budget()), wish)).hasMessageContaining("laptop");
        ledger.admit(call(), own, wish);
        assertThat(ledger.usage(Grouping.KEY, DAY, DAY)).extracting(UsageRow::group).containsExactly("key:laptop");
    }

    @Test
    void aLedgerOfBeforeIsTakenOver() throws Exception {
        try (Database before = Database.open(folder.resolve("ledger.sqlite"), Rows.MIGRATIONS.subList(0, 1))) {
            before.update("INSERT INTO calls (id, at, day, agent, session, session_id, run, provider, model, api, status, price, cost, currency)"
                    + " VALUES ('c', 1, '2026-11-22', 'key:laptop', 's', 's', 'r', 'moonshot', 'kimi-k3', 'a', 'ok', 'known', 5, 'CNY')");
        }

        assertThat(ledger.usage(Grouping.KEY, DAY, DAY)).singleElement().satisfies(row -> assertThat(row.group()).isEqualTo("key:laptop"));
        assertThat(ledger.spent(new Cap(Cap.Scope.MONTH, "key:laptop", Currency.CNY, 9, "x"), call()).settled()).isEqualTo(5);
    }

    @Test
    @DisplayName("P41 unknown is not 0: a call without a price or a count has no amount, and is counted as such")
    void unknownIsNotZero() throws Exception {
        var unknown = new Tariff(Optional.empty(), Price.UNKNOWN, Currency.USD);
        ledger.settle(call(), unknown.outcome(Status.OK, usage(200, 30)));
        ledger.settle(call(), YUAN.outcome(Status.OK, Usage.UNKNOWN));
        ledger.settle(call(), new Tariff(Optional.empty(), Price.INCLUDED, Currency.CNY).outcome(Status.OK, usage(5, 5)));
        ledger.settle(call(), Outcome.unpriced(Status.FAILED, Usage.UNKNOWN, Price.NOTHING));

        UsageRow row = all();

        assertThat(row.spent()).isEmpty();
        assertThat(row.unpriced()).isEqualTo(2);
        assertThat(row.included()).isOne();
        assertThat(row.uncounted()).isOne();
        assertThat(row.failed()).isOne();
    }

    @Test
    @DisplayName("P41 amounts are millionths of a unit: tokens times the price of a million, exactly")
    void amountsAreExact() {
        assertThat(YUAN.micros(new Usage(1_000_000, 0, 0, 0, true))).contains(4_000_000L);
        assertThat(Cap.money(4_000_000, Currency.CNY)).hasToString("¥4.0000");
        assertThat(YUAN.micros(new Usage(1, 1, 1, 1, true))).contains(25L);
        assertThat(new Tariff(Optional.of(new Cost(0.3, 1.2, 0.075, 0)), Price.KNOWN, Currency.USD).micros(new Usage(7, 0, 0, 0, true)))
                .contains(2L);
    }

    @Test
    void aLineCutOffByACrashLosesNoOther() throws Exception {
        ledger.settle(call(), YUAN.outcome(Status.OK, usage(1, 1)));
        Path spool = folder.resolve("ledger.spool.jsonl");
        String line = Files.readString(spool);
        Files.writeString(spool, line + line.substring(0, 40) + "\n" + line.replace("\"id\":\"", "\"id\":\"x"));

        assertThat(all().calls()).isEqualTo(2);
        // As if we had died after the database took it and before the spool was emptied.
        Files.writeString(spool, line);
        assertThat(all().calls()).isEqualTo(2);
    }

    @Test
    @DisplayName("P42 money is put aside before the call and what was not used comes back after it")
    void putsAsideAndGivesBack() throws Exception {
        Budget cap = budget(Cap.Scope.DAY, 1);
        Call call = call();

        Ledger.Reservation reserved = reserve(call, cap, 10_000, 131_072);

        // The prompt and as long an answer as a quarter of what is left affords.
        assertThat(reserved.micros()).isEqualTo(250_000);
        assertThat(reserved.outputTokens()).isEqualTo(13_125);
        assertThat(ledger.spent(cap.caps().getFirst(), call)).isEqualTo(new Caps.Spent(0, 250_000));
        ledger.settle(call, YUAN.outcome(Status.OK, new Usage(9_000, 100, 0, 0, true)));
        assertThat(ledger.spent(cap.caps().getFirst(), call)).isEqualTo(new Caps.Spent(37_600, 0));
    }

    @Test
    @DisplayName("P42 a reached cap refuses with what was used, what the limit is, and how to raise it")
    void aReachedCapRefuses() throws Exception {
        for (Cap.Scope scope : Cap.Scope.values()) {
            Call first = call("main", "s-" + scope, "r-" + scope);
            ledger.settle(first, YUAN.outcome(Status.OK, new Usage(300_000, 0, 0, 0, true)));
            var refused = catchThrowableOfType(
                    LedgerException.class, () -> reserve(call("main", "s-" + scope, "r-" + scope), budget(scope, 1.2), 10_000, 4_000));

            assertThat(refused.reason()).isEqualTo(LedgerException.Reason.CAP_REACHED);
            assertThat(refused.exitCode()).isEqualTo(ExitCode.OUT_OF_CREDIT);
            assertThat(refused.in(Language.EN))
                    .contains("¥1.2000")
                    .contains("openclaw-cn config set agents.defaults.budget.CNY." + scope.key());
        }
    }

    @Test
    @DisplayName("P42 caps count what they are for: another turn, session, day, month or agent is not theirs")
    void capsCountWhatTheyAreFor() throws Exception {
        ledger.settle(call("main", "s1", "r1"), YUAN.outcome(Status.OK, new Usage(250_000, 0, 0, 0, true)));

        assertThat(reserve(call("main", "s1", "r2"), budget(Cap.Scope.TURN, 1), 1_000, 1_000).micros()).isPositive();
        assertThat(reserve(call("main", "s2", "r3"), budget(Cap.Scope.SESSION, 1), 1_000, 1_000).micros()).isPositive();
        Budget others = new Budget(List.of(new Cap(Cap.Scope.DAY, "other", Currency.CNY, 1_000_000, "")), false);
        assertThat(reserve(call("other", "s4", "r4"), others, 1_000, 1_000).micros()).isPositive();
        clock.advance(Duration.ofHours(9));
        assertThat(reserve(call("main", "s1", "r1"), budget(Cap.Scope.DAY, 1), 1_000, 1_000).micros()).isPositive();
        clock.advance(Duration.ofDays(9));
        assertThat(reserve(call("main", "s1", "r1"), budget(Cap.Scope.MONTH, 1), 1_000, 1_000).micros()).isPositive();
    }

    @Test
    void whereOthersHoldTheRestItIsWaitedFor() throws Exception {
        Budget cap = budget(Cap.Scope.DAY, 0.1);
        Call other = call();
        reserve(other, cap, 20_000, 1_000);
        Call mine = call();

        Ledger.Reservation reserved = ledger.reserve(
                mine, cap, new Ledger.Wish(YUAN, 10_000, 100), notices::add, time -> {
                    clock.advance(time);
                    settle(other, YUAN.outcome(Status.OK, new Usage(100, 1, 0, 0, true)));
                });

        assertThat(reserved.micros()).isPositive();
        assertThat(notices).singleElement().satisfies(notice -> assertThat(notice.in(Language.EN)).contains("waiting for them to end"));
    }

    private void settle(Call call, Outcome outcome) {
        try {
            ledger.settle(call, outcome);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName("P43 a model without a price is refused under a cap, with the sentence how to allow it; what costs nothing goes on")
    void withoutAPriceThereIsNoCap() throws Exception {
        Budget cap = budget(Cap.Scope.DAY, 1);
        Ledger.Wish unpriced = new Ledger.Wish(new Tariff(Optional.empty(), Price.UNKNOWN, Currency.CNY), 10, 10);

        var refused = catchThrowableOfType(
                LedgerException.class, () -> ledger.reserve(call(), cap, unpriced, notices::add, clock::advance));
        assertThat(refused.in(Language.EN))
                .contains("openclaw-cn config set agents.defaults.budget.unpriced allow")
                .contains("models.providers.moonshot.models");

        Ledger.Wish dollars = new Ledger.Wish(new Tariff(YUAN.cost(), Price.KNOWN, Currency.USD), 10, 10);
        assertThat(catchThrowableOfType(LedgerException.class, () -> ledger.reserve(call(), cap, dollars, notices::add, clock::advance))
                        .in(Language.EN))
                .contains("agents.defaults.budget.USD.day");

        Budget allowing = new Budget(cap.caps(), true);
        assertThat(ledger.reserve(call(), allowing, unpriced, notices::add, clock::advance).outputTokens()).isEqualTo(10);
        ledger.settle(call(), YUAN.outcome(Status.OK, new Usage(1_000_000, 0, 0, 0, true)));
        for (Price nothing : List.of(Price.INCLUDED, Price.FREE)) {
            Ledger.Wish free = new Ledger.Wish(new Tariff(Optional.empty(), nothing, Currency.CNY), 10, 10);
            assertThat(ledger.reserve(call(), cap, free, notices::add, clock::advance).outputTokens()).isEqualTo(10);
        }
    }

    @Test
    @DisplayName("P42 what a process that died had put aside counts as spent from the next start on")
    void theDeadAreToldFromTheLiving() throws Exception {
        Budget cap = budget(Cap.Scope.DAY, 1);
        Ledger.Reservation first = reserve(call(), cap, 10_000, 1_000);
        Process child = new ProcessBuilder("sleep", "60").start();
        try (Database database = Database.open(folder.resolve("ledger.sqlite"), Rows.MIGRATIONS)) {
            long begun = child.info().startInstant().map(Instant::toEpochMilli).orElse(0L);
            database.update("UPDATE calls SET owner = ?", child.pid() + " " + begun);
        }
        ledger.close();
        assertThat(ledger.spent(cap.caps().getFirst(), call())).isEqualTo(new Caps.Spent(0, first.micros()));

        child.destroyForcibly().waitFor();
        ledger.close();

        assertThat(ledger.spent(cap.caps().getFirst(), call())).isEqualTo(new Caps.Spent(first.micros(), 0));
        assertThat(all().failed()).isOne();
        assertThat(all().estimated()).isEqualTo(Map.of(Currency.CNY, first.micros()));
    }

    @Test
    @DisplayName("P43 a wrong price can be corrected: past calls are counted again, estimates stay")
    void pastCallsAreCountedAgain() throws Exception {
        ledger.settle(call(), YUAN.outcome(Status.OK, new Usage(1_000_000, 0, 0, 0, true)));
        ledger.settle(call(), YUAN.estimated(Status.ABORTED, 1_000, 0));
        Tariff right = new Tariff(Optional.of(new Cost(5, 20, 1, 5)), Price.KNOWN, Currency.CNY);

        Rerating tried = ledger.rerate((_, _) -> Optional.of(right), DAY, false);

        assertThat(tried).isEqualTo(new Rerating(1, 1, Map.of(Currency.CNY, 4_000_000L), Map.of(Currency.CNY, 5_000_000L)));
        assertThat(all().spent()).isEqualTo(Map.of(Currency.CNY, 4_004_000L));
        ledger.rerate((_, _) -> Optional.of(right), DAY, true);
        assertThat(all().spent()).isEqualTo(Map.of(Currency.CNY, 5_004_000L));
        assertThat(ledger.rerate((_, _) -> Optional.of(right), DAY, true).changed()).isZero();
    }
}
