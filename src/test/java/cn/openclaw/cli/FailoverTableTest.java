package cn.openclaw.cli;

import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.agent.AgentEvent;
import cn.openclaw.agent.AgentException;
import cn.openclaw.agent.AgentRuns;
import cn.openclaw.agent.RunReport;
import cn.openclaw.agent.RunRequest;
import cn.openclaw.auth.AuthProfileStore;
import cn.openclaw.auth.Rest;
import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Language;
import cn.openclaw.base.Text;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.http.HttpException;
import cn.openclaw.http.HttpLimits;
import cn.openclaw.llm.LlmException;
import cn.openclaw.llm.LlmFailure;
import cn.openclaw.simulator.Fault;
import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorKey;
import cn.openclaw.simulator.SimulatorOptions;
import cn.openclaw.simulator.Transport;
import cn.openclaw.testing.Golden;
import cn.openclaw.testing.TempHome;
import cn.openclaw.testing.TestClock;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Plays every way in which a primary fails over real HTTP, with a healthy fallback beside it, and writes down what a person
 * sees: {@code docs/failover.md}, anew with {@code -Dgolden=update}. Time limits are shortened; the page names the usual ones.
 */
@Timeout(120)
class FailoverTableTest {
    private static final Path DOCS = Path.of(System.getProperty("project.dir"), "docs");
    private static final Duration NO_LONGER = Duration.ofSeconds(8);

    @TempDir
    Path folder;

    private final Simulator primary = Simulator.start(SimulatorOptions.defaults());
    private final Simulator fallback = Simulator.start(SimulatorOptions.defaults());
    private final List<Socket> pending = new ArrayList<>();
    private ServerSocket full;

    /** One way to fail. */
    private record Case(Text name, Optional<URI> address, Fault fault) {}

    /** What came of it. */
    private record Played(
            Map<Language, String> seen, RunReport report, long asked, long askedFallback, Duration waited,
            List<HttpException.Reason> limits, String rested) {}

    @BeforeEach
    void fillALine() throws IOException {
        // A server that accepts nobody, with a full line before it: further connections stay half open.
        full = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        for (int i = 0; i < 8; i++) {
            Socket socket = new Socket();
            pending.add(socket);
            try {
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), full.getLocalPort()), 50);
            } catch (SocketTimeoutException e) {
                return;
            }
        }
    }

    @AfterEach
    void stop() throws IOException {
        primary.close();
        fallback.close();
        for (Socket socket : pending) {
            socket.close();
        }
        full.close();
    }

    private static Case fault(String zh, String en, String words) {
        return new Case(new Text(zh, en), Optional.empty(), Fault.parse(words));
    }

    /** Frames come apart, so that those before the accident are heard. */
    private static Case travel(String zh, String en, UnaryOperator<Transport> change) {
        return new Case(
                new Text(zh, en),
                Optional.empty(),
                new Fault.Travel(way -> change.apply(way.withDelays(Duration.ZERO, Duration.ofMillis(40)))));
    }

    private static Case address(String zh, String en, String uri) {
        return new Case(new Text(zh, en), Optional.of(URI.create(uri)), Fault.parse("500"));
    }

    private List<Case> cases() throws IOException {
        int closed;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            closed = socket.getLocalPort();
        }
        return List.of(
                fault("429，带 Retry-After: 20", "429 with Retry-After: 20", "rate-mute 20"),
                fault("429，不带 Retry-After", "429 without Retry-After", "rate-mute"),
                fault("429，只在句子里说等几秒", "429, the wait only in its sentence", "rate"),
                fault("429，余额不足", "429, no credit left", "quota"),
                fault("429，引擎过载", "429, engine overloaded", "overload"),
                fault("401", "401", "401"),
                fault("403，客户端名单", "403, client gate", "gate"),
                fault("404，型号已下线", "404, retired model", "404"),
                fault("400，请求不合方言", "400, dialect error", "dialect"),
                fault("400，超出窗口", "400, context overflow", "overflow"),
                fault("400，内容审核", "400, content filter", "risk"),
                fault("500", "500", "500"),
                fault("502，HTML 页面", "502 with HTML", "502"),
                fault("503", "503", "503"),
                fault("529", "529", "529"),
                address("拒绝连接", "refused connection", "http://127.0.0.1:" + closed + "/v1"),
                address("主机名不存在", "unresolvable host", "http://no-such-host.invalid/v1"),
                address("连接不上（超时）", "connect time-out", "http://127.0.0.1:" + full.getLocalPort() + "/v1"),
                fault("没有第一个字节", "no first byte", "stall 0 60000"),
                fault("不回答就断开", "hung up before an answer", "hangup"),
                fault("流中停住", "stall in mid-stream", "stall 4 60000"),
                travel("流中断开（正常关闭）", "cut in mid-stream, clean", way -> way.withClosing().withCutAfter(900)),
                travel("流中断开（重置）", "cut in mid-stream, reset", way -> way.withDropAfter(4)),
                travel("流中报错", "error frame in the stream", way -> way.withErrorAfter(4)),
                travel("坏数据", "malformed chunk", way -> way.withGarbageAfter(4)),
                fault("空回答", "empty answer", "empty"),
                fault("没完没了的细流", "endless drip", "slow 200"));
    }

    private Played play(Case one) throws Exception {
        Path folderOfCase = Files.createTempDirectory(folder, "case");
        TestClock clock = new TestClock();
        String base = one.address().map(URI::toString).orElse(primary.moonshotCn().toString());
        TempHome home = new TempHome(folderOfCase)
                .clock(clock)
                .write(
                        ".openclaw/agents/main/agent/auth-profiles.json",
                        "{\"version\":1,\"profiles\":{\"moonshot:work\":{\"type\":\"api_key\",\"provider\":\"moonshot\",\"key\":\""
                                + SimulatorKey.CN + "\"}}}")
                .config("{ models: { providers: { moonshot: { baseUrl: \"" + base
                        + "\", limits: { connectMs: 400, firstByteMs: 400, stallMs: 400, totalMs: 1000 }, models: [] },"
                        + " backup: { baseUrl: \"" + fallback.moonshotCn() + "\", apiKey: \"" + SimulatorKey.CN
                        + "\", api: \"openai-completions\", models: [ { id: \"kimi-k2.6\", name: \"K\" } ] } } },"
                        + " agents: { defaults: { thinkingDefault: \"off\","
                        + " model: { primary: \"moonshot/kimi-k2.6\", fallbacks: [\"backup/kimi-k2.6\"] } } } }");
        primary.reset();
        fallback.reset();
        primary.next(one.fault(), one.fault(), one.fault(), one.fault());
        Cli cli = home.cli();
        Places places = Places.of(cli.environment());
        ConfigSnapshot snapshot = new ConfigFile(places, cli.environment()).read();
        assertThat(snapshot.problems()).isEmpty();
        List<AgentEvent> events = new ArrayList<>();
        TempHome chinese = new TempHome(folderOfCase).clock(clock).language(Language.ZH);
        List<AgentScreen> screens = List.of(new AgentScreen(cli, false), new AgentScreen(chinese.cli(), false));
        var begun = clock.instant();
        long real = System.nanoTime();
        RunReport report = new AgentRuns(AgentCommand.world(cli, places, snapshot), clock::advance)
                .run(RunRequest.of("[[sim:say 一二三四五，上山打老虎。]]", Language.ZH), event -> {
                    events.add(event);
                    screens.forEach(screen -> screen.accept(event));
                });
        screens.forEach(screen -> screen.end(report));
        assertThat(Duration.ofNanos(System.nanoTime() - real)).as(one.name().en()).isLessThan(NO_LONGER);
        Endings.close();
        Duration waited = Duration.between(begun, clock.instant());
        String ledger = Files.readString(places.stateDir().resolve("ledger.spool.jsonl"));
        return new Played(
                Map.of(Language.EN, seen(home, report, Language.EN), Language.ZH, seen(chinese, report, Language.ZH)),
                report,
                calls(ledger, "moonshot"),
                calls(ledger, "backup"),
                waited,
                limits(events, report),
                rested(places, snapshot, clock, waited));
    }

    /** Also those that reached nobody. */
    private static long calls(String ledger, String provider) {
        return ledger.lines().filter(line -> line.contains("\"provider\":\"" + provider + "\"")).count();
    }

    /** What the JDK says of a broken connection and how much had arrived is chance; the rest is as it was shown. */
    private static String seen(TempHome home, RunReport report, Language language) {
        assertThat(home.out() + home.err()).doesNotContain(SimulatorKey.CN).doesNotContain("\tat ");
        String answer = home.out().strip();
        boolean whole = report.outcome() == RunReport.Outcome.ANSWERED;
        assertThat(answer.isEmpty()).as(home.err()).isNotEqualTo(whole || report.failure().orElseThrow().exitCode() == ExitCode.UNAVAILABLE);
        String shown = answer.isEmpty() ? "" : whole ? answer : FailoverPage.PART.in(language);
        String err = home.err().strip();
        return (whole ? err + "\n" + shown : shown + "\n" + err)
                .strip()
                .replaceAll("(中断：|broke off: )[^\n]*?(（http| \\(http)", "$1…$2")
                .replaceAll("127\\.0\\.0\\.1:\\d+", "HOST")
                .replaceAll("http://HOST(/moonshot-cn)?/v1", "URL")
                .replace("|", "\\|");
    }

    private static List<HttpException.Reason> limits(List<AgentEvent> events, RunReport report) {
        List<ClawException> failures = new ArrayList<>();
        if (report.failure().isPresent() && report.failure().get() instanceof AgentException all) {
            all.tries().forEach(one -> failures.add(one.failure()));
        } else {
            report.failure().ifPresent(failures::add);
            for (AgentEvent event : events) {
                if (event instanceof AgentEvent.Switched switched) {
                    switched.why().ifPresent(failures::add);
                }
            }
        }
        List<HttpException.Reason> limits = new ArrayList<>();
        for (ClawException failure : failures) {
            if (failure instanceof LlmException llm && llm.failure() instanceof LlmFailure.Unavailable(_, var limit)) {
                limit.ifPresent(limits::add);
            }
        }
        return limits;
    }

    private static String rested(Places places, ConfigSnapshot snapshot, TestClock clock, Duration waited) {
        AuthProfileStore store = AuthProfileStore.of(
                places, snapshot.config(), "main",
                new AuthProfileStore.Surroundings(clock, snapshot.environment(), new java.util.Random(1)));
        Map<String, Rest> rests = new LinkedHashMap<>(store.rests("moonshot:work"));
        store.rest("moonshot:work", "kimi-k2.6").ifPresent(rest -> rests.putIfAbsent("kimi-k2.6", rest));
        if (rests.containsKey("")) {
            rests.remove("kimi-k2.6");
        }
        return rests.entrySet().stream()
                .map(rest -> (rest.getKey().isEmpty() ? "moonshot:work" : "moonshot:work × " + rest.getKey()) + ": "
                        + length(rest.getValue(), Duration.between(clock.instant(), rest.getValue().until().equals(java.time.Instant.MAX)
                                ? clock.instant() : rest.getValue().until()).plus(waited)))
                .collect(Collectors.joining("; "));
    }

    private static String length(Rest rest, Duration length) {
        long millis = length.toMillis();
        if (rest.until().equals(java.time.Instant.MAX)) {
            return "∞";
        }
        if (millis >= 3_600_000) {
            return millis / 3_600_000 + " h";
        }
        return millis % 1_000 == 0 ? millis / 1_000 + " s" : millis > 20_000 ? "27–30 s" : "10–12 s";
    }

    private static String took(Played played, Language language) {
        List<String> parts = new ArrayList<>();
        if (played.waited().isPositive()) {
            parts.add(played.waited().toMillis() / 1000.0 + " s");
        }
        HttpLimits usual = HttpLimits.CHAT;
        for (HttpException.Reason limit : played.limits()) {
            switch (limit) {
                case CONNECT_LIMIT -> parts.add("connect " + usual.connect().toSeconds() + " s");
                case FIRST_BYTE_LIMIT -> parts.add("first byte " + usual.firstByte().toSeconds() + " s");
                case STALL_LIMIT -> parts.add("stall " + usual.stall().toSeconds() + " s");
                case TOTAL_LIMIT -> parts.add("total " + usual.total().toSeconds() + " s");
                case REQUEST, UNKNOWN_HOST, CONNECT, TLS, PROXY, BROKEN -> {}
            }
        }
        return parts.isEmpty() ? new Text("立即", "at once").in(language) : String.join(" + ", parts);
    }

    private static String row(Case one, Played played, Language language) {
        ExitCode code = played.report().failure().map(ClawException::exitCode).orElse(ExitCode.OK);
        return "| " + one.name().in(language) + " | " + played.seen().get(language).replace("\n", "<br>") + " | " + code.number()
                + " | " + played.asked() + " + " + played.askedFallback() + " | " + took(played, language) + " | "
                + (played.rested().isEmpty() ? "–" : played.rested()) + " |\n";
    }

    @Test
    @DisplayName("P19 P20 W20 the failover table in docs/failover.md is what happens")
    void theTableIsWhatHappens() throws Exception {
        StringBuilder chinese = new StringBuilder();
        StringBuilder english = new StringBuilder();
        for (Case one : cases()) {
            Played played = play(one);
            assertThat(played.asked()).as("W20 no nested retries: %s", one.name().en()).isBetween(1L, 2L);
            chinese.append(row(one, played, Language.ZH));
            english.append(row(one, played, Language.EN));
        }
        Golden.file(DOCS.resolve("failover.md"), FailoverPage.HEAD.zh() + chinese + FailoverPage.FOOT.zh());
        Golden.file(DOCS.resolve("failover.en.md"), FailoverPage.HEAD.en() + english + FailoverPage.FOOT.en());
    }
}
