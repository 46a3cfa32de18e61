package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.testing.TestGateway;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** The original's commands against our gateway, in one home folder with it, as a person has it who replaces only the gateway. */
@Tag("interop")
class OriginalGatewayTest {
    @TempDir
    Path folder;

    private TestGateway gateway;
    private Original original;

    @BeforeEach
    void start() throws Exception {
        gateway = TestGateway.in(folder);
        // The port is known only now; for the gateway that runs it changes nothing.
        gateway.home().config(gateway.home().read(".openclaw/openclaw.json")
                .replace("${MOONSHOT_API_KEY}", SimulatorKey.CN)
                .replace("gateway: {", "gateway: { mode: \"local\", port: " + gateway.port() + ","));
        original = Original.at(folder);
    }

    @AfterEach
    void stop() {
        gateway.close();
    }

    @Test
    void itsQuestionsAreAnswered() throws Exception {
        JsonNode health = original.run("health", "--json").json();
        assertThat(health.path("ok").asBoolean(false)).isTrue();
        assertThat(original.run("gateway", "health").out()).contains("OK");
        JsonNode status = original.run("status", "--json").json();
        assertThat(status.path("gateway").path("reachable").asBoolean(false)).isTrue();
        assertThat(original.run("status", "--all").out()).contains("reachable", "auth token");
        assertThat(original.run("gateway", "status", "--json").json().path("rpc").path("ok").asBoolean(false)).isTrue();
        JsonNode probe = original.run("gateway", "probe", "--json").json();
        assertThat(probe.path("ok").asBoolean(false)).isTrue();
        assertThat(probe.path("targets").get(0).path("connect").path("ok").asBoolean(false)).isTrue();
        assertThat(original.run("channels", "status", "--json").json().path("channelOrder")).isEmpty();
        assertThat(original.run("devices", "list", "--json").json().path("paired").size()).isEqualTo(1);
        assertThat(original.run("nodes", "status", "--json").json().path("nodes")).isEmpty();
        assertThat(original.run("system", "presence", "--json").json().get(0).path("mode").asString("")).isEqualTo("gateway");
        assertThat(original.run("logs", "--limit", "3").out()).contains("openclaw-");
    }

    @Test
    void itsJobsAreKeptAndDone() throws Exception {
        JsonNode job = original.run(
                        "cron", "add", "--name", "tea", "--every", "1h", "--session", "isolated", "--message", "[[sim:say Tea.]]", "--json")
                .json();
        String id = job.path("id").asString("");
        assertThat(original.run("cron", "list", "--json").json().path("jobs").get(0).path("name").asString("")).isEqualTo("tea");
        assertThat(original.run("cron", "run", id, "--force").json().path("ran").asBoolean(false)).isTrue();
        JsonNode run = Json.parse(original.run("cron", "runs", "--id", id).out()).path("entries").get(0);
        assertThat(run.path("status").asString("")).isEqualTo("ok");
        assertThat(run.path("summary").asString("")).isEqualTo("Tea.");
        assertThat(original.run("cron", "rm", id, "--json").json().path("removed").asBoolean(false)).isTrue();
    }
}
