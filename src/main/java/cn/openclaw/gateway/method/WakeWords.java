package cn.openclaw.gateway.method;

import cn.openclaw.config.StateFile;
import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.protocol.GatewayException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** The words that wake a listening device, in {@code settings/voicewake.json}. */
final class WakeWords {
    private static final List<String> USUAL = List.of("openclaw", "kimi", "computer");
    private static final int MOST = 32;
    private static final int LONGEST = 64;

    private final Path file;

    WakeWords(GatewayWorld world) {
        this.file = world.agents().places().stateDir().resolve("settings").resolve("voicewake.json");
    }

    ObjectNode read() {
        List<String> words = new ArrayList<>();
        try {
            if (Files.exists(file)) {
                Json.parse(Files.readAllBytes(file)).path("triggers").forEach(word -> words.add(word.asString("")));
            }
        } catch (IOException | JsonException e) {
            // A broken file of settings is as good as none.
            words.clear();
        }
        return tree(clean(words));
    }

    ObjectNode write(List<String> words, long now) {
        ObjectNode tree = tree(clean(words));
        try {
            StateFile.write(file, (Json.pretty(tree.deepCopy().put("updatedAtMs", now)) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw GatewayException.unavailable("voicewake.json cannot be written: " + e.getClass().getSimpleName());
        }
        return tree;
    }

    private static List<String> clean(List<String> words) {
        List<String> clean = words.stream()
                .map(String::strip)
                .filter(word -> !word.isEmpty())
                .map(word -> word.length() > LONGEST ? word.substring(0, LONGEST) : word)
                .distinct()
                .limit(MOST)
                .toList();
        return clean.isEmpty() ? USUAL : clean;
    }

    private static ObjectNode tree(List<String> words) {
        ArrayNode list = Json.array();
        words.forEach(list::add);
        ObjectNode tree = Json.object();
        tree.set("triggers", list);
        return tree;
    }
}
