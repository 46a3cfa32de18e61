package cn.openclaw.memory;

import cn.openclaw.base.Language;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;

/**
 * The files that an agent begins with. Their names are the original's, because people know them and their workspaces have them; the
 * words are ours, in the person's language.
 */
public final class WorkspaceFiles {
    /** Written where they are missing. */
    public static final List<String> NAMES = List.of("AGENTS.md", "SOUL.md", "TOOLS.md", "IDENTITY.md", "USER.md", "HEARTBEAT.md");

    /** For a first conversation; only where nothing was there before. */
    public static final String FIRST = "BOOTSTRAP.md";

    private WorkspaceFiles() {}

    /**
     * Writes what is missing; a file that is there stays as it is, whatever it holds.
     *
     * @param workspace made if it is not there
     * @return the names of the files that were written
     * @throws IOException if the disk says no
     */
    public static List<String> seed(Path workspace, Language language) throws IOException {
        boolean fresh = NAMES.stream().noneMatch(name -> Files.exists(workspace.resolve(name)));
        Files.createDirectories(workspace);
        List<String> names = new ArrayList<>(NAMES);
        if (fresh) {
            names.add(FIRST);
        }
        List<String> written = new ArrayList<>();
        for (String name : names) {
            if (!Files.exists(workspace.resolve(name)) && write(workspace.resolve(name), template(name, language))) {
                written.add(name);
            }
        }
        return written;
    }

    private static boolean write(Path file, byte[] bytes) throws IOException {
        try {
            Files.write(file, bytes, StandardOpenOption.CREATE_NEW);
            return true;
        } catch (FileAlreadyExistsException e) {
            // Somebody was quicker, or it is a link that leads nowhere: theirs.
            return false;
        }
    }

    private static byte[] template(String name, Language language) throws IOException {
        String path = switch (language) {
                    case ZH -> "zh/";
                    case EN -> "en/";
                } + name;
        try (InputStream in = WorkspaceFiles.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalStateException("the template " + path + " is not in the jar");
            }
            return in.readAllBytes();
        }
    }
}
