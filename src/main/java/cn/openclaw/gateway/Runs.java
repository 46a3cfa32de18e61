package cn.openclaw.gateway;

import cn.openclaw.agent.AgentEvent;
import cn.openclaw.agent.RunRequest;
import cn.openclaw.base.Language;
import cn.openclaw.base.Redactor;
import cn.openclaw.protocol.GatewayError;
import cn.openclaw.protocol.GatewayErrorCode;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.session.SessionKey;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every run of this gateway: one at a time for each conversation, each on a virtual thread of its own, whoever asked for it and
 * whether or not that one is still there. A message is on the disk before it counts as accepted; what a process that was killed
 * had accepted is taken up by the next one, a turn that had begun from where its transcript ends. A run has one terminal state.
 *
 * <p>Guarded by its lock, which is never held while a disk is waited for.
 */
public final class Runs implements AutoCloseable {
    /** For how long a run that is over is still known. */
    private static final Duration REMEMBERED = Duration.ofMinutes(10);
    /** For how long the same key means the same run after its end. */
    private static final Duration SAME = Duration.ofMinutes(5);
    private static final int MOST = 1000;
    /** Added to the begins of a run that a gateway left on purpose: such a one is not at fault. */
    static final int LEFT = 1_000;
    /** How long whoever aborts waits for the turn to wind up. */
    private static final Duration WIND_UP = Duration.ofSeconds(3);

    private final GatewayWorld world;
    private final RunJournal journal;
    private final RunWork work;
    private final Map<SessionKey, Lane> lanes = new HashMap<>();
    private final Map<String, Run> known = new LinkedHashMap<>();
    private boolean draining;

    /** One conversation: what runs, and what waits for it. */
    private static final class Lane {
        private final Deque<Run> waiting = new ArrayDeque<>();
        private @Nullable Run active;
    }

    /** What became of an order at once. */
    public enum Taken {
        /** Its turn begins. */
        STARTED,
        /** Its turn comes after those before it. */
        QUEUED,
        /** It is said into the running turn. */
        STEERED,
        /** It was ordered before, and is not over. */
        IN_FLIGHT,
        /** It was ordered before, and is over. */
        OVER
    }

    /**
     * What became of an order.
     *
     * @param host the run that a steering message was said into
     */
    public record Started(Run run, Taken taken, Optional<Run> host) {}

    private Runs(GatewayWorld world) {
        this.world = world;
        Redactor redactor = Redactor.of(world.config().environment());
        try {
            journal = new RunJournal(file(world), redactor::redact, now(), REMEMBERED.toMillis());
        } catch (IOException e) {
            throw GatewayException.unavailable("the journal of runs cannot be written: " + e.getMessage());
        }
        work = new RunWork(world, journal, redactor);
        takeUp();
    }

    /** The runs of this gateway. Whoever starts a gateway asks for them once: that takes up what was left. */
    public static Runs of(GatewayWorld world) {
        return world.kept(Runs.class, Runs::new);
    }

    /** Beside nothing else of this name: two gateways may share a state folder, not a configuration. */
    private static Path file(GatewayWorld world) {
        String config = world.agents().places().configFile().toAbsolutePath().toString();
        return world.agents().places().stateDir().resolve("gateway").resolve("runs-" + Integer.toHexString(config.hashCode()) + ".jsonl");
    }

    private InstantSource clock() {
        return world.agents().clock();
    }

    private long now() {
        return clock().millis();
    }

    private void takeUp() {
        for (RunJournal.Line line : journal.lines()) {
            if (line.ending().isPresent()) {
                RunOrder order = new RunOrder(line.kind(), line.id(), nothing(line), QueueMode.FOLLOWUP, true);
                Run run = new Run(order, line.at());
                run.written(true);
                run.end(line.ending().get());
                known.put(order.name(), run);
            }
        }
        for (RunJournal.Line line : journal.lines()) {
            if (line.order().isPresent()) {
                Run run = new Run(line.order().get(), line.at(), line.begun() + (line.left() ? LEFT : 0));
                run.written(true);
                synchronized (this) {
                    known.put(run.order().name(), run);
                    enqueue(run);
                }
            }
        }
    }

    private static RunRequest nothing(RunJournal.Line line) {
        return new RunRequest(
                Optional.empty(),
                Optional.of(new SessionKey(line.key())),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Language.EN);
    }

    /**
     * Takes an order. When this returns it is on the disk, if it is to be.
     *
     * @throws GatewayException if the gateway is about to end, or the disk says no
     */
    public Started start(RunOrder order) throws InterruptedException {
        return start(order, _ -> {});
    }

    /**
     * The same with somebody who listens.
     *
     * @param also hears the turn's events, on its thread
     */
    public Started start(RunOrder order, Consumer<AgentEvent> also) throws InterruptedException {
        return start(new Run(order, now()), also);
    }

    /** The same for a caller who must hear of it before anything happens: nothing does until {@link Run#go}. */
    public Started startHeld(RunOrder order) throws InterruptedException {
        Run run = new Run(order, now());
        run.hold();
        return start(run, _ -> {});
    }

    private Started start(Run run, Consumer<AgentEvent> also) throws InterruptedException {
        RunOrder order = run.order();
        Run before;
        synchronized (this) {
            before = same(order);
            if (before == null) {
                if (draining) {
                    throw new GatewayException(new GatewayError(
                            GatewayErrorCode.UNAVAILABLE,
                            "the gateway is about to restart; try again in a moment",
                            Optional.empty(),
                            true,
                            Optional.of(2_000L)));
                }
                if (MemoryGuard.of(world).isTight()) {
                    throw new GatewayException(new GatewayError(
                            GatewayErrorCode.UNAVAILABLE,
                            "the gateway is short of memory; try again in a moment",
                            Optional.empty(),
                            true,
                            Optional.of(5_000L)));
                }
                known.put(order.name(), run);
                run.hear(also);
                forget();
            }
        }
        if (before != null) {
            if (!before.awaitWritten()) {
                throw notWritten();
            }
            return new Started(before, before.ending().isPresent() ? Taken.OVER : Taken.IN_FLIGHT, Optional.empty());
        }
        write(run);
        return take(run);
    }

    private @Nullable Run same(RunOrder order) {
        Run before = known.get(order.name());
        boolean old = before != null
                && before.ending().filter(ending -> ending.endedAt() < now() - SAME.toMillis()).isPresent();
        return old ? null : before;
    }

    private void write(Run run) {
        try {
            if (run.order().durable()) {
                journal.accepted(run);
            }
            run.written(true);
        } catch (IOException e) {
            world.log().fault("runs", "a message could not be written down, and was refused", e);
            synchronized (this) {
                known.remove(run.order().name(), run);
            }
            run.written(false);
            throw notWritten();
        }
    }

    private static GatewayException notWritten() {
        return GatewayException.unavailable("the message could not be written to the disk, so it was not accepted");
    }

    private void forget() {
        long oldest = now() - REMEMBERED.toMillis();
        known.values().removeIf(run -> run.ending().filter(ending -> ending.endedAt() < oldest).isPresent());
        if (known.size() > MOST) {
            List<String> over = new ArrayList<>();
            known.forEach((name, run) -> {
                if (run.ending().isPresent()) {
                    over.add(name);
                }
            });
            over.stream().limit(known.size() - MOST).forEach(known::remove);
        }
    }

    private Started take(Run run) {
        Run host;
        synchronized (this) {
            Lane lane = lanes.computeIfAbsent(run.key(), _ -> new Lane());
            host = lane.active;
            boolean steer = run.order().queue() == QueueMode.STEER;
            if (host != null && steer && world.runs().steer(run.key(), run.order().request().parts(), Optional.of(run.id()))) {
                host.host(run);
                return new Started(run, Taken.STEERED, Optional.of(host));
            }
            enqueue(run);
            notifyAll();
        }
        if (host == null) {
            return new Started(run, Taken.STARTED, Optional.empty());
        }
        if (run.order().queue() == QueueMode.INTERRUPT) {
            host.stop("interrupt");
        }
        return new Started(run, Taken.QUEUED, Optional.of(host));
    }

    private void enqueue(Run run) {
        Lane lane = lanes.computeIfAbsent(run.key(), _ -> new Lane());
        lane.waiting.add(run);
        next(lane);
    }

    private void next(Lane lane) {
        if (lane.active == null && !draining && !lane.waiting.isEmpty()) {
            Run run = lane.waiting.remove();
            lane.active = run;
            Thread.ofVirtual().name("run-" + run.id()).start(() -> live(run));
        }
    }

    /** A run's whole life. */
    private void live(Run run) {
        work.live(run);
        synchronized (this) {
            Lane lane = lanes.get(run.key());
            if (lane != null) {
                lane.active = null;
                next(lane);
                if (lane.active == null && lane.waiting.isEmpty()) {
                    lanes.remove(run.key());
                }
            }
            notifyAll();
        }
    }

    /**
     * Answers an order without a turn, once for each id.
     *
     * @param words what is answered; asked only if this id was not answered before
     * @return what became of it, and what is left to do when the caller has heard of that: to tell everybody the words
     */
    public Aside aside(RunOrder order, Words words) throws InterruptedException {
        Run run = new Run(order, now());
        synchronized (this) {
            Run before = same(order);
            if (before != null) {
                return new Aside(before, before.ending().isPresent() ? Taken.OVER : Taken.IN_FLIGHT, () -> {});
            }
            known.put(order.name(), run);
            run.written(true);
            forget();
        }
        return new Aside(run, Taken.STARTED, () -> {
            var _ = Thread.ofVirtual().name("command-" + run.id()).start(() -> work.answer(run, words));
        });
    }

    /** What a command answers. */
    @FunctionalInterface
    public interface Words {
        String get() throws InterruptedException;
    }

    /** An order that was answered without a turn. */
    public record Aside(Run run, Taken taken, Runnable tell) {}

    /** A run by its id, of either kind; of several the one that is not over. */
    public synchronized Optional<Run> find(String id) {
        Run agent = known.get(RunOrder.Kind.AGENT + ":" + id);
        Run chat = known.get(RunOrder.Kind.CHAT + ":" + id);
        if (agent == null || chat == null) {
            return Optional.ofNullable(agent == null ? chat : agent);
        }
        return Optional.of(agent.ending().isEmpty() ? agent : chat);
    }

    /** Waits for a run to end, also for one that is not known yet. */
    public Optional<RunEnding> await(String id, Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        Optional<Run> run = find(id);
        while (run.isEmpty()) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return Optional.empty();
            }
            synchronized (this) {
                if (find(id).isEmpty()) {
                    wait(left);
                }
            }
            run = find(id);
        }
        return run.get().await(Duration.ofNanos(Math.max(0, until - System.nanoTime())));
    }

    /** The run of a conversation whose turn it is. */
    public synchronized Optional<Run> active(SessionKey key) {
        return Optional.ofNullable(lanes.get(key)).map(lane -> lane.active);
    }

    /** What waits for that. */
    public synchronized List<Run> waiting(SessionKey key) {
        Lane lane = lanes.get(key);
        return lane == null ? List.of() : List.copyOf(lane.waiting);
    }

    /** Every conversation in which something runs. */
    public synchronized List<SessionKey> busy() {
        return lanes.entrySet().stream().filter(lane -> lane.getValue().active != null).map(Map.Entry::getKey).toList();
    }

    /** What is heard so far of the answer that a conversation's run is giving. */
    public Optional<ObjectNode> inFlight(SessionKey key) {
        return active(key).filter(run -> run.startedAt() > 0).flatMap(Run::voice).flatMap(RunVoice::inFlight);
    }

    /**
     * Stops a conversation's run and whatever waits behind it, or one of them. When this returns they are over, or are no longer heard.
     *
     * @param id which; all of them if empty
     * @param reason {@code rpc}, {@code stop} …
     * @return the ids of those that were stopped
     * @throws GatewayException if the run belongs to another conversation
     */
    public List<String> abort(SessionKey key, Optional<String> id, String reason) throws InterruptedException {
        List<Run> unbegun = new ArrayList<>();
        Optional<Run> active;
        synchronized (this) {
            if (id.flatMap(this::find).filter(run -> !run.key().equals(key)).isPresent()) {
                throw GatewayException.invalid("runId does not match sessionKey");
            }
            Lane lane = lanes.get(key);
            if (lane == null) {
                return List.of();
            }
            lane.waiting.removeIf(run -> (id.isEmpty() || id.get().equals(run.id())) && unbegun.add(run));
            active = Optional.ofNullable(lane.active).filter(run -> id.isEmpty() || id.get().equals(run.id()));
        }
        List<String> stopped = new ArrayList<>();
        if (active.filter(run -> run.stop(reason)).isPresent()) {
            Run run = active.get();
            stopped.add(run.id());
            if (run.await(WIND_UP).isEmpty()) {
                // A tool that does not let go: nobody hears of it any more, and the conversation goes on when it does.
                work.end(run, work.aborted(run, Optional.empty()));
            }
        }
        for (Run run : unbegun) {
            run.stop(reason);
            work.end(run, work.aborted(run, Optional.empty()));
            stopped.add(run.id());
        }
        return stopped;
    }

    /** Waits until nothing of a conversation runs. */
    public boolean awaitQuiet(SessionKey key, Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        synchronized (this) {
            while (active(key).isPresent()) {
                long left = (until - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
            return true;
        }
    }

    /**
     * Takes nothing new from now on, and waits for what runs. What waits for its turn stays for the next process.
     *
     * @return whether nothing runs any more
     */
    public boolean drain(Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        synchronized (this) {
            draining = true;
            while (lanes.values().stream().anyMatch(lane -> lane.active != null)) {
                long left = (until - System.nanoTime()) / 1_000_000;
                if (left <= 0) {
                    return false;
                }
                wait(left);
            }
            return true;
        }
    }

    /** Takes nothing new from now on; what runs goes on. */
    public synchronized void shut() {
        draining = true;
    }

    /** Takes everything again, when a restart was called off. */
    public synchronized void reopen() {
        draining = false;
        List.copyOf(lanes.values()).forEach(this::next);
    }

    /** Ends what still runs without an end: the next process goes on with it. For a restart, after {@link #drain}. */
    public void leave() throws InterruptedException {
        List<Run> running;
        synchronized (this) {
            draining = true;
            running = lanes.values().stream().flatMap(lane -> Optional.ofNullable(lane.active).stream()).toList();
        }
        for (Run run : running) {
            if (run.order().durable()) {
                try {
                    journal.left(run, now());
                    run.leave();
                } catch (IOException e) {
                    world.log().fault("runs", "the journal of runs cannot be written", e);
                }
            }
        }
        drain(WIND_UP);
    }

    /** What waits and no other process would know of. */
    private synchronized List<Run> unwritten() {
        return lanes.values().stream().flatMap(lane -> lane.waiting.stream()).filter(run -> !run.order().durable()).toList();
    }

    /** Stops what still runs; everybody who follows it hears that it is aborted. */
    public void stop() {
        List<Run> running;
        synchronized (this) {
            draining = true;
            running = lanes.values().stream().flatMap(lane -> Optional.ofNullable(lane.active).stream()).toList();
        }
        for (Run run : running) {
            run.stop("shutdown");
        }
        for (Run run : unwritten()) {
            work.end(run, work.aborted(run, Optional.empty()));
        }
        try {
            for (Run run : running) {
                if (!run.isLeft() && run.await(WIND_UP).isEmpty()) {
                    work.end(run, work.aborted(run, Optional.empty()));
                }
            }
        } catch (InterruptedException e) {
            // Whoever closes is in a hurry: the journal tells the next process what was not ended.
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() throws IOException {
        stop();
        work.close();
        journal.close();
    }
}
