package cn.openclaw.gateway.relay;

import cn.openclaw.ledger.Ledger;
import cn.openclaw.log.Log;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;

/**
 * Writes down what is over: ledger, log, how keys did. Many at a time and on a thread of its own, so that an answer's last byte
 * never waits for a disk. Close it, and everything handed in before is written.
 */
final class Desk implements AutoCloseable {
    /** Waking a thread for one line costs more than the line; a crash loses no more than what came in within this. */
    private static final long GATHER_MILLIS = 25;

    private static final int MOST_UNSETTLED = 50_000;

    private final Ledger ledger;
    private final Log log;
    private final LinkedBlockingQueue<Note> notes = new LinkedBlockingQueue<>();
    /** Calls that the disk refused so far; the writer's, and after it the closer's. */
    private final List<Ledger.Settled> unsettled = new ArrayList<>();

    private @Nullable Thread writer;
    private boolean closed;
    private boolean refused;

    /**
     * One thing to write down.
     *
     * @param settled for the ledger; null if nothing was asked for
     * @param entry for the log; null if it is not worth a line
     * @param after whatever else; null for nothing
     */
    record Note(Ledger.@Nullable Settled settled, @Nullable Entry entry, @Nullable Runnable after) {}

    /** A line of the log. */
    record Entry(Log.Level level, String message, Map<String, ?> fields) {}

    Desk(Ledger ledger, Log log) {
        this.ledger = ledger;
        this.log = log;
    }

    /** Never waits. */
    void add(Note note) {
        notes.add(note);
        if (writer == null) {
            start();
        }
    }

    private synchronized void start() {
        if (writer == null && !closed) {
            writer = Thread.ofPlatform().daemon().name("relay-desk").start(this::work);
        }
    }

    private void work() {
        List<Note> batch = new ArrayList<>();
        boolean more = true;
        while (more) {
            try {
                batch.add(notes.take());
                Thread.sleep(GATHER_MILLIS);
            } catch (InterruptedException e) {
                more = false; // closing: what is there is written
            }
            notes.drainTo(batch);
            write(batch);
            batch.clear();
        }
    }

    private void write(List<Note> batch) {
        for (Note note : batch) {
            if (note.settled() != null && unsettled.size() < MOST_UNSETTLED) {
                unsettled.add(note.settled());
            }
        }
        settle();
        for (Note note : batch) {
            try {
                finish(note);
            } catch (RuntimeException e) {
                log.fault("relay", "could not write down a request", e);
            }
        }
    }

    /** What a full disk refuses is tried again with what comes next: written twice, a call counts once. */
    private void settle() {
        try {
            ledger.settle(unsettled);
            unsettled.clear();
            refused = false;
        } catch (IOException | RuntimeException e) {
            if (!refused) {
                log.warn("relay", "calls cannot be written to the ledger; they are kept for later: " + e.getMessage());
            }
            refused = true;
        }
    }

    private void finish(Note note) {
        if (note.after() != null) {
            note.after().run();
        }
        Entry entry = note.entry();
        if (entry != null) {
            log.write(entry.level(), "relay", entry.message(), entry.fields());
        }
    }

    @Override
    public void close() {
        Thread working;
        synchronized (this) {
            closed = true;
            working = writer;
        }
        if (working == null) {
            return;
        }
        working.interrupt();
        try {
            working.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        List<Note> late = new ArrayList<>();
        notes.drainTo(late);
        write(late);
    }
}
