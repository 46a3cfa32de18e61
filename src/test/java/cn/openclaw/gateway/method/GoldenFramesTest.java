package cn.openclaw.gateway.method;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.gateway.Found;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Scope;
import cn.openclaw.testing.Frames;
import cn.openclaw.testing.Golden;
import cn.openclaw.testing.TestClient;
import cn.openclaw.testing.TestDevice;
import cn.openclaw.testing.TestGateway;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * The wire as it is, in files to read: the handshake, every method with a question and its answer, every event in each of its kinds.
 * A change of a shape that clients know shows as a line in {@code src/test/resources/golden/gateway}; {@code -Dgolden=update} writes
 * them anew. Whether the shapes are the original's is told by {@link SamplesTest}.
 */
class GoldenFramesTest {
    /** What reaches outside, or takes a person at a terminal. */
    private static final Set<String> ELSEWHERE = Set.of("update.run", "web.login.start", "web.login.wait", "models.probe", "skills.install");

    @TempDir
    Path folder;

    private TestGateway gateway;
    private TestClient client;
    private Frames frames;
    private final Map<String, ArrayNode> asked = new TreeMap<>();

    private static ObjectNode json(String text) {
        return (ObjectNode) Json.parse(text);
    }

    @Test
    void theHandshake() {
        start();
        try (TestClient stranger = gateway.stranger()) {
            ArrayNode talk = Json.array().add(stranger.event("connect.challenge"));
            ObjectNode params = TestClient.params(3, "operator", TestGateway.TOKEN, List.of(Scope.READ, Scope.WRITE));
            talk.add(Json.object().put("type", "req").put("id", "1").put("method", "connect").set("params", params));
            stranger.say(Json.write(talk.get(1)));
            talk.add(stranger.answer("1", 1));
            check("connect", talk);
        }
        TestDevice device = new TestDevice();
        try (TestClient stranger = gateway.stranger()) {
            ObjectNode params = TestClient.params(3, "operator", TestGateway.TOKEN, List.of(Scope.READ));
            params.put("maxProtocol", 4);
            device.sign(params, stranger.nonce(), System.currentTimeMillis());
            JsonNode hello = stranger.connect(params);
            ObjectNode kept = Json.object().put("protocol", hello.path("protocol").asInt());
            kept.set("auth", hello.path("auth"));
            kept.set("policy", hello.path("policy"));
            check("connect-with-a-device-protocol-4", kept);
        }
    }

    @Test
    void refusals() {
        start();
        ArrayNode talk = Json.array();
        for (String[] one : new String[][] {
            {"connect", "{\"auth\":{\"token\":\"wrong\"}}"}, {"connect", "{\"minProtocol\":9,\"maxProtocol\":9}"}, {"health", "{}"}}) {
            try (TestClient stranger = gateway.stranger()) {
                ObjectNode params = TestClient.params(3, "operator", TestGateway.TOKEN, List.of(Scope.READ));
                params.setAll(json(one[1]));
                ObjectNode told = Json.object();
                told.set("asked", Json.object().put("method", one[0]).set("params", json(one[1])));
                String id = stranger.ask(one[0], one[0].equals("connect") ? params : Json.object());
                told.set("answered", stranger.answer(id, 1));
                TestClient.Closed closed = stranger.closed();
                talk.add(told.put("closed", closed.code() + " " + closed.reason()));
            }
        }
        try (TestClient reader = gateway.client(3, Scope.READ)) {
            for (String[] one : new String[][] {
                {"config.get", "{}"}, {"no.such.method", "{}"}, {"chat.history", "{}"}, {"sessions.patch", "{\"key\":\"main\"}"}}) {
                ObjectNode told = Json.object();
                told.set("asked", Json.object().put("method", one[0]).set("params", json(one[1])));
                talk.add(told.set("answered", reader.request(one[0], json(one[1]))));
            }
        }
        check("refusals", talk);
    }

    @Test
    void everyMethodAndEveryEvent() {
        start();
        conversation();
        aCommandThatIsAskedAbout();
        sessions();
        jobs();
        devicesAndNodes();
        settings();
        reading();
        asked.forEach((method, talk) -> check("methods/" + method, talk));
        Set<String> left = new TreeSet<>(Found.methods().keySet());
        left.removeAll(asked.keySet());
        assertThat(left).as("methods without golden frames").containsExactlyInAnyOrderElementsOf(ELSEWHERE);
        events();
    }

    private void start() {
        gateway = TestGateway.asExtension()
                .config("agents: { defaults: { model: { primary: \"moonshot/kimi-k2.6\" }, heartbeat: { every: \"30m\" } } }")
                .start(folder.resolve("home"));
        frames = new Frames(List.of(new String[] {gateway.home().home().toString(), "~"}, new String[] {gateway.simulator().moonshotCn().toString(), "<simulator>"}));
        client = gateway.stranger();
        ObjectNode params = TestClient.params(3, "operator", TestGateway.TOKEN, List.of(Scope.ADMIN, Scope.APPROVALS, Scope.PAIRING));
        params.set("caps", Json.array().add("tool-events"));
        client.connect(params);
    }

    @org.junit.jupiter.api.AfterEach
    void stop() {
        client.close();
        gateway.close();
    }

    private void check(String name, JsonNode tree) {
        Golden.check("gateway/" + name + ".json", Json.pretty(frames.kept(tree)) + "\n");
    }

    /** Asks, and keeps question and answer for the golden file of the method. */
    private JsonNode ask(String method, String params) {
        return ask(method, json(params));
    }

    private JsonNode ask(String method, ObjectNode params) {
        return keep(method, params, client.request(method, params));
    }

    private JsonNode keep(String method, ObjectNode params, JsonNode answer) {
        ObjectNode told = Json.object();
        told.set("params", params);
        ObjectNode kept = ((ObjectNode) answer.deepCopy());
        kept.remove("id");
        told.set("answer", kept.without("type"));
        asked.computeIfAbsent(method, _ -> Json.array()).add(told);
        return answer.path("payload");
    }

    private void ended(String run) {
        client.event("chat", payload -> payload.path("runId").asString("").equals(run) && payload.path("state").asString("").equals("final"));
    }

    private void conversation() {
        ask("chat.send", "{\"sessionKey\":\"main\",\"message\":\"[[sim:think 先想]][[sim:tool write {\\\"path\\\":\\\"a.txt\\\",\\\"content\\\":\\\"one\\\"}]][[sim:then]][[sim:say 写好了。]]\",\"idempotencyKey\":\"g1\"}");
        ended("g1");
        ask("chat.history", "{\"sessionKey\":\"main\",\"limit\":10}");
        ask("agent", "{\"message\":\"[[sim:say 是。]]\",\"sessionKey\":\"main\",\"idempotencyKey\":\"g2\"}");
        ended("g2");
        ask("agent.wait", "{\"runId\":\"g2\",\"timeoutMs\":5000}");
        ask("chat.abort", "{\"sessionKey\":\"main\"}");
        client.call("chat.send", json("{\"sessionKey\":\"main\",\"message\":\"[[sim:risk]]\",\"idempotencyKey\":\"g9\"}"));
        client.event("chat", payload -> payload.path("runId").asString("").equals("g9") && payload.path("state").asString("").equals("error"));
        client.call("chat.send", json("{\"sessionKey\":\"main\",\"message\":\"[[sim:stall 2 60000]]\",\"idempotencyKey\":\"g10\"}"));
        client.event("agent", payload -> payload.path("runId").asString("").equals("g10"));
        ask("chat.abort", "{\"sessionKey\":\"main\",\"runId\":\"g10\"}");
        client.event("chat", payload -> payload.path("runId").asString("").equals("g10") && payload.path("state").asString("").equals("aborted"));
        ask("chat.inject", "{\"sessionKey\":\"main\",\"message\":\"从外面说的\",\"label\":\"note\"}");
        ask("send", "{\"to\":\"nobody\",\"message\":\"x\",\"idempotencyKey\":\"g3\"}");
        ask("wake", "{\"mode\":\"next-heartbeat\",\"text\":\"醒醒\"}");
        ask("last-heartbeat", "{}");
        ask("set-heartbeats", "{\"enabled\":false}");
        ask("system-event", "{\"text\":\"something happened\"}");
    }

    private void aCommandThatIsAskedAbout() {
        client.call("chat.send", json("{\"sessionKey\":\"main\",\"message\":\"[[sim:tool exec {\\\"command\\\":\\\"rm -r nothing\\\"}]][[sim:then]][[sim:say 好。]]\",\"idempotencyKey\":\"g4\"}"));
        String id = client.event("exec.approval.requested").path("payload").path("id").asString("");
        ask("exec.approval.list", "{}");
        ask("exec.approval.resolve", Json.object().put("id", id).put("decision", "deny"));
        client.event("exec.approval.resolved");
        ended("g4");
        ObjectNode own = json("{\"id\":\"mine\",\"command\":\"rm x\",\"sessionKey\":\"main\",\"timeoutMs\":5000}");
        String waiting = client.ask("exec.approval.request", own);
        client.event("exec.approval.requested", payload -> payload.path("id").asString("").equals("mine"));
        client.call("exec.approval.resolve", json("{\"id\":\"mine\",\"decision\":\"allow-once\"}"));
        keep("exec.approval.request", own, client.answer(waiting, 1));
        JsonNode file = ask("exec.approvals.get", "{}");
        ask("exec.approvals.set", Json.object().put("baseHash", file.path("hash").asString("")).set("file", json("{\"version\":1,\"agents\":{}}")));
        ask("exec.approvals.node.get", "{\"nodeId\":\"none\"}");
        ask("exec.approvals.node.set", "{\"nodeId\":\"none\",\"file\":{\"version\":1}}");
    }

    private void sessions() {
        ask("sessions.list", "{\"includeDerivedTitles\":true,\"includeLastMessage\":true}");
        ask("sessions.create", "{\"key\":\"agent:main:web-golden\",\"label\":\"黄金\"}");
        ask("sessions.send", "{\"key\":\"agent:main:web-golden\",\"message\":\"[[sim:say 在。]]\",\"idempotencyKey\":\"g5\"}");
        ended("g5");
        ask("sessions.abort", "{\"key\":\"agent:main:web-golden\"}");
        ask("sessions.resolve", "{\"key\":\"agent:main:web-golden\"}");
        ask("sessions.describe", "{\"key\":\"agent:main:web-golden\"}");
        ask("sessions.patch", "{\"key\":\"agent:main:web-golden\",\"thinkingLevel\":\"low\"}");
        ask("sessions.preview", "{\"keys\":[\"agent:main:web-golden\"],\"limit\":4}");
        ask("sessions.search", "{\"query\":\"写好了\"}");
        ask("sessions.export", "{\"key\":\"agent:main:web-golden\",\"format\":\"markdown\"}");
        ask("sessions.messages.subscribe", "{\"key\":\"agent:main:web-golden\"}");
        ask("sessions.messages.unsubscribe", "{\"key\":\"agent:main:web-golden\"}");
        ask("sessions.usage", "{\"key\":\"agent:main:web-golden\"}");
        ask("sessions.usage.logs", "{\"key\":\"agent:main:web-golden\"}");
        ask("sessions.usage.timeseries", "{\"key\":\"agent:main:web-golden\"}");
        ask("sessions.compact", "{\"key\":\"agent:main:web-golden\"}");
        ask("sessions.reset", "{\"key\":\"agent:main:web-golden\"}");
        ask("sessions.delete", "{\"key\":\"agent:main:web-golden\"}");
    }

    private void jobs() {
        JsonNode job = ask("cron.add", """
                {"name":"early","schedule":{"kind":"every","everyMs":3600000},"sessionTarget":"isolated","wakeMode":"next-heartbeat",
                 "payload":{"kind":"agentTurn","message":"[[sim:say 早。]]"}}""");
        ObjectNode id = Json.object().put("id", job.path("id").asString(""));
        ask("cron.list", "{}");
        ask("cron.status", "{}");
        ask("cron.run", id.deepCopy().put("mode", "force"));
        client.event("cron", payload -> payload.path("action").asString("").equals("finished"));
        ask("cron.runs", id.deepCopy().put("limit", 5));
        ask("cron.update", id.deepCopy().set("patch", json("{\"enabled\":false}")));
        ask("cron.remove", id);
    }

    private void devicesAndNodes() {
        TestDevice device = new TestDevice();
        try (TestClient node = gateway.stranger()) {
            ObjectNode params = TestClient.params(3, "node", TestGateway.TOKEN, List.of());
            params.set("caps", Json.parse("[\"system\"]"));
            params.set("commands", Json.parse("[\"system.which\"]"));
            node.connect(device.sign(params, node.nonce(), System.currentTimeMillis()));
            ObjectNode one = Json.object().put("nodeId", ask("node.list", "{}").path("nodes").path(0).path("nodeId").asString(""));
            ask("node.describe", one);
            ask("node.rename", one.deepCopy().put("displayName", "书房"));
            ObjectNode invoke = one.deepCopy().put("command", "system.which").put("timeoutMs", 9000).put("idempotencyKey", "g6");
            invoke.set("params", json("{\"bins\":[\"ls\"]}"));
            String waiting = client.ask("node.invoke", invoke);
            JsonNode request = node.event("node.invoke.request");
            keptEvents.put("node.invoke.request", Json.array().add(request));
            ObjectNode result = json("{\"ok\":true,\"payloadJSON\":\"{}\"}").put("id", request.path("payload").path("id").asString(""));
            result.setAll(one);
            keep("node.invoke.result", result, node.request("node.invoke.result", result));
            keep("node.invoke", invoke, client.answer(waiting, 1));
            ObjectNode event = json("{\"event\":\"voice.transcript\",\"payloadJSON\":\"{}\"}");
            keep("node.event", event, node.request("node.event", event));
            keep("skills.bins", Json.object(), node.request("skills.bins", Json.object()));
            ask("device.pair.list", "{}");
            ObjectNode who = Json.object().put("deviceId", device.id()).put("role", "node");
            ask("device.token.rotate", who);
            ask("device.token.revoke", who);
        }
        ask("device.pair.approve", "{\"requestId\":\"nobody\"}");
        ask("device.pair.reject", "{\"requestId\":\"nobody\"}");
        ask("device.pair.remove", Json.object().put("deviceId", device.id()));
        JsonNode asking = ask("node.pair.request", "{\"nodeId\":\"n1\",\"displayName\":\"手机\",\"platform\":\"android\"}");
        ask("node.pair.list", "{}");
        ObjectNode request = Json.object().put("requestId", asking.path("request").path("requestId").asString(""));
        String token = ask("node.pair.approve", request).path("node").path("token").asString("");
        ask("node.pair.verify", Json.object().put("nodeId", "n1").put("token", token));
        ask("node.pair.reject", request);
    }

    private final Map<String, ArrayNode> keptEvents = new LinkedHashMap<>();

    private void settings() {
        JsonNode file = ask("config.get", "{}");
        ask("config.check", "{\"raw\":\"{ gateway: { port: \\\"x\\\" } }\"}");
        ask("config.set", "{\"raw\":\"{}\"}");
        ask("config.set", Json.object().put("raw", file.path("raw").asString("") + "// more\n").put("baseHash", file.path("hash").asString("")));
        String now = client.call("config.get").path("hash").asString("");
        ObjectNode patch = Json.object().put("raw", "{ui:{seamColor:\"#123456\"}}").put("baseHash", now);
        ask("config.patch", patch);
        ask("config.apply", "{\"raw\":\"{\",\"baseHash\":\"x\"}");
        schema();
        JsonNode wizard = ask("wizard.start", "{\"mode\":\"local\"}");
        ObjectNode session = Json.object().put("sessionId", wizard.path("sessionId").asString(""));
        ask("wizard.status", session);
        ask("wizard.next", session);
        ask("wizard.cancel", session);
        ask("models.auth.save", "{\"provider\":\"moonshot\",\"key\":\"sk-golden-0000000000000000\"}");
        ask("models.auth.list", "{}");
        ask("models.auth.clear", "{\"profileId\":\"moonshot:default\"}");
        ask("models.auth.remove", "{\"profileId\":\"moonshot:default\"}");
        ask("agents.files.list", "{\"agentId\":\"main\"}");
        ask("agents.files.set", "{\"agentId\":\"main\",\"name\":\"USER.md\",\"content\":\"我\"}");
        ask("agents.files.get", "{\"agentId\":\"main\",\"name\":\"USER.md\"}");
        ask("voicewake.set", "{\"triggers\":[\"小爪\"]}");
        ask("talk.mode", "{\"enabled\":true,\"phase\":\"listening\"}");
        for (String method : List.of("tts.enable", "tts.disable")) {
            ask(method, "{}");
        }
        ask("tts.setProvider", "{\"provider\":\"none\"}");
        ask("tts.convert", "{\"text\":\"你好\"}");
        ask("poll", "{\"to\":\"nobody\",\"question\":\"?\",\"options\":[\"a\",\"b\"],\"idempotencyKey\":\"g7\"}");
        ask("channels.logout", "{\"channel\":\"telegram\"}");
        ask("skills.update", "{\"skillKey\":\"none\",\"enabled\":true}");
    }

    /** The schema is the configuration's own affair, and long: its places are kept, not what stands there. */
    private void schema() {
        ObjectNode params = json("{\"locale\":\"zh-CN\"}");
        ObjectNode answer = (ObjectNode) client.request("config.schema", params).deepCopy();
        ObjectNode payload = (ObjectNode) answer.path("payload");
        ArrayNode names = Json.array();
        payload.path("schema").path("properties").propertyNames().forEach(names::add);
        payload.set("schema", Json.object().set("properties", names));
        keep("config.schema", params, answer);
    }

    private void reading() {
        for (String method : List.of(
                "health", "status", "agents.list", "models.list", "models.providers", "models.explain", "channels.status", "skills.status",
                "system-presence", "tts.providers", "tts.status", "usage.status", "usage.cost", "usage.report", "voicewake.get", "gateway.stats",
                "logs.tail", "agent.identity.get")) {
            ask(method, "{}");
        }
        JsonNode list = ask("requests.list", "{\"limit\":2}");
        ask("requests.get", Json.object().put("id", list.path("requests").path(0).path("id").asString("")));
        ask("requests.subscribe", "{\"on\":true}");
        client.call("chat.send", json("{\"sessionKey\":\"main\",\"message\":\"[[sim:say 好。]]\",\"idempotencyKey\":\"g8\"}"));
        client.event("request", payload -> payload.path("phase").asString("").equals("done"));
        ended("g8");
    }

    /** Of each event one of each kind: an answer in forty pieces and one in four are the same wire. */
    private void events() {
        gateway.server().close();
        client.event("shutdown");
        Map<String, Map<String, JsonNode>> kinds = new TreeMap<>();
        for (JsonNode frame : client.heard()) {
            // What comes by the clock comes or not.
            if (frame.has("event") && !Set.of("tick", "health").contains(frame.path("event").asString(""))) {
                JsonNode payload = frame.path("payload");
                StringBuilder kind = new StringBuilder();
                for (String key : List.of("stream", "state", "action", "phase", "decision")) {
                    kind.append(payload.path(key).asString("-")).append('.');
                }
                kind.append(payload.path("data").path("phase").asString("-"));
                kinds.computeIfAbsent(frame.path("event").asString(""), _ -> new TreeMap<>()).putIfAbsent(kind.toString(), piece(frame));
            }
        }
        kinds.forEach((event, frames) -> {
            ArrayNode all = Json.array();
            frames.values().forEach(all::add);
            keptEvents.put(event, all);
        });
        assertThat(keptEvents.keySet()).contains(
                "agent", "chat", "connect.challenge", "cron", "exec.approval.requested", "exec.approval.resolved", "node.invoke.request",
                "node.pair.requested", "node.pair.resolved", "presence", "request", "shutdown", "talk.mode", "voicewake.changed");
        keptEvents.forEach((event, all) -> check("events/" + event, all));
    }

    /** How much of an answer a piece of it holds depends on the moment. */
    private static JsonNode piece(JsonNode frame) {
        ObjectNode copy = (ObjectNode) frame.deepCopy();
        boolean running = List.of("assistant", "thinking").contains(frame.path("payload").path("stream").asString(""))
                && copy.path("payload").path("data") instanceof ObjectNode;
        if (running) {
            ((ObjectNode) copy.path("payload").path("data")).put("text", "<so far>").put("delta", "<piece>");
        }
        if (frame.path("payload").path("state").asString("").equals("delta") && copy.path("payload").path("message") instanceof ObjectNode message) {
            message.set("content", Json.array().add("<so far>"));
        }
        return copy;
    }
}
