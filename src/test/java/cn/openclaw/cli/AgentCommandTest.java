package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.openclaw.base.ExitCode;
import cn.openclaw.json.Json;
import cn.openclaw.simulator.Fault;
import cn.openclaw.simulator.JournalEntry;
import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.simulator.SimulatorOptions;
import cn.openclaw.testing.FakeProviderServer;
import cn.openclaw.testing.TempHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;

/** The command as a person uses it, over real HTTP, against the strict simulator. */
class AgentCommandTest {
    private static final String CANARY = "sk-canary-7f3a9c2e5b8d1046";
    private static final String CONFIG =
            """
            {
              models: { providers: { moonshot: {
                baseUrl: "https://api.moonshot.cn/v1", apiKey: "${MOONSHOT_API_KEY}", api: "openai-completions", models: [] } } },
              agents: { defaults: { model: { primary: "moonshot/kimi-k3" }, workspace: "~/work" } },
            }
            """;

    @TempDir
    Path folder;

    private Simulator simulator;
    private TempHome home;

    @BeforeEach
    void start() {
        simulator = Simulator.start(SimulatorOptions.defaults());
        home = new TempHome(folder)
                .config(CONFIG)
                .clock(InstantSource.offset(InstantSource.system(), java.time.Duration.ZERO))
                .variable("MOONSHOT_API_KEY", SimulatorKey.CN)
                .variable("OPENCLAW_SIMULATOR", simulator.address().toString());
        home.write("work/notes.txt", "the answer is 42\n");
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private int agent(String... arguments) {
        List<String> all = new ArrayList<>(List.of("agent", "--local"));
        all.addAll(List.of(arguments));
        return Main.run(home.cli(), all.toArray(String[]::new));
    }

    private List<Path> transcripts() throws IOException {
        try (Stream<Path> files = Files.list(home.path(".openclaw/agents/main/sessions"))) {
            return files.filter(file -> file.toString().endsWith(".jsonl")).toList();
        }
    }

    private JsonNode json() {
        return Json.parse(home.out());
    }

    private void hosted(String more) {
        home.config(
                """
                { models: { providers: { mine: { baseUrl: "http://model.invalid/v1", apiKey: "k-123456789", api: "openai-completions",
                    %s models: [{ id: "m", name: "m" }] } } },
                  agents: { defaults: { model: { primary: "mine/m" } } } }
                """
                        .formatted(more));
    }

    @Test
    @DisplayName("P49 the agent sees that a key is configured and can try the provider, and never sees the key")
    void knowsWhatIsConfigured() throws Exception {
        assertThat(agent("--message", "[[sim:tool models_status {}]][[sim:then]][[sim:tool models_status {\"test\":\"moonshot\"}]]"
                        + "[[sim:then]][[sim:tool models_status {\"test\":\"deepseek\"}]][[sim:then]][[sim:say fine]]"))
                .isZero();

        String kept = Files.readString(transcripts().getFirst());
        assertThat(kept)
                .contains("moonshot: key configured (environment); models: kimi-k3")
                .contains("moonshot/kimi-k3 answered after")
                .contains("no key for deepseek")
                .doesNotContain(SimulatorKey.CN)
                .doesNotContain("***");
    }

    @Test
    @DisplayName("W15 every request to Moonshot names its conversation for the prefix cache, and the second turn hits it")
    void theSecondTurnHitsTheCache() {
        assertThat(agent("--message", "Remember: " + "the quick brown fox. ".repeat(200))).isZero();
        assertThat(agent("--message", "And now?")).isZero();

        List<JournalEntry> asked = simulator.journal();
        assertThat(asked).hasSize(2).allMatch(entry -> entry.status() == 200);
        assertThat(asked)
                .extracting(entry -> String.valueOf(Json.text(entry.body().orElseThrow(), "prompt_cache_key")))
                .allMatch(key -> key.length() > 30)
                .containsOnly(String.valueOf(Json.text(asked.getFirst().body().orElseThrow(), "prompt_cache_key")));
        assertThat(asked.getLast().cached()).isGreaterThan(asked.getLast().prompt() / 2);
    }

    @Test
    void aProvidersOwnProxyIsTheWayOut() {
        try (var proxy = FakeProviderServer.start(FakeProviderServer.sse(
                "{\"choices\":[{\"delta\":{\"content\":\"by proxy\"},\"finish_reason\":\"stop\"}]}", "[DONE]"))) {
            hosted("proxy: \"http://me:" + CANARY + "@127.0.0.1:" + proxy.port() + "\",");
            assertThat(agent("-m", "hi")).isZero();
            assertThat(home.out()).isEqualTo("by proxy\n");
            assertThat(proxy.request(0).target()).isEqualTo("http://model.invalid/v1/chat/completions");
            assertThat(Main.run(home.cli(), "models", "explain", "mine/m")).isZero();
            assertThat(home.out()).contains("127.0.0.1:" + proxy.port(), "models.providers.mine.proxy").doesNotContain(CANARY);
        }
        assertThat(agent("-m", "hi")).isEqualTo(ExitCode.UNAVAILABLE.number());
        assertThat(home.err()).contains("models.providers.mine.proxy").doesNotContain(CANARY);
    }

    @Test
    void aProvidersOwnPatienceCounts() {
        home.config(CONFIG.replace("models: []", "limits: { firstByteMs: 300 }, models: []"));
        long start = System.nanoTime();
        assertThat(agent("-m", "[[sim:stall 0 60000]]")).isEqualTo(ExitCode.UNAVAILABLE.number());
        assertThat(java.time.Duration.ofNanos(System.nanoTime() - start)).isLessThan(java.time.Duration.ofSeconds(30));
        assertThat(home.err()).contains("0.3");
    }

    @Test
    void pipedItPrintsTheWordsAlone() {
        assertThat(agent("-m", "[[sim:say Hello there]]")).isZero();

        assertThat(home.out()).isEqualTo("Hello there\n");
    }

    @Test
    void theMessageMayComeFromStandardInput() {
        home.input("[[sim:say from stdin]]\n");

        assertThat(agent("--message", "-")).isZero();
        assertThat(home.out()).isEqualTo("from stdin\n");
    }

    @Test
    void wordsBeforeAToolCallAreAPayloadOfTheirOwn() {
        assertThat(agent("-m", "[[sim:say Let me check.]][[sim:tool read {\"path\":\"notes.txt\"}]][[sim:then]][[sim:say All good.]]"))
                .isZero();

        assertThat(home.out()).isEqualTo("Let me check.\nAll good.\n");
    }

    @Test
    @DisplayName("W26 --json prints one envelope and nothing else")
    void jsonHasTheShapeOfTheOriginal() throws IOException {
        assertThat(agent("--json", "-m", "[[sim:say Let me check.]][[sim:tool read {\"path\":\"notes.txt\"}]][[sim:then]][[sim:say All good.]]"))
                .isZero();

        JsonNode ours = json();
        assertThat(ours.get("payloads")).hasSize(2);
        assertThat(Json.text(ours, "meta", "agentMeta", "provider")).isEqualTo("moonshot");
        assertThat(ours.at("/meta/agentMeta/usage/output").asInt()).isPositive();
        assertThat(Json.text(ours, "meta", "agentMeta", "cost", "currency")).isEqualTo("CNY");
        Path sample = Path.of(System.getProperty("shared.dir", "absent"), "spec/agent-samples/06-agent-json-output.json");
        assumeTrue(Files.exists(sample), "skipped: no sample file at " + sample);
        List<String> missing = new ArrayList<>();
        compare("", Json.parse(Files.readAllBytes(sample)), ours, missing);
        assertThat(missing).isEmpty();
    }

    /** Whatever the original prints is there, with the same type; ours may say more. */
    private static void compare(String place, JsonNode theirs, JsonNode ours, List<String> missing) {
        if (ours == null || ours.getNodeType() != theirs.getNodeType()) {
            missing.add(place);
            return;
        }
        theirs.properties().forEach(
                member -> compare(place + "/" + member.getKey(), member.getValue(), ours.get(member.getKey()), missing));
        if (theirs instanceof ArrayNode list && !list.isEmpty() && !ours.isEmpty()) {
            compare(place + "[0]", list.get(0), ours.get(0), missing);
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "error 401 | AUTH | auth",
        "error quota | OUT_OF_CREDIT | billing",
        "error tpd | RATE_LIMITED | rate_limit",
        "error risk | REFUSED | content_filter",
        "error 403 | AUTH | auth",
        "overflow | CONTEXT_OVERFLOW | context_overflow",
    })
    void eachKindOfFailureHasItsExitCode(String fault, ExitCode code, String kind) {
        if (fault.equals("overflow")) {
            // Twice: the first time the conversation is shortened and asked again.
            var tooLong = new Fault.Refused(
                    400, "invalid_request_error", "Your request exceeded model token limit: 9000 (requested: 9001)", Optional.empty());
            simulator.next(tooLong, tooLong);
        }

        int exit = agent("--json", "-m", fault.equals("overflow") ? "hi" : "[[sim:" + fault + "]]");

        assertThat(exit).as(home.out()).isEqualTo(code.number());
        assertThat(Json.text(json(), "meta", "error", "kind")).isEqualTo(kind);
        assertThat(json().at("/payloads/0/isError").asBoolean()).isTrue();
        assertThat(home.out() + home.err()).doesNotContain("Exception").doesNotContain("\tat ");
    }

    @Test
    void whatPassesByItselfIsTriedAgainAndThenSaid() {
        simulator.next("error 503", "error 503", "error 503");

        assertThat(agent("-m", "hi")).isEqualTo(ExitCode.UNAVAILABLE.number());
        assertThat(simulator.journal()).hasSize(2);
        assertThat(home.out()).isEmpty();
        assertThat(home.err()).isNotBlank();
    }

    @Test
    void aRetiredModelIsRefused() {
        assertThat(agent("--model", "moonshot/kimi-k2-thinking", "-m", "hi")).isEqualTo(ExitCode.REFUSED.number());
        assertThat(home.err()).contains("kimi-k2-thinking");
    }

    @Test
    void anotherPlatformsKeyIsSaidInOneSentence() {
        home.variable("MOONSHOT_API_KEY", SimulatorKey.INTL);

        assertThat(agent("-m", "hi")).isEqualTo(ExitCode.AUTH.number());
        assertThat(home.err()).contains("openclaw-cn");
    }

    @Test
    void withoutAKeyNothingIsAsked() {
        home = new TempHome(folder).config(CONFIG.replace(" apiKey: \"${MOONSHOT_API_KEY}\",", ""));

        assertThat(agent("-m", "hi")).isEqualTo(ExitCode.AUTH.number());
        assertThat(home.err()).contains("moonshot").contains("openclaw-cn");
        assertThat(agent("--json", "-m", "hi")).isEqualTo(ExitCode.AUTH.number());
        assertThat(Json.text(json(), "meta", "error", "kind")).isEqualTo("auth");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "--json | --message",
        "-m;hi;--thinking;deep | thinking level",
        "-m;hi;--verbose;loud | --verbose",
        "-m;hi;--timeout;0 | --timeout",
        "-m;hi;--timeout;1.5 | --timeout",
        "-m;hi;--session-id;../../x | session id",
        "-m;hi;--agent;nobody | nobody",
        "-m;hi;--to;+1;--session-id;a | --to",
        "-m;hi;--model;no/such | no/such",
        "-m;hi;--attach;none.png | none.png",
        "-m;hi;--attach;work/notes.txt | picture",
        "-m;hi;--nonsense | nonsense",
    })
    void aCommandLineThatMakesNoSenseIsRefusedAndAsksNothing(String line, String said) {
        assertThat(agent(line.split(";"))).isEqualTo(ExitCode.USAGE.number());

        assertThat(home.out() + home.err()).contains(said);
        assertThat(simulator.journal()).isEmpty();
        assertThat(home.path(".openclaw/agents")).doesNotExist();
    }

    @Test
    @DisplayName("W19 W30 a skill is in the prompt, its file can be read without asking, and its variables reach programs alone")
    void skillsArePartOfATurn() throws IOException {
        home.config(CONFIG.replace("agents:", "skills: { entries: { b: { apiKey: 'b-secret-123456' } } }, tools: { exec: { security: 'full', ask: 'off' } }, agents:"));
        home.write(".openclaw/skills/天气/SKILL.md", "---\nname: 天气\ndescription: 查天气\n---\nask the sky\n");
        home.write(".openclaw/skills/b/SKILL.md", "---\nname: b\ndescription: second\nmetadata: {openclaw: {primaryEnv: 'B_KEY'}}\n---\n");
        String file = home.path(".openclaw/skills/天气/SKILL.md").toString();

        assertThat(agent("-m", "[[sim:tool read {\"path\":\"" + file + "\"}]][[sim:then]][[sim:tool exec {\"command\":\"echo len ${#B_KEY}\"}]][[sim:then]][[sim:say done]]"))
                .isZero();

        JsonNode messages = simulator.lastRequest().body().orElseThrow().path("messages");
        assertThat(messages.get(0).path("content").asString("")).contains("<name>天气</name>", "<location>" + file + "</location>");
        assertThat(messages.get(3).path("content").asString("")).contains("ask the sky");
        assertThat(messages.get(5).path("content").asString("")).contains("len 15");
    }

    @Test
    @DisplayName("W30 a server of the config is part of a turn, and one that is broken costs a sentence")
    void mcpServersArePartOfATurn() {
        String server = "{command: '" + Path.of(System.getProperty("java.home"), "bin", "java") + "', trust: true, args: ['-cp', '"
                + System.getProperty("java.class.path") + "', 'cn.openclaw.tool.mcp.PlainServer']}";
        home.config(CONFIG.replace("agents:", "mcp: { servers: { s: " + server + ", gone: { command: '/no/such/program' } } }, agents:"));

        assertThat(agent("-m", "[[sim:tool mcp__s__echo {\"text\":\"over there\"}]][[sim:then]][[sim:say done]]")).isZero();

        assertThat(home.out()).isEqualTo("done\n");
        assertThat(home.err()).contains("MCP server gone could not be reached");
        assertThat(simulator.lastRequest().body().orElseThrow().path("messages").get(3).path("content").asString(""))
                .contains("outside text from MCP server s, tool echo", "echo: over there");
    }

    @Test
    void whereNoServerAndNoPictureIsMeantNothingOfTheirLibrariesIsLoaded() throws Exception {
        Path log = home.path("classes.txt");
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1",
                "-Xlog:class+load:file=" + log, "-cp", System.getProperty("java.class.path"), "cn.openclaw.cli.Main", "agent", "--local", "-m", "[[sim:say hi]]");
        builder.environment().clear();
        builder.environment().putAll(home.environment().variables());
        builder.environment().put("HOME", folder.toString());
        Process run = builder.redirectErrorStream(true).start();
        String said = new String(run.getInputStream().readAllBytes());

        assertThat(run.waitFor()).as(said).isZero();
        assertThat(Files.readString(log))
                .contains("cn.openclaw.tool.mcp.McpTools ", "cn.openclaw.tool.web.WebFetchTool ")
                .doesNotContain("io.modelcontextprotocol", "reactor.", "org.slf4j", "org.jsoup", "java.awt.", "javax.imageio", "cn.openclaw.http.PublicHttp ");
    }

    @Test
    void aVideoIsGivenToThePlatformFirstAndNamedInTheMessage() throws IOException {
        byte[] video = java.util.Arrays.copyOf("....ftypisom....".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1), 1_200_000);
        Files.write(home.path("clip.mp4"), video);

        assertThat(agent("-m", "[[sim:say seen]]", "--attach", "clip.mp4")).isZero();

        assertThat(simulator.journal()).extracting(JournalEntry::path).first().asString().endsWith("/files");
        JsonNode content = simulator.lastRequest().body().orElseThrow().path("messages").path(1).path("content");
        assertThat(content.get(1).path("video_url").path("url").asString("")).startsWith("ms://sim-file-");
        assertThat(Files.readString(transcripts().getFirst())).contains("ms://sim-file-").hasSizeLessThan(10_000);
    }

    @Test
    void aSmallVideoTravelsInTheRequestAndABlindModelIsNotAskedAtAll() throws IOException {
        Files.write(home.path("clip.mp4"), "....ftypisom....".getBytes(java.nio.charset.StandardCharsets.ISO_8859_1));

        assertThat(agent("-m", "[[sim:say seen]]", "--attach", "clip.mp4")).isZero();
        JsonNode content = simulator.lastRequest().body().orElseThrow().path("messages").path(1).path("content");
        assertThat(content.get(1).path("video_url").path("url").asString("")).startsWith("data:video/mp4;base64,");

        int asked = simulator.journal().size();
        assertThat(agent("-m", "x", "--attach", "clip.mp4", "--model", "moonshot/moonshot-v1-8k")).isNotZero();
        assertThat(home.err()).contains("moonshot-v1-8k cannot see videos");
        assertThat(simulator.journal()).hasSize(asked);
    }

    @Test
    void aBrokenConfigurationIsNamedByLine() {
        home.config("{ agents: { defaults: { modell: 1 } } }");

        assertThat(agent("-m", "hi")).isEqualTo(ExitCode.USAGE.number());
        assertThat(home.err()).contains("openclaw.json:1:");
    }

    @Test
    void twentyStepsOfToolsWithThinkingBringNoRefusal() {
        StringBuilder message = new StringBuilder();
        for (int step = 0; step < 20; step++) {
            message.append("[[sim:tool read {\"path\":\"notes.txt\"}]][[sim:then]]");
        }

        assertThat(agent("-m", message.append("[[sim:say done]]").toString())).isZero();

        assertThat(home.out()).isEqualTo("done\n");
        assertThat(simulator.journal()).hasSize(21).allMatch(entry -> entry.status() == 200);
    }

    @Test
    void aSessionGoesOnWithAnotherModelAndAnotherProcess() throws IOException {
        String tools = "[[sim:tool read {\"path\":\"notes.txt\"}]][[sim:then]][[sim:say ok]]";
        assertThat(agent("-m", tools)).isZero();
        assertThat(agent("--model", "moonshot/kimi-k2.6", "-m", tools)).isZero();
        assertThat(agent("--thinking", "高", "-m", tools)).isZero();

        assertThat(simulator.journal()).hasSize(6).allMatch(entry -> entry.status() == 200);
        assertThat(transcripts()).hasSize(1);
        JournalEntry last = simulator.journal().getLast();
        assertThat(last.body().orElseThrow().get("messages")).hasSizeGreaterThan(10);
        JsonNode entry = Json.parse(home.read(".openclaw/agents/main/sessions/sessions.json")).get("agent:main:main");
        assertThat(Json.text(entry, "thinkingLevel")).isEqualTo("high");
        assertThat(Json.text(entry, "model")).isEqualTo("kimi-k3");
    }

    @Test
    void slashCommandsGoToTheModelAsTheyStand() {
        agent("-m", "/status");

        assertThat(Json.write(simulator.lastRequest().body().orElseThrow())).contains("/status");
    }

    @Test
    void aTurnThatTakesTooLongIsAbortedAndItsPartKept() throws IOException {
        simulator.next("slow 400");

        assertThat(agent("--json", "--timeout", "1", "-m", "[[sim:len 400]]")).isEqualTo(ExitCode.UNAVAILABLE.number());

        assertThat(Json.text(json(), "meta", "error", "kind")).isEqualTo("timeout");
        assertThat(json().at("/meta/aborted").asBoolean()).isTrue();
        assertThat(Files.readString(transcripts().getFirst())).contains("\"stopReason\":\"aborted\"");
    }

    @Test
    void onATerminalThinkingIsDimAndTheLastLineSaysWhatItCost() {
        home.screen(new Screen(true, true, true, true, 80));

        assertThat(agent("-m", "[[sim:think hm]][[sim:tool read {\"path\":\"none.txt\"}]][[sim:then]][[sim:say \u001b[31mred]]")).isZero();

        assertThat(home.out())
                .contains("\u001b[2mhm")
                .contains("→ read {\"path\":\"none.txt\"}")
                .contains("✗")
                .contains("[31mred")
                .doesNotContain("\u001b[31m")
                .contains("moonshot/kimi-k3 · ")
                .contains(" cached · ¥");
    }

    @Test
    void helpListsTheExitCodes() {
        assertThat(Main.run(home.cli(), "agent", "--help")).isZero();
        for (ExitCode code : ExitCode.values()) {
            assertThat(home.out()).contains(code.number() + "  " + code.meaning().en());
        }
    }

    @Test
    void aKeyAppearsInNothingThatIsWritten() throws IOException {
        home.variable("MOONSHOT_API_KEY", CANARY);
        home.write("work/env.txt", "KEY=" + CANARY + "\n");
        StringBuilder printed = new StringBuilder();
        agent("-m", "my key is " + CANARY);
        printed.append(home.out()).append(home.err());
        home.variable("MOONSHOT_API_KEY", SimulatorKey.CN).variable("OTHER_API_KEY", CANARY);
        agent("--json", "--verbose", "full", "-m", "[[sim:tool read {\"path\":\"env.txt\"}]][[sim:then]][[sim:say " + CANARY + "]]");
        printed.append(home.out()).append(home.err());
        agent("-m", "[[sim:error 401]] " + CANARY);
        printed.append(home.out()).append(home.err());

        try (Stream<Path> files = Files.walk(home.path(".openclaw"))) {
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                assertThat(Files.readString(file)).as(file.toString()).doesNotContain(CANARY);
            }
        }
        assertThat(printed.toString()).doesNotContain(CANARY);
        assertThat(simulator.journal()).allSatisfy(
                entry -> assertThat(entry.body().map(Json::write).orElse("")).doesNotContain(CANARY));
    }

    @Test
    void twoTurnsLeaveTwoFilesThatOnlyTheirOwnerReads() throws IOException {
        agent("-m", "one");
        agent("-m", "two");

        Map<String, String> modes = new java.util.TreeMap<>();
        try (Stream<Path> files = Files.walk(home.path(".openclaw/agents"))) {
            for (Path file : files.filter(path -> !path.getFileName().toString().equals(".lock")).toList()) {
                String name = file.getFileName().toString().endsWith(".jsonl") ? "transcript" : file.getFileName().toString();
                modes.put(name, java.nio.file.attribute.PosixFilePermissions.toString(Files.getPosixFilePermissions(file)));
            }
        }
        assertThat(modes).containsEntry("transcript", "rw-------").containsEntry("sessions.json", "rw-------");
        assertThat(modes).containsEntry("sessions", "rwx------");
        assertThat(Instant.ofEpochMilli(Json.parse(home.read(".openclaw/agents/main/sessions/sessions.json")).at("/agent:main:main/updatedAt").asLong()))
                .isAfter(Instant.parse("2026-01-01T00:00:00Z"));
    }
}
