package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json5Document;
import cn.openclaw.json.JsonException;
import cn.openclaw.testing.TempHome;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The process is killed with signal 9 while it saves: the file is the old one or the new one, and never anything else. */
class ConfigKillTest {
    private static final List<String> PATH = List.of("agents", "defaults", "timeoutSeconds");
    private static final String MINE = "// " + "中文注释 ".repeat(4000) + "\n{\n  agents: { defaults: { timeoutSeconds: 1 } }, // keep me\n}\n";

    @TempDir
    Path folder;

    @Test
    void oneCommandKilledAtAnyMoment() throws Exception {
        killCommands(4, 1);
    }

    @Test
    @Tag("slow")
    void oneCommandKilledAtAnyMomentOften() throws Exception {
        killCommands(500, 2);
    }

    private void killCommands(int times, int seed) throws Exception {
        Random random = new Random(seed);
        TempHome home = new TempHome(folder).config(MINE);
        long usual = run(home, 2, Long.MAX_VALUE);
        assertThat(value(home)).isEqualTo(2);
        int old = 2;
        int changed = 0;
        for (int round = 0; round < times; round++) {
            int next = old + 1;
            // Mostly near the end, where the file is written.
            long moment = (long) (usual * (0.5 + random.nextDouble() * 0.7));
            run(home, next, moment);
            int now = value(home);
            assertThat(now).as("killed after %d ms", moment / 1_000_000).isIn(old, next);
            changed += now == next ? 1 : 0;
            assertThat(text(home)).isEqualTo(version(now));
            backupsAreWholeVersions(home, now);
            old = now;
        }
        assertThat(changed).as("all or none changed: the kills missed").isBetween(times > 50 ? 10 : 0, times);
    }

    /** Starts {@code config set} as people do, and kills it when its time is up; how long it ran, in nanoseconds. */
    private static long run(TempHome home, int value, long nanos) throws IOException, InterruptedException {
        Process process = start(home, "cn.openclaw.cli.Main", "config", "set", String.join(".", PATH), Integer.toString(value));
        long begin = System.nanoTime();
        boolean ended = process.waitFor(nanos, TimeUnit.NANOSECONDS);
        if (!ended) {
            process.destroyForcibly().waitFor();
        }
        return System.nanoTime() - begin;
    }

    @Test
    void oneProcessThatSavesAllTheTime() throws Exception {
        killLoops(2, 3);
    }

    @Test
    @Tag("slow")
    void oneProcessThatSavesAllTheTimeOften() throws Exception {
        killLoops(500, 4);
    }

    /** Kills a process that does nothing but save: nearly every kill hits the writing itself. */
    private void killLoops(int times, int seed) throws Exception {
        Random random = new Random(seed);
        TempHome home = new TempHome(folder).config(MINE);
        int now = 1;
        for (int round = 0; round < times; round++) {
            Files.writeString(home.path("dots"), "");
            Process process = start(home, "cn.openclaw.cli.ConfigSetLoop", Integer.toString(now + 1));
            Path dots = home.path("dots");
            for (int tries = 0; Files.size(dots) == 0; tries++) {
                assertThat(tries).as("it saves").isLessThan(10_000);
                Thread.sleep(2);
            }
            Thread.sleep(random.nextInt(60), random.nextInt(1_000_000));
            process.destroyForcibly().waitFor();
            int accepted = now + (int) Files.size(dots);
            now = value(home);
            assertThat(now).as("what was reported as saved is there, and at most one more").isIn(accepted, accepted + 1);
            assertThat(text(home)).isEqualTo(version(now));
            backupsAreWholeVersions(home, now);
        }
    }

    private static Process start(TempHome home, String main, String... arguments) throws IOException {
        List<String> line = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-cp",
                System.getProperty("java.class.path"),
                main));
        line.addAll(List.of(arguments));
        ProcessBuilder builder = new ProcessBuilder(line)
                .redirectOutput(home.path("dots").toFile())
                .redirectError(ProcessBuilder.Redirect.DISCARD);
        builder.environment().clear();
        builder.environment().put("HOME", home.home().toString());
        return builder.start();
    }

    private static String version(int value) {
        return MINE.replace("timeoutSeconds: 1 ", "timeoutSeconds: " + value + " ");
    }

    private static String text(TempHome home) {
        return home.read(".openclaw/openclaw.json");
    }

    private static int value(TempHome home) {
        try {
            return Json5Document.parse(text(home)).root().at("/agents/defaults/timeoutSeconds").intValue();
        } catch (JsonException e) {
            throw new AssertionError("a torn file", e);
        }
    }

    private static void backupsAreWholeVersions(TempHome home, int newest) throws IOException {
        List<Path> all;
        try (Stream<Path> files = Files.list(home.path(".openclaw"))) {
            all = files.toList();
        }
        List<Path> backups = all.stream().filter(file -> file.getFileName().toString().matches("openclaw\\.json\\.bak.*")).toList();
        assertThat(backups).hasSizeLessThanOrEqualTo(5);
        assertThat(all).as("a kill leaves one half-written file at most, and the next save takes it away")
                .filteredOn(file -> file.toString().endsWith(".tmp")).hasSizeLessThanOrEqualTo(1);
        for (Path backup : backups) {
            String text = Files.readString(backup, StandardCharsets.UTF_8);
            int value = Json5Document.parse(text).root().at("/agents/defaults/timeoutSeconds").intValue();
            assertThat(value).isBetween(1, newest);
            assertThat(text).isEqualTo(version(value));
        }
    }
}
