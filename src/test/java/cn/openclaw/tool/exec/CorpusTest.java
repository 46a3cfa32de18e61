package cn.openclaw.tool.exec;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.json.Json;
import cn.openclaw.llm.Message;
import cn.openclaw.tool.Approver.Answer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** Lines that try to get past the allow-list, and lines that must not be asked about, through the whole tool. */
class CorpusTest {
    private static final List<String> TEMPTING = List.of(
            "echo", "git", "find", "tar", "sed", "awk", "env", "python3", "bash", "sh", "node", "make", "npm", "xargs", "sort", "perl",
            "curl", "ssh", "timeout", "nohup", "nice", "sudo", "busybox", "vim", "less", "rg", "date", "uniq", "tee", "cp", "rm");

    /** What would reach the machine itself, or stay after the test. */
    private static final List<String> MACHINE =
            List.of("sudo ", "su ", "doas ", "at ", "crontab ", "systemd-run ", "chroot ", "nsenter ", "docker ", "date ", "kill ", "setsid ", "nohup ");

    @TempDir
    Path folder;

    private ExecHome home;
    private Path canary;

    @BeforeEach
    void makeWorkspace() throws IOException {
        home = new ExecHome(folder);
        canary = home.folder.resolve("canary");
        Path workspace = home.workspace;
        Files.writeString(workspace.resolve("a.txt"), "one\ntwo three\n");
        Files.writeString(workspace.resolve("a b.txt"), "blank\n");
        Files.createDirectories(workspace.resolve("sub"));
        Files.writeString(workspace.resolve("sub/b.txt"), "b\n");
        Files.createDirectories(workspace.resolve("bin"));
        Files.writeString(home.folder.resolve("secret.txt"), "sk-secret-of-somebody");
        Files.createSymbolicLink(workspace.resolve("link"), home.folder);
        Files.createSymbolicLink(workspace.resolve("linked.txt"), home.folder.resolve("secret.txt"));
        for (String name : List.of("echo", "bin/ls", "evil.sh")) {
            Files.writeString(workspace.resolve(name), "#!/bin/sh\ntouch " + canary + "\n");
            assertThat(workspace.resolve(name).toFile().setExecutable(true)).isTrue();
        }
        Files.writeString(home.home.home().resolve("echo"), "#!/bin/sh\ntouch " + canary + "\n");
        ObjectNode approvals = Json.object().put("version", 1);
        var list = approvals.putObject("agents").putObject("main").putArray("allowlist");
        for (String name : TEMPTING) {
            list.addObject().put("id", name).put("pattern", "/usr/bin/" + name);
            list.addObject().put("id", name + "-bare").put("pattern", name);
        }
        home.home.write(".openclaw/exec-approvals.json", Json.pretty(approvals));
    }

    @AfterEach
    void close() {
        home.close();
    }

    private static List<String> lines(String file) throws IOException {
        try (var in = CorpusTest.class.getResourceAsStream("/exec/" + file)) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8)
                    .lines()
                    .filter(line -> !line.isBlank() && !line.startsWith("## "))
                    .toList();
        }
    }

    private String command(String line) {
        int reason = line.lastIndexOf("   # ");
        return (reason < 0 ? line : line.substring(0, reason)).replace("@@", canary.toString()).replace('␤', '\n');
    }

    @Test
    @DisplayName("P46 W02 none of the by-pass tries runs: each is asked about, and a no is kept")
    void noneOfTheTriesRuns() throws Exception {
        List<String> tries = lines("bypasses.txt");
        assertThat(tries).hasSizeGreaterThan(200).allMatch(line -> line.contains("   # "));
        List<String> passed = new ArrayList<>();
        for (String line : tries) {
            int before = home.asked.size();
            Message.ToolResult result = home.exec(command(line));
            boolean stopped = result.isError() && (home.asked.size() == before + 1 || ExecHome.words(result).contains("not allowed"));
            if (!stopped || Files.exists(canary)) {
                passed.add(line + " -> " + ExecHome.words(result));
            }
            Files.deleteIfExists(canary);
        }
        assertThat(passed).isEmpty();
        assertThat(home.workspace.resolve("a.txt")).hasContent("one\ntwo three\n");
    }

    /** The canary is alive: with a yes, many of the same lines do touch it. */
    @Test
    @Tag("slow")
    void theTriesWouldRun() throws Exception {
        home.answer = _ -> Answer.ONCE;
        int ran = 0;
        for (String line : lines("bypasses.txt")) {
            boolean touches = line.contains("@@") || line.contains("./echo") || line.contains("evil.sh");
            if (!touches || MACHINE.stream().anyMatch(line::startsWith)) {
                continue;
            }
            home.call(new ExecTool(), Json.object().put("command", command(line)).put("timeout", 2));
            ran += Files.deleteIfExists(canary) ? 1 : 0;
        }
        assertThat(ran).isGreaterThan(80);
    }

    @Test
    void harmlessLinesAreNotAskedAbout() throws Exception {
        Files.delete(home.workspace.resolve("linked.txt"));
        git("init", "-q", "-b", "main");
        git("add", "a.txt");
        git("-c", "user.name=n", "-c", "user.email=e@x", "commit", "-q", "-m", "first");
        List<String> asked = new ArrayList<>();
        for (String line : lines("harmless.txt")) {
            int before = home.asked.size();
            Message.ToolResult result = home.exec(command(line));
            if (home.asked.size() > before || result.isError()) {
                asked.add(line + " -> " + ExecHome.words(result));
            }
        }
        assertThat(asked).isEmpty();
    }

    private void git(String... words) throws Exception {
        List<String> all = new ArrayList<>(List.of("git"));
        all.addAll(List.of(words));
        Process process = new ProcessBuilder(all).directory(home.workspace.toFile()).inheritIO().start();
        assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    @DisplayName("P46 a repository laid out as plain files is not opened unasked")
    void aBareRepositoryIsAskedAbout() throws Exception {
        Files.createDirectories(home.workspace.resolve("sub/objects"));
        Files.createDirectories(home.workspace.resolve("sub/refs"));
        Files.writeString(home.workspace.resolve("sub/HEAD"), "ref: refs/heads/main\n");
        Files.writeString(home.workspace.resolve("sub/config"), "[core]\n\tfsmonitor = " + home.workspace.resolve("evil.sh") + "\n");
        assertThat(home.run("cd sub && git status")).contains("said no");
        assertThat(canary).doesNotExist();
    }

    @Test
    @DisplayName("P46 settings of a repository that git would run are switched off for what runs unasked")
    void aRepositorysOwnProgramsDoNotRun() throws Exception {
        git("init", "-q", "-b", "main");
        git("config", "core.fsmonitor", home.workspace.resolve("evil.sh").toString());
        git("config", "diff.external", home.workspace.resolve("evil.sh").toString());
        git("config", "core.pager", home.workspace.resolve("evil.sh").toString());

        home.run("git status");
        home.run("git diff");
        home.run("git log --oneline");

        assertThat(home.asked).isEmpty();
        assertThat(canary).doesNotExist();
    }
}
