package cn.openclaw.gateway.server;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Devices;
import cn.openclaw.gateway.Found;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Scope;
import cn.openclaw.testing.Shapes;
import cn.openclaw.testing.TestClient;
import cn.openclaw.testing.TestDevice;
import cn.openclaw.testing.TestGateway;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Logging in: what the original's clients do, and what must not work. */
class HandshakeTest {
    private static final Map<String, String> FROM_ELSEWHERE = Map.of("x-forwarded-for", "203.0.113.9");

    @RegisterExtension
    final TestGateway gateway = TestGateway.asExtension();

    private final TestDevice device = new TestDevice();

    private static ObjectNode params(Scope... scopes) {
        return TestClient.params(3, "operator", TestGateway.TOKEN, List.of(scopes));
    }

    private ObjectNode signed(TestClient client, ObjectNode params) {
        return device.sign(params, client.nonce(), System.currentTimeMillis());
    }

    private JsonNode refused(ObjectNode params) {
        return refused(gateway.stranger(), params);
    }

    private static JsonNode refused(TestClient client, ObjectNode params) {
        JsonNode error = client.refused("connect", params);
        TestClient.Closed closed = client.closed();
        assertThat(closed.reason()).startsWith(error.path("message").stringValue());
        assertThat(closed.code()).isEqualTo(error.path("message").stringValue().equals("protocol mismatch") ? 1002 : 1008);
        return error;
    }

    private void says(JsonNode error, String code, String message) {
        assertThat(Json.text(error, "code")).isEqualTo(code);
        assertThat(Json.text(error, "message")).isEqualTo(message);
    }

    @Test
    void theGreetingHasEverythingThatTheOriginalsHas() {
        JsonNode sample = Shapes.sample("connect").get(2).path("frame").path("payload");
        TestClient client = gateway.stranger();
        JsonNode hello = client.connect(signed(client, params(Scope.ADMIN, Scope.APPROVALS, Scope.PAIRING)));
        assertThat(Shapes.missing(sample, hello, Set.of("snapshot.health"))).isEmpty();
        assertThat(Json.text(hello, "auth", "deviceToken")).matches("[0-9a-f]{32}");
        assertThat(hello.path("auth").path("scopes")).isEqualTo(sample.path("auth").path("scopes"));
        assertThat(hello.path("policy").path("tickIntervalMs").intValue()).isEqualTo(30_000);
        List<String> events = hello.path("features").path("events").values().stream().map(JsonNode::stringValue).toList();
        sample.path("features").path("events").values().forEach(event -> assertThat(events).contains(event.stringValue()));
    }

    @Test
    void refusalsAreInTheWordsThatTheOriginalsClientsKnow() {
        ObjectNode nothing = params(Scope.ADMIN);
        nothing.remove("auth");
        says(refused(nothing), "NOT_PAIRED", "device identity required");
        says(
                refused(TestClient.params(3, "operator", "wrong", List.of())),
                "INVALID_REQUEST",
                "unauthorized: gateway token mismatch (set gateway.remote.token to match gateway.auth.token)");
        TestClient client = gateway.stranger();
        ObjectNode noToken = params(Scope.READ);
        noToken.remove("auth");
        says(
                refused(client, signed(client, noToken)),
                "INVALID_REQUEST",
                "unauthorized: gateway token missing (set gateway.remote.token to match gateway.auth.token)");
        JsonNode old = refused(TestClient.params(2, "operator", TestGateway.TOKEN, List.of()));
        says(old, "INVALID_REQUEST", "protocol mismatch");
        assertThat(old.path("details").path("expectedProtocol").intValue()).isEqualTo(3);
        says(refused(TestClient.params(3, "king", TestGateway.TOKEN, List.of())), "INVALID_REQUEST", "invalid role");
        ObjectNode page = params(Scope.ADMIN);
        ((ObjectNode) page.get("client")).put("id", "clawdbot-control-ui").put("mode", "webchat");
        says(refused(page), "INVALID_REQUEST", "control ui requires HTTPS or localhost (secure context)");
    }

    @Test
    void theFirstRequestMustBeConnectAndTheSecondMustNot() {
        TestClient early = gateway.stranger();
        assertThat(early.refused("health", Json.object()).path("message").stringValue())
                .isEqualTo("invalid handshake: first request must be connect");
        assertThat(early.closed().code()).isEqualTo(1008);
        TestClient late = gateway.client();
        assertThat(late.refused("connect", params(Scope.ADMIN)).path("message").stringValue())
                .isEqualTo("connect is only valid as the first request");
        assertThat(late.isOpen()).isTrue();
        TestClient odd = gateway.stranger();
        odd.say("{\"type\":\"event\",\"event\":\"x\"}");
        assertThat(odd.closed()).isEqualTo(new TestClient.Closed(1008, "invalid request frame"));
    }

    @Test
    void badJsonAfterTheLoginIsAnswered() {
        TestClient client = gateway.client();
        client.say("{nonsense");
        assertThat(client.answer("invalid", 1).path("error").path("code").stringValue()).isEqualTo("INVALID_REQUEST");
        client.say("{\"type\":\"req\",\"id\":\"7\",\"method\":\"health\",\"more\":1}");
        assertThat(client.answer("7", 1).path("error").path("message").stringValue()).contains("unexpected property 'more'");
        assertThat(client.isOpen()).isTrue();
    }

    @Test
    void whoSpeaksBothProtocolsIsAnsweredInTheNewer() {
        ObjectNode both = params(Scope.READ).put("maxProtocol", 9);
        assertThat(gateway.stranger().connect(both).path("protocol").intValue()).isEqualTo(4);
        ObjectNode newer = TestClient.params(4, "operator", TestGateway.TOKEN, List.of(Scope.READ, Scope.WRITE));
        JsonNode hello = gateway.stranger().connect(newer);
        assertThat(hello.path("auth")).isEqualTo(Json.parse("{\"role\":\"operator\",\"scopes\":[\"operator.read\",\"operator.write\"]}"));
        assertThat(hello.path("policy").path("tickIntervalMs").intValue()).isEqualTo(15_000);
        assertThat(refused(TestClient.params(5, "operator", TestGateway.TOKEN, List.of())).path("details").path("expectedProtocol").intValue())
                .isEqualTo(4);
    }

    @Test
    void anUnknownClientAndUnknownWordsAreLetPass() {
        ObjectNode params = params(Scope.READ).put("newKey", true);
        ((ObjectNode) params.get("client")).put("id", "openclaw-something-new").put("mode", "strange");
        params.set("scopes", Json.array().add("operator.talk").add("operator.read"));
        assertThat(gateway.stranger().connect(params).path("type").stringValue()).isEqualTo("hello-ok");
    }

    @Test
    void whoAsksForNoScopeMayOnlyLook() {
        TestClient client = gateway.stranger();
        client.connect(params());
        for (GatewayMethod method : Found.methods().values()) {
            if (method.access() != Access.READ && method.access() != Access.NODE) {
                assertThat(client.refused(method.name(), Json.object()).path("message").stringValue())
                        .as(method.name())
                        .isEqualTo("missing scope: " + method.access().scope().word());
            }
        }
    }

    // ---- devices

    @Test
    void aDeviceOfThisMachineIsTakenInAndComesBackWithItsOwnToken() throws Exception {
        TestClient first = gateway.stranger();
        String token = Json.text(first.connect(signed(first, params(Scope.READ))), "auth", "deviceToken");
        TestClient second = gateway.stranger();
        JsonNode hello = second.connect(signed(second, TestClient.params(3, "operator", token, List.of(Scope.READ))));
        assertThat(Json.text(hello, "auth", "deviceToken")).isEqualTo(token);
        Path file = gateway.home().path(".openclaw/devices/paired.json");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        JsonNode kept = Json.parse(Files.readString(file)).path(device.id());
        assertThat(Json.text(kept, "tokens", "operator", "token")).isEqualTo(token);
        JsonNode sample = Shapes.sample("devices").path("list").path("paired").get(0);
        JsonNode listed = Devices.of(gateway.server().world()).list().path("paired").get(0);
        assertThat(Shapes.missing(sample, listed, Set.of())).isEmpty();
        assertThat(Json.write(listed)).doesNotContain(token);
    }

    @Test
    void aTokenCoversNoMoreThanItWasGivenForAndNobodyElse() {
        TestClient first = gateway.stranger();
        String token = Json.text(first.connect(signed(first, params(Scope.READ))), "auth", "deviceToken");
        TestClient more = gateway.stranger();
        assertThat(refused(more, signed(more, TestClient.params(3, "operator", token, List.of(Scope.ADMIN))))
                        .path("message").stringValue())
                .contains("token mismatch");
        TestClient other = gateway.stranger();
        ObjectNode stolen = new TestDevice()
                .sign(TestClient.params(3, "operator", token, List.of(Scope.READ)), other.nonce(), System.currentTimeMillis());
        assertThat(refused(other, stolen).path("message").stringValue()).contains("token mismatch");
        try (TestClient boss = gateway.client()) {
            boss.call("device.token.revoke", Json.object().put("deviceId", device.id()).put("role", "operator"));
        }
        assertThat(first.closed()).isEqualTo(new TestClient.Closed(1008, "device token revoked"));
        TestClient again = gateway.stranger();
        assertThat(refused(again, signed(again, TestClient.params(3, "operator", token, List.of(Scope.READ))))
                        .path("message").stringValue())
                .contains("token mismatch");
    }

    @Test
    void aDeviceFromElsewhereWaitsForAPerson() {
        TestClient boss = gateway.client();
        TestClient first = TestClient.open(gateway.socket(), FROM_ELSEWHERE);
        JsonNode error = refused(first, signed(first, params(Scope.READ)));
        says(error, "NOT_PAIRED", "pairing required");
        String request = Json.text(error, "details", "requestId");
        assertThat(first.closed().reason()).isEqualTo("pairing required (requestId: " + request + ")");
        assertThat(Json.text(boss.event("device.pair.requested").path("payload"), "requestId")).isEqualTo(request);
        TestClient second = TestClient.open(gateway.socket(), FROM_ELSEWHERE);
        assertThat(Json.text(refused(second, signed(second, params(Scope.READ))), "details", "requestId")).isEqualTo(request);

        Devices devices = Devices.of(gateway.server().world());
        assertThat(devices.list().path("pending")).hasSize(1);
        boss.call("device.pair.approve", Json.object().put("requestId", request));
        assertThat(boss.event("device.pair.resolved").path("payload").path("decision").stringValue()).isEqualTo("approved");
        TestClient third = TestClient.open(gateway.socket(), FROM_ELSEWHERE);
        assertThat(Json.text(third.connect(signed(third, params(Scope.READ))), "auth", "deviceToken")).isNotNull();
        TestClient greedy = TestClient.open(gateway.socket(), FROM_ELSEWHERE);
        says(refused(greedy, signed(greedy, params(Scope.ADMIN))), "NOT_PAIRED", "pairing required");
    }

    /** Who may pair devices may not become administrator by it. */
    @Test
    void nobodyHandsOutMoreRightsThanHisOwn() {
        TestClient asks = TestClient.open(gateway.socket(), FROM_ELSEWHERE);
        String wanted = Json.text(refused(asks, signed(asks, params(Scope.ADMIN))), "details", "requestId");
        try (TestClient porter = gateway.client(3, Scope.PAIRING, Scope.WRITE);
                TestClient newer = gateway.client(4, Scope.PAIRING);
                TestClient boss = gateway.client()) {
            JsonNode request = Json.object().put("requestId", wanted);
            says(porter.refused("device.pair.approve", request), "INVALID_REQUEST", "missing scope: operator.admin");
            says(newer.refused("device.pair.approve", request), "FORBIDDEN", "missing scope: operator.admin");
            boss.call("device.pair.approve", request);
            TestClient admin = TestClient.open(gateway.socket(), FROM_ELSEWHERE);
            admin.connect(signed(admin, params(Scope.ADMIN)));
            ObjectNode who = Json.object().put("deviceId", device.id()).put("role", "operator");
            for (String method : List.of("device.token.rotate", "device.token.revoke", "device.pair.remove")) {
                says(porter.refused(method, who), "INVALID_REQUEST", "missing scope: operator.admin");
            }
            ObjectNode less = who.deepCopy();
            less.set("scopes", Json.array().add(Scope.READ.word()));
            assertThat(porter.call("device.token.rotate", less).path("scopes")).hasSize(1);
            assertThat(boss.call("device.token.rotate", who).path("token").stringValue()).hasSize(32);
            assertThat(boss.call("device.pair.remove", who).path("ok").booleanValue()).isTrue();
            assertThat(admin.closed().code()).isEqualTo(1008);
        }
    }

    /** A person decides by what is shown of a device. */
    @Test
    void whatAClientCallsItselfSteersNoTerminal() {
        TestClient first = TestClient.open(gateway.socket(), FROM_ELSEWHERE);
        ObjectNode params = params(Scope.READ);
        ((ObjectNode) params.get("client"))
                .put("displayName", "\u001b[2Jkitchen\r\nfake \u202egnp" + "x".repeat(5_000))
                .put("platform", "li\u001b]0;nux");
        says(refused(first, signed(first, params)), "NOT_PAIRED", "pairing required");
        JsonNode shown = Devices.of(gateway.server().world()).list().path("pending").get(0);
        assertThat(shown.path("displayName").stringValue()).startsWith("[2Jkitchenfake gnpxx").hasSizeLessThan(300);
        assertThat(shown.path("platform").stringValue()).isEqualTo("li]0;nux");
    }

    @Test
    void aFalseProofIsRefused() {
        long now = System.currentTimeMillis();
        TestClient old = gateway.stranger();
        says(refused(old, device.sign(params(Scope.READ), old.nonce(), now - 700_000)), "INVALID_REQUEST", "device signature expired");
        TestClient replay = gateway.stranger();
        says(refused(replay, device.sign(params(Scope.READ), "another", now)), "INVALID_REQUEST", "device nonce mismatch");
        TestClient remote = TestClient.open(gateway.socket(), FROM_ELSEWHERE);
        says(refused(remote, device.sign(params(Scope.READ), null, now)), "INVALID_REQUEST", "device nonce required");
        TestClient changed = gateway.stranger();
        ObjectNode more = signed(changed, params(Scope.READ));
        more.set("scopes", Json.array().add(Scope.ADMIN.word()));
        says(refused(changed, more), "INVALID_REQUEST", "device signature invalid");
        TestClient alias = gateway.stranger();
        ObjectNode other = signed(alias, params(Scope.READ));
        ((ObjectNode) other.get("device")).put("id", "ab".repeat(32));
        says(refused(alias, other), "INVALID_REQUEST", "device identity mismatch");
        TestClient local = gateway.stranger();
        assertThat(local.connect(device.sign(params(Scope.READ), null, now)).path("type").stringValue()).isEqualTo("hello-ok");
    }

    // ---- who is there

    @Test
    void comingAndGoingIsTold() {
        TestClient watcher = gateway.client(3, Scope.READ);
        TestClient guest = gateway.stranger();
        ObjectNode params = params(Scope.READ);
        ((ObjectNode) params.get("client")).put("displayName", "kitchen").put("mode", "ui").put("instanceId", "inst-7");
        guest.connect(params);
        JsonNode told = watcher.event("presence", payload -> Json.write(payload).contains("\"reason\":\"connect\"") && Json.write(payload).contains("kitchen"));
        assertThat(told.path("stateVersion").path("presence").longValue()).isPositive();
        JsonNode sample = Shapes.sample("presence-event").get(0).path("frame");
        assertThat(Shapes.missing(sample, told, Set.of())).isEmpty();
        guest.close();
        watcher.event("presence", payload -> Json.write(payload).contains("\"host\":\"kitchen\"") && Json.write(payload).contains("\"reason\":\"disconnect\""));
    }
}
