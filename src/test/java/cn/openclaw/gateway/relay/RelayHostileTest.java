package cn.openclaw.gateway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.gateway.Lifecycle;
import cn.openclaw.json.Json;
import cn.openclaw.testing.TestGateway;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

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

    // ---- mutations

    private static final List<String> REQUESTS = List.of(
            """
            {"model":"m","stream":true,"stream_options":{"include_usage":true},"max_tokens":50,"temperature":0.5,"n":1,"stop":["x"],
             "messages":[{"role":"system","content":"s"},{"role":"user","content":[{"type":"text","text":"hi"},
             {"type":"image_url","image_url":{"url":"data:image/png;base64,AAAA"}}]},{"role":"assistant","content":null,"reasoning_content":"r",
             "tool_calls":[{"id":"c1","type":"function","function":{"name":"f","arguments":"{}"}}]},{"role":"tool","tool_call_id":"c1","content":"ok"}],
             "tools":[{"type":"function","function":{"name":"f","description":"d","parameters":{"type":"object","properties":{"a":{"type":"string"}}}}}],
             "tool_choice":{"type":"function","function":{"name":"f"}},"response_format":{"type":"json_schema","json_schema":{"name":"x","schema":{}}},
             "thinking":{"type":"enabled"},"user":"u","metadata":{"a":"b"}}""",
            """
            {"model":"m","stream":false,"max_tokens":50,"system":[{"type":"text","text":"s","cache_control":{"type":"ephemeral"}}],
             "thinking":{"type":"enabled","budget_tokens":1024},"stop_sequences":["x"],"metadata":{"user_id":"u"},
             "messages":[{"role":"user","content":[{"type":"text","text":"hi"},{"type":"image","source":{"type":"base64","media_type":"image/png","data":"AAAA"}}]},
             {"role":"assistant","content":[{"type":"thinking","thinking":"t","signature":"s"},{"type":"tool_use","id":"c1","name":"f","input":{"a":1}}]},
             {"role":"user","content":[{"type":"tool_result","tool_use_id":"c1","content":[{"type":"text","text":"ok"}],"is_error":false}]}],
             "tools":[{"name":"f","description":"d","input_schema":{"type":"object","properties":{"a":{"type":"string"}}}}],"tool_choice":{"type":"any"}}""",
            """
            {"model":"m","stream":true,"instructions":"s","max_output_tokens":50,"store":false,"include":["reasoning.encrypted_content"],
             "input":[{"type":"message","role":"user","content":[{"type":"input_text","text":"hi"},{"type":"input_image","image_url":"data:image/png;base64,AAAA"}]},
             {"type":"reasoning","id":"r","summary":[{"type":"summary_text","text":"t"}],"encrypted_content":"x"},
             {"type":"function_call","call_id":"c1","name":"f","arguments":"{}"},{"type":"function_call_output","call_id":"c1","output":"ok"}],
             "tools":[{"type":"function","name":"f","description":"d","parameters":{"type":"object"},"strict":true}],
             "tool_choice":{"type":"function","name":"f"},"reasoning":{"effort":"low","summary":"auto"},"text":{"format":{"type":"json_schema","name":"x","schema":{}}}}""");
    private static final List<String> PATHS = List.of("/v1/chat/completions", "/v1/messages", "/v1/responses");

    /** For each wire the events of one stream. */
    private static final List<List<String>> STREAMS = List.of(
            List.of(
                    "{\"id\":\"c\",\"object\":\"chat.completion.chunk\",\"created\":1,\"model\":\"m\",\"choices\":[{\"index\":0,\"delta\":{\"role\":\"assistant\",\"reasoning_content\":\"t\"},\"finish_reason\":null}]}",
                    "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"content\":\"word\"},\"finish_reason\":null}]}",
                    "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"type\":\"function\",\"function\":{\"name\":\"f\",\"arguments\":\"{\"}}]},\"finish_reason\":null}]}",
                    "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":{\"arguments\":\"}\"}}]},\"finish_reason\":null}]}",
                    "{\"id\":\"c\",\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}],\"usage\":{\"prompt_tokens\":5,\"completion_tokens\":7,\"total_tokens\":12}}"),
            List.of(
                    "{\"type\":\"message_start\",\"message\":{\"id\":\"m\",\"type\":\"message\",\"role\":\"assistant\",\"model\":\"m\",\"content\":[],\"usage\":{\"input_tokens\":5,\"output_tokens\":1}}}",
                    "{\"type\":\"content_block_start\",\"index\":0,\"content_block\":{\"type\":\"thinking\",\"thinking\":\"\"}}",
                    "{\"type\":\"content_block_delta\",\"index\":0,\"delta\":{\"type\":\"thinking_delta\",\"thinking\":\"t\"}}",
                    "{\"type\":\"content_block_stop\",\"index\":0}",
                    "{\"type\":\"content_block_start\",\"index\":1,\"content_block\":{\"type\":\"tool_use\",\"id\":\"c1\",\"name\":\"f\",\"input\":{}}}",
                    "{\"type\":\"content_block_delta\",\"index\":1,\"delta\":{\"type\":\"input_json_delta\",\"partial_json\":\"{}\"}}",
                    "{\"type\":\"message_delta\",\"delta\":{\"stop_reason\":\"tool_use\"},\"usage\":{\"output_tokens\":7}}",
                    "{\"type\":\"message_stop\"}"),
            List.of(
                    "{\"type\":\"response.created\",\"response\":{\"id\":\"r\",\"object\":\"response\",\"status\":\"in_progress\",\"output\":[]}}",
                    "{\"type\":\"response.output_item.added\",\"output_index\":0,\"item\":{\"type\":\"message\",\"id\":\"i\",\"role\":\"assistant\",\"content\":[]}}",
                    "{\"type\":\"response.output_text.delta\",\"item_id\":\"i\",\"output_index\":0,\"content_index\":0,\"delta\":\"word\"}",
                    "{\"type\":\"response.output_item.added\",\"output_index\":1,\"item\":{\"type\":\"function_call\",\"id\":\"j\",\"call_id\":\"c1\",\"name\":\"f\",\"arguments\":\"\"}}",
                    "{\"type\":\"response.function_call_arguments.delta\",\"item_id\":\"j\",\"output_index\":1,\"delta\":\"{}\"}",
                    "{\"type\":\"response.completed\",\"response\":{\"id\":\"r\",\"status\":\"completed\",\"output\":[{\"type\":\"message\",\"id\":\"i\",\"role\":\"assistant\",\"content\":[{\"type\":\"output_text\",\"text\":\"word\"}]}],\"usage\":{\"input_tokens\":5,\"output_tokens\":7,\"total_tokens\":12}}}"));

    @Test
    void mutatedRequestsAndAnswersAreAnswered() throws Exception {
        mutate(250, 20261123);
    }

    @Test
    @Tag("slow")
    void manyMutatedRequestsAndAnswersAreAnswered() throws Exception {
        mutate(12_000, 5);
    }

    /** Each round one request of any dialect to a host of any, which answers in its own words; one of the two is mutated. */
    private void mutate(int rounds, long seed) throws Exception {
        AtomicInteger asked = new AtomicInteger();
        play = (request, line) -> {
            int round = asked.incrementAndGet();
            int wire = request.line().contains("/messages") ? 1 : request.line().contains("/responses") ? 2 : 0;
            Random random = new Random(seed * 31 + round);
            line.begin();
            for (String event : STREAMS.get(wire)) {
                String data = round % 2 == 0 ? event : Json.write(mutated(Json.parse(event), random));
                String text = (wire == 0 ? "" : "event: x\n") + "data: " + data + "\n\n";
                int cut = random.nextInt(text.length());
                line.chunk(text.substring(0, cut));
                line.chunk(text.substring(cut) + (random.nextInt(20) == 0 ? ": ping\r\n\r\n" : ""));
            }
            if (random.nextInt(5) > 0) {
                line.chunk(wire == 0 ? "data: [DONE]\n\n" : "\n");
            }
            line.end();
        };
        try (var workers = Executors.newFixedThreadPool(24)) {
            List<Future<?>> all = new ArrayList<>();
            for (int round = 0; round < rounds; round++) {
                int which = round;
                all.add(workers.submit(() -> askMutated(which, new Random(seed + which))));
            }
            for (Future<?> one : all) {
                one.get();
            }
        }
        nothingRuns();
        assertThat(gateway.log()).noneMatch(line -> line.startsWith("FAULT"));
    }

    private void askMutated(int round, Random random) {
        int door = random.nextInt(3);
        ObjectNode request = (ObjectNode) Json.parse(REQUESTS.get(door));
        if (round % 2 == 0) {
            request = (ObjectNode) mutated(request, random);
        }
        request.put("model", APIS.get(random.nextInt(3)) + "/m");
        try {
            Ask.Said said = ask.post(gateway.http(PATHS.get(door)), Json.write(request));
            assertThat(said.status()).as("round " + round + " " + said.body()).isNotEqualTo(500);
        } catch (AssertionError e) {
            // A stream that its host spoiled is cut, so that its reader sees it.
            assertThat(e).hasMessageContaining("chunked transfer encoding");
        }
    }

    /** One to three of its values replaced or left out. */
    private static JsonNode mutated(JsonNode tree, Random random) {
        JsonNode copy = tree.deepCopy();
        for (int change = 1 + random.nextInt(3); change > 0; change--) {
            JsonNode at = copy;
            while (at.isContainer() && !at.isEmpty()) {
                int which = random.nextInt(at.size());
                JsonNode below = List.copyOf(at.values()).get(which);
                if (!below.isContainer() || below.isEmpty() || random.nextInt(3) == 0) {
                    replace(at, which, random);
                    break;
                }
                at = below;
            }
        }
        return copy;
    }

    private static void replace(JsonNode in, int which, Random random) {
        JsonNode other = Json.parse(List.of("null", "5", "-1", "1e308", "\"\"", "\"word\"", "[]", "{}", "[null]", "[[]]", "{\"type\":5}", "true",
                "\"\\u0000\\u202e\"", "99999999999999999999", "{\"type\":\"text\"}", "[{\"role\":\"user\"}]").get(random.nextInt(16)));
        if (in instanceof ObjectNode object) {
            String name = List.copyOf(object.propertyNames()).get(which);
            if (random.nextInt(4) == 0) {
                object.remove(name);
            } else {
                object.set(name, other);
            }
        } else if (in instanceof ArrayNode array) {
            array.set(which, other);
        }
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
