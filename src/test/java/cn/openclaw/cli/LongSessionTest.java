package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.simulator.SimulatorOptions;
import cn.openclaw.testing.TempHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One long conversation in real processes that are killed: the platform refuses nothing, no message is lost, nothing is done twice. */
class LongSessionTest {
    private static final String SUMMARY = "Goal: the long test goes on.";

    @TempDir
    Path folder;

    private Simulator simulator;
    private final Random random = new Random(5);

    @BeforeEach
    void start() {
        simulator = Simulator.start(SimulatorOptions.defaults());
        simulator.script(Json.parse("{\"turns\":[{\"match\":{\"lastUser\":\"<conversation>\"},\"reply\":{\"content\":\"" + SUMMARY
                + "\"},\"loop\":true}]}"));
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private void configure(int window) {
        new TempHome(folder).config(
                """
                { models: { providers: { moonshot: { baseUrl: "https://api.moonshot.cn/v1", apiKey: "${MOONSHOT_API_KEY}",
                    api: "openai-completions", models: [] } } },
                  session: { reset: { mode: "idle", idleMinutes: 100000 } },
                  agents: { defaults: { model: { primary: "moonshot/kimi-k3" }, workspace: "~/work", contextTokens: WINDOW } } }
                """.replace("WINDOW", Integer.toString(window)));
    }

    private Process session(int from, int to, int calls) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                "cn.openclaw.cli.LongSessionMain", Integer.toString(from), Integer.toString(to), Integer.toString(calls));
        builder.environment().clear();
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("OPENCLAW_SIMULATOR", simulator.address().toString());
        builder.environment().put("MOONSHOT_API_KEY", SimulatorKey.CN);
        return builder.directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("out.txt").toFile())
                .start();
    }

    @Test
    @DisplayName("P20 P30 P31 a short session, killed three times: no refusal, no message lost, no effect twice")
    void tenTurns() throws Exception {
        configure(8_000);
        play(10, 8, 3);
        assertThat(count(transcript(), "\"type\":\"compaction\"")).isPositive();
    }

    @Test
    @Tag("slow")
    @DisplayName("P20 P30 P31 P06 200 turns, 2 000 calls, three model switches, ten compactions, killed 20 times")
    void twoHundredTurns() throws Exception {
        configure(24_000);
        play(200, 12, 20);
        assertThat(count(transcript(), "\"role\":\"toolResult\"")).isGreaterThanOrEqualTo(2_000);
        assertThat(count(transcript(), "\"type\":\"compaction\"")).isGreaterThanOrEqualTo(10);
    }

    @Test
    @Tag("slow")
    @DisplayName("P20 killed at 500 random moments: no effect twice")
    void killedOftenItRepeatsNothing() throws Exception {
        configure(24_000);
        int rounds = Integer.getInteger("crash.rounds", 500);
        play(rounds * 3, 4, rounds);
    }

    private void play(int turns, int calls, int kills) throws Exception {
        for (int kill = 0; kill < kills; kill++) {
            int asked = simulator.journal().size() + 1 + random.nextInt(Math.max(2, turns * (calls / 4 + 2) / (kills + 1)));
            Process process = session(nextTurn(), turns, calls);
            while (process.isAlive() && simulator.journal().size() < asked) {
                Thread.sleep(1);
            }
            Thread.sleep(random.nextInt(30));
            process.destroyForcibly().waitFor();
        }
        Process last = session(nextTurn(), turns, calls);
        assertThat(last.waitFor(20, TimeUnit.MINUTES)).isTrue();
        assertThat(last.exitValue()).as(Files.readString(folder.resolve("out.txt"))).isZero();
        check(turns, kills);
    }

    private void check(int turns, int kills) throws IOException {
        simulator.journal().forEach(entry -> assertThat(entry.status()).as("refused: " + entry.decision()).isIn(200, 0));
        List<JsonNode> entries = Files.readAllLines(transcript()).stream().map(Json::parse).toList();
        List<String> said = entries.stream()
                .filter(entry -> "user".equals(Json.text(entry, "message", "role")))
                .map(entry -> entry.at("/message/content/0/text").asString("").split(";", 2)[0])
                .filter(words -> words.startsWith("turn-"))
                .toList();
        assertThat(said).hasSize(turns).doesNotHaveDuplicates();
        assertThat(said.getLast()).isEqualTo("turn-" + (turns - 1));
        List<String> done = Files.readAllLines(folder.resolve("effects.txt"));
        assertThat(done).doesNotHaveDuplicates();
        assertThat(new HashSet<>(done)).containsAll(entries.stream()
                .map(entry -> entry.at("/message/content/0/text").asString(""))
                .filter(words -> words.startsWith("appended "))
                .map(words -> words.substring("appended ".length()))
                .toList());
        assertThat(entries.stream().filter(entry -> "model_change".equals(Json.text(entry, "type")))).hasSizeGreaterThanOrEqualTo(4);
        long results = entries.stream().filter(entry -> "toolResult".equals(Json.text(entry, "message", "role"))).count();
        System.getLogger("LongSessionTest").log(System.Logger.Level.INFO, turns + " turns, " + kills + " kills, " + results + " results, "
                + done.size() + " effects, " + count(transcript(), "\"type\":\"compaction\"") + " compactions, "
                + count(transcript(), "Outcome unknown") + " unknown outcomes, " + simulator.journal().size() + " requests");
    }

    private static long count(Path file, String part) throws IOException {
        try (Stream<String> lines = Files.lines(file)) {
            return lines.filter(line -> line.contains(part)).count();
        }
    }

    private Path transcript() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve(".openclaw/agents/main/sessions"))) {
            List<Path> all = files.filter(path -> path.toString().endsWith(".jsonl")).toList();
            assertThat(all).hasSize(1);
            return all.getFirst();
        }
    }

    /** The person goes on with the next message; the one whose turn was killed was said. */
    private int nextTurn() throws IOException {
        Path sessions = folder.resolve(".openclaw/agents/main/sessions");
        if (!Files.isDirectory(sessions) || Files.list(sessions).noneMatch(path -> path.toString().endsWith(".jsonl"))) {
            return 0;
        }
        // What is said while memories are written down is noted first and becomes a message afterwards: it was said once.
        Pattern turn = Pattern.compile("\"turn-(\\d+); ");
        return (int) Files.readAllLines(transcript()).stream()
                .filter(line -> line.contains("\"role\":\"user\"") && line.endsWith("}"))
                .flatMap(line -> turn.matcher(line).results())
                .map(found -> found.group(1))
                .distinct()
                .count();
    }
}
