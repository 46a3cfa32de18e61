package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.Language;
import cn.openclaw.client.RunningGateway;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.testing.Golden;
import cn.openclaw.testing.TempHome;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import picocli.CommandLine;
import tools.jackson.databind.JsonNode;

class ServiceTest {
    @TempDir
    Path folder;

    private final List<List<String>> commands = new ArrayList<>();

    private static ServiceUnit unit(String program, String folder, Optional<String> profile) {
        Map<String, String> variables = new LinkedHashMap<>();
        variables.put("PATH", "/usr/local/bin:/usr/bin:/bin");
        variables.put("LANG", "zh_CN.UTF-8");
        List<String> arguments = new ArrayList<>();
        profile.ifPresent(name -> arguments.addAll(List.of("--profile", name)));
        arguments.addAll(List.of("gateway", "run"));
        return new ServiceUnit(Path.of(program), arguments, variables, Path.of(folder), profile);
    }

    @Test
    void theFilesOfThreeSystems() {
        ServiceUnit usual = unit("/opt/openclaw-cn/openclaw-cn", "/home/li", Optional.empty());
        ServiceUnit odd = unit("/home/李 明/50% $HOME \"x\"/openclaw-cn", "/home/李 明", Optional.of("work"));
        String all = "# systemd\n" + ServiceFiles.systemd(usual)
                + "\n# systemd, a path with everything\n" + ServiceFiles.systemd(odd)
                + "\n# launchd\n" + ServiceFiles.launchd(usual, "/home/li/.openclaw/logs/service.log")
                + "\n# schtasks\n" + ServiceFiles.task(usual, "PC\\li")
                + "\n# schtasks, a Chinese user and a batch file\n"
                + ServiceFiles.task(unit("C:\\Users\\李 明\\openclaw-cn\\openclaw-cn.cmd", "C:\\Users\\李 明", Optional.of("work")), "电脑\\李 明");
        Golden.check("cli/services.txt", all);
    }

    /** The word of systemd itself, where there is one: of the usual path, and of one with everything in it. */
    @Test
    void systemdTakesTheUnits() throws Exception {
        Path systemd = Path.of("/usr/bin/systemd-analyze");
        Assumptions.assumeTrue(Files.isExecutable(systemd), "no systemd-analyze on this machine");
        for (String name : List.of("plain", "李 明/50% $HOME \"x\" 'y' z\\q")) {
            Path place = Files.createDirectories(folder.resolve(name));
            Path program = Files.writeString(place.resolve("openclaw-cn"), "#!/bin/sh\n");
            assertThat(program.toFile().setExecutable(true)).isTrue();
            Path file = folder.resolve("openclaw-gateway.service");
            Files.writeString(file, ServiceFiles.systemd(unit(program.toString(), place.getParent().toString(), Optional.empty())));
            ProcessBuilder verify = new ProcessBuilder(systemd.toString(), "verify", "--user", "--man=no", file.toString()).redirectErrorStream(true);
            verify.environment().put("XDG_RUNTIME_DIR", folder.toString());
            Process process = verify.start();
            String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            int code = process.waitFor();
            Assumptions.assumeFalse(said.contains("Failed to initialize manager"), "systemd-analyze does not work here");
            assertThat(said.lines().filter(line -> line.contains("openclaw-gateway"))).as(Files.readString(file)).isEmpty();
            assertThat(code).as(said).isZero();
        }
    }

    @Test
    @DisplayName("P26 no unit names a version, a jar or a build: it points to the launcher, so an update changes nothing in it")
    void noVersionStandsInAUnit() {
        ServiceUnit unit = unit("/opt/openclaw-cn/openclaw-cn", "/home/li", Optional.empty());
        for (String text : List.of(ServiceFiles.systemd(unit), ServiceFiles.launchd(unit, "/l"), ServiceFiles.task(unit, "u"))) {
            assertThat(text).doesNotContain(Main.version(), ".jar", "dist", "java").doesNotContainPattern("\\d+\\.\\d+\\.\\d+");
            assertThat(text).contains("/opt/openclaw-cn/openclaw-cn");
        }
    }

    @Test
    @DisplayName("P27 no unit holds a token or a key: there is no second copy that could go stale")
    void noSecretStandsInAUnit() {
        TempHome home = new TempHome(folder)
                .variable("OPENCLAW_GATEWAY_TOKEN", "the-gateway-token")
                .variable("MOONSHOT_API_KEY", "sk-secret-key-000000")
                .variable("PATH", "/usr/bin")
                .variable("OPENCLAW_STATE_DIR", folder.resolve("state").toString());
        ServiceUnit unit = ServiceUnit.of(home.environment(), Path.of("/opt/openclaw-cn"), Optional.of(19000));
        String text = ServiceFiles.systemd(unit);
        assertThat(text).doesNotContain("the-gateway-token", "sk-secret").contains("OPENCLAW_STATE_DIR=", "--port 19000");
    }

    @Test
    @DisplayName("P29 the task's file is UTF-16 with its mark: a Chinese user name and a path with spaces are read right, without administrator rights")
    void theTaskIsReadRightUnderAChineseName() {
        ServiceUnit unit = unit("C:\\Users\\李 明\\应用 程序\\openclaw-cn.cmd", "C:\\Users\\李 明", Optional.empty());
        byte[] bytes = TaskManager.utf16(ServiceFiles.task(unit, "电脑\\李 明"));
        assertThat(bytes[0] & 0xFF).isEqualTo(0xFF);
        assertThat(bytes[1] & 0xFF).isEqualTo(0xFE);
        String read = new String(bytes, StandardCharsets.UTF_16);
        assertThat(read)
                .contains("encoding=\"UTF-16\"", "<UserId>电脑\\李 明</UserId>", "<RunLevel>LeastPrivilege</RunLevel>", "\r\n")
                .contains("/d /s /c &quot;&quot;C:\\Users\\李 明\\应用 程序\\openclaw-cn.cmd&quot; gateway run&quot;")
                .contains("<ExecutionTimeLimit>PT0S</ExecutionTimeLimit>");
    }

    private Commanded.Runner runner(int code, String out) {
        return words -> {
            commands.add(words);
            return new Commanded(code, out);
        };
    }

    private TempHome home() {
        return new TempHome(folder).language(Language.EN);
    }

    @Test
    void systemdIsToldAndTheUnitIsTheirsAlone() throws Exception {
        TempHome home = home();
        SystemdManager manager = new SystemdManager(home.cli(), runner(0, "running\nActiveState=active\n"));
        assertThat(manager.absent()).isEmpty();
        assertThat(manager.state().loaded()).isFalse();
        assertThat(manager.install(unit("/opt/openclaw-cn", "/home/li", Optional.empty())).problem()).isEmpty();
        Path file = home.path(".config/systemd/user/openclaw-gateway.service");
        assertThat(file).exists();
        assertThat(manager.state().status()).isEqualTo("running");
        assertThat(manager.state().command()).isEqualTo("/opt/openclaw-cn gateway run");
        assertThat(commands).contains(
                List.of("systemctl", "--user", "daemon-reload"),
                List.of("systemctl", "--user", "enable", "openclaw-gateway.service"),
                List.of("systemctl", "--user", "restart", "openclaw-gateway.service"));
        assertThat(manager.uninstall().problem()).isEmpty();
        assertThat(file).doesNotExist();
        assertThat(Files.exists(file.getParent())).isTrue();
    }

    @Test
    @DisplayName("P29 a translated error of the system is passed on, never looked at")
    void aTranslatedErrorIsPassedOn() {
        TaskManager manager = new TaskManager(home().cli(), runner(1, "错误: 拒绝访问。\r\n"));
        ServiceManager.Done done = manager.install(unit("C:\\x.cmd", "C:\\", Optional.empty()));
        assertThat(done.problem().orElseThrow().text().in(Language.EN, done.problem().get().arguments())).isEqualTo("schtasks says: 错误: 拒绝访问。");
        assertThat(manager.state().loaded()).isFalse();
    }

    @Test
    void launchdIsTold() {
        TempHome home = home();
        LaunchdManager manager = new LaunchdManager(home.cli(), words -> {
            commands.add(words);
            return new Commanded(0, words.getFirst().equals("id") ? "501\n" : "state = running\n");
        });
        assertThat(manager.install(unit("/opt/openclaw-cn", "/Users/li", Optional.empty())).problem()).isEmpty();
        assertThat(home.path("Library/LaunchAgents/ai.openclaw.gateway.plist")).exists();
        assertThat(commands).anyMatch(words -> words.size() > 3 && words.subList(0, 3).equals(List.of("launchctl", "bootstrap", "gui/501")));
        assertThat(manager.state().command()).isEqualTo("/opt/openclaw-cn gateway run");
        assertThat(manager.state().status()).isEqualTo("running");
    }

    @ParameterizedTest
    @ValueSource(strings = {"linux", "mac os x", "windows 11"})
    void whereTheSystemHasNoServicesOneSentenceSaysWhatToDo(String os) {
        ServiceManager manager = ServiceManager.of(home().cli(), _ -> new Commanded(-1, ""), os);
        ServiceManager.Problem problem = manager.absent().orElseThrow();
        assertThat(problem.text().in(Language.EN, problem.arguments())).contains("openclaw-cn gateway run");
        assertThat(problem.text().in(Language.ZH, problem.arguments())).contains("openclaw-cn gateway run");
    }

    /** Runs {@code gateway <words> --json} where the system is asked by {@code runner}. */
    private JsonNode told(TempHome home, Commanded.Runner runner, String... words) throws Exception {
        Cli cli = home.cli();
        GatewayService.run(cli, words[0], line(cli, words), new SystemdManager(cli, runner));
        return Json.parse(home.out()); // JSON and nothing else
    }

    private static CommandLine.ParseResult line(Cli cli, String... words) {
        String[] flags = Arrays.copyOfRange(words, 1, words.length + 1);
        flags[flags.length - 1] = "--json";
        return Commands.parser(GatewayService.spec(cli, words[0])).parseArgs(flags);
    }

    private static void installed(TempHome home) {
        home.write(".config/systemd/user/openclaw-gateway.service", "[Service]\nExecStart=/opt/openclaw-cn gateway run\n");
    }

    private static void running(TempHome home, long pid) throws Exception {
        new RunningGateway(pid, 0, URI.create("ws://127.0.0.1:9"), "loopback", Optional.empty(), "none", Optional.empty(), "1", 1)
                .write(Places.of(home.environment()));
    }

    @Test
    void programsReadWhatPeopleReadInThePersonsLanguage() throws Exception {
        TempHome home = home().language(Language.ZH);
        Commanded.Runner without = _ -> new Commanded(1, "offline");
        assertThat(told(home, without, "start").path("error").asString("")).startsWith("还没有安装服务");
        assertThat(told(home, without, "restart").path("error").asString("")).startsWith("还没有安装服务");
        assertThat(told(home, without, "install").path("error").asString("")).startsWith("这里没有 systemd");
        assertThat(told(home, without, "stop").path("message").asString("")).isEqualTo("没有网关在运行。");
        assertThat(told(home.language(Language.EN), without, "stop").path("message").asString("")).isEqualTo("No gateway is running.");
    }

    @Test
    void whatIsNotInstalledIsRemovedAlready() throws Exception {
        TempHome home = home();
        JsonNode told = told(home, runner(1, "Failed to disable unit, unit openclaw-gateway.service does not exist."), "uninstall");
        assertThat(told.path("ok").asBoolean()).isTrue();
        assertThat(told.path("result").asString("")).isEqualTo("not-installed");
        assertThat(commands).noneMatch(words -> words.contains("disable"));
    }

    @Test
    void eachActionTellsProgramsWhatCameOfItByAWord() throws Exception {
        TempHome home = home();
        installed(home);
        assertThat(told(home, runner(0, "ActiveState=active\n"), "stop").path("result").asString("")).isEqualTo("stopped");
        assertThat(told(home, runner(0, "ActiveState=inactive\n"), "start").path("result").asString("")).isEqualTo("started");
        assertThat(told(home, runner(0, "ActiveState=active\n"), "restart").path("result").asString("")).isEqualTo("restarted");
        assertThat(told(home, runner(0, "ActiveState=active\n"), "uninstall").path("result").asString("")).isEqualTo("uninstalled");
    }

    @Test
    void aServiceIsNotStartedBesideAGatewayThatRuns() throws Exception {
        TempHome home = home();
        installed(home);
        running(home, ProcessHandle.current().pid());
        JsonNode told = told(home, runner(0, "ActiveState=inactive\n"), "start");
        assertThat(told.path("result").asString("")).isEqualTo("already-running");
        assertThat(told.path("message").asString("")).contains("gateway stop && openclaw-cn gateway start");
        assertThat(commands).noneMatch(words -> words.contains("start"));
    }

    @Test
    @EnabledOnOs({OS.LINUX, OS.MAC})
    void stopEndsTheServiceAndTheGatewayBesideIt() throws Exception {
        TempHome home = home();
        installed(home);
        Process beside = new ProcessBuilder("sleep", "60").start();
        try {
            running(home, beside.pid());
            JsonNode told = told(home, runner(0, "ActiveState=activating\n"), "stop");
            assertThat(told.path("result").asString("")).isEqualTo("stopped");
            assertThat(commands).anyMatch(words -> words.contains("stop"));
            assertThat(beside.waitFor(5, TimeUnit.SECONDS)).isTrue();
        } finally {
            beside.destroyForcibly();
        }
    }

    @Test
    void whoOwnsAPortIsReadFromProgramsWithoutTheirWords() {
        assertThat(PortOwner.lsof("123\n456\n")).containsExactly(123L, 456L);
        assertThat(PortOwner.netstat(
                        """
                        活动连接
                          协议  本地地址          外部地址        状态           PID
                          TCP    127.0.0.1:18789        0.0.0.0:0              侦听中       4711
                          TCP    127.0.0.1:18789        127.0.0.1:50000        已建立       4712
                          TCP    0.0.0.0:445            0.0.0.0:0              侦听中       4
                        """,
                        18789))
                .containsExactly(4711L);
    }
}
