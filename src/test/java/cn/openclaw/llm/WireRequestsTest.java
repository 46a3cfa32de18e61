package cn.openclaw.llm;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.model.Capability;
import cn.openclaw.model.ModelApi;
import cn.openclaw.model.Sampling;
import cn.openclaw.model.Thinking;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What goes over the Anthropic and the Responses wire, as whole requests and rule by rule. */
class WireRequestsTest {
    private static final Capability CLAUDE = new Capability(Thinking.TOGGLE, List.of(), Optional.empty(), Sampling.OPEN, false);
    private static final Endpoint ANTHROPIC =
            WireSamples.endpoint(ModelApi.ANTHROPIC_MESSAGES, "https://api.anthropic.com", "anthropic/claude", CLAUDE);
    private static final Endpoint KIMI_CODE =
            WireSamples.endpoint(ModelApi.ANTHROPIC_MESSAGES, "https://api.kimi.com/coding/", "kimi-code/k3", WireSamples.K3);
    private static final Endpoint OPENAI = WireSamples.endpoint(
            ModelApi.OPENAI_RESPONSES, "https://api.openai.com/v1", "openai/gpt",
            new Capability(Thinking.ALWAYS, List.of(), Optional.empty(), Sampling.OPEN, false));
    private static final String ITEM = "{\"id\":\"rs_1\",\"type\":\"reasoning\",\"summary\":[],\"encrypted_content\":\"gAAAA\"}";

    @Test
    void anthropicWhole() throws Exception {
        Message.Assistant own = WireSamples.answer(
                ANTHROPIC, new Part.Thinking("先查。", "EqQB=="), new Part.Thinking("", "redacted_thinking:Em8="),
                new Part.Text("Looking."), new Part.ToolCall("toolu_1", "weather", "{\"city\":\"上海\"}"),
                new Part.ToolCall("toolu_2", "weather", "{\"city\":\"?\"}"));
        golden("anthropic/own-thinking", ANTHROPIC, WireSamples.request(WireSamples.conversation(own), WireSamples.thinking(ThinkingLevel.MEDIUM)));
    }

    @Test
    void anthropicWithAnotherModelsHistory() throws Exception {
        Message.Assistant kimi = WireSamples.answer(
                WireSamples.endpoint(ModelApi.OPENAI_COMPLETIONS, "https://api.moonshot.cn/v1", "moonshot/kimi-k3", WireSamples.K3),
                new Part.Thinking("hm", "reasoning_content"), new Part.Text(" "), new Part.ToolCall("weather:0", "weather", "{\"ci"));
        List<Message> messages = new ArrayList<>(WireSamples.conversation(kimi));
        messages.add(Message.User.of("And tomorrow?"));
        golden("anthropic/foreign-history", ANTHROPIC, WireSamples.request(messages, ChatRequest.Options.NONE));
    }

    @Test
    void kimiOverTheAnthropicWire() throws Exception {
        Message.Assistant own = WireSamples.answer(
                KIMI_CODE, new Part.Thinking("先查。", ""), new Part.ToolCall("weather:0", "weather", ""));
        golden("anthropic/kimi-code", KIMI_CODE, WireSamples.request(WireSamples.conversation(own), WireSamples.thinking(ThinkingLevel.MEDIUM)));
    }

    @Test
    void responsesWhole() throws Exception {
        Message.Assistant own = WireSamples.answer(
                OPENAI, new Part.Thinking("Look it up.", ITEM), new Part.Text("Looking."),
                new Part.ToolCall("call_1|fc_1", "weather", "{\"city\":\"上海\"}"), new Part.ToolCall("call_2|fc_2", "weather", ""));
        golden("responses/own-reasoning", OPENAI, WireSamples.request(WireSamples.conversation(own), WireSamples.thinking(ThinkingLevel.XHIGH)));
    }

    @Test
    void responsesWithAnotherModelsHistory() throws Exception {
        Message.Assistant kimi = WireSamples.answer(
                KIMI_CODE, new Part.Thinking("hm", "sig"), new Part.ToolCall("weather:0", "weather", "{}"));
        golden("responses/foreign-history", OPENAI, WireSamples.request(WireSamples.conversation(kimi), ChatRequest.Options.NONE));
    }

    @ParameterizedTest
    @CsvSource({
        "ANTHROPIC_MESSAGES, https://api.kimi.com/coding/,           https://api.kimi.com/coding/v1/messages",
        "ANTHROPIC_MESSAGES, https://api.kimi.com/coding/v1,         https://api.kimi.com/coding/v1/messages",
        "ANTHROPIC_MESSAGES, https://api.moonshot.cn/anthropic,      https://api.moonshot.cn/anthropic/v1/messages",
        "ANTHROPIC_MESSAGES, https://api.anthropic.com,              https://api.anthropic.com/v1/messages",
        "ANTHROPIC_MESSAGES, https://api.anthropic.com/v1/messages,  https://api.anthropic.com/v1/messages",
        "OPENAI_RESPONSES,   https://api.openai.com/v1,              https://api.openai.com/v1/responses",
        "OPENAI_RESPONSES,   https://api.openai.com/v1/,             https://api.openai.com/v1/responses"
    })
    void neverDoublesAPath(ModelApi api, String base, String expected) throws Exception {
        CannedHttp http = ask(WireSamples.endpoint(api, base, "p/m", Capability.PLAIN), ChatRequest.Options.NONE);
        assertThat(http.calls.getLast().uri()).hasToString(expected);
    }

    @Test
    void sendsTheKeyWhereTheHostLooksForIt() throws Exception {
        CannedHttp plain = ask(ANTHROPIC, ChatRequest.Options.NONE);
        assertThat(plain.header("x-api-key")).isEqualTo("sk-test-0123456789");
        assertThat(plain.header("authorization")).isEmpty();
        assertThat(plain.header("anthropic-version")).isEqualTo("2023-06-01");

        CannedHttp token = ask(
                WireSamples.endpoint(ModelApi.ANTHROPIC_MESSAGES, "https://api.anthropic.com", "a/m", CLAUDE, "sk-ant-oat01-abc"),
                ChatRequest.Options.NONE);
        assertThat(token.header("authorization")).isEqualTo("Bearer sk-ant-oat01-abc");
        assertThat(token.header("anthropic-beta")).isEqualTo("oauth-2025-04-20");
        assertThat(token.header("x-api-key")).isEmpty();

        Endpoint asked = new Endpoint(
                ANTHROPIC.ref(), ANTHROPIC.baseUrl(), ANTHROPIC.api(), ANTHROPIC.model(), ANTHROPIC.key(),
                Map.of("User-Agent", "mine/1", "Anthropic-Version", "2030-01-01"), true, ANTHROPIC.limits());
        CannedHttp bearer = ask(asked, ChatRequest.Options.NONE);
        assertThat(bearer.header("authorization")).isEqualTo("Bearer sk-test-0123456789");
        assertThat(bearer.header("user-agent")).isEqualTo("mine/1");
        assertThat(bearer.header("anthropic-version")).isEqualTo("2030-01-01");
        assertThat(ask(OPENAI, ChatRequest.Options.NONE).header("authorization")).isEqualTo("Bearer sk-test-0123456789");
    }

    /** Thinking of Anthropic's models: a budget, room for the answer beside it, never above the model's own cap (32 000 here). */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            OFF     |  4000 |                                         | 4000
            MINIMAL |  4000 | {"type":"enabled","budget_tokens":1024}  | 5024
            LOW     |  4000 | {"type":"enabled","budget_tokens":2048}  | 6048
            MEDIUM  |  4000 | {"type":"enabled","budget_tokens":8192}  | 12192
            HIGH    |  4000 | {"type":"enabled","budget_tokens":16384} | 20384
            MAX     |  4000 | {"type":"enabled","budget_tokens":16384} | 20384
            HIGH    | 99999 | {"type":"enabled","budget_tokens":16384} | 32000
            """)
    void givesThinkingABudget(ThinkingLevel level, int maxTokens, String thinking, int sent) throws Exception {
        JsonNode body = ask(ANTHROPIC, options(level, maxTokens, null)).request();
        assertThat(body.get("thinking")).isEqualTo(thinking == null ? null : Json.parse(thinking));
        assertThat(body.path("max_tokens").intValue()).isEqualTo(sent);
    }

    @Test
    void leavesRoomForTheAnswerInASmallModel() throws Exception {
        JsonNode body = ask(small(6_000), options(ThinkingLevel.HIGH, 6_000, null)).request();
        assertThat(body.path("thinking").path("budget_tokens").intValue()).isEqualTo(6_000 - 1_024);
        assertThat(body.path("max_tokens").intValue()).isEqualTo(6_000);
        assertThat(ask(small(1_500), options(ThinkingLevel.HIGH, 1_500, null)).request().has("thinking")).isFalse();
    }

    /** Thinking of Kimi's models on this wire, by what they are able to do. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            K3  |         |                       |
            K3  | OFF     | {"type":"adaptive"}   | low
            K3  | LOW     | {"type":"adaptive"}   | low
            K3  | MEDIUM  | {"type":"adaptive"}   | high
            K3  | XHIGH   | {"type":"adaptive"}   | max
            K26 |         | {"type":"enabled"}    |
            K26 | OFF     | {"type":"disabled"}   |
            K26 | HIGH    | {"type":"enabled"}    |
            K27 |         |                       |
            K27 | OFF     |                       |
            """)
    void tellsKimiHowHardToThink(String model, ThinkingLevel level, String thinking, String effort) throws Exception {
        Capability capability = Map.of("K3", WireSamples.K3, "K26", WireSamples.K26, "K27", WireSamples.K27).get(model);
        Endpoint endpoint = WireSamples.endpoint(
                ModelApi.ANTHROPIC_MESSAGES, "https://api.moonshot.cn/anthropic", "moonshot/kimi", capability);
        JsonNode body = ask(endpoint, options(level, null, null)).request();
        assertThat(body.get("thinking")).isEqualTo(thinking == null ? null : Json.parse(thinking));
        assertThat(Json.text(body, "output_config", "effort")).isEqualTo(effort);
        assertThat(body.path("max_tokens").intValue()).isEqualTo(32_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            textBlock =
                    """
            ANTHROPIC | auto     |      | {"type":"auto"}
            ANTHROPIC | none     |      | {"type":"none"}
            ANTHROPIC | required |      | {"type":"any"}
            ANTHROPIC | weather  |      | {"type":"tool","name":"weather"}
            ANTHROPIC | required | HIGH | {"type":"auto"}
            ANTHROPIC | weather  | HIGH | {"type":"auto"}
            OPENAI    | required |      | "required"
            OPENAI    | weather  |      | {"type":"function","name":"weather"}
            """)
    void choosesTools(String host, String choice, ThinkingLevel level, String expected) throws Exception {
        JsonNode body = ask(host.equals("OPENAI") ? OPENAI : ANTHROPIC, options(level, null, choice)).request();
        assertThat(body.get("tool_choice")).isEqualTo(Json.parse(expected));
    }

    @Test
    void marksWhatThePlatformMayCacheUnlessToldNotTo() throws Exception {
        JsonNode body = ask(ANTHROPIC, params("{}")).request();
        assertThat(body.path("system").get(0).path("cache_control")).isEqualTo(Json.parse("{\"type\":\"ephemeral\"}"));
        assertThat(body.path("messages").get(0).path("content").get(0).has("cache_control")).isTrue();
        assertThat(ask(ANTHROPIC, params("{\"cacheRetention\":\"long\"}")).request().path("system").get(0).path("cache_control").path("ttl").asString(""))
                .isEqualTo("1h");
        assertThat(ask(ANTHROPIC, params("{\"cacheRetention\":\"none\"}")).request().toString()).doesNotContain("cache_control");
    }

    @Test
    void laysThePersonsParamsOverTheBody() throws Exception {
        JsonNode plain = ask(ANTHROPIC, params("{\"temperature\":0.2,\"maxTokens\":100,\"metadata\":{\"user_id\":\"u\"}}")).request();
        assertThat(plain.path("temperature").doubleValue()).isEqualTo(0.2);
        assertThat(plain.path("max_tokens").intValue()).isEqualTo(100);
        assertThat(plain.path("metadata").path("user_id").stringValue()).isEqualTo("u");
        assertThat(plain.has("maxTokens")).isFalse();
        assertThat(ask(KIMI_CODE, params("{\"temperature\":0.2}")).request().has("temperature")).isFalse();
    }

    private static Endpoint small(int maxTokens) {
        var model = ANTHROPIC.model();
        var small = new cn.openclaw.model.ModelDefinition(
                model.id(), model.name(), model.api(), true, model.input(), model.cost(), model.prices(), false, 8_000, maxTokens,
                Map.of(), model.compat(), CLAUDE, model.lifecycle());
        return new Endpoint(
                ANTHROPIC.ref(), ANTHROPIC.baseUrl(), ANTHROPIC.api(), small, ANTHROPIC.key(), Map.of(), false, ANTHROPIC.limits());
    }

    private static ChatRequest.Options params(String json) {
        return new ChatRequest.Options(
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(Json.parse(json)));
    }

    private static ChatRequest.Options options(
            @org.jspecify.annotations.Nullable ThinkingLevel level,
            @org.jspecify.annotations.Nullable Integer maxTokens,
            @org.jspecify.annotations.Nullable String choice) {
        return new ChatRequest.Options(
                Optional.ofNullable(level), Optional.ofNullable(maxTokens), Optional.empty(), Optional.ofNullable(choice), Optional.empty());
    }

    private static CannedHttp ask(Endpoint endpoint, ChatRequest.Options options) throws Exception {
        return ask(endpoint, WireSamples.request(List.of(Message.User.of("hi")), options));
    }

    private static CannedHttp ask(Endpoint endpoint, ChatRequest request) throws Exception {
        String stream = endpoint.api() == ModelApi.ANTHROPIC_MESSAGES ? "anthropic/text" : "responses/text";
        CannedHttp http = CannedHttp.stream(WireSamples.stream(stream));
        WireFormats.open(endpoint, http)
                .chat(request, _ -> {});
        return http;
    }

    private static void golden(String name, Endpoint endpoint, ChatRequest request) throws Exception {
        ObjectNode sent = ask(endpoint, request).request();
        assertThat(Json.pretty(sent) + "\n").isEqualTo(WireSamples.golden(name + ".request", sent));
    }

    /** Kimi counts its ids anew each turn, people switch models midway, programs are killed between a call and its result. */
    @ParameterizedTest
    @CsvSource({"ANTHROPIC", "KIMI_CODE", "OPENAI"})
    void sendsOnlySoundHistories(String host) throws Exception {
        Endpoint endpoint = java.util.Map.of("ANTHROPIC", ANTHROPIC, "KIMI_CODE", KIMI_CODE, "OPENAI", OPENAI).get(host);
        for (int seed = 0; seed < 300; seed++) {
            var random = new java.util.Random(seed);
            List<Message> messages = new ArrayList<>();
            for (int i = 1 + random.nextInt(8); i > 0; i--) {
                messages.addAll(chance(random));
            }
            messages.add(Message.User.of("go on"));
            String sent = Json.write(ask(endpoint, WireSamples.request(messages, WireSamples.thinking(ThinkingLevel.HIGH))).request());
            JsonNode body = Json.parse(sent);
            if (host.equals("OPENAI")) {
                itemsAreSound(body.path("input"), sent);
            } else {
                turnsAreSound(body.path("messages"), sent);
            }
        }
    }

    private static List<Message> chance(java.util.Random random) {
        String id = List.of("weather:0", "weather:1", "call_1|fc_1", "", "toolu_1").get(random.nextInt(5));
        Endpoint from = List.of(ANTHROPIC, KIMI_CODE, OPENAI).get(random.nextInt(3));
        List<Part> parts = new ArrayList<>();
        if (random.nextBoolean()) {
            parts.add(new Part.Thinking(random.nextBoolean() ? "hm" : "", random.nextBoolean() ? "" : from == OPENAI ? ITEM : "sig"));
        }
        if (random.nextBoolean()) {
            parts.add(new Part.Text(random.nextBoolean() ? "words \ud83d" : "  "));
        }
        for (int i = random.nextInt(3); i > 0; i--) {
            parts.add(new Part.ToolCall(id, "we.ather", random.nextBoolean() ? "{}" : "{\"a"));
        }
        Message answer = new Message.Assistant(
                parts, from.ref(), from.api(), Usage.UNKNOWN, random.nextInt(5) == 0 ? StopReason.ABORTED : StopReason.TOOL_USE, Optional.empty());
        Message result = new Message.ToolResult(id, "we.ather", random.nextBoolean() ? List.of() : List.of(new Part.Text("r")), random.nextBoolean());
        return switch (random.nextInt(4)) {
            case 0 -> List.of(answer);
            case 1 -> List.of(result);
            case 2 -> List.of(Message.User.of(random.nextBoolean() ? "hi" : ""), answer, result);
            default -> List.of(answer, result, result);
        };
    }

    private static void turnsAreSound(JsonNode turns, String sent) {
        List<String> open = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        String before = "";
        for (JsonNode turn : turns) {
            String role = turn.path("role").asString("");
            assertThat(role).as(sent).isNotEqualTo(before);
            assertThat(turn.path("content").isEmpty()).as(sent).isFalse();
            before = role;
            boolean words = false;
            for (JsonNode block : turn.path("content")) {
                switch (block.path("type").asString("")) {
                    case "tool_use" -> {
                        assertThat(seen).as(sent).doesNotContain(block.path("id").asString(""));
                        assertThat(block.path("name").asString("")).matches("[a-zA-Z][a-zA-Z0-9_-]*");
                        assertThat(block.path("input").isObject()).isTrue();
                        seen.add(block.path("id").asString(""));
                        open.add(block.path("id").asString(""));
                    }
                    case "tool_result" -> {
                        assertThat(words).as("results come before words: " + sent).isFalse();
                        assertThat(open.remove(block.path("tool_use_id").asString(""))).as(sent).isTrue();
                    }
                    case "text" -> {
                        words = true;
                        assertThat(block.path("text").asString("")).as(sent).isNotBlank().doesNotContain("\ud83d");
                    }
                    default -> {}
                }
            }
            if (role.equals("user")) {
                assertThat(open).as(sent).isEmpty();
            }
        }
    }

    private static void itemsAreSound(JsonNode items, String sent) {
        List<String> open = new ArrayList<>();
        List<String> seen = new ArrayList<>();
        for (JsonNode item : items) {
            String id = item.path("call_id").asString("");
            switch (item.path("type").asString("")) {
                case "function_call" -> {
                    assertThat(seen).as(sent).doesNotContain(id);
                    seen.add(id);
                    open.add(id);
                }
                case "function_call_output" -> assertThat(open.remove(id)).as(sent).isTrue();
                default -> {}
            }
        }
        assertThat(open).as(sent).isEmpty();
    }

    @Test
    void leavesOutOnlyTheToolThatCannotBeSaid() throws Exception {
        List<String> said = new ArrayList<>();
        CannedHttp http = CannedHttp.stream(WireSamples.stream("anthropic/text"));
        var bad = new ChatRequest.ToolDefinition("bad", "", (ObjectNode) Json.parse("{\"type\":\"string\"}"));
        var odd = new ChatRequest.ToolDefinition("1.odd name", "", Json.object());
        var own = new ChatRequest.ToolDefinition("$web_search", "", Json.object());
        var request = new ChatRequest("", List.of(Message.User.of("hi")), List.of(bad, odd, own, WireSamples.weather(), WireSamples.weather()), ChatRequest.Options.NONE);

        WireFormats.open(KIMI_CODE, http, notice -> said.add(notice.in(cn.openclaw.base.Language.EN))).chat(request, _ -> {});

        assertThat(http.request().path("tools").valueStream().map(tool -> tool.path("name").asString("")))
                .containsExactly("t_1_odd_name", "weather");
        assertThat(said).containsExactly(
                "the tool bad was not offered to the model: its parameters are not an object",
                "the tool $web_search is the platform's own and works over openai-completions only");
    }
}
