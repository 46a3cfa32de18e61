package cn.openclaw.simulator;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * What was asked and what was done, in the order in which it was finished. Many connections write; it locks itself. A
 * demonstration left running must not fill the memory: of old requests the bodies go first, then the entries.
 */
final class Journal {
    private static final int MOST_ENTRIES = 10_000;
    private static final long MOST_BYTES = 32L * 1024 * 1024;

    private final List<JournalEntry> entries = new ArrayList<>();
    /** The sizes of the bodies that are still held, those of the newest entries. */
    private final Deque<Integer> sizes = new ArrayDeque<>();

    private final Consumer<JournalEntry> listener;
    private long bytes;
    private int numbers;

    Journal(Consumer<JournalEntry> listener) {
        this.listener = listener;
    }

    synchronized int nextNumber() {
        return ++numbers;
    }

    /** @param size how many bytes the body had on the wire */
    void add(JournalEntry entry, int size) {
        synchronized (this) {
            if (entries.size() == MOST_ENTRIES) {
                entries.removeFirst();
            }
            entries.add(entry);
            sizes.addLast(size);
            bytes += size;
            while (sizes.size() > entries.size() || (bytes > MOST_BYTES && sizes.size() > 1)) {
                forgetOldestBody();
            }
        }
        listener.accept(entry);
    }

    private void forgetOldestBody() {
        int oldest = entries.size() - sizes.size();
        if (oldest >= 0) {
            entries.set(oldest, entries.get(oldest).withBody(Optional.empty()));
        }
        bytes -= sizes.removeFirst();
    }

    synchronized List<JournalEntry> entries() {
        return List.copyOf(entries);
    }

    synchronized void clear() {
        entries.clear();
        sizes.clear();
        bytes = 0;
    }
}
