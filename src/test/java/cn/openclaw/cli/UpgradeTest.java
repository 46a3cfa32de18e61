package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.simulator.SimulatorOptions;
import cn.openclaw.testing.TempHome;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** What another version of this program, or the original, left behind; and what a home folder may be called. */
class UpgradeTest {
    private static final String SESSIONS = ".openclaw/agents/main/sessions/";

    @TempDir
    Path folder;

    private Simulator simulator;

    @BeforeEach
    void start() {
        simulator = Simulator.start(SimulatorOptions.defaults().instant(true).legacyModelsAlive(true));
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private TempHome home(Path place) {
        return new TempHome(place)
                .clock(InstantSource.offset(InstantSource.system(), Duration.ZERO))
                .variable("OPENCLAW_SIMULATOR", simulator.address().toString());
    }

    private static void run(TempHome home, String... line) {
        assertThat(Main.run(home.cli(), line)).as(String.join(" ", line) + "\n" + home.out() + home.err()).isZero();
    }

    private static void onboard(TempHome home) {
        run(home, "onboard", "--non-interactive", "--accept-risk", "--skip-health", "--auth-choice", "moonshot-api-key",
                "--moonshot-api-key", SimulatorKey.CN);
    }

    @Test
    @DisplayName("P26 nothing writes a version into what the person keeps")
    void noVersionInTheConfig() throws Exception {
        TempHome home = home(folder);
        onboard(home);
        run(home, "models", "set", "moonshot/kimi-k3");
        run(home, "config", "set", "agents.defaults.contextTokens", "200000");
        run(home, "agents", "add", "work", "--workspace", home.path("work").toString(), "--non-interactive");
        run(home, "doctor", "--fix", "--yes");

        assertThat(home.read(".openclaw/openclaw.json"))
                .doesNotContain("0.1.0")
                .doesNotContain("lastTouched")
                .doesNotContain(System.getProperty("java.home"))
                .doesNotContain(System.getProperty("user.dir"));
    }

    @Test
    @DisplayName("P26 what a newer version added stays when an older one works on it, and what an older one left opens")
    void stateOfOtherVersions() throws Exception {
        TempHome home = home(folder);
        onboard(home);
        run(home, "agent", "--local", "--message", "[[sim:say first]]");
        Path transcript = transcripts(home).getFirst();
        String id = transcript.getFileName().toString().replace(".jsonl", "");
        // Tomorrow's program: another member everywhere, and an entry of a kind that nobody knows today.
        String index = home.read(SESSIONS + "sessions.json").replaceFirst("\"sessionId\"", "\"tomorrow\": {\"a\": [1]}, \"sessionId\"");
        home.write(SESSIONS + "sessions.json", index);
        String entry = "{\"type\":\"hologram\",\"id\":\"ffffffff\",\"parentId\":\"" + lastId(transcript) + "\",\"data\":1}\n";
        Files.writeString(transcript, entry, java.nio.file.StandardOpenOption.APPEND);
        String keys = home.read(".openclaw/agents/main/agent/auth-profiles.json").replaceFirst("\\{", "{ \"tomorrow\": true,");
        home.write(".openclaw/agents/main/agent/auth-profiles.json", keys);

        run(home, "agent", "--local", "--message", "[[sim:say second]]");
        run(home, "models", "auth", "order", "set", "--provider", "moonshot", "moonshot:default");

        assertThat(home.read(SESSIONS + "sessions.json")).contains("tomorrow");
        assertThat(Files.readString(transcript)).contains("hologram", "first", "second");
        assertThat(home.read(".openclaw/agents/main/agent/auth-profiles.json")).contains("tomorrow");
        assertThat(simulator.lastRequest().body().orElseThrow().toString()).contains("first");

        // Yesterday's: a first-version transcript, whose lines had neither ids nor parents, and a bare index.
        String old = """
                {"type":"session","id":"%s","timestamp":"2025-09-01T00:00:00.000Z","cwd":"/"}
                {"type":"message","timestamp":"2025-09-01T00:00:01.000Z","message":{"role":"user","content":[{"type":"text","text":"from long ago"}]}}
                """
                .formatted(id);
        Files.writeString(transcript, old);
        home.write(SESSIONS + "sessions.json", "{\"agent:main:main\":{\"sessionId\":\"" + id + "\",\"updatedAt\":"
                + System.currentTimeMillis() + "}}");
        run(home, "agent", "--local", "--message", "[[sim:say third]]");
        assertThat(simulator.lastRequest().body().orElseThrow().toString()).contains("from long ago");
        assertThat(Files.readString(transcript)).startsWith(old).contains("third");
    }

    private static String lastId(Path transcript) throws Exception {
        String last = Files.readAllLines(transcript).getLast();
        int at = last.indexOf("\"id\":\"") + 6;
        return last.substring(at, last.indexOf('"', at));
    }

    private static List<Path> transcripts(TempHome home) throws Exception {
        try (Stream<Path> files = Files.list(home.path(SESSIONS))) {
            return files.filter(file -> file.toString().endsWith(".jsonl")).toList();
        }
    }

    @Test
    @Timeout(60)
    @DisabledOnOs(OS.WINDOWS)
    void aPipeInPlaceOfAFileIsSaidAndNotWaitedFor() throws Exception {
        TempHome home = home(folder);
        onboard(home);
        run(home, "agent", "--local", "--message", "[[sim:say first]]");
        for (Path file : List.of(
                transcripts(home).getFirst(),
                home.path(SESSIONS + "sessions.json"),
                home.path(".openclaw/agents/main/agent/auth-profiles.json"),
                home.path(".openclaw/openclaw.json"))) {
            Path aside = Files.move(file, folder.resolve("aside"));
            assertThat(new ProcessBuilder("mkfifo", file.toString()).start().waitFor()).isZero();

            // With a configuration that cannot be read the last good one is in force, and that is said.
            boolean config = file.endsWith("openclaw.json");
            assertThat(Main.run(home.cli(), "agent", "--local", "--message", "hi") == 0).as(file.toString()).isEqualTo(config);
            boolean keys = file.endsWith("auth-profiles.json");
            assertThat(home.err()).contains(keys ? "There is no key" : "not a regular file").doesNotContain("\tat ");
            Main.run(home.cli(), "sessions", "list");
            Main.run(home.cli(), "doctor");

            Files.delete(file);
            Files.move(aside, file);
        }
    }

    @Test
    @DisplayName("P29 a home with Chinese characters, blanks and quotes in its name works, and so does what its programs print in GB18030")
    void aHomeWithAChineseName() throws Exception {
        TempHome home = home(Files.createDirectories(folder.resolve("用户 张三's 🏠")));
        onboard(home);
        home.write(".openclaw/workspace/笔 记.txt", "答案是 42\n");
        Files.write(home.path(".openclaw/workspace/旧 文件.txt"), "旧编码：你好\n".getBytes("GB18030"));
        String words = "[[sim:tool read {\"path\":\"笔 记.txt\"}]][[sim:then]][[sim:tool exec {\"command\":\"pwd; cat '旧 文件.txt'\"}]]"
                + "[[sim:then]][[sim:say 好]]";
        run(home, "agent", "--local", "--approve", "always", "--message", words);

        String kept = Files.readString(transcripts(home).getFirst());
        assertThat(kept).contains("答案是 42", "旧编码：你好", "用户 张三's 🏠/.openclaw/workspace");
        run(home, "sessions", "search", "答案是");
        assertThat(home.out()).contains("答案是");
        run(home, "config", "get", "agents.defaults.model.primary");
        run(home, "doctor");
    }
}
