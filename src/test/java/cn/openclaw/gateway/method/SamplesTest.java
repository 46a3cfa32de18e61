package cn.openclaw.gateway.method;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.testing.Shapes;
import cn.openclaw.testing.TestClient;
import cn.openclaw.testing.TestDevice;
import cn.openclaw.testing.TestGateway;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Every answer has the keys of the recorded ones, of the same kind. */
class SamplesTest {
    private static TestGateway gateway;
    private static TestClient client;

    @BeforeAll
    static void start(@TempDir Path folder) {
        gateway = TestGateway.asExtension()
                .config("agents: { defaults: { model: { primary: \"moonshot/kimi-k2.6\" }, heartbeat: { every: \"30m\" } } }")
                .start(folder);
        client = gateway.client();
    }

    @AfterAll
    static void stop() {
        client.close();
        gateway.close();
    }

    private static void same(JsonNode sample, JsonNode answer, String... except) {
        assertThat(Shapes.missing(sample, answer, Set.of(except))).as(Json.write(answer)).isEmpty();
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) Json.parse(text);
    }

    @Test
    void health() {
        same(Shapes.sample("health").path("result"), client.call("health"), "channels.feishu", "channelLabels.feishu");
    }

    @Test
    void statusAfterATurn() {
        client.call("chat.send", json("{\"sessionKey\":\"main\",\"message\":\"hi\",\"idempotencyKey\":\"s1\"}"));
        client.event("chat", payload -> payload.path("state").asString("").equals("final"));
        client.call("system-event", json("{\"text\":\"x\"}"));
        same(
                Shapes.sample("status"),
                client.call("status"),
                // Only what a conversation has is told.
                "sessions.recent[].systemSent", "sessions.byAgent[].recent[].systemSent");
    }

    @Test
    void agents() {
        same(Shapes.sample("agents-list").path("result"), client.call("agents.list"));
        same(Shapes.sample("agent-identity-get").path("result"), client.call("agent.identity.get", json("{\"sessionKey\":\"main\"}")));
    }

    @Test
    void channels() {
        JsonNode sample = Shapes.sample("channels-status").path("result");
        same(
                sample,
                client.call("channels.status", json("{\"probe\":false,\"timeoutMs\":1000}")),
                "channels.feishu", "channelLabels.feishu", "channelDetailLabels.feishu", "channelSystemImages.feishu",
                "channelAccounts.feishu", "channelDefaultAccountId.feishu");
    }

    @Test
    void configuration() {
        JsonNode answer = client.call("config.get");
        same(Shapes.sample("config-get").path("result"), answer, "parsed", "config");
        assertThat(answer.path("parsed").isObject()).isTrue();
        assertThat(answer.path("config").path("agents").path("defaults").path("model").path("primary").asString(""))
                .isEqualTo("moonshot/kimi-k2.6");
        JsonNode errors = Shapes.sample("config-write-errors");
        same(errors.path("setWithoutHash").path("__error"), client.refused("config.set", json("{\"raw\":\"{}\"}")));
        JsonNode invalid = client.refused(
                "config.patch",
                json("{\"raw\":\"{gateway:{bogus:1}}\"}").put("baseHash", answer.path("hash").asString("")));
        same(errors.path("patchInvalid").path("__error"), invalid);
        assertThat(invalid.path("message").asString("")).isEqualTo("invalid config");
        assertThat(invalid.path("details").path("issues").get(0).path("path").asString("")).isEqualTo("gateway");
    }

    @Test
    void schema() {
        JsonNode sample = Shapes.sample("config-schema");
        JsonNode answer = client.call("config.schema", json("{\"locale\":\"zh-CN\"}"));
        sample.path("keys").forEach(key -> assertThat(answer.has(key.asString(""))).isTrue());
        JsonNode properties = answer.path("schema").path("properties");
        sample.path("schemaTopLevelKeys").forEach(key -> assertThat(properties.has(key.asString(""))).as(key.asString("")).isTrue());
        JsonNode ours = properties.path("gateway");
        sample.path("gatewaySchema").path("properties").propertyNames().forEach(key ->
                assertThat(ours.path("properties").has(key)).as(key).isTrue());
        sample.path("uiHintsSample").propertyNames().forEach(key -> {
            if (!List.of("presence", "voicewake").contains(key)) { // Those two are no keys of any configuration.
                assertThat(answer.path("uiHints").path(key).path("label").asString("")).as(key).isNotBlank();
            }
        });
        assertThat(answer.path("uiHints").size()).isGreaterThan(443);
        assertThat(Json.write(answer.path("schema"))).doesNotContain("$ref");
        assertThat(answer.path("uiHints").path("cron").path("label").asString("")).isEqualTo("定时任务");
        assertThat(client.call("config.schema", json("{\"locale\":\"en-GB\"}")).path("uiHints").path("cron").path("label").asString(""))
                .isEqualTo("timed jobs");
    }

    @Test
    void jobs() {
        JsonNode sample = Shapes.sample("cron-crud");
        JsonNode job = client.call("cron.add", json("""
                {"name":"j","schedule":{"kind":"every","everyMs":60000},"sessionTarget":"isolated","wakeMode":"next-heartbeat",
                 "payload":{"kind":"agentTurn","message":"hi cron"}}"""));
        same(sample.path("add"), job);
        same(sample.path("list"), client.call("cron.list"));
        ObjectNode id = Json.object().put("id", job.path("id").asString(""));
        same(sample.path("run"), client.call("cron.run", id.deepCopy().put("mode", "force")));
        same(sample.path("runs"), client.call("cron.runs", id.deepCopy().put("limit", 5)));
        JsonNode off = client.call("cron.update", json("{\"patch\":{\"enabled\":false}}").put("id", job.path("id").asString("")));
        same(sample.path("update"), off);
        assertThat(off.path("state").has("nextRunAtMs")).isFalse();
        same(sample.path("remove"), client.call("cron.remove", id));
        same(json("{\"enabled\":true,\"storePath\":\"\",\"jobs\":0,\"nextWakeAtMs\":null}"), client.call("cron.status"), "nextWakeAtMs");
    }

    @Test
    void eventsOfAJob() {
        try (TestClient watcher = gateway.client()) {
            JsonNode job = watcher.call("cron.add", json("""
                    {"name":"k","schedule":{"kind":"every","everyMs":60000},"sessionTarget":"isolated","wakeMode":"next-heartbeat",
                     "payload":{"kind":"agentTurn","message":"hi cron"}}"""));
            String id = job.path("id").asString("");
            watcher.call("cron.run", Json.object().put("id", id).put("mode", "force"));
            JsonNode sample = Shapes.sample("cron-run");
            for (JsonNode one : sample) {
                JsonNode frame = one.path("frame");
                boolean agent = "agent".equals(Json.text(frame, "event")) && "lifecycle".equals(Json.text(frame, "payload", "stream"));
                boolean last = "chat".equals(Json.text(frame, "event")) && "final".equals(Json.text(frame, "payload", "state"));
                boolean cron = "cron".equals(Json.text(frame, "event"))
                        && List.of("started", "finished").contains(Json.text(frame, "payload", "action"));
                if (agent || last || cron) {
                    JsonNode heard = watcher.event(frame.path("event").asString(""), payload -> alike(frame.path("payload"), payload));
                    same(frame.path("payload"), heard.path("payload"));
                }
            }
            watcher.call("cron.remove", Json.object().put("id", id));
        }
    }

    private static boolean alike(JsonNode sample, JsonNode payload) {
        return List.of("action", "state", "stream").stream().allMatch(key -> sample.path(key).equals(payload.path(key)))
                && sample.path("data").path("phase").equals(payload.path("data").path("phase"));
    }

    @Test
    void devices() throws Exception {
        JsonNode sample = Shapes.sample("devices");
        TestDevice device = new TestDevice();
        try (TestClient node = gateway.stranger()) {
            node.connect(device.sign(TestClient.params(3, "node", TestGateway.TOKEN, List.of()), node.nonce(), System.currentTimeMillis()));
            same(sample.path("list"), client.call("device.pair.list"), "paired[].clientId");
            ObjectNode who = Json.object().put("deviceId", device.id()).put("role", "node");
            JsonNode fresh = client.call("device.token.rotate", who);
            same(sample.path("rotate"), fresh);
            assertThat(fresh.path("token").asString("")).hasSize(32);
            same(sample.path("revoke"), client.call("device.token.revoke", who));
            assertThat(client.refused("device.pair.approve", json("{\"requestId\":\"nope\"}")).path("message").asString(""))
                    .isEqualTo("unknown requestId");
        }
    }

    @Test
    void approvals() {
        same(Shapes.sample("exec-approval").path("approvalsGet"), client.call("exec.approvals.get"));
    }

    @Test
    void logs() throws Exception {
        Path file = gateway.home().path(".openclaw/logs");
        Files.createDirectories(file);
        JsonNode where = client.call("logs.tail");
        Files.writeString(Path.of(where.path("file").asString("")), "{\"0\":\"hello\"}\n{\"0\":\"key " + SimulatorKey.CN + "\"}\n{\"half");
        JsonNode answer = client.call("logs.tail", json("{\"limit\":3,\"maxBytes\":250000}"));
        same(Shapes.sample("logs-tail"), answer);
        assertThat(answer.path("lines")).hasSize(2);
        assertThat(Json.write(answer)).doesNotContain(SimulatorKey.CN);
        long cursor = answer.path("cursor").asLong(0);
        Files.writeString(Path.of(where.path("file").asString("")), " is whole\"}\n", java.nio.file.StandardOpenOption.APPEND);
        JsonNode more = client.call("logs.tail", Json.object().put("cursor", cursor));
        assertThat(more.path("lines").get(0).asString("")).isEqualTo("{\"half is whole\"}");
        assertThat(more.path("reset").asBoolean(true)).isFalse();
        assertThat(client.call("logs.tail", Json.object().put("cursor", 99_999)).path("reset").asBoolean(false)).isTrue();
    }

    @Test
    void models() {
        JsonNode answer = client.call("models.list");
        same(Shapes.sample("models-list").path("result"), answer);
        assertThat(answer.path("defaultModel").asString("")).isEqualTo("kimi-k2.6");
        assertThat(answer.path("defaultProvider").asString("")).isEqualTo("moonshot");
    }

    @Test
    void skills() {
        gateway.home().write(".openclaw/workspace/skills/op/SKILL.md", """
                ---
                name: 1Password
                description: Keys of a team.
                homepage: https://example.com
                metadata: {"openclaw":{"emoji":"K","requires":{"bins":["op-not-there"]},"install":[{"id":"brew","kind":"brew","formula":"op","bins":["op-not-there"],"label":"Install (brew)"}]}}
                ---
                Text.
                """);
        same(Shapes.sample("skills-status").path("result"), client.call("skills.status"));
    }

    @Test
    void presence() {
        same(Shapes.sample("system-presence").path("result"), client.call("system-presence"));
    }

    @Test
    void speech() {
        same(Shapes.sample("tts-status").path("result"), client.call("tts.status"));
    }

    @Test
    void usage() {
        same(Shapes.sample("usage-cost-empty").path("result"), client.call("usage.cost", json("{\"days\":7}")));
        client.call("chat.send", json("{\"sessionKey\":\"u\",\"message\":\"hi\",\"idempotencyKey\":\"u1\"}"));
        client.event("chat", payload -> payload.path("runId").asString("").equals("u1") && payload.path("state").asString("").equals("final"));
        JsonNode answer = client.call("usage.cost", json("{\"days\":3}"));
        same(Shapes.sample("usage-cost"), answer);
        assertThat(answer.path("totals").path("input").asLong(0)).isPositive();
        same(json("{\"updatedAt\":1,\"providers\":[]}"), client.call("usage.status"));
    }

    @Test
    void wizard() {
        JsonNode sample = Shapes.sample("wizard");
        JsonNode start = client.call("wizard.start", json("{\"mode\":\"local\"}"));
        same(sample.path("start"), start);
        ObjectNode id = Json.object().put("sessionId", start.path("sessionId").asString(""));
        same(sample.path("status"), client.call("wizard.status", id));
        assertThat(client.refused("wizard.start", Json.object()).path("code").asString("")).isEqualTo("UNAVAILABLE");
        JsonNode cancelled = client.call("wizard.cancel", id);
        same(sample.path("cancel"), cancelled);
        assertThat(cancelled.path("status").asString("")).isEqualTo("cancelled");
    }

    @Test
    void nodes() {
        JsonNode sample = Shapes.sample("nodes");
        try (TestClient node = gateway.stranger()) {
            ObjectNode params = TestClient.params(3, "node", TestGateway.TOKEN, List.of());
            params.set("caps", Json.parse("[\"system\"]"));
            params.set("commands", Json.parse("[\"system.run\",\"system.which\"]"));
            node.connect(params);
            JsonNode list = client.call("node.list");
            same(sample.path("list"), list);
            String id = list.path("nodes").get(0).path("nodeId").asString("");
            same(sample.path("describe"), client.call("node.describe", Json.object().put("nodeId", id)));
            String asked = client.ask("node.invoke", json("{\"command\":\"system.which\",\"params\":{\"bins\":[\"ls\"]},\"timeoutMs\":9000,\"idempotencyKey\":\"k1\"}").put("nodeId", id));
            JsonNode request = node.event("node.invoke.request");
            sample.path("nodeSideEvents").forEach(one -> {
                if ("node.invoke.request".equals(Json.text(one, "frame", "event"))) {
                    same(one.path("frame").path("payload"), request.path("payload"));
                }
            });
            assertThat(request.has("seq")).isFalse();
            node.call("node.invoke.result", Json.object()
                    .put("id", request.path("payload").path("id").asString(""))
                    .put("nodeId", id)
                    .put("ok", true)
                    .put("payloadJSON", "{\"found\":true}"));
            JsonNode answer = client.answer(asked, 1).path("payload");
            same(sample.path("invoke"), answer);
            JsonNode refused = client.refused("node.invoke", json("{\"command\":\"camera.snap\",\"idempotencyKey\":\"k2\"}").put("nodeId", id));
            same(sample.path("invokeNotAllowed").path("__error"), refused);
            assertThat(node.call("node.invoke.result", json("{\"id\":\"late\",\"ok\":true}").put("nodeId", id)).path("ignored").asBoolean(false)).isTrue();
        }
    }
}
