package cn.openclaw.gateway.method;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.protocol.Scope;
import cn.openclaw.testing.TestClient;
import cn.openclaw.testing.TestGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** Jobs, heartbeats and what waits to be told. */
class TimerMethodsTest {
    @TempDir
    Path folder;

    private TestGateway gateway;
    private TestClient client;

    private void start(String config) {
        gateway = TestGateway.asExtension().config(config).start(folder);
        client = gateway.client();
    }

    @AfterEach
    void stop() {
        client.close();
        gateway.close();
    }

    private static JsonNode json(String text) {
        return Json.parse(text);
    }

    @Test
    void aJobIsDoneByTheClockInAConversationOfItsOwnAndTheMainOneHearsOfIt() {
        start("");
        JsonNode job = client.call("cron.add", json("{\"name\":\"soon\",\"schedule\":{\"kind\":\"at\",\"atMs\":" + (System.currentTimeMillis() + 400)
                + "},\"sessionTarget\":\"isolated\",\"wakeMode\":\"next-heartbeat\",\"payload\":{\"kind\":\"agentTurn\",\"message\":\"[[sim:say Tea is ready.]]\"}}"));
        JsonNode finished = client.event("cron", payload -> payload.path("action").asString("").equals("finished")).path("payload");
        assertThat(finished.path("status").asString("")).isEqualTo("ok");
        assertThat(finished.path("summary").asString("")).isEqualTo("Tea is ready.");
        String key = "agent:main:cron:" + job.path("id").asString("");
        client.event("chat", payload -> payload.path("sessionKey").asString("").equals(key) && payload.path("state").asString("").equals("final"));
        assertThat(client.call("status").path("queuedSystemEvents").get(0).asString("")).isEqualTo("Cron: Tea is ready.");
        client.call("chat.send", json("{\"sessionKey\":\"main\",\"message\":\"what happened?\",\"idempotencyKey\":\"q\"}"));
        client.event("chat", payload -> payload.path("runId").asString("").equals("q") && payload.path("state").asString("").equals("final"));
        assertThat(Json.write(gateway.simulator().lastRequest().body().orElseThrow())).contains("Tea is ready.");
        assertThat(client.call("status").path("queuedSystemEvents")).isEmpty();
    }

    @Test
    void aJobForTheMainConversationWakesTheAgentAndNothingToTellIsNothing() {
        start("");
        JsonNode job = client.call("cron.add", json("""
                {"name":"look","schedule":{"kind":"every","everyMs":3600000},"sessionTarget":"main","wakeMode":"now",
                 "payload":{"kind":"systemEvent","text":"[[sim:say HEARTBEAT_OK]]"}}"""));
        client.call("cron.run", Json.object().put("id", job.path("id").asString("")));
        JsonNode beat = client.event("heartbeat").path("payload");
        assertThat(beat.path("status").asString("")).isEqualTo("ok-token");
        assertThat(client.call("last-heartbeat").path("ts").asLong(0)).isEqualTo(beat.path("ts").asLong(1));
        assertThat(Json.write(gateway.simulator().lastRequest().body().orElseThrow())).contains("System: [[sim:say HEARTBEAT_OK]]", "HEARTBEAT.md");
    }

    @Test
    void heartbeatsAreOffUnlessConfigured() {
        start("");
        assertThat(client.call("last-heartbeat").isNull()).isTrue();
        JsonNode beat = client.call("status").path("heartbeat").path("agents").get(0);
        assertThat(beat.path("enabled").asBoolean(true)).isFalse();
        assertThat(beat.path("every").asString("")).isEqualTo("disabled");
    }

    @Test
    void whatIsWokenTellsAndSwitchedOffIsQuiet() throws IOException {
        start("agents: { defaults: { model: { primary: \"moonshot/kimi-k2.6\" }, heartbeat: { every: \"1h\" } } }");
        client.call("wake", json("{\"mode\":\"now\",\"text\":\"[[sim:say Your train leaves at six.]]\"}"));
        JsonNode beat = client.event("heartbeat").path("payload");
        assertThat(beat.path("preview").asString("")).contains("train");
        assertThat(beat.path("indicatorType").asString("")).isEqualTo("alert");
        client.forget();
        client.call("set-heartbeats", json("{\"enabled\":false}"));
        client.call("wake", json("{\"mode\":\"now\",\"text\":\"again\"}"));
        assertThat(client.event("heartbeat").path("payload").path("reason").asString("")).isEqualTo("disabled");
        assertThat(Files.exists(gateway.home().path(".openclaw/cron/jobs.json"))).isFalse();
    }

    @Test
    void aJobThatMeansNothingIsRefusedWithAReason() {
        start("");
        TestClient english = gateway.stranger();
        english.connect(TestClient.params(3, "operator", TestGateway.TOKEN, List.of(Scope.ADMIN)).put("locale", "en-GB"));
        JsonNode error = english.refused("cron.add", json("""
                {"name":"x","schedule":{"kind":"cron","expr":"99 * * * *"},"sessionTarget":"isolated","payload":{"kind":"agentTurn","message":"m"}}"""));
        assertThat(error.path("code").asString("")).isEqualTo("INVALID_REQUEST");
        assertThat(error.path("message").asString("")).contains("99 * * * *", "field 1");
        assertThat(client.refused("cron.run", json("{\"id\":\"nope\"}")).path("message").asString("")).contains("nope");
        assertThat(client.refused("cron.update", json("{\"jobId\":\"nope\",\"patch\":{}}")).path("message").asString("")).contains("nope");
        assertThat(client.call("cron.remove", json("{\"id\":\"nope\"}")).path("removed").asBoolean(true)).isFalse();
    }
}
