package cn.openclaw.memory;

import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;

/**
 * The memories of a workspace: {@code MEMORY.md} (or {@code memory.md}) and every {@code .md} file below {@code memory/}. Nothing
 * else is read, and a link that leads out of the workspace is not followed.
 */
public final class MemoryFiles {
    private static final int DEEPEST = 6;
    private static final long BIGGEST = 8L << 20;

    private MemoryFiles() {}

    /** By name relative to the workspace, with forward slashes. */
    public static SortedMap<String, Path> of(Path workspace) {
        SortedMap<String, Path> files = new TreeMap<>();
        for (String name : new String[] {"MEMORY.md", "memory.md"}) {
            find(workspace, name).filter(file -> !files.containsValue(file)).ifPresent(file -> files.put(name, file));
        }
        Path folder = workspace.resolve("memory");
        if (Files.isDirectory(folder)) {
            try {
                Files.walkFileTree(folder, Set.of(), DEEPEST, new SimpleFileVisitor<>() {
                    @Override
                    public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
                        String name = workspace.relativize(file).toString().replace('\\', '/');
                        find(workspace, name).ifPresent(real -> files.put(name, real));
                        return FileVisitResult.CONTINUE;
                    }

                    // A folder that may not be read is left out.
                    @Override
                    public FileVisitResult visitFileFailed(Path file, IOException why) {
                        return FileVisitResult.CONTINUE;
                    }
                });
            } catch (IOException e) {
                // What was found until then counts.
                return files;
            }
        }
        return files;
    }

    /** Whether there is any memory: looked up before each turn, so it stops at the first one. */
    public static boolean any(Path workspace) {
        return Files.exists(workspace.resolve("MEMORY.md"))
                || Files.exists(workspace.resolve("memory.md"))
                || (Files.isDirectory(workspace.resolve("memory")) && !of(workspace).isEmpty());
    }

    /** The file of a name, if it is a memory, is there, and really lies in the workspace. */
    public static Optional<Path> find(Path workspace, String written) {
        String name = written.strip().replace('\\', '/');
        name = name.startsWith("./") ? name.substring(2) : name;
        boolean memory = name.equals("MEMORY.md") || name.equals("memory.md") || name.startsWith("memory/");
        if (!memory || !name.toLowerCase(Locale.ROOT).endsWith(".md")) {
            return Optional.empty();
        }
        try {
            Path real = workspace.resolve(name).toRealPath();
            boolean inside = real.startsWith(workspace.toRealPath());
            return inside && Files.isRegularFile(real) && Files.size(real) <= BIGGEST ? Optional.of(real) : Optional.empty();
        } catch (IOException | InvalidPathException e) {
            return Optional.empty();
        }
    }
}
