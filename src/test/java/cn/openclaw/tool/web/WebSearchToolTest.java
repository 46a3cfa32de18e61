package cn.openclaw.tool.web;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.Environment;
import cn.openclaw.http.HttpCall;
import cn.openclaw.http.JdkHttp;
import cn.openclaw.json.Json;
import cn.openclaw.simulator.JournalEntry;
import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.simulator.SimulatorOptions;
import cn.openclaw.testing.FakeProviderServer;
import cn.openclaw.testing.SimulatorExtension;
import cn.openclaw.testing.TempHome;
import cn.openclaw.testing.ToolContexts;
import cn.openclaw.tool.Approver;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolOutcome;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

class WebSearchToolTest {
    @RegisterExtension
    final SimulatorExtension platform = new SimulatorExtension(SimulatorOptions.defaults());

    @TempDir
    Path dir;

    private JdkHttp http;
    private TempHome home;

    @BeforeEach
    void open() {
        http = new JdkHttp(new Environment(Map.of(), dir, dir));
        home = new TempHome(dir.resolve("home"));
    }

    @AfterEach
    void close() {
        http.close();
    }

    /** Requests to the platforms' real hosts reach the simulator, as with OPENCLAW_SIMULATOR. */
    private Tool.Context context(String config) {
        home.config(config);
        Simulator simulator = platform.simulator();
        Map<String, URI> hosts = Map.of(
                "api.moonshot.cn", simulator.moonshotCn(), "api.moonshot.ai", simulator.moonshotIntl(), "api.kimi.com", simulator.kimiCode());
        return new Tool.Context(
                dir,
                ToolContexts.world(home, call -> {
                    URI base = hosts.get(call.uri().getHost());
                    String path = call.uri().getPath().replaceFirst("^(/coding)?/v1", "");
                    return http.send(base == null ? call : new HttpCall(call.method(), URI.create(base + path), call.headers(), call.body(), call.limits(), call.proxy()));
                }),
                ToolContexts.turn(Approver.nobody()));
    }

    private static ToolOutcome search(Tool.Context context, String query) throws InterruptedException {
        return new WebSearchTool().run(Json.object().put("query", query).put("count", 2), context);
    }

    @Test
    @DisplayName("W17 P03 with nothing but a Moonshot key the web is searched by $web_search, with the key that chats use")
    void moonshot() throws Exception {
        home.variable("MOONSHOT_API_KEY", SimulatorKey.CN);
        Tool.Context context = context("{}");
        assertThat(new WebSearchTool().isOffered(context)).isTrue();
        ToolOutcome outcome = search(context, "北京天气");
        assertThat(outcome).isInstanceOf(ToolOutcome.Done.class);
        assertThat(outcome.text()).contains("1. Simulated result 1", "https://example.com/1", "\u27E6outside text from web_search (kimi)");
        ObjectNode details = outcome.details().orElseThrow();
        assertThat(details.path("count").asInt()).isEqualTo(2);
        assertThat(details.path("results").get(0).propertyNames()).containsExactly("title", "url", "description", "published", "siteName");
        assertThat(details.path("spent").path("usage").path("input").asInt()).isPositive();
        assertThat(details.path("spent").path("cost").path("amount").asDouble()).isPositive();
        assertThat(details.path("spent").path("cost").path("currency").asString()).isEqualTo("CNY");
        assertThat(home.read(".openclaw/ledger.spool.jsonl").lines()).as("both calls are in the ledger").hasSize(2);
        List<JournalEntry> asked = platform.simulator().journal();
        assertThat(asked).hasSize(2).allSatisfy(entry -> assertThat(entry.status()).isEqualTo(200));
        assertThat(asked.getLast().body().orElseThrow().path("thinking").path("type").asString("")).isEqualTo("disabled");
    }

    @Test
    void anAnswerInWordsKeepsItsWordsAndItsAddresses() throws Exception {
        home.variable("MOONSHOT_API_KEY", SimulatorKey.CN);
        Tool.Context context = context("{}");
        platform.simulator().script(Json.parse("""
                {"turns":[
                  {"reply":{"toolCalls":[{"name":"$web_search","arguments":{"search_result":{"search_id":"x"}}}]}},
                  {"reply":{"content":"据报道，见（https://news.example.cn/a）和 https://b.example.com/2。"}}]}"""));
        ToolOutcome outcome = search(context, "新闻");
        assertThat(outcome.text()).contains("据报道", "https://news.example.cn/a\n", "news.example.cn", "https://b.example.com/2\n");
    }

    @Test
    @DisplayName("W17 an answer for which nothing was searched is not passed on as found")
    void ungrounded() throws Exception {
        home.variable("MOONSHOT_API_KEY", SimulatorKey.CN);
        Tool.Context context = context("{}");
        platform.simulator().script(Json.parse("{\"turns\":[{\"reply\":{\"content\":\"I know: https://made-up.example.com\"}}]}"));
        ToolOutcome outcome = search(context, "x");
        assertThat(outcome).isInstanceOf(ToolOutcome.Failed.class);
        assertThat(outcome.text()).contains("without searching").doesNotContain("made-up");
    }

    @Test
    @DisplayName("P03 a refused key is followed by the next one, wherever it stands")
    void nextKey() throws Exception {
        home.variable("MOONSHOT_API_KEY", "sk-wrong-0000000000000000");
        Tool.Context context = context("{models: {providers: {moonshot: {baseUrl: 'https://api.moonshot.cn/v1', models: [], apiKey: '" + SimulatorKey.CN + "'}}}}");
        assertThat(search(context, "search 天气")).isInstanceOf(ToolOutcome.Done.class);
        home.variable("MOONSHOT_API_KEY", "sk-wrong-0000000000000000");
        ToolOutcome refused = search(context("{}"), "search 天气");
        assertThat(refused).isInstanceOf(ToolOutcome.Failed.class);
        assertThat(refused.text()).contains("key").doesNotContain("sk-wrong-0000000000000000");
    }

    @Test
    @DisplayName("W17 P03 with a Kimi Code key its membership's search is asked")
    void kimiCode() throws Exception {
        home.variable("KIMICODE_API_KEY", SimulatorKey.KIMI);
        Tool.Context context = context("{}");
        ToolOutcome outcome = search(context, "天气");
        assertThat(outcome.text()).contains("Simulated result 2 for: 天气", "example.com · 2026-11-01", "comes from a simulator");
        JournalEntry asked = platform.simulator().lastRequest();
        assertThat(asked.path()).endsWith("/coding/v1/search");
        assertThat(asked.body().orElseThrow().path("limit").asInt()).isEqualTo(2);
        home.variable("KIMICODE_API_KEY", "sk-kimi-nonsense-000000001");
        ToolOutcome refused = search(context("{}"), "天气");
        assertThat(refused.text()).contains("HTTP 401").doesNotContain("sk-kimi-nonsense");
    }

    @Test
    void brave() throws Exception {
        try (FakeProviderServer server = FakeProviderServer.start(FakeProviderServer.json(200, """
                {"web":{"results":[{"title":"T <strong>x</strong>","url":"https://a.example/","description":"D","page_age":"2026-11-01T00:00:00","profile":{"name":"A"}},
                {"title":"U","url":"https://b.example/","description":"E","age":"2 days ago","meta_url":{"hostname":"b.example"}},{"title":"V","url":"https://c.example/"}]}}"""))) {
            Tool.Context context = context("{tools: {web: {search: {apiKey: 'brave-key-1234', brave: {baseUrl: '" + server.uri("/res/v1/web/search") + "'}}}}}");
            ToolOutcome outcome = new WebSearchTool()
                    .run(Json.object().put("query", "中 文").put("count", 2).put("freshness", "pw").put("search_lang", "zh").put("country", "CN"), context);
            assertThat(outcome.text()).contains("1. T x\n   https://a.example/\n   A · 2026-11-01T00:00:00\n   D", "b.example · 2 days ago").doesNotContain("c.example");
            assertThat(server.request(0).target())
                    .isEqualTo("/res/v1/web/search?q=%E4%B8%AD+%E6%96%87&count=2&country=CN&search_lang=zh-hans&freshness=pw");
            assertThat(server.request(0).header("x-subscription-token")).isEqualTo("brave-key-1234");
        }
    }

    @Test
    void searxng() throws Exception {
        try (FakeProviderServer server = FakeProviderServer.start(
                FakeProviderServer.json(200, "{\"results\":[{\"title\":\"T\",\"url\":\"https://a.example/x\",\"content\":\"C\",\"publishedDate\":null}]}"),
                FakeProviderServer.json(403, "Forbidden"))) {
            Tool.Context context = context("{tools: {web: {search: {searxng: {baseUrl: '" + server.uri("/sub/") + "'}}}}}");
            assertThat(search(context, "one").text()).contains("1. T\n   https://a.example/x\n   a.example\n   C");
            assertThat(server.request(0).target()).isEqualTo("/sub/search?q=one&format=json");
            assertThat(search(context, "two").text()).contains("search.formats");
        }
    }

    @Test
    void perplexity() throws Exception {
        try (FakeProviderServer server = FakeProviderServer.start(FakeProviderServer.json(200, """
                {"choices":[{"message":{"content":"Words."}}],"citations":["https://a.example/1","https://b.example/2","https://c.example/3"]}"""))) {
            Tool.Context context = context("{tools: {web: {search: {provider: 'perplexity', perplexity: {apiKey: 'pplx-123456', baseUrl: '" + server.uri("/v1") + "'}}}}}");
            assertThat(search(context, "x").text()).contains("Words.", "https://a.example/1", "https://b.example/2").doesNotContain("c.example");
            assertThat(server.request(0).header("authorization")).isEqualTo("Bearer pplx-123456");
        }
    }

    @Test
    @DisplayName("W24 search is not offered where it could only fail")
    void offered() {
        assertThat(new WebSearchTool().isOffered(context("{}"))).isFalse();
        assertThat(new WebSearchTool().isOffered(context("{tools: {web: {search: {provider: 'brave'}}}}"))).isFalse();
        assertThat(new WebSearchTool().isOffered(context("{tools: {web: {search: {apiKey: 'k'}}}}"))).isTrue();
        assertThat(new WebSearchTool().isOffered(context("{tools: {web: {search: {apiKey: 'k', enabled: false}}}}"))).isFalse();
        home.variable("KIMI_API_KEY", SimulatorKey.KIMI);
        assertThat(new WebSearchTool().isOffered(context("{}"))).isTrue();
        assertThat(new WebSearchTool().isOffered(context("{tools: {web: {search: {provider: 'kimi'}}}}"))).isFalse();
    }

    @Test
    void whatWasFoundIsKeptForAWhileAndCostsNothingThen() throws Exception {
        home.variable("MOONSHOT_API_KEY", SimulatorKey.CN);
        Tool.Context context = context("{}");
        search(context, "search once");
        int asked = platform.simulator().journal().size();
        ToolOutcome again = search(context, "search once");
        assertThat(platform.simulator().journal()).hasSize(asked);
        assertThat(again.details().orElseThrow().has("spent")).isFalse();
    }
}
