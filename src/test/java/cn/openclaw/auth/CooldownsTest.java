package cn.openclaw.auth;

import static cn.openclaw.auth.AuthWorld.key;
import static cn.openclaw.auth.AuthWorld.rateLimited;
import static cn.openclaw.auth.AuthWorld.seconds;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class CooldownsTest {
    private static final String ID = "moonshot:default";

    @TempDir
    Path home;

    private AuthWorld world;
    private AuthProfileStore store;

    @AfterEach
    void flush() {
        world.flush();
    }

    @BeforeEach
    void world() {
        world = new AuthWorld(home);
        store = world.store();
        store.put(key(ID, "sk-one"));
        store.put(key("moonshot:two", "sk-two"));
    }

    @Test
    void aRateLimitRestsOneModelAndNotTheKey() {
        rateLimited(store, ID, "kimi-k2.6");

        assertThat(store.restsUntil(ID, "kimi-k2.6")).isPresent();
        assertThat(store.restsUntil(ID, "kimi-k3")).isEmpty();
        assertThat(store.restsUntil("moonshot:two", "kimi-k2.6")).isEmpty();
        assertThat(world.read()).as("the original must not silence the whole key").doesNotContain("cooldownUntil");
    }

    @Test
    void theProviderSaysWhenToComeBack() {
        store.failed(ID, "m", AuthFailure.RATE_LIMIT, seconds(7));

        assertThat(store.restsUntil(ID, "m")).contains(world.clock.instant().plusSeconds(7));
    }

    @Test
    void otherwiseRestsAreHalfAMinuteThenOneThenFive() {
        for (int most : new int[] {30, 60, 300, 300, 300}) {
            rateLimited(store, ID, "m");
            Duration rest = Duration.between(world.clock.instant(), store.restsUntil(ID, "m").orElseThrow());
            assertThat(rest).isBetween(Duration.ofMillis(most * 900L), Duration.ofSeconds(most));
            world.clock.advance(rest);
        }
        assertThat(store.restsUntil(ID, "m")).isEmpty();
    }

    @Test
    void requestsThatFailTogetherCountOnce() {
        for (int i = 0; i < 20; i++) {
            rateLimited(store, ID, "m");
        }

        Duration rest = Duration.between(world.clock.instant(), store.restsUntil(ID, "m").orElseThrow());
        assertThat(rest).isLessThanOrEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void successEndsTheRestOfThisModelOnly() {
        rateLimited(store, ID, "a");
        rateLimited(store, ID, "b");

        store.succeeded(ID, "a");

        assertThat(store.restsUntil(ID, "a")).isEmpty();
        assertThat(store.restsUntil(ID, "b")).isPresent();
        assertThat(world.read()).contains("\"lastGood\"").contains("\"errorCount\": 0");
    }

    @Test
    void aRefusedKeyIsNotTriedUntilItChanges() {
        store.failed(ID, "m", AuthFailure.AUTH, Optional.empty());

        assertThat(store.restsUntil(ID, "other")).contains(Instant.MAX);
        assertThat(store.rest(ID, "m")).map(Rest::kind).contains(Rest.Kind.DISABLED);
        world.clock.advance(Duration.ofDays(400));
        assertThat(world.store().restsUntil(ID, "m")).as("also in another process").contains(Instant.MAX);
        assertThat(world.read()).as("the original finds its own fields").contains("\"auth\": 1", "cooldownUntil");

        store.put(key(ID, "sk-changed"));

        assertThat(store.restsUntil(ID, "m")).isEmpty();
        assertThat(world.read()).doesNotContain("cooldownUntil", "rejectedAt", "keyFingerprint");
    }

    @Test
    void aKeyChangedByHandOrByTheOriginalStartsAfreshToo() {
        store.failed(ID, "m", AuthFailure.AUTH, Optional.empty());
        store.failed(ID, "m", AuthFailure.BILLING, Optional.empty());

        world.write(world.read().replace("sk-one", "sk-by-hand"));

        assertThat(world.store().restsUntil(ID, "m")).isEmpty();
        rateLimited(world.store(), ID, "m");
        assertThat(world.store().rest(ID, "m")).map(Rest::kind).contains(Rest.Kind.COOLDOWN);
    }

    @Test
    void savingTheSameKeyAgainIsNoChange() {
        store.failed(ID, "m", AuthFailure.AUTH, Optional.empty());

        store.put(key(ID, "sk-one"));

        assertThat(store.restsUntil(ID, "m")).contains(Instant.MAX);
    }

    @Test
    void theKeyItselfIsNotInWhatIsNotedAboutIt() {
        store.failed(ID, "m", AuthFailure.AUTH, Optional.empty());
        store.remove("moonshot:two");

        String noted = world.read().substring(world.read().indexOf("usageStats"));
        assertThat(noted).contains("keyFingerprint").doesNotContain("sk-one");
    }

    @Test
    void anEmptyAccountRestsForHoursTwiceAsLongEachTime() {
        for (int hours : new int[] {5, 10, 20, 24, 24}) {
            store.failed(ID, "m", AuthFailure.BILLING, Optional.empty());
            assertThat(store.restsUntil(ID, "any")).contains(world.clock.instant().plus(Duration.ofHours(hours)));
            world.clock.set(store.restsUntil(ID, "any").orElseThrow());
        }
        assertThat(world.read()).contains("\"disabledReason\": \"billing\"");
    }

    @Test
    void successForgivesAnEmptyAccount() {
        store.failed(ID, "m", AuthFailure.BILLING, Optional.empty());

        store.succeeded(ID, "m");

        assertThat(store.restsUntil(ID, "m")).isEmpty();
        assertThat(world.read()).doesNotContain("disabledUntil", "disabledReason", "failureCounts");
    }

    @Test
    void slownessPenalisesNobody() {
        String before = world.read();

        store.failed(ID, "m", AuthFailure.TIMEOUT, seconds(60));

        assertThat(store.restsUntil(ID, "m")).isEmpty();
        assertThat(world.read()).isEqualTo(before);
    }

    @Test
    void anOverloadedPlatformRestsTheModelShortlyForEveryKeyAndBlamesNone() {
        String before = world.read();

        store.failed(ID, "m", AuthFailure.OVERLOADED, Optional.empty());

        assertThat(store.restsUntil(ID, "m").orElseThrow())
                .isBetween(world.clock.instant().plusSeconds(10), world.clock.instant().plusSeconds(12));
        assertThat(store.restsUntil("moonshot:two", "m")).isPresent();
        assertThat(store.restsUntil(ID, "other")).isEmpty();
        assertThat(world.read()).isEqualTo(before);
        store.succeeded("moonshot:two", "m");
        assertThat(store.restsUntil(ID, "m")).isEmpty();
    }

    @Test
    void whatTheOriginalNotedCountsButNoLongerThanOurRestsLast() {
        long now = world.clock.instant().toEpochMilli();
        world.write("""
                {"version":1,"profiles":{"m:a":{"type":"api_key","provider":"m","key":"k"},"m:b":{"type":"api_key","provider":"m","key":"l"}},
                "usageStats":{"m:a":{"errorCount":4,"failureCounts":{"rate_limit":4},"lastFailureAt":%d,"cooldownUntil":%d},
                "m:b":{"disabledUntil":%d,"disabledReason":"billing"}}}""".formatted(now, now + 3_600_000, now + 7_200_000));

        assertThat(world.store().restsUntil("m:a", "x")).contains(world.clock.instant().plusSeconds(300));
        assertThat(world.store().rest("m:b", "x"))
                .contains(new Rest(Rest.Kind.DISABLED, AuthFailure.BILLING, world.clock.instant().plusSeconds(7200)));
    }

    @Test
    void aKeyTheOriginalUsedWithSuccessSinceIsGoodAgain() {
        store.failed(ID, "m", AuthFailure.AUTH, Optional.empty());
        long later = world.clock.instant().toEpochMilli() + 5;
        world.write(world.read().replace("\"rejectedAt\"", "\"lastUsed\": " + later + ", \"rejectedAt\""));

        assertThat(world.store().restsUntil(ID, "m")).isEmpty();
    }

    @Test
    void lookingNeverChangesAnything() {
        rateLimited(store, ID, "m");
        Instant until = store.restsUntil(ID, "m").orElseThrow();
        String before = world.read();

        for (int i = 0; i < 50; i++) {
            world.clock.advance(Duration.ofMillis(100));
            assertThat(store.restsUntil(ID, "m")).contains(until);
            store.rests(ID);
        }

        assertThat(world.read()).isEqualTo(before);
    }

    /**
     * The laws, over random histories: a deadline never moves towards now but by success; it is never further off than the
     * longest rest or what the provider said; another process sees the same; other models and keys are not touched.
     */
    @Test
    void theLawsHoldOverRandomHistories() {
        Random random = new Random(20261122);
        List<String> models = List.of("a", "b", "c");
        for (int history = 0; history < 15; history++) {
            store.put(key(ID, "sk-history-" + history));
            Map<String, Instant> expected = new HashMap<>();
            List<String> log = new ArrayList<>();
            for (int step = 0; step < 25; step++) {
                String model = models.get(random.nextInt(models.size()));
                Instant now = world.clock.instant();
                Optional<Instant> before = store.restsUntil(ID, model);
                switch (random.nextInt(4)) {
                    case 0 -> {
                        Duration said = Duration.ofSeconds(random.nextInt(400));
                        log.add("retry-after " + said);
                        store.failed(ID, model, AuthFailure.RATE_LIMIT, Optional.of(said));
                        // However long the provider wants: asking once in five minutes costs nobody anything.
                        Instant until = now.plus(Duration.ofSeconds(Math.min(said.toSeconds(), 300)));
                        expected.merge(model, until, (x, y) -> x.isAfter(y) ? x : y);
                    }
                    case 1 -> {
                        log.add("limited");
                        rateLimited(store, ID, model);
                        Instant until = store.restsUntil(ID, model).orElseThrow();
                        assertThat(until).isAfterOrEqualTo(before.orElse(now));
                        assertThat(Duration.between(now, until))
                                .isLessThanOrEqualTo(before.map(end -> Duration.between(now, end))
                                        .filter(left -> left.compareTo(Duration.ofMinutes(5)) > 0)
                                        .orElse(Duration.ofMinutes(5)));
                        expected.put(model, until);
                    }
                    case 2 -> {
                        log.add("success");
                        store.succeeded(ID, model);
                        expected.remove(model);
                    }
                    default -> {
                        log.add("time");
                        world.clock.advance(Duration.ofSeconds(random.nextInt(200)));
                    }
                }
                for (String each : models) {
                    Optional<Instant> rests = Optional.ofNullable(expected.get(each))
                            .filter(until -> until.isAfter(world.clock.instant()));
                    assertThat(store.restsUntil(ID, each)).as("%s %s", each, log).isEqualTo(rests);
                }
                assertThat(store.restsUntil("moonshot:two", model)).isEmpty();
            }
            for (String each : models) {
                assertThat(world.store().restsUntil(ID, each)).isEqualTo(store.restsUntil(ID, each));
            }
        }
    }
}
