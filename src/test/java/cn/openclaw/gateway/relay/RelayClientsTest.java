package cn.openclaw.gateway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.simulator.Platform;
import cn.openclaw.testing.TestGateway;
import java.net.URI;
import java.nio.file.Path;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.JsonNode;

/** Habits of other people's programs that the platform knows nothing of; {@code src/interop} has the programs themselves. */
class RelayClientsTest {
    /** Longer than the platform takes, and with characters in it that it refuses. */
    private static final String LONG = "mcp.files/" + "x".repeat(70);

    @TempDir
    Path folder;

    private final TestGateway gateway = TestGateway.asExtension();
    private final Ask ask = new Ask();

    @BeforeEach
    void start() {
        gateway.start(folder);
        gateway.reconfigure(
                """
                models: { providers: {
                  moonshot: { baseUrl: "%s", apiKey: "${MOONSHOT_API_KEY}", models: [] },
                  claude: { baseUrl: "%s", api: "anthropic-messages", apiKey: "${MOONSHOT_API_KEY}",
                    models: [{ id: "kimi-k2.6", name: "K2.6", reasoning: true, contextWindow: 262144, maxTokens: 32768 }] } } },
                """
                        .formatted(gateway.simulator().moonshotCn(), gateway.simulator().anthropicBase(Platform.MOONSHOT_CN)));
    }

    @AfterEach
    void close() {
        ask.close();
        gateway.close();
    }

    private URI at(String path) {
        return gateway.http(path);
    }

    private static String tool(String name) {
        return "{\"type\":\"function\",\"function\":{\"name\":\"" + name + "\",\"description\":\"d\",\"parameters\":{\"type\":\"object\",\"properties\":{}}}}";
    }

    /** The name that the platform was told of the tool with this place in the request. */
    private String sent(int place) {
        JsonNode tool = gateway.simulator().lastRequest().body().orElseThrow().path("tools").get(place);
        return tool.path("function").path("name").asString(tool.path("name").asString(""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"moonshot/kimi-k2.6", "claude/kimi-k2.6"})
    void toolsKeepTheNamesOfTheProgram(String model) {
        String body = "{\"model\":\"" + model + "\",\"messages\":[{\"role\":\"user\",\"content\":\"[[sim:tool NAME {}]]\"}],\"tools\":["
                + tool("fine") + "," + tool("7.eyes") + "," + tool(LONG) + "]}";
        // Once for the name that the platform is told: the simulator calls what it is told to call.
        ask.post(at("/v1/chat/completions"), body);
        assertThat(sent(0)).isEqualTo("fine");
        assertThat(sent(1)).isEqualTo("t_7_eyes");
        assertThat(sent(2)).hasSize(64).startsWith("mcp_files_xxx");

        Ask.Said whole = ask.post(at("/v1/chat/completions"), body.replace("NAME", "t_7_eyes"));
        assertThat(whole.status()).as(whole.body()).isEqualTo(200);
        JsonNode call = whole.json().path("choices").get(0).path("message").path("tool_calls").get(0);
        assertThat(call.path("function").path("name").asString("")).isEqualTo("7.eyes");
        assertThat(whole.header("x-openclaw-adapted")).contains("tool-names");

        Ask.Said streamed = ask.post(
                at("/v1/chat/completions"), body.replace("NAME", sent(2)).replace("\"messages\"", "\"stream\":true,\"messages\""));
        assertThat(streamed.body()).contains("\"name\":\"" + LONG + "\"").doesNotContain("\"name\":\"mcp_files");

        String history = "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"a:0\",\"type\":\"function\",\"function\":{\"name\":\"7.eyes\",\"arguments\":\"{}\"}}]},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"a:0\",\"name\":\"7.eyes\",\"content\":\"seven\"}";
        Ask.Said after = ask.post(
                at("/v1/chat/completions"),
                body.replace("[[sim:tool NAME {}]]", "hi").replace("}],\"tools\"", "}," + history + "],\"tools\""));
        assertThat(after.status()).as(after.body()).isEqualTo(200);
        assertThat(after.body()).contains("t_7_eyes returned").contains("seven");
        assertThat(Json.write(gateway.simulator().lastRequest().body().orElseThrow())).doesNotContain("7.eyes");
    }

    @Test
    void aMessagesProgramKeepsThemToo() {
        String body = "{\"model\":\"MODEL\",\"max_tokens\":500,\"stream\":true,\"tool_choice\":{\"type\":\"auto\"},\"tools\":[{\"name\":\"7.eyes\",\"input_schema\":{\"type\":\"object\"}}],"
                + "\"messages\":[{\"role\":\"user\",\"content\":\"[[sim:tool t_7_eyes {}]]\"}]}";
        for (String model : new String[] {"moonshot/kimi-k2.6", "claude/kimi-k2.6"}) {
            Ask.Said said = ask.post(at("/v1/messages"), body.replace("MODEL", model));
            assertThat(said.body()).contains("\"name\":\"7.eyes\"").doesNotContain("\"name\":\"t_7_eyes\"");
            assertThat(said.events().getLast().path("type").asString("")).isEqualTo("message_stop");
            Ask.Said whole = ask.post(at("/v1/messages"), body.replace("MODEL", model).replace("\"stream\":true,", ""));
            assertThat(whole.json().path("content").get(1).path("name").asString("")).isEqualTo("7.eyes");
        }
    }

    @Test
    void severalAnswersAreRefusedWhereTheModelGivesOne() {
        for (String model : new String[] {"moonshot/kimi-k2.6", "claude/kimi-k2.6", "openclaw"}) {
            String body = "{\"model\":\"" + model + "\",\"n\":2,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
            Ask.Said refused = ask.post(at("/v1/chat/completions"), body);
            assertThat(refused.status()).as(model).isEqualTo(400);
            assertThat(refused.json().path("error").path("message").asString("")).startsWith("n: ").contains("one answer");
            assertThat(refused.json().path("error").path("param").asString("")).isEqualTo("n");
            assertThat(ask.post(at("/v1/chat/completions"), body.replace("\"n\":2", "\"n\":1")).status()).as(model).isEqualTo(200);
        }
        // Two answers in one request are this older model's own.
        Ask.Said two = ask.post(
                at("/v1/chat/completions"),
                "{\"model\":\"moonshot/moonshot-v1-8k\",\"n\":2,\"temperature\":0.7,\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}");
        assertThat(two.status()).as(two.body()).isIn(200, 404);
    }

    @ParameterizedTest
    @ValueSource(strings = {"moonshot/kimi-k2.6", "claude/kimi-k2.6", "openclaw"})
    void aConversationThatAnthropicWouldKeepIsAskedForWhole(String model) {
        String body = "{\"model\":\"" + model + "\",\"max_tokens\":50,\"thread\":{\"type\":\"create\"},\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        for (String path : new String[] {"/v1/messages", "/v1/messages/count_tokens"}) {
            Ask.Said refused = ask.post(at(path), body, "anthropic-beta", "message-threads-2026-08-12");
            assertThat(refused.status()).isEqualTo(400);
            assertThat(refused.json().path("error").path("type").asString("")).isEqualTo("invalid_request_error");
            assertThat(refused.json().path("error").path("details").path("error_code").asString("")).isEqualTo("thread_unsupported_request");
        }
        assertThat(ask.post(at("/v1/messages"), body.replace("{\"type\":\"create\"}", "null")).status()).isEqualTo(200);
    }

    @Test
    void whatIsNoConversationIsNotTranslated() {
        for (String no : new String[] {"", ",\"messages\":\"x\",\"system\":\"be terse\"", ",\"messages\":[]"}) {
            Ask.Said refused = ask.post(at("/v1/messages"), "{\"model\":\"moonshot/kimi-k2.6\",\"max_tokens\":5,\"stream\":true" + no + "}");
            assertThat(refused.status()).as(no).isEqualTo(400);
            assertThat(refused.json().path("error").path("message").asString("")).startsWith("messages: ");
        }
        Ask.Said refused = ask.post(at("/v1/responses"), "{\"model\":\"moonshot/kimi-k2.6\",\"instructions\":\"be terse\",\"input\":7}");
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.json().path("error").path("param").asString("")).isEqualTo("input");
    }

    @Test
    void lostThoughtsAreMadeGoodOnTheMessagesWire() {
        String body =
                """
                {"model":"claude/kimi-k2.6","max_tokens":500,"tools":[{"name":"look","input_schema":{"type":"object"}}],
                 "messages":[{"role":"user","content":"[[sim:tool look {}]][[sim:then]][[sim:say Seen.]]"},
                  {"role":"assistant","content":[{"type":"tool_use","id":"look:0","name":"look","input":{}}]},
                  {"role":"user","content":[{"type":"tool_result","tool_use_id":"look:0","content":"a tree"}]}]}
                """;
        Ask.Said said = ask.post(at("/v1/messages"), body);
        assertThat(said.status()).as(said.body()).isEqualTo(200);
        assertThat(said.body()).contains("Seen.");
        assertThat(said.header("x-openclaw-adapted")).contains("thinking");
        Ask.Said calm = ask.post(at("/v1/messages"), body.replace("\"max_tokens\"", "\"thinking\":{\"type\":\"disabled\"},\"max_tokens\""));
        assertThat(calm.body()).contains("Seen.");
        assertThat(calm.header("x-openclaw-adapted")).doesNotContain("thinking");
    }

    /** Each of the requests that one turn takes is told its own words and tokens, once. */
    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void anAgentsTurnOverTwoRequestsIsToldInParts(boolean stream) {
        String body = "{\"model\":\"openclaw\",\"stream\":" + stream + ",\"stream_options\":{\"include_usage\":true},\"tools\":[" + tool("weather")
                + "],\"messages\":[{\"role\":\"user\",\"content\":\"[[sim:say I will look.]][[sim:tool weather {}]][[sim:then]][[sim:say Sunny.]]\"}";
        Ask.Said first = ask.post(at("/v1/chat/completions"), body + "]}");
        assertThat(first.status()).as(first.body()).isEqualTo(200);
        assertThat(words(first, stream)).isEqualTo("I will look.");
        assertThat(tokens(first, stream)).isEqualTo(counted());
        String id = first.body().replaceAll("(?s).*\"id\":\"(call_[0-9a-f]+)\".*", "$1");
        Ask.Said second = ask.post(
                at("/v1/chat/completions"),
                body + ",{\"role\":\"assistant\",\"content\":\"I will look.\",\"tool_calls\":[{\"id\":\"" + id
                        + "\",\"type\":\"function\",\"function\":{\"name\":\"weather\",\"arguments\":\"{}\"}}]},"
                        + "{\"role\":\"tool\",\"tool_call_id\":\"" + id + "\",\"content\":\"no cloud\"}]}");
        assertThat(second.status()).as(second.body()).isEqualTo(200);
        assertThat(words(second, stream)).isEqualTo("Sunny.");
        assertThat(tokens(second, stream)).isEqualTo(counted());
    }

    @Test
    void anAgentsCallIsNoAnswerCutOff() {
        String body = "{\"model\":\"openclaw\",\"input\":\"[[sim:tool weather {}]]\",\"tools\":[{\"type\":\"function\",\"name\":\"weather\",\"parameters\":{\"type\":\"object\",\"properties\":{}}}]}";
        JsonNode response = ask.post(at("/v1/responses"), body).json();
        assertThat(response.path("output").get(0).path("type").asString("")).isEqualTo("function_call");
        assertThat(response.path("status").asString("")).isEqualTo("completed");
        assertThat(response.path("usage").path("total_tokens").asInt(0)).isEqualTo(counted());
    }

    private static String words(Ask.Said said, boolean stream) {
        return stream
                ? said.events().stream().map(event -> event.path("choices").path(0).path("delta").path("content").asString("")).collect(Collectors.joining())
                : said.json().path("choices").path(0).path("message").path("content").asString("");
    }

    private static int tokens(Ask.Said said, boolean stream) {
        JsonNode holder = stream ? said.events().getLast() : said.json();
        return holder.path("usage").path("total_tokens").asInt(0);
    }

    private int counted() {
        return gateway.simulator().lastRequest().prompt() + gateway.simulator().lastRequest().completion();
    }

    @Test
    void noProgramTriesAgainWhereThereIsNoMoney() {
        String body = "{\"model\":\"moonshot/kimi-k2.6\",\"max_tokens\":9,\"messages\":[{\"role\":\"user\",\"content\":\"[[sim:quota]]\"}]}";
        Ask.Said broke = ask.post(at("/v1/messages"), body);
        assertThat(broke.status()).isEqualTo(429);
        assertThat(broke.header("x-should-retry")).isEqualTo("false");
        Ask.Said busy = ask.post(at("/v1/messages"), body.replace("moonshot/", "claude/").replace("quota", "overload"));
        assertThat(busy.status()).isEqualTo(429);
        assertThat(busy.header("x-should-retry")).isEmpty();
    }

    @Test
    void whatIsNotServedIsRefusedInWordsAProgramReads() {
        for (String path : new String[] {"/v1/responses/resp_1", "/v1/files", "/v1/images/generations", "/v1/messages/batches", "/v1/completions", "/v1"}) {
            Ask.Said got = ask.get(at(path));
            assertThat(got.status()).as(path + got.body()).isEqualTo(404);
            assertThat(got.json().path("error").path("message").asString("")).as(path + got.body()).contains(path);
            Ask.Said posted = ask.post(at(path), "{}", "anthropic-version", "2023-06-01");
            assertThat(posted.status()).as(path).isEqualTo(404);
            assertThat(posted.json().path("error").path("message").asString("")).as(path + posted.body()).contains(path);
        }
    }

    @Test
    void whatAnAgentIsAskedIsCountedToo() {
        Ask.Said said = ask.post(
                at("/v1/messages/count_tokens"), "{\"model\":\"openclaw\",\"messages\":[{\"role\":\"user\",\"content\":\"How many tokens are in these words?\"}]}");
        assertThat(said.status()).as(said.body()).isEqualTo(200);
        assertThat(said.json().path("input_tokens").asInt(0)).isBetween(8, 30);
    }
}
