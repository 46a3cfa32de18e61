package cn.openclaw.tool.file;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.SecureDirectoryStream;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Set;

/**
 * Writes a file at a place that was checked, and nowhere else. Between the check and the write somebody may put a link into the
 * path; so the folders are opened one by one without following links, and everything is done below the folder that is then open.
 * Readers find the old content or the new.
 */
final class SafeWrite {
    private static final Set<StandardOpenOption> NEW = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);

    private SafeWrite() {}

    /** @param real a path without links, as {@link Workspace#target} gives it; missing folders are made */
    static void write(Path real, byte[] content) throws IOException {
        Path folder = folder(real);
        Files.createDirectories(folder);
        FileAttribute<?>[] attributes = attributes(real);
        Path temporary = Path.of("." + real.getFileName() + "." + ProcessHandle.current().pid() + "." + System.nanoTime() + ".tmp");
        try {
            below(folder, open -> {
                try {
                    fill(open.newByteChannel(temporary, NEW, attributes), content);
                    open.move(temporary, open, name(real));
                } catch (IOException e) {
                    deleteQuietly(open, temporary);
                    throw e;
                }
            }, () -> {
                Path beside = folder.resolve(temporary);
                try {
                    fill(Files.newByteChannel(beside, NEW, attributes), content);
                    stillThere(folder);
                    Files.move(beside, real, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
                } finally {
                    Files.deleteIfExists(beside);
                }
            });
        } catch (AccessDeniedException e) {
            if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS) || !Files.isWritable(real)) {
                throw e;
            }
            // The folder takes no new file, but this one may be written: better so than not at all.
            stillThere(folder);
            fill(Files.newByteChannel(real, Set.of(
                    StandardOpenOption.WRITE, StandardOpenOption.TRUNCATE_EXISTING, LinkOption.NOFOLLOW_LINKS)), content);
        }
    }

    static void delete(Path real) throws IOException {
        below(folder(real), open -> open.deleteFile(name(real)), () -> {
            stillThere(folder(real));
            Files.delete(real);
        });
    }

    @FunctionalInterface
    private interface Below {
        void act(SecureDirectoryStream<Path> open) throws IOException;
    }

    @FunctionalInterface
    private interface Otherwise {
        void act() throws IOException;
    }

    @SuppressWarnings("StreamResourceLeak") // every stream is on the stack, and closed in the end
    private static void below(Path folder, Below below, Otherwise otherwise) throws IOException {
        Deque<DirectoryStream<Path>> opened = new ArrayDeque<>();
        try {
            Path root = folder.getRoot();
            DirectoryStream<Path> at = Files.newDirectoryStream(root == null ? folder : root);
            opened.push(at);
            if (!(at instanceof SecureDirectoryStream<Path>)) {
                otherwise.act();
                return;
            }
            for (Path name : folder) {
                at = ((SecureDirectoryStream<Path>) at).newDirectoryStream(name, LinkOption.NOFOLLOW_LINKS);
                opened.push(at);
            }
            below.act((SecureDirectoryStream<Path>) at);
        } finally {
            for (DirectoryStream<Path> stream : opened) {
                stream.close();
            }
        }
    }

    /** Where folders cannot be held open: the best that is left. */
    private static void stillThere(Path folder) throws IOException {
        if (!folder.toRealPath().equals(folder)) {
            throw new IOException("the folder was replaced meanwhile");
        }
    }

    private static void fill(SeekableByteChannel channel, byte[] content) throws IOException {
        try (SeekableByteChannel open = channel) {
            ByteBuffer bytes = ByteBuffer.wrap(content);
            while (bytes.hasRemaining()) {
                open.write(bytes);
            }
            if (open instanceof FileChannel file) {
                file.force(true);
            }
        }
    }

    private static void deleteQuietly(SecureDirectoryStream<Path> open, Path temporary) {
        try {
            open.deleteFile(temporary);
        } catch (IOException e) {
            // It was not made, or the disk is gone; the first failure is the one to tell.
        }
    }

    /** An existing file keeps its rights. */
    private static FileAttribute<?>[] attributes(Path real) throws IOException {
        if (!Files.isRegularFile(real, LinkOption.NOFOLLOW_LINKS)
                || !real.getFileSystem().supportedFileAttributeViews().contains("posix")) {
            return new FileAttribute<?>[0];
        }
        Set<PosixFilePermission> rights = Files.getPosixFilePermissions(real, LinkOption.NOFOLLOW_LINKS);
        return new FileAttribute<?>[] {PosixFilePermissions.asFileAttribute(rights)};
    }

    private static Path folder(Path real) {
        Path folder = real.getParent();
        return folder == null ? real : folder;
    }

    private static Path name(Path real) {
        Path name = real.getFileName();
        return name == null ? real : name;
    }
}
