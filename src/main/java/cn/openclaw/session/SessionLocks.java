package cn.openclaw.session;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Locks of the operating system, gone with the process that held them: no stale lock can exist. One file {@code .lock} a folder; each
 * session locks one byte of it, chosen by its name, while a few bytes are written, so sessions do not wait for each other (a clash of
 * two names only costs a wait). Another byte, far behind the end of the file, stands for a session's turn.
 *
 * <p>The channels stay open for the life of the process on purpose: POSIX drops all of a process' locks on a file as soon
 * as any of its descriptors for that file is closed. For the same reason the lock is not taken on the transcript itself.
 */
final class SessionLocks {
    private static final int BYTES = 1024;
    private static final ConcurrentHashMap<Path, Folder> FOLDERS = new ConcurrentHashMap<>();

    private SessionLocks() {}

    /** A lock that is held until it is closed. */
    interface Held extends AutoCloseable {
        @Override
        void close() throws IOException;
    }

    private record Folder(FileChannel channel, ReentrantLock[] inProcess) {}

    /** Waits for the lock of this name in this folder, which must exist. */
    static Held hold(Path folder, String name) throws IOException {
        Folder locks = folder(folder.toAbsolutePath().normalize());
        int place = Math.floorMod(name.hashCode(), BYTES);
        ReentrantLock ours = locks.inProcess[place];
        ours.lock();
        try {
            FileLock theirs = theirs(locks.channel, place);
            return () -> {
                try {
                    theirs.release();
                } finally {
                    ours.unlock();
                }
            };
        } catch (IOException | RuntimeException e) {
            ours.unlock();
            throw e;
        }
    }

    /** The lock of this name's turn, if nobody has it. */
    static Optional<Held> holdTurn(Path folder, String name) throws IOException {
        try {
            FileLock lock = folder(folder.toAbsolutePath().normalize()).channel.tryLock(BYTES + place(name), 1, false);
            return lock == null ? Optional.empty() : Optional.of(lock::release);
        } catch (OverlappingFileLockException e) {
            // This process itself is in a turn of it.
            return Optional.empty();
        }
    }

    /** One of so many places that no two names of a folder share one. */
    private static long place(String name) {
        long hash = 0xcbf29ce484222325L;
        for (int at = 0; at < name.length(); at++) {
            hash = (hash ^ name.charAt(at)) * 0x100000001b3L;
        }
        return hash >>> 2;
    }

    /** Asks again and again: an interruption while waiting in {@code lock()} would close the channel for every session. */
    private static FileLock theirs(FileChannel channel, int place) throws IOException {
        while (true) {
            FileLock lock = channel.tryLock(place, 1, false);
            if (lock != null) {
                return lock;
            }
            LockSupport.parkNanos(500_000);
        }
    }

    private static Folder folder(Path path) throws IOException {
        Folder known = FOLDERS.get(path);
        if (known != null && known.channel.isOpen()) {
            return known;
        }
        synchronized (FOLDERS) {
            Folder again = FOLDERS.get(path);
            if (again != null && again.channel.isOpen()) {
                return again;
            }
            ReentrantLock[] inProcess = new ReentrantLock[BYTES];
            for (int at = 0; at < BYTES; at++) {
                inProcess[at] = new ReentrantLock();
            }
            Folder made = new Folder(Durable.open(path.resolve(".lock"), StandardOpenOption.CREATE), inProcess);
            FOLDERS.put(path, made);
            return made;
        }
    }
}
