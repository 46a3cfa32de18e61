package cn.openclaw.cli;

import cn.openclaw.agent.AgentRuns;
import cn.openclaw.agent.AgentWorld;
import cn.openclaw.agent.RunReport;
import cn.openclaw.agent.RunRequest;
import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.http.Http;
import cn.openclaw.json.Json;
import cn.openclaw.llm.WireFormats;
import cn.openclaw.tool.ToolWorld;
import com.google.auto.service.AutoService;
import java.time.ZoneId;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;

/** Stop 1 of a chat request: one turn from the command line. */
@AutoService(CliCommand.class)
public final class AgentCommand implements CliCommand {

    @Override
    public String name() {
        return "agent";
    }

    @Override
    public Text summary() {
        return AgentCommandText.SUMMARY;
    }

    @Override
    public CommandSpec spec(Cli cli) {
        CommandSpec spec = Commands.command(cli, name(), summary(), line -> run(cli, line));
        AgentFlags.addTo(spec, cli);
        StringBuilder codes = new StringBuilder(AgentCommandText.EXIT_CODES.in(cli.language()));
        for (ExitCode code : ExitCode.values()) {
            codes.append("%n  ").append(code.number()).append("  ").append(code.meaning().in(cli.language()));
        }
        spec.usageMessage().footer("", codes.toString());
        return spec;
    }

    private static ExitCode run(Cli cli, ParseResult line) throws InterruptedException {
        boolean json = line.hasMatchedOption("--json");
        try {
            Places places = Places.of(cli.environment());
            ConfigSnapshot snapshot = usable(new ConfigFile(places, cli.environment()).read(), cli);
            boolean inputTaken = json || line.matchedOptionValue("--message", "").equals("-");
            RunRequest request = AgentFlags.request(line, cli, snapshot.config())
                    .approvedBy(LineApprover.of(cli, line.matchedOptionValue("--approve", "ask"), inputTaken));
            Optional<ExitCode> there = line.hasMatchedOption("--local")
                    ? Optional.empty()
                    : GatewayAgent.turn(cli, request, snapshot, json);
            if (there.isPresent()) {
                return there.get();
            }
            AgentWorld world = world(cli, places, snapshot);
            return turn(cli, world, VideoUploads.done(request, world, cli), json);
        } catch (ClawException e) {
            if (!json) {
                throw e;
            }
            cli.out().println(Json.pretty(AgentJson.failure(e, cli.language())));
            return e.exitCode();
        }
    }

    /** Does the turn and shows it; the exit code says how it ended. */
    static ExitCode turn(Cli cli, AgentWorld world, RunRequest request, boolean json) throws InterruptedException {
        AgentScreen screen = new AgentScreen(cli, json);
        try (CtrlC _ = CtrlC.interruptsThisThread()) {
            RunReport report = runs(world).run(request, screen);
            screen.end(report);
            if (json) {
                cli.out().println(Json.pretty(AgentJson.report(report, cli.language(), cli.clock().millis())));
            }
            return report.outcome() == RunReport.Outcome.INTERRUPTED
                    ? ExitCode.INTERRUPTED
                    : report.failure().map(ClawException::exitCode).orElse(ExitCode.OK);
        }
    }

    /** What does turns, with all that is plugged into it; for every command that talks. */
    static AgentRuns runs(AgentWorld world) {
        return new AgentRuns(world, RunExtras.of(world));
    }

    /** The wiring of a turn, readable from top to bottom. */
    static AgentWorld world(Cli cli, Places places, ConfigSnapshot snapshot) {
        return world(cli, places, snapshot, Network.of(cli));
    }

    /** The same with another way out. */
    static AgentWorld world(Cli cli, Places places, ConfigSnapshot snapshot, Http http) {
        ToolWorld tools = new ToolWorld(() -> snapshot, places, cli.clock(), () -> http);
        Endings.add(tools::close);
        return new AgentWorld(
                snapshot,
                places,
                cli.clock(),
                ZoneId::systemDefault,
                cli.random(),
                (endpoint, notices) -> WireFormats.open(endpoint, http, notices),
                tools);
    }

    /** A broken file takes nothing down while a good copy exists; without one it is not guessed what was meant. */
    static ConfigSnapshot usable(ConfigSnapshot snapshot, Cli cli) {
        if (snapshot.isValid()) {
            return snapshot;
        }
        String first = snapshot.problems().getFirst().in(cli.language());
        if (snapshot.origin() != ConfigSnapshot.Origin.LAST_GOOD) {
            throw new UsageException(AgentCommandText.CONFIG_BROKEN, first);
        }
        cli.say(AgentCommandText.CONFIG_LAST_GOOD, first);
        return snapshot;
    }
}
