package cn.openclaw.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;

/** The validation matrix: what each kind of model takes and what it refuses, in the platform's words. */
class ParameterRulesTest {
    private static Simulator simulator;

    @BeforeAll
    static void start() {
        simulator = Simulator.start(SimulatorOptions.defaults().legacyModelsAlive(true));
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    /** A row: the model, the members that are added to a plain request, and what the refusal says; empty for 200. */
    record Row(String model, String more, String refusal) {}

    static final List<Row> ROWS = List.of(
            // Sampling: fixed models take their one value, or nothing.
            new Row("kimi-k3", "{\"temperature\":1}", ""),
            new Row("kimi-k3", "{\"temperature\":1.0,\"top_p\":0.95,\"n\":1,\"presence_penalty\":0,\"frequency_penalty\":0.0}", ""),
            new Row("kimi-k3", "{\"temperature\":0.6}", "invalid temperature: only 1 is allowed for this model"),
            new Row("kimi-k3", "{\"temperature\":1.1}", "invalid temperature: only 1 is allowed for this model"),
            new Row("kimi-k3", "{\"temperature\":2.0}", "invalid temperature: only 1 is allowed for this model"),
            new Row("kimi-k3", "{\"temperature\":-0.1}", "invalid temperature: only 1 is allowed for this model"),
            new Row("kimi-k3", "{\"top_p\":0.8}", "invalid top_p: only 0.95 is allowed for this model"),
            new Row("kimi-k3", "{\"presence_penalty\":0.5}", "invalid presence_penalty: only 0 is allowed for this model"),
            new Row("kimi-k3", "{\"frequency_penalty\":0.5}", "invalid frequency_penalty: only 0 is allowed for this model"),
            new Row("kimi-k3", "{\"n\":2}", "invalid n: only 1 is allowed for this model"),
            new Row("kimi-k2.7-code", "{\"temperature\":0.6}", "invalid temperature: only 1 is allowed for this model"),
            new Row("kimi-k2.6", "{\"temperature\":0.6}", "invalid temperature: only 1 is allowed for this model"),
            new Row("kimi-k2.6", "{\"temperature\":0.6,\"thinking\":{\"type\":\"disabled\"}}", ""),
            new Row("kimi-k2.6", "{\"temperature\":1,\"thinking\":{\"type\":\"disabled\"}}",
                    "invalid temperature: only 0.6 is allowed for this model"),
            new Row("kimi-k2-0905-preview", "{\"temperature\":0.3}", ""),
            new Row("kimi-k2-0905-preview", "{\"temperature\":1.1}", "invalid temperature: must be between 0 and 1"),
            new Row("moonshot-v1-8k", "{\"top_p\":1.5}", "invalid top_p: must be between 0 and 1"),
            new Row("moonshot-v1-8k", "{\"presence_penalty\":3}", "invalid presence_penalty: must be between -2 and 2"),
            new Row("moonshot-v1-8k", "{\"n\":6,\"temperature\":0.9}", "invalid n: must be between 1 and 5"),
            new Row("moonshot-v1-8k", "{\"n\":2}", "invalid n: only 1 is allowed when temperature is close to 0"),
            // Limits and stops.
            new Row("kimi-k3", "{\"max_completion_tokens\":0}", "invalid max_completion_tokens"),
            new Row("kimi-k3", "{\"max_tokens\":-5}", "invalid max_tokens"),
            new Row("kimi-k3", "{\"max_tokens\":\"many\"}", "invalid max_tokens"),
            new Row("kimi-k3", "{\"stop\":[\"a\",\"b\",\"c\",\"d\",\"e\"]}", ""),
            new Row("kimi-k3", "{\"stop\":[\"a\",\"b\",\"c\",\"d\",\"e\",\"f\"]}", "invalid stop: at most 5"),
            new Row("kimi-k3", "{\"stop\":\"一二三四五六七八九十一\"}", "invalid stop: each must be a string of at most 32 bytes"),
            new Row("kimi-k3", "{\"stop\":7}", "invalid stop"),
            new Row("kimi-k3", "{\"stream\":\"yes\"}", "invalid stream"),
            new Row("kimi-k3", "{\"stream_options\":{\"include_usage\":\"yes\"}}", "invalid stream_options"),
            // Thinking.
            new Row("kimi-k2.6", "{\"thinking\":{\"type\":\"enabled\",\"keep\":\"all\"}}", ""),
            new Row("kimi-k2.6", "{\"thinking\":{\"type\":\"enabled\",\"keep\":null}}", ""),
            new Row("kimi-k2.6", "{\"thinking\":{\"type\":\"enabled\",\"keep\":\"some\"}}", "keep must be null or 'all'"),
            new Row("kimi-k2.6", "{\"thinking\":{\"type\":\"auto\"}}", "type must be 'enabled' or 'disabled'"),
            new Row("kimi-k2.5", "{\"thinking\":{\"type\":\"enabled\",\"keep\":\"all\"}}", "unknown field 'keep'"),
            new Row("kimi-k2.5", "{\"thinking\":{\"type\":\"enabled\",\"budget\":1}}", "unknown field 'budget'"),
            new Row("kimi-k2.7-code", "{\"thinking\":{\"type\":\"enabled\"}}", ""),
            new Row("kimi-k2.7-code", "{\"thinking\":{\"type\":\"disabled\"}}", "only type 'enabled' is allowed"),
            new Row("kimi-k3", "{\"thinking\":{\"type\":\"enabled\",\"keep\":\"all\",\"effort\":\"low\"}}", ""),
            new Row("kimi-k3.1-pro", "{\"thinking\":{\"type\":\"disabled\"}}", "only type 'enabled' is allowed"),
            new Row("kimi-k3", "{\"reasoning_effort\":\"low\"}", ""),
            new Row("kimi-k3", "{\"reasoning_effort\":\"max\"}", ""),
            new Row("kimi-k3", "{\"reasoning_effort\":\"medium\"}", "invalid reasoning_effort"),
            new Row("kimi-k3.1-pro", "{\"reasoning_effort\":\"none\"}", "invalid reasoning_effort"),
            // Response format.
            new Row("kimi-k3", "{\"response_format\":{\"type\":\"json_object\"}}", ""),
            new Row("kimi-k3", "{\"response_format\":{\"type\":\"xml\"}}", "invalid response_format: type"),
            new Row("kimi-k3", "{\"response_format\":{\"type\":\"json_schema\"}}", "json_schema is required"),
            new Row("kimi-k3", "{\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"schema\":{}}}}", "name is required"),
            new Row("kimi-k3", "{\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"x\",\"schema\":[]}}}",
                    "schema must be an object"),
            new Row("kimi-k3",
                    "{\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"x\",\"strict\":1,\"schema\":{\"type\":\"object\"}}}}",
                    "strict must be a boolean"),
            new Row("kimi-k3",
                    "{\"response_format\":{\"type\":\"json_schema\",\"json_schema\":{\"name\":\"x\",\"schema\":{\"type\":\"object\",\"oneOf\":[]}}}}",
                    "invalid keywords: oneOf"));

    @TestFactory
    Stream<DynamicTest> everyRow() {
        return ROWS.stream().map(row -> DynamicTest.dynamicTest(row.model() + " " + row.more(), () -> {
            Talk.Heard heard = new Talk(simulator).chat(Talk.asks(row.model(), "hi", row.more()));
            if (row.refusal().isEmpty()) {
                assertThat(heard.body()).doesNotContain("\"error\"");
                assertThat(heard.status()).isEqualTo(200);
            } else {
                assertThat(heard.status()).isEqualTo(400);
                assertThat(heard.errorType()).isEqualTo("invalid_request_error");
                assertThat(heard.errorMessage()).contains(row.refusal());
            }
        }));
    }

    record Choice(String model, String value, String refusal) {}

    private static final String NAMED = "{\"type\":\"function\",\"function\":{\"name\":\"read\"}}";
    private static final String OFF = ",\"thinking\":{\"type\":\"disabled\"}";

    static final List<Choice> CHOICES = List.of(
            new Choice("kimi-k2.6", "\"auto\"", ""),
            new Choice("kimi-k2.6", "\"none\"", ""),
            new Choice("kimi-k2.6", "\"required\"", "tool_choice 'required' is incompatible with thinking enabled"),
            new Choice("kimi-k2.6", NAMED, "tool_choice 'specified' is incompatible with thinking enabled"),
            new Choice("kimi-k2.6", "\"sometimes\"", "invalid tool_choice"),
            new Choice("kimi-k2.6", "\"auto\"" + OFF, ""),
            new Choice("kimi-k2.6", "\"none\"" + OFF, ""),
            new Choice("kimi-k2.6", "\"required\"" + OFF, ""),
            new Choice("kimi-k2.6", NAMED + OFF, ""),
            new Choice("kimi-k2.6", "\"sometimes\"" + OFF, "invalid tool_choice"),
            new Choice("kimi-k2.7-code", "\"required\"", "tool_choice 'required' is incompatible with thinking enabled"),
            new Choice("kimi-k3", "\"auto\"", ""),
            new Choice("kimi-k3", "\"none\"", ""),
            new Choice("kimi-k3", "\"required\"", ""),
            new Choice("kimi-k3", NAMED, ""),
            new Choice("kimi-k3", "\"sometimes\"", "invalid tool_choice"),
            new Choice("moonshot-v1-8k", "\"auto\"", ""),
            new Choice("moonshot-v1-8k", "\"none\"", ""),
            new Choice("moonshot-v1-8k", "\"required\"", "not supported by this model"),
            new Choice("moonshot-v1-8k", "\"sometimes\"", "invalid tool_choice"));

    @TestFactory
    Stream<DynamicTest> everyToolChoice() {
        return CHOICES.stream().map(cell -> DynamicTest.dynamicTest(cell.model() + " " + cell.value(), () -> {
            var body = Talk.asks(cell.model(), "hi", "{\"tool_choice\":" + cell.value() + "}");
            Talk.with(Talk.READ_TOOL).properties().forEach(member -> body.set(member.getKey(), member.getValue()));
            Talk.Heard heard = new Talk(simulator).chat(body);
            boolean forced = cell.value().contains("required") || cell.value().contains("read");
            if (cell.refusal().isEmpty()) {
                assertThat(heard.status()).as(heard.body()).isEqualTo(200);
                boolean called = heard.json().path("choices").get(0).path("finish_reason").asString("").equals("tool_calls");
                assertThat(called).isEqualTo(forced);
            } else {
                assertThat(heard.status()).isEqualTo(400);
                assertThat(heard.errorMessage()).contains(cell.refusal());
            }
        }));
    }
}
