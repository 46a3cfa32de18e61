package cn.openclaw.gateway;

import cn.openclaw.agent.RunRequest;
import cn.openclaw.llm.Part;
import cn.openclaw.session.SessionKey;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** One run from its acceptance to its end. Guarded by its lock. */
public final class Run {
    private volatile RunOrder order;
    private final long acceptedAt;
    private final int begunBefore;
    private final CountDownLatch written = new CountDownLatch(1);
    private final CountDownLatch over = new CountDownLatch(1);
    private volatile CountDownLatch gate = new CountDownLatch(0);
    private final List<Run> guests = new ArrayList<>();
    private boolean kept;
    private @Nullable Thread thread;
    private @Nullable RunVoice voice;
    private @Nullable RunEnding ending;
    private @Nullable String stopped;
    private boolean leftForLater;
    private boolean winding;
    private final List<Run> together = new ArrayList<>();
    private final List<Run> folded = new ArrayList<>();
    private boolean waited;
    private boolean setAside;
    private RunListener listener = RunListener.NONE;
    private long startedAt;

    Run(RunOrder order, long acceptedAt) {
        this(order, acceptedAt, -1);
    }

    /** @param begunBefore how often other processes began it before; -1 for a new one */
    Run(RunOrder order, long acceptedAt, int begunBefore) {
        this.order = order;
        this.acceptedAt = acceptedAt;
        this.begunBefore = begunBefore;
    }

    public String id() {
        return order.id();
    }

    public SessionKey key() {
        return order.key();
    }

    public RunOrder order() {
        return order;
    }

    /** When it was accepted, in milliseconds. */
    public long acceptedAt() {
        return acceptedAt;
    }

    int begunBefore() {
        return begunBefore;
    }

    /** Whether it was accepted by a process that ended before it did. */
    boolean isTakenUp() {
        return begunBefore >= 0;
    }

    /** When its turn began, in milliseconds; 0 if it has not. */
    public synchronized long startedAt() {
        return startedAt;
    }

    /** How it ended; empty as long as it has not. */
    public synchronized Optional<RunEnding> ending() {
        return Optional.ofNullable(ending);
    }

    /** Waits for its end. */
    public Optional<RunEnding> await(Duration patience) throws InterruptedException {
        if (over.await(Math.max(0, patience.toMillis()), TimeUnit.MILLISECONDS)) {
            return ending();
        }
        return Optional.empty();
    }

    void written(boolean well) {
        synchronized (this) {
            kept = well;
        }
        written.countDown();
    }

    /** Waits until it is known whether it is on the disk. */
    boolean awaitWritten() throws InterruptedException {
        written.await();
        synchronized (this) {
            return kept;
        }
    }

    void hold() {
        gate = new CountDownLatch(1);
    }

    /** Lets a run that was held begin. */
    public void go() {
        gate.countDown();
    }

    /** Whoever held it may be gone: then it begins all the same. */
    void awaitGo() throws InterruptedException {
        var _ = gate.await(2, TimeUnit.SECONDS);
    }

    synchronized void hear(RunListener also) {
        listener = also;
    }

    synchronized RunListener listener() {
        return listener;
    }

    /** It begins on this thread. False if it was stopped before. */
    synchronized boolean begin(RunVoice speaker) {
        thread = Thread.currentThread();
        voice = speaker;
        return stopped == null && !leftForLater;
    }

    synchronized void started(long at) {
        startedAt = at;
    }

    synchronized Optional<RunVoice> voice() {
        return Optional.ofNullable(voice);
    }

    /** Stops it; false if it is over, or just ending. */
    synchronized boolean stop(String reason) {
        if (ending != null || winding) {
            return false;
        }
        stopped = stopped == null ? reason : stopped;
        if (thread != null) {
            thread.interrupt();
        }
        return true;
    }

    /** Stops it without an end: the next process goes on with it. */
    synchronized boolean leave() {
        leftForLater = !winding && ending == null;
        if (leftForLater && thread != null) {
            thread.interrupt();
        }
        return leftForLater;
    }

    synchronized boolean isLeft() {
        return leftForLater;
    }

    synchronized boolean isStopped(String reason) {
        return reason.equals(stopped);
    }

    synchronized Optional<String> stopped() {
        return Optional.ofNullable(stopped);
    }

    /** The turn is over: from now on nothing may interrupt its thread. */
    synchronized void windUp() {
        winding = true;
        // An interruption that came too late must not hit what is left to be written.
        Thread.interrupted();
    }

    /** Answers whether this is its end: there is only one. */
    boolean end(RunEnding how) {
        synchronized (this) {
            if (ending != null) {
                return false;
            }
            ending = how;
        }
        over.countDown();
        listener().ended(how);
        return true;
    }

    /** It is over, and everybody knows: what was said, shown and heard is in the transcript, and is kept here no longer. */
    synchronized void shed() {
        order = order.brief();
        voice = null;
        thread = null;
        listener = RunListener.NONE;
        guests.clear();
        together.clear();
        folded.clear();
    }

    synchronized void host(Run guest) {
        guests.add(guest);
    }

    synchronized List<Run> guests() {
        return List.copyOf(guests);
    }

    /** These waited behind it, and are answered together with it. */
    synchronized void join(List<Run> others) {
        together.addAll(others);
        guests.addAll(others);
    }

    /** These gave up their places in the queue: they are answered in this one's turn, in short. */
    synchronized void fold(List<Run> others) {
        folded.addAll(others);
        guests.addAll(others);
    }

    /** Those that gave up their places for this one, and are no longer its own. */
    synchronized List<Run> unfold() {
        List<Run> others = List.copyOf(folded);
        folded.clear();
        guests.removeAll(others);
        return others;
    }

    synchronized int folded() {
        return folded.size();
    }

    /** All whose messages are answered together with its own. */
    synchronized List<Run> together() {
        List<Run> all = new ArrayList<>(folded);
        all.addAll(together);
        return all;
    }

    /** Its words stand in the transcript; here they are kept in short. */
    void shorten() {
        RunRequest request = order.request();
        order = order.saying(List.of(new Part.Text(Together.shortened(request.parts()))));
    }

    synchronized void waits() {
        waited = true;
    }

    /** Whether its turn came after another's. */
    synchronized boolean hasWaited() {
        return waited;
    }

    synchronized void setAside() {
        setAside = true;
    }

    /** Whether its message stands in the transcript for people alone. */
    synchronized boolean isSetAside() {
        return setAside;
    }

    /** What its turn is to answer: what was ordered, and the messages that joined it. */
    synchronized RunRequest request() {
        if (together.isEmpty() && folded.isEmpty()) {
            return order.request();
        }
        List<List<Part>> messages = new ArrayList<>();
        folded.forEach(run -> messages.add(run.order.request().parts()));
        messages.add(order.request().parts());
        together.forEach(run -> messages.add(run.order.request().parts()));
        return order.request().saying(Together.parts(messages));
    }
}
