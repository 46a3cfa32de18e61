package cn.openclaw.gateway.method;

import static cn.openclaw.gateway.method.ChatSendTest.ended;
import static cn.openclaw.gateway.method.ChatSendTest.send;
import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.gateway.Runs;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Scope;
import cn.openclaw.testing.TestClient;
import cn.openclaw.testing.TestGateway;
import java.nio.file.Files;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** One answer asked for, as command lines and programs do; what survives the process; what a person must allow. */
class AgentTest {
    @RegisterExtension
    final TestGateway gateway = TestGateway.asExtension();

    private static ObjectNode ask(String message, String id) {
        return Json.object().put("message", message).put("sessionKey", "main").put("idempotencyKey", id);
    }

    @Test
    void itIsAcceptedAndAnsweredUnderOneId() {
        TestClient client = gateway.client();

        String request = client.ask("agent", ask("[[sim:say Hello.]]", "run-6"));
        JsonNode accepted = client.answer(request, 1).path("payload");
        JsonNode done = client.answer(request, 2).path("payload");

        assertThat(Json.text(accepted, "status")).isEqualTo("accepted");
        assertThat(accepted.path("acceptedAt").asLong(0)).isPositive();
        assertThat(Json.text(done, "status")).isEqualTo("ok");
        assertThat(Json.text(done, "summary")).isEqualTo("completed");
        assertThat(Json.write(done.path("result").path("payloads"))).isEqualTo("[{\"text\":\"Hello.\",\"mediaUrl\":null}]");
        JsonNode meta = done.path("result").path("meta").path("agentMeta");
        assertThat(Json.text(meta, "provider")).isEqualTo("moonshot");
        assertThat(meta.path("usage").path("total").asInt(0)).isPositive();
        assertThat(done.path("result").path("meta").path("aborted").asBoolean(true)).isFalse();
        // The same key again is the same run.
        String again = client.ask("agent", ask("[[sim:say something else]]", "run-6"));
        client.answer(again, 1);
        assertThat(Json.write(client.answer(again, 2).path("payload"))).contains("Hello.");
        assertThat(gateway.simulator().journal()).hasSize(1);
        JsonNode waited = client.call("agent.wait", Json.object().put("runId", "run-6").put("timeoutMs", 1000));
        assertThat(Json.text(waited, "status")).isEqualTo("ok");
        assertThat(waited.path("endedAt").asLong(0)).isGreaterThanOrEqualTo(waited.path("startedAt").asLong(1));
        assertThat(Json.write(client.call("agent.wait", Json.object().put("runId", "none").put("timeoutMs", 50))))
                .isEqualTo("{\"runId\":\"none\",\"status\":\"timeout\"}");
    }

    @Test
    void newerClientsMayNameTheModel() {
        TestClient client = gateway.client(4, Scope.READ, Scope.WRITE);

        String request = client.ask("agent", ask("[[sim:say hi]]", "m").put("provider", "moonshot").put("model", "kimi-k3"));
        JsonNode done = client.answer(request, 2).path("payload");

        assertThat(Json.text(done.path("result").path("meta").path("agentMeta"), "model")).isEqualTo("kimi-k3");
        // It hears its own run without having subscribed to anything.
        client.event("agent", payload -> "end".equals(Json.text(payload, "data", "phase")));
        assertThat(Json.text(client.refused("agent", ask("x", "u").put("agentId", "nobody")), "message")).contains("unknown agent id");
        assertThat(Json.text(client.refused("agent", Json.object().put("idempotencyKey", "k")), "message"))
                .isEqualTo("invalid agent params: must have required property 'message'");
    }

    @Test
    void aFailureIsAnErrorWithItsPayload() {
        TestClient client = gateway.client();

        String request = client.ask("agent", ask("[[sim:risk]]", "f"));
        client.answer(request, 1);
        JsonNode failed = client.answer(request, 2);

        assertThat(failed.path("ok").asBoolean(true)).isFalse();
        assertThat(Json.text(failed.path("payload"), "status")).isEqualTo("error");
        assertThat(Json.text(failed.path("error"), "code")).isEqualTo("UNAVAILABLE");
        assertThat(Json.text(failed.path("error"), "message")).isEqualTo(Json.text(failed.path("payload"), "summary")).isNotBlank();
    }

    @Test
    void whatWaitedIsTakenUpByTheNextProcessAndItsEndIsRemembered() throws Exception {
        TestClient client = gateway.client();
        client.call("chat.send", send("main", "[[sim:say a b c d e f g h i j]] [[sim:slow 150]]", "running"));
        client.event("chat", payload -> "delta".equals(Json.text(payload, "state")));
        client.call("chat.send", send("main", "second words [[sim:say second]]", "waiting"));

        gateway.restart();
        TestClient back = gateway.client();

        JsonNode waited = back.call("agent.wait", Json.object().put("runId", "waiting").put("timeoutMs", 15_000));
        assertThat(Json.text(waited, "status")).isEqualTo("ok");
        JsonNode first = back.call("agent.wait", Json.object().put("runId", "running"));
        assertThat(Json.text(first, "stopReason")).isEqualTo("shutdown");
        assertThat(Json.text(back.call("chat.send", send("main", "second words", "waiting")), "status")).isEqualTo("ok");
        JsonNode messages = back.call("chat.history", Json.object().put("sessionKey", "main")).path("messages");
        assertThat(messages.size()).isEqualTo(4);
        assertThat(Json.write(messages)).containsOnlyOnce("\"text\":\"second words");
    }

    @Test
    void aTurnThatIsLeftForARestartGoesOnAfterwards() throws Exception {
        TestClient client = gateway.client();
        client.call("chat.send", send("main", "long one [[sim:say a b c d e f g h i j]] [[sim:slow 150]]", "long"));
        client.event("chat", payload -> "delta".equals(Json.text(payload, "state")));
        Runs runs = Runs.of(gateway.server().world());

        assertThat(runs.drain(Duration.ofMillis(50))).isFalse();
        JsonNode refused = client.refused("chat.send", send("main", "late", "late"));
        runs.leave();
        gateway.restart();
        TestClient back = gateway.client();

        assertThat(refused.path("retryable").asBoolean(false)).isTrue();
        JsonNode waited = back.call("agent.wait", Json.object().put("runId", "long").put("timeoutMs", 15_000));
        assertThat(Json.text(waited, "status")).isEqualTo("ok");
        assertThat(waited.has("aborted")).isFalse();
        assertThat(client.events("chat").stream().map(frame -> Json.text(frame.path("payload"), "state"))).doesNotContain("aborted", "final");
        JsonNode messages = back.call("chat.history", Json.object().put("sessionKey", "main")).path("messages");
        assertThat(Json.write(messages)).containsOnlyOnce("\"text\":\"long one");
        assertThat(messages.size()).as("the question, the beginning of an answer, the answer").isEqualTo(3);
        assertThat(Json.text(messages.get(messages.size() - 1), "stopReason")).isEqualTo("stop");
    }

    @Test
    void aPersonIsAskedAndDecides() throws Exception {
        gateway.home().write("work/notes.txt", "nothing");
        gateway.reconfigure("tools: { exec: { ask: \"always\" } }, "
                + "agents: { defaults: { model: { primary: \"moonshot/kimi-k2.6\" }, workspace: \"~/work\" } }");
        TestClient client = gateway.client();
        TestClient outsider = gateway.client(3, Scope.READ, Scope.WRITE);

        client.call("chat.send", send("main", "[[sim:tool exec {\"command\":\"touch made\"}]] [[sim:then]] [[sim:say done]]", "x"));
        JsonNode asked = client.event("exec.approval.requested").path("payload");
        String id = String.valueOf(Json.text(asked, "id"));
        JsonNode listed = client.call("exec.approval.list").path("pending");
        client.call("exec.approval.resolve", Json.object().put("id", id).put("decision", "allow-once"));

        assertThat(Json.text(asked.path("request"), "command")).isEqualTo("touch made");
        assertThat(Json.text(asked.path("request"), "sessionKey")).isEqualTo("agent:main:main");
        assertThat(asked.path("request").path("argv").size()).isEqualTo(2);
        assertThat(listed.size()).isEqualTo(1);
        assertThat(Json.text(ended(client, "x"), "state")).isEqualTo("final");
        assertThat(Json.text(client.event("exec.approval.resolved").path("payload"), "decision")).isEqualTo("allow-once");
        try (var files = Files.walk(gateway.home().home())) {
            assertThat(files.map(file -> String.valueOf(file.getFileName()))).contains("made");
        }
        assertThat(outsider.events("exec.approval.requested")).isEmpty();
        assertThat(Json.text(outsider.refused("exec.approval.resolve", Json.object().put("id", id).put("decision", "deny")), "message"))
                .isEqualTo("missing scope: operator.approvals");
    }

    @Test
    void whoAsksForApprovalWaitsForItsOwnAnswer() {
        TestClient client = gateway.client();
        TestClient other = gateway.client();

        String request = other.ask(
                "exec.approval.request", Json.object().put("command", "rm x").put("sessionKey", "agent:main:main").put("id", "mine"));
        client.event("exec.approval.requested");
        JsonNode same = client.refused("exec.approval.request", Json.object().put("command", "rm y").put("id", "mine"));
        client.call("exec.approval.resolve", Json.object().put("id", "mine").put("decision", "deny"));

        assertThat(Json.text(same, "message")).isEqualTo("approval id already used");
        assertThat(Json.text(other.answer(request, 1).path("payload"), "decision")).isEqualTo("deny");
        assertThat(Json.text(client.refused("exec.approval.resolve", Json.object().put("id", "mine").put("decision", "deny")), "message"))
                .isEqualTo("unknown approval id");
        assertThat(Json.text(client.refused("exec.approval.request", Json.object().put("command", "x").put("id", "mine")), "message"))
                .isEqualTo("approval id already used");
        JsonNode late = client.call("exec.approval.request", Json.object().put("command", "rm z").put("timeoutMs", 50));
        assertThat(late.path("decision").isNull()).isTrue();
    }
}
