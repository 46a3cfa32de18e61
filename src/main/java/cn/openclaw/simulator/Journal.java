package cn.openclaw.simulator;

import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/** What was asked and what was done, in the order in which it was finished. Many connections write; it locks itself. */
final class Journal {
    /** A demonstration left running must not fill the memory. */
    private static final int REMEMBERED = 10_000;

    private final List<JournalEntry> entries = new ArrayList<>();
    private final Consumer<JournalEntry> listener;
    private int numbers;

    Journal(Consumer<JournalEntry> listener) {
        this.listener = listener;
    }

    synchronized int nextNumber() {
        return ++numbers;
    }

    synchronized void add(JournalEntry entry) {
        if (entries.size() == REMEMBERED) {
            entries.removeFirst();
        }
        entries.add(entry);
        listener.accept(entry);
    }

    synchronized List<JournalEntry> entries() {
        return List.copyOf(entries);
    }

    synchronized void clear() {
        entries.clear();
    }
}
