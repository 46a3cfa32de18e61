package cn.openclaw.llm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.openclaw.base.Environment;
import cn.openclaw.base.Language;
import cn.openclaw.base.Secret;
import cn.openclaw.http.JdkHttp;
import cn.openclaw.model.ModelRef;
import cn.openclaw.simulator.JournalEntry;
import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.simulator.SimulatorOptions;
import cn.openclaw.testing.ScriptedChatModel;
import cn.openclaw.testing.TestClock;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class PacingTest {
    private static final ChatRequest ASK =
            new ChatRequest("", List.of(Message.User.of("你好")), List.of(), ChatRequest.Options.NONE);
    private static final Secret KEY = new Secret(SimulatorKey.CN_TIER_0);

    private final TestClock clock = new TestClock();
    private final Simulator simulator = Simulator.start(SimulatorOptions.defaults().clock(clock));
    private final JdkHttp http = new JdkHttp(new Environment(Map.of(), Path.of("/x"), Path.of("/x")));
    private final Pacing pacing = new Pacing(clock, clock::advance);
    private final List<String> said = new CopyOnWriteArrayList<>();

    @AfterEach
    void stop() {
        simulator.close();
        http.close();
    }

    private Pacing.Asker asker(PaceLimits limits) {
        return new Pacing.Asker(new ModelRef("moonshot", "kimi-k2.6"), KEY, true, limits, 8_192);
    }

    /** Kimi's wire on a key of the lowest tier. */
    private ChatModel paced(PaceLimits limits) {
        Endpoint plain = CompletionsSamples.on(simulator.moonshotCn().toString(), "moonshot/kimi-k2.6", WireSamples.K26);
        Endpoint endpoint = new Endpoint(
                plain.ref(), plain.baseUrl(), plain.api(), plain.model(), Optional.of(KEY), Map.of(), false, plain.limits());
        return pacing.around(WireFormats.open(endpoint, http), asker(limits), notice -> said.add(notice.in(Language.EN)));
    }

    private static <T> List<T> together(int count, Callable<T> work) throws Exception {
        try (var executor = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Future<T>> all = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                all.add(executor.submit(work));
            }
            List<T> results = new ArrayList<>();
            for (Future<T> one : all) {
                results.add(one.get());
            }
            return results;
        }
    }

    @Test
    @DisplayName("P17 P21b twenty calls at once on a key of tier 0 all come through and not one is refused")
    void twentyCallsOnTheLowestTierMeetNo429() throws Exception {
        Instant begun = clock.instant();
        PaceLimits tier = PaceLimits.tier(0).orElseThrow();

        List<String> answers = together(20, () -> paced(tier).chat(ASK, _ -> {}).text());

        assertThat(answers).hasSize(20).allSatisfy(answer -> assertThat(answer).isNotBlank());
        assertThat(simulator.journal()).hasSize(20).extracting(JournalEntry::status).containsOnly(200);
        // Three a minute: the last two go out in the seventh.
        assertThat(Duration.between(begun, clock.instant())).isEqualTo(Duration.ofMinutes(6));
        assertThat(said).anyMatch(words -> words.startsWith("keeping to the rate limit of moonshot/kimi-k2.6: 60 s"));
    }

    @Test
    @DisplayName("P17 a tier nobody told is learned from the first refusal: after it nothing is refused any more")
    void theTierIsLearnedFromOneRefusal() throws Exception {
        AtomicInteger refused = new AtomicInteger();
        together(20, () -> {
            while (true) {
                try {
                    return paced(PaceLimits.NONE).chat(ASK, _ -> {}).text();
                } catch (LlmException e) {
                    refused.incrementAndGet();
                }
            }
        });

        List<Integer> statuses = simulator.journal().stream().map(JournalEntry::status).toList();
        assertThat(statuses.stream().filter(status -> status == 200)).hasSize(20);
        // What was under way together is refused together; of all that was sent later, nothing.
        assertThat(refused.get()).isBetween(1, 19);
        assertThat(statuses.subList(statuses.lastIndexOf(429) + 1, statuses.size())).hasSizeGreaterThanOrEqualTo(17);
    }

    @Test
    void oneNumberTellsTheTier() {
        assertThat(PaceLimits.told("HTTP 429: … request reached organization max concurrency: 1, please try again after 1 seconds"))
                .contains(new PaceLimits(1, 3, 500_000));
        assertThat(PaceLimits.told("organization max RPM: 500, please")).contains(new PaceLimits(100, 500, 3_000_000));
        assertThat(PaceLimits.told("TPM rate limit, current: 512345, limit: 500000")).contains(new PaceLimits(1, 3, 500_000));
        assertThat(PaceLimits.told("max RPM: 77")).contains(new PaceLimits(Long.MAX_VALUE, 77, Long.MAX_VALUE));
        assertThat(PaceLimits.told("TPD rate limit, current: 1508351, limit: 1500000")).isEmpty();
        assertThat(PaceLimits.told("slow down")).isEmpty();
    }

    @Test
    void whoMustNotWaitIsLetThroughOrToldThatItWouldHaveTo() throws Exception {
        assertThat(pacing.enterAtOnce(asker(PaceLimits.NONE), () -> 1)).isPresent();
        Pacing.Asker limited = asker(new PaceLimits(2, 3, 1_000));
        Pacing.Slot first = pacing.enterAtOnce(limited, () -> 100).orElseThrow();
        assertThat(pacing.enterAtOnce(limited, () -> 950)).as("too many tokens").isEmpty();
        Pacing.Slot second = pacing.enter(limited, () -> 100);
        assertThat(pacing.enterAtOnce(limited, () -> 1)).as("two at a time").isEmpty();
        first.leave();
        second.leave();
        pacing.enterAtOnce(limited, () -> 1).orElseThrow().leave();
        assertThat(pacing.enterAtOnce(limited, () -> 1)).as("three a minute").isEmpty();
        clock.advance(Duration.ofSeconds(61));
        assertThat(pacing.enterAtOnce(limited, () -> 5_000)).as("larger than the limit, alone").isPresent();
    }

    @Test
    void tokensCountWithTheLargestAnswer() throws Exception {
        Instant begun = clock.instant();
        PaceLimits limits = new PaceLimits(10, 10, 20_000);
        ChatModel model = pacing.around(
                ScriptedChatModel.of(says(), says(), says()), asker(limits), notice -> said.add(notice.in(Language.EN)));

        for (int i = 0; i < 3; i++) {
            model.chat(ASK, _ -> {});
        }

        assertThat(Duration.between(begun, clock.instant())).isEqualTo(Duration.ofMinutes(1));
    }

    private static ScriptedChatModel.Step says() {
        return ScriptedChatModel.says("hi");
    }

    @Test
    void whoeverWaitsLongIsToldAndCanStop() throws Exception {
        CountDownLatch inside = new CountDownLatch(1);
        CountDownLatch end = new CountDownLatch(1);
        ChatModel slow = pacing.around(
                (_, _) -> {
                    inside.countDown();
                    end.await();
                    return ScriptedChatModel.answer(StopReason.STOP);
                },
                asker(new PaceLimits(1, 100, Long.MAX_VALUE)),
                _ -> {});
        Thread first = Thread.ofVirtual().start(() -> ask(slow));
        inside.await();
        Thread head = Thread.ofVirtual().start(() -> ask(slow));
        Thread line = Thread.ofVirtual().start(() -> ask(paced(PaceLimits.NONE)));

        while (said.isEmpty()) {
            Thread.sleep(20);
        }

        assertThat(said).containsExactly("waiting in line for moonshot/kimi-k2.6: other requests go first (Ctrl-C stops)");
        line.interrupt();
        line.join();
        head.interrupt();
        head.join();
        end.countDown();
        first.join();
        assertThat(simulator.journal()).isEmpty();
    }

    private static void ask(ChatModel model) {
        try {
            model.chat(ASK, _ -> {});
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Test
    void aPlatformThatOnlySaysTooFastIsAskedByHalfAsManyAtATime() throws Exception {
        AtomicInteger running = new AtomicInteger();
        AtomicInteger most = new AtomicInteger();
        AtomicInteger refusals = new AtomicInteger();
        ChatModel narrow = pacing.around(
                (_, _) -> {
                    int now = running.incrementAndGet();
                    try {
                        Thread.sleep(5);
                        most.accumulateAndGet(now, Math::max);
                        if (now > 4) {
                            refusals.incrementAndGet();
                            throw ScriptedChatModel.failed(new LlmFailure.RateLimited(Optional.empty(), "slow down"));
                        }
                        return ScriptedChatModel.answer(StopReason.STOP);
                    } finally {
                        running.decrementAndGet();
                    }
                },
                asker(PaceLimits.NONE),
                _ -> {});

        together(40, () -> {
            while (true) {
                try {
                    return narrow.chat(ASK, _ -> {});
                } catch (LlmException e) {
                    assertThat(e.failure()).isInstanceOf(LlmFailure.RateLimited.class);
                }
            }
        });

        assertThat(most.get()).isGreaterThan(4);
        assertThat(refusals.get()).isLessThan(120);
        assertThatThrownBy(() -> PaceLimits.tier(9).orElseThrow()).isInstanceOf(java.util.NoSuchElementException.class);
    }

    /** Each replaced key leaves a lane behind; a gateway that lives for years must not keep every request that went through them. */
    @Test
    void aLaneThatNobodyUsesRemembersNothing() throws Exception {
        Lane lane = new Lane(PaceLimits.NONE, clock, clock::advance);
        for (int i = 0; i < 300; i++) {
            lane.leave(lane.enter(1, _ -> {}));
        }
        lane.tidy();
        assertThat(lane.remembered()).isEqualTo(300);
        clock.advance(Duration.ofSeconds(61));
        lane.tidy();
        assertThat(lane.remembered()).isZero();
    }
}
