package cn.openclaw.testing;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cn.openclaw.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import tools.jackson.databind.JsonNode;

/** Whether an answer has everything that a recorded one has, of the same kind. */
public final class Shapes {
    private Shapes() {}

    /** A recorded sample of the original's gateway; the test is skipped where the samples are not at hand. */
    public static JsonNode sample(String name) {
        String shared = System.getProperty("shared.dir");
        Path file = Path.of(shared == null ? "" : shared, "spec", "gateway-samples", name + ".json");
        assumeTrue(shared != null && Files.exists(file), "the recorded samples are not here");
        try {
            return Json.parse(Files.readAllBytes(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /**
     * What the sample has and the answer has not, or has otherwise.
     *
     * @param except paths such as {@code snapshot.health} that are looked at elsewhere
     */
    public static List<String> missing(JsonNode sample, JsonNode answer, Set<String> except) {
        List<String> found = new ArrayList<>();
        compare("", sample, answer, except, found);
        return found;
    }

    private static void compare(String path, JsonNode sample, JsonNode answer, Set<String> except, List<String> found) {
        if (except.contains(path)) {
            return;
        }
        if (sample.getNodeType() != answer.getNodeType()) {
            found.add(path + ": " + sample.getNodeType() + " is " + answer.getNodeType());
        } else if (sample.isObject()) {
            sample.properties().forEach(member -> {
                String name = path.isEmpty() ? member.getKey() : path + "." + member.getKey();
                JsonNode there = answer.get(member.getKey());
                if (there != null) {
                    compare(name, member.getValue(), there, except, found);
                } else if (!except.contains(name)) {
                    found.add(name + ": missing");
                }
            });
        } else if (sample.isArray() && !sample.isEmpty() && !answer.isEmpty()) {
            compare(path + "[]", sample.get(0), answer.get(0), except, found);
        }
    }
}
