package cn.openclaw.gateway;

import cn.openclaw.config.StateFile;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.session.SessionKey;
import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Word that one process leaves for the next: {@code restart-sentinel.json}. The conversation that asked for the restart is told of it
 * once, before its next turn.
 */
@AutoService(Background.class)
public final class RestartNote implements Background {
    @Override
    public String name() {
        return "restart-note";
    }

    @Override
    public void start(GatewayWorld world) {
        Thread.ofVirtual().name("restart-note").start(() -> take(world));
    }

    /** Where it lies. */
    public static Path file(GatewayWorld world) {
        return world.agents().places().stateDir().resolve("restart-sentinel.json");
    }

    /** The words for a conversation. */
    public static String words(String method, Optional<String> note) {
        return "The configuration was changed (" + method + ")" + note.map(text -> ": " + text).orElse("") + ".";
    }

    /** Leaves word. */
    public static void write(GatewayWorld world, ObjectNode payload) {
        ObjectNode tree = Json.object().put("version", 1);
        tree.set("payload", payload);
        try {
            StateFile.write(file(world), (Json.pretty(tree) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            world.log().warn("restart", "restart-sentinel.json could not be written: " + e.getClass().getSimpleName());
        }
    }

    private static void take(GatewayWorld world) {
        Path file = file(world);
        try {
            if (!Files.exists(file)) {
                return;
            }
            JsonNode payload = Json.parse(Files.readAllBytes(file)).path("payload");
            Files.deleteIfExists(file);
            String key = Json.text(payload, "sessionKey");
            String message = Json.text(payload, "message");
            if (key != null && message != null) {
                SessionKey whole = SessionKey.of(key, world.config().config().agents().defaultId());
                SystemEvents.of(world).add(whole, "The gateway restarted. " + message);
            }
        } catch (IOException | JsonException | GatewayException e) {
            world.log().warn("restart", "restart-sentinel.json could not be read: " + e.getClass().getSimpleName());
        }
    }
}
