package cn.openclaw.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.protocol.Scope;
import cn.openclaw.testing.TestClient;
import cn.openclaw.testing.TestGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Jobs of a gateway that is killed while they are due, run and end: each that was accepted is done, and done once. */
class CronCrashTest {
    @TempDir
    Path folder;

    private final Random random = new Random(11);
    private final List<String> jobs = new ArrayList<>();
    private KilledGateway gateway;

    @AfterEach
    void stop() throws InterruptedException {
        gateway.close();
    }

    @Test
    void killedTwice() throws Exception {
        play(2);
    }

    @Test
    @Tag("slow")
    void killedOften() throws Exception {
        play(Integer.getInteger("crash.rounds", 60));
    }

    private TestClient client() {
        TestClient client = TestClient.open(gateway.socket(), Map.of());
        client.connect(TestClient.params(4, "operator", TestGateway.TOKEN, List.of(Scope.ADMIN)));
        return client;
    }

    /** Due in a moment: a turn of its own with a tool that leaves a trace, or words for the main conversation. */
    private void add(TestClient client, String tag, boolean main) {
        ObjectNode job = Json.object().put("name", tag).put("deleteAfterRun", false).put("wakeMode", "next-heartbeat");
        job.putObject("schedule").put("kind", "at").put("atMs", System.currentTimeMillis() + 50 + random.nextInt(300));
        job.put("sessionTarget", main ? "main" : "isolated");
        ObjectNode payload = job.putObject("payload").put("kind", main ? "systemEvent" : "agentTurn");
        payload.put(main ? "text" : "message", main ? "told-" + tag
                : "[[sim:tool append {\"tag\":\"" + tag + "\"}]][[sim:then]][[sim:say done-" + tag + "]]");
        jobs.add(String.valueOf(Json.text(client.call("cron.add", job), "id")));
    }

    private void play(int kills) throws Exception {
        // For looking at what was left behind.
        folder = Path.of(System.getProperty("crash.folder", folder.toString()));
        gateway = KilledGateway.in(folder, "");
        gateway.start();
        for (int kill = 0; kill < kills; kill++) {
            try (TestClient client = client()) {
                for (int at = 0; at < 4; at++) {
                    add(client, "k" + kill + "j" + at, at == 3);
                }
            }
            Thread.sleep(random.nextInt(600));
            gateway.kill();
            gateway.start();
        }
        try (TestClient client = client()) {
            List<JsonNode> runs = new ArrayList<>();
            for (String job : jobs) {
                runs.add(ended(client, job));
            }
            check(client, runs);
        }
    }

    private static JsonNode ended(TestClient client, String job) throws InterruptedException {
        long until = System.nanoTime() + 60_000_000_000L;
        while (true) {
            JsonNode runs = client.call("cron.runs", Json.object().put("jobId", job)).path("entries");
            if (!runs.isEmpty()) {
                assertThat(runs.size()).as(Json.write(runs)).isOne();
                return runs.get(0);
            }
            assertThat(System.nanoTime()).as("job %s never ended", job).isLessThan(until);
            Thread.sleep(50);
        }
    }

    private void check(TestClient client, List<JsonNode> runs) throws IOException {
        assertThat(runs).allSatisfy(run -> assertThat(Json.text(run, "status")).as(Json.write(run)).isEqualTo("ok"));
        List<String> answers = new ArrayList<>();
        try (var files = Files.list(folder.resolve(".openclaw/agents/main/sessions"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
                for (String line : Files.readAllLines(file)) {
                    JsonNode message = Json.parse(line).path("message");
                    for (JsonNode part : message.path("content")) {
                        String text = part.path("text").asString("");
                        if ("assistant".equals(Json.text(message, "role")) && text.startsWith("done-")) {
                            answers.add(text);
                        }
                    }
                }
            }
        }
        assertThat(answers).doesNotHaveDuplicates().hasSize(jobs.size() * 3 / 4);
        assertThat(Files.readAllLines(folder.resolve("effects.txt"))).doesNotHaveDuplicates();
        Set<String> told = new HashSet<>();
        client.call("status").path("queuedSystemEvents").forEach(words -> assertThat(told.add(words.asString(""))).as(words.asString("")).isTrue());
        assertThat(told).isNotEmpty();
    }
}
