package cn.openclaw.tool.file;

import cn.openclaw.tool.ApprovalRequest;
import cn.openclaw.tool.Consent;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolOutcome;
import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Finds lines by pattern. */
@AutoService(Tool.class)
public final class GrepTool implements Tool {
    private static final int MOST = 200;
    private static final int LONGEST = 300;
    private static final long BIGGEST = 8L << 20;

    @Override
    public String name() {
        return "grep";
    }

    @Override
    public String description() {
        return "Search text files in the workspace for a regular expression. Returns file:line: text, at most " + MOST + " lines.";
    }

    @Override
    public ObjectNode parameters() {
        return new Parameters()
                .required("pattern", "string", "Regular expression")
                .optional("path", "string", "File or folder, relative to the workspace; default: all of it")
                .optional("glob", "string", "Only files whose name matches, e.g. *.java")
                .optional("ignoreCase", "boolean", "Upper and lower case are the same")
                .optional("literal", "boolean", "Take the pattern as plain text")
                .schema();
    }

    @Override
    public Map<String, String> aliases() {
        return Map.of("regex", "pattern", "query", "pattern", "include", "glob", "ignore_case", "ignoreCase");
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
        try {
            int flags = (Workspace.flag(arguments, "ignoreCase") ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0)
                    | (Workspace.flag(arguments, "literal") ? Pattern.LITERAL : 0);
            Pattern pattern = Pattern.compile(Workspace.text(arguments, "pattern", ""), flags);
            Workspace workspace = new Workspace(context, approved);
            Path start = workspace.existing(Workspace.text(arguments, "path", "."));
            PathMatcher glob = FindTool.matcher(Workspace.text(arguments, "glob", "*"));
            List<String> hits = new ArrayList<>();
            boolean whole = Search.files(workspace, start, file -> {
                Path name = file.getFileName();
                if (name != null && glob.matches(name) && Files.size(file) <= BIGGEST) {
                    grep(pattern, file, workspace.name(file), hits);
                }
                return hits.size() < MOST;
            });
            String more = whole ? "" : "\n[stopped after " + MOST + " lines; narrow the search]";
            return new ToolOutcome.Done(hits.isEmpty() ? "(no lines match)" : String.join("\n", hits) + more);
        } catch (Workspace.Refused e) {
            return new ToolOutcome.Failed(String.valueOf(e.getMessage()));
        } catch (PatternSyntaxException e) {
            return new ToolOutcome.Failed("not a pattern: " + e.getDescription() + " near index " + e.getIndex());
        } catch (IOException e) {
            return new ToolOutcome.Failed("cannot search: " + e.getClass().getSimpleName());
        } catch (Impatient.TooLong | StackOverflowError e) {
            return new ToolOutcome.Failed("the pattern takes too long; use a simpler one");
        }
    }

    private static void grep(Pattern pattern, Path file, String name, List<String> hits)
            throws IOException, InterruptedException {
        byte[] bytes = Files.readAllBytes(file);
        for (int at = 0; at < Math.min(bytes.length, 8192); at++) {
            if (bytes[at] == 0) {
                return;
            }
        }
        Impatient patience = new Impatient();
        int number = 0;
        for (String line : Lines.decode(bytes).split("\n", -1)) {
            number++;
            if (hits.size() < MOST && pattern.matcher(patience.watched(line)).find()) {
                String text = line.strip();
                hits.add(name + ":" + number + ": " + (text.length() > LONGEST ? text.substring(0, LONGEST) + "…" : text));
            }
            if (Thread.interrupted()) {
                throw new InterruptedException();
            }
        }
    }
}
