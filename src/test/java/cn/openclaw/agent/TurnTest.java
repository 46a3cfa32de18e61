package cn.openclaw.agent;

import static cn.openclaw.testing.ScriptedChatModel.answer;
import static cn.openclaw.testing.ScriptedChatModel.answers;
import static cn.openclaw.testing.ScriptedChatModel.calls;
import static cn.openclaw.testing.ScriptedChatModel.hangsAfter;
import static cn.openclaw.testing.ScriptedChatModel.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Language;
import cn.openclaw.base.Secret;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.Places;
import cn.openclaw.http.Http;
import cn.openclaw.http.HttpLimits;
import cn.openclaw.json.Json;
import cn.openclaw.llm.ChatModel;
import cn.openclaw.llm.ChatRequest;
import cn.openclaw.llm.LlmFailure;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.StopReason;
import cn.openclaw.llm.ThinkingLevel;
import cn.openclaw.llm.WireFormats;
import cn.openclaw.model.ModelRef;
import cn.openclaw.provider.CatalogModel;
import cn.openclaw.provider.Endpoints;
import cn.openclaw.provider.ModelCatalog;
import cn.openclaw.session.SessionKey;
import cn.openclaw.testing.ScriptedChatModel;
import cn.openclaw.testing.TempHome;
import cn.openclaw.testing.ToolContexts;
import cn.openclaw.tool.Effect;
import cn.openclaw.tool.SubAgents;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolOutcome;
import cn.openclaw.tool.Tools;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class TurnTest {
    private static final String CONFIG =
            """
            {
              models: { providers: { moonshot: { baseUrl: "https://api.moonshot.cn/v1", apiKey: "${MOONSHOT_API_KEY}", models: [] } } },
              agents: { defaults: { model: { primary: "moonshot/kimi-k3" }, workspace: "~/work" }, list: [{ id: "main" }, { id: "other" }] },
            }
            """;
    private static final SessionKey MAIN = SessionKey.main("main");

    @TempDir
    Path folder;

    private TempHome home;
    private final List<AgentEvent> events = new ArrayList<>();
    private Supplier<List<Tool>> tools = Tools::all;
    private final List<PromptPart> parts = new ArrayList<>();

    @BeforeEach
    void configure() {
        home = new TempHome(folder).config(CONFIG).variable("MOONSHOT_API_KEY", "sk-canary-0123456789abcdefghijkl");
        home.write("work/notes.txt", "the answer is 42\n");
    }

    private AgentRuns runs(ChatModel model) {
        Places places = Places.of(home.environment());
        AgentWorld world = new AgentWorld(
                new ConfigFile(places, home.environment()).read(), places, () -> Instant.parse("2026-11-22T08:00:00Z"),
                () -> ZoneOffset.ofHours(8), new Random(), (_, _) -> model, ToolContexts.world(home));
        return new AgentRuns(world, new AgentExtras(parts, tools));
    }

    private RunReport run(ChatModel model, String words) throws InterruptedException {
        return runs(model).run(RunRequest.of(words, Language.EN), events::add);
    }

    private static RunRequest request(String words, Optional<ThinkingLevel> thinking) {
        return new RunRequest(
                Optional.empty(), Optional.empty(), Optional.empty(), List.of(new Part.Text(words)), thinking, Optional.empty(),
                Optional.empty(), Optional.empty(), Language.EN);
    }

    private JsonNode entry(String key) {
        return Json.parse(home.read(".openclaw/agents/main/sessions/sessions.json")).get(key);
    }

    @Test
    void aRunningTurnIsSteeredFollowedAndAborted() throws Exception {
        List<AgentRuns> runs = new ArrayList<>();
        var model = ScriptedChatModel.of(
                (request, listener) -> {
                    assertThat(runs.getFirst().steer(MAIN, List.of(new Part.Text("also this")))).isTrue();
                    assertThat(runs.getFirst().followUp(RunRequest.of("and then", Language.EN))).isTrue();
                    return says("one").play(request, listener);
                },
                says("two"),
                (request, listener) -> {
                    runs.getFirst().steer(MAIN, List.of(new Part.Text("too late for this turn")));
                    assertThat(runs.getFirst().abort(MAIN)).isTrue();
                    return hangsAfter("half").play(request, listener);
                });
        runs.add(runs(model));

        RunReport report = runs.getFirst().run(RunRequest.of("go", Language.EN), events::add);

        assertThat(report.outcome()).isEqualTo(RunReport.Outcome.INTERRUPTED);
        assertThat(report.texts()).containsExactly("one", "two", "half");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThat(runs.getFirst().steer(MAIN, List.of(new Part.Text("x")))).isFalse();
        assertThat(runs.getFirst().abort(MAIN)).isFalse();
        var next = ScriptedChatModel.of(says("ok"));
        run(next, "go on");
        assertThat(next.requests().getFirst().messages().toString()).contains("too late for this turn").contains("half");
    }

    @Test
    void beforeALongConversationIsSummarisedItsMemoriesAreWrittenDownOnceAndSilently() throws Exception {
        home.config(CONFIG.replace("workspace:", "contextTokens: 100000, workspace:"));
        run(ScriptedChatModel.of(says("ok")), "hi");
        String index = ".openclaw/agents/main/sessions/sessions.json";
        ObjectNode long1 = (ObjectNode) Json.parse(home.read(index));
        ((ObjectNode) long1.get("agent:main:main")).put("totalTokens", 78_000);
        home.write(index, Json.write(long1));
        events.clear();
        var model = ScriptedChatModel.of(
                (request, listener) -> {
                    // What the person said is on the disk already.
                    assertThat(transcript()).contains("what next?");
                    return calls("w:0", "write", "{\"path\":\"memory/2026-11-22.md\",\"content\":\"She likes tea.\"}").play(request, listener);
                },
                says("NO_REPLY"),
                says("next is this"));

        RunReport report = run(model, "what next?");

        assertThat(report.texts()).containsExactly("next is this");
        assertThat(home.read("work/memory/2026-11-22.md")).isEqualTo("She likes tea.");
        assertThat(events.toString()).doesNotContain("NO_REPLY").doesNotContain("tea");
        assertThat(model.requests().getFirst().messages().getLast().toString()).contains("memory/2026-11-22.md", "NO_REPLY");
        assertThat(model.requests().getLast().messages().getLast().toString()).contains("what next?");
        assertThat(entry("agent:main:main").path("memoryFlushAt").asLong(0)).isPositive();

        // Once in a cycle, even where the conversation is as long as before.
        ObjectNode long2 = (ObjectNode) Json.parse(home.read(index));
        ((ObjectNode) long2.get("agent:main:main")).put("totalTokens", 79_000);
        home.write(index, Json.write(long2));
        assertThat(run(ScriptedChatModel.of(says("and this")), "and?").texts()).containsExactly("and this");

        // And never where the person does not want it.
        ((ObjectNode) long1.get("agent:main:main")).put("totalTokens", 78_000);
        home.write(index, Json.write(long1));
        home.config(CONFIG.replace("workspace:", "contextTokens: 100000, compaction: { memoryFlush: { enabled: false } }, workspace:"));
        assertThat(run(ScriptedChatModel.of(says("still")), "so?").texts()).containsExactly("still");
    }

    private String transcript() {
        try (Stream<Path> files = Files.list(home.path(".openclaw/agents/main/sessions"))) {
            return files.filter(file -> file.toString().endsWith(".jsonl"))
                    .map(file -> home.read(home.home().relativize(file).toString()))
                    .collect(Collectors.joining());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    @DisplayName("W14 thinking that was switched off stays off in the next turn and reaches the wire as off")
    void offStaysOff() throws Exception {
        runs(ScriptedChatModel.of(says("ok"))).run(request("hi", ThinkingLevel.of("关闭")), _ -> {});
        var model = ScriptedChatModel.of(says("ok"));

        run(model, "again");

        assertThat(model.requests().getFirst().options().thinking()).contains(ThinkingLevel.OFF);
        assertThat(Json.text(entry("agent:main:main"), "thinkingLevel")).isEqualTo("off");
    }

    @Test
    @DisplayName("W05 when the first call hangs until the time limit, the message and what was heard are kept, and the exit code says so")
    void aTimeOutLosesNothing() throws Exception {
        var request = new RunRequest(
                Optional.empty(), Optional.empty(), Optional.empty(), List.of(new Part.Text("keep me")), Optional.empty(),
                Optional.empty(), Optional.empty(), Optional.of(Duration.ofMillis(40)), Language.EN);
        RunReport report = runs(ScriptedChatModel.of(hangsAfter(""))).run(request, _ -> {});
        var next = ScriptedChatModel.of(says("ok"));
        run(next, "go on");

        assertThat(report.outcome()).isEqualTo(RunReport.Outcome.TIMED_OUT);
        assertThat(report.failure().orElseThrow().exitCode()).isNotEqualTo(ExitCode.OK);
        assertThat(next.requests().getFirst().messages().toString()).contains("keep me");
    }

    @Test
    @DisplayName("W06 a failure is a failure in the report, not an answer")
    void aFailureIsNoAnswer() throws Exception {
        RunReport report = run(ScriptedChatModel.of(ScriptedChatModel.fails(new LlmFailure.Refused(400, "no"))), "hi");

        assertThat(report.outcome()).isEqualTo(RunReport.Outcome.FAILED);
        assertThat(report.failure()).isPresent();
        assertThat(report.texts()).isEmpty();
    }

    @Test
    @DisplayName("W27 an answer that the length limit cut says so")
    void lengthIsSaid() throws Exception {
        RunReport report = run(ScriptedChatModel.of((_, _) -> answer(StopReason.LENGTH, new Part.Text("half of"))), "hi");

        assertThat(report.stopReason()).isEqualTo(StopReason.LENGTH);
    }

    @Test
    @DisplayName("W15 the first request is at most a third of the original's 44.7 kB, with the session's cache key and no time in it")
    void theFirstRequestIsSmall() throws Exception {
        Places places = Places.of(home.environment());
        ModelCatalog catalog = new ModelCatalog(new ConfigFile(places, home.environment()).read().config(), places.cacheDir());
        CatalogModel kimi = catalog.assume(new ModelRef("moonshot", "kimi-k3")).orElseThrow();
        List<byte[]> sent = new ArrayList<>();
        Http wire = call -> {
            sent.add(call.body());
            throw new IllegalStateException("sent");
        };
        ChatModel kimiModel =
                WireFormats.open(new Endpoints(catalog).of(kimi, Optional.of(new Secret("sk-x")), HttpLimits.CHAT), wire, _ -> {});
        List<Optional<String>> cacheKeys = new ArrayList<>();
        RunReport report = run(
                (request, listener) -> {
                    cacheKeys.add(request.options().cacheKey());
                    assertThatThrownBy(() -> kimiModel.chat(request, listener)).hasMessage("sent");
                    return answer(StopReason.STOP, new Part.Text("ok"));
                },
                "hi");

        String text = new String(sent.getFirst(), StandardCharsets.UTF_8);
        assertThat(text).doesNotContain("2026-");
        assertThat(cacheKeys).containsExactly(Optional.of(report.session().id().value()));
        assertThat(sent.getFirst().length).as("bytes of the first request").isLessThan(44_700 / 3);
        System.getLogger("TurnTest").log(System.Logger.Level.INFO, "the first request has " + sent.getFirst().length + " bytes");
    }

    @Test
    void sectionsOfThePromptArePluggedInAndStable() throws Exception {
        parts.add(about -> about.subAgent() ? "" : "# Skills\n" + about.agentId());
        var model = ScriptedChatModel.of(says("1"), says("2"));
        run(model, "a");
        run(model, "b");

        assertThat(model.requests().getFirst().system()).contains("\n# Skills\nmain\n").isEqualTo(model.requests().getLast().system());
    }

    @Test
    void aConversationIsSummarisedOnRequest() throws Exception {
        for (int turn = 0; turn < 3; turn++) {
            run(ScriptedChatModel.of(says("answer " + "word ".repeat(600))), "question " + turn + " word".repeat(600));
        }
        var model = ScriptedChatModel.of((_, _) -> answer(StopReason.STOP, new Part.Text("in short")));

        Optional<AgentEvent.Compacted> done = runs(model).compact(RunRequest.of("keep numbers", Language.EN), events::add);

        assertThat(done.orElseThrow().after()).isLessThan(done.orElseThrow().before());
        assertThat(entry("agent:main:main").get("compactionCount").asInt()).isEqualTo(1);
        assertThat(events).hasAtLeastOneElementOfType(AgentEvent.Compacting.class);
        var next = ScriptedChatModel.of(says("ok"));
        RunReport report = run(next, "now");
        assertThat(next.requests().getFirst().messages().getFirst().toString()).contains("in short");
        assertThat(report.outcome()).isEqualTo(RunReport.Outcome.ANSWERED);
    }

    /** A tool that gives its words to a sub-agent. */
    private record Spawn(Optional<String> agent) implements Tool {
        @Override
        public String name() {
            return "spawn";
        }

        @Override
        public String description() {
            return "gives work away";
        }

        @Override
        public ObjectNode parameters() {
            return (ObjectNode) Json.parse("{\"type\":\"object\",\"properties\":{\"task\":{\"type\":\"string\"}}}");
        }

        @Override
        public boolean isOffered(Context context) {
            return context.turn().subAgents().mayNest();
        }

        @Override
        public Effect effect(ObjectNode arguments, Context context) {
            return Effect.READS;
        }

        @Override
        public ToolOutcome run(ObjectNode arguments, Context context) throws InterruptedException {
            context.turn().heardFromOutside("parent");
            SubAgents.Result result = context.turn().subAgents().run(new SubAgents.Task(
                    agent, String.valueOf(Json.text(arguments, "task")), Optional.of("helper"), Optional.empty(),
                    Optional.of("low"), Optional.empty(), Optional.empty()));
            return result.answered() ? new ToolOutcome.Done(result.key() + " " + result.words()) : new ToolOutcome.Failed(result.words());
        }
    }

    @Test
    void workIsGivenToASubAgent() throws Exception {
        tools = () -> List.of(new Spawn(Optional.empty()));
        home.write("work/SOUL.md", "You are Ann.");
        var model = ScriptedChatModel.of(
                answers(new Part.ToolCall("spawn:0", "spawn", "{\"task\":\"count\"}")), says("it is 7"), says("seven"));

        RunReport report = run(model, "go");

        assertThat(report.texts()).containsExactly("seven");
        ChatRequest child = model.requests().get(1);
        assertThat(child.system()).contains("another agent").doesNotContain("Ann");
        assertThat(child.tools()).isEmpty();
        assertThat(child.messages()).containsExactly(Message.User.of("count"));
        String result = Loops.words(Loops.results(model.requests().get(2).messages()).getFirst());
        assertThat(result).matches("agent:main:subagent:[0-9a-f-]{36} it is 7");
        JsonNode kept = entry(result.split(" ", 2)[0]);
        assertThat(Json.text(kept, "spawnedBy")).isEqualTo("agent:main:main");
        assertThat(Json.text(kept, "label")).isEqualTo("helper");
    }

    @Test
    void anotherAgentIsAskedOnlyWhereTheConfigAllowsIt() throws Exception {
        tools = () -> List.of(new Spawn(Optional.of("other")));
        var spawn = answers(new Part.ToolCall("spawn:0", "spawn", "{\"task\":\"count\"}"));
        var refused = ScriptedChatModel.of(spawn, says("no"));
        run(refused, "go");
        assertThat(Loops.results(refused.requests().getLast().messages()).getFirst().toString()).contains("may not be given work");

        home.config(CONFIG.replace("{ id: \"main\" }", "{ id: \"main\", subagents: { allowAgents: [\"other\"], model: \"moonshot/kimi-k2.6\" } }"));
        var allowed = ScriptedChatModel.of(spawn, says("7"), says("seven"));
        assertThat(run(allowed, "go").texts()).containsExactly("seven");
        assertThat(home.read(".openclaw/agents/other/sessions/sessions.json")).contains("kimi-k2.6").contains("agent:other:subagent:");
    }

    @Test
    void abortingATurnAbortsItsSubAgents() throws Exception {
        tools = () -> List.of(new Spawn(Optional.empty()));
        List<AgentRuns> runs = new ArrayList<>();
        var model = ScriptedChatModel.of(answers(new Part.ToolCall("spawn:0", "spawn", "{\"task\":\"count\"}")), (request, listener) -> {
            runs.getFirst().abort(MAIN);
            return hangsAfter("half").play(request, listener);
        });
        runs.add(runs(model));

        RunReport report = runs.getFirst().run(RunRequest.of("go", Language.EN), events::add);

        assertThat(report.outcome()).isEqualTo(RunReport.Outcome.INTERRUPTED);
        assertThat(home.read(".openclaw/agents/main/sessions/sessions.json").split("\"abortedLastRun\": true", -1)).hasSize(3);
    }

    @Test
    @DisplayName("P06 reasoning, also none, is sent back with every answer that calls tools, in the same run and after a restart")
    void reasoningIsSentBack() throws Exception {
        tools = () -> List.of(new Spawn(Optional.empty()));
        run(ScriptedChatModel.of(ScriptedChatModel.calls("x:0", "x", "{}"), says("ok")), "go");
        var next = ScriptedChatModel.of(says("ok"));

        run(next, "again");

        assertThat(((Message.Assistant) next.requests().getFirst().messages().get(1)).parts())
                .contains(new Part.Thinking("", "reasoning_content"));
    }
}
