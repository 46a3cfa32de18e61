package cn.openclaw.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.testing.TestClient;
import cn.openclaw.testing.TestGateway;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whoever asks from elsewhere hears what failed; where a file lies is this machine's matter, and stands in its log. */
class AbroadTest {
    private static final String KEY = "ock-0123456789abcdef";

    @TempDir
    Path folder;

    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.asExtension()
                .config("agents: { defaults: { model: { primary: \"moonshot/kimi-k2.6\" }, budget: { USD: { day: 5 } } } },"
                        + "gateway: { auth: { token: \"" + TestGateway.TOKEN + "\" },"
                        + " http: { keys: { laptop: { key: \"" + KEY + "\", budget: { USD: { day: 5 } } } } } },")
                .start(folder);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private String post(String path, String key, String model) throws IOException, InterruptedException {
        String body = "{\"model\":\"" + model
                + "\",\"max_tokens\":20,\"input\":\"hi\",\"messages\":[{\"role\":\"user\",\"content\":\"hi\"}]}";
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpResponse<String> said = http.send(
                    HttpRequest.newBuilder(gateway.http(path))
                            .header("authorization", "Bearer " + key)
                            .POST(HttpRequest.BodyPublishers.ofString(body))
                            .build(),
                    HttpResponse.BodyHandlers.ofString());
            assertThat(said.statusCode()).as(said.body()).isGreaterThanOrEqualTo(400);
            return said.body() + said.headers();
        }
    }

    @Test
    void aBrokenDatabaseIsToldByItsNameAtEveryDoor() throws Exception {
        Path ledger = gateway.home().path(".openclaw/ledger.sqlite");
        Files.createDirectories(ledger);
        for (String path : new String[] {"/v1/chat/completions", "/v1/messages", "/v1/responses"}) {
            String raw = post(path, KEY, "moonshot/kimi-k2.6");
            assertThat(raw).as(path).doesNotContain(folder.toString()).contains("ledger.sqlite");
            assertThat(post(path, TestGateway.TOKEN, "openclaw")).as("an agent at " + path).doesNotContain(folder.toString());
        }
        try (TestClient client = gateway.client()) {
            String said = Json.write(client.refused("usage.report", Json.object()));
            assertThat(said).doesNotContain(folder.toString()).contains("ledger.sqlite");
        }
        assertThat(gateway.log()).anyMatch(line -> line.contains(ledger.toString()));
    }

    @Test
    void aStoreThatCannotBeReadIsToldByItsName() throws Exception {
        Files.createDirectories(gateway.home().path(".openclaw/agents/main/sessions/sessions.json"));
        try (TestClient client = gateway.client()) {
            for (String method : new String[] {"sessions.list", "chat.history", "sessions.resolve"}) {
                String said = Json.write(client.request(method, Json.object().put("sessionKey", "main").put("key", "main")));
                assertThat(said).as(method).doesNotContain(folder.toString());
            }
        }
    }
}
