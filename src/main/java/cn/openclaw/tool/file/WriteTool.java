package cn.openclaw.tool.file;

import cn.openclaw.json.Json;
import cn.openclaw.tool.ApprovalRequest;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolOutcome;
import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Writes a whole file. */
@AutoService(Tool.class)
public final class WriteTool implements WritingTool {

    @Override
    public String name() {
        return "write";
    }

    @Override
    public String description() {
        return "Write a text file as a whole, making missing folders; an existing file is replaced. To change a part use edit.";
    }

    @Override
    public ObjectNode parameters() {
        return new Parameters()
                .required("path", "string", "File path, relative to the workspace")
                .required("content", "string", "The whole text")
                .schema();
    }

    @Override
    public Map<String, String> aliases() {
        return Map.of("file_path", "path", "filePath", "path", "file", "path", "text", "content");
    }

    @Override
    public List<String> paths(ObjectNode arguments) {
        return List.of(Workspace.text(arguments, "path", ""));
    }

    @Override
    public ToolOutcome answer(ObjectNode arguments, Context context, @Nullable ApprovalRequest approved) {
        String written = Workspace.text(arguments, "path", "");
        String content = Workspace.text(arguments, "content", "");
        try {
            Workspace workspace = new Workspace(context, approved);
            Path file = workspace.target(written);
            String before = Files.exists(file) ? before(file) : "";
            byte[] bytes = TextFile.NEW.bytes(content);
            SafeWrite.write(file, bytes);
            String name = workspace.name(file);
            ObjectNode details = Json.object().put("path", name).put("diff", UnifiedDiff.of(before, content, name));
            return new ToolOutcome.Done("wrote " + bytes.length + " bytes to " + name, details);
        } catch (Workspace.Refused e) {
            return new ToolOutcome.Failed(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new ToolOutcome.Failed("cannot write " + written + ": " + e.getClass().getSimpleName());
        }
    }

    /** What is no text is replaced as a whole, without a difference to show. */
    private static String before(Path file) throws IOException {
        try {
            return TextFile.read(file, "").text();
        } catch (Workspace.Refused e) {
            return "";
        }
    }
}
