package cn.openclaw.session;

import cn.openclaw.config.StateFile;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.ClosedByInterruptException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;

/**
 * Writes that survive kill -9 and a power cut, in files and folders that only their owner reads.
 *
 * <p>A run is aborted by interrupting its thread, and that very thread then saves the partial answer; but an interrupted
 * thread closes every channel it touches. So {@link #shielded} sets the interruption aside until the bytes are down.
 */
final class Durable {
    private static final boolean POSIX =
            java.nio.file.FileSystems.getDefault().supportedFileAttributeViews().contains("posix");

    private Durable() {}

    /** Something that may be done again from the start: nothing is written before the last step that an interruption can break. */
    @FunctionalInterface
    interface Action<T> {
        T run() throws IOException;
    }

    /** Does it whether or not this thread is interrupted; afterwards the thread is as interrupted as before. */
    static <T> T shielded(Action<T> action) throws IOException {
        boolean interrupted = Thread.interrupted();
        try {
            while (true) {
                try {
                    return action.run();
                } catch (ClosedByInterruptException e) {
                    interrupted |= Thread.interrupted();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Makes a folder and its missing parents, readable by the owner alone. An existing folder of ours is closed to others. */
    static void folder(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            if (POSIX && Files.getPosixFilePermissions(folder).size() > 3) {
                Files.setPosixFilePermissions(folder, EnumSet.of(
                        PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE));
            }
            return;
        }
        Files.createDirectories(folder, mode("rwx------"));
    }

    /** Makes an empty file that only its owner reads, unless it is there; one that others could read is closed to them. */
    static void file(Path file) throws IOException {
        try {
            Files.createFile(file, mode("rw-------"));
        } catch (FileAlreadyExistsException e) {
            if (POSIX && Files.getPosixFilePermissions(file).size() > 2) {
                Files.setPosixFilePermissions(
                        file, EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE));
            }
        }
    }

    /** A channel for reading and writing, the file made 0600 if it is missing. */
    static FileChannel open(Path file, StandardOpenOption more) throws IOException {
        return FileChannel.open(file, Set.of(StandardOpenOption.READ, StandardOpenOption.WRITE, more), mode("rw-------"));
    }

    /** The file becomes {@code head} of its bytes, followed by these; on the disk when this returns. */
    static void append(Path file, long head, byte[] bytes) throws IOException {
        boolean made = !Files.exists(file);
        file(file);
        // Not a channel: plain file writes are not cut short by an interruption.
        try (RandomAccessFile out = new RandomAccessFile(file.toFile(), "rw")) {
            if (out.length() > head) {
                out.setLength(head);
            }
            out.seek(head);
            out.write(bytes);
            out.getFD().sync();
        }
        if (made) {
            // Alone: the bytes stand there already, and must not be appended again because this was interrupted.
            shielded(() -> sync(file.toAbsolutePath().resolveSibling("")));
        }
    }

    /** Replaces a file as a whole: a reader sees the old bytes or the new ones. */
    static void replace(Path file, byte[] bytes) throws IOException {
        // Alone: who counted something up and wrote that must not count again because the write was interrupted.
        shielded(() -> {
            StateFile.write(file, bytes);
            return file;
        });
    }

    private static Path sync(Path folder) throws IOException {
        if (POSIX) {
            try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
                channel.force(true);
            }
        }
        return folder;
    }

    private static FileAttribute<?>[] mode(String permissions) {
        return POSIX
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
                : new FileAttribute<?>[0];
    }
}
