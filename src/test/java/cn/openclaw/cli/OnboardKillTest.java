package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.Environment;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code onboard} as a real process, killed at any moment: the configuration is the old or the new one, and the keys are never half a file. */
class OnboardKillTest {
    private static final String OLD = "{\n  // mine\n  agents: { defaults: { timeoutSeconds: 77 } },\n}\n";

    @TempDir
    Path folder;

    @Test
    void killedAFewTimesItLeavesTheOldOrTheNewFile() throws Exception {
        kill(4, new Random(5));
    }

    @Test
    @Tag("slow")
    void killedAtManyRandomMomentsItLeavesTheOldOrTheNewFile() throws Exception {
        kill(Integer.getInteger("crash.rounds", 500), new Random(6));
    }

    private void kill(int rounds, Random random) throws Exception {
        long usual = Math.max(50, whole());
        int fresh = 0;
        int old = 0;
        for (int round = 0; round < rounds; round++) {
            Path home = home(round);
            Process process = onboard(home);
            Thread.sleep(random.nextLong(usual * 11 / 10));
            process.destroyForcibly().waitFor();
            if (check(home)) {
                fresh++;
            } else {
                old++;
            }
        }
        System.err.println("onboard killed " + rounds + " times: " + old + " old, " + fresh + " new");
    }

    private long whole() throws Exception {
        Path home = home(-1);
        long start = System.nanoTime();
        Process process = onboard(home);
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
        assertThat(check(home)).isTrue();
        return TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - start);
    }

    private Path home(int round) throws IOException {
        Path home = folder.resolve("home" + round);
        Files.createDirectories(home.resolve(".openclaw"));
        Files.writeString(home.resolve(".openclaw/openclaw.json"), OLD);
        return home;
    }

    private Process onboard(Path home) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                "cn.openclaw.cli.Main", "onboard", "--non-interactive", "--accept-risk", "--auth-choice", "moonshot-api-key",
                "--moonshot-api-key", "sk-kill-0123456789abcdef01234567", "--skip-probe", "--json");
        builder.environment().clear();
        builder.environment().put("HOME", home.toString());
        builder.directory(home.toFile());
        return builder.redirectErrorStream(true).redirectOutput(home.resolve("out.txt").toFile()).start();
    }

    /** Whether the new configuration is there; anything but the whole old or the whole new one fails. */
    private static boolean check(Path home) throws IOException {
        Path keys = home.resolve(".openclaw/agents/main/agent/auth-profiles.json");
        if (Files.exists(keys)) {
            assertThat(Json.text(Json.parse(Files.readAllBytes(keys)), "profiles", "moonshot:default", "provider"))
                    .isEqualTo("moonshot");
        }
        String text = Files.readString(home.resolve(".openclaw/openclaw.json"));
        if (text.equals(OLD)) {
            return false;
        }
        Environment environment = new Environment(Map.of("HOME", home.toString()), home, home);
        ConfigSnapshot snapshot = new ConfigFile(Places.of(environment), environment).read();
        assertThat(snapshot.problems()).isEmpty();
        assertThat(text).startsWith("{\n  // mine\n");
        assertThat(List.of("moonshot/kimi-k2-0905-preview"))
                .contains(snapshot.config().agents().defaults().model().primary().orElse(""));
        assertThat(keys).exists();
        return true;
    }
}
