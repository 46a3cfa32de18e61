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
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.node.ObjectNode;

/** {@code gateway install|uninstall|start|stop|restart}: the service, and a gateway that runs without one. */
final class GatewayService {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Cli cli;
    private final String action;
    private final boolean json;
    private final ServiceManager manager;
    private final Places places;

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
            case "uninstall" -> service.simple(manager.uninstall(), ServiceText.UNINSTALLED);
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
        ServiceManager.State before = manager.state();
        if (before.loaded() && before.command().contains(unit.program().toString()) && !line.hasMatchedOption("--force")) {
            return done("already-installed", ServiceText.INSTALLED_ALREADY, manager.label());
        }
        GatewayLink.value(line, "--token").ifPresent(this::keep);
        ServiceManager.Done made = manager.install(unit);
        if (made.problem().isPresent()) {
            return failed(made.problem().get());
        }
        ExitCode code = done("installed", ServiceText.INSTALLED, manager.label(), unit.line());
        if (manager.kind().equals("systemd") && !json) {
            cli.say(ServiceText.LINGER);
        }
        return code;
    }

    private void keep(String token) {
        try {
            StateFile.write(Target.tokenFile(places), (token + "\n").getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private ExitCode start() {
        if (!manager.state().loaded()) {
            return failed(new ServiceManager.Problem(ServiceText.NOT_INSTALLED, new Object[0]));
        }
        return simple(manager.start(), ServiceText.STARTED);
    }

    private ExitCode stop() throws InterruptedException {
        Optional<RunningGateway> running = RunningGateway.find(places);
        ServiceManager.State state = manager.state();
        if (state.loaded() && state.status().equals("running")) {
            return simple(manager.stop(), ServiceText.STOPPED);
        }
        if (running.isEmpty()) {
            return done("not-running", ServiceText.STOP_NOTHING);
        }
        Optional<ProcessHandle> process = ProcessHandle.of(running.get().pid());
        if (process.isEmpty() || !process.get().destroy()) {
            return failed(new ServiceManager.Problem(ServiceText.NOT_SIGNALLED, new Object[] {running.get().pid()}));
        }
        long end = System.nanoTime() + PATIENCE.toNanos();
        while (process.get().isAlive() && System.nanoTime() < end) {
            Thread.sleep(50);
        }
        return done("stopped", ServiceText.STOPPED);
    }

    /** One that runs is asked to begin anew itself: it lets its turns end first, and keeps its process. */
    private ExitCode restart() throws InterruptedException {
        Optional<RunningGateway> running = RunningGateway.find(places);
        if (running.isEmpty()) {
            return manager.state().loaded()
                    ? simple(manager.restart(), ServiceText.STARTED)
                    : failed(new ServiceManager.Problem(ServiceText.NOT_INSTALLED, new Object[0]));
        }
        long pid = running.get().pid();
        long begun = System.nanoTime();
        Commanded signalled = Commanded.run(List.of("kill", "-USR1", Long.toString(pid)));
        if (!signalled.worked()) {
            return manager.state().loaded()
                    ? simple(manager.restart(), ServiceText.STARTED)
                    : failed(new ServiceManager.Problem(ServiceText.NOT_SIGNALLED, new Object[] {pid}));
        }
        while (System.nanoTime() - begun < PATIENCE.toNanos()) {
            Optional<RunningGateway> now = RunningGateway.find(places);
            if (now.isPresent() && now.get().since() > running.get().since()) {
                return done("restarted", ServiceText.RESTARTED, now.get().pid(), (System.nanoTime() - begun) / 1_000_000);
            }
            Thread.sleep(50);
        }
        return failed(new ServiceManager.Problem(ServiceText.RESTART_SLOW, new Object[] {PATIENCE.toSeconds()}));
    }

    private ExitCode simple(ServiceManager.Done result, Text sentence) {
        return result.problem().map(this::failed).orElseGet(() -> done(action + "ed", sentence, manager.label()));
    }

    private ObjectNode answer(boolean ok, String result) {
        ObjectNode answer = Json.object().put("ok", ok).put("action", action).put("result", result);
        answer.set("service", ServiceReport.json(manager, cli.language()));
        return answer;
    }

    private ExitCode done(String result, Text sentence, Object... arguments) {
        if (json) {
            cli.out().println(Json.pretty(answer(true, result).put("message", sentence.in(cn.openclaw.base.Language.EN, arguments))));
        } else {
            cli.print(sentence, arguments);
        }
        return ExitCode.OK;
    }

    private ExitCode failed(ServiceManager.Problem problem) {
        if (json) {
            String error = problem.text().in(cn.openclaw.base.Language.EN, problem.arguments());
            cli.out().println(Json.pretty(answer(false, "failed").put("error", error)));
        } else {
            cli.say(problem.text(), problem.arguments());
        }
        return ExitCode.FAILED;
    }
}
