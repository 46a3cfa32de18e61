package cn.openclaw.config;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;

/**
 * Writes a file so that whoever looks, also after a crash or a pulled plug, finds the old content or the new and nothing
 * between: a temporary file beside it, 0600, flushed, renamed over it, the folder flushed. For the floors above as well.
 */
public final class StateFile {
    private static final FileAttribute<?>[] NONE = {};

    private StateFile() {}

    /** Replaces a file's content. Makes missing folders, 0700. A symbolic link keeps standing: its target is replaced. */
    public static void write(Path file, byte[] content) throws IOException {
        Path target = target(file);
        Path folder = folder(target);
        makeFolder(folder);
        Path temporary = folder.resolve(
                "." + target.getFileName() + "." + ProcessHandle.current().pid() + "." + System.nanoTime() + ".tmp");
        try {
            writeNew(temporary, content);
            move(temporary, target);
            flushFolder(folder);
        } catch (IOException e) {
            discard(temporary);
            throw FileTrouble.of(target, e);
        } catch (RuntimeException e) {
            discard(temporary);
            throw e;
        }
    }

    /** Adds a line (its end is added) to a private file, made if it is not there; it is on the disk when this returns. */
    public static void append(Path file, byte[] line) throws IOException {
        makeFolder(folder(file));
        if (!Files.exists(file)) {
            try {
                Files.createFile(file, attributes(file, "rw-------"));
            } catch (FileAlreadyExistsException _) {
                // Somebody else made it in between, as we would have.
            }
        }
        byte[] whole = Arrays.copyOf(line, line.length + 1);
        whole[line.length] = '\n';
        try (FileOutputStream out = new FileOutputStream(file.toFile(), true)) {
            out.write(whole);
            out.getFD().sync();
        } catch (IOException e) {
            throw FileTrouble.of(file, e);
        }
    }

    /** What failed is told, not that its rest could not be removed either. */
    private static void discard(Path temporary) {
        try {
            Files.deleteIfExists(temporary);
        } catch (IOException _) {
            // A later sweep finds it.
        }
    }

    /**
     * Removes what a process that was killed while writing left behind: half a file at worst, a copy of secrets at best. What
     * a living process is writing stays.
     *
     * @param name how the names of the files in question begin
     */
    static void sweep(Path folder, String name) throws IOException {
        try (DirectoryStream<Path> left = Files.newDirectoryStream(folder, file -> isTemporary(file, name))) {
            for (Path file : left) {
                if (!isBeingWritten(file)) {
                    Files.deleteIfExists(file);
                }
            }
        }
    }

    private static boolean isTemporary(Path file, String name) {
        String found = file.getFileName().toString();
        return found.startsWith("." + name) && found.endsWith(".tmp");
    }

    /** The name ends in the writer's process id, a number of its own, and {@code tmp}. */
    private static boolean isBeingWritten(Path file) {
        String[] parts = file.getFileName().toString().split("\\.", -1);
        try {
            long writer = parts.length < 4 ? -1 : Long.parseLong(parts[parts.length - 3]);
            return writer == ProcessHandle.current().pid() || ProcessHandle.of(writer).isPresent();
        } catch (NumberFormatException e) {
            return true;
        }
    }

    /**
     * Refuses what would never end or fill the memory when it is read as text: a pipe, a device, a file larger than {@code most} bytes.
     *
     * @throws java.nio.file.NoSuchFileException if nothing is there
     * @throws NotAFile if it is a pipe or a device
     */
    public static void requireText(Path file, long most) throws IOException {
        BasicFileAttributes attributes = Files.readAttributes(file, BasicFileAttributes.class);
        if (attributes.isOther()) {
            throw new NotAFile(file);
        }
        if (attributes.isRegularFile() && attributes.size() > most) {
            throw new FileSystemException(file.toString(), null, "larger than " + (most >> 20) + " MiB");
        }
    }

    /** A pipe or a device where a file should be: reading it might never end. */
    public static final class NotAFile extends FileSystemException {
        NotAFile(Path file) {
            super(file.toString(), null, "not a regular file");
        }
    }

    /** A new private folder, with its missing parents; an existing one stays as it is. */
    public static void makeFolder(Path folder) throws IOException {
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder, attributes(folder, "rwx------"));
        }
    }

    /** Where a link (or a chain of them) ends, also when nothing is there yet. */
    static Path target(Path file) throws IOException {
        Path at = file.toAbsolutePath();
        for (int hops = 0; hops < 40 && Files.isSymbolicLink(at); hops++) {
            at = at.resolveSibling(Files.readSymbolicLink(at)).normalize();
        }
        return at;
    }

    static Path folder(Path file) {
        Path parent = file.toAbsolutePath().getParent();
        return parent == null ? file.toAbsolutePath() : parent;
    }

    private static void writeNew(Path file, byte[] content) throws IOException {
        Files.createFile(file, attributes(file, "rw-------"));
        // Not a channel: an aborted turn saves on an interrupted thread, which closes every channel it touches.
        try (FileOutputStream out = new FileOutputStream(file.toFile())) {
            out.write(content);
            out.getFD().sync();
        }
    }

    static void move(Path from, Path to) throws IOException {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (AtomicMoveNotSupportedException e) {
            Files.move(from, to, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    /** So that the new name survives a power cut. Not every system lets one open a folder; there it is skipped. */
    private static void flushFolder(Path folder) {
        boolean interrupted = Thread.interrupted();
        try (FileChannel channel = FileChannel.open(folder, StandardOpenOption.READ)) {
            channel.force(true);
        } catch (IOException e) {
            // Windows cannot; the rename itself is still atomic there.
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    static FileAttribute<?>[] attributes(Path where, String permissions) {
        return where.getFileSystem().supportedFileAttributeViews().contains("posix")
                ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(permissions))}
                : NONE;
    }
}
