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
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Real processes that are killed: what the platform was asked is in the transcript, and the session goes on. */
class AgentCrashTest {
    private static final Path SESSIONS = Path.of(".openclaw/agents/main/sessions");

    @TempDir
    Path folder;

    private Simulator simulator;
    private TempHome home;

    @BeforeEach
    void start() {
        simulator = Simulator.start(SimulatorOptions.defaults());
        home = new TempHome(folder).config(
                """
                { models: { providers: { moonshot: { baseUrl: "https://api.moonshot.cn/v1", apiKey: "${MOONSHOT_API_KEY}",
                    api: "openai-completions", models: [] } } },
                  agents: { defaults: { model: { primary: "moonshot/kimi-k3" }, workspace: "~/work" } } }
                """);
        home.write("work/notes.txt", "42\n");
    }

    @AfterEach
    void stop() {
        simulator.close();
    }

    private Process agent(String message) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin/java").toString(),
                "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp", System.getProperty("java.class.path"),
                "cn.openclaw.cli.Main", "agent", "--local", "-m", message);
        builder.environment().clear();
        builder.environment().put("HOME", folder.toString());
        builder.environment().put("OPENCLAW_LANG", "en");
        builder.environment().put("OPENCLAW_SIMULATOR", simulator.address().toString());
        builder.environment().put("MOONSHOT_API_KEY", SimulatorKey.CN);
        builder.directory(folder.toFile());
        return builder.redirectErrorStream(true).redirectOutput(folder.resolve("out.txt").toFile()).start();
    }

    @Test
    void killedAFewTimesItLosesNoAcceptedMessage() throws Exception {
        killAndCheck(3, new Random(11));
    }

    @Test
    @Tag("slow")
    void killedAtManyRandomMomentsItLosesNoAcceptedMessage() throws Exception {
        killAndCheck(Integer.getInteger("crash.rounds", 500), new Random(12));
    }

    private void killAndCheck(int rounds, Random random) throws Exception {
        long usual = timeOfAWholeTurn();
        int asked = 0;
        for (int round = 0; round < rounds; round++) {
            String message = "round-" + round + " [[sim:tool read {\"path\":\"notes.txt\"}]][[sim:then]][[sim:say ok-" + round + "]]";
            Process process = agent(message);
            if (round % 2 == 0) {
                Thread.sleep(random.nextLong(usual + usual / 4));
            } else {
                waitForARequest(asked, process);
                Thread.sleep(random.nextLong(30));
            }
            process.destroyForcibly().waitFor();
            asked = simulator.journal().size();
            checkFiles("round " + round);
        }
        Process last = agent("and now? [[sim:say still here]]");
        assertThat(last.waitFor(60, TimeUnit.SECONDS)).isTrue();
        assertThat(Files.readString(folder.resolve("out.txt"))).contains("still here");
        assertThat(last.exitValue()).isZero();
        String kept = allTranscripts();
        simulator.journal().forEach(entry -> {
            assertThat(entry.status()).as("refused: " + entry.decision()).isIn(200, 0);
            entry.body().ifPresent(body -> assertThat(kept).contains(lastWords(body)));
        });
    }

    private long timeOfAWholeTurn() throws Exception {
        long begun = System.nanoTime();
        assertThat(agent("warm up").waitFor(60, TimeUnit.SECONDS)).isTrue();
        return Duration.ofNanos(System.nanoTime() - begun).toMillis();
    }

    private void waitForARequest(int before, Process process) throws InterruptedException {
        while (simulator.journal().size() == before && process.isAlive()) {
            Thread.sleep(2);
        }
    }

    /** {@code round-7}: the start of the last thing the person said. */
    private static String lastWords(JsonNode body) {
        List<String> said = new ArrayList<>();
        body.get("messages").forEach(message -> {
            if ("user".equals(Json.text(message, "role"))) {
                said.add(message.get("content").isString() ? Json.text(message, "content") : Json.write(message.get("content")));
            }
        });
        return said.getLast().split(" ", -1)[0];
    }

    private void checkFiles(String when) throws IOException {
        Path store = folder.resolve(SESSIONS).resolve("sessions.json");
        if (Files.exists(store)) {
            assertThat(Json.parse(Files.readAllBytes(store)).isObject()).as(when).isTrue();
        }
    }

    private String allTranscripts() throws IOException {
        StringBuilder all = new StringBuilder();
        try (Stream<Path> files = Files.list(folder.resolve(SESSIONS))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
                all.append(Files.readString(file));
            }
        }
        return all.toString();
    }

    /** The signal that a plain kill sends takes the same way as Ctrl-C's. */
    @Test
    void stoppedInTheMiddleItKeepsThePartAndSaysSo() throws Exception {
        simulator.next("slow 100");
        Process process = agent("[[sim:len 400]]");
        while (process.isAlive() && !Files.exists(folder.resolve(SESSIONS).resolve("sessions.json"))) {
            Thread.sleep(5);
        }
        Thread.sleep(2000);
        process.destroy();

        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isEqualTo(130);
        assertThat(allTranscripts()).contains("\"stopReason\":\"aborted\"");
        assertThat(Files.readString(folder.resolve("out.txt"))).contains("Interrupted");
    }
}
