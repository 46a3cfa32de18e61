package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.Language;
import cn.openclaw.json.Json;
import cn.openclaw.testing.TempHome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;

/** One test for each foot-gun: it is found, it is found only where it is, and both languages say what mends it. */
class SecurityAuditTest {
    private static final String GOOD = "gateway: {auth: {token: '${GW_TOKEN}'}}";

    @TempDir
    Path folder;

    private TempHome home(String config) throws IOException {
        TempHome home = new TempHome(Files.createTempDirectory(folder, "home"))
                .variable("GW_TOKEN", "8f14e45fceea167a5a36dedd4bea2543")
                .config(config);
        Files.setPosixFilePermissions(home.config().getParent(), PosixFilePermissions.fromString("rwx------"));
        Files.setPosixFilePermissions(home.config(), PosixFilePermissions.fromString("rw-------"));
        return home;
    }

    private static List<String> ids(TempHome home, String... more) {
        List<String> line = new ArrayList<>(List.of("security", "audit", "--json"));
        line.addAll(List.of(more));
        Main.run(home.cli(), line.toArray(String[]::new));
        assertThat(home.err()).doesNotContain("Wrong usage", "our fault");
        List<String> ids = new ArrayList<>();
        Json.parse(home.out()).path("findings").forEach(finding -> ids.add(finding.path("checkId").asString("")));
        return ids;
    }

    private record Gun(String id, String config) {}

    private static final List<Gun> GUNS = List.of(
            new Gun("gateway.bind_exposed", "{gateway: {bind: 'lan', auth: {token: '${GW_TOKEN}'}}}"),
            new Gun("gateway.bind_no_tls", "{gateway: {bind: 'lan', auth: {token: '${GW_TOKEN}'}}}"),
            new Gun("gateway.bind_no_auth", "{gateway: {bind: 'lan'}}"),
            new Gun("gateway.control_ui.exposed", "{gateway: {bind: 'lan', auth: {token: '${GW_TOKEN}'}}}"),
            new Gun("gateway.http_exposed", "{gateway: {bind: 'lan', auth: {token: '${GW_TOKEN}'}, http: {endpoints: {responses: {enabled: true}}}}}"),
            new Gun("gateway.token_too_short", "{gateway: {auth: {token: 'short'}}}"),
            new Gun("gateway.token_weak", "{gateway: {auth: {token: 'aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa'}}}"),
            new Gun("gateway.password_weak", "{gateway: {auth: {mode: 'password', password: 'hunter2'}}}"),
            new Gun("config.secrets.in_clear", "{gateway: {auth: {token: '8f14e45fceea167a5a36dedd4bea2543'}}}"),
            new Gun("gateway.tailscale_funnel", "{gateway: {auth: {token: '${GW_TOKEN}'}, tailscale: {mode: 'funnel'}}}"),
            new Gun("gateway.control_ui.insecure_auth", "{gateway: {auth: {token: '${GW_TOKEN}'}, controlUi: {allowInsecureAuth: true}}}"),
            new Gun("gateway.control_ui.device_auth_disabled", "{gateway: {auth: {token: '${GW_TOKEN}'}, controlUi: {dangerouslyDisableDeviceAuth: true}}}"),
            new Gun("gateway.control_ui.any_origin", "{gateway: {auth: {token: '${GW_TOKEN}'}, controlUi: {allowedOrigins: ['*']}}}"),
            new Gun("config.dangerous_switch", "{" + GOOD + ", hooks: {mappings: [{action: 'agent', allowUnsafeExternalContent: true}]}}"),
            new Gun("gateway.trusted_proxies_any", "{gateway: {auth: {token: '${GW_TOKEN}'}, trustedProxies: ['0.0.0.0/0']}}"),
            new Gun("gateway.trusted_proxies_invalid", "{gateway: {auth: {token: '${GW_TOKEN}'}, trustedProxies: ['nginx']}}"),
            new Gun("gateway.remote_plain", "{gateway: {mode: 'remote', remote: {url: 'ws://203.0.113.5:18789'}, auth: {token: '${GW_TOKEN}'}}}"),
            new Gun("gateway.nodes.commands", "{gateway: {auth: {token: '${GW_TOKEN}'}, nodes: {allowCommands: ['system.run']}}}"),
            new Gun("tools.exec.no_approval", "{" + GOOD + ", tools: {exec: {security: 'full', ask: 'off'}}}"),
            new Gun("sandbox.off_while_exposed", "{gateway: {bind: 'lan', auth: {token: '${GW_TOKEN}'}}}"),
            new Gun("tools.elevated.allow_from_wildcard", "{" + GOOD + ", tools: {elevated: {allowFrom: {telegram: ['*']}}}}"),
            new Gun("tools.web.fetch.any_address", "{" + GOOD + ", tools: {web: {fetch: {allowAddresses: ['0.0.0.0/0']}}}}"),
            new Gun("channels.telegram.dm.open", "{" + GOOD + ", channels: {telegram: {dmPolicy: 'open', allowFrom: ['*']}}}"),
            new Gun("channels.telegram.group.open", "{" + GOOD + ", channels: {telegram: {groupPolicy: 'open'}}}"),
            new Gun("channels.telegram.allow_from_wildcard", "{" + GOOD + ", channels: {telegram: {groupAllowFrom: ['*']}}}"),
            new Gun("session.dm_scope_shared", "{" + GOOD + ", channels: {telegram: {dmPolicy: 'open', allowFrom: ['*']}}}"),
            new Gun("logging.redact_off", "{" + GOOD + ", logging: {redactSensitive: 'off'}}"),
            new Gun("logging.bad_pattern", "{" + GOOD + ", logging: {redactPatterns: ['(']}}"),
            new Gun("hooks.token_too_short", "{" + GOOD + ", hooks: {enabled: true, token: 'short'}}"),
            new Gun("hooks.token_reused", "{" + GOOD + ", hooks: {enabled: true, token: '${GW_TOKEN}'}}"),
            new Gun("browser.control_remote", "{" + GOOD + ", browser: {controlUrl: 'http://203.0.113.5:18791'}}"),
            new Gun("browser.cdp_remote", "{" + GOOD + ", browser: {cdpUrl: 'http://203.0.113.5:9222'}}"),
            new Gun("browser.no_sandbox", "{" + GOOD + ", browser: {noSandbox: true}}"),
            new Gun("plugins.no_allowlist", "{" + GOOD + ", plugins: {enabled: true}}"));

    @TestFactory
    @DisplayName("P44 P45 each planted foot-gun is found")
    Stream<DynamicTest> eachPlantedFootGunIsFound() {
        return GUNS.stream().map(gun -> DynamicTest.dynamicTest(gun.id(), () -> assertThat(ids(home(gun.config()))).contains(gun.id())));
    }

    @Test
    void aSoundInstallationHasNothing() throws IOException {
        TempHome home = home("{" + GOOD + ", channels: {telegram: {dmPolicy: 'pairing'}}, logging: {redactSensitive: 'tools'}}");
        assertThat(ids(home)).isEmpty();
        assertThat(Main.run(home.cli(), "security", "audit")).isZero();
        assertThat(home.out()).contains("Nothing was found.");
    }

    @Test
    @DisplayName("P44 files and folders that others can read or change are found and mended")
    void filesOfOthers() throws IOException {
        TempHome home = home("{" + GOOD + "}");
        home.write(".openclaw/agents/main/agent/auth-profiles.json", "{}");
        home.write(".openclaw/logs/openclaw-2026-11-22.log", "x");
        Files.setPosixFilePermissions(home.config(), PosixFilePermissions.fromString("rw-rw-rw-"));
        Files.setPosixFilePermissions(home.path(".openclaw/agents/main/agent/auth-profiles.json"), PosixFilePermissions.fromString("rw-r--r--"));
        assertThat(ids(home)).contains("fs.config.perms", "fs.file.perms", "fs.dir.perms");
        assertThat(Main.run(home.cli(), "security", "audit")).isEqualTo(1);
        assertThat(home.out()).contains("can be changed by others (rw-rw-rw-)").contains("chmod 600");
        assertThat(ids(home, "--fix")).isEmpty();
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.config()))).isEqualTo("rw-------");
        assertThat(Main.run(home.cli(), "security", "audit")).isZero();
    }

    @Test
    void whatCanBeMendedSafelyIsAndTheRestOfTheFileStays() throws IOException {
        TempHome home = home(
                """
                {
                  // mine
                  gateway: {auth: {token: "short"}, controlUi: {allowInsecureAuth: true, dangerouslyDisableDeviceAuth: true}},
                  channels: {telegram: {dmPolicy: "open", allowFrom: ["*", "42"], groupPolicy: "open"}}, // and mine
                  logging: {redactSensitive: "off"},
                  tools: {exec: {security: "full", ask: "off"}},
                }
                """);
        assertThat(ids(home, "--fix"))
                .doesNotContain("gateway.token_too_short", "gateway.control_ui.insecure_auth", "gateway.control_ui.device_auth_disabled")
                .doesNotContain("channels.telegram.dm.open", "channels.telegram.group.open", "logging.redact_off", "tools.exec.no_approval");
        String text = Files.readString(home.config());
        assertThat(text).contains("// mine", "// and mine", "\"pairing\"", "\"allowlist\"", "\"42\"").doesNotContain("\"short\"", "\"*\"", "dangerously");
    }

    @Test
    void theReportHasTheOriginalsShapeAndNoSecrets() throws IOException {
        TempHome home = home("{gateway: {auth: {token: 'short-secret'}}, hooks: {enabled: true, token: 'hook-secret'}}");
        assertThat(Main.run(home.cli(), "security", "audit", "--json")).isEqualTo(1);
        JsonNode report = Json.parse(home.out());
        assertThat(report.propertyNames()).contains("ts", "summary", "findings");
        assertThat(report.path("summary").propertyNames()).containsExactly("critical", "warn", "info");
        assertThat(report.path("findings").get(0).propertyNames()).contains("checkId", "severity", "title", "detail", "remediation");
        assertThat(home.out()).doesNotContain("short-secret", "hook-secret");
        home.language(Language.ZH);
        Main.run(home.cli(), "security", "audit");
        assertThat(home.out()).containsPattern("[\\u4e00-\\u9fff]").doesNotContain("short-secret");
    }

    @Test
    void deepSaysThatNoGatewayRuns() throws IOException {
        assertThat(ids(home("{" + GOOD + "}"), "--deep")).containsExactly("gateway.probe");
    }
}
