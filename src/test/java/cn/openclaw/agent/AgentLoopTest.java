package cn.openclaw.agent;

import static cn.openclaw.agent.Loops.call;
import static cn.openclaw.agent.Loops.results;
import static cn.openclaw.agent.Loops.words;
import static cn.openclaw.testing.ScriptedChatModel.answer;
import static cn.openclaw.testing.ScriptedChatModel.answers;
import static cn.openclaw.testing.ScriptedChatModel.says;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import cn.openclaw.base.Language;
import cn.openclaw.json.Json;
import cn.openclaw.llm.ChatRequest;
import cn.openclaw.llm.Message;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.StopReason;
import cn.openclaw.session.MessageCost;
import cn.openclaw.testing.ScriptedChatModel;
import cn.openclaw.tool.Effect;
import cn.openclaw.tool.ToolOutcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentLoopTest {
    @TempDir
    Path folder;

    private Loops loops;
    private final List<String> order = Collections.synchronizedList(new ArrayList<>());

    @BeforeEach
    void make() {
        loops = new Loops(folder);
        loops.tool("look", Effect.READS, (arguments, _) -> {
            order.add(Json.text(arguments, "n"));
            return new ToolOutcome.Done("saw " + Json.text(arguments, "n"));
        });
        loops.tool("act", Effect.ACTS, (arguments, _) -> {
            order.add(Json.text(arguments, "n"));
            return new ToolOutcome.Done("did " + Json.text(arguments, "n"));
        });
    }

    private String file() throws IOException {
        return Files.readString(folder.resolve("s1.jsonl"));
    }

    @Test
    @DisplayName("W21 calls that only read run side by side, with results in the model's order")
    void readsRunSideBySide() throws Exception {
        CyclicBarrier all = new CyclicBarrier(3);
        loops.tool("wait", Effect.READS, (arguments, _) -> {
            try {
                all.await(20, TimeUnit.SECONDS);
                Thread.sleep(Json.text(arguments, "n").endsWith("0") ? 60 : 1);
            } catch (java.util.concurrent.BrokenBarrierException | java.util.concurrent.TimeoutException e) {
                return new ToolOutcome.Failed("alone");
            }
            return new ToolOutcome.Done(String.valueOf(Json.text(arguments, "n")));
        });
        var model = ScriptedChatModel.of(answers(call("wait:0", "wait"), call("wait:1", "wait"), call("wait:2", "wait")), says("ok"));

        loops.say("go", model);

        assertThat(results(model.requests().getLast().messages()).stream().map(Loops::words))
                .containsExactly("wait:0", "wait:1", "wait:2");
        assertThat(file()).doesNotContain("tool-begun");
    }

    @Test
    void whatChangesSomethingRunsAloneAndInOrder() throws Exception {
        AtomicInteger now = new AtomicInteger();
        loops.tool("alone", Effect.CHANGES, (arguments, _) -> {
            int beside = now.incrementAndGet();
            Thread.sleep(5);
            now.decrementAndGet();
            order.add(Json.text(arguments, "n"));
            return new ToolOutcome.Done(beside + " at a time");
        });
        var model = ScriptedChatModel.of(
                answers(call("look:0", "look"), call("alone:1", "alone"), call("alone:2", "alone"), call("look:3", "look")), says("ok"));

        loops.say("go", model);

        assertThat(order).containsExactly("look:0", "alone:1", "alone:2", "look:3");
        assertThat(results(model.requests().getLast().messages()).get(1).toString()).contains("1 at a time");
    }

    @Test
    @DisplayName("P20 before a call that changes something is begun, a note of it is on the disk")
    void aCallThatActsIsNotedBeforeItIsBegun() throws Exception {
        List<String> seen = new ArrayList<>();
        loops.tool("spy", Effect.ACTS, (_, _) -> {
            try {
                seen.add(file());
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
            return new ToolOutcome.Done("ok");
        });

        loops.say("go", ScriptedChatModel.of(answers(call("spy:0", "spy")), says("ok")));

        assertThat(seen.getFirst()).contains("\"customType\":\"openclaw-cn.tool-begun\"").contains("\"toolCallId\":\"spy:0\"");
    }

    @Test
    void detailsAndPicturesAndProgressArrive() throws Exception {
        Thread run = Thread.currentThread();
        List<Thread> heardOn = new ArrayList<>();
        loops.tool("draw", Effect.READS, (_, context) -> {
            context.turn().progress().accept("half way");
            return new ToolOutcome.Done(
                    "drawn", List.of(new Part.Media("image/png", "AAAA")), Optional.of(Json.object().put("path", "a.png")));
        });
        loops.begin();
        loops.transcript.add(Message.User.of("go"), MessageCost.UNKNOWN);
        var model = ScriptedChatModel.of(answers(call("draw:0", "draw")), says("ok"));
        loops.loop(model).run(loops.spec(), loops.transcript, event -> {
            heardOn.add(Thread.currentThread());
            loops.events.add(event);
        });

        assertThat(heardOn).containsOnly(run);
        assertThat(loops.heard(AgentEvent.ToolProgress.class)).extracting(AgentEvent.ToolProgress::words).containsExactly("half way");
        assertThat(loops.heard(AgentEvent.ToolEnded.class).getFirst().details().map(Json::write)).contains("{\"path\":\"a.png\"}");
        assertThat(results(model.requests().getLast().messages()).getFirst().parts()).contains(new Part.Media("image/png", "AAAA"));
        assertThat(file()).contains("\"details\":{\"path\":\"a.png\"},\"isError\":false");
    }

    @Test
    @DisplayName("W07 malformed arguments go back to the model as a tool error")
    void malformedArgumentsGoBack() throws Exception {
        var model = ScriptedChatModel.of(answers(new Part.ToolCall("act:0", "act", "{\"n\": ")), says("ok"));

        assertThat(loops.say("go", model).text()).isEqualTo("ok");
        assertThat(words(results(model.requests().getLast().messages()).getFirst())).contains("not valid JSON");
        assertThat(order).isEmpty();
    }

    @Test
    @DisplayName("P12c a call in the middle of which the output limit struck is never run")
    void aCallThatWasCutOffIsNotRun() throws Exception {
        var model = ScriptedChatModel.of(
                (_, _) -> answer(StopReason.LENGTH, call("look:0", "look"), new Part.ToolCall("act:1", "act", "")), says("ok"));

        loops.say("go", model);

        assertThat(order).containsExactly("look:0");
        assertThat(words(results(model.requests().getLast().messages()).getLast())).contains("cut off");
    }

    @Test
    @DisplayName("P12c reasoning that ate the output budget is asked again with more room, then said")
    void reasoningThatAteTheBudget() throws Exception {
        var thought = new Part.Thinking("hm hm", "reasoning_content");
        var model = ScriptedChatModel.of((_, _) -> answer(StopReason.LENGTH, thought), says("now"));

        assertThat(loops.say("go", model).text()).isEqualTo("now");
        assertThat(model.requests().getLast().options().maxTokens()).contains(32_000);
        assertThat(loops.heard(AgentEvent.Noticed.class)).singleElement()
                .satisfies(noticed -> assertThat(noticed.notice().in(Language.EN)).contains("output budget"));

        loops.say("again", ScriptedChatModel.of((_, _) -> answer(StopReason.LENGTH, thought), (_, _) -> answer(StopReason.LENGTH, thought)));
        assertThat(loops.heard(AgentEvent.Noticed.class).getLast().notice().in(Language.ZH)).contains("输出额度").contains("--thinking low");
    }

    @Test
    void anEmptyAnswerIsAskedForOnceMoreAndThenSaid() throws Exception {
        var model = ScriptedChatModel.of(answers(), answers());

        Message.Assistant last = loops.say("go", model);

        assertThat(last.text()).isEmpty();
        assertThat(model.requests()).hasSize(2);
        assertThat(loops.heard(AgentEvent.Noticed.class)).hasSize(2);
    }

    @Test
    @DisplayName("W28 a model that goes round in circles is warned, then stopped")
    void circlesAreNoticed() throws Exception {
        var steps = new ScriptedChatModel.Step[60];
        for (int at = 0; at < steps.length; at++) {
            String name = at % 2 == 0 ? "look" : "act";
            steps[at] = answers(new Part.ToolCall(name + ":" + at, name, "{\"n\":\"same\"}"));
        }
        var model = ScriptedChatModel.of(steps);

        var e = catchThrowableOfType(AgentException.class, () -> loops.say("go", model));

        assertThat(e.reason()).isEqualTo(AgentException.Reason.LOOPING);
        assertThat(e.in(Language.ZH)).contains("原地打转");
        assertThat(model.requests()).hasSize(2 * Repeats.STOP);
        assertThat(words(results(model.requests().get(5).messages()).get(4))).doesNotContain("[Note");
        assertThat(words(results(model.requests().get(7).messages()).getLast())).contains("[Note: you have now made");
    }

    @Test
    void aCallWithAnotherResultIsNoCircle() {
        Repeats repeats = new Repeats();
        var call = call("look:0", "look");
        for (int at = 0; at < 100; at++) {
            var result = new Message.ToolResult("look:0", "look", List.of(new Part.Text("line " + at)), false);
            assertThat(repeats.note(call, result)).isEqualTo(1);
        }
    }

    @Test
    @DisplayName("W28 a turn has a step limit")
    void stepsAreLimited() {
        loops.maxSteps = 3;
        var model = ScriptedChatModel.of(
                answers(call("look:0", "look")), answers(call("look:1", "look")), answers(call("look:2", "look")), says("never"));
        assertThat(catchThrowableOfType(AgentException.class, () -> loops.say("go", model)).reason())
                .isEqualTo(AgentException.Reason.TOO_MANY_STEPS);
    }

    @Test
    void steeringSkipsTheCallsThatHaveNotBegun() throws Exception {
        loops.tool("talk", Effect.ACTS, (_, _) -> {
            loops.inbox.steer(() -> new Inbox.Said(List.of(new Part.Text("no, the other one")), Optional.empty(), Optional.empty()));
            return new ToolOutcome.Done("done");
        });
        var model = ScriptedChatModel.of(answers(call("talk:0", "talk"), call("act:1", "act")), says("sorry"));

        loops.say("go", model);

        List<Message> told = model.requests().getLast().messages();
        assertThat(order).isEmpty();
        assertThat(words(results(told).getLast())).startsWith("Skipped");
        assertThat(words(told.getLast())).isEqualTo("no, the other one");
        assertThat(loops.heard(AgentEvent.Steered.class)).hasSize(1);
    }

    @Test
    void whatIsSaidWhileTheLastAnswerComesIsAnsweredToo() throws Exception {
        loops.inbox.followUp(() -> new Inbox.Said(List.of(new Part.Text("and then?")), Optional.empty(), Optional.empty()));
        var model = ScriptedChatModel.of(
                (request, listener) -> {
                    loops.inbox.steer(() -> new Inbox.Said(List.of(new Part.Text("wait")), Optional.empty(), Optional.empty()));
                    return says("first").play(request, listener);
                },
                says("second"),
                says("third"));

        assertThat(loops.say("go", model).text()).isEqualTo("third");
        assertThat(model.requests().getLast().messages().stream().map(Loops::words))
                .containsExactly("go", "first", "wait", "second", "and then?");
        assertThat(loops.inbox.steer(() -> new Inbox.Said(List.of(new Part.Text("too late")), Optional.empty(), Optional.empty()))).isFalse();
    }

    @Test
    void anAbortStopsTheToolsAndEveryCallHasItsAnswer() throws Exception {
        Thread run = Thread.currentThread();
        CountDownLatch stopped = new CountDownLatch(1);
        loops.tool("hang", Effect.ACTS, (_, _) -> {
            run.interrupt();
            try {
                Thread.sleep(60_000);
            } catch (InterruptedException e) {
                stopped.countDown();
                throw e;
            }
            return new ToolOutcome.Done("never");
        });
        var model = ScriptedChatModel.of(answers(call("look:0", "look"), call("hang:1", "hang"), call("act:2", "act")));

        assertThat(catchThrowable(() -> loops.say("go", model))).isInstanceOf(InterruptedException.class);

        assertThat(stopped.getCount()).isZero();
        assertThat(order).containsExactly("look:0");
        List<Message.ToolResult> results = results(loops.open().messages());
        assertThat(results.stream().map(Loops::words)).satisfiesExactly(
                first -> assertThat(first).isEqualTo("saw look:0"),
                second -> assertThat(second).contains("Stopped while it ran"),
                third -> assertThat(third).contains("Not run"));
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    @Test
    void aToolThatBreaksIsAnAnswerAndABrokenMachineIsNot() throws Exception {
        loops.tool("break", Effect.READS, (_, _) -> {
            throw new IllegalStateException("oops");
        });
        var model = ScriptedChatModel.of(answers(call("break:0", "break")), says("ok"));

        loops.say("go", model);

        assertThat(words(results(model.requests().getLast().messages()).getFirst())).contains("broke").contains("oops");
    }

    @Test
    @DisplayName("W20 a failed turn leaves one entry, however often it was tried")
    void aFailureLeavesOneEntry() throws Exception {
        assertThatThrownBy(() -> loops.say("go", ScriptedChatModel.of(ScriptedChatModel.fails(ScriptedChatModel.unavailable()))))
                .isInstanceOf(cn.openclaw.llm.LlmException.class);

        assertThat(file().lines().filter(line -> line.contains("\"stopReason\":\"error\""))).hasSize(1);
        assertThat(loops.open().messages()).containsExactly(Message.User.of("go"));
    }
}
