package cn.openclaw.gateway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.ledger.Grouping;
import cn.openclaw.ledger.Ledger;
import cn.openclaw.ledger.UsageRow;
import cn.openclaw.testing.TestGateway;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** A program with a caller key tries to get more than the key allows. */
class OverspendTest {
    private static final String KEY = "ock-greedy-0123456789abcdef";
    private static final String ANSWER =
            "{\"choices\":[{\"message\":{\"content\":\"x\"}}],\"usage\":{\"prompt_tokens\":10,\"completion_tokens\":1,\"total_tokens\":11}}";

    @TempDir
    Path folder;

    private RawUpstream upstream = new RawUpstream((_, line) -> line.json(200, ANSWER));
    private TestGateway gateway = TestGateway.asExtension();
    private final Ask ask = new Ask(KEY);

    /** One token costs one millionth. */
    private void start(String key) {
        gateway = TestGateway.asExtension()
                .config("gateway: { auth: { token: \"" + TestGateway.TOKEN + "\" }, http: { keys: { laptop: { key: \"" + KEY + "\", " + key
                        + " } } } }, models: { providers: { mock: { baseUrl: \"http://localhost:" + upstream.port()
                        + "/v1\", apiKey: \"sk-upstream-key-1\", api: \"openai-completions\","
                        + " models: [{ id: \"m\", name: \"m\", maxTokens: 4000, cost: { input: 1, output: 1, cacheRead: 0, cacheWrite: 0 } }] } } },")
                .start(folder);
    }

    @AfterEach
    void close() {
        ask.close();
        gateway.close();
        upstream.close();
    }

    private int asks(String more) {
        return ask.post(gateway.http("/v1/chat/completions"), body(more)).status();
    }

    private static String body(String more) {
        return "{\"model\":\"mock/m\"," + more + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
    }

    @Test
    void everyRequestCountsOnceInItsRate() {
        start("requestsPerMinute: 4, budget: { USD: { day: 5 } }");
        List<Integer> statuses = new ArrayList<>();
        for (int at = 0; at < 5; at++) {
            statuses.add(asks(""));
        }
        assertThat(statuses).containsExactly(200, 200, 200, 200, 429);
    }

    /** Hosts differ in which of two limits counts, and some take a number that is written as text. */
    @Test
    void noSpellingOfALimitGetsRoundTheCap() {
        start("budget: { USD: { day: 0.01 } }");
        for (String limits : List.of(
                "\"max_completion_tokens\":10,\"max_tokens\":900000,",
                "\"max_completion_tokens\":900000,\"max_tokens\":10,",
                "\"max_tokens\":\"900000\",",
                "\"max_completion_tokens\":\"900000\",")) {
            assertThat(asks(limits)).as(limits).isEqualTo(200);
            JsonNode sent = Json.parse(upstream.requests().getLast().body());
            for (String name : List.of("max_tokens", "max_completion_tokens")) {
                if (sent.has(name)) {
                    assertThat(sent.get(name).isNumber()).as(limits + sent).isTrue();
                    assertThat(sent.get(name).longValue()).as(limits + sent).isLessThanOrEqualTo(10_000);
                }
            }
            assertThat(sent.has("max_tokens") || sent.has("max_completion_tokens")).isTrue();
        }
    }

    /** The host writes, and is paid for, what a caller does not wait for. */
    @Test
    void whoLeavesBeforeTheAnswerPaysForWhatWasWrittenMeanwhile() throws Exception {
        upstream.close();
        upstream = new RawUpstream((_, line) -> assertThat(line.awaitClosed()).isTrue());
        start("budget: { USD: { day: 5 } }");
        String body = body("");
        try (Socket caller = new Socket("127.0.0.1", gateway.port())) {
            caller.getOutputStream().write(("POST /v1/chat/completions HTTP/1.1\r\nHost: 127.0.0.1\r\nAuthorization: Bearer " + KEY
                    + "\r\nContent-Length: " + body.length() + "\r\n\r\n" + body).getBytes(StandardCharsets.US_ASCII));
            while (upstream.requests().isEmpty()) {
                Thread.sleep(10);
            }
            Thread.sleep(2_200);
        }
        // At least two seconds of writing, and the prompt.
        assertThat(awaitSpent()).isBetween(100L, 4_000L);
    }

    private long awaitSpent() throws IOException, InterruptedException {
        for (int tries = 0; tries < 300; tries++) {
            long spent = spent();
            if (spent > 0) {
                return spent;
            }
            Thread.sleep(20);
        }
        return 0;
    }

    private long spent() throws IOException {
        try (Ledger ledger = new Ledger(
                gateway.home().path(".openclaw"), InstantSource.system(), () -> ZoneOffset.ofHours(8), new Random())) {
            LocalDate today = ledger.today();
            return ledger.usage(Grouping.AGENT, today, today).stream()
                    .filter(row -> row.group().equals("key:laptop"))
                    .map(UsageRow::spent)
                    .flatMap(money -> money.values().stream())
                    .mapToLong(Long::longValue)
                    .sum();
        }
    }
}
