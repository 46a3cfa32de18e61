package cn.openclaw.tool.exec;

import cn.openclaw.tool.PrivatePlaces;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Where programs are. Relative folders of {@code PATH}, and those inside the workspace, are never searched. */
final class Programs {
    /** Folders that only the system's administrator writes. */
    private static final List<Path> SYSTEM = List.of(
            Path.of("/usr/bin"), Path.of("/bin"), Path.of("/usr/sbin"), Path.of("/sbin"), Path.of("/usr/local/bin"), Path.of("/opt/homebrew/bin"));

    private final List<Path> path;

    Programs(String path, Path workspace) {
        this.path = folders(path, workspace);
    }

    /** The searched folders, for a child's {@code PATH}. */
    List<Path> path() {
        return path;
    }

    private static List<Path> folders(String path, Path workspace) {
        Path home = PrivatePlaces.real(workspace);
        List<Path> folders = new ArrayList<>();
        for (String written : path.split(":", -1)) {
            try {
                Path folder = Path.of(written);
                if (folder.isAbsolute() && !PrivatePlaces.real(folder).startsWith(home)) {
                    folders.add(folder.normalize());
                }
            } catch (InvalidPathException e) {
                // Not a folder: nothing can be found there.
            }
        }
        return folders.isEmpty() ? SYSTEM : List.copyOf(folders);
    }

    /** The program that a first word names; a name with a slash starts at the folder it is run in. */
    Optional<Path> find(String name, Path folder) {
        try {
            if (name.indexOf('/') >= 0) {
                return Optional.of(folder.resolve(name).normalize()).filter(Programs::isProgram);
            }
            for (Path place : path) {
                Path program = place.resolve(name);
                if (isProgram(program)) {
                    return Optional.of(program);
                }
            }
        } catch (InvalidPathException e) {
            return Optional.empty();
        }
        return Optional.empty();
    }

    private static boolean isProgram(Path path) {
        return Files.isRegularFile(path) && Files.isExecutable(path);
    }

    /** Whether it came with the system, as opposed to something that a person or a package manager of theirs put there. */
    static boolean isOfSystem(Path program) {
        Path folder = program.getParent();
        return folder != null && SYSTEM.contains(folder);
    }
}
