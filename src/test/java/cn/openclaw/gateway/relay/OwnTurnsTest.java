package cn.openclaw.gateway.relay;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.testing.TestGateway;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two programs ask one agent: neither goes on with what the other began, whatever ids it knows. */
class OwnTurnsTest {
    private static final String ONE = "ock-one-0123456789abcdef";
    private static final String OTHER = "ock-other-0123456789abcdef";
    private static final String TOOLS =
            "\"tools\":[{\"type\":\"function\",\"function\":{\"name\":\"look\",\"parameters\":{\"type\":\"object\",\"properties\":{}}}}],";

    @TempDir
    Path folder;

    private TestGateway gateway;

    @BeforeEach
    void start() {
        gateway = TestGateway.asExtension()
                .config("gateway: { auth: { token: \"" + TestGateway.TOKEN + "\" }, http: { keys: {"
                        + " one: { key: \"" + ONE + "\", \"models\": [\"openclaw\"] }, other: { key: \"" + OTHER + "\", \"models\": [\"openclaw\"] } } } },")
                .start(folder);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    private Ask.Said post(String key, String path, String body) {
        try (Ask ask = new Ask(key)) {
            return ask.post(gateway.http(path), body);
        }
    }

    @Test
    void aToolsResultIsTakenFromWhoWasAskedForIt() {
        Ask.Said asked = post(ONE, "/v1/chat/completions", "{\"model\":\"openclaw\"," + TOOLS
                + "\"messages\":[{\"role\":\"user\",\"content\":\"[[sim:tool look {}]][[sim:then]][[sim:say done with it]]\"}]}");
        String id = Json.text(asked.json().path("choices").path(0).path("message").path("tool_calls").path(0), "id");
        assertThat(id).as(asked.body()).isNotNull();
        String result = "{\"model\":\"openclaw\"," + TOOLS + "\"messages\":[{\"role\":\"user\",\"content\":\"hi\"},"
                + "{\"role\":\"assistant\",\"content\":null,\"tool_calls\":[{\"id\":\"" + id
                + "\",\"type\":\"function\",\"function\":{\"name\":\"look\",\"arguments\":\"{}\"}}]},"
                + "{\"role\":\"tool\",\"tool_call_id\":\"" + id + "\",\"content\":\"what I saw\"}]}";
        assertThat(post(OTHER, "/v1/chat/completions", result).body()).doesNotContain("done with it");
        assertThat(post(TestGateway.TOKEN, "/v1/chat/completions", result).body()).doesNotContain("done with it");
        assertThat(post(ONE, "/v1/chat/completions", result).body()).contains("done with it");
    }

    @Test
    void anAnswerIsReferredToByWhoHadIt() {
        Ask.Said first = post(ONE, "/v1/responses", "{\"model\":\"openclaw\",\"input\":\"hello\"}");
        String next = "{\"model\":\"openclaw\",\"input\":\"and?\",\"previous_response_id\":\"" + Json.text(first.json(), "id") + "\"}";
        assertThat(post(OTHER, "/v1/responses", next).status()).isEqualTo(404);
        assertThat(post(ONE, "/v1/responses", next).status()).isEqualTo(200);
    }
}
