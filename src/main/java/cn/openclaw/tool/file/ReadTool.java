package cn.openclaw.tool.file;

import cn.openclaw.tool.ApprovalRequest;
import cn.openclaw.tool.Consent;
import cn.openclaw.tool.Pictures;
import cn.openclaw.tool.Tool;
import cn.openclaw.tool.ToolOutcome;
import com.google.auto.service.AutoService;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** Reads a text file, a piece at a time: 2000 lines or 50 kB, whichever comes first. */
@AutoService(Tool.class)
public final class ReadTool implements Tool {

    @Override
    public String name() {
        return "read";
    }

    @Override
    public String description() {
        return "Read a text file, or look at a picture; outside the workspace the user is asked. Returns at most " + Lines.MOST_LINES + " lines or " + Lines.MOST_BYTES / 1024
                + " kB; use offset and limit for the rest.";
    }

    @Override
    public ObjectNode parameters() {
        return new Parameters()
                .required("path", "string", "File path, relative to the workspace")
                .optional("offset", "integer", "First line to read, counted from 1")
                .optional("limit", "integer", "How many lines to read")
                .schema();
    }

    @Override
    public Map<String, String> aliases() {
        return Map.of("file_path", "path", "filePath", "path", "file", "path");
    }

    @Override
    public Consent consent(ObjectNode arguments, Context context) {
        return Workspace.reading(name(), context, Workspace.text(arguments, "path", ""));
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
        String written = Workspace.text(arguments, "path", "");
        try {
            Path file = new Workspace(context, approved).existing(written);
            if (Files.isDirectory(file)) {
                return new ToolOutcome.Failed(written + " is a folder; use ls");
            }
            if (!Files.isRegularFile(file)) {
                return new ToolOutcome.Failed(written + " is no regular file");
            }
            Optional<ToolOutcome> picture = picture(file, written, context);
            if (picture.isPresent()) {
                return picture.get();
            }
            int from = Math.max(1, Workspace.number(arguments, "offset", 1));
            int limit = Math.max(1, Workspace.number(arguments, "limit", Lines.MOST_LINES));
            return Lines.read(file, written, from, Math.min(limit, Lines.MOST_LINES));
        } catch (Workspace.Refused e) {
            return new ToolOutcome.Failed(String.valueOf(e.getMessage()));
        } catch (IOException e) {
            return new ToolOutcome.Failed("cannot read " + written + ": " + e.getClass().getSimpleName());
        }
    }

    /** What to answer if the file is a picture. */
    private static Optional<ToolOutcome> picture(Path file, String name, Context context) throws IOException {
        byte[] head;
        try (InputStream in = Files.newInputStream(file)) {
            head = in.readNBytes(32);
        }
        if (Pictures.kind(head).isEmpty()) {
            return Optional.empty();
        }
        if (Files.size(file) > Pictures.MOST_BYTES) {
            return Optional.of(new ToolOutcome.Failed(name + " is a picture of more than " + (Pictures.MOST_BYTES >> 20) + " MB; make it smaller first"));
        }
        byte[] bytes = Files.readAllBytes(file);
        return Pictures.kind(bytes).map(kind -> Pictures.shown(name, bytes, kind, context));
    }
}
