package cn.openclaw.tool.file;

import cn.openclaw.tool.ApprovalRequest;
import cn.openclaw.tool.Consent;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolOutcome;
import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.FileSystems;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Finds files by name pattern. */
@AutoService(Tool.class)
public final class FindTool implements Tool {
    private static final int MOST = 1000;

    @Override
    public String name() {
        return "find";
    }

    @Override
    public String description() {
        return "Find files in the workspace by glob pattern, e.g. *.md or src/**/*.java. Leaves out .git and node_modules.";
    }

    @Override
    public ObjectNode parameters() {
        return new Parameters()
                .required("pattern", "string", "Glob; without a slash it matches file names at any depth")
                .optional("path", "string", "Folder to search, relative to the workspace; default: all of it")
                .schema();
    }

    @Override
    public Map<String, String> aliases() {
        return Map.of("glob", "pattern", "name", "pattern");
    }

    @Override
    public Consent consent(ObjectNode arguments, Context context) {
        return Workspace.reading(name(), context, Workspace.text(arguments, "path", "."));
    }

    @Override
    public ToolOutcome run(ObjectNode arguments, Context context) throws InterruptedException {
        return answer(arguments, context, null);
    }

    @Override
    public ToolOutcome runApproved(ObjectNode arguments, Context context, ApprovalRequest approved) throws InterruptedException {
        return answer(arguments, context, approved);
    }

    private static ToolOutcome answer(ObjectNode arguments, Context context, @Nullable ApprovalRequest approved)
            throws InterruptedException {
        String pattern = Workspace.text(arguments, "pattern", "");
        try {
            Workspace workspace = new Workspace(context, approved);
            Path folder = workspace.existing(Workspace.text(arguments, "path", "."));
            PathMatcher matcher = matcher(pattern);
            List<String> names = new ArrayList<>();
            boolean whole = Search.files(workspace, folder, file -> {
                Path relative = folder.relativize(file);
                Path tested = pattern.indexOf('/') < 0 ? relative.getFileName() : relative;
                if (tested != null && matcher.matches(tested)) {
                    names.add(workspace.name(file));
                }
                return names.size() < MOST;
            });
            Collections.sort(names);
            String more = whole ? "" : "\n[stopped after " + MOST + " files; narrow the pattern]";
            return new ToolOutcome.Done(names.isEmpty() ? "(no files match)" : String.join("\n", names) + more);
        } catch (Workspace.Refused e) {
            return new ToolOutcome.Failed(String.valueOf(e.getMessage()));
        } catch (PatternSyntaxException e) {
            return new ToolOutcome.Failed("not a glob: " + pattern + " (" + e.getDescription() + ")");
        } catch (IOException e) {
            return new ToolOutcome.Failed("cannot search: " + e.getClass().getSimpleName());
        }
    }

    /** In this folder too, as people expect of a leading double star. */
    static PathMatcher matcher(String pattern) {
        PathMatcher exact = FileSystems.getDefault().getPathMatcher("glob:" + pattern);
        if (!pattern.startsWith("**/")) {
            return exact;
        }
        PathMatcher here = FileSystems.getDefault().getPathMatcher("glob:" + pattern.substring(3));
        return path -> exact.matches(path) || here.matches(path);
    }
}
