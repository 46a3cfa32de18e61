package cn.openclaw.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.openclaw.json.Json;
import java.math.BigDecimal;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Each kind of trouble the platform's error page names, on demand and by its natural cause: limits, money, quotas. */
class TroubleTest {
    private static final Instant MORNING = Instant.parse("2026-11-22T02:00:00Z");
    private static Simulator simulator;

    @BeforeAll
    static void start() {
        simulator = Simulator.start(SimulatorOptions.defaults());
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    record Row(String words, int status, String type, String message) {}

    static final List<Row> ROWS = List.of(
            new Row("risk", 400, "content_filter", "considered high risk"),
            new Row("401", 401, "invalid_authentication_error", "Invalid Authentication"),
            new Row("denied", 403, "permission_denied_error", "is not open"),
            new Row("rate", 429, "rate_limit_reached_error", "max RPM: 3, please try again after 1 seconds"),
            new Row("tpd", 429, "rate_limit_reached_error", "TPD rate limit, current: 1508351, limit: 1500000"),
            new Row("quota", 429, "exceeded_current_quota_error", "insufficient balance, please recharge your account"),
            new Row("overload", 429, "engine_overloaded_error", "The engine is currently overloaded, please try again later"),
            new Row("429 engine", 429, "engine_overloaded_error", "overloaded"),
            new Row("500", 500, "server_error", "error"),
            new Row("unexpected", 500, "unexpected_output", "state"),
            new Row("503", 503, "server_unavailable", "unavailable"));

    @TestFactory
    Stream<DynamicTest> everyTroubleOnDemand() {
        return ROWS.stream().map(row -> DynamicTest.dynamicTest(row.words(), () -> {
            simulator.next(row.words());
            Talk.Heard heard = new Talk(simulator).chat(Talk.asks("kimi-k3", "hi").put("stream", true));
            assertThat(heard.status()).isEqualTo(row.status());
            assertThat(heard.errorType()).isEqualTo(row.type());
            assertThat(heard.errorMessage()).contains(row.message());
            assertThat(new Talk(simulator).chat(Talk.asks("kimi-k3", "hi")).status()).isEqualTo(200);
        }));
    }

    @Test
    void saysWhenToComeBackWhereToldTo() {
        simulator.next("overload 7");
        assertThat(new Talk(simulator).chat(Talk.asks("kimi-k3", "hi")).headers().get("retry-after")).containsExactly("7");
        simulator.next("overload");
        assertThat(new Talk(simulator).chat(Talk.asks("kimi-k3", "hi")).headers()).doesNotContainKey("retry-after");
    }

    @Test
    void hangsUpWithoutAWord() {
        simulator.next("hangup");
        assertThat(new Talk(simulator).chat(Talk.asks("kimi-k3", "hi")).status()).isZero();
        assertThat(simulator.lastRequest().status()).isZero();
    }

    /** The platform's 499: nobody hears it, the log tells. */
    @Test
    void notesThatAClientDidNotWait() throws Exception {
        try (Simulator left = Simulator.start(SimulatorOptions.defaults())) {
            byte[] body = Json.bytes(Talk.asks("kimi-k3", "[[sim:len 100000]]").put("stream", true));
            try (Socket socket = new Socket("127.0.0.1", left.address().getPort())) {
                String head = "POST /moonshot-cn/v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer "
                        + SimulatorKey.CN + "\r\nContent-Length: " + body.length + "\r\n\r\n";
                socket.getOutputStream().write(head.getBytes(StandardCharsets.US_ASCII));
                socket.getOutputStream().write(body);
                assertThat(socket.getInputStream().readNBytes(100)).hasSize(100);
                socket.setSoLinger(true, 0);
            }
            while (left.journal().isEmpty()) {
                Thread.sleep(5);
            }
            assertThat(left.lastRequest().decision()).isEqualTo("directive, client left");
            assertThat(new Talk(left).get("/models").status()).isEqualTo(200);
        }
    }

    @Test
    void forgetsOldBodiesBeforeTheyFillTheMemory() {
        try (Simulator shop = Simulator.start(SimulatorOptions.defaults())) {
            Talk talk = new Talk(shop);
            String large = "x".repeat(2_000_000);
            for (int times = 0; times < 20; times++) {
                talk.chat(Talk.asks("kimi-k9", large));
            }
            assertThat(shop.journal()).hasSize(20);
            assertThat(shop.journal().getFirst().body()).isEmpty();
            assertThat(shop.journal().getLast().body()).isPresent();
        }
    }

    @Test
    void refusesFaultsThatMeanNothing() {
        assertThatThrownBy(() -> simulator.next("explode"))
                .isInstanceOf(ScriptException.class)
                .hasMessageContaining("There is no fault \"explode\"");
        assertThatThrownBy(() -> simulator.next("drop soon")).isInstanceOf(ScriptException.class);
    }

    private static Simulator tier(int tier) {
        return Simulator.start(SimulatorOptions.defaults().tier(tier).clock(() -> MORNING));
    }

    @Test
    void letsTierZeroAskThreeTimesAMinute() {
        try (Simulator poor = tier(0)) {
            Talk talk = new Talk(poor);
            for (int times = 0; times < 3; times++) {
                assertThat(talk.chat(Talk.asks("moonshot-v1-8k", "hi")).status()).isEqualTo(200);
            }
            Talk.Heard heard = talk.chat(Talk.asks("moonshot-v1-8k", "hi"));
            assertThat(heard.status()).isEqualTo(429);
            assertThat(heard.errorMessage())
                    .isEqualTo("Your account org-sim-cn<ak-sim-cn> request reached organization max RPM: 3, please try again after 60 seconds");
            poor.advance(Duration.ofSeconds(61));
            assertThat(talk.chat(Talk.asks("moonshot-v1-8k", "hi")).status()).isEqualTo(200);
        }
    }

    @Test
    void countsTheLargestAnswerAgainstTokensAMinute() {
        try (Simulator poor = tier(0)) {
            Talk talk = new Talk(poor);
            var wide = Talk.asks("kimi-k3", "hi", "{\"max_completion_tokens\":400000}");
            assertThat(talk.chat(wide).status()).isEqualTo(200);
            assertThat(talk.chat(wide).errorMessage()).matches(".*TPM rate limit, current: 8000[0-9]+, limit: 500000");
        }
    }

    @Test
    void countsTokensADayUntilMidnightInChina() {
        try (Simulator poor = tier(0)) {
            Talk talk = new Talk(poor);
            var wide = Talk.asks("kimi-k3", "hi", "{\"max_completion_tokens\":480000}");
            for (int times = 0; times < 3; times++) {
                assertThat(talk.chat(wide).status()).isEqualTo(200);
                poor.advance(Duration.ofMinutes(2));
            }
            assertThat(talk.chat(wide).errorMessage()).contains("TPD rate limit, current: ").endsWith("limit: 1500000");
            poor.advance(Duration.ofHours(15));
            assertThat(talk.chat(wide).status()).isEqualTo(200);
        }
    }

    @Test
    void letsTierZeroDoOneThingAtATime() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch free = new CountDownLatch(1);
        SimulatorOptions options = SimulatorOptions.defaults().tier(0).sleeper(length -> {
            if (!length.isZero()) {
                asked.countDown();
                free.await();
            }
        });
        try (Simulator poor = Simulator.start(options);
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            poor.next("slow 50");
            var first = threads.submit(() -> new Talk(poor).chat(Talk.asks("moonshot-v1-8k", "hi")));
            asked.await();
            Talk.Heard second = new Talk(poor).chat(Talk.asks("moonshot-v1-8k", "hi"));
            free.countDown();
            assertThat(second.errorMessage()).contains("organization max concurrency: 1, please try again after 1 seconds");
            assertThat(first.get().status()).isEqualTo(200);
        }
    }

    @Test
    void sharesLimitsAmongTheKeysOfOneOrganisation() {
        var twin = new SimulatorKey(
                "sk-sim-cn-twin-00000000001", Platform.MOONSHOT_CN, "org-sim-cn", 0, BigDecimal.TEN, SimulatorKey.Condition.FINE);
        try (Simulator poor = Simulator.start(SimulatorOptions.defaults().tier(0).clock(() -> MORNING).key(twin))) {
            List<Integer> statuses = new ArrayList<>();
            for (String key : List.of(SimulatorKey.CN, twin.key(), SimulatorKey.CN, twin.key())) {
                statuses.add(new Talk(poor).as(Platform.MOONSHOT_CN, key).chat(Talk.asks("moonshot-v1-8k", "hi")).status());
            }
            assertThat(statuses).containsExactly(200, 200, 200, 429);
        }
    }

    @Test
    void takesThePriceAndStopsWhenNothingIsLeft() {
        try (Simulator shop = Simulator.start(SimulatorOptions.defaults().balance(new BigDecimal("0.001")))) {
            Talk talk = new Talk(shop);
            String dear = "[[sim:len 2000]]";
            assertThat(talk.chat(Talk.asks("kimi-k3", dear)).status()).isEqualTo(200);
            // 2 000 tokens and a few thoughts at 100 yuan a million: 0.2 yuan and a little.
            assertThat(shop.balance("org-sim-cn")).isBetween(new BigDecimal("-0.22"), new BigDecimal("-0.19"));
            Talk.Heard heard = talk.chat(Talk.asks("kimi-k3", "hi"));
            assertThat(heard.status()).isEqualTo(429);
            assertThat(heard.errorType()).isEqualTo("exceeded_current_quota_error");
            assertThat(talk.get("/users/me/balance").json().path("data").path("available_balance").asDouble()).isNegative();
            assertThat(talk.get("/models").status()).isEqualTo(200);
            shop.setBalance("org-sim-cn", BigDecimal.ONE);
            assertThat(talk.chat(Talk.asks("kimi-k3", "hi")).status()).isEqualTo(200);
        }
    }

    @Test
    void chargesTheDiscountForWhatTheCacheKnows() {
        var entry = new JournalEntry[2];
        try (Simulator shop = tier(5)) {
            Talk talk = new Talk(shop);
            String context = "A long text that stays the same. ".repeat(100);
            BigDecimal before = shop.balance("org-sim-cn");
            talk.chat(Talk.asks("kimi-k2.6", context));
            BigDecimal between = shop.balance("org-sim-cn");
            entry[0] = shop.lastRequest();
            talk.chat(Talk.asks("kimi-k2.6", context));
            entry[1] = shop.lastRequest();
            assertThat(entry[0].cached()).isZero();
            assertThat(entry[1].cached()).isEqualTo(entry[1].prompt());
            assertThat(between.subtract(shop.balance("org-sim-cn"))).isLessThan(before.subtract(between));
        }
    }

    @Test
    void missesTheCacheFromAChangeOn() {
        try (Simulator shop = tier(5)) {
            Talk talk = new Talk(shop);
            String context = "word ".repeat(1000);
            talk.chat(Talk.asks("kimi-k2.6", context + "one"));
            talk.chat(Talk.asks("kimi-k2.6", context + "two"));
            assertThat(shop.lastRequest().cached()).isPositive().isLessThan(shop.lastRequest().prompt());
            assertThat(shop.lastRequest().cached() % 256).isZero();
            talk.chat(Talk.asks("kimi-k2.6", "Changed: " + context + "one"));
            assertThat(shop.lastRequest().cached()).isZero();
            talk.chat(Talk.asks("kimi-k2.6", context + "one", "{\"prompt_cache_key\":\"other\"}"));
            assertThat(shop.lastRequest().cached()).isZero();
        }
    }

    @Test
    void countsKimiCodesTwoQuotas() {
        SimulatorOptions options = SimulatorOptions.defaults().quotas(2, 3).clock(() -> MORNING);
        try (Simulator plan = Simulator.start(options)) {
            Talk talk = new Talk(plan).as(Platform.KIMI_CODE, SimulatorKey.KIMI);
            for (int times = 0; times < 2; times++) {
                assertThat(talk.chat(Talk.asks("kimi-for-coding", "hi")).status()).isEqualTo(200);
            }
            Talk.Heard window = talk.chat(Talk.asks("kimi-for-coding", "hi"));
            assertThat(window.status()).isEqualTo(429);
            assertThat(window.errorMessage()).startsWith("You've reached your usage limit for this period.");
            var usages = talk.get("/usages").json();
            assertThat(usages.path("usage").path("used").stringValue()).isEqualTo("2");
            assertThat(usages.path("limits").get(0).path("detail").path("remaining").stringValue()).isEqualTo("0");
            assertThat(usages.path("limits").get(0).path("window").path("timeUnit").asString()).isEqualTo("TIME_UNIT_MINUTE");
            plan.advance(Duration.ofHours(6));
            assertThat(talk.chat(Talk.asks("kimi-for-coding", "hi")).status()).isEqualTo(200);
            plan.advance(Duration.ofHours(6));
            Talk.Heard week = talk.chat(Talk.asks("kimi-for-coding", "hi"));
            assertThat(week.status()).isEqualTo(403);
            assertThat(week.errorMessage()).startsWith("You've reached your usage limit for this billing cycle.");
            plan.advance(Duration.ofDays(7));
            assertThat(talk.chat(Talk.asks("kimi-for-coding", "hi")).status()).isEqualTo(200);
        }
        Talk spent = new Talk(simulator).as(Platform.KIMI_CODE, SimulatorKey.KIMI_QUOTA_USED);
        assertThat(spent.chat(Talk.asks("kimi-for-coding", "hi")).status()).isEqualTo(403);
    }

    @Test
    void answersTwoHundredAtATime() throws Exception {
        try (Simulator busy = Simulator.start(SimulatorOptions.defaults());
                var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            List<Callable<Talk.Heard>> calls = new ArrayList<>();
            for (int number = 0; number < 200; number++) {
                String say = "n" + number;
                calls.add(() -> new Talk(busy).chat(Talk.asks("kimi-k3", "[[sim:say " + say + "]]").put("stream", true)));
            }
            var heard = threads.invokeAll(calls);
            for (int number = 0; number < heard.size(); number++) {
                assertThat(Talk.joined(heard.get(number).get().frames(), 0).path("content").asString()).isEqualTo("n" + number);
            }
            assertThat(busy.journal()).hasSize(200);
        }
    }
}
