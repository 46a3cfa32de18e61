package cn.openclaw.cli;

import cn.openclaw.agent.AgentRuns;
import cn.openclaw.agent.AgentWorld;
import cn.openclaw.agent.Observed;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Language;
import cn.openclaw.base.Secret;
import cn.openclaw.client.RunningGateway;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigProblem;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.FileTrouble;
import cn.openclaw.config.Places;
import cn.openclaw.config.StateFile;
import cn.openclaw.gateway.GatewayLock;
import cn.openclaw.gateway.HealthBoard;
import cn.openclaw.gateway.Lifecycle;
import cn.openclaw.gateway.LiveConfig;
import cn.openclaw.gateway.Runs;
import cn.openclaw.gateway.WatchedFiles;
import cn.openclaw.gateway.server.GatewayAuth;
import cn.openclaw.gateway.server.GatewayServer;
import cn.openclaw.gateway.server.GatewaySettings;
import cn.openclaw.gateway.server.Limits;
import cn.openclaw.http.Http;
import cn.openclaw.llm.WireFormats;
import cn.openclaw.log.FileLog;
import cn.openclaw.log.Log;
import cn.openclaw.log.LogMask;
import cn.openclaw.log.LogSettings;
import cn.openclaw.tool.ToolWorld;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/** One life of a gateway in this process, from its start to its end: the wiring, readable from top to bottom. */
final class GatewayRun implements AutoCloseable {
    private final Cli cli;
    private final GatewayFlags flags;
    private final Places places;
    private final GatewayPlan plan;
    private final GatewayOrders orders;
    private final FileLog log;
    private final LiveConfig live;
    private final ToolWorld tools;
    private final AgentRuns runs;
    private final GatewayServer server;
    private final AtomicReference<GatewayAuth> known;
    private Optional<Announcer> announcer = Optional.empty();

    private GatewayRun(Cli cli, GatewayFlags flags, Start start, GatewayOrders orders) {
        this.cli = cli;
        this.flags = flags;
        this.places = start.places();
        this.plan = start.plan();
        this.orders = orders;
        this.log = log(cli, flags, start);
        Http http = Network.of(cli);
        AtomicReference<@Nullable LiveConfig> later = new AtomicReference<>();
        this.tools = new ToolWorld(
                () -> Optional.ofNullable(later.get()).map(LiveConfig::snapshot).orElse(start.snapshot()), places, cli.clock(), () -> http);
        this.live = new LiveConfig(start.file(), start.snapshot(), cli.clock(), snapshot -> world(snapshot, http), log);
        later.set(live);
        this.runs = new AgentRuns(live, RunExtras.of(live));
        this.known = new AtomicReference<>(auth());
        this.server = listen();
    }

    private GatewayServer listen() {
        boolean listens = false;
        try {
            GatewaySettings settings =
                    new GatewaySettings(plan.hosts(), plan.port().value(), live, runs, log, this::auth, Limits.USUAL);
            GatewayServer started = GatewayServer.start(settings);
            listens = true;
            return started;
        } finally {
            if (!listens) {
                live.close();
                tools.close();
                log.close();
            }
        }
    }

    /**
     * What was looked at before the start.
     *
     * @param snapshot what the file said
     */
    record Start(Places places, ConfigFile file, ConfigSnapshot snapshot, GatewayPlan plan) {}

    /** Looks at everything that speaks against a start. */
    static Start prepare(Cli cli, GatewayFlags flags) {
        Places places = Places.of(cli.environment());
        ConfigFile file = new ConfigFile(places, cli.environment());
        ConfigSnapshot snapshot = file.read();
        if (!snapshot.isValid()) {
            for (ConfigProblem problem : snapshot.problems()) {
                cli.err().println(problem.in(cli.language()));
            }
        }
        GatewayPlan plan = GatewayPlan.of(flags, snapshot, places);
        if (snapshot.origin() == ConfigSnapshot.Origin.LAST_GOOD) {
            cli.say(GatewayText.DEGRADED, snapshot.problems().getFirst().in(cli.language()));
        }
        requireFolder(places);
        GatewayAuth auth = GatewayPlan.auth(flags, snapshot, places);
        if (!auth.isUsable()) {
            GatewayPlan.make(places);
        }
        return new Start(places, file, snapshot, plan);
    }

    /**
     * It keeps there what it accepted: where no file can be made it would have to send every message away. A full disk is no reason
     * not to start: whoever asks models needs none, and room comes back.
     */
    private static void requireFolder(Places places) {
        Path folder = places.stateDir().resolve("gateway");
        try {
            StateFile.makeFolder(folder);
            Files.delete(Files.createTempFile(folder, ".", ".tmp"));
        } catch (IOException e) {
            throw new CliException(ExitCode.FAILED, GatewayText.NO_STATE, places.display(folder), FileTrouble.why(e));
        }
    }

    /**
     * Starts it; when this returns, it listens.
     *
     * @throws cn.openclaw.base.ClawException if it cannot
     */
    static GatewayRun start(Cli cli, GatewayFlags flags, Start start, GatewayOrders orders) {
        GatewayRun run = new GatewayRun(cli, flags, start, orders);
        run.begin();
        return run;
    }

    private static FileLog log(Cli cli, GatewayFlags flags, Start start) {
        Secret token = secret(GatewayPlan.auth(flags, start.snapshot(), start.places()));
        return new FileLog(
                settings(flags, start.snapshot(), start.places()),
                LogMask.of(start.snapshot(), List.of(token)),
                new FileLog.Out(cli.out(), cli.screen().colour()),
                cli.clock(),
                ZoneId::systemDefault);
    }

    private static LogSettings settings(GatewayFlags flags, ConfigSnapshot snapshot, Places places) {
        LogSettings settings = LogSettings.of(snapshot, places);
        return flags.verbose() ? settings.console(Log.Level.DEBUG) : settings;
    }

    private AgentWorld world(ConfigSnapshot snapshot, Http http) {
        return new AgentWorld(
                snapshot,
                places,
                cli.clock(),
                ZoneId::systemDefault,
                cli.random(),
                (endpoint, notices) -> WireFormats.open(endpoint, http, notices),
                tools);
    }

    private GatewayAuth auth() {
        return GatewayPlan.auth(flags, live.snapshot(), places);
    }

    private static Secret secret(GatewayAuth auth) {
        return (auth.mode() == GatewayAuth.Mode.PASSWORD ? auth.password() : auth.token()).orElse(new Secret(""));
    }

    private void begin() {
        Observed.of(tools).logs().ifPresent(log::listen);
        live.listen(this::changed);
        live.watch(new WatchedFiles(places, cli.environment(), new ConfigFile(places, cli.environment())));
        announce();
        tell();
        GatewayTailscale.offer(plan, server.port(), log);
        discovery();
    }

    /** So that others in the local network find it, where that is wanted. */
    private void discovery() {
        ObjectNode tree = live.snapshot().config().tree();
        GatewayDiscovery discovery = GatewayDiscovery.of(tree, cli.environment(), plan.bind(), plan.isExposed());
        announcer = RunningGateway.find(places).flatMap(running -> discovery.start(plan, running, cli.environment(), log));
        if (GatewayPlan.flag(tree, "discovery", "wideArea", "enabled")) {
            log.warn("discovery", "discovery.wideArea is not offered: this gateway is announced in the local network only");
        }
    }

    /** So that others of this person find it. */
    private void tell() {
        GatewayAuth now = known.get();
        ProcessHandle self = ProcessHandle.current();
        boolean password = now.mode() == GatewayAuth.Mode.PASSWORD;
        try {
            new RunningGateway(
                            self.pid(),
                            RunningGateway.startOf(self),
                            url(server.isEncrypted() ? "wss" : "ws"),
                            plan.bind(),
                            Optional.of(new RunningGateway.Auth(password, secret(now))),
                            GatewayPlan.source(flags, live.snapshot(), places, now),
                            server.isEncrypted() ? Optional.of(certificate()) : Optional.empty(),
                            Main.version(),
                            cli.clock().millis())
                    .write(places);
        } catch (IOException e) {
            log.fault("gateway", "others on this machine will not find this gateway", e);
        }
    }

    private String certificate() {
        return GatewayPlan.word(live.snapshot().config().tree(), "gateway", "tls", "certPath")
                .map(places::expand)
                .orElse(places.stateDir().resolve("gateway").resolve("tls").resolve("gateway-cert.pem"))
                .toString();
    }

    private URI url(String scheme) {
        String host = plan.nearHost();
        return URI.create(scheme + "://" + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.port());
    }

    private void announce() {
        live.snapshot().config().agents().defaults().model().primary().ifPresent(model -> log.info("gateway", "agent model: " + model));
        for (String host : plan.hosts()) {
            log.info("gateway", "listening on " + (server.isEncrypted() ? "wss://" : "ws://") + (host.contains(":") ? "[" + host + "]" : host) + ":" + server.port()
                    + " (PID " + ProcessHandle.current().pid() + ")");
        }
        log.info("gateway", "log file: " + log.file());
        LiveConfig.State state = live.state();
        if (state.degraded()) {
            log.write(Log.Level.WARN, "gateway", "degraded: the config file is not valid, the last good copy is in use", Map.of(
                    "problems", String.join(" | ", state.problems()), "fix", "openclaw-cn config validate"));
        }
        Language language = cli.language();
        if (plan.isExposed()) {
            GatewayAuth now = known.get();
            boolean password = now.mode() == GatewayAuth.Mode.PASSWORD;
            cli.say(GatewayText.EXPOSED, String.join(", ", plan.hosts()), password ? GatewayText.BY_PASSWORD : GatewayText.BY_TOKEN,
                    server.isEncrypted() ? GatewayText.NOTHING : GatewayText.UNENCRYPTED);
            int length = secret(now).reveal().length();
            if (length < 16) {
                cli.say(GatewayText.WEAK, length);
            }
            log.warn("gateway", "exposed: other machines can reach " + plan.hosts() + ":" + server.port());
        }
        if (cli.screen().err()) {
            cli.err().println(GatewayText.READY.in(language, url(server.isEncrypted() ? "https" : "http")));
        }
    }

    private void changed(LiveConfig.Change change) {
        log.change(settings(flags, change.after(), places), LogMask.of(change.after(), List.of(secret(auth()))));
        GatewayAuth now = auth();
        if (!secret(now).equals(secret(known.getAndSet(now)))) {
            log.info("gateway", "the secret that lets clients in has changed: they log in again");
            tell();
            server.letGo("credential changed");
        }
        GatewayEvents.config(server.world(), change);
        var _ = HealthBoard.of(server.world()).fresh();
        boolean restart = change.plan().needsRestart() || (live.mode().equals("restart") && !change.plan().isEmpty());
        if (restart && live.mode().equals("hot")) {
            log.warn("reload", "takes effect with the next restart: " + String.join(" ", change.plan().restarting()));
        } else if (restart) {
            orders.add(true, "config changed: " + String.join(" ", change.plan().changed()), Duration.ZERO);
        }
    }

    int port() {
        return server.port();
    }

    Log log() {
        return log;
    }

    /**
     * Waits for its end, which somebody orders, and lets the turns that run end first.
     *
     * @return whether it is to begin anew
     */
    boolean serve(Consumer<GatewayRun> ready) throws InterruptedException {
        ready.accept(this);
        GatewayOrders.Order order = orders.await();
        log.info("gateway", (order.again() ? "restarting: " : "stopping: ") + order.reason());
        server.drain();
        RunningGateway.forget(places, ProcessHandle.current().pid());
        Runs turns = Runs.of(server.world());
        boolean quiet = drain(turns);
        if (!quiet && order.again()) {
            log.warn("gateway", "turns that still run go on in the next process");
            turns.leave();
        }
        server.close(
                order.again() ? GatewayServer.Reason.RESTART : GatewayServer.Reason.STOP,
                order.again() ? Duration.ofMillis(1500) : Duration.ZERO);
        return order.again();
    }

    /** Nothing new begins; what runs may end, within its time. */
    private boolean drain(Runs turns) throws InterruptedException {
        long limit = flags.drain().orElse(30);
        long end = System.nanoTime() + Duration.ofSeconds(limit).toNanos();
        boolean said = false;
        Lifecycle relayed = server.world().kept(Lifecycle.class, Lifecycle::of);
        while (!(turns.drain(Duration.ofMillis(20)) && runs.running() + relayed.busy() == 0)) {
            if (System.nanoTime() > end || orders.isUrgent()) {
                return false;
            }
            if (!said) {
                said = true;
                log.info("gateway", "waiting for " + Math.max(1, runs.running()) + " running turn(s), at most " + limit + " s");
                if (cli.screen().err()) {
                    cli.say(GatewayText.DRAINING, Math.max(1, runs.running()), limit);
                }
            }
            Thread.sleep(30);
        }
        if (said) {
            // The last answers are on their way to whoever waited for them.
            Thread.sleep(200);
        }
        return true;
    }

    /** Whatever is still open; safe to call when it ended by itself. */
    @Override
    public void close() {
        announcer.ifPresent(Announcer::close);
        RunningGateway.forget(places, ProcessHandle.current().pid());
        server.close();
        live.close();
        tools.close();
        GatewayTailscale.takeBack(plan, log);
        log.info("gateway", "stopped");
        log.close();
    }

    /** Takes the lock that keeps a second gateway of this configuration away. */
    static GatewayLock lock(Cli cli, Places places) throws InterruptedException {
        Path temporary = Path.of(System.getProperty("java.io.tmpdir", "/tmp"));
        try {
            return GatewayLock.take(places, cli.environment(), temporary, cli.clock(), Duration.ofSeconds(5));
        } catch (GatewayLock.Held e) {
            List<Object> pid = new ArrayList<>(List.of(e.pid() < 0 ? "?" : e.pid()));
            throw new CliException(ExitCode.UNAVAILABLE, GatewayText.RUNNING, pid.toArray());
        } catch (IOException e) {
            String file = GatewayLock.file(places, temporary).toString();
            throw new CliException(ExitCode.FAILED, GatewayText.NO_LOCK, file, FileTrouble.why(e));
        }
    }
}
