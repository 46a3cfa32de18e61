package cn.openclaw.gateway.method;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.protocol.Scope;
import cn.openclaw.testing.Canary;
import cn.openclaw.testing.TestClient;
import cn.openclaw.testing.TestGateway;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

class ConfigMethodsTest {
    private static final String HIDDEN = "__OPENCLAW_REDACTED__";

    @TempDir
    Path folder;

    private final Canary canary = new Canary();
    private TestGateway gateway;
    private TestClient client;

    @AfterEach
    void stop() {
        client.close();
        gateway.close();
    }

    private void start(String members) {
        gateway = TestGateway.asExtension().config(members).start(folder);
        client = gateway.client();
    }

    private String text() throws IOException {
        return Files.readString(gateway.home().config());
    }

    private static ObjectNode json(String text) {
        return (ObjectNode) Json.parse(text);
    }

    private ObjectNode base() {
        return Json.object().put("baseHash", client.call("config.get").path("hash").asString(""));
    }

    private Path nothing() {
        Path empty = folder.resolve("empty");
        assertThat(empty.toFile().mkdirs() || Files.isDirectory(empty)).isTrue();
        return empty;
    }

    private String secrets() {
        return """
                // the key of the team: %s
                agents: { defaults: { model: { primary: "moonshot/kimi-k2.6" } } }, /* stays */
                auth: { order: {} },
                hooks: { enabled: true, token: '%s' },
                tools: { web: { search: { apiKey: "%s" } } },
                env: { MY_TOKEN: "%s", PLAIN: "seen" },
                channels: { feishu: { accounts: { main: { appId: "cli_x", appSecret: "%s" } } } },
                mcp: { servers: { one: { command: "x", env: { SERVICE_PASSWORD: "%s" } } } },
                """.formatted(
                canary.key("comment"), canary.key("hook"), canary.key("search"), canary.key("env"), canary.key("channel"), canary.key("mcp"));
    }

    @Test
    @DisplayName("G10 config.get hides every secret, also in comments and lists, and a reference stays")
    void secretsAreHidden() {
        start(secrets());
        JsonNode answer = client.call("config.get");
        canary.assertNowhere(nothing(), Json.write(answer));
        assertThat(Json.write(answer)).doesNotContain(TestGateway.TOKEN);
        String raw = answer.path("raw").asString("");
        assertThat(raw).contains("token: \"" + HIDDEN + "\"", "// the key of the team: " + HIDDEN, "/* stays */", "\"seen\"", "cli_x");
        assertThat(raw).contains("apiKey: \"${MOONSHOT_API_KEY}\"");
        assertThat(answer.path("parsed").path("hooks").path("token").asString("")).isEqualTo(HIDDEN);
        assertThat(answer.path("config").path("gateway").path("auth").path("token").asString("")).isEqualTo(HIDDEN);
    }

    @Test
    @DisplayName("G10 what was hidden comes back as it was, byte by byte")
    void whatIsHiddenComesBack() throws IOException {
        start(secrets());
        String before = text();
        JsonNode shown = client.call("config.get");
        client.call("config.set", base().put("raw", shown.path("raw").asString("")));
        assertThat(text()).isEqualTo(before);
        String edited = shown.path("raw").asString("").replace("\"seen\"", "\"changed\"").replace("/* stays */", "/* stays too */");
        JsonNode saved = client.call("config.set", base().put("raw", edited));
        assertThat(text()).isEqualTo(before.replace("\"seen\"", "\"changed\"").replace("/* stays */", "/* stays too */"));
        assertThat(Json.write(saved)).doesNotContain(canary.key("hook"), canary.key("env"));
        assertThat(saved.path("hash").asString("")).isEqualTo(client.call("config.get").path("hash").asString(""));
    }

    @Test
    @DisplayName("G10 a hidden word that stands for nothing is refused, and nothing is written")
    void aHiddenWordForNothingIsRefused() throws IOException {
        start(secrets());
        String before = text();
        String raw = client.call("config.get").path("raw").asString("").replace("tools: {", "talk: { apiKey: \"" + HIDDEN + "\" }, tools: {");
        assertThat(client.refused("config.set", base().put("raw", raw)).path("message").asString("")).contains("talk.apiKey");
        assertThat(client.call("config.check", Json.object().put("raw", raw)).path("valid").asBoolean(true)).isFalse();
        assertThat(client.refused("config.patch", base().put("raw", "{talk:{apiKey:'" + HIDDEN + "'}}")).path("message").asString(""))
                .contains("talk");
        assertThat(text()).isEqualTo(before);
    }

    @Test
    void listsArePutBackByIdAndNotByPlace() throws IOException {
        start("""
                models: { providers: {
                  a: { baseUrl: "https://a.example/v1", apiKey: "%s", api: "openai-completions", models: [
                    { id: "one", name: "One", headers: { "x-token": "%s" } }, { id: "two", name: "Two", headers: { "x-token": "%s" } } ] } } }
                """.formatted(canary.key("a"), canary.key("one"), canary.key("two")));
        String raw = client.call("config.get").path("raw").asString("");
        String hidden = "\"" + HIDDEN + "\"";
        String swapped = raw.replace("{ id: \"one\", name: \"One\", headers: { \"x-token\": " + hidden + " } }, ", "");
        assertThat(swapped).isNotEqualTo(raw);
        client.call("config.set", base().put("raw", swapped));
        assertThat(text()).contains(canary.key("two"), canary.key("a")).doesNotContain(canary.key("one"));
    }

    @Test
    void aBrokenFileIsShownWithoutSecretsAndCanBeMended() throws IOException {
        start(secrets());
        client.call("config.get"); // so that there is a last good copy
        Files.writeString(gateway.home().config(), text().replace("auth: {", "auth: {{"));
        JsonNode shown = client.call("config.get");
        assertThat(shown.path("valid").asBoolean(true)).isFalse();
        assertThat(shown.path("issues").get(0).path("line").asInt(0)).isPositive();
        canary.assertNowhere(nothing(), Json.write(shown));
        String mended = shown.path("raw").asString("").replace("auth: {{", "auth: {");
        JsonNode saved = client.request("config.set", base().put("raw", mended));
        assertThat(saved.path("ok").asBoolean(false)).as(Json.write(saved)).isTrue();
        assertThat(text()).contains(canary.key("hook"), canary.key("env"), canary.key("comment"));
    }

    @Test
    void whoHasNotSeenTheFileDoesNotChangeIt() throws IOException {
        start("");
        String before = text();
        for (String method : new String[] {"config.set", "config.patch", "config.apply"}) {
            assertThat(client.refused(method, json("{\"raw\":\"{}\"}")).path("message").asString(""))
                    .isEqualTo("config base hash required; re-run config.get and retry");
            assertThat(client.refused(method, json("{\"raw\":\"{}\",\"baseHash\":\"00\"}")).path("message").asString(""))
                    .isEqualTo("config changed since last load; re-run config.get and retry");
        }
        assertThat(text()).isEqualTo(before);
    }

    @Test
    @DisplayName("G18 a change that needs no restart asks for none, and every other byte stays")
    void noNeedlessRestart() throws IOException {
        start("ui: { seamColor: \"#aabbcc\" }, // mine\nagents: { list: [ { id: \"main\" }, { id: \"b\", name: 'B' } ] }");
        String before = text();
        JsonNode answer = client.call("config.patch", base().put("raw", "{ui:{seamColor:'#112233'},agents:{list:[{id:'b',name:\"Bee\"},{id:'c'}]}}"));
        assertThat(text())
                .isEqualTo(before.replace("\"#aabbcc\"", "'#112233'").replace("name: 'B' } ]", "name: \"Bee\" }, {id:'c'} ]"));
        assertThat(answer.path("restart").path("mode").asString("")).isEqualTo("none");
        assertThat(answer.path("restart").path("ok").asBoolean(false)).isTrue();
        assertThat(answer.path("sentinel").isNull()).isTrue();
        assertThat(answer.path("restart").propertyNames()).containsExactly("ok", "pid", "signal", "delayMs", "reason", "mode");
    }

    @Test
    @DisplayName("G18 a change that needs a restart says so where nobody can begin anew")
    void aNeededRestartIsTold() {
        start("");
        JsonNode answer = client.call("config.patch", base().put("raw", "{gateway:{port:19999}}"));
        assertThat(answer.path("restart").path("ok").asBoolean(true)).isFalse();
        assertThat(answer.path("restart").path("reason").asString("")).contains("gateway restart");
    }

    @Test
    @DisplayName("config.patch and config.apply work, and tell each issue with its place")
    void bothWriteAndTellIssues() throws IOException {
        start("");
        String raw = client.call("config.get").path("raw").asString("");
        JsonNode wrong = client.refused("config.apply", base().put("raw", raw.replaceFirst("\\{", "{ nope: 1,")));
        assertThat(wrong.path("message").asString("")).isEqualTo("invalid config");
        assertThat(wrong.path("details").path("issues").get(0).path("message").asString("")).contains("nope");
        client.call("config.apply", base().put("raw", raw + "// end\n"));
        assertThat(text()).endsWith("// end\n");
        JsonNode unset = client.call("config.patch", base().put("raw", "{agents:{defaults:{model:null}}}"));
        assertThat(unset.path("config").path("agents").path("defaults").has("model")).isFalse();
    }

    @Test
    void onlyAdministratorsSeeIt() {
        start("");
        try (TestClient writer = gateway.client(3, Scope.WRITE)) {
            assertThat(writer.refused("config.get", Json.object()).path("message").asString("")).isEqualTo("missing scope: operator.admin");
        }
    }
}
