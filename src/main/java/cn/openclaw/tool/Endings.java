package cn.openclaw.tool;

import cn.openclaw.session.SessionKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * What went on behind a conversation and came to an end: told to its turn if one runs, else kept for the next one. In memory only, as
 * the programs themselves are. Safe for several threads.
 */
public final class Endings implements AutoCloseable {
    private final Map<SessionKey, List<String>> waiting = new HashMap<>();
    private final Map<SessionKey, Predicate<String>> listeners = new HashMap<>();

    /** The one of a process. */
    public static Endings of(ToolWorld world) {
        return world.kept(Endings.class, _ -> new Endings());
    }

    /** For the model, in English. */
    public synchronized void tell(SessionKey key, String words) {
        Predicate<String> listener = listeners.get(key);
        if (listener == null || !listener.test(words)) {
            waiting.computeIfAbsent(key, _ -> new ArrayList<>()).add(words);
        }
    }

    /** What ended since the last turn, the oldest first; it is not told again. */
    public synchronized List<String> take(SessionKey key) {
        List<String> all = waiting.remove(key);
        return all == null ? List.of() : List.copyOf(all);
    }

    /**
     * Somebody hears of what ends from now on.
     *
     * @param hears false if it is too late; then it is kept for the next turn
     */
    public synchronized void listen(SessionKey key, Predicate<String> hears) {
        listeners.put(key, hears);
    }

    public synchronized void leave(SessionKey key) {
        listeners.remove(key);
    }

    @Override
    public synchronized void close() {
        listeners.clear();
        waiting.clear();
    }
}
