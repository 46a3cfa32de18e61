package cn.openclaw.ledger;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A file of lines that many processes append to and one empties: what happened is written down in a fraction of a millisecond,
 * and no database is opened for it. The system's lock on the file orders the processes, one of ours the threads. Neither opening,
 * locking nor writing minds that the thread is interrupted: an aborted call is written down like others.
 */
final class Spool {
    /** POSIX drops all locks of a process on a file with any descriptor of it: one at a time, therefore. */
    private static final ConcurrentHashMap<Path, ReentrantLock> LOCKS = new ConcurrentHashMap<>();

    private static final boolean POSIX =
            java.nio.file.FileSystems.getDefault().supportedFileAttributeViews().contains("posix");
    private static final long POLL_NANOS = 1_000_000;

    private final Path file;
    private final ReentrantLock lock;

    Spool(Path file) {
        this.file = file.toAbsolutePath().normalize();
        this.lock = LOCKS.computeIfAbsent(this.file, _ -> new ReentrantLock());
    }

    boolean exists() {
        return Files.exists(file);
    }

    private interface Work {
        void with(RandomAccessFile open) throws IOException;
    }

    /** Adds a line. It is not forced to the disk: the next start makes up for what a crash of the machine loses. */
    long append(String line) throws IOException {
        long[] length = new long[1];
        locked(open -> {
            long before = open.length();
            open.seek(before);
            try {
                open.write((line + "\n").getBytes(StandardCharsets.UTF_8));
            } catch (IOException e) {
                // Half a line would spoil the next one.
                open.setLength(before);
                throw e;
            }
            length[0] = open.length();
        });
        return length[0];
    }

    /** Hands over every whole line, and forgets them once that has returned. */
    void take(Consumer<List<String>> taker) throws IOException {
        if (!Files.exists(file) || Files.size(file) == 0) {
            return;
        }
        locked(open -> {
            byte[] bytes = new byte[(int) Math.min(open.length(), Integer.MAX_VALUE - 8)];
            open.seek(0);
            open.readFully(bytes);
            taker.accept(new String(bytes, StandardCharsets.UTF_8).lines().toList());
            open.setLength(0);
        });
    }

    private void locked(Work work) throws IOException {
        lock.lock();
        try {
            prepare();
            try (RandomAccessFile open = new RandomAccessFile(file.toFile(), "rw");
                    FileLock _ = theirs(open)) {
                work.with(open);
            }
        } finally {
            lock.unlock();
        }
    }

    private void prepare() throws IOException {
        if (!Files.exists(file)) {
            Path folder = file.getParent();
            if (folder != null && !Files.isDirectory(folder)) {
                if (POSIX) {
                    Files.createDirectories(
                            folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
                } else {
                    Files.createDirectories(folder);
                }
            }
            try {
                if (POSIX) {
                    Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
                } else {
                    Files.createFile(file);
                }
            } catch (java.nio.file.FileAlreadyExistsException e) {
                return; // another process was first, which is as good
            }
        }
    }

    private static FileLock theirs(RandomAccessFile open) throws IOException {
        while (true) {
            FileLock lock = open.getChannel().tryLock();
            if (lock != null) {
                return lock;
            }
            LockSupport.parkNanos(POLL_NANOS);
        }
    }
}
