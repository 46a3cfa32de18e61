package cn.openclaw.auth;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.channels.FileLock;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.PosixFileAttributes;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps writers of one file apart, by three locks taken in this order:
 *
 * <ol>
 *   <li>one in memory, between threads of this process;
 *   <li>the operating system's, on {@code <file>.lck}, between our processes: it ends with its holder, also by kill -9;
 *   <li>the folder {@code <file>.lock}, which the original makes and removes, and takes for abandoned after 30 s.
 * </ol>
 *
 * <p>The third alone would not do: two who find an abandoned folder can both remove it, the second one the first one's new
 * folder; and whoever was killed would hold up everybody for 30 s. So ours are told by their mode, which the original never
 * gives and which stands from the moment they exist: whoever has the second lock and finds one removes it at once, because
 * nobody alive can have made it.
 */
final class StoreLock implements AutoCloseable {
    /** When the original takes a lock for abandoned. */
    static final Duration STALE = Duration.ofSeconds(30);
    /** Longer than {@link #STALE}: an abandoned lock never fails a writer. */
    static final Duration PATIENCE = Duration.ofSeconds(40);

    private static final Map<Path, ReentrantLock> THREADS = new ConcurrentHashMap<>();
    /** The mode of the folders we make; no umask changes it. */
    private static final Set<PosixFilePermission> OURS =
            EnumSet.of(PosixFilePermission.OWNER_READ, PosixFilePermission.OWNER_EXECUTE);

    private static final long PAUSE_NANOS = TimeUnit.MILLISECONDS.toNanos(10);

    private final ReentrantLock threads;
    private final RandomAccessFile processes;
    private final FileLock lock;
    private final Path folder;
    private final String mark;

    private StoreLock(ReentrantLock threads, RandomAccessFile processes, FileLock lock, Path folder) throws IOException {
        this.threads = threads;
        this.processes = processes;
        this.lock = lock;
        this.folder = folder;
        this.mark = mark(folder);
    }

    static Path folder(Path file) {
        return file.resolveSibling(file.getFileName() + ".lock");
    }

    /**
     * Takes all three, or none.
     *
     * @param file the file itself, links resolved; its folder exists
     * @param patience how long to wait; zero to try once
     * @return empty if somebody else holds it all the time, or this thread is interrupted while it waits
     */
    static Optional<StoreLock> acquire(Path file, Duration patience) throws IOException {
        long deadline = System.nanoTime() + patience.toNanos();
        ReentrantLock threads = THREADS.computeIfAbsent(file, _ -> new ReentrantLock(true));
        while (!threads.tryLock()) {
            if (!pause(deadline)) {
                return Optional.empty();
            }
        }
        boolean taken = false;
        try {
            Optional<StoreLock> lock = acquireFromOthers(file, threads, deadline);
            taken = lock.isPresent();
            return lock;
        } finally {
            if (!taken) {
                threads.unlock();
            }
        }
    }

    private static Optional<StoreLock> acquireFromOthers(
            Path file, ReentrantLock threads, long deadline) throws IOException {
        Path side = file.resolveSibling(file.getFileName() + ".lck");
        SafeFile.createEmpty(side);
        RandomAccessFile processes = new RandomAccessFile(side.toFile(), "rw");
        StoreLock taken = null;
        try {
            FileLock lock = processes.getChannel().tryLock();
            while (lock == null) {
                if (!pause(deadline)) {
                    return Optional.empty();
                }
                lock = processes.getChannel().tryLock();
            }
            Path folder = folder(file);
            removeIfOurs(folder);
            while (!make(folder, side, processes)) {
                if (!pause(deadline)) {
                    return Optional.empty();
                }
            }
            taken = new StoreLock(threads, processes, lock, folder);
            return Optional.of(taken);
        } finally {
            if (taken == null) {
                processes.close();
            }
        }
    }

    private static boolean make(Path folder, Path side, RandomAccessFile processes) throws IOException {
        try {
            Files.createDirectory(folder, SafeFile.attributes(folder, OURS));
            return true;
        } catch (FileAlreadyExistsException e) {
            Optional<BasicFileAttributes> other = attributes(folder, BasicFileAttributes.class);
            // Both times are the file system's: it may be another machine's, with a clock of its own.
            processes.seek(0);
            processes.write(' ');
            Optional<BasicFileAttributes> now = attributes(side, BasicFileAttributes.class);
            if (other.isPresent() && now.isPresent() && isStale(other.get(), now.get())) {
                Files.deleteIfExists(folder);
            }
            return false;
        }
    }

    private static boolean isStale(BasicFileAttributes folder, BasicFileAttributes now) {
        return folder.lastModifiedTime().toInstant().plus(STALE).isBefore(now.lastModifiedTime().toInstant());
    }

    /** One of our processes died before it came to remove its folder. */
    private static void removeIfOurs(Path folder) throws IOException {
        Optional<PosixFileAttributes> found = attributes(folder, PosixFileAttributes.class);
        if (found.isPresent() && found.get().isDirectory() && found.get().permissions().equals(OURS)) {
            Files.deleteIfExists(folder);
        }
    }

    /** Tells this folder from any other that has stood or will stand in its place. */
    private static String mark(Path folder) {
        return attributes(folder, BasicFileAttributes.class).map(found -> found.fileKey() + " " + found.lastModifiedTime()).orElse("");
    }

    private static <A extends BasicFileAttributes> Optional<A> attributes(Path folder, Class<A> kind) {
        try {
            return Optional.of(Files.readAttributes(folder, kind));
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
    }

    private static boolean pause(long deadline) {
        if (System.nanoTime() - deadline >= 0 || Thread.currentThread().isInterrupted()) {
            return false;
        }
        LockSupport.parkNanos(PAUSE_NANOS);
        return true;
    }

    /** False if we slept so long that another program took the lock for abandoned and made its own. */
    boolean isHeld() {
        return mark.equals(mark(folder));
    }

    @Override
    public void close() throws IOException {
        try {
            if (isHeld()) {
                Files.deleteIfExists(folder);
            }
            lock.release();
        } finally {
            try {
                processes.close();
            } finally {
                threads.unlock();
            }
        }
    }
}
