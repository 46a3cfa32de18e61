package cn.openclaw.cli;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Language;
import cn.openclaw.base.Text;
import cn.openclaw.client.GatewayClient;
import cn.openclaw.client.RunningGateway;
import cn.openclaw.client.Target;
import cn.openclaw.config.ConfigProblem;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.gateway.OpenFiles;
import cn.openclaw.gateway.server.GatewayAuth;
import cn.openclaw.json.Json;
import cn.openclaw.protocol.Scope;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/**
 * {@code gateway status}: service, configuration, address, port and connection, side by side, and which credential each side uses.
 * It always ends with 0: what is wrong is its content.
 */
final class GatewayStatus {
    private static final Text SERVICE = new Text("服务", "Service");
    private static final Text CONFIG = new Text("配置", "Config");
    private static final Text GATEWAY = new Text("网关", "Gateway");
    private static final Text PORT = new Text("端口", "Port");
    private static final Text CONNECTION = new Text("连接", "Connection");
    private static final Text CREDENTIAL = new Text("凭据", "Credential");
    private static final Text DISCOVERY = new Text("发现", "Discovery");
    private static final Text VALID = new Text("有效", "valid");
    private static final Text MISSING = new Text("还没有", "none yet");
    private static final Text BROKEN = new Text("有 {0} 处错误：{1}", "{0} problem(s): {1}");
    private static final Text DEGRADED = new Text("网关在用另一份配置，因为文件有误：{0}", "the gateway uses another configuration, since the file is broken: {0}");
    private static final Text RUNS = new Text("在 {0} 运行（进程 {1}，版本 {2}）", "runs at {0} (process {1}, version {2})");
    private static final Text RUNS_NOT = new Text("没有运行（应在 {0}，据 {1}）", "does not run (it would at {0}, by {1})");
    private static final Text FREE = new Text("{0} 空闲", "{0} is free");
    private static final Text TAKEN = new Text("{0} 由 {1} 占用", "{0} is held by {1}");
    private static final Text WORKS = new Text("正常（{0} 毫秒）", "works ({0} ms)");
    private static final Text NOT_TRIED = new Text("没有尝试", "not tried");
    private static final Text BOTH = new Text("双方都用 {0}", "both sides use {0}");
    private static final Text ONE = new Text("命令行用 {0}", "the command line uses {0}");
    private static final Text DIFFER = new Text(
            "不一致：网关用 {0}；{1} 里是另一个，不会被使用", "they differ: the gateway uses {0}; the one in {1} is another, and not used");
    private static final Text NO_CREDENTIAL = new Text("还没有；网关第一次启动时会生成令牌", "none yet; a gateway makes a token when it first starts");
    private static final Text FILES = new Text(
            "网关已打开 {0} 个文件和连接，系统最多允许 {1} 个：请提高 ulimit -n（systemd：LimitNOFILE=）后运行 openclaw-cn gateway restart",
            "the gateway has {0} files and connections open, and the system allows {1}: raise ulimit -n (systemd: LimitNOFILE=), then run openclaw-cn gateway restart");
    private static final Text NEXT = new Text("下一步：{0}", "Next: {0}");

    private final Cli cli;
    private final GatewayLink link;
    private final Optional<RunningGateway> running;

    private GatewayStatus(Cli cli, GatewayLink link) {
        this.cli = cli;
        this.link = link;
        this.running = RunningGateway.find(link.places());
    }

    static CommandSpec spec(Cli cli) {
        CommandSpec spec = Commands.command(cli, "status", GatewayCallText.STATUS, line -> run(cli, line));
        GatewayLink.addTo(spec, cli, 10_000);
        spec.addOption(Commands.flag(cli, GatewayCallText.NO_PROBE, "--no-probe"));
        spec.addOption(Commands.flag(cli, GatewayCallText.DEEP, "--deep"));
        return spec;
    }

    private static ExitCode run(Cli cli, ParseResult line) throws InterruptedException {
        GatewayStatus status = new GatewayStatus(cli, GatewayLink.of(cli, line));
        boolean probe = !line.hasMatchedOption("--no-probe");
        ObjectNode report = status.report(probe, GatewayLink.timeout(line, 10_000), line.hasMatchedOption("--deep"));
        if (line.hasMatchedOption("--json")) {
            cli.out().println(Json.pretty(report));
        } else {
            status.print(report);
        }
        return ExitCode.OK;
    }

    private ObjectNode report(boolean probe, Duration timeout, boolean deep) throws InterruptedException {
        ObjectNode report = Json.object();
        ServiceManager manager = ServiceManager.of(cli);
        report.set("service", ServiceReport.json(manager, cli.language()));
        report.set("config", config());
        Target.Sourced<Integer> port = Target.port(link.snapshot().config().tree(), link.snapshot().environment());
        ObjectNode gateway = gateway(port);
        report.set("gateway", gateway);
        report.set("port", port(gateway.path("port").asInt(port.value())));
        report.set("rpc", rpc(probe, timeout));
        report.set("auth", auth());
        report.set("discovery", discovery(gateway.path("bindMode").asString("loopback")));
        report.set("legacyServices", Json.array());
        report.set("extraServices", deep ? ServiceReport.others(manager) : Json.array());
        return report;
    }

    private ObjectNode config() {
        ConfigSnapshot snapshot = link.snapshot();
        ObjectNode own = Json.object().put("path", snapshot.file().toString()).put("exists", snapshot.exists()).put("valid", snapshot.isValid());
        ArrayNode issues = Json.array();
        for (ConfigProblem problem : snapshot.problems()) {
            issues.add(Json.object().put("path", problem.path()).put("message", problem.in(cli.language())));
        }
        if (!issues.isEmpty()) {
            own.set("issues", issues);
        }
        ObjectNode config = Json.object();
        config.set("cli", own);
        config.set("daemon", own.deepCopy());
        return config;
    }

    private ObjectNode gateway(Target.Sourced<Integer> port) {
        ObjectNode tree = link.snapshot().config().tree();
        String bind = running.map(RunningGateway::bind).orElseGet(() -> GatewayPlan.word(tree, "gateway", "bind").orElse("loopback"));
        ObjectNode gateway = Json.object().put("bindMode", bind);
        gateway.put("bindHost", running.map(one -> one.url().getHost()).orElse("127.0.0.1"));
        gateway.put("port", running.map(one -> one.url().getPort()).orElse(port.value()));
        gateway.put("portSource", running.isPresent() ? "running gateway" : port.source());
        try {
            gateway.put("probeUrl", link.target().url().toString());
        } catch (ClawException e) {
            gateway.put("probeUrl", "").put("probeNote", e.in(cli.language()));
        }
        running.ifPresent(one -> gateway.put("pid", one.pid()).put("version", one.version()).put("since", one.since()));
        running.flatMap(one -> OpenFiles.of(one.pid())).ifPresent(files -> gateway.set(
                "openFiles", Json.object().put("open", files.open()).put("most", files.most()).put("short", files.isShort())));
        return gateway;
    }

    private static ObjectNode port(int number) {
        List<PortOwner> owners = PortOwner.of(number);
        ObjectNode port = Json.object().put("port", number).put("status", owners.isEmpty() ? "free" : "busy");
        ArrayNode listeners = Json.array();
        owners.forEach(owner -> listeners.add(
                Json.object().put("pid", owner.pid()).put("command", owner.command()).put("address", owner.address())));
        port.set("listeners", listeners);
        port.set("hints", Json.array());
        return port;
    }

    private ObjectNode rpc(boolean probe, Duration timeout) throws InterruptedException {
        ObjectNode rpc = Json.object();
        Target target;
        try {
            target = link.target();
        } catch (ClawException e) {
            return rpc.put("ok", false).put("url", "").put("error", e.in(cli.language()));
        }
        rpc.put("url", target.url().toString());
        if (!probe) {
            return rpc.put("ok", false).put("error", NOT_TRIED.in(cli.language()));
        }
        long start = System.nanoTime();
        try (CtrlC _ = CtrlC.interruptsThisThread();
                GatewayClient client = link.connect("cli", List.of(Scope.ADMIN, Scope.APPROVALS, Scope.PAIRING), timeout)) {
            Optional<JsonNode> status = GatewayCall.tryCall(client, "status", Json.object(), timeout);
            rpc.put("ok", true).put("latencyMs", (System.nanoTime() - start) / 1_000_000).put("answers", status.isPresent());
            GatewayCall.tryCall(client, "health", Json.object(), timeout)
                    .map(health -> health.get("config"))
                    .ifPresent(config -> rpc.set("config", config));
            return rpc;
        } catch (ClawException e) {
            return rpc.put("ok", false).put("error", e.in(cli.language()));
        } catch (UncheckedIOException e) {
            // This machine's identity cannot be read or kept: no reason not to tell the rest.
            return rpc.put("ok", false).put("error", Main.disk(e).orElseThrow(() -> e).in(cli.language()));
        }
    }

    private ObjectNode discovery(String bind) {
        GatewayDiscovery found = GatewayDiscovery.of(link.snapshot().config().tree(), cli.environment(), bind, !List.of("loopback", "auto").contains(bind));
        return Json.object()
                .put("mode", found.mode())
                .put("announced", found.announced())
                .put("note", found.why().in(cli.language(), found.detail()));
    }

    /** P27: what each side uses, and where it has it from. */
    private ObjectNode auth() {
        ObjectNode auth = Json.object();
        try {
            auth.set("cli", Json.object().put("source", link.target().secretSource()));
        } catch (ClawException e) {
            auth.set("cli", Json.object().put("source", "none"));
        }
        running.ifPresent(one -> auth.set(
                "gateway",
                Json.object().put("source", one.secretSource()).put("mode", one.secret().map(secret -> secret.password() ? "password" : "token").orElse("none"))));
        GatewayAuth written = GatewayAuth.of(link.snapshot());
        var configured = written.mode() == GatewayAuth.Mode.PASSWORD ? written.password() : written.token();
        boolean differ = running.flatMap(RunningGateway::secret)
                .filter(secret -> configured.isPresent() && !secret.value().equals(configured.get()))
                .isPresent();
        auth.put("agree", !differ);
        if (differ) {
            auth.put("unused", GatewayPlan.word(link.snapshot().config().tree(), "gateway", "auth", "token").isPresent() ? "config gateway.auth.token" : "environment");
        }
        return auth;
    }

    private void print(ObjectNode report) {
        Language language = cli.language();
        List<String[]> rows = new ArrayList<>();
        rows.add(new String[] {SERVICE.in(language), ServiceReport.sentence(report.path("service"), language)});
        ConfigSnapshot snapshot = link.snapshot();
        String health = !snapshot.exists()
                ? MISSING.in(language)
                : snapshot.isValid()
                        ? VALID.in(language)
                        : BROKEN.in(language, snapshot.problems().size(), snapshot.problems().getFirst().in(language));
        rows.add(new String[] {CONFIG.in(language), link.places().display(snapshot.file()) + " · " + health});
        JsonNode gateway = report.path("gateway");
        URI url = URI.create(gateway.path("probeUrl").asString("ws://127.0.0.1").isEmpty() ? "ws://-" : gateway.path("probeUrl").asString(""));
        rows.add(new String[] {
            GATEWAY.in(language),
            running.isPresent()
                    ? RUNS.in(language, url, running.get().pid(), running.get().version())
                    : RUNS_NOT.in(language, url, Sources.said(cli.language(), gateway.path("portSource").asString("")))
        });
        JsonNode owner = report.path("port").path("listeners").path(0);
        rows.add(new String[] {
            PORT.in(language),
            owner.isMissingNode()
                    ? FREE.in(language, report.path("port").path("port").asInt())
                    : TAKEN.in(language, report.path("port").path("port").asInt(), owner.path("command").asString("?") + " (" + owner.path("pid").asLong() + ")")
        });
        rows.add(new String[] {CONNECTION.in(language), connection(report.path("rpc"))});
        rows.add(new String[] {CREDENTIAL.in(language), credential(report.path("auth"))});
        rows.add(new String[] {DISCOVERY.in(language), report.path("discovery").path("note").asString("")});
        Columns.print(cli.out(), rows);
        if (report.path("rpc").path("config").path("degraded").asBoolean(false)) {
            // The same file, read here: in this person's language, whatever the gateway's is.
            cli.print(DEGRADED, snapshot.problems().isEmpty()
                    ? report.path("rpc").path("config").path("problems").path(0).asString("?")
                    : snapshot.problems().getFirst().in(language));
        }
        JsonNode files = gateway.path("openFiles");
        if (files.path("short").asBoolean(false)) {
            cli.print(FILES, files.path("open").asLong(0), files.path("most").asLong(0));
        }
        if (!report.path("rpc").path("ok").asBoolean(false)) {
            boolean loaded = report.path("service").path("loaded").asBoolean(false);
            cli.print(NEXT, running.isPresent() ? "openclaw-cn gateway logs" : loaded ? "openclaw-cn gateway start" : "openclaw-cn gateway run");
        }
    }

    private String connection(JsonNode rpc) {
        return rpc.path("ok").asBoolean(false)
                ? WORKS.in(cli.language(), rpc.path("latencyMs").asLong(0))
                : rpc.path("error").asString("");
    }

    private String credential(JsonNode auth) {
        String own = auth.path("cli").path("source").asString("none");
        String other = auth.path("gateway").path("source").asString("");
        if (other.isEmpty()) {
            return own.equals("none") ? NO_CREDENTIAL.in(cli.language()) : ONE.in(cli.language(), Sources.said(cli.language(), own));
        }
        return auth.path("agree").asBoolean(true)
                ? BOTH.in(cli.language(), Sources.said(cli.language(), other))
                : DIFFER.in(cli.language(), Sources.said(cli.language(), other), Sources.said(cli.language(), auth.path("unused").asString("")));
    }
}
