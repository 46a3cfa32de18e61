package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import cn.openclaw.client.RunningGateway;
import cn.openclaw.client.Target;
import cn.openclaw.config.Places;
import cn.openclaw.config.StateFile;
import cn.openclaw.json.Json;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code gateway install|uninstall|start|stop|restart}: the service, and a gateway that runs without one. */
final class GatewayService {
    private static final Duration PATIENCE = Duration.ofSeconds(60);
    /** How long a person looks at nothing before being told what is waited for. */
    private static final Duration SILENCE = Duration.ofSeconds(1);

    private final Cli cli;
    private final String action;
    private final boolean json;
    private final ServiceManager manager;
    private final Places places;
    private final List<String> hints = new ArrayList<>();

    private GatewayService(Cli cli, String action, boolean json, ServiceManager manager) {
        this.cli = cli;
        this.action = action;
        this.json = json;
        this.manager = manager;
        this.places = Places.of(cli.environment());
    }

    static CommandSpec spec(Cli cli, String name) {
        Text what = switch (name) {
            case "install" -> GatewayCallText.INSTALL;
            case "uninstall" -> GatewayCallText.UNINSTALL;
            case "start" -> GatewayCallText.START;
            case "stop" -> GatewayCallText.STOP;
            default -> GatewayCallText.RESTART;
        };
        CommandSpec spec = Commands.command(cli, name, what, line -> run(cli, name, line, ServiceManager.of(cli)));
        spec.addOption(Commands.flag(cli, GatewayCallText.JSON, "--json"));
        if (name.equals("install")) {
            spec.addOption(Commands.value(cli, ServiceText.PORT, "PORT", "--port"));
            spec.addOption(Commands.value(cli, ServiceText.RUNTIME, "node|bun", "--runtime"));
            spec.addOption(Commands.value(cli, ServiceText.TOKEN, "TOKEN", "--token"));
            spec.addOption(Commands.flag(cli, ServiceText.FORCE, "--force"));
        }
        return spec;
    }

    static ExitCode run(Cli cli, String name, ParseResult line, ServiceManager manager) throws InterruptedException {
        GatewayService service = new GatewayService(cli, name, line.hasMatchedOption("--json"), manager);
        return switch (name) {
            case "install" -> service.install(line);
            case "uninstall" -> service.uninstall();
            case "start" -> service.start();
            case "stop" -> service.stop();
            default -> service.restart();
        };
    }

    private ExitCode install(ParseResult line) {
        Optional<ServiceManager.Problem> absent = manager.absent();
        if (absent.isPresent()) {
            return failed(absent.get());
        }
        Optional<Path> launcher = Reexec.launcher();
        if (launcher.isEmpty()) {
            return failed(new ServiceManager.Problem(ServiceText.NO_LAUNCHER, new Object[0]));
        }
        Optional<Integer> port = GatewayLink.value(line, "--port").map(text -> GatewayFlags.number(text, 65_535, GatewayText.BAD_PORT));
        ServiceUnit unit = ServiceUnit.of(cli.environment(), launcher.get(), port);
        ServiceManager.State state = manager.state();
        if (state.loaded() && state.command().contains(unit.program().toString()) && !line.hasMatchedOption("--force")) {
            return done("already-installed", ServiceText.INSTALLED_ALREADY, manager.label());
        }
        GatewayLink.value(line, "--token").ifPresent(this::keep);
        Optional<RunningGateway> before = state.status().equals("running") ? Optional.empty() : RunningGateway.find(places);
        ServiceManager.Done made = manager.install(unit);
        if (made.problem().isPresent()) {
            return failed(made.problem().get());
        }
        if (manager.kind().equals("systemd")) {
            hints.add(ServiceText.LINGER.in(cli.language()));
        }
        // The service's own may be the one that is found, if it was quick.
        RunningGateway.find(places)
                .filter(one -> before.isPresent() && before.get().pid() == one.pid())
                .ifPresent(one -> hints.add(ServiceText.RUNS_BESIDE.in(cli.language(), one.pid())));
        return done("installed", ServiceText.INSTALLED, manager.label(), unit.line());
    }

    private ExitCode uninstall() {
        ServiceManager.State state = manager.state();
        return state.loaded() || !state.command().isEmpty()
                ? simple(manager.uninstall(), "uninstalled", ServiceText.UNINSTALLED)
                : done("not-installed", ServiceText.UNINSTALL_NOTHING);
    }

    private void keep(String token) {
        try {
            StateFile.write(Target.tokenFile(places), (token + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ExitCode start() {
        ServiceManager.State state = manager.state();
        if (!state.loaded()) {
            return failed(new ServiceManager.Problem(ServiceText.NOT_INSTALLED, new Object[0]));
        }
        Optional<RunningGateway> running = RunningGateway.find(places);
        if (running.isPresent() && !state.status().equals("running")) {
            return done("already-running", ServiceText.RUNS_BESIDE, running.get().pid());
        }
        return simple(manager.start(), "started", ServiceText.STARTED);
    }

    /** The service first: it would bring a process back that was only sent a signal. Then one that runs beside it. */
    private ExitCode stop() throws InterruptedException {
        ServiceManager.State state = manager.state();
        boolean service = state.loaded() && state.status().equals("running");
        if (service) {
            ServiceManager.Done stopped = manager.stop();
            if (stopped.problem().isPresent()) {
                return failed(stopped.problem().get());
            }
        }
        Optional<RunningGateway> running = RunningGateway.find(places);
        if (running.isEmpty()) {
            return service ? done("stopped", ServiceText.STOPPED) : done("not-running", ServiceText.STOP_NOTHING);
        }
        long pid = running.get().pid();
        Optional<ProcessHandle> process = ProcessHandle.of(pid);
        if (process.isPresent() && !process.get().destroy()) {
            return failed(new ServiceManager.Problem(ServiceText.NOT_SIGNALLED, new Object[] {pid}));
        }
        return ended(pid)
                ? done("stopped", ServiceText.STOPPED)
                : failed(new ServiceManager.Problem(ServiceText.STOP_SLOW, new Object[] {pid, PATIENCE.toSeconds()}));
    }

    /** Waits until it is gone; says so to a person for whom it takes long. */
    private boolean ended(long pid) throws InterruptedException {
        long begun = System.nanoTime();
        boolean told = false;
        while (ProcessHandle.of(pid).filter(ProcessHandle::isAlive).isPresent()) {
            long waited = System.nanoTime() - begun;
            if (waited > PATIENCE.toNanos()) {
                return false;
            }
            told = told || tellOf(waited, pid);
            Thread.sleep(50);
        }
        return true;
    }

    private boolean tellOf(long waited, long pid) {
        if (waited < SILENCE.toNanos()) {
            return false;
        }
        cli.say(ServiceText.WAITS, pid);
        return true;
    }

    /** One that runs is asked to begin anew itself: it lets its turns end first, and keeps its process. */
    private ExitCode restart() throws InterruptedException {
        Optional<RunningGateway> running = RunningGateway.find(places);
        if (running.isEmpty()) {
            return manager.state().loaded()
                    ? simple(manager.restart(), "restarted", ServiceText.STARTED)
                    : failed(new ServiceManager.Problem(ServiceText.NOT_INSTALLED, new Object[0]));
        }
        long pid = running.get().pid();
        long begun = System.nanoTime();
        Commanded signalled = Commanded.run(List.of("kill", "-USR1", Long.toString(pid)));
        if (!signalled.worked()) {
            return manager.state().loaded()
                    ? simple(manager.restart(), "restarted", ServiceText.STARTED)
                    : failed(new ServiceManager.Problem(ServiceText.NOT_SIGNALLED, new Object[] {pid}));
        }
        boolean told = false;
        while (System.nanoTime() - begun < PATIENCE.toNanos()) {
            Optional<RunningGateway> now = RunningGateway.find(places);
            if (now.isPresent() && now.get().since() > running.get().since()) {
                return done("restarted", ServiceText.RESTARTED, now.get().pid(), (System.nanoTime() - begun) / 1_000_000);
            }
            told = told || tellOf(System.nanoTime() - begun, pid);
            Thread.sleep(50);
        }
        return failed(new ServiceManager.Problem(ServiceText.RESTART_SLOW, new Object[] {PATIENCE.toSeconds()}));
    }

    private ExitCode simple(ServiceManager.Done done, String result, Text sentence) {
        return done.problem().map(this::failed).orElseGet(() -> done(result, sentence, manager.label()));
    }

    private ObjectNode answer(boolean ok, String result) {
        ObjectNode answer = Json.object().put("ok", ok).put("action", action).put("result", result);
        answer.set("service", ServiceReport.json(manager, cli.language()));
        return answer;
    }

    private ExitCode done(String result, Text sentence, Object... arguments) {
        if (json) {
            ObjectNode answer = answer(true, result).put("message", sentence.in(cli.language(), arguments));
            ArrayNode said = answer.putArray("hints");
            hints.forEach(said::add);
            cli.out().println(Json.pretty(answer));
        } else {
            cli.print(sentence, arguments);
            hints.forEach(cli.err()::println);
        }
        return ExitCode.OK;
    }

    private ExitCode failed(ServiceManager.Problem problem) {
        if (json) {
            String error = problem.text().in(cli.language(), problem.arguments());
            cli.out().println(Json.pretty(answer(false, "failed").put("error", error)));
        } else {
            cli.say(problem.text(), problem.arguments());
        }
        return ExitCode.FAILED;
    }
}
