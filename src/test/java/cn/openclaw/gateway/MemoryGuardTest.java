package cn.openclaw.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.testing.TestClient;
import cn.openclaw.testing.TestGateway;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class MemoryGuardTest {
    @TempDir
    Path folder;

    @Test
    @DisplayName("P39 at 85 % of the heap new work is refused with 503 and may come again; looking stays possible, and it ends by itself")
    void newWorkIsRefusedWhileMemoryIsShort() throws IOException {
        AtomicReference<Double> share = new AtomicReference<>(0.9);
        try (TestGateway gateway = TestGateway.in(folder)) {
            var _ = gateway.server().world().kept(MemoryGuard.class, _ -> new MemoryGuard(share::get));
            assertThat(status(gateway, "/v1/models")).isEqualTo(503);
            assertThat(status(gateway, "/healthz")).isEqualTo(200);
            TestClient client = gateway.client();
            JsonNode error = client.refused(
                    "chat.send", Json.object().put("sessionKey", "main").put("message", "hi").put("idempotencyKey", "k1"));
            assertThat(Json.write(error)).contains("short of memory").contains("UNAVAILABLE").contains("retryAfterMs");
            assertThat(client.call("health").path("ok").asBoolean(false)).isTrue();
            share.set(0.5);
            assertThat(status(gateway, "/v1/models")).isEqualTo(200);
        }
    }

    @Test
    @DisplayName("P39 at 85 % of the heap what is remembered of idle conversations goes")
    void idleConversationsAreShed() {
        AtomicReference<Double> share = new AtomicReference<>(0.5);
        try (TestGateway gateway = TestGateway.in(folder); TestClient client = gateway.client()) {
            var _ = gateway.server().world().kept(MemoryGuard.class, _ -> new MemoryGuard(share::get));
            ObjectNode message = Json.object().put("sessionKey", "main").put("message", "[[sim:say hi]]").put("idempotencyKey", "k1");
            client.call("chat.send", message);
            long first = client.event("chat", payload -> "final".equals(Json.text(payload, "state"))).at("/payload/sessionSeq").asLong(0);
            ObjectNode since = Json.object().put("key", "main").put("sinceSeq", first - 1);
            JsonNode before = client.call("sessions.messages.subscribe", since);
            share.set(0.9);
            client.refused("chat.send", message.put("idempotencyKey", "k2"));
            JsonNode after = client.call("sessions.messages.subscribe", since);

            assertThat(before.path("complete").asBoolean(false)).isTrue();
            assertThat(before.path("events").size()).isOne();
            assertThat(after.path("complete").asBoolean(true)).isFalse();
            assertThat(after.path("seq").asLong(0)).isGreaterThanOrEqualTo(first);
            assertThat(client.call("chat.history", Json.object().put("sessionKey", "main")).path("messages").size()).isEqualTo(2);
        }
    }

    private static int status(TestGateway gateway, String path) throws IOException {
        HttpURLConnection connection = (HttpURLConnection) gateway.http(path).toURL().openConnection();
        connection.setRequestProperty("Authorization", "Bearer " + TestGateway.TOKEN);
        try {
            return connection.getResponseCode();
        } finally {
            connection.disconnect();
        }
    }

    @Test
    void whatIsReallyUsedIsMeasured() throws IOException {
        try (TestGateway gateway = TestGateway.in(folder)) {
            assertThat(MemoryGuard.of(gateway.server().world()).isTight()).isFalse();
        }
    }
}
