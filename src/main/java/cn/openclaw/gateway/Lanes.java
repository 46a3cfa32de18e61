package cn.openclaw.gateway;

import cn.openclaw.session.SessionKey;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** Who runs in each conversation, and who waits there for its turn: one after the other. Guarded by its lock. */
final class Lanes {
    /** Waiting messages that are answered together. */
    private static final int MOST_TOGETHER = 20;

    /** Messages that are answered in short, in the turns of others. */
    private static final int MOST_FOLDED = 100;
    /** However many messages come, the first is answered after so many times the usual wait. */
    private static final int CALMS = 10;
    private static final long LOOK_MILLIS = 100;

    private final Consumer<Run> starter;
    private final Map<SessionKey, Lane> lanes = new HashMap<>();
    private boolean draining;

    private static final class Lane {
        private final Deque<Run> waiting = new ArrayDeque<>();
        private @Nullable Run active;
        /** Those for whom there is room, and who are being written down. */
        private int coming;
        /** When the last one came, on the clock of {@link System#nanoTime}. */
        private long cameAt;

        boolean isEmpty() {
            return active == null && waiting.isEmpty() && coming == 0;
        }

        int folded() {
            return waiting.stream().mapToInt(Run::folded).sum();
        }
    }

    /** @param starter begins a run whose turn it is, and must not wait; says {@link #over} when it is over */
    Lanes(Consumer<Run> starter) {
        this.starter = starter;
    }

    /**
     * Keeps a place for a run that will {@link #come}, or {@link #leave}.
     *
     * @return who gives up its place for it, and waits here no longer
     * @throws cn.openclaw.protocol.GatewayException if there is no room
     */
    synchronized Optional<Run> room(Run run, QueueLimits limits) {
        Lane lane = lanes.computeIfAbsent(run.key(), _ -> new Lane());
        Optional<Run> displaced = Optional.empty();
        if (lane.waiting.size() + lane.coming >= limits.cap()) {
            displaced = displaced(lane, run, limits.drop());
            displaced.ifPresentOrElse(lane.waiting::remove, () -> {
                throw limits.full();
            });
        }
        lane.coming++;
        return displaced;
    }

    /** Whoever asked for an answer of its own, and waits for it, is not displaced; nor is it by others. */
    private static Optional<Run> displaced(Lane lane, Run run, QueueLimits.Drop drop) {
        boolean may = run.order().kind() == RunOrder.Kind.CHAT
                && run.order().queue() != QueueMode.STEER
                && drop != QueueLimits.Drop.NEW
                && (drop == QueueLimits.Drop.OLD || lane.folded() < MOST_FOLDED);
        return may ? lane.waiting.stream().filter(Lanes::isChat).findFirst() : Optional.empty();
    }

    private static boolean isChat(Run run) {
        return run.order().kind() == RunOrder.Kind.CHAT && !run.isTakenUp();
    }

    /** Somebody who had a place does not come; whoever gave it up has it again. */
    synchronized void leave(Run run, Optional<Run> displaced) {
        Lane lane = lanes.computeIfAbsent(run.key(), _ -> new Lane());
        lane.coming--;
        displaced.ifPresent(lane.waiting::addFirst);
        next(lane);
        if (lane.isEmpty()) {
            lanes.remove(run.key());
        }
    }

    /** Who was displaced is answered with the next one that waits; empty if none does any more. */
    synchronized Optional<Run> fold(Run displaced) {
        Lane lane = lanes.get(displaced.key());
        Optional<Run> heir = lane == null ? Optional.empty() : lane.waiting.stream().filter(Lanes::isChat).findFirst();
        heir.ifPresent(run -> {
            List<Run> all = new ArrayList<>(displaced.unfold());
            all.add(displaced);
            run.fold(all);
        });
        return heir;
    }

    /** {@link #add} for a run that has a place. */
    synchronized Optional<Run> come(Run run, Predicate<Run> host) {
        lanes.computeIfAbsent(run.key(), _ -> new Lane()).coming--;
        return add(run, host);
    }

    /**
     * Puts a run behind those of its conversation.
     *
     * @param host asked first with whoever runs there: it may take the run in, which then needs no turn of its own
     * @return whoever runs there; empty if the run's turn begins
     */
    synchronized Optional<Run> add(Run run, Predicate<Run> host) {
        Lane lane = lanes.computeIfAbsent(run.key(), _ -> new Lane());
        Optional<Run> active = Optional.ofNullable(lane.active);
        if (active.filter(host).isEmpty()) {
            lane.waiting.add(run);
            lane.cameAt = System.nanoTime();
            next(lane);
            if (lane.active != run) {
                run.waits();
            }
        }
        return active;
    }

    private void next(Lane lane) {
        if (lane.active == null && !draining && !lane.waiting.isEmpty()) {
            Run run = lane.waiting.remove();
            lane.active = run;
            starter.accept(run);
        }
    }

    /** A run is over: the next one's turn begins. */
    synchronized void over(Run run) {
        Lane lane = lanes.get(run.key());
        if (lane != null) {
            lane.active = null;
            next(lane);
            if (lane.isEmpty()) {
                lanes.remove(run.key());
            }
        }
        notifyAll();
    }

    /** Waits until nobody came for a while to the conversation of a run whose turn it is, or as many as are answered together. */
    synchronized void awaitCalm(Run run, Duration calm) throws InterruptedException {
        long latest = System.nanoTime() + CALMS * calm.toNanos();
        Lane lane = lanes.get(run.key());
        while (lane != null && !draining && run.stopped().isEmpty() && lane.waiting.size() < MOST_TOGETHER - 1) {
            long left = (Math.min(latest, lane.cameAt + calm.toNanos()) - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return;
            }
            wait(Math.min(left, LOOK_MILLIS));
        }
    }

    /** Takes out those who wait right behind a run and may be answered together with it. */
    synchronized List<Run> together(Run run) {
        List<Run> others = new ArrayList<>();
        Lane lane = lanes.get(run.key());
        while (lane != null && others.size() < MOST_TOGETHER - 1) {
            Run next = lane.waiting.peek();
            if (next == null || !Together.fits(run.order(), next.order())) {
                break;
            }
            others.add(lane.waiting.remove());
        }
        return others;
    }

    /** Puts them back to the head of the queue. */
    synchronized void giveBack(List<Run> others) {
        others.reversed().forEach(run -> lanes.computeIfAbsent(run.key(), _ -> new Lane()).waiting.addFirst(run));
    }

    /** Takes out those of a conversation who wait and are meant. */
    synchronized List<Run> takeOut(SessionKey key, Predicate<Run> meant) {
        List<Run> out = new ArrayList<>();
        Lane lane = lanes.get(key);
        if (lane != null) {
            lane.waiting.removeIf(run -> meant.test(run) && out.add(run));
        }
        return out;
    }

    synchronized Optional<Run> active(SessionKey key) {
        return Optional.ofNullable(lanes.get(key)).map(lane -> lane.active);
    }

    synchronized List<Run> active() {
        return lanes.values().stream().flatMap(lane -> Optional.ofNullable(lane.active).stream()).toList();
    }

    synchronized List<Run> waiting(SessionKey key) {
        Lane lane = lanes.get(key);
        return lane == null ? List.of() : List.copyOf(lane.waiting);
    }

    synchronized List<Run> waiting() {
        return lanes.values().stream().flatMap(lane -> lane.waiting.stream()).toList();
    }

    /** Waits until nothing of a conversation runs; false if it takes too long. */
    boolean awaitQuiet(SessionKey key, Duration patience) throws InterruptedException {
        return await(() -> active(key).isEmpty(), patience);
    }

    /** Waits until nothing runs; false if it takes too long. */
    boolean awaitQuiet(Duration patience) throws InterruptedException {
        return await(() -> active().isEmpty(), patience);
    }

    private synchronized boolean await(BooleanSupplier quiet, Duration patience) throws InterruptedException {
        long until = System.nanoTime() + patience.toNanos();
        while (!quiet.getAsBoolean()) {
            long left = (until - System.nanoTime()) / 1_000_000;
            if (left <= 0) {
                return false;
            }
            wait(left);
        }
        return true;
    }

    synchronized boolean isShut() {
        return draining;
    }

    /** Nobody's turn begins any more. */
    synchronized void shut() {
        draining = true;
    }

    /** Turns begin again. */
    synchronized void open() {
        draining = false;
        List.copyOf(lanes.values()).forEach(this::next);
    }
}
