package cn.openclaw.gateway.method;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Found;
import cn.openclaw.json.Json;
import cn.openclaw.testing.Canary;
import cn.openclaw.testing.TestClient;
import cn.openclaw.testing.TestGateway;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Planted keys, everywhere where keys are; then everything is asked that can be asked. */
class SecretsNowhereTest {
    /** They are answered with a new secret, or end what goes on. */
    private static final Set<String> NOT_HERE = Set.of("wizard.start", "wizard.next", "update.run", "agent", "chat.send", "sessions.send", "cron.run");

    @Test
    @DisplayName("G10 no answer of any method and no event holds a planted secret")
    void noAnswerHoldsASecret(@TempDir Path folder) throws Exception {
        Canary canary = new Canary();
        TestGateway gateway = TestGateway.asExtension()
                .config("""
                        // %s
                        agents: { defaults: { model: { primary: "moonshot/kimi-k2.6" } }, list: [ { id: "main", memorySearch: { remote: { apiKey: "%s" } } } ] },
                        hooks: { enabled: true, token: "%s" },
                        tools: { web: { search: { apiKey: "%s" } } },
                        env: { SOME_TOKEN: "%s" },
                        channels: { feishu: { accounts: { main: { appId: "x", appSecret: "%s" } } } },
                        skills: { entries: { s: { apiKey: "%s", env: { S_PASSWORD: "%s" } } } },
                        talk: { apiKey: "%s" },
                        mcp: { servers: { one: { command: "x", env: { ONE_SECRET: "%s" } } } },
                        models: { providers: { own: { baseUrl: "https://%s@api.example.com/v1", api: "openai-completions", apiKey: "%s",
                          headers: { "X-Tenant": "%s" }, proxy: "http://u:%s@127.0.0.1:9",
                          models: [ { id: "m", name: "m", headers: { "X-Route": "%s" } } ] } } },
                        """.formatted(
                        canary.key("comment"), canary.key("memory"), canary.key("hooks"), canary.key("search"), canary.key("env"),
                        canary.key("channel"), canary.key("skill"), canary.key("skillEnv"), canary.key("talk"), canary.key("mcp"),
                        canary.key("userinfo"), canary.key("own"), canary.key("header"), canary.key("proxy"), canary.key("modelHeader")))
                .start(folder);
        try (gateway; TestClient client = gateway.client(); TestClient node = gateway.node()) {
            plant(gateway, canary);
            client.call("models.auth.save", Json.object().put("provider", "moonshot").put("force", true).put("profileId", "moonshot:x").put("key", canary.key("saved")));
            JsonNode hash = client.call("config.get").path("hash");
            List<String> texts = new ArrayList<>();
            Found.methods().forEach((name, method) -> {
                if (!NOT_HERE.contains(name)) {
                    TestClient asker = method.access() == Access.NODE ? node : client;
                    for (ObjectNode params : List.of(Json.object(), full(hash))) {
                        texts.add(Json.write(asker.request(name, params)));
                    }
                }
            });
            for (String method : List.of("models.explain", "models.probe", "models.list", "models.providers")) {
                texts.add(Json.write(client.request(method, Json.object().put("model", "own/m").put("provider", "own"))));
            }
            client.heard().forEach(frame -> texts.add(Json.write(frame)));
            texts.addAll(gateway.log());
            Path empty = Files.createDirectory(folder.resolve("empty"));
            canary.assertNowhere(empty, texts.toArray(String[]::new));
            assertThat(texts).noneMatch(text -> text.contains(TestGateway.TOKEN));
        }
    }

    /** Not only variables hold secrets: most people write theirs into the configuration. */
    @Test
    void whatTheConfigurationHidesIsKeptNowhere(@TempDir Path folder) throws Exception {
        try (TestGateway gateway = TestGateway.in(folder); TestClient client = gateway.client()) {
            String run = Json.text(
                    client.call("chat.send", Json.object().put("sessionKey", "main").put("idempotencyKey", "k1").put("message", "it is " + TestGateway.TOKEN)),
                    "runId");
            client.call("agent.wait", Json.object().put("runId", run).put("timeoutMs", 20_000));
            for (String format : List.of("markdown", "html", "jsonl")) {
                String export = Json.write(client.call("sessions.export", Json.object().put("key", "main").put("format", format)));
                assertThat(export).contains("it is ").doesNotContain(TestGateway.TOKEN);
            }
            try (var files = Files.walk(gateway.home().path(".openclaw"))) {
                List<Path> kept = files.filter(Files::isRegularFile).filter(file -> !file.getFileName().toString().startsWith("openclaw.json")).toList();
                assertThat(kept).isNotEmpty();
                for (Path file : kept) {
                    assertThat(Files.readString(file, java.nio.charset.StandardCharsets.ISO_8859_1)).as(file.toString()).doesNotContain(TestGateway.TOKEN);
                }
            }
        }
    }

    private static void plant(TestGateway gateway, Canary canary) throws Exception {
        gateway.home().write(".openclaw/.env", "OTHER_API_KEY=" + canary.key("dotenv") + "\n");
        gateway.home().write(".openclaw/exec-approvals.json", "{\"version\":1,\"socket\":{\"path\":\"/x\",\"token\":\"" + canary.key("socket") + "\"}}");
        gateway.reload();
        Path log = Path.of(gateway.client().call("logs.tail").path("file").asString(""));
        Files.createDirectories(log.getParent());
        Files.writeString(log, "{\"0\":\"said " + canary.key("talk") + " and " + canary.key("dotenv") + "\"}\n");
    }

    /** What is asked for is there, so that answers are long. */
    private static ObjectNode full(JsonNode hash) {
        return ((ObjectNode) Json.parse("""
                {"sessionKey":"main","key":"main","agentId":"main","name":"SOUL.md","limit":50,"days":7,"provider":"moonshot",
                 "model":"moonshot/kimi-k2.6","raw":"{talk:{apiKey:1}}","skillKey":"s","profileId":"moonshot:x","all":true,"force":true,
                 "keys":["main"],"query":"k","text":"t","mode":"next-heartbeat","enabled":true,"regions":["none"],"event":"x"}"""))
                .set("baseHash", hash) instanceof ObjectNode made ? made : Json.object();
    }
}
