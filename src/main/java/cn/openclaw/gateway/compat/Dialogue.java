package cn.openclaw.gateway.compat;

import cn.openclaw.agent.AgentEvent;
import cn.openclaw.agent.RunReport;
import cn.openclaw.agent.RunRequest;
import cn.openclaw.base.ClawException;
import cn.openclaw.gateway.Approvals;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.QueueMode;
import cn.openclaw.gateway.Run;
import cn.openclaw.gateway.RunEnding;
import cn.openclaw.gateway.RunListener;
import cn.openclaw.gateway.RunOrder;
import cn.openclaw.gateway.Runs;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.ledger.Payer;
import cn.openclaw.llm.ChatEvent;
import cn.openclaw.llm.Part;
import cn.openclaw.llm.Usage;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.session.SessionKey;
import cn.openclaw.tool.Tool;
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
 * One turn of an agent that a program asked for over HTTP: a run like any other, which clients of its conversation see and may stop. It
 * may outlive the request: a call of one of the program's own tools ends the request's answer, and the turn waits until another request
 * brings what came of it. A program that goes away while it listens stops the turn.
 *
 * <p>What is heard goes through a queue to whichever request is listening. The calls that are out are guarded by this object's lock.
 */
final class Dialogue implements RunListener {
    /** How long a turn waits for a program to come back with what its tool gave. */
    private static final Duration PATIENCE = Duration.ofMinutes(10);
    /** A program that gets nothing for longer than about a minute is often cut off by something between: so long may a person think. */
    private static final Duration BEFORE_CUT_OFF = Duration.ofSeconds(50);

    private final GatewayWorld world;
    private final Runs runs;
    private final RunOrder order;
    private final boolean stream;
    private final BlockingQueue<Item> heard = new LinkedBlockingQueue<>();
    private final Map<String, SynchronousQueue<String>> out = new ConcurrentHashMap<>();
    private final List<Part.ToolCall> unclaimed = new ArrayList<>();
    private final List<String> clientTools;
    private Usage spent = Usage.UNKNOWN;
    private Usage told = Usage.UNKNOWN;
    private int texts;
    private int toldTexts;
    private boolean saidSomething;
    private boolean gap;
    private volatile @Nullable Run run;

    /**
     * How a turn begins.
     *
     * @param who who is asked: {@code provider/model (profile)}
     */
    record Began(String who, String sessionId) {}

    /**
     * How a turn ends.
     *
     * @param texts of it, what this request has not been told before
     * @param usage what this request's part of it took
     */
    record Ending(RunReport report, List<String> texts, Usage usage) {}

    private sealed interface Item {
        record Start(Began began) implements Item {}

        record Text(String piece) implements Item {}

        record Thinking(String piece) implements Item {}

        record Work() implements Item {}

        record Calls(List<Part.ToolCall> calls, Usage usage) implements Item {}

        record Asked(Approvals.Pending pending) implements Item {}

        record Decided(Approvals.Decided decided) implements Item {}

        record Ended(Ending ending) implements Item {}

        record Failed(ClawException failure) implements Item {}
    }

    /**
     * A turn to be; the question's own tools will wait here.
     *
     * @param id of its run
     */
    Dialogue(GatewayWorld world, Question question, RunRequest request, String id) {
        this.world = world;
        this.runs = Runs.of(world);
        this.stream = question.stream();
        this.clientTools = question.tools().stream().map(ClientTool.Offer::name).toList();
        List<Tool> tools = new ArrayList<>();
        question.tools().forEach(offer -> tools.add(new ClientTool(offer, this::outcome)));
        RunRequest whole = request.with(
                new RunRequest.Extra(question.instructions(), tools, Optional.empty()).paidBy(request.extra().payer()));
        this.order = new RunOrder(RunOrder.Kind.AGENT, id, whole, QueueMode.FOLLOWUP, false);
    }

    /**
     * Begins it.
     *
     * @throws ClawException if nothing begins now
     */
    void begin() throws InterruptedException {
        run = runs.start(order, this).run();
    }

    @Override
    public void heard(AgentEvent event) {
        switch (event) {
            case AgentEvent.Began began ->
                heard.add(new Item.Start(new Began(began.who(), began.session().id().value())));
            case AgentEvent.Heard(ChatEvent.TextDelta(String words)) -> {
                heard.add(new Item.Text(gap ? "\n\n" + words : words));
                gap = false;
                saidSomething = true;
            }
            case AgentEvent.Heard(ChatEvent.ThinkingDelta(String words)) -> heard.add(new Item.Thinking(words));
            case AgentEvent.Answered(var answer, _) -> {
                spent = spent.plus(answer.usage());
                texts += answer.text().isBlank() ? 0 : 1;
                answered(answer.toolCalls());
            }
            case AgentEvent.ToolStarted _ -> heard.add(new Item.Work());
            case AgentEvent.Heard _, AgentEvent.ToolEnded _, AgentEvent.ToolProgress _ -> {}
            case AgentEvent.Switched _, AgentEvent.Noticed _, AgentEvent.Steered _ -> {}
            case AgentEvent.Compacting _, AgentEvent.Compacted _ -> {}
        }
    }

    @Override
    public void asked(Approvals.Pending pending) {
        heard.add(new Item.Asked(pending));
    }

    @Override
    public void decided(Approvals.Decided decided) {
        heard.add(new Item.Decided(decided));
    }

    /** A stream can say that it waits, a whole answer cannot; where nobody is who could decide, nobody is waited for. */
    @Override
    public Duration patience(boolean somebodyThere) {
        return !somebodyThere ? Duration.ZERO : stream ? Approvals.PATIENCE : BEFORE_CUT_OFF;
    }

    @Override
    public void ended(RunEnding ending) {
        heard.add(
                switch (ending.status()) {
                    case ANSWERED ->
                        ending.report().<Item>map(report -> new Item.Ended(rest(report))).orElseGet(() -> failed(ending));
                    case FAILED, TIMED_OUT -> failed(ending);
                    case ABORTED -> new Item.Failed(Stopped.by(ending.words().orElse("")));
                });
        dialogues().forget(this);
    }

    /** Earlier requests of the same turn were told, and charged, their own part. */
    private Ending rest(RunReport report) {
        List<String> all = report.texts();
        return new Ending(
                report, all.subList(Math.min(toldTexts, all.size()), all.size()), report.spent().usage().minus(told));
    }

    private static Item failed(RunEnding ending) {
        return new Item.Failed(ending.failure()
                .orElseGet(() -> GatewayException.unavailable(ending.words().orElse("the turn did not begin"))));
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
            dialogues().wait(this, theirs);
            theirs.forEach(call -> Answers.of(world).remember(call.id(), key().text(), payer().name(), call.name()));
            heard.add(new Item.Calls(theirs, spent.minus(told)));
            told = spent;
            toldTexts = texts;
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
        return order.key();
    }

    /** Who asked. */
    Payer payer() {
        return order.request().extra().payer();
    }

    /**
     * Another request brings what the program's tools gave; the turn goes on, and is heard there. A call it says nothing of has failed.
     *
     * @throws InterruptedException if the program went away
     */
    void resume(Map<String, String> outputs, Voice voice) throws InterruptedException {
        voice.accepted(order.id(), key());
        voice.begin(new Began("", ""));
        for (Map.Entry<String, SynchronousQueue<String>> call : Map.copyOf(out).entrySet()) {
            String words = outputs.getOrDefault(call.getKey(), "(the program gave no result)");
            // Its tool's thread may only just be coming.
            call.getValue().offer(words, 5, TimeUnit.SECONDS);
        }
        listen(voice);
    }

    /** Says what comes of it. */
    void speak(Voice voice) throws InterruptedException {
        voice.accepted(order.id(), key());
        listen(voice);
    }

    /** Says what is heard, until the answer ends or waits for the program; a program that goes away ends the turn. */
    private void listen(Voice voice) throws InterruptedException {
        try {
            Duration quiet = dialogues().quiet();
            long spoke = System.nanoTime();
            boolean more = true;
            while (more) {
                Item item = heard.poll(quiet.toMillis(), TimeUnit.MILLISECONDS);
                more = item == null || say(item, voice);
                // Not every dialect has words for what an agent thinks.
                boolean silent = item == null || item instanceof Item.Thinking;
                if (silent && System.nanoTime() - spoke >= quiet.toNanos()) {
                    voice.quiet();
                    silent = false;
                }
                spoke = silent ? spoke : System.nanoTime();
            }
        } catch (InterruptedException e) {
            abort();
            throw e;
        }
    }

    /** Answers whether there is more to come. */
    private static boolean say(Item item, Voice voice) throws InterruptedException {
        switch (item) {
            case Item.Start(Began began) -> voice.begin(began);
            case Item.Text(String piece) -> voice.text(piece);
            case Item.Thinking(String piece) -> voice.thinking(piece);
            case Item.Work _ -> voice.work();
            case Item.Asked(var pending) -> voice.note("waiting for an operator to approve a call, " + pending.id());
            case Item.Decided(var decided) -> voice.decided(word(decided));
            case Item.Calls(List<Part.ToolCall> calls, Usage usage) -> {
                voice.calls(calls, usage);
                return false;
            }
            case Item.Ended(Ending ending) -> {
                voice.end(ending);
                return false;
            }
            case Item.Failed(ClawException failure) -> {
                voice.fail(failure);
                return false;
            }
        }
        return true;
    }

    private static String word(Approvals.Decided decided) {
        return decided.decision().map(Approvals.Decision::word).orElse("unanswered");
    }

    private Dialogues dialogues() {
        return Dialogues.of(world);
    }

    void abort() {
        Run going = run;
        if (going != null) {
            runs.cancel(going, "disconnect");
        }
    }
}
