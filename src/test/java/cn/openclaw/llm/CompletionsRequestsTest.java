package cn.openclaw.llm;

import static cn.openclaw.llm.CompletionsSamples.on;
import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.Language;
import cn.openclaw.base.Secret;
import cn.openclaw.json.Json;
import cn.openclaw.model.Capability;
import cn.openclaw.model.Compat;
import cn.openclaw.model.ModelApi;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What goes over the completions wire. */
class CompletionsRequestsTest {
    private static final Endpoint K26 = on("https://api.moonshot.cn/v1", "moonshot/kimi-k2.6", WireSamples.K26);
    private static final Endpoint K3 = on("https://api.moonshot.ai/v1", "moonshot/kimi-k3", WireSamples.K3);

    private final List<LlmNotice> notices = new ArrayList<>();

    /** A conversation that a person could have had: two models, parallel calls, an image, a failure, an empty thought. */
    private static List<Message> history(Endpoint endpoint) {
        Endpoint other = on("https://api.deepseek.com/v1", "deepseek/deepseek-chat", Capability.PLAIN);
        List<Message> all = new ArrayList<>(WireSamples.conversation(
                WireSamples.answer(
                        endpoint,
                        new Part.Thinking("先查", "reasoning_content"),
                        new Part.Thinking("天气", "reasoning_content"),
                        new Part.Text("好的。"),
                        new Part.ToolCall("weather:0", "weather", "{\"city\":\"京\"}"),
                        new Part.ToolCall("weather:1", "weather", "")),
                WireSamples.answer(endpoint, new Part.Thinking("", "reasoning_content"), new Part.ToolCall("weather:0", "weather", "{}")),
                WireSamples.answer(other, new Part.Thinking("foreign", "reasoning_content"), new Part.ToolCall("x", "weather", "{\"cut"))));
        all.add(new Message.ToolResult("lost", "exec", List.of(new Part.Text("done")), false));
        all.add(new Message.Assistant(
                List.of(new Part.Text("broken")), endpoint.ref(), endpoint.api(), Usage.UNKNOWN, StopReason.ABORTED, Optional.empty()));
        all.add(WireSamples.answer(endpoint, new Part.Thinking("only thoughts", "reasoning_content")));
        all.add(WireSamples.answer(endpoint, new Part.Thinking("结论", "reasoning_content"), new Part.Text("晴。")));
        all.add(Message.User.of("再看一张\uD83C图"));
        all.add(WireSamples.answer(endpoint, new Part.ToolCall("shot:0", "shot", "{}"), new Part.ToolCall("shot:1", "shot", "{}")));
        all.add(new Message.ToolResult("shot:0", "shot", List.of(new Part.Media("image/png", "AAAA")), false));
        all.add(new Message.ToolResult("shot:1", "shot", List.of(new Part.Text("二"), new Part.Media("image/jpeg", "BBBB")), false));
        return all;
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(delimiter = '|', value = {
        "kimi-k2.6-thinking   | https://api.moonshot.cn/v1        | moonshot/kimi-k2.6           | K26          | high",
        "kimi-k2.6-off        | https://api.moonshot.cn/v1        | moonshot/kimi-k2.6           | K26          | off",
        "kimi-k2.5            | https://api.moonshot.cn/v1        | moonshot/kimi-k2.5           | K25          | ",
        "kimi-k2.7-code       | https://api.moonshot.ai/v1        | moonshot/kimi-k2.7-code      | K27          | low",
        "kimi-k3-medium       | https://api.moonshot.ai/v1        | moonshot/kimi-k3             | K3           | medium",
        "kimi-for-coding      | https://api.kimi.com/coding/v1    | kimi-code/kimi-for-coding    | K27          | ",
        "seed-k2              | https://api.moonshot.cn/v1        | moonshot/kimi-k2-0905-preview| PLAIN        | low",
        "seed-k2-thinking     | https://api.moonshot.cn/v1        | moonshot/kimi-k2-thinking    | OLD_THINKING | low",
        "kimi-behind-a-proxy  | http://127.0.0.1:9/v1             | mine/kimi-k3                 | K3           | max",
        "unknown-host         | http://10.0.0.5:8000/v1           | mine/some-model              | PLAIN        | high",
        "openai               | https://api.openai.com/v1         | openai/gpt-6                 | TOGGLE       | xhigh",
        "zai                  | https://open.bigmodel.cn/api/paas/v4 | zai/glm-5                 | TOGGLE       | off",
        "qwen                 | https://dashscope.aliyuncs.com/compatible-mode/v1 | qwen/qwen3.7-max | TOGGLE  | medium",
        "deepseek             | https://api.deepseek.com          | deepseek/deepseek-v4-pro     | TOGGLE       | medium",
        "ark                  | https://ark.cn-beijing.volces.com/api/v3 | volcengine/ep-1       | TOGGLE       | off",
        "siliconflow          | https://api.siliconflow.cn/v1     | siliconflow/zai-org/GLM-5    | TOGGLE       | low",
        "mimo                 | https://api.xiaomimimo.com/v1     | xiaomi/mimo-v2-pro           | TOGGLE       | high",
        "minimax              | https://api.minimaxi.com/v1       | minimax/MiniMax-M3           | TOGGLE       | high",
        "stepfun              | https://api.stepfun.com/v1        | stepfun/step-3               | TOGGLE       | max",
        "mistral              | https://api.mistral.ai/v1         | mistral/large                | PLAIN        | ",
    })
    @DisplayName("W13 P12 no developer role, store or effort where the platform knows none: each host gets its own dialect")
    void writesTheRequestInTheHostsDialect(String name, String base, String ref, String capability, String level) throws Exception {
        Endpoint endpoint = on(base, ref, capability(capability));
        ChatRequest.Options options =
                CompletionsSamples.options(ThinkingLevel.of(level == null ? "?" : level), Optional.empty(), Optional.empty());
        ObjectNode body = body(endpoint, WireSamples.request(history(endpoint), options));
        assertThat(Json.pretty(body) + "\n").isEqualTo(WireSamples.golden("completions/" + name + ".request", body));
    }

    static Capability capability(String name) {
        return switch (name) {
            case "K26" -> WireSamples.K26;
            case "K25" -> CompletionsSamples.K25;
            case "K27" -> WireSamples.K27;
            case "K3" -> WireSamples.K3;
            case "OLD_THINKING" -> CompletionsSamples.OLD_THINKING;
            case "TOGGLE" -> CompletionsSamples.TOGGLE;
            default -> Capability.PLAIN;
        };
    }

    @Test
    void explicitCompatBeatsDetectionFieldByField() throws Exception {
        Compat compat = new Compat(
                Map.of("supportsDeveloperRole", true, "supportsStore", true, "supportsStrictMode", true,
                        "supportsUsageInStreaming", false, "supportsPromptCacheKey", true, "requiresToolResultName", true,
                        "requiresAssistantAfterToolResult", true),
                Map.of("maxTokensField", "max_tokens", "thinkingFormat", "qwen", "schemaFlavor", "openai"),
                Map.of("reasoningFields", List.of("reasoning")));
        Endpoint endpoint = on("https://api.moonshot.cn/v1", "moonshot/kimi-k2.6", WireSamples.K26, compat);
        ObjectNode body = body(endpoint, WireSamples.request(history(endpoint), WireSamples.thinking(ThinkingLevel.LOW)));
        assertThat(Json.pretty(body) + "\n").isEqualTo(WireSamples.golden("completions/compat.request", body));
    }

    @Test
    void aPersonsEffortMapAndRoutingGoOut() throws Exception {
        Compat compat = new Compat(Map.of(), Map.of(
                "reasoningEffortMap.high", "ultra", "openRouterRouting", "{\"only\":[\"moonshotai\"]}",
                "vercelGatewayRouting", "{\"order\":[\"a\"]}"), Map.of());
        Endpoint endpoint = on("https://openrouter.ai/api/v1", "openrouter/moonshotai/kimi", CompletionsSamples.TOGGLE, compat);
        ObjectNode body = body(endpoint, WireSamples.request(List.of(Message.User.of("hi")), WireSamples.thinking(ThinkingLevel.HIGH)));
        assertThat(Json.text(body, "reasoning_effort")).isEqualTo("ultra");
        assertThat(Json.write(body.get("provider"))).isEqualTo("{\"only\":[\"moonshotai\"]}");
        assertThat(Json.write(body.get("providerOptions"))).isEqualTo("{\"gateway\":{\"order\":[\"a\"]}}");
    }

    @ParameterizedTest(name = "{0} {1} thinking {2} → {3} {4}")
    @CsvSource(delimiter = '|', value = {
        "K26 | required | high | auto     | enabled  | 1",
        "K26 | required | off  | required | disabled | 0",
        "K26 | weather  | high | weather  | disabled | 0",
        "K26 | none     | high | none     | enabled  | 0",
        "K27 | required | high | auto     | -        | 1",
        "K27 | weather  | high | auto     | -        | 1",
        "K3  | required | high | required | -        | 0",
        "K3  | weather  | high | weather  | -        | 0",
        "PLAIN | required | off | auto    | -        | 0",
    })
    @DisplayName("P07 what thinking excludes is never sent with it")
    void toolChoiceFollowsTheTable(String model, String asked, String level, String sent, String thinking, int told)
            throws Exception {
        Endpoint endpoint = on("https://api.moonshot.cn/v1", "moonshot/kimi-x", capability(model));
        ObjectNode body = body(endpoint, WireSamples.request(
                List.of(Message.User.of("hi")),
                CompletionsSamples.options(ThinkingLevel.of(level), Optional.of(asked), Optional.empty())));
        JsonNode choice = body.get("tool_choice");
        assertThat(choice.isString() ? choice.stringValue() : Json.text(choice, "function", "name")).isEqualTo(sent);
        assertThat(body.has("thinking") ? Json.text(body, "thinking", "type") : "-").isEqualTo(thinking);
        assertThat(notices).hasSize(told);
        if (model.equals("PLAIN")) {
            assertThat(Json.write(body.get("messages"))).contains("calling one of the tools");
        }
    }

    @Test
    @DisplayName("P09 pinned sampling values are left out, with a notice")
    void aPersonsParamsAreSentButNeverBreakAPin() throws Exception {
        ChatRequest request = WireSamples.request(List.of(Message.User.of("hi")), CompletionsSamples.options(
                Optional.empty(), Optional.empty(),
                Optional.of("{\"temperature\":0.3,\"top_p\":0.5,\"maxTokens\":77,\"model\":\"evil\",\"reasoning_effort\":\"high\","
                        + "\"stop\":[\"x\"],\"thinking\":{\"type\":\"disabled\"}}")));
        ObjectNode body = body(K26, request);
        assertThat(body.has("temperature") || body.has("top_p") || body.has("reasoning_effort")).isFalse();
        assertThat(body.get("max_completion_tokens").intValue()).isEqualTo(77);
        assertThat(body.get("model").stringValue()).isEqualTo("kimi-k2.6");
        assertThat(Json.write(body.get("stop"))).isEqualTo("[\"x\"]");
        assertThat(Json.text(body, "thinking", "type")).isEqualTo("disabled");
        assertThat(notices).hasSize(4);
        assertThat(notices.getFirst().in(Language.ZH)).contains("temperature", "kimi-k2.6");
        notices.clear();
        assertThat(body(on("https://api.moonshot.cn/v1", "moonshot/kimi-k2-0905-preview", Capability.PLAIN), request)
                        .get("temperature").doubleValue())
                .isEqualTo(0.3);
    }

    @Test
    void aNoticeIsGivenOnce() throws Exception {
        ChatRequest request = WireSamples.request(List.of(Message.User.of("hi")),
                CompletionsSamples.options(Optional.empty(), Optional.empty(), Optional.of("{\"temperature\":0.3}")));
        ChatModel model = WireFormats.open(K3, CannedHttp.stream(CompletionsSamples.HELLO), notices::add);
        model.chat(request, _ -> {});
        model.chat(request, _ -> {});
        assertThat(notices).hasSize(1);
    }

    @Test
    void toolNamesGoOutMendedAndComeBackAsOurs() throws Exception {
        String stream = "data: {\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"a\",\"function\":"
                + "{\"name\":\"t_1_fetch\",\"arguments\":\"{}\"}}]},\"finish_reason\":\"tool_calls\"}]}\n\ndata: [DONE]\n\n";
        CannedHttp http = CannedHttp.stream(stream.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        var tools = List.of(tool("t_1_fetch_x"), tool("1.fetch"), tool("网页"));
        Message.Assistant answer = WireFormats.open(K3, http)
                .chat(new ChatRequest("", List.of(Message.User.of("hi")), tools, ChatRequest.Options.NONE), _ -> {});
        assertThat(answer.toolCalls().getFirst().name()).isEqualTo("1.fetch");
        List<String> sent = new ArrayList<>();
        http.request().get("tools").forEach(tool -> sent.add(Json.text(tool, "function", "name")));
        assertThat(sent).containsExactly("t_1_fetch_x", "t_1_fetch", "t___").allMatch(name -> name.matches("[A-Za-z][A-Za-z0-9_-]{0,63}"));
    }

    @Test
    void moreToolsThanThePlatformTakesAreCutWithANotice() throws Exception {
        List<ChatRequest.ToolDefinition> tools = new ArrayList<>();
        for (int i = 0; i < 130; i++) {
            tools.add(tool("tool" + i));
        }
        CannedHttp http = CannedHttp.stream(CompletionsSamples.HELLO);
        WireFormats.open(K3, http, notices::add)
                .chat(new ChatRequest("", List.of(Message.User.of("hi")), tools, ChatRequest.Options.NONE), _ -> {});
        assertThat(http.request().get("tools").size()).isEqualTo(128);
        assertThat(notices).singleElement().satisfies(notice -> assertThat(notice.in(Language.EN)).contains("128", "2"));
    }

    @Test
    void aToolWhoseSchemaCannotBeSaidIsLeftOutAlone() throws Exception {
        var bad = new ChatRequest.ToolDefinition("bad", "", (ObjectNode) Json.parse("{\"type\":\"string\"}"));
        CannedHttp http = CannedHttp.stream(CompletionsSamples.HELLO);
        WireFormats.open(K3, http, notices::add)
                .chat(new ChatRequest("", List.of(Message.User.of("hi")), List.of(bad, tool("good")), ChatRequest.Options.NONE), _ -> {});
        assertThat(http.request().get("tools").size()).isEqualTo(1);
        assertThat(notices).singleElement().satisfies(notice -> assertThat(notice.in(Language.EN)).contains("bad"));
    }

    @Test
    void thePlatformsOwnToolsAreNamedAsSuchAndStopThinking() throws Exception {
        CannedHttp http = CannedHttp.stream(CompletionsSamples.HELLO);
        List<Message> messages = List.of(
                Message.User.of("news?"),
                WireSamples.answer(K26, new Part.ToolCall("$web_search:0", "$web_search", "{\"query\":\"a\"}")),
                new Message.ToolResult("$web_search:0", "$web_search", List.of(new Part.Text("{\"query\":\"a\"}")), false));
        WireFormats.open(K26, http)
                .chat(new ChatRequest("", messages, List.of(tool("$web_search")), ChatRequest.Options.NONE), _ -> {});
        ObjectNode body = http.request();
        assertThat(Json.write(body.get("tools"))).isEqualTo("[{\"type\":\"builtin_function\",\"function\":{\"name\":\"$web_search\"}}]");
        assertThat(Json.text(body, "thinking", "type")).isEqualTo("disabled");
        assertThat(Json.text(body.get("messages").get(2), "name")).isEqualTo("$web_search");
        assertThat(Json.text(body.get("messages").get(1).get("tool_calls").get(0), "type")).isEqualTo("builtin_function");
    }

    @Test
    void theAnswersCapNeverReachesBeyondTheWindow() throws Exception {
        Endpoint wide = on("https://api.moonshot.ai/v1", "moonshot/kimi-k3", WireSamples.K3);
        var model = wide.model();
        var greedy = new cn.openclaw.model.ModelDefinition(
                model.id(), model.name(), model.api(), true, model.input(), model.cost(), Map.of(), false, 10_000, 10_000, Map.of(),
                Compat.NONE, WireSamples.K3, model.lifecycle());
        Endpoint endpoint = new Endpoint(wide.ref(), wide.baseUrl(), wide.api(), greedy, wide.key(), Map.of(), false, wide.limits());
        ObjectNode body = body(endpoint, new ChatRequest("", List.of(Message.User.of("word ".repeat(2000))), List.of(), ChatRequest.Options.NONE));
        assertThat(body.get("max_completion_tokens").intValue()).isBetween(1024, 8_200);
    }

    @Test
    void headersGoVerbatimOverOurOwnAndAHostWithoutKeyGetsNone() throws Exception {
        CannedHttp http = CannedHttp.stream(CompletionsSamples.HELLO);
        Endpoint endpoint = new Endpoint(
                K26.ref(), K26.baseUrl(), K26.api(), K26.model(), Optional.of(new Secret("sk-1")),
                Map.of("User-Agent", "KimiCLI/0.77", "authorization", "Token x"), true, K26.limits());
        hello(endpoint, http);
        assertThat(http.header("user-agent")).isEqualTo("KimiCLI/0.77");
        assertThat(http.header("authorization")).isEqualTo("Token x");
        hello(new Endpoint(K26.ref(), K26.baseUrl(), K26.api(), K26.model(), Optional.empty(), Map.of(), false, K26.limits()), http);
        assertThat(http.header("authorization")).isEmpty();
        hello(K26, http);
        assertThat(http.header("authorization")).isEqualTo("Bearer sk-test-0123456789");
    }

    @ParameterizedTest
    @CsvSource({
        "https://api.moonshot.cn/v1,OPENAI_COMPLETIONS,https://api.moonshot.cn/v1/chat/completions",
        "https://api.moonshot.cn/v1/,OPENAI_COMPLETIONS,https://api.moonshot.cn/v1/chat/completions",
        "https://api.moonshot.cn,OPENAI_COMPLETIONS,https://api.moonshot.cn/v1/chat/completions",
        "https://api.kimi.com/coding,OPENAI_COMPLETIONS,https://api.kimi.com/coding/v1/chat/completions",
        "https://api.kimi.com/coding/v1,OPENAI_COMPLETIONS,https://api.kimi.com/coding/v1/chat/completions",
        "https://api.kimi.com/coding/,ANTHROPIC_MESSAGES,https://api.kimi.com/coding/v1/messages",
        "https://api.kimi.com/coding/v1,ANTHROPIC_MESSAGES,https://api.kimi.com/coding/v1/messages",
        "https://api.deepseek.com,OPENAI_COMPLETIONS,https://api.deepseek.com/chat/completions",
        "https://x.y/v1/chat/completions,OPENAI_COMPLETIONS,https://x.y/v1/chat/completions",
        "https://x.y/openai?api-version=1,OPENAI_COMPLETIONS,https://x.y/openai/chat/completions?api-version=1",
        "https://[::1]:8080/v1,OPENAI_RESPONSES,https://[::1]:8080/v1/responses",
    })
    void theAddressIsJoinedOnce(String base, ModelApi api, String whole) {
        Endpoint endpoint = new Endpoint(K26.ref(), URI.create(base), api, K26.model(), K26.key(), Map.of(), false, K26.limits());
        assertThat(WireUrl.of(endpoint)).hasToString(whole);
    }

    private static void hello(Endpoint endpoint, CannedHttp http) throws InterruptedException {
        WireFormats.open(endpoint, http).chat(WireSamples.request(List.of(Message.User.of("hi")), ChatRequest.Options.NONE), _ -> {});
    }

    private static ChatRequest.ToolDefinition tool(String name) {
        return new ChatRequest.ToolDefinition(name, "", (ObjectNode) Json.parse("{\"type\":\"object\",\"properties\":{}}"));
    }

    private ObjectNode body(Endpoint endpoint, ChatRequest request) throws InterruptedException {
        CannedHttp http = CannedHttp.stream(CompletionsSamples.HELLO);
        WireFormats.open(endpoint, http, notices::add).chat(request, _ -> {});
        assertThat((Iterable<?>) (ArrayNode) http.request().get("messages")).isNotEmpty();
        return http.request();
    }
}
