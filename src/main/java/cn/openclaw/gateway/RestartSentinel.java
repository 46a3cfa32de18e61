package cn.openclaw.gateway;

import cn.openclaw.config.Places;
import cn.openclaw.config.StateFile;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * What a gateway that begins anew tells the one it becomes: who asked for it and wants to hear that it worked. The original's file
 * {@code restart-sentinel.json}, read once and removed.
 */
public final class RestartSentinel {
    private RestartSentinel() {}

    public static Path file(Places places) {
        return places.stateDir().resolve("restart-sentinel.json");
    }

    /** @param payload {@code kind}, {@code status}, {@code ts}, and perhaps {@code sessionKey}, {@code message}, {@code stats} */
    public static void write(Places places, ObjectNode payload) throws IOException {
        ObjectNode tree = Json.object().put("version", 1);
        tree.set("payload", payload);
        StateFile.write(file(places), (Json.pretty(tree) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    /** Takes it; empty if there is none, or none that can be read. */
    public static Optional<ObjectNode> take(Places places) {
        Path file = file(places);
        try {
            if (!Files.isRegularFile(file)) {
                return Optional.empty();
            }
            byte[] content = Files.readAllBytes(file);
            Files.delete(file);
            JsonNode payload = Json.parse(content).get("payload");
            return payload instanceof ObjectNode tree ? Optional.of(tree) : Optional.empty();
        } catch (IOException | JsonException e) {
            return Optional.empty();
        }
    }

    /** What whoever asked is told. */
    public static String sentence(ObjectNode payload) {
        String kind = payload.path("kind").asString("restart");
        String status = payload.path("status").asString("ok");
        String message = payload.path("message").asString("");
        String head = "GatewayRestart: " + kind + " (" + status + ")";
        return message.isBlank() ? head : head + "\n" + message;
    }
}
