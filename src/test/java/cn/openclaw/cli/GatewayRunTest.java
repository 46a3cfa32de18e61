package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.Language;
import cn.openclaw.client.RunningGateway;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.simulator.SimulatorOptions;
import cn.openclaw.testing.TempHome;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;

/** {@code gateway run} and the commands that talk to it, in one process: a gateway on a thread, commands beside it. */
@Timeout(180)
class GatewayRunTest {
    @TempDir
    Path folder;

    private final List<Running> running = new ArrayList<>();

    /** A gateway on a thread of its own; interrupting it is its Ctrl-C. */
    static final class Running {
        private final ByteArrayOutputStream out = new ByteArrayOutputStream();
        private final ByteArrayOutputStream err = new ByteArrayOutputStream();
        final CompletableFuture<Integer> code = new CompletableFuture<>();
        final Thread thread;

        Running(TempHome home, String... line) {
            Cli cli = new Cli(
                    home.environment(),
                    Language.EN,
                    new ByteArrayInputStream(new byte[0]),
                    new PrintStream(out, true, StandardCharsets.UTF_8),
                    new PrintStream(err, true, StandardCharsets.UTF_8),
                    new Screen(false, false, true, false, 80),
                    InstantSource.system(),
                    new Random(1));
            thread = Thread.ofPlatform().start(() -> code.complete(Main.run(cli, line)));
        }

        String out() {
            return out.toString(StandardCharsets.UTF_8);
        }

        String err() {
            return err.toString(StandardCharsets.UTF_8);
        }
    }

    @AfterEach
    void stop() throws Exception {
        for (Running one : running) {
            one.thread.interrupt();
            one.code.get(60, TimeUnit.SECONDS);
        }
    }

    private TempHome home(String config) {
        return new TempHome(folder).clock(InstantSource.system()).config(config);
    }

    private static int free() {
        try (ServerSocket any = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return any.getLocalPort();
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    /** Runs it and waits until others find it. */
    private Running run(TempHome home, String... more) throws Exception {
        List<String> line = new ArrayList<>(List.of("gateway", "run", "--port", Integer.toString(free())));
        line.addAll(List.of(more));
        Running one = new Running(home, line.toArray(String[]::new));
        running.add(one);
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(90);
        while (RunningGateway.find(Places.of(home.environment())).isEmpty()) {
            assertThat(one.code).as(one.err()).isNotDone();
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(20);
        }
        return one;
    }

    private static String refused(TempHome home, String... more) {
        List<String> line = new ArrayList<>(List.of("gateway", "run", "--port", Integer.toString(free())));
        line.addAll(List.of(more));
        int code = Main.run(home.cli(), line.toArray(String[]::new));
        assertThat(code).isNotZero();
        return home.err();
    }

    @Test
    @DisplayName("P45 it just runs: on this machine only, with a token that was made for it and is nobody else's to read")
    void itJustRunsOnThisMachine() throws Exception {
        TempHome home = home("{}");
        Running one = run(home);
        RunningGateway told = RunningGateway.find(Places.of(home.environment())).orElseThrow();
        assertThat(told.url().getHost()).isEqualTo("127.0.0.1");
        assertThat(told.secret().orElseThrow().value().reveal()).hasSize(48);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(home.path(".openclaw/gateway/token")))).isEqualTo("rw-------");
        assertThat(one.err()).contains("The gateway is ready: http://127.0.0.1:").doesNotContain(told.secret().get().value().reveal());
        assertThat(Main.run(home.cli(), "gateway", "call", "health")).isZero();
        assertThat(Json.parse(home.out()).path("ok").asBoolean(false)).isTrue();
        assertThat(Main.run(home.cli(), "gateway", "token", "show")).isZero();
        assertThat(home.out().strip()).isEqualTo(told.secret().get().value().reveal());
        assertThat(Main.run(home.cli(), "health")).isZero();
        assertThat(home.out()).contains("The gateway is well");
        assertThat(Main.run(home.cli(), "devices", "list")).as(home.err()).isZero();
        assertThat(home.out()).contains("paired", "cli");
        assertThat(Main.run(home.cli(), "devices", "approve")).isEqualTo(1);
        assertThat(home.err()).contains("No request waits.");
        assertThat(Main.run(home.cli(), "devices", "approve", "nobody")).isEqualTo(2);
        assertThat(home.err()).contains("no request nobody waits", "openclaw-cn devices list");
        assertThat(Main.run(home.language(Language.ZH).cli(), "devices", "remove", "nobody")).isEqualTo(2);
        assertThat(home.err()).contains("没有设备 nobody").doesNotContain("unknown");
        home.language(Language.EN);
    }

    @Test
    @DisplayName("a key opens the door as soon as it is shown, and no longer once it is said to be gone")
    void aKeyCountsWhenItIsShown() throws Exception {
        TempHome home = home("{ agents: { defaults: { model: { primary: 'moonshot/kimi-k2.6' } } } }");
        run(home);
        URI models = URI.create(RunningGateway.find(Places.of(home.environment())).orElseThrow().url().toString().replaceFirst("^ws", "http") + "/v1/models");
        assertThat(Main.run(home.cli(), "gateway", "keys", "add", "laptop", "--json")).as(home.err()).isZero();
        JsonNode made = Json.parse(home.out());
        assertThat(made.path("taken").asBoolean(false)).isTrue();
        try (HttpClient http = HttpClient.newHttpClient()) {
            HttpRequest ask = HttpRequest.newBuilder(models).header("x-api-key", made.path("key").asString("")).build();
            assertThat(http.send(ask, BodyHandlers.discarding()).statusCode()).isEqualTo(200);
            assertThat(Main.run(home.cli(), "gateway", "keys", "remove", "laptop", "--json")).isZero();
            assertThat(Json.parse(home.out()).path("removed").asBoolean(false)).isTrue();
            assertThat(http.send(ask, BodyHandlers.discarding()).statusCode()).isEqualTo(401);
        }
    }

    @Test
    void whatIsWrongWithTheFileIsToldInThePersonsLanguage() throws Exception {
        TempHome home = home("{}");
        run(home);
        home.config("{ models: { mode: 'merge' 'x' } }");
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        do {
            Thread.sleep(50);
            assertThat(Main.run(home.language(Language.ZH).cli(), "health")).isZero();
        } while (!home.out().contains("配置文件有误") && System.nanoTime() < end);
        assertThat(home.out()).contains("不是有效的 JSON5").doesNotContain("not valid");
        assertThat(Main.run(home.cli(), "gateway", "top", "--json")).isZero();
        assertThat(Json.parse(home.out()).path("process").path("threads").asInt()).isGreaterThan(10);
    }

    @Test
    void somebodyElsesGatewayIsToldFromAWrongCredential() throws Exception {
        TempHome theirs = home("{}");
        run(theirs);
        int port = RunningGateway.find(Places.of(theirs.environment())).orElseThrow().url().getPort();
        TempHome mine = new TempHome(Files.createDirectories(folder.resolve("mine"))).clock(InstantSource.system()).config("{gateway: {port: " + port + "}}");
        int code = Main.run(mine.cli(), "health");
        assertThat(code).as(mine.err()).isEqualTo(3);
        assertThat(mine.err()).contains("there is none here", "--url and --token").doesNotContain("none)");
    }

    @Test
    @DisplayName("a state folder that nothing can be written into is told before the start, in a sentence")
    void whereNothingCanBeKeptItDoesNotStart() {
        TempHome home = home("{}").write(".openclaw/gateway", "a file where the folder should be");
        assertThat(refused(home)).contains("~/.openclaw/gateway", "a file is in its place", "OPENCLAW_STATE_DIR").doesNotContain("Exception");
    }

    @Test
    void statusTellsTheRestWhereItsIdentityCannotBeKept() {
        TempHome home = home("{}").write(".openclaw/identity", "a file where the folder should be");
        assertThat(Main.run(home.cli(), "gateway", "status", "--json")).as(home.err()).isZero();
        JsonNode told = Json.parse(home.out());
        assertThat(told.path("rpc").path("error").asString("")).contains("identity", "a file is in its place");
        assertThat(told.path("config").path("cli").path("valid").asBoolean(false)).isTrue();
    }

    @Test
    @DisplayName("P27 status shows which credential each side uses and where it has it from; a rotated one is used at once by both")
    void statusShowsBothSidesAndRotationReachesBoth() throws Exception {
        TempHome home = home("{gateway: {auth: {token: 'token-of-the-config-file'}}}").variable("OPENCLAW_GATEWAY_TOKEN", "another");
        run(home);
        assertThat(Main.run(home.cli(), "gateway", "status", "--json")).isZero();
        JsonNode auth = Json.parse(home.out()).path("auth");
        assertThat(auth.path("cli").path("source").asString()).isEqualTo("running gateway (config gateway.auth.token)");
        assertThat(auth.path("gateway").path("source").asString()).isEqualTo("config gateway.auth.token");
        assertThat(Json.parse(home.out()).path("rpc").path("ok").asBoolean(false)).isTrue();
        assertThat(Main.run(home.cli(), "gateway", "token", "rotate")).as(home.err()).isZero();
        assertThat(home.out()).contains("The running gateway uses it now");
        assertThat(home.read(".openclaw/openclaw.json")).doesNotContain("token-of-the-config-file").startsWith("{gateway: {auth: {token: \"");
        assertThat(Main.run(home.cli(), "gateway", "call", "health")).as(home.err()).isZero();
    }

    @Test
    @DisplayName("P27 a token given by --token counts although the config holds another, and status says so")
    void theFlagCountsAndStatusSaysSo() throws Exception {
        TempHome home = home("{gateway: {auth: {token: 'token-of-the-config-file'}}}");
        run(home, "--token", "token-of-the-command-line");
        assertThat(Main.run(home.cli(), "gateway", "status")).isZero();
        assertThat(home.out()).contains("they differ: the gateway uses --token; the one in gateway.auth.token of the configuration is another");
        assertThat(Main.run(home.cli(), "gateway", "call", "health")).isZero();
        assertThat(Main.run(home.cli(), "gateway", "token", "rotate")).isNotZero();
        assertThat(home.err()).contains("comes from --token");
    }

    @Test
    @DisplayName("P22 a broken file: it starts with the last good one, says so, and is reachable")
    void aBrokenFileStartsDegraded() throws Exception {
        TempHome home = home("{gateway: {auth: {token: 'token-of-the-config-file'}}}");
        assertThat(Main.run(home.cli(), "config", "get", "gateway.auth.token")).isZero();
        home.config("{gateway: {auth: {tokn: 'x'}}}");
        Running one = run(home);
        assertThat(one.err()).contains("tokn").contains("the last good copy is in use");
        assertThat(Main.run(home.cli(), "gateway", "call", "health")).as(home.err()).isZero();
        JsonNode config = Json.parse(home.out()).path("config");
        assertThat(config.path("degraded").asBoolean(false)).isTrue();
        assertThat(config.path("problems").get(0).asString()).contains("tokn");
        assertThat(home.read(".openclaw/openclaw.json")).isEqualTo("{gateway: {auth: {tokn: 'x'}}}");
    }

    @Test
    @DisplayName("P22 a broken edit while it runs changes nothing but its health; a good one is taken up without a restart")
    void aBrokenEditWhileItRuns() throws Exception {
        TempHome home = home("{gateway: {reload: {debounceMs: 20}}, agents: {defaults: {model: 'moonshot/kimi-k2.5'}}}");
        Running one = run(home);
        home.config("{gateway: {reload: {debounceMs: 20}}, agents: {defaults: {model: ");
        await(home, "degraded", true);
        home.config("{gateway: {reload: {debounceMs: 20}}, agents: {defaults: {model: 'moonshot/kimi-k3'}}}");
        await(home, "degraded", false);
        assertThat(one.out()).contains("keeping the one that runs").contains("config is valid again").doesNotContain("restarting");
    }

    private static void await(TempHome home, String key, boolean value) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        boolean now = !value;
        while (now != value && System.nanoTime() < end) {
            Thread.sleep(100);
            if (Main.run(home.cli(), "gateway", "call", "health") == 0) {
                now = Json.parse(home.out()).path("config").path(key).asBoolean(false);
            }
        }
        assertThat(now).isEqualTo(value);
    }

    @Test
    void aChangedPortRestartsItInPlace() throws Exception {
        int first = free();
        int second = free();
        TempHome home = home("{gateway: {port: " + first + ", reload: {debounceMs: 20}}}");
        Running one = new Running(home, "gateway");
        running.add(one);
        awaitPort(home, first);
        home.config("{gateway: {port: " + second + ", reload: {debounceMs: 20}}}");
        awaitPort(home, second);
        assertThat(one.out()).contains("restarting: config changed: gateway.port");
        assertThat(Main.run(home.cli(), "gateway", "call", "health")).as(home.err()).isZero();
    }

    private static void awaitPort(TempHome home, int port) throws InterruptedException {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
        Places places = Places.of(home.environment());
        while (RunningGateway.find(places).filter(told -> told.url().getPort() == port).isEmpty()) {
            assertThat(System.nanoTime()).isLessThan(end);
            Thread.sleep(20);
        }
    }

    @Test
    void aSecondOneOfTheSameConfigurationIsRefusedAndNamesTheFirst() throws Exception {
        TempHome home = home("{}");
        run(home);
        String err = refused(home);
        assertThat(err).contains("is running already (process " + ProcessHandle.current().pid() + ")").contains("gateway stop");
    }

    @Test
    void aTakenPortIsSaidWithWhoHasIt() throws IOException {
        try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            TempHome home = home("{}");
            assertThat(Main.run(home.cli(), "gateway", "run", "--port", Integer.toString(other.getLocalPort()))).isEqualTo(6);
            assertThat(home.err()).contains("Port " + other.getLocalPort() + " is taken by").contains("--port").contains("--force");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', value = {
        "{gateway: {mode: 'remote', remote: {url: 'wss://x.example'}}}|gateway.mode is remote|config set gateway.mode local",
        "{gateway: {auth: {mode: 'password'}}}|there is none|config set gateway.auth.password",
        "{gateway: {tailscale: {mode: 'funnel'}}}|with a password only|config set gateway.auth.mode password",
        "{gateway: {bind: 'lan', tailscale: {mode: 'serve'}}}|should listen on this machine only|config set gateway.bind loopback",
        "{hooks: {enabled: true}}|have no token|config set hooks.token",
        "{hooks: {enabled: true, token: 't', path: '/'}}|must not be /|config set hooks.path /hooks",
        "{gateway: {bind: 'custom', customBindHost: '203.0.113.7'}}|no address of this machine|config set gateway.customBindHost",
        "{gateway: {bnd: 1}}|Unrecognized key|doctor --fix",
    })
    @DisplayName("P45 what must not start is refused by one sentence with the command that mends it")
    void whatMustNotStartIsRefused(String config, String why, String fix) {
        TempHome home = home(config);
        assertThat(refused(home)).contains(why).contains(fix).doesNotContain("Exception");
        home.language(Language.ZH);
        assertThat(refused(home)).contains(fix).containsPattern("[\\u4e00-\\u9fff]");
    }

    @Test
    void withoutAConfigurationItSaysWhatToDo() throws Exception {
        TempHome home = new TempHome(folder).clock(InstantSource.system());
        assertThat(refused(home)).contains("openclaw-cn onboard").contains("--allow-unconfigured");
        run(home, "--allow-unconfigured");
        assertThat(Main.run(home.cli(), "gateway", "call", "health")).as(home.err()).isZero();
    }

    @Test
    @DisplayName("P45 a gateway that other machines can reach says so when it starts, and what a weak token means")
    void exposureIsSaid() throws Exception {
        TempHome home = home("{gateway: {auth: {token: 'short'}}}");
        Running one = run(home, "--bind", "lan");
        assertThat(one.err()).contains("listens on 0.0.0.0").contains("not encrypted").contains("only 5 characters").contains("token rotate");
        assertThat(RunningGateway.find(Places.of(home.environment())).orElseThrow().url().getHost()).isEqualTo("127.0.0.1");
    }

    @Test
    void wrongOptionsAreNamed() {
        TempHome home = home("{}");
        assertThat(Main.run(home.cli(), "gateway", "run", "--bind", "moon")).isEqualTo(2);
        assertThat(home.err()).contains("loopback|lan|tailnet|auto|custom").contains("moon");
        assertThat(Main.run(home.cli(), "gateway", "run", "--port", "99999")).isEqualTo(2);
        assertThat(Main.run(home.cli(), "gateway", "run", "--reset")).isEqualTo(2);
        assertThat(home.err()).contains("--reset needs --dev");
    }

    @Test
    void withoutAGatewayEveryCommandSaysHowToStartOne() {
        TempHome home = home("{gateway: {port: " + free() + "}}");
        for (String command : List.of("health", "usage-cost", "probe", "top")) {
            assertThat(Main.run(home.cli(), "gateway", command)).isEqualTo(6);
            assertThat(home.err()).contains("openclaw-cn gateway run");
        }
        assertThat(Main.run(home.cli(), "gateway", "status")).isZero();
        assertThat(home.out()).contains("does not run").contains("Next: openclaw-cn gateway run");
        assertThat(Main.run(home.cli(), "gateway", "stop")).isZero();
        assertThat(Main.run(home.cli(), "gateway", "probe", "--json")).isEqualTo(6);
        assertThat(Json.parse(home.out()).propertyNames())
                .contains("ok", "ts", "durationMs", "timeoutMs", "primaryTargetId", "warnings", "network", "discovery", "targets");
        assertThat(Main.run(home.cli(), "gateway", "discover", "--timeout", "50", "--json")).isZero();
        assertThat(Json.parse(home.out()).propertyNames()).containsExactly("timeoutMs", "domains", "count", "beacons");
    }

    @Test
    void statusHasTheOriginalsShape() throws Exception {
        TempHome home = home("{}");
        run(home);
        assertThat(Main.run(home.cli(), "gateway", "status", "--json", "--deep")).isZero();
        JsonNode report = Json.parse(home.out());
        assertThat(report.propertyNames()).contains("service", "config", "gateway", "port", "rpc", "legacyServices", "extraServices");
        assertThat(report.path("service").propertyNames()).contains("label", "loaded", "command", "runtime", "configAudit");
        assertThat(report.path("config").path("cli").path("valid").asBoolean(false)).isTrue();
        assertThat(report.path("gateway").path("bindMode").asString()).isEqualTo("loopback");
        assertThat(report.path("port").path("status").asString()).isEqualTo("busy");
        assertThat(report.path("port").path("listeners").get(0).path("pid").asLong()).isEqualTo(ProcessHandle.current().pid());
        assertThat(Main.run(home.cli(), "gateway", "probe", "--json")).isZero();
        JsonNode target = Json.parse(home.out()).path("targets").get(0);
        assertThat(target.path("connect").path("ok").asBoolean(false)).isTrue();
        assertThat(target.propertyNames()).contains("id", "kind", "url", "active", "tunnel", "self", "health", "summary", "presence");
    }

    @Test
    void theLogIsShownFromItsFile() throws Exception {
        TempHome home = home("{}");
        run(home);
        Thread.sleep(300);
        assertThat(Main.run(home.cli(), "gateway", "logs", "--limit", "50")).isZero();
        assertThat(home.out()).contains("info  [gateway] listening on ws://127.0.0.1:");
        assertThat(Main.run(home.cli(), "logs", "--json", "--level", "error")).isZero();
        assertThat(home.out()).isEmpty();
    }

    @Test
    void aKeyThatIsChangedIsUsedByTheNextRequest() throws Exception {
        SimulatorOptions options = SimulatorOptions.defaults().port(0).instant(true);
        try (Simulator platform = Simulator.start(options)) {
            TempHome home = home("{agents: {defaults: {model: 'moonshot/kimi-k3'}}, gateway: {reload: {debounceMs: 20}}}")
                    .variable("OPENCLAW_SIMULATOR", platform.address().toString());
            home.write(".openclaw/.env", "MOONSHOT_API_KEY=sk-wrong-key-00000000000000\n");
            run(home);
            assertThat(ask(home)).isNotZero();
            home.write(".openclaw/.env", "MOONSHOT_API_KEY=" + SimulatorKey.CN + "\n");
            Thread.sleep(1_200);
            assertThat(ask(home)).as(home.err()).isZero();
        }
    }

    private static int ask(TempHome home) {
        return Main.run(
                home.cli(),
                "gateway",
                "call",
                "agent",
                "--expect-final",
                "--timeout",
                "20000",
                "--params",
                "{\"message\":\"hi\",\"idempotencyKey\":\"" + System.nanoTime() + "\"}");
    }

    @Test
    void overTlsCommandsBelieveExactlyItsCertificate() throws Exception {
        TempHome home = home("{gateway: {tls: {enabled: true}}}");
        Running one = run(home);
        RunningGateway told = RunningGateway.find(Places.of(home.environment())).orElseThrow();
        assertThat(told.url().getScheme()).isEqualTo("wss");
        assertThat(one.out()).contains("listening on wss://127.0.0.1");
        assertThat(Main.run(home.cli(), "gateway", "call", "health")).as(home.err()).isZero();
        String other = told.url().toString();
        assertThat(Main.run(home.cli(), "gateway", "call", "health", "--url", other, "--token", told.secret().orElseThrow().value().reveal()))
                .isEqualTo(6);
    }

    /** Turns are let end before it begins anew: the one that waits for its answer gets it. */
    @Test
    void aRestartBreaksNoTurnOff() throws Exception {
        try (Simulator platform = Simulator.start(SimulatorOptions.defaults().port(0))) {
            int first = free();
            String rest = ", reload: {debounceMs: 20}}, agents: {defaults: {model: 'moonshot/kimi-k3'}}}";
            TempHome home = home("{gateway: {port: " + first + rest)
                    .variable("OPENCLAW_SIMULATOR", platform.address().toString())
                    .variable("MOONSHOT_API_KEY", SimulatorKey.CN);
            Running one = new Running(home, "gateway");
            running.add(one);
            awaitPort(home, first);
            platform.next("slow 40");
            Running asker = new Running(home, "agent", "--message", "take your time");
            long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(30);
            while (platform.journal().isEmpty() && System.nanoTime() < end) {
                Thread.sleep(20);
            }
            int second = free();
            home.config("{gateway: {port: " + second + rest);
            awaitPort(home, second);
            assertThat(asker.code.get(60, TimeUnit.SECONDS)).as(asker.err()).isZero();
            assertThat(asker.out()).isNotBlank();
            assertThat(one.out()).contains("restarting: config changed: gateway.port");
        }
    }

    @Test
    void ctrlCEndsItAndLeavesNothing() throws Exception {
        TempHome home = home("{}");
        Running one = run(home);
        one.thread.interrupt();
        assertThat(one.code.get(60, TimeUnit.SECONDS)).isIn(0, 130);
        assertThat(home.path(".openclaw/gateway/running.json")).doesNotExist();
        assertThat(Duration.ofSeconds(1)).isPositive();
    }
}
