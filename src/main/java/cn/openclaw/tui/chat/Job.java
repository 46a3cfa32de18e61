package cn.openclaw.tui.chat;

import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Something under way that can be stopped: a turn, a compaction, a command of the person's. */
final class Job {
    private final TurnView view;
    private final boolean turn;
    private @Nullable Thread thread;
    private boolean stopping;

    /** @param turn whether the model works, so that words can be given to it meanwhile */
    Job(TurnView view, boolean turn) {
        this.view = view;
        this.turn = turn;
    }

    void runsOn(Thread worker) {
        thread = worker;
    }

    Optional<Thread> worker() {
        return Optional.ofNullable(thread);
    }

    TurnView view() {
        return view;
    }

    boolean isTurn() {
        return turn;
    }

    boolean isStopping() {
        return stopping;
    }

    void stop() {
        stopping = true;
        Thread worker = thread;
        if (worker != null) {
            worker.interrupt();
        }
    }
}
