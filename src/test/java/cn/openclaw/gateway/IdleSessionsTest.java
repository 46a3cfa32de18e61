package cn.openclaw.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.protocol.Scope;
import cn.openclaw.testing.TestClient;
import cn.openclaw.testing.TestGateway;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** What a conversation in which nothing happens any more costs the gateway. */
class IdleSessionsTest {
    @TempDir
    Path folder;

    private KilledGateway gateway;

    @AfterEach
    void stop() throws InterruptedException {
        gateway.close();
    }

    @Test
    @DisplayName("P39 idle sessions leave nothing in memory")
    void hundreds() throws Exception {
        // Ends are remembered for a while; what was said, 20 kB each, must not be.
        play(60, 240, 10_000);
    }

    @Test
    @Tag("slow")
    @DisplayName("P39 thousands of idle sessions leave nothing in memory")
    void thousands() throws Exception {
        play(1_100, 1_500, 4_000);
    }

    /** Bytes by class, of what is still reached. */
    private Map<String, Long> histogram() throws Exception {
        Process jcmd = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin/jcmd").toString(), Long.toString(gateway.pid()), "GC.class_histogram")
                .redirectErrorStream(true)
                .start();
        String text = new String(jcmd.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        Map<String, Long> bytes = new HashMap<>();
        text.lines().map(String::strip).filter(line -> line.matches("\\d+: .*")).forEach(line -> {
            String[] parts = line.split("\\s+");
            if (parts[3].contains("FillerElement")) {
                // Holes that the collector keeps between objects.
                return;
            }
            bytes.merge(parts[3], Long.parseLong(parts[2]), Long::sum);
        });
        assertThat(bytes).as(text).isNotEmpty();
        return bytes;
    }

    private void talk(TestClient client, int from, int to) {
        List<String> ids = new ArrayList<>();
        for (int at = from; at < to; at++) {
            ObjectNode message = Json.object().put("sessionKey", "s" + at).put("idempotencyKey", "r" + at);
            client.call("chat.send", message.put("message", "word " + "and so on ".repeat(2_000) + " [[sim:say hello]]"));
            ids.add("r" + at);
            if (ids.size() == 20) {
                ids.forEach(id -> client.call("agent.wait", Json.object().put("runId", id).put("timeoutMs", 20_000)));
                ids.clear();
                client.forget();
            }
        }
    }

    private void play(int warm, int more, long most) throws Exception {
        gateway = KilledGateway.in(folder, "");
        gateway.start();
        try (TestClient client = TestClient.open(gateway.socket(), Map.of())) {
            client.connect(TestClient.params(3, "operator", TestGateway.TOKEN, List.of(Scope.ADMIN)));
            talk(client, 0, warm);
            Map<String, Long> before = histogram();
            talk(client, warm, warm + more);
            Map<String, Long> after = histogram();
            Map<String, Long> grown = new HashMap<>();
            after.forEach((name, bytes) -> grown.put(name, bytes - before.getOrDefault(name, 0L)));
            List<String> largest = grown.entrySet().stream()
                    .sorted(Map.Entry.<String, Long>comparingByValue().reversed())
                    .limit(15)
                    .map(one -> one.getKey() + " " + one.getValue() / more)
                    .toList();
            long each = grown.values().stream().mapToLong(Long::longValue).sum() / more;
            System.getLogger("IdleSessionsTest").log(System.Logger.Level.INFO, each + " bytes a session: " + largest);
            assertThat(each).as("%s", largest).isLessThan(most);
        }
    }
}
