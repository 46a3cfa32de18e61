package cn.openclaw.simulator;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.openclaw.json.Json;
import cn.openclaw.simulator.SimulatorOptions.ToolIds;
import cn.openclaw.testing.SimulatorExtension;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What is answered: by script, by directive, by rule. */
class AnswersTest {
    @RegisterExtension
    final SimulatorExtension platform = new SimulatorExtension(SimulatorOptions.defaults());

    private Simulator simulator;
    private Talk talk;

    @BeforeEach
    void talk() {
        simulator = platform.simulator();
        talk = new Talk(simulator);
    }

    private JsonNode message(ObjectNode body) {
        Talk.Heard heard = talk.chat(body);
        assertThat(heard.status()).as(heard.body()).isEqualTo(200);
        return heard.json().path("choices").get(0).path("message");
    }

    private String says(String model, String text) {
        return message(Talk.asks(model, text)).path("content").asString();
    }

    @Test
    void saysThatItIsNoModelInTheUsersLanguage() {
        assertThat(says("kimi-k3", "你好")).contains("模拟器", "不是模型", "“你好”");
        assertThat(says("kimi-k3", "good morning")).contains("simulator", "not a model", "\"good morning\"");
    }

    @Test
    void thinksWhereTheModelDoes() {
        assertThat(message(Talk.asks("kimi-k3", "hi")).has("reasoning_content")).isTrue();
        assertThat(message(Talk.asks("moonshot-v1-8k", "hi")).has("reasoning_content")).isFalse();
        assertThat(message(Talk.asks("kimi-k2.6", "hi", "{\"thinking\":{\"type\":\"disabled\"}}")).has("reasoning_content"))
                .isFalse();
    }

    @Test
    void givesTheSameAnswerToTheSameRequest() {
        assertThat(says("kimi-k3", "once")).isEqualTo(says("kimi-k3", "once"));
    }

    @Test
    void callsAReadingToolWhenAFileIsMentionedAndReportsWhatItBrought() {
        ObjectNode body = Talk.asks("kimi-k3", "请看看 README.md 里写了什么", Talk.READ_TOOL);
        JsonNode first = message(body);
        JsonNode call = first.path("tool_calls").get(0);
        assertThat(call.path("id").asString()).isEqualTo("read:0");
        assertThat(call.path("function").path("arguments").asString()).isEqualTo("{\"path\":\"README.md\"}");
        Talk.messages(body).add(first);
        Talk.messages(body).addObject().put("role", "tool").put("tool_call_id", "read:0").put("content", "# 标题");
        JsonNode second = message(body);
        assertThat(second.path("content").asString()).contains("read 返回：“# 标题”", "模拟器");
        assertThat(second.has("tool_calls")).isFalse();
    }

    @Test
    void leavesToolsAloneWhenNothingFitsOrNoneIsAllowed() {
        assertThat(message(Talk.asks("kimi-k3", "hello", Talk.READ_TOOL)).has("tool_calls")).isFalse();
        ObjectNode body = Talk.asks("kimi-k3", "see a.txt", Talk.READ_TOOL);
        assertThat(message(body.put("tool_choice", "none")).has("tool_calls")).isFalse();
    }

    /** Somebody pastes a megabyte without a space: it is looked through once. */
    @Test
    void aVeryLongWordNamesNoFileAndTakesNoTime() {
        long begun = System.nanoTime();
        assertThat(message(Talk.asks("kimi-k2.6", "x".repeat(600_000), Talk.READ_TOOL)).has("tool_calls")).isFalse();
        assertThat(System.nanoTime() - begun).isLessThan(10_000_000_000L);
    }

    @Test
    void looksAtTheClockAndAtTheWeather() {
        String clock = Talk.READ_TOOL.replace("\"read\"", "\"current_time\"").replace("\"path\"", "\"zone\"");
        assertThat(message(Talk.asks("kimi-k3", "现在几点？", clock)).path("tool_calls")).hasSize(1);
        String weather = Talk.READ_TOOL.replace("\"read\"", "\"get_weather\"").replace("\"path\"", "\"city\"");
        assertThat(message(Talk.asks("kimi-k3", "How is the weather?", weather)).path("tool_calls")).hasSize(1);
    }

    @Test
    void obeysDirectivesStepByStep() {
        ObjectNode body = Talk.asks(
                "kimi-k3",
                "[[sim:think t]][[sim:tool ls {\"p\":\"]]\"}]][[sim:tool pwd]][[sim:then]][[sim:tool cat {}]][[sim:then]][[sim:say done]]");
        JsonNode one = message(body);
        assertThat(one.path("tool_calls")).extracting(call -> call.path("id").asString()).containsExactly("ls:0", "pwd:1");
        assertThat(one.path("tool_calls").get(0).path("function").path("arguments").asString()).isEqualTo("{\"p\":\"]]\"}");
        assertThat(one.path("reasoning_content").asString()).isEqualTo("t");
        answer(body, one);
        JsonNode two = message(body);
        assertThat(two.path("tool_calls")).extracting(call -> call.path("id").asString()).containsExactly("cat:0");
        answer(body, two);
        assertThat(message(body).path("content").asString()).isEqualTo("done");
    }

    private static void answer(ObjectNode body, JsonNode message) {
        Talk.messages(body).add(message);
        message.path("tool_calls").forEach(call -> Talk.messages(body)
                .addObject()
                .put("role", "tool")
                .put("tool_call_id", call.path("id").asString())
                .put("content", "ok"));
    }

    @Test
    void writesAsMuchAsItIsTold() {
        JsonNode usage = talk.chat(Talk.asks("moonshot-v1-8k", "[[sim:len 500]]", "{\"max_tokens\":2000}")).json().path("usage");
        assertThat(usage.path("completion_tokens").asInt()).isBetween(490, 500);
    }

    @Test
    void sayTheTroubleDirectivesAskFor() {
        assertThat(talk.chat(Talk.asks("kimi-k3", "[[sim:error 429 engine]]")).errorType()).isEqualTo("engine_overloaded_error");
        assertThat(talk.chat(Talk.asks("kimi-k3", "[[sim:nonsense]]")).errorMessage()).contains("There is no fault");
        assertThat(talk.chat(Talk.asks("kimi-k3", "[[sim:finish content_filter]]")).json().path("choices").get(0).path("finish_reason")
                        .asString())
                .isEqualTo("content_filter");
        assertThat(says("kimi-k3", "[[sim:leak read {\"path\":\"a\"}]]")).contains("<|tool_call_begin|>functions.read:0");
    }

    @Test
    void followsAScriptTurnByTurn() {
        simulator.script(Json.parse(
                """
                {"unmatched":"fail","turns":[
                 {"match":{"lastUser~":"^weather","step":0},"reply":{"reasoning":"look","toolCalls":[{"name":"w","arguments":{"c":"SH"}}]}},
                 {"match":{"toolResult":"rain"},"reply":{"content":"take an umbrella","chunks":["take an ","umbrella"]}},
                 {"match":{"model":"kimi-k3","turn":3},"reply":{"content":"third","finish":"length"},"loop":true}]}"""));
        ObjectNode body = Talk.asks("kimi-k3", "weather?");
        JsonNode first = message(body);
        assertThat(first.path("tool_calls").get(0).path("function").path("arguments").asString()).isEqualTo("{\"c\":\"SH\"}");
        Talk.messages(body).add(first);
        Talk.messages(body).addObject().put("role", "tool").put("tool_call_id", "w:0").put("content", "heavy rain");
        var frames = talk.chat(body.deepCopy().put("stream", true)).frames();
        assertThat(frames).extracting(frame -> frame.path("choices").get(0).path("delta").path("content").asString("")).contains(
                "take an ", "umbrella");
        Talk.messages(body).addObject().put("role", "assistant").put("content", "take an umbrella");
        Talk.messages(body).addObject().put("role", "user").put("content", "and then?");
        assertThat(message(body).path("content").asString()).isEqualTo("third");
        assertThat(message(body).path("content").asString()).isEqualTo("third");
        Talk.Heard unmatched = talk.chat(Talk.asks("kimi-k3", "something else"));
        assertThat(unmatched.errorType()).isEqualTo("simulator_script_unmatched");
        assertThat(simulator.journal().getFirst().decision()).isEqualTo("script turn 1");
    }

    @Test
    void refusesScriptsThatMeanNothing() {
        assertThatThrownBy(() -> simulator.script(Json.parse("{\"turns\":[{\"reply\":{\"contents\":\"x\"}}]}")))
                .isInstanceOf(ScriptException.class)
                .hasMessageContaining("turns[0].reply")
                .hasMessageContaining("unknown key contents");
        assertThatThrownBy(() -> simulator.script(Json.parse("{\"turns\":[{}]}"))).hasMessageContaining("has no reply");
        assertThatThrownBy(() -> simulator.script(Json.parse("{}"))).hasMessageContaining("must be a list");
        assertThatThrownBy(() -> simulator.script(Json.parse("[{\"match\":{\"lastUser~\":\"(\"},\"reply\":{}}]")))
                .isInstanceOf(ScriptException.class);
        assertThatThrownBy(() -> simulator.script(Json.parse("[{\"reply\":{\"fault\":\"explode\"}}]")))
                .isInstanceOf(ScriptException.class);
    }

    @Test
    void namesToolCallsInEveryManner() {
        for (var style : List.of(
                List.of(ToolIds.COLON, "f:0"), List.of(ToolIds.FUNCTIONS, "functions.f:0"), List.of(ToolIds.UNDERSCORE, "f_0"))) {
            try (Simulator other = Simulator.start(SimulatorOptions.defaults().toolIds((ToolIds) style.getFirst()))) {
                JsonNode answer = new Talk(other).chat(Talk.asks("kimi-k3", "[[sim:tool f {}]]")).json();
                assertThat(answer.path("choices").get(0).path("message").path("tool_calls").get(0).path("id").asString())
                        .isEqualTo(style.getLast());
            }
        }
        try (Simulator other = Simulator.start(SimulatorOptions.defaults().toolIds(ToolIds.MISSING))) {
            assertThat(new Talk(other).chat(Talk.asks("kimi-k3", "[[sim:tool f {}]]").put("stream", true)).body())
                    .doesNotContain("\"id\":\"\"")
                    .contains("\"index\":0,\"type\":\"function\"");
        }
    }

    @Test
    void searchesTheWebInTwoStepsAndWantsItsArgumentsBack() {
        String tool = "{\"tools\":[{\"type\":\"builtin_function\",\"function\":{\"name\":\"$web_search\"}}]}";
        assertThat(talk.chat(Talk.asks("kimi-k2.6", "搜索新闻", tool)).errorMessage()).contains("incompatible with thinking enabled");
        ObjectNode body = Talk.asks("kimi-k2.6", "搜索新闻", tool);
        body.putObject("thinking").put("type", "disabled");
        JsonNode first = message(body);
        String arguments = first.path("tool_calls").get(0).path("function").path("arguments").asString();
        assertThat(arguments).contains("search_id");
        Talk.messages(body).add(first);
        ObjectNode wrong = body.deepCopy();
        Talk.messages(wrong).addObject().put("role", "tool").put("tool_call_id", "$web_search:0").put("content", "{}");
        assertThat(talk.chat(wrong).errorMessage()).contains("must repeat the arguments");
        Talk.messages(body).addObject().put("role", "tool").put("tool_call_id", "$web_search:0").put("content", arguments);
        assertThat(message(body).path("content").asString()).contains("https://example.com/1");
    }

    @Test
    void cutsAtTheLimitThoughtsFirst() {
        JsonNode choice = talk.chat(Talk.asks("kimi-k3", "hello there", "{\"max_completion_tokens\":5}")).json().path("choices").get(0);
        assertThat(choice.path("finish_reason").asString()).isEqualTo("length");
        assertThat(choice.path("message").path("content").asString()).isEmpty();
        assertThat(choice.path("message").path("reasoning_content").asString()).isNotEmpty();
    }

    @Test
    void stopsBeforeAStopString() {
        JsonNode choice = talk.chat(Talk.asks("moonshot-v1-8k", "[[sim:say one STOP two]]", "{\"stop\":\" STOP\"}")).json().path("choices")
                .get(0);
        assertThat(choice.path("message").path("content").asString()).isEqualTo("one");
        assertThat(choice.path("finish_reason").asString()).isEqualTo("stop");
    }

    @Test
    void goesOnFromAPartialMessage() {
        ObjectNode body = Talk.asks("moonshot-v1-8k", "a story");
        Talk.messages(body).addObject().put("role", "assistant").put("content", "Once upon").put("partial", true);
        assertThat(message(body).path("content").asString()).doesNotContain("Once upon").contains("goes on");
    }

    @Test
    void writesJsonWhereAsked() {
        String object = message(Talk.asks("kimi-k3", "hi", "{\"response_format\":{\"type\":\"json_object\"}}")).path("content").asString();
        assertThat(Json.parse(object).path("simulator").asBoolean()).isTrue();
        String schema =
                """
                {"response_format":{"type":"json_schema","json_schema":{"name":"person","schema":{"type":"object","properties":{
                "name":{"type":"string","maxLength":5},"age":{"type":"integer","minimum":18},"tags":{"type":"array","items":{"enum":["a","b"]}},
                "home":{"$ref":"#/$defs/Home"}},"required":["name","age","tags","home"],"$defs":{"Home":{"type":"object","properties":
                {"city":{"type":"string"}},"required":["city"]}}}}}}""";
        String made = message(Talk.asks("kimi-k3", "hi", schema)).path("content").asString();
        JsonNode person = Json.parse(made);
        assertThat(made).doesNotContain("\n");
        assertThat(person.path("age").asInt()).isEqualTo(18);
        assertThat(person.path("name").asString().length()).isLessThanOrEqualTo(5);
        assertThat(person.path("tags").get(0).asString()).isEqualTo("a");
        assertThat(person.path("home").has("city")).isTrue();
    }
}
