package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.testing.TempHome;
import cn.openclaw.testing.TestClient;
import cn.openclaw.testing.TestGateway;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The original's own command line, unmodified, talks to an agent through our gateway. */
@Tag("interop")
class OriginalChatTest {
    @RegisterExtension
    final TestGateway gateway = TestGateway.asExtension();

    @TempDir
    Path folder;

    private Original original;

    @BeforeEach
    void meet() throws Exception {
        new TempHome(folder).config("{ gateway: { mode: \"local\", port: " + gateway.port() + ", auth: { mode: \"token\", token: \""
                + TestGateway.TOKEN + "\" } } }");
        original = Original.at(folder);
    }

    @Test
    void itsAgentCommandAsksOurs() throws Exception {
        JsonNode answer = original.run("agent", "--agent", "main", "-m", "[[sim:say Hello, original.]]", "--json").json();

        assertThat(Json.text(answer, "status")).isEqualTo("ok");
        assertThat(answer.at("/result/payloads/0/text").asString("")).isEqualTo("Hello, original.");
        assertThat(gateway.simulator().journal()).hasSize(1);
        assertThat(gateway.log()).noneMatch(line -> line.startsWith("FAULT"));
    }

    @Test
    void itsTerminalScreenTalksThroughOurs() throws Exception {
        Path seen = folder.resolve("screen.txt");
        Process process = original.terminal(seen, "tui");
        try (OutputStream keys = process.getOutputStream()) {
            waitFor(seen, process, "connected");
            keys.write("[[sim:say It works from here.]]\r".getBytes(StandardCharsets.UTF_8));
            keys.flush();
            waitFor(seen, process, "It works from here.", 2);
            keys.write("/status\r".getBytes(StandardCharsets.UTF_8));
            keys.flush();
            Thread.sleep(1000);
        } finally {
            process.descendants().forEach(ProcessHandle::destroyForcibly);
            process.destroyForcibly();
        }
        try (TestClient client = gateway.client()) {
            JsonNode history = client.call("chat.history", Json.object().put("sessionKey", "main"));
            assertThat(Json.write(history)).contains("It works from here.");
        }
        assertThat(gateway.log()).noneMatch(line -> line.startsWith("FAULT"));
    }

    private static void waitFor(Path seen, Process process, String words) throws Exception {
        waitFor(seen, process, words, 1);
    }

    /** The first time is the question itself, which holds the words; the second is the answer. */
    private static void waitFor(Path seen, Process process, String words, int times) throws Exception {
        long until = System.nanoTime() + Duration.ofMinutes(5).toNanos();
        while (count(Files.exists(seen) ? Files.readString(seen, StandardCharsets.ISO_8859_1) : "", words) < times) {
            assertThat(System.nanoTime() < until && process.isAlive())
                    .as(words + " not in " + (Files.exists(seen) ? Files.readString(seen, StandardCharsets.ISO_8859_1) : ""))
                    .isTrue();
            Thread.sleep(100);
        }
    }

    private static int count(String text, String words) {
        int count = 0;
        for (int at = text.indexOf(words); at >= 0; at = text.indexOf(words, at + 1)) {
            count++;
        }
        return count;
    }
}
