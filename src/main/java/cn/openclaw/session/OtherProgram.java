package cn.openclaw.session;

import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The original's own lock, {@code <transcript>.lock} with {@code {pid, createdAt}}: it holds it for a whole run, and a person may
 * have both programs. We wait for it and never take it: ours is the operating system's, which cannot be left behind.
 */
public final class OtherProgram {
    /** As in the original: a lock older than this was left behind. */
    private static final Duration STALE = Duration.ofMinutes(30);

    private static final Duration PAUSE = Duration.ofMillis(100);

    private OtherProgram() {}

    /**
     * Waits until the original is not in the middle of a run of this transcript.
     *
     * @throws SessionException BUSY if it still is after this time
     */
    public static void await(Path transcript, Duration patience, InstantSource clock) throws InterruptedException {
        Path lock = transcript.resolveSibling(transcript.getFileName() + ".lock");
        Instant until = clock.instant().plus(patience);
        for (Optional<Long> pid = holder(lock, clock); pid.isPresent(); pid = holder(lock, clock)) {
            if (clock.instant().isAfter(until)) {
                throw new SessionException(SessionException.Reason.BUSY, SessionText.BUSY, transcript, pid.get());
            }
            Thread.sleep(PAUSE);
        }
    }

    private static Optional<Long> holder(Path lock, InstantSource clock) {
        if (!Files.exists(lock)) {
            return Optional.empty();
        }
        try {
            boolean stale = Files.getLastModifiedTime(lock)
                    .toInstant()
                    .isBefore(clock.instant().minus(STALE));
            JsonNode pid = Json.parse(Files.readAllBytes(lock)).get("pid");
            return stale || pid == null || !pid.isIntegralNumber()
                    ? Optional.empty()
                    : Optional.of(pid.longValue()).filter(OtherProgram::lives);
        } catch (IOException | JsonException e) {
            // Gone meanwhile, or no lock of the original.
            return Optional.empty();
        }
    }

    private static boolean lives(long pid) {
        return pid != ProcessHandle.current().pid()
                && ProcessHandle.of(pid).map(ProcessHandle::isAlive).orElse(false);
    }
}
