package cn.openclaw.cli;

import cn.openclaw.agent.RunRequest;
import cn.openclaw.base.ClawException;
import cn.openclaw.base.Environment;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.http.Http;
import cn.openclaw.json.Json;
import cn.openclaw.llm.Part;
import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorOptions;
import com.google.auto.service.AutoService;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** A whole turn, over real HTTP, with nothing of the person's: a home that is thrown away, and a simulator that ends with it. */
@AutoService(CliCommand.class)
public final class DemoCommand implements CliCommand {

    @Override
    public String name() {
        return "demo";
    }

    @Override
    public Text summary() {
        return DemoText.SUMMARY;
    }

    @Override
    public CommandSpec spec(Cli cli) {
        CommandSpec spec = Commands.command(cli, name(), summary(), line -> run(cli, line));
        spec.addOption(Commands.value(cli, DemoText.MODEL, "MODEL", "--model"));
        spec.addOption(Commands.flag(cli, DemoText.JSON, "--json"));
        return spec;
    }

    private static ExitCode run(Cli cli, ParseResult line) throws InterruptedException {
        boolean json = line.hasMatchedOption("--json");
        String model = line.matchedOptionValue("--model", DemoConfig.MODEL);
        try (CtrlC _ = CtrlC.interruptsThisThread()) {
            Path home = temporary();
            try (Simulator simulator = Simulator.start(SimulatorOptions.defaults().legacyModelsAlive(true).script(DemoConfig.script(cli)))) {
                return turn(inHome(cli, home, simulator.address().toString(), json), model, json);
            } finally {
                // What is still being written down must not come back into a home that is gone.
                Endings.close();
                remove(home);
            }
        }
    }

    private static ExitCode turn(Cli cli, String model, boolean json) throws InterruptedException {
        Places places = Places.of(cli.environment());
        Path workspace = cli.environment().home().resolve("workspace");
        write(workspace.resolve(DemoConfig.FILE), DemoText.FILE.in(cli.language()));
        write(places.configFile(), DemoConfig.json5(workspace.toString()));
        ConfigSnapshot snapshot = new ConfigFile(places, cli.environment()).read();
        String question = DemoText.QUESTION.in(cli.language());
        if (!json) {
            cli.print(DemoText.HELLO, cli.environment().get("OPENCLAW_SIMULATOR").orElse(""));
            cli.out().println();
            cli.out().println("> " + question);
        }
        RunRequest request = new RunRequest(
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                List.of(new Part.Text(question)),
                Optional.empty(),
                Optional.empty(),
                Optional.of(model),
                Optional.empty(),
                cli.language());
        // The greeting has named the simulator; under --json there is none.
        Http http = json ? Network.of(cli) : Network.silently(cli);
        try {
            ExitCode code = AgentCommand.turn(cli, AgentCommand.world(cli, places, snapshot, http), request, json);
            if (!json && code == ExitCode.OK) {
                cli.out().println();
                cli.print(DemoText.NEXT);
            }
            return code;
        } catch (ClawException e) {
            if (!json) {
                throw e;
            }
            cli.out().println(Json.pretty(AgentJson.failure(e, cli.language())));
            return e.exitCode();
        }
    }

    /** The same terminal in a home of its own, where nothing of the person's is seen; it draws even when its output is piped. */
    private static Cli inHome(Cli cli, Path home, String simulator, boolean json) {
        Map<String, String> variables = new HashMap<>();
        variables.put("OPENCLAW_SIMULATOR", simulator);
        Screen screen = cli.screen();
        Screen drawn = new Screen(screen.in(), !json, screen.err(), screen.colour(), screen.width());
        return new Cli(
                new Environment(variables, home, home),
                cli.language(),
                cli.in(),
                cli.out(),
                cli.err(),
                drawn,
                cli.clock(),
                cli.random());
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("openclaw-cn-demo").toRealPath();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path file, String text) {
        try {
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void remove(Path folder) {
        try {
            Files.walkFileTree(folder, new SimpleFileVisitor<>() {
                @Override
                public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
                    Files.delete(file);
                    return FileVisitResult.CONTINUE;
                }

                @Override
                public FileVisitResult postVisitDirectory(Path dir, @Nullable IOException failure) throws IOException {
                    Files.delete(dir);
                    return FileVisitResult.CONTINUE;
                }
            });
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
