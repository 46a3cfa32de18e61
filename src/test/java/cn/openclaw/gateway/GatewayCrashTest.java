package cn.openclaw.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.protocol.Scope;
import cn.openclaw.simulator.Simulator;
import cn.openclaw.testing.TestClient;
import cn.openclaw.testing.TestGateway;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * A gateway that is killed while several clients talk: what it said it had accepted is in the transcript and answered once, no tool
 * has its effect twice, and every client sees its answers in the end.
 */
class GatewayCrashTest {
    /** What comes by it is its owner's words, and may act without being asked about. */
    private static final String HOOKS = "hooks: { enabled: true, token: \"hook-token\", mappings: [{ match: { path: \"mine\" }, action: \"agent\","
            + " messageTemplate: \"{{message}}\", name: \"{{name}}\", sessionKey: \"{{sessionKey}}\", wakeMode: \"next-heartbeat\","
            + " allowUnsafeExternalContent: true }] },";

    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    Path folder;

    private final Random random = new Random(7);
    private final Set<String> accepted = ConcurrentHashMap.newKeySet();
    private final Set<String> seen = ConcurrentHashMap.newKeySet();
    private final Set<String> odd = ConcurrentHashMap.newKeySet();
    private final AtomicInteger repeats = new AtomicInteger();
    private volatile boolean enough;
    private KilledGateway killed;
    private Simulator simulator;
    private int port;

    @AfterEach
    void stop() throws InterruptedException {
        killed.close();
    }

    @Test
    void killedTwice() throws Exception {
        play(2, 3);
    }

    @Test
    void whatAHookWasPromisedOutlivesAKill() throws Exception {
        killed = KilledGateway.in(folder, "hooks: { enabled: true, token: \"hook-token\" },");
        port = killed.port();
        killed.start();
        ObjectNode news = Json.object().put("text", "the door is open").put("mode", "next-heartbeat").put("idempotencyKey", "n");
        post("/hooks/wake", news, 200);
        ObjectNode work = Json.object().put("message", "w; [[sim:say done-w]]").put("idempotencyKey", "w").put("wakeMode", "next-heartbeat");
        post("/hooks/agent", work, 202);
        killed.kill();
        killed.start();
        post("/hooks/wake", news, 200);
        post("/hooks/agent", work, 202);
        try (TestClient client = TestClient.open(killed.socket(), Map.of())) {
            client.connect(TestClient.params(4, "operator", TestGateway.TOKEN, List.of(Scope.WRITE)));
            JsonNode waited = client.call("agent.wait", Json.object().put("runId", "hook-w").put("timeoutMs", 15_000));
            assertThat(Json.text(waited, "status")).isEqualTo("ok");
        }
        assertThat(told()).containsExactly("the door is open", "Hook Hook: done-w");
    }

    @Test
    @Tag("slow")
    void killedAHundredTimes() throws Exception {
        play(Integer.getInteger("crash.rounds", 100), 6);
    }

    private void play(int kills, int talkers) throws Exception {
        // For looking at what was left behind.
        folder = Path.of(System.getProperty("crash.folder", folder.toString()));
        killed = KilledGateway.in(folder, HOOKS);
        simulator = killed.simulator();
        port = killed.port();
        killed.start();
        List<Thread> threads = new ArrayList<>();
        for (int talker = 0; talker < talkers; talker++) {
            int number = talker;
            threads.add(Thread.ofVirtual().start(() -> talk(number)));
        }
        for (int kill = 0; kill < kills; kill++) {
            int asked = simulator.journal().size() + 1 + random.nextInt(talkers * 4);
            long until = System.nanoTime() + 20_000_000_000L;
            while (simulator.journal().size() < asked && System.nanoTime() < until) {
                Thread.sleep(1);
            }
            Thread.sleep(random.nextInt(40));
            killed.kill();
            killed.start();
        }
        enough = true;
        for (Thread thread : threads) {
            thread.join();
        }
        check(talkers);
    }

    private void talk(int talker) {
        for (int number = 0; !enough; number++) {
            // Every third of them is a program that comes by a hook.
            String name = talker % 3 == 2 ? "h" : "c";
            say(name + talker, name + talker + "m" + number);
        }
    }

    /** Says one thing until it is accepted, and waits for its end, over as many connections as it takes. */
    private void say(String key, String id) {
        String words = id + "; [[sim:tool append {\"tag\":\"" + id + "\"}]][[sim:then]][[sim:say done-" + id + "]]";
        boolean done = false;
        for (int tries = 0; !done; tries++) {
            try (TestClient client = TestClient.open(URI.create("ws://127.0.0.1:" + port + "/"), Map.of())) {
                client.connect(TestClient.params(4, "operator", TestGateway.TOKEN, List.of(Scope.WRITE)));
                boolean hook = key.startsWith("h");
                if (!accepted.contains(id)) {
                    ObjectNode message = Json.object().put("sessionKey", key).put("message", words).put("idempotencyKey", id);
                    if (hook) {
                        post("/hooks/mine", message.put("name", id), 202);
                    } else {
                        client.call("chat.send", message);
                    }
                    accepted.add(id);
                }
                JsonNode waited = client.call(
                        "agent.wait", Json.object().put("runId", hook ? "hook-" + id : id).put("timeoutMs", 10_000));
                if (!"timeout".equals(Json.text(waited, "status"))) {
                    if (!"ok".equals(Json.text(waited, "status")) || waited.has("aborted")) {
                        odd.add(id + " " + Json.write(waited));
                    }
                    JsonNode history = client.call("chat.history", Json.object().put("sessionKey", key).put("limit", 20));
                    if (Json.write(history).contains("done-" + id)) {
                        seen.add(id);
                    }
                    done = true;
                }
            } catch (AssertionError | RuntimeException e) {
                repeats.incrementAndGet();
                pause();
            }
            assertThat(tries).as("%s was never answered", id).isLessThan(10_000);
        }
    }

    private void post(String path, ObjectNode body, int status) {
        HttpRequest request = HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + path))
                .header("authorization", "Bearer hook-token")
                .header("idempotency-key", body.path("idempotencyKey").asString(""))
                .POST(HttpRequest.BodyPublishers.ofString(Json.write(body)))
                .build();
        HttpResponse<String> answer =
                HTTP.sendAsync(request, HttpResponse.BodyHandlers.ofString()).orTimeout(20, TimeUnit.SECONDS).join();
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
    }

    private static void pause() {
        try {
            Thread.sleep(20);
        } catch (InterruptedException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> told() {
        try (TestClient client = TestClient.open(URI.create("ws://127.0.0.1:" + port + "/"), Map.of())) {
            client.connect(TestClient.params(4, "operator", TestGateway.TOKEN, List.of(Scope.WRITE)));
            List<String> told = new ArrayList<>();
            client.call("status").path("queuedSystemEvents").forEach(words -> told.add(words.asString("")));
            return told;
        }
    }

    private void check(int talkers) throws IOException {
        List<String> said = new ArrayList<>();
        List<String> answered = new ArrayList<>();
        try (Stream<Path> files = Files.list(folder.resolve(".openclaw/agents/main/sessions"))) {
            for (Path file : files.filter(path -> path.toString().endsWith(".jsonl")).toList()) {
                for (String line : Files.readAllLines(file)) {
                    JsonNode message = Json.parse(line).path("message");
                    String text = message.at("/content/0/text").asString("") + message.at("/content/1/text").asString("");
                    if ("user".equals(Json.text(message, "role"))) {
                        said.add(text.substring(0, text.indexOf(';')));
                    } else if (text.startsWith("done-")) {
                        answered.add(text.substring("done-".length()));
                    }
                }
            }
        }
        assertThat(odd).as("runs that did not end with an answer").isEmpty();
        assertThat(said).containsExactlyInAnyOrderElementsOf(accepted);
        assertThat(answered).containsExactlyInAnyOrderElementsOf(accepted);
        assertThat(seen).containsExactlyInAnyOrderElementsOf(accepted);
        List<String> effects = Files.readAllLines(folder.resolve("effects.txt"));
        assertThat(effects).doesNotHaveDuplicates();
        assertThat(accepted).containsAll(effects);
        // What a hook's turn gave is told to the main conversation once; of too many the newest wait there.
        List<String> told = told();
        assertThat(told).isNotEmpty().doesNotHaveDuplicates().allSatisfy(words -> assertThat(words).matches("Hook (h\\w+): done-\\1"));
        System.getLogger("GatewayCrashTest").log(System.Logger.Level.INFO, talkers + " clients, " + accepted.size() + " messages, "
                + effects.size() + " effects, " + repeats.get() + " broken connections, " + simulator.journal().size() + " requests");
    }
}
