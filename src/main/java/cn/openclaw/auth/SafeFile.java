package cn.openclaw.auth;

import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.EnumSet;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;

/** Writes files that only their owner may read, so that a crash at any moment leaves the old text or the new. */
final class SafeFile {
    private static final Set<PosixFilePermission> FILE = EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE);
    private static final Set<PosixFilePermission> FOLDER = EnumSet.of(
            PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_WRITE, PosixFilePermission.OWNER_EXECUTE);

    private SafeFile() {}

    /** Where a file lies; a root lies in itself. */
    static Path folder(Path file) {
        Path absolute = file.toAbsolutePath();
        Path parent = absolute.getParent();
        return parent == null ? absolute : parent;
    }

    /** The missing folders are made for their owner only; folders that are there stay as they are. */
    static void createFolders(Path folder) throws IOException {
        if (Files.isDirectory(folder)) {
            return;
        }
        Path parent = folder.getParent();
        if (parent != null) {
            createFolders(parent);
        }
        try {
            Files.createDirectory(folder, attributes(folder, FOLDER));
        } catch (FileAlreadyExistsException e) {
            if (!Files.isDirectory(folder)) {
                throw e;
            }
        }
    }

    /** Makes a new file with this text at once, or leaves the one that is there. */
    static void createPrivate(Path file, String text) throws IOException {
        createFolders(folder(file));
        Path staged = stage(file, text);
        try {
            Files.createLink(file, staged);
        } catch (FileAlreadyExistsException e) {
            // Somebody was first; theirs is as good.
        } catch (UnsupportedOperationException | FileSystemException e) {
            // No hard links here. Two who come together are kept apart by the store's lock.
            if (!Files.exists(file)) {
                commit(staged, file);
            }
        }
        Files.deleteIfExists(staged);
        syncFolder(file);
    }

    static void createEmpty(Path file) throws IOException {
        try {
            if (!Files.exists(file)) {
                Files.createFile(file, attributes(file, FILE));
            }
        } catch (FileAlreadyExistsException e) {
            // Somebody was first.
        }
    }

    /** A finished, flushed copy beside the file, for {@link #commit}. The thread may be interrupted: the write is done anyway. */
    static Path stage(Path file, String text) throws IOException {
        Path staged = file.resolveSibling(
                file.getFileName() + "." + ProcessHandle.current().pid() + "." + UUID.randomUUID() + ".tmp");
        Files.createFile(staged, attributes(file, FILE));
        // Not a FileChannel: an interrupted thread could not write through one.
        try (FileOutputStream out = new FileOutputStream(staged.toFile())) {
            out.write(text.getBytes(StandardCharsets.UTF_8));
            out.getFD().sync();
        } catch (IOException e) {
            Files.deleteIfExists(staged);
            throw e;
        }
        return staged;
    }

    static void commit(Path staged, Path file) throws IOException {
        Files.move(staged, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Makes a rename survive a power cut. Some file systems cannot; then nothing can be done. */
    static void syncFolder(Path file) {
        boolean interrupted = Thread.interrupted();
        try (FileChannel folder = FileChannel.open(folder(file), StandardOpenOption.READ)) {
            folder.force(true);
        } catch (IOException e) {
            // Windows cannot open a folder.
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }

    /** Removes what writers that were killed left behind. Only for whoever holds the lock of {@code file}. */
    static void sweep(Path file) throws IOException {
        String start = file.getFileName() + ".";
        try (Stream<Path> beside = Files.list(folder(file))) {
            for (Path other : beside.toList()) {
                String name = other.getFileName().toString();
                if (name.startsWith(start) && name.endsWith(".tmp")) {
                    Files.deleteIfExists(other);
                }
            }
        }
    }

    static void makePrivate(Path file) throws IOException {
        if (file.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            Files.setPosixFilePermissions(file, FILE);
        }
    }

    /** Whether others than its owner may read a file. */
    static boolean isReadableByOthers(Path file) {
        try {
            Set<PosixFilePermission> has = Files.getPosixFilePermissions(file);
            return has.contains(PosixFilePermission.GROUP_READ) || has.contains(PosixFilePermission.OTHERS_READ);
        } catch (IOException | UnsupportedOperationException e) {
            return false;
        }
    }

    static FileAttribute<?>[] attributes(Path near, Set<PosixFilePermission> permissions) {
        boolean posix = near.getFileSystem().supportedFileAttributeViews().contains("posix");
        return posix ? new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(permissions)} : new FileAttribute<?>[0];
    }
}
