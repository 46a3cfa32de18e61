package cn.openclaw.gateway.compat;

import cn.openclaw.agent.AgentEvent;
import cn.openclaw.agent.RunReport;
import cn.openclaw.agent.RunRequest;
import cn.openclaw.base.ClawException;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.llm.ChatEvent;
import cn.openclaw.llm.Part;
import cn.openclaw.session.SessionKey;
import cn.openclaw.tool.ToolOutcome;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One turn of an agent that a program started over HTTP. It runs on a thread of its own, because it may outlive the request: a call of
 * one of the program's own tools ends the request's answer, and the turn waits until another request brings what came of it.
 *
 * <p>What is heard goes through a queue to whichever request is listening. The calls that are out are guarded by this object's lock.
 */
final class Dialogue {
    /** How long a turn waits for a program to come back with what its tool gave. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);

    private final GatewayWorld world;
    private final SessionKey key;
    private final BlockingQueue<Item> heard = new LinkedBlockingQueue<>();
    private final Map<String, SynchronousQueue<String>> out = new ConcurrentHashMap<>();
    private final List<Part.ToolCall> unclaimed = new ArrayList<>();
    private final List<String> clientTools;
    private boolean saidSomething;
    private boolean gap;
    private @Nullable Thread thread;

    /**
     * How a turn begins.
     *
     * @param who who is asked: {@code provider/model (profile)}
     */
    record Began(String who, SessionKey key, String sessionId) {}

    private sealed interface Item {
        record Start(Began began) implements Item {}

        record Text(String piece) implements Item {}

        record Thinking(String piece) implements Item {}

        record Calls(List<Part.ToolCall> calls) implements Item {}

        record Ended(RunReport report) implements Item {}

        record Failed(ClawException failure) implements Item {}
    }

    private Dialogue(GatewayWorld world, SessionKey key, List<String> clientTools) {
        this.world = world;
        this.key = key;
        this.clientTools = clientTools;
    }

    /** Begins a turn; the request's tools of its own wait here. */
    static Dialogue begin(GatewayWorld world, SessionKey key, Question question, RunRequest request) {
        Dialogue dialogue =
                new Dialogue(world, key, question.tools().stream().map(ClientTool.Offer::name).toList());
        List<cn.openclaw.tool.Tool> tools = new ArrayList<>();
        question.tools().forEach(offer -> tools.add(new ClientTool(offer, dialogue::outcome)));
        RunRequest whole = request.with(new RunRequest.Extra(question.instructions(), tools, Optional.empty()));
        dialogue.thread = Thread.ofVirtual().name("agent-http").start(() -> dialogue.run(whole));
        return dialogue;
    }

    private void run(RunRequest request) {
        try {
            RunReport report = world.runs().run(request, this::hear);
            heard.add(report.failure().<Item>map(Item.Failed::new).orElseGet(() -> new Item.Ended(report)));
        } catch (ClawException e) {
            heard.add(new Item.Failed(e));
        } catch (InterruptedException e) {
            // The program went away before the turn began: nobody listens.
            Thread.currentThread().interrupt();
        } catch (RuntimeException e) {
            // The edge of a run: our own fault, which the program is told as such.
            world.log().fault("http", "a turn broke", e);
            heard.add(new Item.Failed(cn.openclaw.protocol.GatewayException.unavailable("internal error")));
        } finally {
            world.kept(Dialogues.class, _ -> new Dialogues()).forget(this);
        }
    }

    private void hear(AgentEvent event) {
        switch (event) {
            case AgentEvent.Began began ->
                heard.add(new Item.Start(new Began(began.who(), began.session().key(), began.session().id().value())));
            case AgentEvent.Heard(ChatEvent.TextDelta(String words)) -> {
                heard.add(new Item.Text(gap ? "\n\n" + words : words));
                gap = false;
                saidSomething = true;
            }
            case AgentEvent.Heard(ChatEvent.ThinkingDelta(String words)) -> heard.add(new Item.Thinking(words));
            case AgentEvent.Answered(var answer, _) -> answered(answer.toolCalls());
            case AgentEvent.Heard _, AgentEvent.ToolStarted _, AgentEvent.ToolEnded _, AgentEvent.ToolProgress _ -> {}
            case AgentEvent.Switched _, AgentEvent.Noticed _, AgentEvent.Steered _ -> {}
            case AgentEvent.Compacting _, AgentEvent.Compacted _ -> {}
        }
    }

    private void answered(List<Part.ToolCall> calls) {
        gap = saidSomething;
        List<Part.ToolCall> theirs = calls.stream()
                .filter(call -> clientTools.contains(call.name()))
                .map(call -> new Part.ToolCall(newId(), call.name(), call.arguments()))
                .toList();
        if (!theirs.isEmpty()) {
            synchronized (this) {
                unclaimed.addAll(theirs);
                theirs.forEach(call -> out.put(call.id(), new SynchronousQueue<>()));
            }
            world.kept(Dialogues.class, _ -> new Dialogues()).wait(this, theirs);
            heard.add(new Item.Calls(theirs));
            gap = false;
            saidSomething = false;
        }
    }

    /** Platforms number calls anew in every turn; a program's next request must find this one among all. */
    private String newId() {
        return "call_" + HexFormat.of().toHexDigits(world.agents().random().nextLong());
    }

    /** On the tool's thread: waits until the program brings what came of the call. */
    private ToolOutcome outcome(String tool, ObjectNode arguments) throws InterruptedException {
        Part.ToolCall call = claim(tool, arguments);
        SynchronousQueue<String> mine = call == null ? null : out.get(call.id());
        String words = mine == null ? null : mine.poll(PATIENCE.toMillis(), TimeUnit.MILLISECONDS);
        if (call != null) {
            out.remove(call.id());
        }
        return words == null
                ? new ToolOutcome.Failed("the program that offers this tool did not come back with a result")
                : new ToolOutcome.Done(words);
    }

    /** A tool is not told the id of its call; equal calls may be swapped without harm. */
    private synchronized Part.@Nullable ToolCall claim(String tool, ObjectNode arguments) {
        Part.ToolCall best = null;
        for (Part.ToolCall call : unclaimed) {
            if (call.name().equals(tool) && (best == null || sameArguments(call, arguments))) {
                best = call;
                if (sameArguments(call, arguments)) {
                    break;
                }
            }
        }
        unclaimed.remove(best);
        return best;
    }

    private static boolean sameArguments(Part.ToolCall call, JsonNode arguments) {
        try {
            return Json.parse(call.arguments()).equals(arguments);
        } catch (JsonException e) {
            return false;
        }
    }

    SessionKey key() {
        return key;
    }

    /**
     * Another request brings what the program's tools gave; the turn goes on. A call it says nothing of has failed.
     *
     * @throws InterruptedException if the program went away
     */
    void resume(Map<String, String> outputs) throws InterruptedException {
        for (Map.Entry<String, SynchronousQueue<String>> call : Map.copyOf(out).entrySet()) {
            String words = outputs.getOrDefault(call.getKey(), "(the program gave no result)");
            // Its tool's thread may only just be coming.
            call.getValue().offer(words, 5, TimeUnit.SECONDS);
        }
    }

    /** Says what is heard, until the answer ends or waits for the program; a program that goes away ends the turn. */
    void speak(Voice voice) throws InterruptedException {
        try {
            while (true) {
                switch (heard.take()) {
                    case Item.Start(Began began) -> voice.begin(began);
                    case Item.Text(String piece) -> voice.text(piece);
                    case Item.Thinking(String piece) -> voice.thinking(piece);
                    case Item.Calls(List<Part.ToolCall> calls) -> {
                        voice.calls(calls);
                        return;
                    }
                    case Item.Ended(RunReport report) -> {
                        voice.end(report);
                        return;
                    }
                    case Item.Failed(ClawException failure) -> {
                        voice.fail(failure);
                        return;
                    }
                }
            }
        } catch (InterruptedException e) {
            abort();
            throw e;
        }
    }

    void abort() {
        Thread running = thread;
        if (running != null) {
            running.interrupt();
        }
    }
}
