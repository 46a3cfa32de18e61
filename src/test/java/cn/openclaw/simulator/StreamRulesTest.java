package cn.openclaw.simulator;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;

/** The strict profile against the vendor's specification of a stream, rule by rule. */
class StreamRulesTest {
    private static final String THINKING_TOOLS = "Please [[sim:think 先想一想 🤔 再做]][[sim:say 好的 OK]][[sim:tool read {\"path\":\"a.txt\"}]]"
            + "[[sim:tool read {\"path\":\"b.txt\"}]]";
    private static Simulator simulator;
    private static Talk.Heard heard;
    private static List<JsonNode> frames;

    @BeforeAll
    static void start() {
        simulator = Simulator.start(SimulatorOptions.defaults());
        var body = Talk.asks("kimi-k2.6", THINKING_TOOLS, Talk.READ_TOOL).put("stream", true);
        body.putObject("stream_options").put("include_usage", true);
        heard = new Talk(simulator).chat(body);
        frames = heard.frames();
    }

    @AfterAll
    static void stop() {
        simulator.close();
    }

    private static List<JsonNode> choices() {
        return frames.stream().filter(frame -> !frame.path("choices").isEmpty()).map(frame -> frame.path("choices").get(0)).toList();
    }

    @Test
    void rule1HasTheContentTypeOfAnEventStream() {
        assertThat(heard.headers().get("content-type").getFirst()).startsWith("text/event-stream");
    }

    @Test
    void rule2WritesEachEventAsOneDataLineAndABlankOne() {
        assertThat(heard.body().split("\n\n")).allSatisfy(event -> assertThat(event).startsWith("data: ").doesNotContain("\n"));
        assertThat(heard.body()).endsWith("\n\n");
    }

    @Test
    void rule3EndsWithDone() {
        assertThat(heard.body()).endsWith("data: [DONE]\n\n");
    }

    @Test
    void rule4KeepsIdObjectCreatedAndModel() {
        assertThat(frames).extracting(frame -> frame.path("id").asString()).containsOnly(frames.getFirst().path("id").asString());
        assertThat(frames).extracting(frame -> frame.path("object").asString()).containsOnly("chat.completion.chunk");
        assertThat(frames).extracting(frame -> frame.path("model").asString()).containsOnly("kimi-k2.6");
        assertThat(frames).allMatch(frame -> frame.path("created").isIntegralNumber());
    }

    @Test
    void rule5NamesItselfWithTwentyFourHexDigits() {
        assertThat(frames.getFirst().path("id").asString()).matches("chatcmpl-[0-9a-f]{24}");
        assertThat(frames).allMatch(frame -> frame.path("system_fingerprint").asString().startsWith("fpv0_"));
    }

    @Test
    void rule6HasOneChoiceInEachFrame() {
        assertThat(frames.subList(0, frames.size() - 1)).allMatch(frame -> frame.path("choices").size() == 1);
    }

    @Test
    void rule7HasIndexDeltaAndFinishReasonAlways() {
        assertThat(choices()).allMatch(choice -> choice.has("index") && choice.has("delta") && choice.has("finish_reason"));
    }

    @Test
    void rule8BeginsWithTheRoleAndSaysItNeverAgain() {
        assertThat(Json.write(choices().getFirst().path("delta"))).isEqualTo("{\"role\":\"assistant\",\"content\":\"\"}");
        assertThat(choices().subList(1, choices().size())).noneMatch(choice -> choice.path("delta").has("role"));
    }

    @Test
    void rule9HasOneKindOfContentInAFrame() {
        assertThat(choices()).allMatch(choice -> {
            int kinds = 0;
            for (String kind : List.of("content", "reasoning_content", "tool_calls")) {
                kinds += choice.path("delta").has(kind) ? 1 : 0;
            }
            return kinds <= 1;
        });
    }

    @Test
    void rule10ThinksFirst() {
        int lastThought = -1;
        int firstWord = Integer.MAX_VALUE;
        for (int at = 1; at < choices().size(); at++) {
            JsonNode delta = choices().get(at).path("delta");
            lastThought = delta.has("reasoning_content") ? at : lastThought;
            firstWord = delta.has("content") || delta.has("tool_calls") ? Math.min(firstWord, at) : firstWord;
        }
        assertThat(lastThought).isPositive().isLessThan(firstWord);
    }

    @Test
    void rule11SeparatesThoughtsFromWordsByOneEmptyFrame() {
        assertThat(choices()).filteredOn(choice -> choice.path("delta").path("reasoning_content").asString("-").isEmpty()).hasSize(1);
    }

    @Test
    void rule12LeavesTheBoundaryOutForTheOldestThinkingModel() {
        try (Simulator legacy = Simulator.start(SimulatorOptions.defaults().legacyModelsAlive(true))) {
            var answer = new Talk(legacy).chat(Talk.asks("kimi-k2.5", "hi").put("stream", true));
            assertThat(answer.body()).contains("reasoning_content").doesNotContain("\"reasoning_content\":\"\"");
        }
    }

    @Test
    void rule13BeginsEachToolCallWithItsNameAndNoArguments() {
        var starts = choices().stream()
                .map(choice -> choice.path("delta").path("tool_calls").path(0))
                .filter(call -> call.has("id"))
                .toList();
        assertThat(starts).hasSize(2).allSatisfy(call -> {
            assertThat(call.path("type").asString()).isEqualTo("function");
            assertThat(call.path("function").path("name").asString()).isEqualTo("read");
            assertThat(call.path("function").path("arguments").asString("-")).isEmpty();
        });
    }

    @Test
    void rule14ContinuesToolCallsWithNothingButArguments() {
        var rest = choices().stream()
                .map(choice -> choice.path("delta").path("tool_calls").path(0))
                .filter(call -> call.isObject() && !call.has("id"))
                .toList();
        assertThat(rest).isNotEmpty().allSatisfy(call -> {
            assertThat(call.propertyNames()).containsExactly("index", "function");
            assertThat(call.path("function").propertyNames()).containsExactly("arguments");
        });
    }

    @Test
    void rule15NumbersToolCallsFromZeroAndOneAfterTheOther() {
        var numbers = choices().stream()
                .map(choice -> choice.path("delta").path("tool_calls").path(0))
                .filter(JsonNode::isObject)
                .map(call -> call.path("index").asInt())
                .toList();
        assertThat(numbers).isSorted().contains(0, 1).doesNotContain(2);
    }

    @Test
    void rule16EndsOnceWithAnEmptyDeltaAndTheUsage() {
        var ends = choices().stream().filter(choice -> !choice.path("finish_reason").isNull()).toList();
        assertThat(ends).hasSize(1);
        assertThat(ends.getFirst().path("delta").isEmpty()).isTrue();
        assertThat(ends.getFirst().path("finish_reason").asString()).isEqualTo("tool_calls");
        assertThat(ends.getFirst().path("usage").propertyNames()).contains(
                "prompt_tokens", "completion_tokens", "total_tokens", "cached_tokens", "prompt_tokens_details",
                "completion_tokens_details");
        assertThat(choices()).filteredOn(choice -> choice.has("usage")).hasSize(1);
    }

    @Test
    void rule17AddsAUsageFrameOnlyWhereAsked() {
        assertThat(frames.getLast().path("choices").isEmpty()).isTrue();
        assertThat(frames.getLast().path("usage").path("total_tokens").asInt()).isPositive();
        var plain = new Talk(simulator).chat(Talk.asks("kimi-k2.6", "hi").put("stream", true)).frames();
        assertThat(plain).allMatch(frame -> !frame.path("choices").isEmpty() && !frame.has("usage"));
    }

    @Test
    void rule18NeverSplitsACharacter() {
        String text = Talk.joined(frames, 0).path("reasoning_content").asString();
        assertThat(text).isEqualTo("先想一想 🤔 再做");
        assertThat(frames).allSatisfy(frame -> assertThat(Json.write(frame)).doesNotContain("\\uD83E\"", "�"));
    }

    @Test
    void rule19SaysTheUsageInHeadersToo() {
        assertThat(heard.headers()).containsKeys("x-msh-usage-prompt-tokens", "x-msh-usage-cached-tokens", "msh-request-id");
    }

    @Test
    void rule20RefusesBeforeAStreamAndNotInIt() {
        var refused = new Talk(simulator).chat(Talk.asks("kimi-k2.6", "hi", "{\"temperature\":2}").put("stream", true));
        assertThat(refused.status()).isEqualTo(400);
        assertThat(refused.headers().get("content-type").getFirst()).startsWith("application/json");
        assertThat(refused.json().path("error").propertyNames()).containsExactly("message", "type");
    }

    @Test
    void numbersChoicesWhereSeveralAreAskedFor() {
        var many = new Talk(simulator)
                .chat(Talk.asks("moonshot-v1-8k", "hi", "{\"n\":3,\"temperature\":0.5,\"stream\":true}"))
                .frames();
        Set<Integer> indexes = new HashSet<>();
        many.forEach(frame -> indexes.add(frame.path("choices").get(0).path("index").asInt()));
        assertThat(indexes).containsExactlyInAnyOrder(0, 1, 2);
    }
}
