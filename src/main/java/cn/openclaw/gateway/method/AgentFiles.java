package cn.openclaw.gateway.method;

import cn.openclaw.gateway.GatewayWorld;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.GatewayException;
import cn.openclaw.protocol.Params;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import tools.jackson.databind.node.ObjectNode;

/** The files in an agent's workspace that make it who it is; these and no others are shown and changed from afar. */
final class AgentFiles {
    static final List<String> NAMES = List.of(
            "AGENTS.md", "SOUL.md", "TOOLS.md", "IDENTITY.md", "USER.md", "HEARTBEAT.md", "BOOTSTRAP.md", "MEMORY.md");
    /** Bytes. */
    static final int LARGEST = 1 << 20;

    private final String agentId;
    private final Path workspace;

    AgentFiles(Params params, GatewayWorld world) {
        this.agentId = AgentIds.of(params, world);
        this.workspace = world.agents().places().workspace(world.config().config(), agentId);
    }

    Path path(Params params) {
        String name = params.need("name");
        if (!NAMES.contains(name)) {
            throw GatewayException.invalid("unsupported file \"" + name + "\"; it must be one of " + String.join(", ", NAMES));
        }
        return workspace.resolve(name);
    }

    ObjectNode head() {
        return Json.object().put("agentId", agentId).put("workspace", workspace.toString());
    }

    /** @param content whether what it says is told as well */
    ObjectNode file(Path path, boolean content) {
        ObjectNode file = Json.object().put("name", String.valueOf(path.getFileName())).put("path", path.toString());
        try {
            if (!Files.isRegularFile(path)) {
                return file.put("missing", true);
            }
            file.put("missing", false).put("size", Files.size(path));
            file.put("updatedAtMs", Files.getLastModifiedTime(path).toMillis());
            if (content) {
                if (Files.size(path) > LARGEST) {
                    throw GatewayException.unavailable(path.getFileName() + " is larger than 1 MiB");
                }
                file.put("content", Files.readString(path));
            }
            return file;
        } catch (IOException e) {
            throw GatewayException.unavailable(path.getFileName() + " cannot be read: " + e.getClass().getSimpleName());
        }
    }

    List<Path> all() {
        return NAMES.stream().map(workspace::resolve).toList();
    }
}
