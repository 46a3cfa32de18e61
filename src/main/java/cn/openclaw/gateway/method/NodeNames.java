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
import java.util.Optional;
import tools.jackson.databind.node.ObjectNode;

/** The names that people gave to nodes, in {@code devices/names.json}. */
final class NodeNames {
    private final Path file;

    NodeNames(GatewayWorld world) {
        this.file = world.agents().places().stateDir().resolve("devices").resolve("names.json");
    }

    Optional<String> of(String nodeId) {
        return Optional.ofNullable(Json.text(read(), nodeId));
    }

    void put(String nodeId, String name) {
        ObjectNode names = read();
        names.put(nodeId, name);
        try {
            StateFile.write(file, (Json.pretty(names) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw GatewayException.unavailable("names.json cannot be written: " + e.getClass().getSimpleName());
        }
    }

    private ObjectNode read() {
        try {
            if (Files.exists(file) && Json.parse(Files.readAllBytes(file)) instanceof ObjectNode names) {
                return names;
            }
        } catch (IOException | JsonException e) {
            // Names that cannot be read are given again.
            return Json.object();
        }
        return Json.object();
    }
}
