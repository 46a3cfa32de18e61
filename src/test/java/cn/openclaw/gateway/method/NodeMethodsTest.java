package cn.openclaw.gateway.method;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.testing.TestClient;
import cn.openclaw.testing.TestDevice;
import cn.openclaw.testing.TestGateway;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class NodeMethodsTest {
    @RegisterExtension
    final TestGateway gateway = TestGateway.asExtension();

    private TestClient node(TestDevice device, String... commands) throws Exception {
        TestClient node = gateway.stranger();
        ObjectNode params = TestClient.params(3, "node", TestGateway.TOKEN, List.of());
        for (String command : commands) {
            params.withArray("commands").add(command);
        }
        node.connect(device.sign(params, node.nonce(), System.currentTimeMillis()));
        return node;
    }

    private static JsonNode named(TestClient client, String id) {
        return client.call("node.describe", Json.object().put("nodeId", id));
    }

    @Test
    @DisplayName("G27 a node that comes back before its old socket closes stays connected when that one closes")
    void aNodeIsItsNewestConnection() throws Exception {
        TestDevice device = new TestDevice();
        try (TestClient client = gateway.client()) {
            TestClient old = node(device, "system.which");
            TestClient fresh = node(device, "system.which");
            assertThat(named(client, device.id()).path("connected").asBoolean(false)).isTrue();
            old.close();
            Thread.sleep(300);
            assertThat(named(client, device.id()).path("connected").asBoolean(false)).isTrue();
            String asked = client.ask("node.invoke", Json.object().put("nodeId", device.id()).put("command", "system.which").put("idempotencyKey", "a"));
            JsonNode request = fresh.event("node.invoke.request").path("payload");
            fresh.call("node.invoke.result", Json.object().put("id", request.path("id").asString("")).put("nodeId", device.id()).put("ok", true));
            assertThat(client.answer(asked, 1).path("ok").asBoolean(false)).isTrue();
            fresh.close();
            long until = System.nanoTime() + 5_000_000_000L;
            while (named(client, device.id()).path("connected").asBoolean(true) && System.nanoTime() < until) {
                Thread.sleep(20);
            }
            JsonNode gone = named(client, device.id());
            assertThat(gone.path("connected").asBoolean(true)).isFalse();
            assertThat(gone.path("paired").asBoolean(false)).isTrue();
        }
    }

    @Test
    void whatANodeIsAskedFailsAtOnceWhenItLeavesAndIsDoneOnceWhenAskedTwice() throws Exception {
        TestDevice device = new TestDevice();
        try (TestClient client = gateway.client(); TestClient other = gateway.client()) {
            TestClient node = node(device, "system.which");
            ObjectNode params = Json.object().put("nodeId", device.id()).put("command", "system.which").put("idempotencyKey", "once").put("timeoutMs", 20_000);
            String first = client.ask("node.invoke", params);
            JsonNode request = node.event("node.invoke.request").path("payload");
            String second = other.ask("node.invoke", params);
            node.call("node.invoke.result", Json.object().put("id", request.path("id").asString("")).put("nodeId", device.id()).put("ok", true).set("payload", Json.object().put("n", 1)));
            assertThat(client.answer(first, 1).path("payload").path("payload").path("n").asInt(0)).isEqualTo(1);
            assertThat(other.answer(second, 1).path("payload").path("payloadJSON").asString("")).isEqualTo("{\"n\":1}");
            assertThat(node.events("node.invoke.request")).hasSize(1);
            String lost = client.ask("node.invoke", params.deepCopy().put("idempotencyKey", "lost"));
            node.event("node.invoke.request", payload -> payload.path("idempotencyKey").asString("").equals("lost"));
            node.abort();
            JsonNode error = client.answer(lost, 1).path("error");
            assertThat(error.path("code").asString("")).isEqualTo("UNAVAILABLE");
            assertThat(error.path("message").asString("")).contains("disconnected");
        }
    }

    @Test
    void anotherNodeCannotAnswerForIt() throws Exception {
        TestDevice device = new TestDevice();
        try (TestClient client = gateway.client();
                TestClient node = node(device, "system.which");
                TestClient stranger = node(new TestDevice(), "system.which")) {
            String asked = client.ask("node.invoke", Json.object().put("nodeId", device.id()).put("command", "system.which").put("idempotencyKey", "x"));
            String id = node.event("node.invoke.request").path("payload").path("id").asString("");
            ObjectNode answer = Json.object().put("id", id).put("nodeId", device.id()).put("ok", true);
            assertThat(stranger.call("node.invoke.result", answer.deepCopy().put("payloadJSON", "\"false\"")).path("ignored").asBoolean(false)).isTrue();
            node.call("node.invoke.result", answer.put("payloadJSON", "\"true\""));
            assertThat(client.answer(asked, 1).path("payload").path("payload").asString("")).isEqualTo("true");
        }
    }

    @Test
    @DisplayName("G25 a node hears of the conversation it speaks in and follows, and of no other")
    void aNodeHearsItsOwn() throws Exception {
        try (TestClient client = gateway.client(); TestClient node = node(new TestDevice())) {
            client.call("chat.send", Json.object().put("sessionKey", "secret").put("message", "not for nodes").put("idempotencyKey", "s"));
            client.event("chat", payload -> payload.path("state").asString("").equals("final"));
            assertThat(node.events("chat")).isEmpty();
            assertThat(node.events("agent")).isEmpty();
            ObjectNode follow = Json.object().put("event", "chat.subscribe");
            follow.set("payload", Json.object().put("sessionKey", "talk"));
            assertThat(node.refused("node.event", follow).path("message").asString("")).contains("has spoken in");
            ObjectNode say = Json.object().put("event", "voice.transcript").put("payloadJSON", "{\"text\":\"hello\",\"sessionKey\":\"talk\"}");
            client.forget();
            node.call("node.event", say);
            node.call("node.event", follow);
            client.event("chat", payload -> payload.path("state").asString("").equals("final"));
            node.event("chat", payload -> payload.path("state").asString("").equals("final"));
            assertThat(Json.write(Json.object().set("all", array(node.heard())))).doesNotContain("not for nodes", "secret");
        }
    }

    private static JsonNode array(List<JsonNode> frames) {
        var array = Json.array();
        frames.forEach(array::add);
        return array;
    }

    @Test
    void aNodeIsRenamedTakenInTheOlderWayAndItsTokenIsToldOnce() throws Exception {
        TestDevice device = new TestDevice();
        try (TestClient client = gateway.client(); TestClient node = node(device)) {
            client.call("node.rename", Json.object().put("nodeId", device.id()).put("displayName", "Kitchen"));
            assertThat(named(client, device.id()).path("displayName").asString("")).isEqualTo("Kitchen");
            JsonNode asked = client.call("node.pair.request", Json.object().put("nodeId", "old-one").put("platform", "ios"));
            client.event("node.pair.requested");
            String id = asked.path("request").path("requestId").asString("");
            JsonNode taken = client.call("node.pair.approve", Json.object().put("requestId", id));
            String token = taken.path("node").path("token").asString("");
            assertThat(token).hasSize(32);
            assertThat(Json.write(client.call("node.pair.list"))).contains("old-one").doesNotContain(token);
            assertThat(Json.write(client.call("node.list"))).contains("old-one").doesNotContain(token);
            ObjectNode verify = Json.object().put("nodeId", "old-one").put("token", token);
            assertThat(client.call("node.pair.verify", verify).path("ok").asBoolean(false)).isTrue();
            assertThat(client.call("node.pair.verify", verify.put("token", "x")).path("ok").asBoolean(true)).isFalse();
            assertThat(client.event("node.pair.resolved").path("payload").path("decision").asString("")).isEqualTo("approved");
        }
    }
}
