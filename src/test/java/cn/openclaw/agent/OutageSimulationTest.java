package cn.openclaw.agent;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.auth.AuthFailure;
import cn.openclaw.auth.CooldownRules;
import cn.openclaw.auth.KeyRests;
import cn.openclaw.base.Secret;
import cn.openclaw.http.HttpException;
import cn.openclaw.llm.ChatEvent;
import cn.openclaw.llm.ChatModel;
import cn.openclaw.llm.ChatRequest;
import cn.openclaw.llm.LlmException;
import cn.openclaw.llm.LlmFailure;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.StopReason;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.ModelRef;
import cn.openclaw.testing.Golden;
import cn.openclaw.testing.ScriptedChatModel;
import cn.openclaw.testing.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

/**
 * Plays outages, storms and recoveries on a test clock, with the real policy and thousands of turns, and writes what people would
 * have met: {@code docs/failover-simulation.md}, anew with {@code -Dgolden=update}. A change of policy is seen there in review.
 */
class OutageSimulationTest {
    private static final Instant BEGIN = Instant.parse("2026-11-22T00:00:00Z");
    private static final ChatRequest ASK = new ChatRequest("", List.of(), List.of(), ChatRequest.Options.NONE);
    private static final Duration ANSWER = Duration.ofSeconds(4);
    private static final int TURNS = 2_000;

    /** What a platform does with a request now; empty for an answer. Moves the clock by what it takes to fail. */
    @FunctionalInterface
    private interface Weather {
        Optional<LlmFailure> at(Duration sinceBegin, TestClock clock, Random random);
    }

    /** One platform and key. */
    private record Way(String provider, String key, Weather weather) {}

    private record Scenario(String zh, String en, List<Way> ways) {}

    /** What people met. */
    private static final class Tally {
        int first;
        int others;
        int failed;
        int requests;
        int most;
        final List<Duration> waits = new ArrayList<>();
        Duration longestAway = Duration.ZERO;
    }

    private static Optional<LlmFailure> takes(TestClock clock, Duration time, LlmFailure failure) {
        clock.advance(time);
        return Optional.of(failure);
    }

    private static LlmFailure out(HttpException.Reason reason) {
        return new LlmFailure.Unavailable(reason.name(), Optional.of(reason));
    }

    private static final LlmFailure SERVER_ERROR = new LlmFailure.Unavailable("HTTP 500", Optional.empty());
    private static final Weather FINE = (_, _, _) -> Optional.empty();

    /** Out of order for the first part of every period. */
    private static Weather down(Duration part, Duration period, Weather how) {
        return (at, clock, random) -> at.toSeconds() % period.toSeconds() < part.toSeconds() ? how.at(at, clock, random) : Optional.empty();
    }

    private static Weather fails(Duration after, LlmFailure failure) {
        return (_, clock, _) -> takes(clock, after, failure);
    }

    /** Lets so many requests through in a minute; says when to come back, or does not. */
    private static Weather limited(int perMinute, boolean says) {
        Deque<Duration> minute = new ArrayDeque<>();
        return (at, clock, _) -> {
            while (!minute.isEmpty() && minute.getFirst().plusSeconds(60).compareTo(at) <= 0) {
                minute.removeFirst();
            }
            if (minute.size() < perMinute) {
                minute.addLast(at);
                return Optional.empty();
            }
            Optional<Duration> wait = says ? Optional.of(minute.getFirst().plusSeconds(61).minus(at)) : Optional.empty();
            return takes(clock, Duration.ofMillis(100), new LlmFailure.RateLimited(wait, ""));
        };
    }

    private static List<Scenario> scenarios() {
        Duration hour = Duration.ofHours(1);
        Weather errors = fails(Duration.ofMillis(300), SERVER_ERROR);
        Weather silent = fails(Duration.ofSeconds(120), out(HttpException.Reason.FIRST_BYTE_LIMIT));
        Weather refused = fails(Duration.ofMillis(5), out(HttpException.Reason.CONNECT));
        Weather blips = (_, clock, random) ->
                random.nextInt(100) < 5 ? takes(clock, Duration.ofMillis(300), SERVER_ERROR) : Optional.empty();
        Way second = new Way("backup", "z", FINE);
        return List.of(
                scenario("一切正常", "all is well", new Way("first", "a", FINE), second),
                scenario("5 % 的请求得到 500", "5 % of requests meet a 500", new Way("first", "a", blips), second),
                scenario("首选每小时出错 10 分钟（500）", "errors (500) for 10 min every hour", new Way("first", "a", down(Duration.ofMinutes(10), hour, errors)), second),
                scenario("首选每小时沉默 10 分钟", "silence (no first byte) for 10 min every hour", new Way("first", "a", down(Duration.ofMinutes(10), hour, silent)), second),
                scenario("首选每小时拒绝连接 10 分钟", "refused connections for 10 min every hour", new Way("first", "a", down(Duration.ofMinutes(10), hour, refused)), second),
                scenario("首选每分钟坏 30 秒", "flapping: 30 s of every minute", new Way("first", "a", down(Duration.ofSeconds(30), Duration.ofMinutes(1), errors)), second),
                scenario("首选过载 2 分钟 / 10 分钟", "overloaded for 2 of 10 min", new Way("first", "a", down(Duration.ofMinutes(2), Duration.ofMinutes(10), fails(Duration.ofMillis(200), new LlmFailure.Overloaded(Optional.empty())))), second),
                scenario("每分钟 3 次，说明等多久", "3 requests a minute, and it says how long to wait", new Way("first", "a", limited(3, true)), second),
                scenario("每分钟 3 次，不说等多久", "3 requests a minute, and it does not say", new Way("first", "a", limited(3, false)), second),
                scenario("同上，两个密钥，没有备用", "the same, two keys, no fallback", new Way("first", "a", limited(3, true)), new Way("first", "b", limited(3, true))),
                scenario("每分钟 3 次，没有别的", "3 requests a minute, and nobody else", new Way("first", "a", limited(3, true))),
                scenario("第一个密钥失效（401）", "the first key is dead (401)", new Way("first", "a", fails(Duration.ofMillis(100), new LlmFailure.Unauthorized(401))), new Way("first", "b", FINE)),
                scenario("两者每小时同时坏 2 分钟", "both out of order for 2 min every hour", new Way("first", "a", down(Duration.ofMinutes(2), hour, errors)), new Way("backup", "z", down(Duration.ofMinutes(2), hour, errors))));
    }

    private static Scenario scenario(String zh, String en, Way... ways) {
        return new Scenario(zh, en, List.of(ways));
    }

    private static final class Health implements Failover.Health {
        private final KeyRests rests;
        private final Outages outages;

        Health(TestClock clock, Random random) {
            rests = new KeyRests(clock, random, CooldownRules.DEFAULT);
            outages = new Outages(clock);
        }

        @Override
        public void failed(Candidate one, Failover.Trouble trouble) {
            if (trouble.kind() == AuthFailure.TIMEOUT) {
                outages.failed(one.model(), trouble.scope(), trouble.took());
            }
            rests.failed(one.model().provider(), one.key(), one.model().model(), trouble.kind(), trouble.rest());
        }

        @Override
        public void succeeded(Candidate one) {
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

    /** Turns a few seconds to a minute apart, one after the other. */
    private static Tally play(Scenario scenario) throws InterruptedException {
        TestClock clock = new TestClock(BEGIN);
        Random random = new Random(42);
        Health health = new Health(clock, random);
        Tally tally = new Tally();
        Instant lastFirst = BEGIN;
        for (int turn = 0; turn < TURNS; turn++) {
            clock.advance(Duration.ofMillis((long) (-Math.log(1 - random.nextDouble()) * 20_000)));
            int[] requests = new int[1];
            List<Candidate> candidates = new ArrayList<>();
            for (Way way : scenario.ways()) {
                candidates.add(candidate(way, clock, random, requests));
            }
            Failover failover = new Failover(
                    candidates,
                    new Failover.Around(
                            health, _ -> {}, clock, clock::advance, Failover.Patience.of(CooldownRules.DEFAULT.longestWait())));
            Instant begun = clock.instant();
            try {
                failover.chat(ASK, _ -> {});
                tally.waits.add(Duration.between(begun, clock.instant()).minus(ANSWER));
                boolean first = failover.current().model().provider().equals("first");
                tally.first += first ? 1 : 0;
                tally.others += first ? 0 : 1;
                if (first) {
                    lastFirst = clock.instant();
                }
            } catch (LlmException e) {
                tally.waits.add(Duration.between(begun, clock.instant()));
                tally.failed++;
            }
            Duration away = Duration.between(lastFirst, clock.instant());
            tally.longestAway = away.compareTo(tally.longestAway) > 0 ? away : tally.longestAway;
            tally.requests += requests[0];
            tally.most = Math.max(tally.most, requests[0]);
        }
        tally.waits.sort(null);
        return tally;
    }

    private static Candidate candidate(Way way, TestClock clock, Random random, int[] requests) {
        ModelRef model = new ModelRef(way.provider(), "k3");
        ChatModel weather = (_, listener) -> {
            requests[0]++;
            Optional<LlmFailure> failure = way.weather().at(Duration.between(BEGIN, clock.instant()), clock, random);
            if (failure.isPresent()) {
                throw ScriptedChatModel.failed(failure.get());
            }
            clock.advance(ANSWER);
            listener.accept(new ChatEvent.TextDelta("hi"));
            return ScriptedChatModel.answer(StopReason.STOP, new Part.Text("hi"));
        };
        return new Candidate(
                model, ModelApi.OPENAI_COMPLETIONS, way.key(), Optional.empty(), new Secret("sk-test-000000000000" + way.key()), _ -> weather);
    }

    private static String row(Scenario scenario, Tally tally) {
        return "| %s<br>%s | %.1f %% | %.1f %% | %.1f %% | %.2f | %d | %s / %s / %s | %s |%n".formatted(
                scenario.zh(), scenario.en(), share(tally.first), share(tally.others), share(tally.failed),
                (double) tally.requests / TURNS, tally.most, seconds(tally.waits.get(TURNS / 2)),
                seconds(tally.waits.get(TURNS * 95 / 100)), seconds(tally.waits.getLast()), minutes(tally.longestAway));
    }

    private static double share(int turns) {
        return turns * 100.0 / TURNS;
    }

    private static String seconds(Duration time) {
        return String.format(Locale.ROOT, "%.1f s", time.toMillis() / 1000.0);
    }

    private static String minutes(Duration time) {
        return String.format(Locale.ROOT, "%.1f min", time.toSeconds() / 60.0);
    }

    @Test
    @DisplayName("P16 P17 P18 P19 outages on a test clock: docs/failover-simulation.md is what the policy does")
    void theReportIsWhatThePolicyDoes() throws Exception {
        StringBuilder page = new StringBuilder(
                """
                # 停机演习 · Outage simulation

                由 `OutageSimulationTest` 在测试时钟上用真实的规则演练写成，每种情形 %d 轮对话，平均相隔 20 秒；过时则测试失败（`-Dgolden=update` 重写）。
                首选健康时一次回答用 4 秒；等待是在此之外的时间。规则见 [出错时会发生什么](failover.md)。

                Written by `OutageSimulationTest`, which plays the real policy on a test clock, %d turns a scenario, 20 s apart on average; the test fails
                when it is stale. An answer takes 4 s; the wait is what comes on top. The rules: [What happens when something fails](failover.en.md).

                | 情形 · scenario | 首选回答 · primary | 备用 · fallback | 失败 · failed | 请求/轮 · requests a turn | 最多 · most | 等待 · wait: median / 95 %% / max | 最久没有用首选 · longest without the primary |
                |---|---|---|---|---|---|---|---|
                """
                        .formatted(TURNS, TURNS));
        for (Scenario scenario : scenarios()) {
            Tally tally = play(scenario);
            page.append(row(scenario, tally));
            assertThat(tally.most).as("W20 " + scenario.en()).isLessThanOrEqualTo(4);
            boolean helped = scenario.ways().stream().anyMatch(way -> way.weather() == FINE);
            assertThat(helped ? tally.failed : 0).as("somebody healthy is there: " + scenario.en()).isZero();
            assertThat(tally.longestAway).as("P17 P18 never long after the outage is over: " + scenario.en()).isLessThan(Duration.ofMinutes(18));
        }
        Golden.file(Path.of(System.getProperty("project.dir"), "docs/failover-simulation.md"), page.toString());
    }
}
