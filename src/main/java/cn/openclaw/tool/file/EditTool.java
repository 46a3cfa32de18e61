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

/** Replaces one place of a file; every byte elsewhere stays. */
@AutoService(Tool.class)
public final class EditTool implements WritingTool {

    @Override
    public String name() {
        return "edit";
    }

    @Override
    public String description() {
        return "Replace one piece of text in a file. oldText must occur exactly once, white space included;"
                + " give enough lines around it to make it unique.";
    }

    @Override
    public ObjectNode parameters() {
        return new Parameters()
                .required("path", "string", "File path, relative to the workspace")
                .required("oldText", "string", "The text to replace, as it stands in the file")
                .required("newText", "string", "What stands there afterwards")
                .optional("replaceAll", "boolean", "Replace every occurrence instead of exactly one")
                .schema();
    }

    @Override
    public Map<String, String> aliases() {
        return Map.of(
                "file_path", "path", "filePath", "path", "file", "path",
                "old_string", "oldText", "old_text", "oldText", "oldString", "oldText",
                "new_string", "newText", "new_text", "newText", "newString", "newText",
                "replace_all", "replaceAll");
    }

    @Override
    public List<String> paths(ObjectNode arguments) {
        return List.of(Workspace.text(arguments, "path", ""));
    }

    @Override
    public ToolOutcome answer(ObjectNode arguments, Context context, @Nullable ApprovalRequest approved) {
        String written = Workspace.text(arguments, "path", "");
        try {
            Workspace workspace = new Workspace(context, approved);
            Path file = workspace.target(written);
            if (!Files.exists(file)) {
                return new ToolOutcome.Failed("no such file: " + written + "; use write to make it");
            }
            TextFile before = TextFile.read(file, written);
            String name = workspace.name(file);
            Replacement replacement = new Replacement(before, Workspace.text(arguments, "oldText", ""), name);
            String after = replacement.with(Workspace.text(arguments, "newText", ""), Workspace.flag(arguments, "replaceAll"));
            SafeWrite.write(file, before.bytes(after));
            ObjectNode details = Json.object()
                    .put("path", name)
                    .put("diff", UnifiedDiff.of(before.text(), after, name))
                    .put("firstChangedLine", replacement.firstLine());
            int count = replacement.count();
            return new ToolOutcome.Done(
                    "edited " + name + (count == 1 ? " at line " + replacement.firstLine() : " in " + count + " places"), details);
        } catch (Workspace.Refused e) {
            return new ToolOutcome.Failed(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new ToolOutcome.Failed("cannot edit " + written + ": " + e.getClass().getSimpleName());
        }
    }
}
