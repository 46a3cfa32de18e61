package cn.openclaw.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** What a conversation and its tools must look like. */
class MessageRulesTest {
    private static Simulator simulator;

    @BeforeAll
    static void start() {
        simulator = Simulator.start(SimulatorOptions.defaults());
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    record Row(String name, String model, String messages, String refusal) {}

    private static final String USER = "{\"role\":\"user\",\"content\":\"hi\"}";
    private static final String CALL = "{\"role\":\"assistant\",\"content\":\"\",\"reasoning_content\":\"r\",\"tool_calls\":"
            + "[{\"id\":\"Shell:58\",\"type\":\"function\",\"function\":{\"name\":\"Shell\",\"arguments\":\"{}\"}}]}";
    private static final String RESULT = "{\"role\":\"tool\",\"tool_call_id\":\"Shell:58\",\"content\":\"ok\"}";

    static final List<Row> ROWS = List.of(
            new Row("plain", "kimi-k3", USER, ""),
            new Row("nobody speaks", "kimi-k3", "", "messages must be a non-empty array"),
            new Row("developer", "kimi-k3", "{\"role\":\"developer\",\"content\":\"x\"}," + USER, "unsupported role ROLE_UNSPECIFIED"),
            new Row("function", "kimi-k3", "{\"role\":\"function\",\"content\":\"x\"}," + USER, "unsupported role ROLE_UNSPECIFIED"),
            new Row("empty assistant", "kimi-k3", USER + ",{\"role\":\"assistant\",\"content\":\"\"}," + USER,
                    "the message at position 1 with role 'assistant' must not be empty"),
            new Row("empty user", "kimi-k3", "{\"role\":\"user\",\"content\":\"\"}",
                    "the message at position 0 with role 'user' must not be empty"),
            new Row("call answered", "kimi-k3", USER + "," + CALL + "," + RESULT, ""),
            new Row("call with null content", "kimi-k3", USER + "," + CALL.replace("\"content\":\"\"", "\"content\":null") + "," + RESULT, ""),
            new Row("call without content", "kimi-k3", USER + "," + CALL.replace("\"content\":\"\",", "") + "," + RESULT, ""),
            new Row("call unanswered", "kimi-k3", USER + "," + CALL + "," + USER,
                    "The following tool_call_ids did not have response messages: Shell:58"),
            new Row("call unanswered at the end", "kimi-k3", USER + "," + CALL,
                    "must be followed by tool messages responding to each 'tool_call_id'"),
            new Row("result of nothing", "kimi-k3", USER + "," + RESULT, "tool_call_id Shell:58 is not found"),
            new Row("result without id", "kimi-k3", USER + "," + CALL + ",{\"role\":\"tool\",\"content\":\"ok\"}", "is not found"),
            new Row("thoughts missing", "kimi-k3", USER + "," + CALL.replace("\"reasoning_content\":\"r\",", "") + "," + RESULT,
                    "thinking is enabled but reasoning_content is missing in assistant tool call message at index 1"),
            new Row("thoughts empty", "kimi-k3", USER + "," + CALL.replace("\"r\"", "\"\"") + "," + RESULT, ""),
            new Row("thoughts of one space", "kimi-k2.6", USER + "," + CALL.replace("\"r\"", "\" \"") + "," + RESULT, ""),
            new Row("no thoughts, no thinking", "moonshot-v1-8k",
                    USER + "," + CALL.replace("\"reasoning_content\":\"r\",", "") + "," + RESULT, ""),
            new Row("partial last", "kimi-k3", USER + ",{\"role\":\"assistant\",\"content\":\"Once\",\"partial\":true}", ""),
            new Row("partial first", "kimi-k3", "{\"role\":\"assistant\",\"content\":\"Once\",\"partial\":true}," + USER,
                    "partial is only allowed on the last message"),
            new Row("picture for eyes", "kimi-k3",
                    "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AAAA\"}}]}", ""),
            new Row("picture as a bare string", "kimi-k3",
                    "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":\"data:image/png;base64,AAAA\"}]}", ""),
            new Row("picture for the blind", "moonshot-v1-8k",
                    "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"data:image/png;base64,AAAA\"}}]}",
                    "the message at position 0 with role 'user' contains an invalid part type: image_url"),
            new Row("picture elsewhere", "kimi-k3",
                    "{\"role\":\"user\",\"content\":[{\"type\":\"image_url\",\"image_url\":{\"url\":\"https://example.com/a.png\"}}]}",
                    "unsupported image url"),
            new Row("file that is not there", "kimi-k3",
                    "{\"role\":\"user\",\"content\":[{\"type\":\"video_url\",\"video_url\":{\"url\":\"ms://none\"}}]}", "file none not found"),
            new Row("unknown part", "kimi-k3", "{\"role\":\"user\",\"content\":[{\"type\":\"audio\"}]}", "invalid part type: audio"),
            new Row("content of a number", "kimi-k3", "{\"role\":\"user\",\"content\":7}", "has an invalid content"),
            // Tools that appear later on, for the newest models.
            new Row("late tool", "kimi-k3", USER + ",{\"role\":\"system\",\"tools\":[" + tool("late") + "]}", ""),
            new Row("late tool with words", "kimi-k3", USER + ",{\"role\":\"system\",\"content\":\"x\",\"tools\":[" + tool("late") + "]}",
                    "system message without content"),
            new Row("late tool of a user", "kimi-k3", "{\"role\":\"user\",\"content\":\"x\",\"tools\":[" + tool("late") + "]}",
                    "only allowed on a system message"),
            new Row("late tools twice", "kimi-k3",
                    USER + ",{\"role\":\"system\",\"tools\":[" + tool("late") + "]},{\"role\":\"system\",\"tools\":[" + tool("late") + "]}",
                    "function name late is duplicated"),
            new Row("late nothing", "kimi-k3", USER + ",{\"role\":\"system\",\"tools\":[null]}", "invalid tools"),
            new Row("late tool without a name", "kimi-k3", USER + ",{\"role\":\"system\",\"tools\":[{\"type\":\"function\",\"function\":{}}]}",
                    "function name is invalid"),
            new Row("late tool, old model", "kimi-k2.6", USER + ",{\"role\":\"system\",\"tools\":[" + tool("late") + "]}",
                    "not supported by this model"));

    private static String tool(String name) {
        return "{\"type\":\"function\",\"function\":{\"name\":\"" + name + "\",\"parameters\":{\"type\":\"object\",\"properties\":{}}}}";
    }

    @TestFactory
    Stream<DynamicTest> everyConversation() {
        return ROWS.stream().map(row -> DynamicTest.dynamicTest(row.name(), () -> {
            Talk.Heard heard = new Talk(simulator)
                    .chat(Talk.with("{\"model\":\"" + row.model() + "\",\"messages\":[" + row.messages() + "]}"));
            if (row.refusal().isEmpty()) {
                assertThat(heard.status()).as(heard.body()).isEqualTo(200);
            } else {
                assertThat(heard.status()).isEqualTo(400);
                assertThat(heard.errorMessage()).contains(row.refusal());
            }
        }));
    }

    @Test
    void saysOnKimiCodeWhichRoleItRefusesAndMindsEmptyTexts() {
        Talk kimi = new Talk(simulator).as(Platform.KIMI_CODE, SimulatorKey.KIMI);
        assertThat(kimi.chat(Talk.with("{\"model\":\"k3\",\"messages\":[{\"role\":\"developer\",\"content\":\"x\"}]}")).errorMessage())
                .isEqualTo("role 'developer' is not allowed");
        String emptyText = CALL.replace("\"content\":\"\"", "\"content\":[{\"type\":\"text\",\"text\":\"\"}]");
        assertThat(kimi.chat(Talk.with("{\"model\":\"k3\",\"messages\":[" + USER + "," + emptyText + "," + RESULT + "]}"))
                        .errorMessage())
                .isEqualTo("text content is empty");
        assertThat(kimi.chat(Talk.asks("k3", "hi", "{\"reasoning_effort\":\"xhigh\"}")).status()).isEqualTo(200);
    }

    record Name(String name, boolean good) {}

    @TestFactory
    Stream<DynamicTest> everyToolName() {
        return Stream.of(
                        new Name("read", true), new Name("read_file-2", true), new Name("R", true), new Name("a".repeat(64), true),
                        new Name("", false), new Name("2read", false), new Name("_read", false), new Name("re@d", false),
                        new Name("a b", false), new Name("读", false), new Name("a".repeat(257), false))
                .map(row -> DynamicTest.dynamicTest("tool " + row.name(), () -> {
                    var body = Talk.asks("kimi-k3", "hi", "{\"tools\":[" + tool(row.name()) + "]}");
                    Talk.Heard heard = new Talk(simulator).chat(body);
                    assertThat(heard.status()).isEqualTo(row.good() ? 200 : 400);
                    if (!row.good()) {
                        assertThat(heard.errorMessage()).startsWith("function name is invalid, must start with a letter");
                    }
                }));
    }

    @Test
    void limitsHowManyToolsThereAre() {
        StringBuilder tools = new StringBuilder(tool("t0"));
        for (int number = 1; number < 129; number++) {
            tools.append(',').append(tool("t" + number));
        }
        Talk.Heard heard = new Talk(simulator).chat(Talk.asks("kimi-k3", "hi", "{\"tools\":[" + tools + "]}"));
        assertThat(heard.errorMessage()).contains("at most 128");
        Talk.Heard twice = new Talk(simulator).chat(Talk.asks("kimi-k3", "hi", "{\"tools\":[" + tool("a") + "," + tool("a") + "]}"));
        assertThat(twice.errorMessage()).isEqualTo("function name a is duplicated");
    }

    @Test
    void saysHowManyTokensAreTooMany() {
        Talk.Heard heard = new Talk(simulator).chat(Talk.asks("moonshot-v1-8k", "字".repeat(9_000)));
        assertThat(heard.status()).isEqualTo(400);
        assertThat(heard.errorMessage())
                .matches("Invalid request: Your request exceeded model token limit: 8192 \\(requested: [0-9]+\\)");
        Talk.Heard asked = new Talk(simulator).chat(Talk.asks("moonshot-v1-8k", "hi", "{\"max_tokens\":8192}"));
        assertThat(asked.errorMessage()).contains("exceeded model token limit");
    }

    @Test
    void limitsTheWholeMessageToTwoMebibytes() {
        Talk.Heard heard = new Talk(simulator).chat(Talk.asks("kimi-k3", "x".repeat(2_097_200)));
        assertThat(heard.errorMessage()).matches("total message size [0-9]+ exceeds limit 2097152");
    }

    @Test
    void saysThatABodyIsNotJson() {
        assertThat(new Talk(simulator).post("/chat/completions", "{oops").errorMessage()).contains("not valid JSON");
        assertThat(new Talk(simulator).post("/chat/completions", "[]").errorMessage()).contains("must be a JSON object");
        assertThat(new Talk(simulator).post("/chat/completions", "{}").errorMessage()).contains("model is required");
    }
}
