package cn.openclaw.gateway;

import cn.openclaw.log.Secrets;
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
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import tools.jackson.databind.node.ObjectNode;

/**
 * Every run of this gateway: one at a time for each conversation, each on a virtual thread of its own, whoever asked for it and
 * whether or not that one is still there. A message is on the disk before it counts as accepted; what a process that was killed
 * had accepted is taken up by the next one, a turn that had begun from where its transcript ends. A run has one terminal state.
 *
 * <p>The {@link RunRegister} knows runs by their ids, the {@link Lanes} whose turn it is, {@link RunWork} does them, the
 * {@link RunJournal} remembers them across processes. No lock is held while a disk is waited for.
 */
public final class Runs implements AutoCloseable {
    /** Added to the begins of a run that a gateway left on purpose: such a one is not at fault. */
    static final int LEFT = 1_000;
    /** How long whoever aborts waits for the turn to wind up. */
    private static final Duration WIND_UP = Duration.ofSeconds(3);

    private final GatewayWorld world;
    private final RunJournal journal;
    private final RunWork work;
    private final RunRegister register = new RunRegister(this::now);
    private final Lanes lanes =
            new Lanes(run -> Thread.ofVirtual().name("run-" + run.id()).start(() -> live(run)));

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
        if (world.isClosed()) {
            // Whoever comes late must not take up what the next process will.
            throw GatewayException.unavailable("the gateway has ended");
        }
        this.world = world;
        Redactor redactor = Secrets.redactor(world.config(), List.of());
        try {
            journal = new RunJournal(file(world, "runs", ".jsonl"), redactor::redact, now(), RunRegister.REMEMBERED.toMillis());
        } catch (IOException e) {
            world.log().fault("runs", "the journal of runs cannot be written", e);
            throw GatewayException.unavailable("the journal of runs cannot be written: " + e.getClass().getSimpleName());
        }
        work = new RunWork(world, journal, redactor);
        takeUp();
    }

    /** The runs of this gateway. Whoever starts a gateway asks for them once: that takes up what was left. */
    public static Runs of(GatewayWorld world) {
        return world.kept(Runs.class, Runs::new);
    }

    /** Beside nothing else of this name: two gateways may share a state folder, not a configuration. */
    public static Path file(GatewayWorld world, String name, String suffix) {
        String config = world.agents().places().configFile().toAbsolutePath().toString();
        return world.agents().places().stateDir().resolve("gateway").resolve(name + "-" + Integer.toHexString(config.hashCode()) + suffix);
    }

    private long now() {
        return world.agents().clock().millis();
    }

    private void takeUp() {
        List<RunJournal.Line> lines = journal.lines();
        for (RunJournal.Line line : lines) {
            RunOrder order = line.order().orElseGet(() -> new RunOrder(line.kind(), line.id(), nothing(line), QueueMode.FOLLOWUP, true));
            int begun = line.ending().isPresent() ? -1 : line.begun() + (line.left() ? LEFT : 0);
            Run run = new Run(order, line.at(), begun);
            run.written(true);
            line.ending().ifPresent(run::end);
            register.put(run);
        }
        List<Run> turns = new ArrayList<>();
        for (RunJournal.Line line : lines) {
            register.named(line.name()).filter(run -> run.ending().isEmpty()).ifPresent(run -> {
                if (line.into().isEmpty()) {
                    turns.add(run);
                } else {
                    join(run, register.named(line.into().get()));
                }
            });
        }
        turns.forEach(run -> lanes.add(run, _ -> false));
    }

    /** It was to be answered in another's turn: it ends with that, or has. */
    private void join(Run guest, Optional<Run> host) {
        Optional<RunEnding> over = host.map(Run::ending)
                .orElseGet(() -> Optional.of(new RunEnding(RunEnding.Status.ANSWERED, Optional.empty(), Optional.empty(), 0, now())));
        if (over.isPresent()) {
            work.close(guest, over.get());
        } else {
            host.ifPresent(run -> run.join(List.of(guest)));
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
     * @throws GatewayException if the gateway is about to end, the disk says no, or too many wait already
     */
    public Started start(RunOrder order) throws InterruptedException {
        return start(order, RunListener.NONE);
    }

    /** The same with somebody who listens. */
    public Started start(RunOrder order, RunListener listener) throws InterruptedException {
        Run run = new Run(order, now());
        run.hear(listener);
        return start(run);
    }

    /** The same for a caller who must hear of it before anything happens: nothing does until {@link Run#go}. */
    public Started startHeld(RunOrder order) throws InterruptedException {
        Run run = new Run(order, now());
        run.hold();
        return start(run);
    }

    /** The same for the gateway's own work, for which there is always room. */
    Started startOwn(RunOrder order) throws InterruptedException {
        return start(new Run(order, now()), QueueLimits.NONE);
    }

    private Started start(Run run) throws InterruptedException {
        return start(run, limits());
    }

    private QueueLimits limits() {
        return QueueLimits.of(world.config().config().tree());
    }

    private Started start(Run run, QueueLimits limits) throws InterruptedException {
        Optional<Run> before = register.same(run.order());
        if (before.isPresent()) {
            return known(before.get());
        }
        admit();
        Optional<Run> displaced = lanes.room(run, limits);
        before = register.enter(run);
        if (before.isPresent()) {
            lanes.leave(run, displaced);
            return known(before.get());
        }
        try {
            write(run);
        } catch (GatewayException e) {
            lanes.leave(run, displaced);
            throw e;
        }
        Started started = take(run);
        displaced.ifPresent(one -> displace(one, limits));
        return started;
    }

    private static Started known(Run before) throws InterruptedException {
        if (!before.awaitWritten()) {
            throw notWritten();
        }
        return new Started(before, before.ending().isPresent() ? Taken.OVER : Taken.IN_FLIGHT, Optional.empty());
    }

    /** One gave up its place to another: its message stays in the transcript, and whoever sent it hears what becomes of it. */
    private void displace(Run run, QueueLimits limits) {
        if (limits.drop() != QueueLimits.Drop.SUMMARIZE) {
            work.crowdOut(run, limits.cap());
            return;
        }
        Optional<Run> heir = lanes.fold(run);
        if (heir.isEmpty()) {
            // Meanwhile there is room.
            lanes.add(run, _ -> false);
            return;
        }
        if (work.setAside(run)) {
            run.shorten();
        }
        try {
            journal.merged(heir.get(), heir.get().guests(), now());
        } catch (IOException e) {
            world.log().fault("runs", "the journal of runs cannot be written", e);
        }
    }

    private void admit() {
        if (lanes.isShut()) {
            throw later("the gateway is about to restart; try again in a moment", 2_000);
        }
        if (MemoryGuard.of(world).isTight()) {
            shed();
            throw later("the gateway is short of memory; try again in a moment", 5_000);
        }
    }

    /** Memory is short: what is remembered of conversations in which nothing happens goes; it is in their transcripts too. */
    public void shed() {
        register.forget();
        Feed.of(world).shed(lanes.active().stream().map(Run::key).collect(Collectors.toSet()));
    }

    private static GatewayException later(String why, long millis) {
        return new GatewayException(
                new GatewayError(GatewayErrorCode.UNAVAILABLE, why, Optional.empty(), true, Optional.of(millis)));
    }

    private void write(Run run) {
        try {
            if (run.order().durable()) {
                journal.accepted(run);
            }
            run.written(true);
        } catch (IOException e) {
            world.log().fault("runs", "a message could not be written down, and was refused", e);
            register.remove(run);
            run.written(false);
            throw notWritten();
        }
    }

    private static GatewayException notWritten() {
        return GatewayException.unavailable("the message could not be written to the disk, so it was not accepted");
    }

    private Started take(Run run) {
        boolean[] steered = {false};
        Optional<Run> host = lanes.come(run, active -> {
            steered[0] = run.order().queue() == QueueMode.STEER
                    && world.runs().steer(run.key(), run.order().request().parts(), Optional.of(run.id()));
            if (steered[0]) {
                active.host(run);
            }
            return steered[0];
        });
        if (host.isEmpty()) {
            return new Started(run, Taken.STARTED, Optional.empty());
        }
        if (run.order().queue() == QueueMode.INTERRUPT) {
            host.get().stop("interrupt");
        }
        return new Started(run, steered[0] ? Taken.STEERED : Taken.QUEUED, host);
    }

    /** A run's whole life. */
    private void live(Run run) {
        calm(run);
        gather(run);
        boolean answered = work.live(run);
        lanes.over(run);
        if (answered && !lanes.isShut()) {
            Heartbeats.of(world).answered(run.key());
        }
    }

    /** Who writes in several messages has a moment for the next one. */
    private void calm(Run run) {
        if (run.order().queue() == QueueMode.COLLECT && run.hasWaited()) {
            try {
                lanes.awaitCalm(run, limits().debounce());
            } catch (InterruptedException e) {
                // Whoever is in a hurry: the turn sees it too.
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Those who wait behind it and may be answered with it join it; which they are is on the disk before its turn begins. */
    private void gather(Run run) {
        List<Run> others = run.order().queue() == QueueMode.COLLECT && work.isFresh(run) ? lanes.together(run) : List.of();
        if (others.isEmpty()) {
            return;
        }
        try {
            journal.merged(run, others, now());
            run.join(others);
        } catch (IOException e) {
            world.log().fault("runs", "the journal of runs cannot be written", e);
            lanes.giveBack(others);
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
        run.written(true);
        Optional<Run> before = register.enter(run);
        if (before.isPresent()) {
            return new Aside(before.get(), before.get().ending().isPresent() ? Taken.OVER : Taken.IN_FLIGHT, () -> {});
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
    public Optional<Run> find(String id) {
        return register.find(id);
    }

    /** Waits for a run to end, also for one that is not known yet. */
    public Optional<RunEnding> await(String id, Duration patience) throws InterruptedException {
        return register.await(id, patience);
    }

    /** The run of a conversation whose turn it is. */
    public Optional<Run> active(SessionKey key) {
        return lanes.active(key);
    }

    /** What waits for that. */
    public List<Run> waiting(SessionKey key) {
        return lanes.waiting(key);
    }

    /** What a run answered, by its transcript; empty if nothing. */
    String answer(RunOrder order) {
        return RunTrace.answer(order, Conversations.store(world, order.key()));
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
        if (id.flatMap(this::find).filter(run -> !run.key().equals(key)).isPresent()) {
            throw GatewayException.invalid("runId does not match sessionKey");
        }
        Predicate<Run> meant = run -> id.isEmpty() || id.get().equals(run.id());
        List<Run> unbegun = lanes.takeOut(key, meant);
        List<String> stopped = new ArrayList<>();
        Optional<Run> active = lanes.active(key).filter(meant).filter(run -> run.stop(reason));
        if (active.isPresent()) {
            stopped.add(active.get().id());
            windUp(active.get());
        }
        for (Run run : unbegun) {
            drop(run, reason);
            stopped.add(run.id());
        }
        return stopped;
    }

    private void windUp(Run run) throws InterruptedException {
        if (run.await(WIND_UP).isEmpty()) {
            // A tool that does not let go: nobody hears of it any more, and the conversation goes on when it does.
            work.end(run, work.aborted(run, Optional.empty()));
        }
    }

    private void drop(Run run, String reason) {
        run.stop(reason);
        work.end(run, work.aborted(run, Optional.empty()));
    }

    /** Stops one run, whether or not its turn has begun; does not wait for that. */
    public void cancel(Run run, String reason) {
        List<Run> unbegun = lanes.takeOut(run.key(), one -> one == run);
        unbegun.forEach(one -> drop(one, reason));
        if (unbegun.isEmpty()) {
            run.stop(reason);
        }
    }

    /** Waits until nothing of a conversation runs. */
    public boolean awaitQuiet(SessionKey key, Duration patience) throws InterruptedException {
        return lanes.awaitQuiet(key, patience);
    }

    /**
     * Takes nothing new from now on, and waits for what runs. What waits for its turn stays for the next process.
     *
     * @return whether nothing runs any more
     */
    public boolean drain(Duration patience) throws InterruptedException {
        lanes.shut();
        return lanes.awaitQuiet(patience);
    }

    /** Takes nothing new from now on; what runs goes on. */
    public void shut() {
        lanes.shut();
    }

    /** Takes everything again, when a restart was called off. */
    public void reopen() {
        lanes.open();
    }

    /** Ends what still runs without an end: the next process goes on with it. For a restart, after {@link #drain}. */
    public void leave() throws InterruptedException {
        lanes.shut();
        for (Run run : lanes.active()) {
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

    /** Stops what still runs; everybody who follows it hears that it is aborted. What waits stays, if another process can know of it. */
    public void stop() {
        lanes.shut();
        List<Run> running = lanes.active();
        running.forEach(run -> run.stop("shutdown"));
        lanes.waiting().stream().filter(run -> !run.order().durable()).forEach(run -> drop(run, "shutdown"));
        try {
            for (Run run : running) {
                if (!run.isLeft()) {
                    windUp(run);
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
