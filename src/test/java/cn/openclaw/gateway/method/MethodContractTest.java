package cn.openclaw.gateway.method;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.gateway.Access;
import cn.openclaw.gateway.Found;
import cn.openclaw.gateway.GatewayMethod;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Scope;
import cn.openclaw.testing.TestClient;
import cn.openclaw.testing.TestGateway;
import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** What every method must keep, run for each one found: a new method brings no test file. */
class MethodContractTest {
    /** Keys that requests have; what stands under them is nonsense here. */
    private static final List<String> KEYS = List.of(
            "id", "jobId", "key", "sessionKey", "sessionId", "agentId", "name", "content", "message", "text", "mode", "limit", "cursor", "days",
            "provider", "model", "profileId", "patch", "raw", "baseHash", "file", "nodeId", "command", "params", "timeoutMs",
            "idempotencyKey", "enabled", "triggers", "deviceId", "role", "requestId", "token", "runId", "keys", "label", "channel",
            "to", "options", "question", "skillKey", "installId", "answer", "on", "query", "by", "from", "decision", "event", "payload",
            "payloadJSON", "ok", "includeDisabled", "schedule", "maxLines", "format", "phase", "scopes", "displayName", "locale");

    private static TestGateway gateway;

    @BeforeAll
    static void start(@TempDir Path folder) {
        gateway = TestGateway.in(folder);
    }

    @AfterAll
    static void stop() {
        gateway.close();
    }

    @Test
    void everyMethodIsFoundOnceIsPublicFinalAndSaysWhoMayUseIt() {
        Map<String, GatewayMethod> methods = Found.methods();
        assertThat(methods).hasSizeGreaterThan(100);
        methods.forEach((name, method) -> {
            assertThat(name).matches("[a-z]+(-[a-z]+)*(\\.[a-zA-Z]+)*");
            assertThat(method.access()).as(name).isNotNull();
            assertThat(Modifier.isPublic(method.getClass().getModifiers())).as(name).isTrue();
            assertThat(Modifier.isFinal(method.getClass().getModifiers())).as(name).isTrue();
            assertThat(method.getClass().getDeclaredFields()).as(name + " holds no state").allMatch(field -> Modifier.isStatic(field.getModifiers()) || field.isSynthetic());
        });
    }

    /** The table of the original's gateway: what a scope opens. Whatever it does not name is an administrator's. */
    @Test
    void rightsAreTheOriginals() {
        Map<Access, Set<String>> table = Map.of(
                Access.NODE, Set.of("node.invoke.result", "node.event", "skills.bins"),
                Access.APPROVALS, Set.of("exec.approval.request", "exec.approval.resolve"),
                Access.PAIRING, Set.of(
                        "node.pair.request", "node.pair.list", "node.pair.approve", "node.pair.reject", "node.pair.verify",
                        "device.pair.list", "device.pair.approve", "device.pair.reject", "device.token.rotate", "device.token.revoke",
                        "node.rename"),
                Access.READ, Set.of(
                        "health", "logs.tail", "channels.status", "status", "usage.status", "usage.cost", "tts.status", "tts.providers",
                        "models.list", "agents.list", "agent.identity.get", "skills.status", "voicewake.get", "sessions.list",
                        "sessions.preview", "cron.list", "cron.status", "cron.runs", "system-presence", "last-heartbeat", "node.list",
                        "node.describe", "chat.history"),
                Access.WRITE, Set.of(
                        "send", "agent", "agent.wait", "wake", "talk.mode", "tts.enable", "tts.disable", "tts.convert", "tts.setProvider",
                        "voicewake.set", "node.invoke", "chat.send", "chat.abort"),
                Access.ADMIN, Set.of(
                        "config.get", "config.set", "config.patch", "config.apply", "config.schema", "set-heartbeats", "system-event", "poll",
                        "agents.files.list", "agents.files.get", "agents.files.set", "cron.add", "cron.update", "cron.remove", "cron.run",
                        "exec.approvals.get", "exec.approvals.set", "exec.approvals.node.get", "exec.approvals.node.set", "skills.install",
                        "skills.update", "update.run", "wizard.start", "wizard.next", "wizard.status", "wizard.cancel", "channels.logout"));
        Map<String, GatewayMethod> methods = Found.methods();
        table.forEach((access, names) -> assertThat(names).allSatisfy(name -> {
            assertThat(methods).containsKey(name);
            assertThat(methods.get(name).access()).as(name).isEqualTo(access);
        }));
    }

    @Test
    void theTableInTheDocumentationIsTheTable() throws IOException {
        Map<Access, List<String>> rows = new TreeMap<>();
        Found.methods().forEach((name, method) -> rows.computeIfAbsent(method.access(), _ -> new ArrayList<>())
                .add("`" + name + "`" + (method.advertised() ? "" : "*")));
        StringBuilder table = new StringBuilder();
        rows.forEach((access, names) -> table.append("| ")
                .append(access.name().toLowerCase(Locale.ROOT))
                .append(" | ")
                .append(String.join(" ", names))
                .append(" |\n"));
        Path file = Path.of(System.getProperty("project.dir"), "docs/gateway-methods.md");
        String text = Files.readString(file);
        if ("update".equals(System.getProperty("golden"))) {
            int start = text.indexOf("|---|---|\n") + 10;
            int end = text.indexOf("\n\n", start);
            Files.writeString(file, text.substring(0, start) + table.toString().stripTrailing() + text.substring(end));
        } else {
            assertThat(text).as("run with -Dgolden=update").contains(table);
        }
    }

    @Test
    void parametersThatAreNoObjectAreRefusedWithTheWordsThatClientsKnow() {
        try (TestClient client = gateway.client(); TestClient node = gateway.node()) {
            Found.methods().forEach((name, method) -> {
                JsonNode error = (method.access() == Access.NODE ? node : client).refused(name, Json.array());
                assertThat(error.path("code").asString("")).isEqualTo("INVALID_REQUEST");
                assertThat(error.path("message").asString("")).isEqualTo("invalid " + name + " params: must be object");
            });
        }
    }

    @Test
    void nonsenseIsRefusedAndNeverABreakdown() {
        Random random = new Random(11);
        List<JsonNode> nonsense = List.of(
                Json.object(), Json.array(), Json.parse("7"), Json.parse("-1"), Json.parse("true"), Json.parse("null"), Json.parse("\"\""),
                Json.parse("\"\\u0000../../x\""), Json.parse("1e300"), Json.parse("{\"a\":[{}]}"), Json.parse("[[1]]"),
                Json.parse("\"" + "x".repeat(500) + "\""));
        try (TestClient client = gateway.client(); TestClient node = gateway.node()) {
            Found.methods().forEach((name, method) -> {
                if (name.equals("update.run") || name.startsWith("wizard.")) {
                    return; // They have tests of their own; a wizard waits for its first question.
                }
                for (int round = 0; round < 4; round++) {
                    ObjectNode params = Json.object();
                    for (String key : KEYS) {
                        if (round == 0 || random.nextBoolean()) {
                            params.set(key, nonsense.get(round == 0 ? 0 : random.nextInt(nonsense.size())));
                        }
                    }
                    JsonNode answer = (method.access() == Access.NODE ? node : client).request(name, params);
                    String text = Json.write(answer);
                    assertThat(text).as(name + " " + Json.write(params)).doesNotContain("internal error", "Exception", "\\tat ", "java.", "tools.jackson");
                    String code = answer.path("error").path("code").asString("");
                    assertThat(answer.path("ok").asBoolean(false) || code.equals("INVALID_REQUEST") || code.equals("UNAVAILABLE")).isTrue();
                }
            });
        }
        assertThat(gateway.log()).noneMatch(line -> line.startsWith("FAULT"));
    }

    @Test
    @DisplayName("G12 a caller without a right is refused by every method that needs it")
    void rightsAreAsked() {
        try (TestClient reader = gateway.client(3, Scope.READ); TestClient node = gateway.node(); TestClient admin = gateway.client()) {
            Found.methods().forEach((name, method) -> {
                if (method.access() == Access.NODE) {
                    assertThat(admin.refused(name, Json.object()).path("message").asString("")).as(name).contains("unauthorized role");
                } else if (method.access() != Access.READ) {
                    assertThat(reader.refused(name, Json.object()).path("message").asString("")).isEqualTo("missing scope: " + method.access().scope().word());
                }
                if (method.access() != Access.NODE) {
                    assertThat(node.refused(name, Json.object()).path("message").asString("")).as(name).contains("unauthorized role");
                }
            });
        }
    }
}
