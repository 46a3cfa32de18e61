package cn.openclaw.auth;

import static cn.openclaw.auth.AuthWorld.key;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import cn.openclaw.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Several writers at once, and writers that are killed: nothing that was saved is lost, and the file is always whole. */
class StoreTogetherTest {
    @TempDir
    Path home;

    private AuthWorld world;
    private Path lock;

    @AfterEach
    void flush() {
        world.flush();
    }

    @BeforeEach
    void world() {
        world = new AuthWorld(home);
        lock = world.file.resolveSibling("auth-profiles.json.lock");
    }

    @Test
    void threadsThatWriteTogetherLoseNothing() throws Exception {
        AuthProfileStore shared = world.store();
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            for (int thread = 0; thread < 8; thread++) {
                int name = thread;
                AuthProfileStore store = thread % 2 == 0 ? shared : world.store();
                threads.submit(() -> {
                    for (int number = 0; number < 5; number++) {
                        String id = "p:" + name + "-" + number;
                        store.put(key(id, "sk-" + id));
                        AuthWorld.rateLimited(store, id, "m");
                    }
                    flushWhateverItTakes(store);
                });
            }
        }

        assertThat(world.store().profiles()).hasSize(40);
        assertThat(Json.parse(world.read()).get("usageStats").properties()).hasSize(40);
        assertNothingLeftBehind();
    }

    @Test
    void processesThatWriteTogetherLoseNothing() throws Exception {
        processesTogether(3, 8);
    }

    @Test
    @Tag("slow")
    void manyProcessesThatWriteTogetherLoseNothing() throws Exception {
        processesTogether(8, 100);
    }

    private void processesTogether(int processes, int profiles) throws Exception {
        List<Process> running = new ArrayList<>();
        for (int number = 0; number < processes; number++) {
            running.add(writer("w" + number, profiles));
        }
        for (Process process : running) {
            process.getInputStream().transferTo(java.io.OutputStream.nullOutputStream());
            assertThat(process.waitFor(120, TimeUnit.SECONDS)).isTrue();
            assertThat(process.exitValue()).isZero();
        }

        assertThat(world.store().profiles()).hasSize(processes * profiles);
        assertThat(Json.parse(world.read()).get("usageStats").properties()).hasSize(processes * profiles);
        assertNothingLeftBehind();
    }

    @Test
    void aKilledWriterLeavesTheOldFileOrTheNew() throws Exception {
        killWriters(3);
    }

    @Test
    @Tag("slow")
    void fiveHundredKilledWritersLeaveTheOldFileOrTheNew() throws Exception {
        killWriters(500);
    }

    /** What a writer said was saved is there after its death, whenever that comes, and the next writer need not wait for it. */
    private void killWriters(int times) throws Exception {
        Random random = new Random(9);
        List<String> saved = new ArrayList<>();
        for (int time = 0; time < times; time++) {
            Process process = writer("k" + time, 1_000);
            try (var out = new BufferedReader(
                    new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8))) {
                String first = out.readLine();
                assertThat(first).isNotNull();
                saved.add(first);
                Thread.sleep(random.nextInt(60));
                process.toHandle().destroyForcibly();
                process.waitFor();
                for (String line = out.readLine(); line != null; line = out.readLine()) {
                    if (line.endsWith("-" + lastNumber(saved, time))) {
                        saved.add(line);
                    }
                }
            }
            AuthProfileStore after = world.store();
            assertThat(after.problems()).isEmpty();
            assertThat(after.profiles()).extracting(AuthProfile::id).containsAll(saved);
            long start = System.nanoTime();
            after.put(key("p:after", "sk-" + time));
            assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(10));
            assertNothingLeftBehind();
            // Keep the file small: a thousand profiles would make a slow test slower.
            if (time % 20 == 19) {
                Files.delete(world.file);
                saved.clear();
            }
        }
    }

    private static int lastNumber(List<String> saved, int time) {
        return (int) saved.stream().filter(id -> id.startsWith("p:k" + time + "-")).count();
    }

    @Test
    void aLockOfAnotherProgramIsWaitedFor() throws Exception {
        world.store().put(key("p:a", "k"));
        Files.createDirectory(lock);
        try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
            var done = threads.submit(() -> world.store().put(key("p:b", "k")));
            Thread.sleep(150);
            assertThat(done.isDone()).isFalse();
            Files.delete(lock);
            done.get(5, TimeUnit.SECONDS);
        }
        assertThat(world.store().profiles()).hasSize(2);
    }

    @Test
    void anAbandonedLockOfAnotherProgramIsTakenOver() throws IOException {
        world.store().put(key("p:a", "k"));
        Files.createDirectory(lock);
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minusSeconds(31)));

        world.store().put(key("p:b", "k"));

        assertThat(world.store().profiles()).hasSize(2);
        assertNothingLeftBehind();
    }

    @Test
    void aLockThatAKilledWriterOfOursLeftIsRemovedAtOnce() throws IOException {
        world.store().put(key("p:a", "k"));
        Files.createDirectory(lock, java.nio.file.attribute.PosixFilePermissions.asFileAttribute(
                java.nio.file.attribute.PosixFilePermissions.fromString("r-x------")));

        assertThat(StoreLock.acquire(world.file, Duration.ZERO)).hasValueSatisfying(held -> {
            try {
                held.close();
            } catch (IOException e) {
                throw new java.io.UncheckedIOException(e);
            }
        });
        assertNothingLeftBehind();
    }

    @Test
    void aFreshLockIsNotTakenAwayAndPatienceEnds() throws IOException {
        Files.createDirectories(world.file.getParent());
        Files.createDirectory(lock);
        Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minusSeconds(20)));

        assertThat(StoreLock.acquire(world.file, Duration.ofMillis(100))).isEmpty();
        assertThat(lock).isDirectory();
        Thread.currentThread().interrupt();
        assertThatExceptionOfType(AuthException.class).isThrownBy(() -> world.store().put(key("p:a", "k")));
        assertThat(Thread.interrupted()).isTrue();
    }

    @Test
    void rotationWaitsForNoLock() throws Exception {
        AuthProfileStore store = world.store();
        store.put(key("p:a", "k"));
        Files.createDirectory(lock);
        long start = System.nanoTime();

        AuthWorld.rateLimited(store, "p:a", "m");

        assertThat(store.restsUntil("p:a", "m")).as("it counts at once").isPresent();
        assertThat(Duration.ofNanos(System.nanoTime() - start)).isLessThan(Duration.ofSeconds(1));
        assertThat(world.file).content().doesNotContain("usageStats");
        Files.delete(lock);
        assertThat(store.flush()).isTrue();
        assertThat(world.file).content().contains("\"errors\": 1").contains("rate_limit\": 1");
        assertThat(store.restsUntil("p:a", "m")).isPresent();
    }

    @Test
    void whoeverSleptTooLongDoesNotOverwrite() throws IOException {
        Files.createDirectories(world.file.getParent());
        try (StoreLock slept = StoreLock.acquire(world.file, Duration.ZERO).orElseThrow()) {
            assertThat(slept.isHeld()).isTrue();
            Files.delete(lock);
            Files.createDirectory(lock);
            Files.setLastModifiedTime(lock, FileTime.from(Instant.now().minusSeconds(1)));
            assertThat(slept.isHeld()).isFalse();
        }
        assertThat(lock).as("the other's lock is not removed").isDirectory();
    }

    @Test
    void anUnwritableFolderIsOneSentence() throws IOException {
        Path file = home.resolve("plain-file/agents/auth-profiles.json");
        Files.writeString(home.resolve("plain-file"), "not a folder");
        AuthProfileStore store = world.store(file, Optional.empty());

        assertThatExceptionOfType(AuthException.class)
                .isThrownBy(() -> store.put(key("p:a", "k")))
                .satisfies(e -> assertThat(e.reason()).isEqualTo(AuthException.Reason.STORE_UNREACHABLE));
    }

    /** On a machine with much else to do, five seconds may not be enough. */
    private static void flushWhateverItTakes(AuthProfileStore store) {
        boolean done = false;
        for (int attempt = 0; attempt < 12 && !done; attempt++) {
            done = store.flush();
        }
        assertThat(done).isTrue();
    }

    private Process writer(String name, int count) throws IOException {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:+UseSerialGC",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        "cn.openclaw.auth.StoreWriter",
                        world.file.toString(),
                        name,
                        Integer.toString(count))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    private void assertNothingLeftBehind() throws IOException {
        try (Stream<Path> beside = Files.list(world.file.getParent())) {
            assertThat(beside)
                    .extracting(path -> path.getFileName().toString())
                    .containsExactlyInAnyOrder("auth-profiles.json", "auth-profiles.json.lck");
        }
    }
}
