package cn.openclaw.agent;

import static cn.openclaw.agent.Loops.words;
import static cn.openclaw.testing.ScriptedChatModel.answer;
import static cn.openclaw.testing.ScriptedChatModel.answers;
import static cn.openclaw.testing.ScriptedChatModel.fails;
import static cn.openclaw.testing.ScriptedChatModel.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cn.openclaw.json.Json;
import cn.openclaw.llm.ChatModel;
import cn.openclaw.llm.ChatRequest;
import cn.openclaw.llm.LlmException;
import cn.openclaw.llm.LlmFailure;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.StopReason;
import cn.openclaw.llm.TokenEstimate;
import cn.openclaw.llm.Usage;
import cn.openclaw.model.ModelApi;
import cn.openclaw.session.MessageCost;
import cn.openclaw.testing.ScriptedChatModel;
import cn.openclaw.tool.Effect;
import cn.openclaw.tool.ToolOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CompactionTest {
    @TempDir
    Path folder;

    private Loops loops;
    private final List<ChatRequest> summaries = new ArrayList<>();

    @BeforeEach
    void make() {
        loops = new Loops(folder);
        loops.room = Room.of(10_000, 2_000, 1_000);
        loops.summariser = (request, _) -> {
            summaries.add(request);
            return answer(StopReason.STOP, new Part.Text("SUMMARY " + summaries.size()));
        };
    }

    private static Message.Assistant tells(String text) {
        return new Message.Assistant(
                List.of(new Part.Text(text)), ScriptedChatModel.KIMI, ModelApi.OPENAI_COMPLETIONS, Usage.UNKNOWN, StopReason.STOP,
                Optional.empty());
    }

    private void history(int turns) {
        loops.begin();
        for (int turn = 0; turn < turns; turn++) {
            loops.transcript.add(Message.User.of("question " + turn + " " + "word ".repeat(200)), MessageCost.UNKNOWN);
            loops.transcript.add(tells("answer " + turn + " " + "word ".repeat(200)), MessageCost.UNKNOWN);
        }
    }

    private String file() throws IOException {
        return Files.readString(folder.resolve("s1.jsonl"));
    }

    @Test
    @DisplayName("W01 a long conversation is summarised by the model; what is new stays word for word, and all of it on the disk")
    void summarises() throws Exception {
        history(40);
        var model = ScriptedChatModel.of(says("here"));

        loops.say("the newest question", model);

        List<Message> told = model.requests().getFirst().messages();
        assertThat(summaries).isNotEmpty();
        assertThat(words(told.getFirst())).contains("SUMMARY " + summaries.size());
        assertThat(words(told.getLast())).isEqualTo("the newest question");
        assertThat(words(told.get(told.size() - 2))).startsWith("answer 39");
        assertThat(TokenEstimate.of(model.requests().getFirst())).isLessThan(loops.room.limit());
        assertThat(loops.heard(AgentEvent.Compacting.class)).hasSize(1);
        assertThat(loops.heard(AgentEvent.Compacted.class)).singleElement()
                .satisfies(done -> assertThat(done.after()).isLessThan(done.before()))
                .satisfies(done -> assertThat(done.summarised()).isTrue());
        assertThat(file()).contains("question 0 ").contains("\"type\":\"compaction\"").contains("\"readFiles\"");
        assertThat(words(loops.open().messages().getFirst())).contains("SUMMARY");
    }

    @Test
    @DisplayName("P34 each request for a summary fits the window, and holds the summary so far")
    void summaryRequestsFit() throws Exception {
        history(60);

        loops.say("go", ScriptedChatModel.of(says("ok")));

        assertThat(summaries).hasSizeGreaterThan(1).allSatisfy(
                request -> assertThat(TokenEstimate.of(request)).isLessThan(loops.room.limit()));
        assertThat(words(summaries.get(1).messages().getFirst())).contains("SUMMARY 1");
    }

    @Test
    @DisplayName("P36 a summary that the content filter refuses is not asked for again; one is put together by rule")
    void withoutAModelASummaryIsPutTogether() throws Exception {
        history(40);
        var refusing = ScriptedChatModel.of(fails(new LlmFailure.ContentFiltered("high risk")));
        loops.summariser = refusing;
        var model = ScriptedChatModel.of(says("ok"));

        loops.say("go", model);

        assertThat(refusing.requests()).hasSize(1);
        assertThat(words(model.requests().getFirst().messages().getFirst())).contains("no model wrote this").contains("question");
        assertThat(loops.heard(AgentEvent.Compacted.class)).singleElement()
                .satisfies(done -> assertThat(done.summarised()).isFalse());
    }

    @Test
    @DisplayName("P35 there are never two compactions without an answer between, also across processes")
    void neverTwiceWithoutAnAnswer() throws Exception {
        history(40);
        loops.summariser = (_, _) -> answer(StopReason.STOP, new Part.Text("long ".repeat(20_000)));
        loops.say("go", ScriptedChatModel.of(says("ok")));
        assertThat(loops.transcript.compactions()).isEqualTo(1);

        loops.open();
        loops.begin();
        for (int at = 0; at < 20; at++) {
            loops.transcript.add(Message.User.of("more " + "word ".repeat(900)), MessageCost.UNKNOWN);
        }
        loops.say("a", ScriptedChatModel.of(says("b")));
        int before = loops.transcript.compactions();
        for (int at = 0; at < 20; at++) {
            loops.transcript.add(Message.User.of("still more " + "word ".repeat(900)), MessageCost.UNKNOWN);
        }
        ChatRequest first = loops.context().request(Optional.empty());
        ChatRequest second = loops.context().request(Optional.empty());

        assertThat(loops.transcript.compactions()).isEqualTo(before + 1);
        assertThat(second.messages()).isEqualTo(first.messages());
    }

    @Test
    @DisplayName("P35 after a compaction at least 30 % of the window are free")
    void leavesRoom() throws Exception {
        history(40);
        loops.summariser = (_, _) -> answer(StopReason.STOP, new Part.Text("long ".repeat(20_000)));
        var model = ScriptedChatModel.of(says("ok"));

        loops.say("go", model);

        assertThat(TokenEstimate.of(model.requests().getFirst())).isLessThan(loops.room.window() * 7 / 10);
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Invalid request: Your request exceeded model token limit: 9000 (requested: 12000)", "Input token length too long",
        "prompt tokens + max_tokens exceeds the model specification",
    })
    @DisplayName("W11 the platform's overflow is mended once by compaction, whatever its wording")
    void anOverflowIsMended(String wording) throws Exception {
        loops.room = Room.of(200_000, 2_000, 1_000);
        history(40);
        var model = ScriptedChatModel.of(fails(new LlmFailure.ContextOverflow(wording)), says("ok"));

        assertThat(loops.say("go", model).text()).isEqualTo("ok");

        assertThat(loops.transcript.compactions()).isEqualTo(1);
        assertThat(TokenEstimate.of(model.requests().getLast())).isLessThan(TokenEstimate.of(model.requests().getFirst()));
        assertThat(file()).doesNotContain("\"stopReason\":\"error\"");

        var stubborn = ScriptedChatModel.of(
                fails(new LlmFailure.ContextOverflow(wording)), fails(new LlmFailure.ContextOverflow(wording)));
        assertThatThrownBy(() -> loops.say("go on", stubborn)).isInstanceOf(LlmException.class);
        assertThat(stubborn.requests()).hasSize(2);
    }

    @Test
    @DisplayName("W18 what the platform counted decides, where it counted")
    void thePlatformsCountIsBelieved() throws Exception {
        loops.begin();
        for (int turn = 0; turn < 12; turn++) {
            loops.transcript.add(Message.User.of("q " + "word ".repeat(100)), MessageCost.UNKNOWN);
            loops.transcript.add(tells("a " + "word ".repeat(100)), MessageCost.UNKNOWN);
        }
        var counted = new Message.Assistant(
                List.of(new Part.Text("x")), ScriptedChatModel.KIMI, ModelApi.OPENAI_COMPLETIONS, new Usage(9_500, 10, 0, 0, true),
                StopReason.STOP, Optional.empty());
        loops.transcript.add(counted, MessageCost.UNKNOWN);

        loops.say("go", ScriptedChatModel.of(says("ok")));

        assertThat(loops.transcript.compactions()).isEqualTo(1);
        assertThat(loops.heard(AgentEvent.Compacting.class).getFirst().tokens()).isGreaterThan(9_500);
    }

    @Test
    @DisplayName("W12 Chinese is counted as what it is")
    void chineseIsCounted() throws Exception {
        loops.begin();
        for (int turn = 0; turn < 14; turn++) {
            loops.transcript.add(Message.User.of("请把这个文件里的所有函数都改成新的写法。".repeat(30)), MessageCost.UNKNOWN);
            loops.transcript.add(tells("好的，我已经把它们都改好了，请检查一下。".repeat(30)), MessageCost.UNKNOWN);
        }

        loops.say("继续", ScriptedChatModel.of(says("好")));

        assertThat(loops.transcript.compactions()).isEqualTo(1);
    }

    @Test
    void theCurrentRequestOutlivesItsOwnWork() throws Exception {
        loops.room = Room.of(9_000, 1_000, 1_000);
        loops.tool("look", Effect.READS, (_, _) -> new ToolOutcome.Done("line of output\n".repeat(250)));
        ScriptedChatModel.Step[] steps = new ScriptedChatModel.Step[16];
        for (int at = 0; at < 15; at++) {
            steps[at] = answers(new Part.ToolCall("look:" + at, "look", "{\"n\":\"" + at + "\"}"));
        }
        steps[15] = says("done");
        var model = ScriptedChatModel.of(steps);

        loops.say("count the purple elephants", model);

        assertThat(loops.transcript.compactions()).isPositive();
        assertThat(model.requests()).allSatisfy(request -> {
            assertThat(request.messages().toString()).contains("purple elephants");
            assertThat(TokenEstimate.of(request)).isLessThanOrEqualTo(loops.room.limit());
            assertSound(request.messages());
        });
    }

    @Test
    void thePersonMayAskForItAndSayWhatMatters() throws Exception {
        loops.room = Room.of(200_000, 8_000, Room.RESERVE);
        history(20);

        Optional<Compactor.Done> done =
                loops.loop(ScriptedChatModel.of()).compact(loops.spec(), loops.transcript, loops.events::add, Optional.of("the names"));

        assertThat(done).isPresent();
        assertThat(words(summaries.getFirst().messages().getFirst())).contains("the names");
        assertThat(loops.loop(ScriptedChatModel.of()).compact(loops.spec(), loops.transcript, loops.events::add, Optional.empty()))
                .isEmpty();
    }

    @Test
    void filesThatWereReadAndChangedAreRemembered() {
        var patch = Json.write(Json.object().put("input", "*** Begin Patch\n*** Update File: c.txt\n@@\n*** End Patch"));
        var past = List.<Message>of(new Message.Assistant(
                List.of(
                        new Part.ToolCall("1", "read", "{\"path\":\"a.txt\"}"), new Part.ToolCall("2", "edit", "{\"file_path\":\"b.txt\"}"),
                        new Part.ToolCall("3", "apply_patch", patch), new Part.ToolCall("4", "read", "{\"path\":\"b.txt\"}"),
                        new Part.ToolCall("5", "read", "{broken")),
                ScriptedChatModel.KIMI, ModelApi.OPENAI_COMPLETIONS, Usage.UNKNOWN, StopReason.TOOL_USE, Optional.empty()));

        assertThat(Json.write(TouchedFiles.of(past, Optional.empty()).tree()))
                .isEqualTo("{\"readFiles\":[\"a.txt\"],\"modifiedFiles\":[\"b.txt\",\"c.txt\"]}");
    }

    @Test
    @DisplayName("P34 any history, any window of at least 8k tokens: the next request fits")
    void anyHistoryFits() throws Exception {
        fits(40, 1);
    }

    @Test
    @Tag("slow")
    @DisplayName("P34 any history, any window of at least 8k tokens: the next request fits (many)")
    void manyHistoriesFit() throws Exception {
        fits(Integer.getInteger("compaction.rounds", 1_000), 1_000_000);
    }

    private void fits(int rounds, long from) throws Exception {
        for (long seed = from; seed < from + rounds; seed++) {
            Random random = new Random(seed);
            Loops one = new Loops(Files.createDirectory(folder.resolve("r" + seed)));
            one.room = Room.of(8_000 + (random.nextBoolean() ? random.nextInt(4_000) : random.nextInt(200_000)), random.nextInt(20_000), 20_000);
            one.system = "s ".repeat(random.nextInt(1_500));
            one.summariser = summariser(random);
            one.begin();
            int length = 1 + random.nextInt(random.nextBoolean() ? 6 : 40);
            String asked = "request-" + seed;
            for (int at = 0; at < length; at++) {
                add(one, random, at);
            }
            one.begin();
            one.transcript.add(Message.User.of(asked + " " + text(random)), MessageCost.UNKNOWN);
            if (random.nextInt(3) == 0) {
                calls(one, random);
            }

            ChatRequest request = one.context().request(Optional.empty());

            assertThat(TokenEstimate.of(request)).as("seed " + seed).isLessThanOrEqualTo(one.room.limit());
            assertThat(request.messages().toString()).as("seed " + seed).contains(asked);
            assertSound(request.messages());
        }
    }

    private static ChatModel summariser(Random random) {
        return switch (random.nextInt(4)) {
            case 0 -> (_, _) -> {
                throw ScriptedChatModel.failed(new LlmFailure.ContextOverflow("too long"));
            };
            case 1 -> (_, _) -> answer(StopReason.STOP, new Part.Text("很长的摘要。".repeat(5_000)));
            case 2 -> (_, _) -> answer(StopReason.STOP);
            default -> (_, _) -> answer(StopReason.STOP, new Part.Text("short"));
        };
    }

    private static String text(Random random) {
        String unit = List.of("word ", "汉字，", "{\"a\":1}\n", "0123456789", "🙂", "x").get(random.nextInt(6));
        return unit.repeat(random.nextInt(8) == 0 ? random.nextInt(60_000) : random.nextInt(200));
    }

    private static void add(Loops one, Random random, int at) {
        switch (random.nextInt(4)) {
            case 0 -> one.transcript.add(Message.User.of("u" + at + text(random)), MessageCost.UNKNOWN);
            case 1 -> one.transcript.add(
                    new Message.User(List.of(new Part.Text("look"), new Part.Media("image/png", "AAAA".repeat(random.nextInt(1_000))))),
                    MessageCost.UNKNOWN);
            case 2 -> one.transcript.add(answer(StopReason.STOP, new Part.Text("a" + at + text(random))), MessageCost.UNKNOWN);
            default -> calls(one, random);
        }
    }

    private static void calls(Loops one, Random random) {
                int calls = 1 + random.nextInt(random.nextInt(9) == 0 ? 200 : 3);
                List<Part> parts = new ArrayList<>(List.of(new Part.Thinking(text(random), "reasoning_content")));
                for (int call = 0; call < calls; call++) {
                    parts.add(new Part.ToolCall("look:" + call, "look", Json.write(Json.object().put("n", text(random)))));
                }
                one.transcript.add(answer(StopReason.TOOL_USE, parts.toArray(Part[]::new)), MessageCost.UNKNOWN);
                for (int call = 0; call < calls; call++) {
                    if (random.nextInt(12) > 0) {
                        one.transcript.add(
                                new Message.ToolResult("look:" + call, "look", List.of(new Part.Text("r" + text(random))), false),
                                MessageCost.UNKNOWN);
                    }
                }
    }

    /** Each call is followed by its result, each result has its call. */
    static void assertSound(List<Message> messages) {
        Set<String> open = new HashSet<>();
        for (Message message : messages) {
            switch (message) {
                case Message.ToolResult result -> assertThat(open.remove(result.callId())).as(result.callId()).isTrue();
                case Message.User _ -> assertThat(open).isEmpty();
                case Message.Assistant answer -> {
                    assertThat(open).isEmpty();
                    answer.toolCalls().forEach(call -> {
                        open.add(call.id());
                        assertThat(Json.parse(call.arguments()).isObject()).isTrue();
                    });
                }
            }
        }
        assertThat(open).isEmpty();
    }
}
