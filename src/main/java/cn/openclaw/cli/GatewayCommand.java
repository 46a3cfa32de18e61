package cn.openclaw.cli;

import cn.openclaw.base.Environment;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import cn.openclaw.config.Places;
import cn.openclaw.gateway.GatewayLock;
import cn.openclaw.gateway.server.GatewayStartException;
import com.google.auto.service.AutoService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** {@code gateway}: runs one, and everything one does with one that runs. Without a sub-command it is {@code gateway run}. */
@AutoService(CliCommand.class)
public final class GatewayCommand implements CliCommand {
    private static final List<String> CHILDREN = List.of(
            "run", "status", "health", "call", "probe", "discover", "usage-cost", "install", "uninstall", "start", "stop", "restart",
            "logs", "token", "keys", "top");

    @Override
    public String name() {
        return "gateway";
    }

    @Override
    public Text summary() {
        return GatewayText.SUMMARY;
    }

    @Override
    public CommandSpec spec(Cli cli) {
        return with(cli, CHILDREN, List.of());
    }

    @Override
    public CommandSpec spec(Cli cli, List<String> line) {
        return with(cli, Commands.asked(CHILDREN, line), line);
    }

    private static CommandSpec with(Cli cli, List<String> children, List<String> words) {
        CommandSpec gateway = Commands.command(cli, "gateway", GatewayText.SUMMARY, line -> run(cli, line, words));
        GatewayFlags.addTo(gateway, cli);
        for (String child : children) {
            Commands.add(gateway, child, child(cli, child, words));
        }
        return gateway;
    }

    private static CommandSpec child(Cli cli, String name, List<String> words) {
        return switch (name) {
            case "run" -> {
                CommandSpec run = Commands.command(cli, "run", GatewayText.RUN, line -> run(cli, line, words));
                GatewayFlags.addTo(run, cli);
                yield run;
            }
            case "status" -> GatewayStatus.spec(cli);
            case "probe" -> GatewayProbe.spec(cli);
            case "discover" -> GatewayDiscover.spec(cli);
            case "install", "uninstall", "start", "stop", "restart" -> GatewayService.spec(cli, name);
            case "logs" -> GatewayLogs.spec(cli);
            case "token" -> GatewayToken.spec(cli);
            case "keys" -> GatewayKeys.spec(cli);
            case "top" -> GatewayTop.spec(cli);
            default -> GatewayCall.spec(cli, name);
        };
    }

    /** Runs it until somebody ends it; begins anew when that is asked for. */
    private static ExitCode run(Cli cli, ParseResult line, List<String> words) throws InterruptedException {
        GatewayFlags flags = GatewayFlags.of(line, cli);
        Cli own = dev(cli, line);
        GatewayOrders orders = new GatewayOrders();
        if (cli.in() == System.in) {
            hear(orders);
        }
        while (once(own, flags, orders)) {
            if (Reexec.isPossible()) {
                own.out().flush();
                Endings.close();
                // Returns only if the system would not; then this process itself begins anew.
                boolean _ = Reexec.exec(Reexec.launcher().orElseThrow(), again(own, words));
            }
        }
        if (own.screen().err()) {
            own.say(GatewayText.STOPPED);
        }
        return ExitCode.OK;
    }

    private static boolean once(Cli cli, GatewayFlags flags, GatewayOrders orders) throws InterruptedException {
        GatewayRun.Start start = GatewayRun.prepare(cli, flags);
        int port = start.plan().port().value();
        if (flags.force()) {
            for (PortOwner owner : PortOwner.of(port)) {
                boolean _ = owner.end();
            }
        }
        try (GatewayLock _ = GatewayRun.lock(cli, start.places());
                GatewayRun run = GatewayRun.start(cli, flags, start, orders)) {
            return run.serve(_ -> {});
        } catch (GatewayStartException e) {
            List<PortOwner> owners = e.reason() == GatewayStartException.Reason.CANNOT_LISTEN ? PortOwner.of(port) : List.of();
            if (owners.isEmpty()) {
                throw e;
            }
            Object who = owners.getFirst().pid() < 0
                    ? GatewayText.SOMEBODY
                    : GatewayText.PROCESS.in(cli.language(), owners.getFirst().command(), owners.getFirst().pid());
            throw new CliException(ExitCode.UNAVAILABLE, GatewayText.PORT_TAKEN, port, who);
        }
    }

    private static void hear(GatewayOrders orders) {
        for (String name : List.of("TERM", "INT", "HUP")) {
            boolean _ = Signals.on(name, () -> orders.signal(name));
        }
        boolean _ = Signals.on("USR1", () -> orders.add(true, "SIGUSR1", Duration.ZERO));
    }

    /** The profile of this process is not in its variables: it goes on as an option. */
    private static List<String> again(Cli cli, List<String> words) {
        List<String> line = new ArrayList<>();
        Optional<String> profile = cli.environment().get("OPENCLAW_PROFILE");
        profile.ifPresent(name -> line.addAll(name.equals("dev") ? List.of("--dev") : List.of("--profile", name)));
        line.add("gateway");
        line.addAll(GatewayFlags.again(words.toArray(String[]::new)));
        return line;
    }

    private static Cli dev(Cli cli, ParseResult line) {
        boolean reset = line.hasMatchedOption("--reset");
        if (!line.hasMatchedOption("--dev")) {
            if (reset) {
                throw new UsageException(GatewayText.RESET_NEEDS_DEV);
            }
            return cli;
        }
        Environment environment = GlobalFlags.parse(cli.environment(), List.of("--dev")).environment();
        Path state = Places.of(environment).stateDir();
        if (reset && Files.isDirectory(state)) {
            Path aside = state.resolveSibling(state.getFileName() + ".old-" + cli.clock().millis());
            try {
                Files.move(state, aside);
                cli.say(GatewayText.RESET_DONE, aside);
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return cli.in(environment);
    }
}
