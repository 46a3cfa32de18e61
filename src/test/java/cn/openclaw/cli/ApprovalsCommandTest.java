package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.Language;
import cn.openclaw.base.Text;
import cn.openclaw.json.Json;
import cn.openclaw.testing.TempHome;
import cn.openclaw.tool.ApprovalRequest;
import cn.openclaw.tool.Approver;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ApprovalsCommandTest {
    @TempDir
    Path folder;

    private TempHome home;

    @BeforeEach
    void makeHome() {
        home = new TempHome(folder);
    }

    private int run(String... words) {
        return Main.run(home.cli(), words);
    }

    @Test
    void allowsListsAndRemoves() throws Exception {
        assertThat(run("approvals", "list")).isZero();
        assertThat(home.out()).contains("No program or command is allowed yet");
        assertThat(run("approvals", "allow", "/usr/bin/expr")).isZero();
        assertThat(run("approvals", "allowlist", "add", "/opt/tools/*", "--agent", "work")).isZero();
        assertThat(run("approvals", "allow", "--cwd", folder.toString(), "--", "sort", "-o", "x y", "a")).isZero();
        run("approvals", "allow", "/usr/bin/expr");
        assertThat(home.out()).contains("on the list already");

        run("approvals");
        assertThat(home.out()).contains("/usr/bin/expr", "work  /opt/tools/*", "'/usr/bin/sort' '-o' 'x y' 'a'", "never used");
        Path file = home.path(".openclaw/exec-approvals.json");
        assertThat(Files.getPosixFilePermissions(file)).isEqualTo(PosixFilePermissions.fromString("rw-------"));
        assertThat(run("approvals", "remove", "/usr/bin/expr")).isZero();
        run("approvals", "get");
        var tree = Json.parse(home.out());
        assertThat(tree.path("version").asInt(0)).isEqualTo(1);
        assertThat(tree.path("agents").path("main").path("allowlist").isEmpty()).isTrue();
        assertThat(tree.path("agents").path("work").path("allowlist").path(0).path("pattern").asString()).isEqualTo("/opt/tools/*");
    }

    @Test
    void whatMakesNoSenseIsSaid() {
        assertThat(run("approvals", "allow", "/usr/bin/env")).isZero();
        assertThat(home.err()).contains("can run other programs");
        assertThat(run("approvals", "allow", "npm", "test")).isEqualTo(2);
        assertThat(home.err()).contains("--cwd");
        assertThat(run("approvals", "remove", "nothing")).isEqualTo(2);
        assertThat(home.err()).contains("no entry", "approvals list");
        assertThat(run("approvals", "allow", "--cwd", "/nowhere/at/all", "--", "ls")).isEqualTo(2);
        assertThat(run("approvals", "allow", "--cwd", folder.toString(), "--", "no-such-program-x")).isEqualTo(2);
        assertThat(run("approvals", "set")).isEqualTo(2);
        assertThat(run("approvals", "set", "--file", "none.json")).isEqualTo(2);
        home.write(".openclaw/exec-approvals.json", "{");
        home.language(Language.ZH);
        assertThat(run("approvals", "list")).isEqualTo(2);
        assertThat(home.err()).contains("读不懂", "exec-approvals.json");
    }

    @Test
    void aWholeFileIsTakenAndKept() {
        home.input("{\"version\":1,\"socket\":{\"path\":\"/s\"},\"defaults\":{\"security\":\"allowlist\"},\"extra\":1}");
        assertThat(run("approvals", "set", "--stdin")).isZero();
        run("approvals", "allow", "/usr/bin/expr");
        run("approvals", "get");
        assertThat(home.out()).contains("\"extra\": 1", "\"path\": \"/s\"", "/usr/bin/expr");
    }

    @Test
    void aFileOfAnotherVersionChangesNothing() {
        home.input("{\"version\":1,\"defaults\":{\"security\":\"deny\"}}");
        assertThat(run("approvals", "set", "--stdin")).isZero();
        for (String version : List.of("2", "\"1\"", "null", "1.5")) {
            home.input("{\"version\":" + version + ",\"defaults\":{\"security\":\"full\"}}");
            assertThat(run("approvals", "set", "--stdin")).as(version).isEqualTo(2);
            assertThat(home.err()).contains(version, "nothing was changed");
        }
        run("approvals", "get");
        assertThat(home.out()).contains("deny").doesNotContain("full");
    }

    @Test
    void theQuestionInPlainLines() throws Exception {
        home.screen(new Screen(true, true, true, false, 80)).input("what?\na\n");
        var request = new ApprovalRequest(
                "exec", new Text("因", "because"), "touch x\u001B[2J", List.of("touch"), folder, Optional.of(new Text("总是", "from now on")));
        Cli cli = home.cli();
        assertThat(LineApprover.of(cli, "ask", false).ask(request)).isEqualTo(Approver.Answer.ALWAYS);
        assertThat(home.err()).contains("touch x", "because", "a from now on").doesNotContain("\u001B[2J");
        home.input("n\n");
        assertThat(LineApprover.of(home.cli(), "ask", false).ask(request)).isEqualTo(Approver.Answer.DENY);
        home.screen(new Screen(false, true, true, false, 80));
        assertThat(LineApprover.of(home.cli(), "ask", false).ask(request)).isEqualTo(Approver.Answer.NOBODY);
        assertThat(LineApprover.of(home.cli(), "always", false).ask(request)).isEqualTo(Approver.Answer.ONCE);
        assertThat(LineApprover.of(home.cli(), "never", false).ask(request)).isEqualTo(Approver.Answer.DENY);
        assertThat(run("agent", "--local", "-m", "x", "--approve", "perhaps")).isEqualTo(2);
        assertThat(home.err()).contains("ask, never or always");
    }
}
