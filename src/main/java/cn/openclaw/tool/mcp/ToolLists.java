package cn.openclaw.tool.mcp;

import cn.openclaw.config.StateFile;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What is known of servers' tools from earlier runs, so that a turn need not wait for a server to say the same again. */
final class ToolLists {
    private final Path folder;

    ToolLists(Path cacheDir) {
        this.folder = cacheDir.resolve("mcp");
    }

    /** A list and when it was fetched. */
    record Known(List<ServerTool> tools, Instant at) {}

    private Path file(McpServerConfig config) {
        return folder.resolve(config.fingerprint() + ".json");
    }

    Optional<Known> read(McpServerConfig config) {
        try {
            if (!(Json.parse(Files.readAllBytes(file(config))) instanceof ObjectNode tree) || !config.name().equals(Json.text(tree, "server"))) {
                return Optional.empty();
            }
            List<ServerTool> tools = new ArrayList<>();
            tree.path("tools").forEach(one -> tools.add(ServerTool.of(one)));
            JsonNode at = tree.get("at");
            return Optional.of(new Known(tools, Instant.ofEpochMilli(at == null ? 0 : at.asLong(0))));
        } catch (IOException | JsonException e) {
            return Optional.empty();
        }
    }

    void keep(McpServerConfig config, List<ServerTool> tools, Instant now) {
        ObjectNode tree = Json.object().put("server", config.name()).put("at", now.toEpochMilli());
        ArrayNode list = tree.putArray("tools");
        tools.forEach(tool -> list.add(tool.tree()));
        try {
            StateFile.makeFolder(folder);
            StateFile.write(file(config), Json.bytes(tree));
        } catch (IOException e) {
            // A list that cannot be kept is asked for again.
            return;
        }
    }
}
