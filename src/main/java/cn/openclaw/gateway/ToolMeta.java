package cn.openclaw.gateway;

import cn.openclaw.json.Json;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/** What a call is about, in a line: its command, path, address or question. */
final class ToolMeta {
    private static final List<String> NAMES = List.of("command", "path", "file_path", "url", "query", "pattern", "action", "name");
    private static final int MOST = 200;

    private ToolMeta() {}

    static Optional<String> of(String tool, JsonNode arguments) {
        for (String name : NAMES) {
            String value = Json.text(arguments, name);
            if (value != null && !value.isBlank()) {
                String line = value.lines().findFirst().orElse("");
                return Optional.of(line.length() > MOST ? line.substring(0, MOST) + "…" : line);
            }
        }
        return tool.isEmpty() ? Optional.empty() : Optional.of(tool);
    }
}
