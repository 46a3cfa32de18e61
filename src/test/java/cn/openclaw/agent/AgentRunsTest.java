package cn.openclaw.agent;

import static cn.openclaw.testing.ScriptedChatModel.answers;
import static cn.openclaw.testing.ScriptedChatModel.breaksAfter;
import static cn.openclaw.testing.ScriptedChatModel.calls;
import static cn.openclaw.testing.ScriptedChatModel.fails;
import static cn.openclaw.testing.ScriptedChatModel.hangsAfter;
import static cn.openclaw.testing.ScriptedChatModel.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.openclaw.auth.AuthException;
import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Language;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.llm.ChatRequest;
import cn.openclaw.llm.LlmFailure;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.ThinkingLevel;
import cn.openclaw.model.ModelRef;
import cn.openclaw.session.SessionId;
import cn.openclaw.session.SessionKey;
import cn.openclaw.testing.ScriptedChatModel;
import cn.openclaw.testing.TempHome;
import cn.openclaw.testing.ToolContexts;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

class AgentRunsTest {
    private static final String CONFIG =
            """
            {
              models: { providers: { moonshot: { baseUrl: "https://api.moonshot.cn/v1", apiKey: "${MOONSHOT_API_KEY}", models: [] } } },
              agents: { defaults: { model: { primary: "moonshot/kimi-k3" }, workspace: "~/work" } },
            }
            """;

    @TempDir
    Path folder;

    private TempHome home;
    private Instant now = Instant.parse("2026-11-22T08:00:00Z");
    private final List<AgentEvent> events = new ArrayList<>();

    @BeforeEach
    void configure() {
        home = new TempHome(folder).config(CONFIG).variable("MOONSHOT_API_KEY", "sk-canary-0123456789abcdefghijkl");
        home.write("work/notes.txt", "the answer is 42\n");
    }

    private RunReport run(ScriptedChatModel model, RunRequest request) throws InterruptedException {
        Places places = Places.of(home.environment());
        InstantSource clock = () -> now;
        AgentWorld world = new AgentWorld(
                valid(new ConfigFile(places, home.environment()).read()), places, clock, () -> ZoneOffset.ofHours(8), new Random(now.toEpochMilli()),
                (_, _) -> model, ToolContexts.world(home));
        return new AgentRuns(world).run(request, events::add);
    }

    private static ConfigSnapshot valid(ConfigSnapshot snapshot) {
        assertThat(snapshot.problems()).isEmpty();
        return snapshot;
    }

    private RunReport run(ScriptedChatModel model, String words) throws InterruptedException {
        return run(model, RunRequest.of(words, Language.EN));
    }

    @Test
    void answersWithATool() throws Exception {
        var model = ScriptedChatModel.of(
                answers(new Part.Text("Let me look."), new Part.ToolCall("read:0", "read", "{\"path\":\"notes.txt\"}")),
                says("It is 42."));

        RunReport report = run(model, "what is it?");

        assertThat(report.outcome()).isEqualTo(RunReport.Outcome.ANSWERED);
        assertThat(report.texts()).containsExactly("Let me look.", "It is 42.");
        assertThat(report.session().key()).isEqualTo(SessionKey.main("main"));
        assertThat(report.spent().calls()).isEqualTo(2);
        assertThat(report.spent().usage().input()).isEqualTo(400);
        assertThat(report.spent().lastCall().input()).isEqualTo(200);
        List<Message> told = model.requests().getLast().messages();
        assertThat(told.getLast()).isInstanceOfSatisfying(
                Message.ToolResult.class, result -> assertThat(result.parts()).containsExactly(new Part.Text("the answer is 42\n")));
        assertThat(events.stream().map(event -> event.getClass().getSimpleName()).distinct())
                .containsExactly("Began", "Heard", "Answered", "ToolStarted", "ToolEnded");
    }

    @Test
    void theMessageIsOnTheDiskBeforeTheFirstRequest() throws Exception {
        List<String> seen = new ArrayList<>();
        var model = ScriptedChatModel.of((request, listener) -> {
            seen.add(transcript());
            return says("ok").play(request, listener);
        });

        run(model, "remember me");

        assertThat(seen.getFirst()).contains("remember me").contains("\"type\":\"session\"");
    }

    private String transcript() {
        try (var files = Files.list(folder.resolve(".openclaw/agents/main/sessions"))) {
            return Files.readString(files.filter(path -> path.toString().endsWith(".jsonl")).findFirst().orElseThrow());
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private JsonNode entry() {
        return Json.parse(home.read(".openclaw/agents/main/sessions/sessions.json")).get("agent:main:main");
    }

    @Test
    void theNextTurnGoesOnAndSendsTheThinkingBack() throws Exception {
        run(ScriptedChatModel.of(says("one")), "first");
        now = now.plusSeconds(120);
        var model = ScriptedChatModel.of(says("two"));

        run(model, "second");

        List<Message> told = model.requests().getFirst().messages();
        assertThat(told).hasSize(3);
        assertThat(((Message.Assistant) told.get(1)).parts()).contains(new Part.Thinking("hm", "reasoning_content"));
        assertThat(entry().get("totalTokens").asInt()).isEqualTo(1200);
        assertThat(Json.text(entry(), "modelProvider")).isEqualTo("moonshot");
        assertThat(Json.text(entry(), "model")).isEqualTo("kimi-k3");
    }

    @Test
    void atFourInTheMorningAConversationBeginsAnew() throws Exception {
        String first = run(ScriptedChatModel.of(says("one")), "first").session().id().value();
        now = now.plus(Duration.ofHours(3));
        assertThat(run(ScriptedChatModel.of(says("one")), "later").session().id().value()).isEqualTo(first);
        now = now.plus(Duration.ofHours(12));
        assertThat(run(ScriptedChatModel.of(says("one")), "next day").session().id().value()).isNotEqualTo(first);
    }

    @Test
    void aTranscriptNamedByItsIdIsListedToo() throws Exception {
        var request = new RunRequest(
                Optional.empty(), Optional.empty(), Optional.of(new SessionId("job-1")), List.of(new Part.Text("hi")),
                Optional.of(ThinkingLevel.HIGH), Optional.empty(), Optional.empty(), Optional.empty(), Language.EN);

        var model = ScriptedChatModel.of(says("one"), says("two"));
        run(model, request);
        run(model, request);

        assertThat(home.path(".openclaw/agents/main/sessions/job-1.jsonl")).exists();
        JsonNode store = Json.parse(home.read(".openclaw/agents/main/sessions/sessions.json"));
        assertThat(Json.text(store, "agent:main:session:job-1", "thinkingLevel")).isEqualTo("high");
        assertThat(model.requests().getLast().messages()).hasSize(3);
        assertThat(model.requests().getLast().options().thinking()).contains(ThinkingLevel.HIGH);
        assertThat(model.requests().getLast().options().cacheKey()).contains("job-1");
    }

    @Test
    void whenTimeIsUpThePartIsKept() throws Exception {
        var request = new RunRequest(
                Optional.empty(), Optional.empty(), Optional.empty(), List.of(new Part.Text("hi")),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.of(Duration.ofMillis(50)), Language.EN);

        RunReport report = run(ScriptedChatModel.of(hangsAfter("half an ")), request);

        assertThat(report.outcome()).isEqualTo(RunReport.Outcome.TIMED_OUT);
        assertThat(report.texts()).containsExactly("half an ");
        assertThat(report.failure().map(ClawException::exitCode)).contains(ExitCode.UNAVAILABLE);
        assertThat(transcript()).contains("\"text\":\"half an \"").contains("\"stopReason\":\"aborted\"");
        assertThat(entry().get("abortedLastRun").asBoolean()).isTrue();
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void whenThePersonStopsItThePartIsKept() throws Exception {
        Thread run = Thread.currentThread();
        var model = ScriptedChatModel.of((_, listener) -> {
            Thread.ofVirtual().start(run::interrupt);
            return hangsAfter("half").play(null, listener);
        });

        RunReport report = run(model, "hi");

        assertThat(report.outcome()).isEqualTo(RunReport.Outcome.INTERRUPTED);
        assertThat(transcript()).contains("\"stopReason\":\"aborted\"");
    }

    @Test
    void aFailureIsInTheReportAndTheMessageStays() throws Exception {
        RunReport report = run(ScriptedChatModel.of(breaksAfter("half", ScriptedChatModel.unavailable())), "hi");

        assertThat(report.outcome()).isEqualTo(RunReport.Outcome.FAILED);
        assertThat(report.failure().map(ClawException::exitCode)).contains(ExitCode.UNAVAILABLE);
        assertThat(report.texts()).containsExactly("half");
        assertThat(transcript()).contains("\"stopReason\":\"error\"").contains("errorMessage");
    }

    @Test
    void aFallbackStandsInForOneTurnAndLeavesNoTraceInTheSession() throws Exception {
        home.config(CONFIG.replace("\"moonshot/kimi-k3\"", "\"moonshot/kimi-k3\", fallbacks: [\"moonshot/kimi-k2.6\"]"));

        RunReport report = run(
                ScriptedChatModel.of(fails(new LlmFailure.NoSuchModel("gone")), says("from the other")), "hi");

        assertThat(report.model()).isEqualTo(new ModelRef("moonshot", "kimi-k2.6"));
        assertThat(Json.text(entry(), "model")).isEqualTo("kimi-k3");
        assertThat(events).anyMatch(AgentEvent.Switched.class::isInstance);
    }

    @Test
    void withoutAKeyNothingIsKeptAndTheSentenceSaysHowToMendIt() {
        home = new TempHome(folder).config(CONFIG.replace(", apiKey: \"${MOONSHOT_API_KEY}\"", ""));

        var e = catchThrowableOfType(AuthException.class, () -> run(ScriptedChatModel.of(), "hi"));

        assertThat(e.exitCode()).isEqualTo(ExitCode.AUTH);
        assertThat(e.in(Language.EN)).contains("moonshot").contains("openclaw-cn");
        assertThat(folder.resolve(".openclaw/agents/main/sessions")).doesNotExist();
    }

    @Test
    void anUnknownAgentIsRefused() {
        var request = new RunRequest(
                Optional.of("nobody"), Optional.empty(), Optional.empty(), List.of(new Part.Text("hi")),
                Optional.empty(), Optional.empty(), Optional.empty(), Optional.empty(), Language.EN);

        var e = catchThrowableOfType(AgentException.class, () -> run(ScriptedChatModel.of(), request));

        assertThat(e.exitCode()).isEqualTo(ExitCode.USAGE);
    }

    @Test
    void anExplicitModelIsTheOnlyOneAskedAndForThisTurn() throws Exception {
        var request = new RunRequest(
                Optional.empty(), Optional.empty(), Optional.empty(), List.of(new Part.Text("hi")),
                Optional.empty(), Optional.empty(), Optional.of("moonshot/kimi-k2.6"), Optional.empty(), Language.EN);
        home.config(CONFIG.replace("\"moonshot/kimi-k3\"", "\"moonshot/kimi-k3\", fallbacks: [\"moonshot/kimi-k2.5\"]"));

        RunReport report = run(ScriptedChatModel.of(fails(new LlmFailure.NoSuchModel("gone"))), request);

        assertThat(report.outcome()).isEqualTo(RunReport.Outcome.FAILED);
        assertThat(transcript()).contains("\"modelId\":\"kimi-k2.6\"");
    }

    @Test
    void theSystemPromptIsTheSameEachTurnAndHoldsTheNotesOfTheWorkspace() throws Exception {
        home.write("work/AGENTS.md", "Be kind.\n");
        var model = ScriptedChatModel.of(says("1"), says("2"));
        run(model, "a");
        now = now.plusSeconds(600);
        run(model, "b");

        String system = model.requests().getFirst().system();
        assertThat(model.requests().getLast().system()).isEqualTo(system);
        assertThat(model.requests().getLast().tools()).isEqualTo(model.requests().getFirst().tools());
        assertThat(system).contains("Be kind.").doesNotContain("2026").hasSizeLessThan(3000);
        assertThat(model.requests().getFirst().tools()).extracting(ChatRequest.ToolDefinition::name)
                .contains("find", "grep", "ls", "read")
                .isSorted();
        assertThat(folder.resolve("work/SOUL.md")).doesNotExist();
    }

    @Test
    void malformedArgumentsGoBackToTheModelWhichMendsThem() throws Exception {
        var model = ScriptedChatModel.of(
                calls("read:0", "read", "{\"path\": \"notes.t"), calls("read:1", "read", "{\"path\":\"notes.txt\"}"), says("42"));

        RunReport report = run(model, "?");

        assertThat(report.texts()).containsExactly("42");
        List<Message> told = model.requests().get(1).messages();
        assertThat(((Message.ToolResult) told.getLast()).isError()).isTrue();
        assertThat(((Message.Assistant) told.get(1)).toolCalls().getFirst().arguments()).isEqualTo("{}");
    }

    @Test
    void aCallSaidTwiceInOneAnswerIsDoneOnce() throws Exception {
        var call = new Part.ToolCall("read:0", "read", "{\"path\":\"notes.txt\"}");
        var other = new Part.ToolCall("read:0", "read", "{\"path\":\"none.txt\"}");
        var model = ScriptedChatModel.of(answers(call, call, other), says("ok"));

        run(model, "?");

        assertThat(events.stream().filter(AgentEvent.ToolStarted.class::isInstance)).hasSize(2);
        assertThat(model.requests().getLast().messages().stream()
                        .filter(Message.ToolResult.class::isInstance)
                        .map(result -> ((Message.ToolResult) result).callId()))
                .containsExactly("read:0", "read:1");
    }

    @Test
    void secretsReachNeitherTheFileNorTheModel() throws Exception {
        home.write("work/env.txt", "KEY=sk-canary-0123456789abcdefghijkl\n");
        var model = ScriptedChatModel.of(calls("read:0", "read", "{\"path\":\"env.txt\"}"), says("ok"));

        run(model, "my key is sk-canary-0123456789abcdefghijkl");

        assertThat(model.requests().toString()).doesNotContain("sk-canary");
        assertThat(transcript()).doesNotContain("sk-canary");
    }

    @Test
    void aKilledRunsMessageIsThereForTheNextTurn() throws Exception {
        var killed = ScriptedChatModel.of((_, _) -> {
            throw new IllegalStateException("as good as killed");
        });
        catchThrowableOfType(IllegalStateException.class, () -> run(killed, "before the crash"));

        var model = ScriptedChatModel.of(says("still here"));
        run(model, "and now?");

        assertThat(model.requests().getFirst().messages())
                .containsExactly(Message.User.of("before the crash"), Message.User.of("and now?"));
    }
}
