package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import cn.openclaw.json.Json;
import cn.openclaw.json.Json5Document;
import cn.openclaw.json.JsonException;
import cn.openclaw.simulator.JournalEntry;
import cn.openclaw.simulator.Simulator;
import cn.openclaw.simulator.SimulatorOptions;
import cn.openclaw.simulator.SimulatorProfile;
import com.google.auto.service.AutoService;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.JsonNode;

/** {@code simulator}: Moonshot's platforms imitated on this machine, until Ctrl-C. */
@AutoService(CliCommand.class)
public final class SimulatorCommand implements CliCommand {
    /** Where it listens unless told otherwise, so that a configuration can name it. */
    private static final String PORT = "8787";

    @Override
    public String name() {
        return "simulator";
    }

    @Override
    public Text summary() {
        return SimulatorCommandText.SUMMARY;
    }

    @Override
    public CommandSpec spec(Cli cli) {
        return Commands.command(cli, name(), summary(), line -> run(cli, line))
                .addOption(Commands.value(cli, SimulatorCommandText.PORT, "N", "--port"))
                .addOption(Commands.value(cli, SimulatorCommandText.PROFILE, "strict|legacy|messy", "--profile"))
                .addOption(Commands.flag(cli, SimulatorCommandText.LEGACY, "--legacy-models"))
                .addOption(Commands.value(cli, SimulatorCommandText.SCRIPT, "FILE", "--script"))
                .addOption(Commands.flag(cli, SimulatorCommandText.INSTANT, "--instant"))
                .addOption(Commands.value(cli, SimulatorCommandText.TIER, "0-5", "--tier"))
                .addOption(Commands.value(cli, SimulatorCommandText.BALANCE, "AMOUNT", "--balance"))
                .addOption(Commands.flag(cli, SimulatorCommandText.ANY_CLIENT, "--any-client"))
                .addOption(Commands.flag(cli, SimulatorCommandText.QUIET, "--quiet"))
                .addOption(Commands.flag(cli, SimulatorCommandText.JSON, "--json"));
    }

    private static ExitCode run(Cli cli, ParseResult line) {
        boolean json = line.hasMatchedOption("--json");
        SimulatorOptions options = options(cli, line);
        if (!json && !line.hasMatchedOption("--quiet")) {
            options = options.listener(entry -> cli.out().println(told(entry)));
        }
        try (var _ = CtrlC.interruptsThisThread();
                Simulator simulator = Simulator.start(options)) {
            SimulatorReport report = new SimulatorReport(cli, simulator);
            if (json) {
                cli.out().println(Json.write(report.json()));
            } else {
                report.print(line.hasMatchedOption("--legacy-models"));
            }
            cli.out().flush();
            new CountDownLatch(1).await();
            return ExitCode.OK;
        } catch (InterruptedException e) {
            // Ctrl-C is how it is meant to end.
            if (!json) {
                cli.say(SimulatorCommandText.STOPPED);
            }
            return ExitCode.OK;
        }
    }

    private static String told(JournalEntry entry) {
        String frames = entry.frames() == 0 ? "" : ", " + entry.frames() + " frames";
        return "#" + entry.number() + " " + entry.method() + " " + entry.path() + " → " + entry.status() + " (" + entry.decision()
                + frames + ")";
    }

    private static SimulatorOptions options(Cli cli, ParseResult line) {
        SimulatorOptions options = SimulatorOptions.defaults()
                .clock(cli.clock())
                .port(number(line, "--port", PORT, 65_535))
                .profile(profile(line.matchedOptionValue("--profile", "strict")))
                .legacyModelsAlive(line.hasMatchedOption("--legacy-models"))
                .clientGate(!line.hasMatchedOption("--any-client"))
                .instant(line.hasMatchedOption("--instant"));
        if (line.hasMatchedOption("--tier")) {
            options = options.tier(number(line, "--tier", "", 5));
        }
        if (line.hasMatchedOption("--balance")) {
            options = options.balance(amount(line.matchedOptionValue("--balance", "")));
        }
        String script = line.matchedOptionValue("--script", "");
        return script.isEmpty() ? options : options.script(script(cli, script));
    }

    private static int number(ParseResult line, String option, String otherwise, int most) {
        String text = line.matchedOptionValue(option, otherwise);
        boolean digits = !text.isEmpty() && text.length() <= 5 && text.chars().allMatch(Character::isDigit);
        if (!digits || Integer.parseInt(text) > most) {
            throw new CliException(ExitCode.USAGE, SimulatorCommandText.NOT_A_NUMBER, option, most, text);
        }
        return Integer.parseInt(text);
    }

    private static SimulatorProfile profile(String word) {
        for (SimulatorProfile profile : SimulatorProfile.values()) {
            if (profile.name().toLowerCase(Locale.ROOT).equals(word)) {
                return profile;
            }
        }
        throw new CliException(ExitCode.USAGE, SimulatorCommandText.NOT_A_PROFILE, word);
    }

    private static BigDecimal amount(String text) {
        try {
            return new BigDecimal(text);
        } catch (NumberFormatException e) {
            throw new CliException(ExitCode.USAGE, SimulatorCommandText.NOT_AN_AMOUNT, text);
        }
    }

    private static JsonNode script(Cli cli, String file) {
        Path path = cli.environment().workingDirectory().resolve(file);
        try {
            return Json5Document.parse(Files.readString(path)).root();
        } catch (IOException e) {
            throw new CliException(ExitCode.USAGE, SimulatorCommandText.CANNOT_READ, file);
        } catch (JsonException e) {
            throw new CliException(
                    ExitCode.USAGE, SimulatorCommandText.NOT_JSON, file, e.line(), e.column(), e.in(cli.language()));
        }
    }
}
