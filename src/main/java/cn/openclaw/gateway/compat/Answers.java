package cn.openclaw.gateway.compat;

import cn.openclaw.base.Redactor;
import cn.openclaw.config.StateFile;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.gateway.Runs;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Which conversation an answer belongs to, and a call of a program's own tool, so that the program's next request goes on there; also in
 * the next process, and only for whoever asked before. Line by line in a file of its own, of which the newest are kept. Guarded by its
 * lock.
 */
final class Answers {
    private static final int MOST = 5_000;
    private static final Duration LONGEST = Duration.ofDays(30);
    /** Characters of a conversation's key; a longer one is a program's fancy, and is not remembered. */
    private static final int LONGEST_KEY = 512;

    private static final long LARGEST_FILE = 16L << 20;

    private final GatewayWorld world;
    private final Path file;
    private final Redactor redactor;
    private final Map<String, Place> places = new LinkedHashMap<>();
    private int lines;

    /**
     * Where an answer or a call belongs.
     *
     * @param session the conversation's key
     * @param payer who asked, as {@link cn.openclaw.ledger.Payer#name}
     * @param tool of a call, the tool's name; empty for an answer
     * @param at milliseconds
     */
    record Place(String session, String payer, String tool, long at) {}

    private Answers(GatewayWorld world) {
        this.world = world;
        this.file = Runs.file(world, "answers", ".jsonl");
        this.redactor = Redactor.of(world.config().environment());
        try {
            if (Files.exists(file)) {
                StateFile.requireText(file, LARGEST_FILE);
                for (String line : Files.readString(file).split("\n", -1)) {
                    read(line);
                }
                rewrite();
            }
        } catch (IOException e) {
            world.log().fault("http", "which answers were given before could not be read", e);
        }
    }

    static Answers of(GatewayWorld world) {
        return world.kept(Answers.class, Answers::new);
    }

    private void read(String line) {
        try {
            // The last line of a process that was killed may be cut off.
            JsonNode tree = line.isBlank() ? Json.object() : Json.parse(line);
            String id = tree.path("id").asString("");
            if (!id.isEmpty()) {
                put(id, new Place(
                        tree.path("session").asString(""),
                        tree.path("payer").asString(""),
                        tree.path("tool").asString(""),
                        tree.path("at").asLong(0)));
            }
        } catch (JsonException e) {
            return;
        }
    }

    private void put(String id, Place place) {
        places.remove(id);
        places.put(id, place);
        Iterator<Place> oldest = places.values().iterator();
        while (places.size() > MOST) {
            oldest.next();
            oldest.remove();
        }
    }

    /** Remembers where an answer or a call belongs; on the disk when this returns, unless that refuses. */
    synchronized void remember(String id, String session, String payer, String tool) {
        if (session.length() > LONGEST_KEY || !redactor.redact(session).equals(session)) {
            return;
        }
        Place place = new Place(session, payer, tool, world.agents().clock().millis());
        put(id, place);
        try {
            if (lines >= 2 * MOST) {
                rewrite();
            } else {
                StateFile.append(file, bytes(id, place));
                lines++;
            }
        } catch (IOException e) {
            world.log().warn("http", "the next process will not know which conversation an answer belongs to: " + e.getMessage());
        }
    }

    /** Where an answer or a call belongs; empty if nobody knows, or somebody else asked for it. */
    synchronized Optional<Place> find(String id, String payer) {
        return Optional.ofNullable(places.get(id)).filter(place -> place.payer().equals(payer)).filter(this::isYoung);
    }

    private boolean isYoung(Place place) {
        return place.at() > world.agents().clock().millis() - LONGEST.toMillis();
    }

    private static byte[] bytes(String id, Place place) {
        ObjectNode line = Json.object().put("id", id).put("session", place.session()).put("payer", place.payer());
        return Json.bytes(line.put("tool", place.tool()).put("at", place.at()));
    }

    private void rewrite() throws IOException {
        places.values().removeIf(place -> !isYoung(place));
        StringBuilder text = new StringBuilder();
        places.forEach((id, place) -> text.append(new String(bytes(id, place), StandardCharsets.UTF_8)).append('\n'));
        StateFile.write(file, text.toString().getBytes(StandardCharsets.UTF_8));
        lines = places.size();
    }
}
