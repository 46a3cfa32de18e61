package cn.openclaw.gateway;

import cn.openclaw.base.Environment;
import cn.openclaw.config.LiveProcess;
import cn.openclaw.config.Places;
import cn.openclaw.config.StateFile;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HexFormat;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * One gateway for one configuration: the original's lock file, at its place and with its content, so that either program sees the
 * other. Two configurations may have a gateway each.
 */
public final class GatewayLock implements AutoCloseable {
    private static final Duration PAUSE = Duration.ofMillis(100);
    /** A file without an owner that is older was left by somebody who died while writing it. */
    private static final Duration NAMELESS = Duration.ofSeconds(30);

    /** Those that this process holds now: another one of its own number is what it was before it began anew in place. */
    private static final Set<Path> OURS = ConcurrentHashMap.newKeySet();

    private final @Nullable Path file;

    private GatewayLock(@Nullable Path file) {
        this.file = file;
    }

    /** Somebody else has it. */
    public static final class Held extends Exception {
        private static final long serialVersionUID = 1;
        private final long pid;

        Held(long pid) {
            super("held by " + pid);
            this.pid = pid;
        }

        /** Whose it is; -1 if the file does not say. */
        public long pid() {
            return pid;
        }
    }

    /** Where it is: in the system's folder for temporary files, by the path of the configuration. */
    public static Path file(Places places, Path temporary) {
        String name = HexFormat.of()
                .formatHex(Hash.sha256(places.configFile().toString().getBytes(StandardCharsets.UTF_8)))
                .substring(0, 8);
        OptionalLong uid = uid(places.home());
        String folder = uid.isPresent() ? "openclaw-" + uid.getAsLong() : "openclaw";
        return temporary.resolve(folder).resolve("gateway." + name + ".lock");
    }

    private static OptionalLong uid(Path home) {
        try {
            return Files.getAttribute(home, "unix:uid") instanceof Integer uid ? OptionalLong.of(uid) : OptionalLong.empty();
        } catch (IOException | UnsupportedOperationException | IllegalArgumentException e) {
            return OptionalLong.empty();
        }
    }

    /**
     * Takes it; waits for somebody who is just ending.
     *
     * @param temporary the system's folder for temporary files
     * @throws Held if it is somebody else's for all that time
     * @throws IOException if the folder cannot be written to
     */
    public static GatewayLock take(
            Places places, Environment environment, Path temporary, InstantSource clock, Duration patience)
            throws Held, IOException, InterruptedException {
        if (environment.get("OPENCLAW_ALLOW_MULTI_GATEWAY").filter("1"::equals).isPresent()) {
            return new GatewayLock(null);
        }
        Path file = file(places, temporary);
        StateFile.makeFolder(file.resolveSibling(""));
        long end = System.nanoTime() + patience.toNanos();
        while (true) {
            try {
                Files.writeString(file, content(places, clock), StandardCharsets.UTF_8, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
                OURS.add(file);
                return new GatewayLock(file);
            } catch (FileAlreadyExistsException e) {
                if (isStale(file, clock)) {
                    Files.deleteIfExists(file);
                } else if (System.nanoTime() > end) {
                    throw new Held(owner(file));
                } else {
                    Thread.sleep(PAUSE);
                }
            }
        }
    }

    private static String content(Places places, InstantSource clock) {
        long pid = ProcessHandle.current().pid();
        ObjectNode tree = Json.object().put("pid", pid).put("createdAt", clock.instant().toString());
        tree.put("configPath", places.configFile().toString());
        startTime(pid).ifPresent(ticks -> tree.put("startTime", ticks));
        return Json.write(tree);
    }

    /** Field 22 of {@code /proc/PID/stat}, behind the name in brackets, which may hold spaces. */
    private static OptionalLong startTime(long pid) {
        try {
            String stat = Files.readString(Path.of("/proc", Long.toString(pid), "stat"), StandardCharsets.ISO_8859_1);
            String[] rest = stat.substring(stat.lastIndexOf(')') + 2).split(" ");
            return OptionalLong.of(Long.parseLong(rest[19]));
        } catch (IOException | RuntimeException e) {
            return OptionalLong.empty(); // Not Linux, or the process is gone.
        }
    }

    private static boolean isStale(Path file, InstantSource clock) throws IOException {
        JsonNode tree;
        try {
            tree = Json.parse(Files.readAllBytes(file));
        } catch (JsonException | java.nio.file.NoSuchFileException e) {
            Instant written = Files.exists(file) ? Files.getLastModifiedTime(file).toInstant() : Instant.EPOCH;
            return written.plus(NAMELESS).isBefore(clock.instant());
        }
        long pid = tree.path("pid").asLong(-1);
        if (pid == ProcessHandle.current().pid()) {
            return !OURS.contains(file);
        }
        if (!LiveProcess.isAlive(pid)) {
            return true;
        }
        OptionalLong now = startTime(pid);
        return tree.has("startTime") && now.isPresent() && now.getAsLong() != tree.path("startTime").asLong(0);
    }

    /** Who has it; -1 if nobody does or it does not say. */
    public static long owner(Path file) {
        try {
            return Json.parse(Files.readAllBytes(file)).path("pid").asLong(-1);
        } catch (IOException | JsonException e) {
            return -1;
        }
    }

    @Override
    public void close() {
        try {
            if (file != null && OURS.remove(file) && owner(file) == ProcessHandle.current().pid()) {
                Files.deleteIfExists(file);
            }
        } catch (IOException e) {
            // It names a process that is ending: the next one sees that.
        }
    }
}
