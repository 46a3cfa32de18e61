package cn.openclaw.gateway;

import cn.openclaw.agent.RunRequest;
import cn.openclaw.session.SessionKey;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * What happened and an agent should know when it next speaks in a conversation: a job was done, a program told something. It waits in
 * memory only, as in the original. Ask the world for it: {@code world.kept(SystemEvents.class, _ -> new SystemEvents())}. State: the
 * lists, under this object's lock.
 */
public final class SystemEvents {
    private static final int MOST = 20;
    private static final int LONGEST = 4_000;

    private final Map<String, List<String>> waiting = new HashMap<>();

    /** Of a gateway. */
    public static SystemEvents of(GatewayWorld world) {
        return world.kept(SystemEvents.class, _ -> new SystemEvents());
    }

    /** Adds one; the same words twice in a row are one, and of too many the oldest go. */
    public synchronized void add(SessionKey key, String text) {
        String words = text.strip();
        if (words.isEmpty()) {
            return;
        }
        String kept = words.length() > LONGEST ? words.substring(0, LONGEST) + "…" : words;
        List<String> list = waiting.computeIfAbsent(key.text(), _ -> new ArrayList<>());
        if (list.isEmpty() || !list.getLast().equals(kept)) {
            list.add(kept);
        }
        while (list.size() > MOST) {
            list.removeFirst();
        }
    }

    /** What waits, left as it is. */
    public synchronized List<String> peek(SessionKey key) {
        return List.copyOf(waiting.getOrDefault(key.text(), List.of()));
    }

    /** What waits, and waits no longer: for whoever begins a turn of this conversation. */
    public synchronized List<String> take(SessionKey key) {
        List<String> list = waiting.remove(key.text());
        return list == null ? List.of() : List.copyOf(list);
    }

    /** A turn that begins now, told what waits behind the instructions it has already; it waits no longer. */
    RunRequest.Extra told(SessionKey key, RunRequest.Extra extra) {
        List<String> events = take(key);
        if (events.isEmpty()) {
            return extra;
        }
        String words = "What happened since your last turn:\n- " + String.join("\n- ", events);
        String all = extra.instructions().isBlank() ? words : extra.instructions() + "\n\n" + words;
        return new RunRequest.Extra(all, extra.tools(), extra.outside(), extra.id(), extra.goesOn(), extra.thinking());
    }

    /** What waits in front of words to a model; the words alone if nothing does. */
    public static String before(List<String> events, String words) {
        StringBuilder all = new StringBuilder();
        events.forEach(event -> all.append("System: ").append(event.replace("\n", "\nSystem: ")).append('\n'));
        return all.isEmpty() ? words : all.append('\n').append(words).toString();
    }
}
