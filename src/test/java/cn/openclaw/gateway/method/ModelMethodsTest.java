package cn.openclaw.gateway.method;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.testing.TestClient;
import cn.openclaw.testing.TestGateway;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Models, keys, and setting things up from afar. */
class ModelMethodsTest {
    @TempDir
    Path folder;

    private TestGateway gateway;
    private TestClient client;

    @BeforeEach
    void start() {
        gateway = TestGateway.asExtension()
                .config("agents: { defaults: { model: { primary: \"moonshot/kimi-k2.6\" }, \"models\": { \"moonshot/kimi-k2.6\": { alias: \"K\" } } } }")
                .start(folder);
        client = gateway.client();
    }

    @AfterEach
    void stop() {
        client.close();
        gateway.close();
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) Json.parse(text);
    }

    @Test
    @DisplayName("G20 models.list tells the configured models first, all that are known only on request")
    void theConfiguredComeFirst() {
        JsonNode few = client.call("models.list").path("models");
        assertThat(few.get(0).path("id").asString("")).isEqualTo("kimi-k2.6");
        assertThat(few.get(0).path("default").asBoolean(false)).isTrue();
        assertThat(few.get(0).path("alias").asString("")).isEqualTo("K");
        assertThat(few.get(0).path("key").asString("")).isEqualTo("ready");
        assertThat(few).hasSizeLessThan(20);
        assertThat(client.call("models.list", json("{\"all\":true}")).path("models").size()).isGreaterThan(50);
        assertThat(client.call("models.list", json("{\"all\":true,\"provider\":\"deepseek\"}")).path("models"))
                .allSatisfy(row -> assertThat(row.path("provider").asString("")).isEqualTo("deepseek"));
    }

    @Test
    void whyAModelIsAskedIsToldAsTheCommandTellsIt() {
        JsonNode why = client.call("models.explain", json("{\"model\":\"K\",\"locale\":\"en\"}"));
        assertThat(why.path("resolved").asString("")).isEqualTo("moonshot/kimi-k2.6");
        assertThat(why.path("rule").asString("")).isEqualTo("alias");
        assertThat(why.path("keys").get(0).path("masked").asString("")).contains("…");
        assertThat(Json.write(why)).doesNotContain(SimulatorKey.CN);
        assertThat(client.refused("models.explain", json("{\"model\":\"no/such/model\"}")).path("code").asString("")).isEqualTo("INVALID_REQUEST");
    }

    @Test
    void aKeyIsShownToItsHostBeforeItIsKeptAndAWrongOneIsNotKept() throws Exception {
        JsonNode probe = client.call("models.probe", json("{\"provider\":\"moonshot\",\"regions\":[\"config\"]}").put("key", SimulatorKey.CN));
        assertThat(probe.path("results").get(0).path("verdict").asString("")).isEqualTo("accepted");
        assertThat(Json.write(probe)).doesNotContain(SimulatorKey.CN);
        JsonNode saved = client.call("models.auth.save", json("{\"provider\":\"moonshot\",\"region\":\"config\"}").put("key", "export MOONSHOT_API_KEY=\"" + SimulatorKey.CN + "\""));
        assertThat(saved.path("profileId").asString("")).isEqualTo("moonshot:default");
        assertThat(Json.write(saved)).doesNotContain(SimulatorKey.CN);
        JsonNode list = client.call("models.auth.list");
        assertThat(list.path("profiles").get(0).path("masked").asString("")).isNotBlank();
        assertThat(Json.write(list)).doesNotContain(SimulatorKey.CN);
        assertThat(Files.readString(gateway.home().path(".openclaw/agents/main/agent/auth-profiles.json"))).contains(SimulatorKey.CN);
        assertThat(client.call("models.auth.clear", json("{\"profileId\":\"moonshot:default\"}")).path("ok").asBoolean(false)).isTrue();
        assertThat(client.call("models.auth.remove", json("{\"profileId\":\"moonshot:default\"}")).path("removed").asBoolean(false)).isTrue();
        assertThat(client.call("models.auth.list").path("profiles")).isEmpty();
        for (String bad : new String[] {"exec:cat /etc/passwd", "file:/etc/passwd", "two words", "钥匙"}) {
            assertThat(client.refused("models.auth.save", json("{\"provider\":\"moonshot\"}").put("key", bad)).path("message").asString("")).contains("/key").doesNotContain(bad);
        }
        assertThat(client.refused("models.auth.save", json("{\"provider\":\"nobody\",\"key\":\"sk-x\"}")).path("message").asString("")).contains("unknown provider");
    }

    @Test
    void providersWithAKeyComeFirst() {
        JsonNode providers = client.call("models.providers", json("{\"locale\":\"en\"}")).path("providers");
        assertThat(providers.get(0).path("id").asString("")).isEqualTo("moonshot");
        assertThat(providers.get(0).path("ready").asBoolean(false)).isTrue();
        assertThat(providers.get(1).path("id").asString("")).isEqualTo("kimi-code");
        assertThat(providers.get(0).path("regions").size()).isEqualTo(2);
    }

    @Test
    void aPersonAtAPageSetsThingsUp() {
        ObjectNode session = Json.object();
        JsonNode now = client.call("wizard.start", json("{\"mode\":\"local\",\"locale\":\"en\"}"));
        session.put("sessionId", now.path("sessionId").asString(""));
        int questions = 0;
        while (!now.path("done").asBoolean(true) && questions++ < 20) {
            JsonNode step = now.path("step");
            ObjectNode answer = Json.object().put("stepId", step.path("id").asString(""));
            switch (step.path("type").asString("")) {
                case "confirm" -> answer.put("value", true);
                case "select" -> answer.put("value", choice(step));
                case "text" -> answer.put("value", SimulatorKey.CN);
                default -> answer.putNull("value");
            }
            ObjectNode next = session.deepCopy();
            next.set("answer", answer);
            now = client.call("wizard.next", next);
        }
        assertThat(now.path("status").asString("")).as(Json.write(now)).isEqualTo("done");
        assertThat(questions).isGreaterThan(4);
        assertThat(gateway.home().read(".openclaw/openclaw.json")).contains(TestGateway.TOKEN);
        assertThat(client.refused("wizard.next", json("{\"sessionId\":\"x\"}")).path("message").asString("")).isEqualTo("wizard not found");
        ObjectNode late = session.deepCopy();
        late.set("answer", Json.object().put("stepId", "gone"));
        assertThat(client.refused("wizard.next", late).path("message").asString("")).isEqualTo("wizard: no pending step");
    }

    /** Skips the provider, which is the last choice, so that no host outside is asked; else the first. */
    private static int choice(JsonNode step) {
        int size = step.path("options").size();
        return size > 5 ? size - 1 : 0;
    }

    @Test
    void skillsAreSwitchedAndTheirKeysAreNotTold() throws Exception {
        gateway.home().write(".openclaw/skills/s/SKILL.md", "---\nname: s\ndescription: d\n---\nx");
        JsonNode done = client.call("skills.update", json("{\"skillKey\":\"s\",\"enabled\":false,\"apiKey\":\"sk-skill-secret-0001\",\"env\":{\"MODE\":\"x\"}}"));
        assertThat(Json.write(done)).doesNotContain("sk-skill-secret-0001");
        assertThat(Files.readString(gateway.home().config())).contains("sk-skill-secret-0001");
        assertThat(client.refused("skills.install", json("{\"name\":\"s\",\"installId\":\"brew\"}")).path("message").asString("")).contains("unknown installId");
        client.call("skills.update", json("{\"skillKey\":\"s\",\"apiKey\":\"\"}"));
        assertThat(Files.readString(gateway.home().config())).doesNotContain("sk-skill-secret-0001");
    }

    @Test
    void theListOfWhatRunsUnaskedIsReplacedOnlyAsAWholeAndOnlyIfSeen() {
        JsonNode now = client.call("exec.approvals.get");
        ObjectNode set = Json.object().put("baseHash", now.path("hash").asString(""));
        set.set("file", json("{\"version\":1,\"agents\":{\"main\":{\"security\":\"sometimes\"}}}"));
        assertThat(client.refused("exec.approvals.set", set).path("message").asString("")).contains("/security");
        set.set("file", json("{\"version\":2}"));
        assertThat(client.refused("exec.approvals.set", set).path("message").asString("")).contains("/version");
        set.set("file", json("{\"version\":1,\"agents\":{\"main\":{\"security\":\"allowlist\",\"allowlist\":[{\"pattern\":\"/usr/bin/git\"}]}}}"));
        JsonNode after = client.call("exec.approvals.set", set);
        assertThat(after.path("file").path("agents").path("main").path("allowlist").get(0).path("pattern").asString("")).isEqualTo("/usr/bin/git");
        assertThat(client.refused("exec.approvals.set", set).path("message").asString("")).contains("changed since");
    }

    @Test
    void theFilesOfAnAgentAreShownAndWrittenAndNoOthers() {
        JsonNode set = client.call("agents.files.set", json("{\"name\":\"SOUL.md\",\"content\":\"kind\"}"));
        assertThat(set.path("file").path("content").asString("")).isEqualTo("kind");
        assertThat(client.call("agents.files.get", json("{\"name\":\"SOUL.md\"}")).path("file").path("content").asString("")).isEqualTo("kind");
        assertThat(client.call("agents.files.list").path("files")).hasSize(8);
        for (String name : new String[] {"../../openclaw.json", "/etc/passwd", "soul.md", "AGENTS.md/../x"}) {
            assertThat(client.refused("agents.files.get", Json.object().put("name", name)).path("message").asString("")).contains("unsupported file");
        }
        assertThat(client.refused("agents.files.list", json("{\"agentId\":\"nobody\"}")).path("message").asString("")).contains("unknown agent id");
    }

    @Test
    void whatThisReleaseHasNotIsRefusedInWords() {
        assertThat(client.refused("send", json("{\"to\":\"x\",\"message\":\"m\",\"idempotencyKey\":\"1\"}")).path("message").asString("")).contains("no channels");
        assertThat(client.refused("channels.logout", json("{\"channel\":\"feishu\"}")).path("message").asString("")).contains("feishu");
        assertThat(client.refused("tts.convert", json("{\"text\":\"x\"}")).path("code").asString("")).isEqualTo("UNAVAILABLE");
        JsonNode update = client.call("update.run");
        assertThat(update.path("ok").asBoolean(true)).isFalse();
        assertThat(update.path("result").path("reason").asString("")).contains("openclaw-cn gateway restart");
    }
}
