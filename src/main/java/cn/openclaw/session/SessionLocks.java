package cn.openclaw.session;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Locks of the operating system, held only while a few bytes are written, and gone with the process that held them: no
 * stale lock can exist. One file {@code .lock} a folder; each session locks one byte of it, chosen by its name, so sessions
 * do not wait for each other (a clash of two names only costs a wait).
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
