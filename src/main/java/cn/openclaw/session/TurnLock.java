package cn.openclaw.session;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;

/**
 * One turn of a conversation at a time, whatever the number of programs that have it open: two would answer past each other. A lock
 * of the operating system, so it is gone with the process that held it. While it is waited for, anybody may still append: the
 * transcript itself is never locked for longer than that takes.
 */
public final class TurnLock implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(50);

    private final SessionLocks.Held held;

    private TurnLock(SessionLocks.Held held) {
        this.held = held;
    }

    /**
     * Waits until no other process is in a turn of this conversation.
     *
     * @param transcript the conversation's file, which need not exist
     * @param patience how long to wait at most
     * @param waiting called once, if it must be waited for
     * @throws SessionException BUSY if it still is after this time; STORAGE if the disk says no
     */
    public static TurnLock hold(Path transcript, Duration patience, InstantSource clock, Runnable waiting) throws InterruptedException {
        Path folder = transcript.toAbsolutePath().resolveSibling("");
        String name = String.valueOf(transcript.getFileName());
        Instant until = clock.instant().plus(patience);
        boolean told = false;
        while (true) {
            Optional<SessionLocks.Held> held = tried(transcript, folder, name);
            if (held.isPresent()) {
                return new TurnLock(held.get());
            }
            if (clock.instant().isAfter(until)) {
                throw new SessionException(SessionException.Reason.BUSY, SessionText.BUSY_TURN, name, patience.toSeconds());
            }
            if (!told) {
                told = true;
                waiting.run();
            }
            Thread.sleep(PAUSE);
        }
    }

    private static Optional<SessionLocks.Held> tried(Path transcript, Path folder, String name) {
        try {
            return Durable.shielded(() -> {
                Durable.folder(folder);
                return SessionLocks.holdTurn(folder, name);
            });
        } catch (IOException e) {
            throw SessionException.write(transcript, e);
        }
    }

    @Override
    public void close() {
        try {
            Durable.shielded(() -> {
                held.close();
                return true;
            });
        } catch (IOException e) {
            // A lock that cannot be given back is gone: its channel is closed.
            return;
        }
    }
}
