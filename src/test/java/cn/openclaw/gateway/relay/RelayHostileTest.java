package cn.openclaw.gateway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.gateway.Lifecycle;
import cn.openclaw.testing.TestGateway;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A host that answers nonsense gets its caller an error in time, in every dialect; nothing of the request stays behind. */
class RelayHostileTest {
    private static final String KEY = "sk-upstream-key-0123456789";
    private static final String DEEP = "[".repeat(990) + "]".repeat(990);
    private static final String DEEPER = "{\"a\":".repeat(20_000) + "1" + "}".repeat(20_000);

    /** Bodies of a 200 that no dialect knows. */
    private static final List<String> ANSWERS = List.of(
            "null",
            "[]",
            "\"x\"",
            "1",
            "{}",
            "  ",
            "",
            "{\"choices\":null}",
            "{\"choices\":[]}",
            "{\"choices\":[null]}",
            "{\"choices\":[{\"message\":null}]}",
            "{\"choices\":[{\"message\":[]}]}",
            "{\"choices\":[{\"message\":{\"content\":[null]}}]}",
            "{\"choices\":[{\"message\":{\"tool_calls\":[null]}}]}",
            "{\"choices\":[{\"message\":{\"tool_calls\":[{\"function\":null}]}}]}",
            "{\"choices\":[{\"message\":{\"tool_calls\":[{\"id\":5,\"function\":{\"name\":null,\"arguments\":{}}}]}}]}",
            "{\"choices\":[{\"message\":{\"content\":\"a\"},\"finish_reason\":5}],\"usage\":\"x\"}",
            "{\"choices\":[{\"message\":{\"content\":\"a\"}}],\"usage\":{\"prompt_tokens\":-99999999999,\"completion_tokens\":1e308}}",
            "{\"choices\":[{\"message\":{\"content\":\"a\"}}],\"usage\":{\"prompt_tokens\":1e999999999,\"completion_tokens\":5}}",
            "{\"choices\":[{\"message\":{\"content\":\"a\"}}],\"created\":\"x\",\"id\":5,\"model\":null}",
            "{\"choices\":[{\"message\":{\"content\":\"\\ud800\"}}]}",
            "{\"a\":" + DEEP + "}",
            DEEPER,
            "{\"output\":[null]}",
            "{\"output\":{\"a\":1}}",
            "{\"content\":[null],\"usage\":null}",
            "{\"content\":\"x\",\"stop_reason\":5}",
            "{\"type\":\"error\"}",
            "{\"error\":\"string\"}",
            "{\"error\":[]}",
            "{\"error\":5}");

    private static final List<String> APIS = List.of("openai-completions", "anthropic-messages", "openai-responses");
    private static final Map<String, String> DOORS = Map.of(
            "/v1/chat/completions", "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]",
            "/v1/messages", "\"max_tokens\":50,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]",
            "/v1/responses", "\"input\":\"hi\"");

    @TempDir
    Path folder;

    private final Ask ask = new Ask();
    private TestGateway gateway = TestGateway.asExtension();
    private RawUpstream.Play play = (_, line) -> line.json(200, "{}");
    private RawUpstream host = new RawUpstream((request, line) -> play.answer(request, line));

    @BeforeEach
    void start() {
        List<String> providers = new ArrayList<>();
        for (String api : APIS) {
            providers.add("\"" + api + "\": { baseUrl: \"" + host.base() + "\", apiKey: \"" + KEY + "\", api: \"" + api + "\","
                    + " limits: { firstByteMs: 3000, stallMs: 3000, connectMs: 2000 },"
                    + " models: [{ id: \"m\", name: \"m\", cost: { input: 4, output: 16, cacheRead: 1, cacheWrite: 0 } }] }");
        }
        gateway = TestGateway.asExtension().config("models: { providers: { " + String.join(", ", providers) + " } },").start(folder);
    }

    @AfterEach
    void close() {
        ask.close();
        gateway.close();
        host.close();
    }

    private Ask.Said ask(String door, String api, boolean stream) {
        return ask(door, api, stream, "hi");
    }

    private Ask.Said ask(String door, String api, boolean stream, String words) {
        String rest = DOORS.get(door).replace("hi", words);
        return ask.post(gateway.http(door), "{\"model\":\"" + api + "/m\",\"stream\":" + stream + "," + rest + "}");
    }

    /** No request counts as running, so that a restart has nothing to wait for. */
    private void nothingRuns() throws InterruptedException {
        Lifecycle lifecycle = gateway.server().world().kept(Lifecycle.class, Lifecycle::of);
        for (int wait = 0; wait < 100 && lifecycle.busy() > 0; wait++) {
            Thread.sleep(20);
        }
        assertThat(lifecycle.busy()).isZero();
    }

    @Test
    void nonsenseIsAnsweredInEveryDialect() throws Exception {
        play = (request, line) -> {
            String body = request.body();
            int at = body.indexOf("answer ") + 7;
            line.json(200, ANSWERS.get(Integer.parseInt(body.substring(at, body.indexOf('.', at)))));
        };
        try (var workers = Executors.newFixedThreadPool(40)) {
            List<Future<Ask.Said>> all = new ArrayList<>();
            for (int answer = 0; answer < ANSWERS.size(); answer++) {
                String words = "answer " + answer + ".";
                for (String api : APIS) {
                    for (String door : DOORS.keySet()) {
                        for (boolean stream : List.of(true, false)) {
                            all.add(workers.submit(() -> ask(door, api, stream, words)));
                        }
                    }
                }
            }
            for (Future<Ask.Said> one : all) {
                assertThat(one.get().status()).isBetween(200, 504);
            }
        }
        nothingRuns();
        assertThat(gateway.log()).noneMatch(line -> line.startsWith("FAULT"));
    }

    @Test
    void aRefusalWithoutEndIsCutAndToldOn() throws Exception {
        play = (_, line) -> {
            line.send("HTTP/1.1 400 Bad\r\ncontent-type: application/json\r\n\r\n{\"error\":{\"message\":\"");
            endless(line);
        };
        long begun = System.nanoTime();
        assertThat(ask("/v1/chat/completions", "openai-completions", false).status()).isEqualTo(400);
        assertThat(ask("/v1/messages", "openai-completions", true).status()).isEqualTo(400);
        assertThat(System.nanoTime() - begun).isLessThan(8_000_000_000L);
        nothingRuns();
    }

    private static void endless(RawUpstream.Line line) throws IOException {
        String some = "x".repeat(60_000);
        for (int count = 0; count < 100_000; count++) {
            line.send(some);
        }
    }

    @Test
    void aStatusThatIsNoneIsNoAnswerToWaitFor() throws Exception {
        for (String status : List.of("101 Switching Protocols", "000 None", "099 Low")) {
            play = (_, line) -> {
                line.send("HTTP/1.1 " + status + "\r\ncontent-length: 0\r\n\r\n");
                line.awaitClosed();
            };
            long begun = System.nanoTime();
            assertThat(ask("/v1/chat/completions", "openai-completions", true).status()).as(status).isEqualTo(502);
            assertThat(System.nanoTime() - begun).as(status).isLessThan(2_500_000_000L);
        }
        nothingRuns();
    }

    @Test
    void aKeyThatAHostQuotesGoesNoFurther() {
        play = (_, line) -> line.json(
                401,
                "{\"error\":{\"message\":\"Incorrect API key provided: " + KEY + "\"}}",
                "x-request-id: " + KEY + "\r\n",
                "x-ratelimit-key: Bearer " + KEY + "\r\n",
                "www-authenticate: Bearer " + KEY + "\r\n");
        for (String api : APIS) {
            for (String door : DOORS.keySet()) {
                Ask.Said said = ask(door, api, false);
                assertThat(said.body() + said.reply().headers().map()).as(door + " of " + api).doesNotContain(KEY);
            }
        }
        assertThat(gateway.log()).noneMatch(line -> line.contains(KEY));
    }
}
