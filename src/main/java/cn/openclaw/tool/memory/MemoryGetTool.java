package cn.openclaw.tool.memory;

import cn.openclaw.json.Json;
import cn.openclaw.memory.MemoryFiles;
import cn.openclaw.tool.ArgumentsSchema;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolOutcome;
import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Reads lines of a memory file. A plain read, so it works whatever the index does. */
@AutoService(Tool.class)
public final class MemoryGetTool implements Tool {
    private static final int MOST_CHARS = 50_000;

    @Override
    public String name() {
        return "memory_get";
    }

    @Override
    public String description() {
        return "Read MEMORY.md or a file in memory/, whole or some lines of it.";
    }

    @Override
    public ObjectNode parameters() {
        return new ArgumentsSchema()
                .required("path", "string", "MEMORY.md or memory/<name>.md")
                .optional("from", "integer", "First line, counted from 1")
                .optional("lines", "integer", "How many lines")
                .schema();
    }

    @Override
    public Map<String, String> aliases() {
        return Map.of("file_path", "path", "startLine", "from", "offset", "from", "limit", "lines");
    }

    @Override
    public boolean isOffered(Context context) {
        return MemorySearchTool.memory(context).isUseful();
    }

    @Override
    public ToolOutcome run(ObjectNode arguments, Context context) {
        String path = String.valueOf(Json.text(arguments, "path"));
        Optional<Path> file = MemoryFiles.find(context.workspace(), path);
        if (file.isEmpty()) {
            String there = String.join(", ", MemoryFiles.of(context.workspace()).keySet());
            return new ToolOutcome.Failed("no memory file " + path + " in the workspace. There are: " + (there.isEmpty() ? "none" : there));
        }
        List<String> lines;
        try {
            lines = new String(Files.readAllBytes(file.get()), StandardCharsets.UTF_8).lines().toList();
        } catch (IOException e) {
            return new ToolOutcome.Failed("cannot read " + path + " in the workspace: " + e.getClass().getSimpleName());
        }
        int from = Math.clamp(number(arguments, "from", 1), 1, Math.max(1, lines.size() + 1)) - 1;
        int to = (int) Math.min(lines.size(), from + Math.max(1L, number(arguments, "lines", Integer.MAX_VALUE)));
        StringBuilder text = new StringBuilder();
        int at = from;
        while (at < to && text.length() + lines.get(at).length() < MOST_CHARS) {
            text.append(lines.get(at++)).append('\n');
        }
        ObjectNode answer = Json.object().put("path", path).put("from", from + 1).put("lines", at - from).put("of", lines.size());
        return new ToolOutcome.Done(Json.write(answer.put("text", text.toString())));
    }

    private static long number(ObjectNode arguments, String name, long otherwise) {
        JsonNode node = arguments.get(name);
        return node == null ? otherwise : node.asLong(otherwise);
    }
}
