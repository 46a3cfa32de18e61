package cn.openclaw.cli;

import cn.openclaw.base.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;

/** Folders that belong to one person. */
final class Folders {

    private Folders() {}

    /** Makes them, 0700 where the file system knows modes; those that are there stay as they are. */
    static void make(Path... folders) {
        for (Path folder : folders) {
            try {
                boolean posix = folder.getFileSystem().supportedFileAttributeViews().contains("posix");
                if (posix) {
                    Files.createDirectories(
                            folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                } else {
                    Files.createDirectories(folder);
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    /** A new file that its owner alone can read. */
    static void writePrivately(Path file, String text) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        }
        Files.writeString(file, text);
    }

    /** {@code ~} is the home; what is relative starts in the working directory. */
    static Path expand(String text, Environment environment) {
        String path = text.equals("~") || text.startsWith("~/") ? environment.home() + text.substring(1) : text;
        return environment.workingDirectory().resolve(path).normalize();
    }
}
