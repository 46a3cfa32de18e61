package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Language;
import cn.openclaw.json.Json;
import cn.openclaw.testing.TempHome;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class McpAndSkillsCommandTest {
    @TempDir
    Path dir;

    private TempHome home;

    @BeforeEach
    void makeHome() {
        home = new TempHome(dir);
    }

    private int run(String... line) {
        return Main.run(home.cli(), line);
    }

    @Test
    void aServerIsAddedAndRemovedAndEveryOtherByteStays() throws Exception {
        home.config("// mine\n{\n  agents: {}, // keep\n}\n");
        assertThat(run("mcp", "add", "files", "--env", "TOKEN=${FILES_TOKEN}", "--timeout", "20", "--", "npx", "-y", "@scope/server", "--root", "/tmp")).isZero();
        assertThat(Files.readString(home.config())).startsWith("// mine\n{\n  agents: {}, // keep\n").contains("${FILES_TOKEN}");
        assertThat(run("mcp", "add", "web", "--url", "https://mcp.example.com/mcp?key=hush", "--header", "Authorization=Bearer hush", "--trust")).isZero();

        assertThat(run("mcp", "list", "--json")).isZero();
        var servers = Json.parse(home.out()).get("servers");
        assertThat(servers).hasSize(2);
        assertThat(servers.get(0).path("target").asString("")).isEqualTo("npx -y @scope/server --root /tmp");
        assertThat(servers.get(0).path("timeout").asInt()).isEqualTo(20);
        assertThat(servers.get(1).path("transport").asString("")).isEqualTo("http");
        assertThat(servers.get(1).path("trust").asBoolean()).isTrue();
        assertThat(home.out()).doesNotContain("hush");

        assertThat(run("mcp")).isZero();
        assertThat(home.out()).contains("files  asks", "web    trusted", "not connected yet").doesNotContain("hush");
        assertThat(run("config", "get", "mcp")).isZero();
        assertThat(home.out()).doesNotContain("Bearer hush");

        assertThat(run("mcp", "remove", "files")).isZero();
        assertThat(run("mcp", "remove", "files")).isEqualTo(ExitCode.USAGE.number());
        assertThat(home.err()).contains("no MCP server named files", "web");
        assertThat(Files.readString(home.config())).startsWith("// mine\n{\n  agents: {}, // keep\n");
    }

    @Test
    void aServerNeedsACommandOrAnAddress() {
        home.config("{}");
        assertThat(run("mcp", "add", "x")).isEqualTo(ExitCode.USAGE.number());
        assertThat(home.err()).contains("mcp add x -- npx");
        assertThat(run("mcp", "add", "x", "--url", "https://a.example", "--", "y")).isEqualTo(ExitCode.USAGE.number());
        assertThat(run("mcp", "add", "x", "--env", "SECRETVALUE", "--", "y")).isEqualTo(ExitCode.USAGE.number());
        assertThat(home.err()).doesNotContain("SECRETVALUE");
        assertThat(run("mcp", "add", "x", "--timeout", "-1", "--", "y")).isEqualTo(ExitCode.USAGE.number());
        assertThat(run("mcp", "test", "x")).isEqualTo(ExitCode.USAGE.number());
    }

    @Test
    void aTestSaysWhyAServerIsNotReached() {
        home.config("{mcp: {servers: {gone: {command: '/no/such/program'}}}}");
        assertThat(run("mcp", "test")).isEqualTo(ExitCode.UNAVAILABLE.number());
        assertThat(home.err()).contains("gone: not reached: cannot start /no/such/program");
        assertThat(run("mcp", "test", "gone", "--json")).isEqualTo(ExitCode.UNAVAILABLE.number());
        assertThat(Json.parse(home.out()).get("servers").get(0).path("ok").asBoolean(true)).isFalse();
    }

    @Test
    void skillsAreListedExplainedAndChecked() {
        home.config("{agents: {defaults: {workspace: '~/desk'}}}").language(Language.ZH);
        home.write("desk/skills/天气/SKILL.md", "---\nname: 天气查询\ndescription: 查天气\n---\n");
        home.write(".openclaw/skills/b/SKILL.md", "---\nname: b\ndescription: second\nmetadata: {openclaw: {requires: {env: ['B_KEY']}}}\n---\n");
        assertThat(run("skills")).isZero();
        assertThat(home.out()).contains("天气查询  可用", "缺 env:B_KEY");
        assertThat(run("skills", "list", "--json", "--eligible")).isZero();
        assertThat(Json.parse(home.out()).get("skills")).hasSize(1);
        assertThat(run("skills", "info", "/天气查询")).isZero();
        assertThat(home.out()).contains("/天气查询", "~/desk/skills/天气/SKILL.md");
        assertThat(run("skills", "info", "b", "--json")).isZero();
        assertThat(Json.parse(home.out()).path("missing").get(0).asString("")).isEqualTo("env:B_KEY");
        assertThat(run("skills", "check")).isZero();
        assertThat(home.out()).contains("共 2 个技能：1 个可用，1 个缺东西，0 个停用");
        assertThat(run("skills", "check", "--json")).isZero();
        assertThat(Json.parse(home.out()).path("summary").path("eligible").asInt()).isEqualTo(1);
        assertThat(run("skills", "info", "nothing")).isEqualTo(ExitCode.USAGE.number());
    }
}
