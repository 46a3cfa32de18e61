package cn.openclaw.gateway;

import cn.openclaw.log.Secrets;
import cn.openclaw.agent.RunRequest;
import cn.openclaw.config.StateFile;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.session.SessionKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What happened and an agent should know when it next speaks in a conversation: a job was done, a program told something. It is on
 * the disk before whoever tells it hears that it was taken, and stays there until a turn that was told of it has answered; a
 * process that is killed in between has told it in vain, and the next one tells it again. State: the lists, under this object's lock.
 */
public final class SystemEvents {
    private static final int MOST = 20;
    private static final int LONGEST = 4_000;
    /** Ids of what was told that are remembered. */
    private static final int MOST_KNOWN = 500;

    private final GatewayWorld world;
    private final Path file;
    private final Map<String, List<Event>> waiting = new LinkedHashMap<>();
    private final List<Event> beingTold = new ArrayList<>();
    private final Set<String> known = new LinkedHashSet<>();

    /**
     * Something that happened.
     *
     * @param id the same is told once
     * @param now whether the agent should look at it at once
     */
    public record Event(String id, String words, boolean now) {}

    /** What a turn is told; {@link #settle} says what became of that. */
    public record Taken(SessionKey key, List<Event> events) {
        public List<String> words() {
            return events.stream().map(Event::words).toList();
        }
    }

    private SystemEvents(GatewayWorld world) {
        this.world = world;
        this.file = Runs.file(world, "events", ".json");
        try {
            if (Files.exists(file)) {
                read(Json.parse(Files.readAllBytes(file)));
            }
        } catch (IOException | JsonException e) {
            world.log().fault("events", "what waits to be told could not be read", e);
        }
    }

    /** Of a gateway. */
    public static SystemEvents of(GatewayWorld world) {
        return world.kept(SystemEvents.class, SystemEvents::new);
    }

    private void read(JsonNode tree) {
        for (JsonNode one : tree.path("waiting")) {
            Event event = new Event(
                    one.path("id").asString(""), one.path("text").asString(""), one.path("now").asBoolean(false));
            waiting.computeIfAbsent(one.path("key").asString(""), _ -> new ArrayList<>()).add(event);
        }
        tree.path("known").forEach(id -> known.add(id.asString("")));
    }

    /** Adds one that nobody tells twice, for the next turn. */
    public void add(SessionKey key, String text) {
        add(key, text, false);
    }

    /** The same, to be looked at now or with the next turn. */
    public void add(SessionKey key, String text, boolean now) {
        add(key, new Event(UUID.randomUUID().toString(), text, now));
    }

    /**
     * Adds one; the same words twice in a row are one, and of too many the oldest go. On the disk when this returns.
     *
     * @return false if it was there already, or there is nothing to it
     * @throws GatewayException if the disk says no; it is not taken then
     */
    public synchronized boolean add(SessionKey key, Event event) {
        String plain = Secrets.redactor(world.config(), List.of()).redact(event.words().strip());
        String words = plain.length() > LONGEST ? plain.substring(0, LONGEST) + "…" : plain;
        List<Event> before = waiting.getOrDefault(key.text(), List.of());
        boolean again = !before.isEmpty() && before.getLast().words().equals(words);
        if (words.isEmpty() || again || isKnown(event.id())) {
            return false;
        }
        List<Event> after = new ArrayList<>(before);
        after.add(new Event(event.id(), words, event.now()));
        waiting.put(key.text(), after.size() > MOST ? after.subList(after.size() - MOST, after.size()) : after);
        try {
            write();
        } catch (IOException e) {
            waiting.put(key.text(), before);
            world.log().fault("events", "something that happened could not be written down, and was refused", e);
            throw GatewayException.unavailable("this could not be written to the disk, so it was not accepted");
        }
        return true;
    }

    private boolean isKnown(String id) {
        return known.contains(id) || all().stream().anyMatch(event -> event.id().equals(id));
    }

    private List<Event> all() {
        List<Event> all = new ArrayList<>(beingTold);
        waiting.values().forEach(all::addAll);
        return all;
    }

    private void write() throws IOException {
        ObjectNode tree = Json.object();
        ArrayNode list = tree.putArray("waiting");
        waiting.forEach((key, events) -> events.forEach(event -> list.addObject()
                .put("key", key)
                .put("id", event.id())
                .put("text", event.words())
                .put("now", event.now())));
        ArrayNode ids = tree.putArray("known");
        known.forEach(ids::add);
        StateFile.write(file, Json.bytes(tree));
    }

    /** What waits, left as it is. */
    public synchronized List<String> peek(SessionKey key) {
        return open(key).stream().map(Event::words).toList();
    }

    private List<Event> open(SessionKey key) {
        return waiting.getOrDefault(key.text(), List.of()).stream().filter(event -> !beingTold.contains(event)).toList();
    }

    /** What waits, for whoever begins a turn of this conversation; nobody else is told it until that is settled. */
    public synchronized Taken take(SessionKey key) {
        Taken taken = new Taken(key, open(key));
        beingTold.addAll(taken.events());
        return taken;
    }

    /**
     * What became of a turn that was told.
     *
     * @param answered whether it has answered; else the next turn is told again
     */
    public synchronized void settle(Taken taken, boolean answered) {
        beingTold.removeAll(taken.events());
        if (!answered || taken.events().isEmpty()) {
            return;
        }
        Set<Event> gone = new HashSet<>(taken.events());
        waiting.computeIfPresent(taken.key().text(), (_, events) -> {
            List<Event> left = events.stream().filter(event -> !gone.contains(event)).toList();
            return left.isEmpty() ? null : left;
        });
        gone.forEach(event -> known.add(event.id()));
        while (known.size() > MOST_KNOWN) {
            known.remove(known.iterator().next());
        }
        try {
            write();
        } catch (IOException e) {
            // It is told once more, by the next process.
            world.log().fault("events", "what was told could not be written down", e);
        }
    }

    /** The conversations where something waits that should be looked at now. */
    public synchronized Set<SessionKey> urgent() {
        Set<SessionKey> keys = new LinkedHashSet<>();
        for (String key : waiting.keySet()) {
            SessionKey whole = new SessionKey(key);
            if (open(whole).stream().anyMatch(Event::now)) {
                keys.add(whole);
            }
        }
        return keys;
    }

    /** A turn that begins now, told what happened behind the instructions it has already. */
    static RunRequest.Extra told(List<String> events, RunRequest.Extra extra) {
        if (events.isEmpty()) {
            return extra;
        }
        String words = "What happened since your last turn:\n- " + String.join("\n- ", events);
        String all = extra.instructions().isBlank() ? words : extra.instructions() + "\n\n" + words;
        return extra.instructed(all);
    }

    /** What waits in front of words to a model; the words alone if nothing does. */
    public static String before(List<String> events, String words) {
        StringBuilder all = new StringBuilder();
        events.forEach(event -> all.append("System: ").append(event.replace("\n", "\nSystem: ")).append('\n'));
        return all.isEmpty() ? words : all.append('\n').append(words).toString();
    }
}
