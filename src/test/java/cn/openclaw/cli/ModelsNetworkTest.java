package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.simulator.SimulatorOptions;
import cn.openclaw.testing.FakeProviderServer;
import cn.openclaw.testing.TempHome;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The {@code models} commands that ask somebody: over real HTTP, against the simulator and a fake. */
class ModelsNetworkTest {
    @TempDir
    Path folder;

    private TempHome home;
    private Simulator simulator;

    @BeforeEach
    void start() {
        simulator = Simulator.start(SimulatorOptions.defaults().instant(true));
        home = new TempHome(folder)
                .variable("OPENCLAW_SIMULATOR", simulator.address().toString())
                .variable("MOONSHOT_API_KEY", SimulatorKey.CN);
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private int models(String... words) {
        List<String> all = new ArrayList<>(List.of("models"));
        all.addAll(List.of(words));
        int code = Main.run(home.cli(), all.toArray(String[]::new));
        assertThat(home.out() + home.err()).doesNotContain(SimulatorKey.CN).doesNotContain(SimulatorKey.INTL);
        return code;
    }

    private JsonNode json() {
        return Json.parse(home.out());
    }

    @Test
    void refreshKeepsThePlatformsListBesideTheConfig() {
        home.config("{ agents: { defaults: { model: { primary: \"moonshot/kimi-k2-thinking\" } } } }");

        assertThat(models("refresh")).isZero();

        assertThat(home.out()).startsWith("moonshot (api.moonshot.cn): ").contains("! kimi-k2-thinking is in use");
        assertThat(home.path(".openclaw/cache/models/moonshot-api.moonshot.cn.json")).exists();
        assertThat(home.read(".openclaw/openclaw.json")).doesNotContain("kimi-k3");
        assertThat(models("refresh", "--json", "--provider", "moonshot")).isZero();
        assertThat(json().get("refreshed").get(0).get("ok").booleanValue()).isTrue();
    }

    @Test
    void aKeyOfAnotherPlatformIsRefusedWithTheHostsName() {
        home.variable("MOONSHOT_API_KEY", SimulatorKey.INTL);

        assertThat(models("refresh")).isEqualTo(3);

        assertThat(home.err()).contains("api.moonshot.cn").contains("401");
    }

    @Test
    void withoutAKeyThereIsNothingToRefresh() {
        home.variable("MOONSHOT_API_KEY", "");

        assertThat(models("refresh")).isEqualTo(2);
        assertThat(home.err()).contains("onboard");
    }

    @Test
    void theBalanceIsInTheHostsCurrency() {
        assertThat(models("status", "--balance")).isZero();
        assertThat(home.out()).contains("Balance").contains("moonshot api.moonshot.cn (MOONSHOT_API_KEY): ¥");

        home.variable("MOONSHOT_API_KEY", SimulatorKey.INTL)
                .config("{ models: { providers: { moonshot: { baseUrl: \"https://api.moonshot.ai/v1\", models: [] } } } }");
        assertThat(models("status", "--balance", "--json")).isZero();
        JsonNode answer = json().get("auth").get("balances").get(0);
        assertThat(answer.get("currency").stringValue()).isEqualTo("USD");
        assertThat(answer.get("available").isNumber()).isTrue();
    }

    @Test
    void theProbeAsksTheDefaultModelWithEachKey() {
        assertThat(models("status", "--probe", "--probe-timeout", "5000", "--json")).isZero();

        JsonNode probes = json().get("auth").get("probes");
        assertThat(probes.get("totalTargets").intValue()).isEqualTo(1);
        JsonNode result = probes.get("results").get(0);
        assertThat(result.get("model").stringValue()).isEqualTo("moonshot/kimi-k3");
        assertThat(result.get("status").stringValue()).as(result.toString()).isEqualTo("ok");
        assertThat(probes.get("options").get("maxTokens").intValue()).isEqualTo(8);
        assertThat(simulator.journal()).isNotEmpty();
    }

    @Test
    void theProbeSaysWhatIsWrong() {
        home.variable("MOONSHOT_API_KEY", SimulatorKey.INTL);

        models("status", "--probe");

        assertThat(home.out()).contains("- moonshot/kimi-k3 (MOONSHOT_API_KEY): auth");
    }

    @Test
    void scanListsTheFreeModelsAndTakesThoseThatCallTools() {
        String list = """
                {"data":[
                  {"id":"a/free-70b:free","name":"Free 70B","context_length":131072,"created":1760000000,
                   "pricing":{"prompt":"0","completion":"0"},"supported_parameters":["tools"],
                   "architecture":{"input_modalities":["text"]}},
                  {"id":"b/paid","pricing":{"prompt":"0.1","completion":"0"}},
                  {"id":"c/free-7b:free","name":"Free 7B","context_length":32768,"created":1600000000,
                   "pricing":{"prompt":"0","completion":"0"},"supported_parameters":[],
                   "architecture":{"input_modalities":["text","image"]}}]}
                """;
        try (FakeProviderServer openRouter = FakeProviderServer.start(FakeProviderServer.json(200, list))) {
            home.config("{ models: { providers: { openrouter: { baseUrl: \"" + openRouter.uri("/api/v1") + "\", models: [] } } } }");

            assertThat(models("scan", "--no-probe", "--json")).isZero();
            assertThat(json().size()).isEqualTo(2);
            assertThat(json().get(0).get("modelRef").stringValue()).isEqualTo("openrouter/a/free-70b:free");
            assertThat(json().get(0).get("inferredParamB").doubleValue()).isEqualTo(70);
            models("scan", "--no-probe", "--min-params", "30", "--json");
            assertThat(json().size()).isEqualTo(1);
            models("scan", "--no-probe", "--max-age-days", "900", "--json");
            assertThat(json().size()).isEqualTo(1);
            models("scan", "--no-probe", "--provider", "c");
            assertThat(home.out()).contains("openrouter/c/free-7b:free").doesNotContain("free-70b");
            assertThat(openRouter.requests()).allSatisfy(request -> assertThat(request.header("authorization")).isEmpty());
        }
    }

    @Test
    void scanTakesWhatWorks() {
        String list = """
                {"data":[{"id":"a/free:free","name":"Free","context_length":1000,"pricing":{"prompt":"0","completion":"0"},
                  "supported_parameters":["tools"],"architecture":{"input_modalities":["text"]}}]}
                """;
        String call = "{\"choices\":[{\"index\":0,\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"x:0\",\"type\":\"function\","
                + "\"function\":{\"name\":\"ping\",\"arguments\":\"{}\"}}]}}]}";
        String end = "{\"choices\":[{\"index\":0,\"delta\":{},\"finish_reason\":\"tool_calls\"}]}";
        try (FakeProviderServer openRouter = FakeProviderServer.start(
                FakeProviderServer.json(200, list), FakeProviderServer.sse(call, end, "[DONE]"))) {
            home.variable("OPENROUTER_API_KEY", "sk-or-0123456789012345678901")
                    .config("{ models: { providers: { openrouter: { baseUrl: \"" + openRouter.uri("/api/v1") + "\", models: [] } } } }");

            assertThat(models("scan", "--yes", "--set-default", "--json")).isZero();

            assertThat(json().get("selected").toString()).isEqualTo("[\"openrouter/a/free:free\"]");
            models("status", "--plain");
            assertThat(home.out()).isEqualTo("openrouter/a/free:free\n");
        }
    }

    @Test
    void scanWithoutAKeyAsksForOneOrNoProbe() {
        assertThat(models("scan")).isEqualTo(2);
        assertThat(home.err()).contains("OPENROUTER_API_KEY").contains("--no-probe");
    }

    /** A short command loads what it needs: no HTTP, no terminal, and of the providers only those it speaks of. */
    @Test
    void theListIsAShortCommand() throws IOException, InterruptedException {
        home.config("{ agents: { defaults: { model: { primary: \"moonshot/kimi-k3\" } } } }");
        ProcessBuilder command = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Xlog:class+load:file=" + folder.resolve("classes.log"),
                        "-cp",
                        System.getProperty("java.class.path"),
                        "cn.openclaw.cli.Main",
                        "models",
                        "list",
                        "--json")
                .redirectErrorStream(true)
                .directory(folder.toFile());
        command.environment().clear();
        command.environment().put("HOME", folder.toString());
        Process list = command.start();
        String out;
        try (BufferedReader reader = list.inputReader()) {
            out = String.join("\n", reader.lines().toList());
        }
        list.waitFor();

        assertThat(out).contains("\"count\"");
        List<String> loaded = Files.readAllLines(folder.resolve("classes.log"));
        assertThat(loaded)
                .noneMatch(line -> line.contains("java.net.http"))
                .noneMatch(line -> line.contains("org.jline"))
                .noneMatch(line -> line.contains("cn.openclaw.provider.anthropic"))
                .noneMatch(line -> line.contains("cn.openclaw.llm."))
                .noneMatch(line -> line.contains("cn.openclaw.cli.ModelsStatus"));
    }
}
