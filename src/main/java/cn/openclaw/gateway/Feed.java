package cn.openclaw.gateway;

import cn.openclaw.json.Json;
import cn.openclaw.session.SessionKey;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tells what happens in conversations, to each connection in the spelling of the session key that it uses itself; and remembers the
 * last of it for those who were away. Every payload carries {@code sessionSeq}, which counts the events of its conversation: it
 * starts at the gateway's start, in microseconds, so it grows across restarts too. Guarded by its lock, under which the hub is
 * told, so that numbers and events keep one order.
 */
public final class Feed {
    /** Of a conversation. */
    private static final int MOST_EVENTS = 300;
    private static final int MOST_CHARS = 256 * 1024;
    /** Of all. */
    private static final int MOST_CONVERSATIONS = 64;
    private static final int MOST_CONNECTIONS = 4096;

    private final Hub hub;
    private final long first;
    private final Map<SessionKey, Kept> kept = new LinkedHashMap<>(16, 0.75f, true);
    private final Map<String, Map<SessionKey, String>> spellings = new LinkedHashMap<>(16, 0.75f, true);
    /** The newest number of all conversations that are no longer remembered. */
    private long forgottenMost;

    private Feed(Hub hub, InstantSource clock) {
        this.hub = hub;
        this.first = clock.millis() * 1000;
    }

    public static Feed of(GatewayWorld world) {
        return world.kept(Feed.class, all -> new Feed(all.hub(), all.agents().clock()));
    }

    /** What is remembered of one conversation, oldest first; a name takes the place of an older event of that name. */
    private static final class Kept {
        private final LinkedHashMap<String, Past> events = new LinkedHashMap<>();
        private long chars;
        private long seq;
        /** The newest number that is no longer remembered. */
        private long forgotten;

        Kept(long first) {
            seq = first;
            forgotten = first;
        }

        void add(String name, Past past) {
            // What is said again is not missed: its earlier saying is no gap.
            Optional.ofNullable(events.remove(name)).ifPresent(before -> chars -= before.chars());
            events.put(name, past);
            chars += past.chars();
            Iterator<Past> oldest = events.values().iterator();
            while ((events.size() > MOST_EVENTS || chars > MOST_CHARS) && oldest.hasNext()) {
                Past gone = oldest.next();
                oldest.remove();
                chars -= gone.chars();
                forgotten = Math.max(forgotten, gone.seq());
            }
        }
    }

    /**
     * An event that happened.
     *
     * @param seq its {@code sessionSeq}
     * @param chars about how much it takes
     */
    public record Past(long seq, String event, ObjectNode payload, long chars) {}

    /**
     * What was missed.
     *
     * @param seq the number of the newest event
     * @param complete whether it is all that happened since; if not, the transcript has it ({@code chat.history})
     */
    public record Missed(long seq, boolean complete, List<Past> events) {}

    /**
     * Something that happens.
     *
     * @param payload with the whole key as its {@code sessionKey}
     * @param cap who else but its readers must take, if it is only for those
     * @param name what a later event of the same name says again: only the last one is remembered
     * @param kept whether it is remembered
     * @param droppable whether a reader who is behind may miss it
     */
    public record News(
            String event,
            SessionKey key,
            ObjectNode payload,
            Optional<String> cap,
            Optional<String> name,
            boolean kept,
            boolean droppable) {
        /** For every reader, not to be missed. */
        public static News of(String event, SessionKey key, ObjectNode payload) {
            return new News(event, key, payload, Optional.empty(), Optional.empty(), true, false);
        }
    }

    /** Tells. */
    public synchronized void tell(News news) {
        Kept conversation = kept.computeIfAbsent(news.key(), _ -> new Kept(Math.max(first, forgottenMost)));
        long seq = ++conversation.seq;
        news.payload().put("sessionSeq", seq);
        if (news.kept()) {
            String name = news.name().orElseGet(() -> "#" + seq);
            conversation.add(name, new Past(seq, news.event(), news.payload(), weight(news.payload())));
        }
        if (kept.size() > MOST_CONVERSATIONS) {
            forgetOldest();
        }
        Map<String, String> others = spelt(news.key());
        String key = news.key().text();
        Audience most = others.isEmpty() && news.cap().isEmpty()
                ? new Audience.Readers(key)
                : new Audience.Some(key, news.cap(), Optional.empty(), others.keySet());
        hub.tell(news.event(), news.payload(), most, news.droppable());
        others.forEach((connection, written) -> hub.tell(
                news.event(),
                spelt(news.payload(), written),
                new Audience.Some(key, news.cap(), Optional.of(connection), Set.of()),
                news.droppable()));
    }

    /** A conversation that was forgotten begins again where the numbers are now: nobody takes a new number for an old one. */
    private void forgetOldest() {
        Iterator<Kept> oldest = kept.values().iterator();
        Kept gone = oldest.next();
        oldest.remove();
        forgottenMost = Math.max(forgottenMost, gone.seq);
    }

    /** Forgets what happened in all conversations but these: whoever was away finds it in the transcript. */
    synchronized void shed(Set<SessionKey> but) {
        kept.entrySet().removeIf(one -> {
            boolean idle = !but.contains(one.getKey());
            forgottenMost = idle ? Math.max(forgottenMost, one.getValue().seq) : forgottenMost;
            return idle;
        });
    }

    /** A connection is gone: nobody needs to know any more what it calls its conversations. */
    public synchronized void left(String connection) {
        spellings.remove(connection);
    }

    private static ObjectNode spelt(ObjectNode payload, String written) {
        ObjectNode other = Json.object();
        other.setAll(payload);
        return other.put("sessionKey", written);
    }

    /** The number of the newest event of a conversation. */
    public synchronized long seq(SessionKey key) {
        Kept conversation = kept.get(key);
        return conversation == null ? Math.max(first, forgottenMost) : conversation.seq;
    }

    /** What happened since a number. */
    public synchronized Missed since(SessionKey key, long seq) {
        Kept conversation = kept.get(key);
        if (conversation == null) {
            return new Missed(seq(key), seq >= first && forgottenMost == 0, List.of());
        }
        List<Past> events = new ArrayList<>();
        for (Past past : conversation.events.values()) {
            if (past.seq() > seq) {
                events.add(past);
            }
        }
        return new Missed(conversation.seq, seq >= conversation.forgotten, events);
    }

    /** A payload as this connection spells its key. */
    public synchronized ObjectNode as(String connection, SessionKey key, ObjectNode payload) {
        String written = spellings.getOrDefault(connection, Map.of()).get(key);
        return written == null ? payload : spelt(payload, written);
    }

    /** This connection calls the conversation so: events to it do too. */
    public synchronized void spells(String connection, SessionKey key, String written) {
        boolean whole = written.equals(key.text());
        if (whole && !spellings.containsKey(connection)) {
            return;
        }
        Map<SessionKey, String> own = spellings.computeIfAbsent(connection, _ -> new HashMap<>());
        if (whole) {
            own.remove(key);
        } else {
            own.put(key, written);
        }
        if (spellings.size() > MOST_CONNECTIONS) {
            spellings.remove(spellings.keySet().iterator().next());
        }
    }

    private Map<String, String> spelt(SessionKey key) {
        Map<String, String> others = new HashMap<>();
        spellings.forEach((connection, own) -> {
            String written = own.get(key);
            if (written != null) {
                others.put(connection, written);
            }
        });
        return others;
    }

    /** About how many characters a tree has. */
    private static long weight(JsonNode tree) {
        if (tree.isString()) {
            return tree.stringValue().length() + 4L;
        }
        long sum = 16;
        for (JsonNode member : tree) {
            sum += weight(member) + 12;
        }
        return sum;
    }
}
