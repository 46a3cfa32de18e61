package cn.openclaw.tool.file;

import cn.openclaw.tool.ApprovalRequest;
import cn.openclaw.tool.Consent;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolOutcome;
import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Lists a folder: folders end in a slash, links in an at sign. */
@AutoService(Tool.class)
public final class LsTool implements Tool {
    private static final int MOST = 500;

    @Override
    public String name() {
        return "ls";
    }

    @Override
    public String description() {
        return "List a folder in the workspace. Folders end with /, symbolic links with @.";
    }

    @Override
    public ObjectNode parameters() {
        return new Parameters()
                .optional("path", "string", "Folder, relative to the workspace; default: the workspace itself")
                .schema();
    }

    @Override
    public Map<String, String> aliases() {
        return Map.of("dir", "path", "directory", "path");
    }

    @Override
    public Consent consent(ObjectNode arguments, Context context) {
        return Workspace.reading(name(), context, Workspace.text(arguments, "path", "."));
    }

    @Override
    public ToolOutcome run(ObjectNode arguments, Context context) {
        return answer(arguments, context, null);
    }

    @Override
    public ToolOutcome runApproved(ObjectNode arguments, Context context, ApprovalRequest approved) {
        return answer(arguments, context, approved);
    }

    private static ToolOutcome answer(ObjectNode arguments, Context context, @Nullable ApprovalRequest approved) {
        String written = Workspace.text(arguments, "path", ".");
        try {
            Path folder = new Workspace(context, approved).existing(written);
            if (!Files.isDirectory(folder)) {
                return new ToolOutcome.Failed(written + " is no folder; use read");
            }
            try (Stream<Path> files = Files.list(folder)) {
                List<String> names = files.map(LsTool::line).sorted().toList();
                String more = names.size() > MOST ? "\n[" + (names.size() - MOST) + " more entries]" : "";
                List<String> shown = names.subList(0, Math.min(MOST, names.size()));
                return new ToolOutcome.Done(names.isEmpty() ? "(empty folder)" : String.join("\n", shown) + more);
            }
        } catch (Workspace.Refused e) {
            return new ToolOutcome.Failed(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new ToolOutcome.Failed("cannot list " + written + ": " + e.getClass().getSimpleName());
        }
    }

    private static String line(Path path) {
        String kind = Files.isSymbolicLink(path) ? "@" : Files.isDirectory(path, LinkOption.NOFOLLOW_LINKS) ? "/" : "";
        return path.getFileName() + kind;
    }
}
