package cn.openclaw.client;

import cn.openclaw.base.Secret;
import cn.openclaw.config.Places;
import cn.openclaw.config.StateFile;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * Tokens that gateways gave to this device, in {@code identity/device-auth.json}, in the original's form. Best-effort: where it
 * cannot be kept, the shared token serves the next time too.
 */
public final class DeviceTokens {
    private final Path file;
    private final InstantSource clock;

    public DeviceTokens(Places places, InstantSource clock) {
        this.file = places.stateDir().resolve("identity").resolve("device-auth.json");
        this.clock = clock;
    }

    Optional<Secret> find(String device) {
        ObjectNode tree = read(device);
        return Optional.ofNullable(Json.text(tree, "tokens", "operator", "token")).map(Secret::new);
    }

    void keep(String device, String token, List<String> scopes) {
        ObjectNode tree = read(device);
        JsonNode there = tree.path("tokens").path("operator");
        if (token.equals(there.path("token").asString(""))) {
            return;
        }
        ArrayNode words = Json.array();
        scopes.forEach(words::add);
        ObjectNode entry = Json.object().put("token", token).put("role", "operator");
        entry.set("scopes", words);
        entry.put("updatedAtMs", clock.millis());
        tokens(tree).set("operator", entry);
        write(tree);
    }

    void forget(String device) {
        ObjectNode tree = read(device);
        if (tokens(tree).remove("operator") != null) {
            write(tree);
        }
    }

    private static ObjectNode tokens(ObjectNode tree) {
        if (tree.get("tokens") instanceof ObjectNode tokens) {
            return tokens;
        }
        ObjectNode tokens = Json.object();
        tree.set("tokens", tokens);
        return tokens;
    }

    /** Tokens of another device (its identity was made anew) are of no use. */
    private ObjectNode read(String device) {
        try {
            if (Files.isRegularFile(file)
                    && Json.parse(Files.readAllBytes(file)) instanceof ObjectNode tree
                    && device.equals(Json.text(tree, "deviceId"))) {
                return tree;
            }
        } catch (IOException | JsonException e) {
            // What cannot be read is made anew.
        }
        return Json.object().put("version", 1).put("deviceId", device);
    }

    private void write(ObjectNode tree) {
        try {
            StateFile.write(file, (Json.pretty(tree) + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            // A folder that cannot be written to: the shared token serves again.
        }
    }
}
