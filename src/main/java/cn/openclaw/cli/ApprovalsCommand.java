package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.session.SessionKey;
import cn.openclaw.tool.exec.ExecApprovals;
import cn.openclaw.tool.exec.Sandbox;
import com.google.auto.service.AutoService;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.IntNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code approvals}: the lists of what runs unasked, seen and changed by a person; no tool can. */
@AutoService(CliCommand.class)
public final class ApprovalsCommand implements CliCommand {
    private static final JsonNode ONE = IntNode.valueOf(1);

    @Override
    public String name() {
        return "approvals";
    }

    @Override
    public Text summary() {
        return ApprovalsText.SUMMARY;
    }

    @Override
    public CommandSpec spec(Cli cli) {
        CommandSpec spec = Commands.command(cli, name(), summary(), line -> list(cli, line));
        spec.addOption(Commands.flag(cli, ApprovalsText.JSON, "--json"));
        CommandSpec list = Commands.command(cli, "list", ApprovalsText.LIST, line -> list(cli, line));
        list.addOption(Commands.flag(cli, ApprovalsText.JSON, "--json"));
        Commands.add(spec, "list", list);
        Commands.add(spec, "get", Commands.command(cli, "get", ApprovalsText.GET, _ -> get(cli)));
        CommandSpec set = Commands.command(cli, "set", ApprovalsText.SET, line -> set(cli, line));
        set.addOption(Commands.value(cli, ApprovalsText.FILE, "FILE", "--file"));
        set.addOption(Commands.flag(cli, ApprovalsText.STDIN, "--stdin"));
        Commands.add(spec, "set", set);
        CommandSpec allowlist = Commands.command(cli, "allowlist", ApprovalsText.ALLOWLIST, line -> list(cli, line));
        Commands.add(allowlist, "add", words(cli, "add", ApprovalsText.ADD, ApprovalsCommand::allow));
        Commands.add(allowlist, "remove", words(cli, "remove", ApprovalsText.REMOVE, ApprovalsCommand::remove));
        Commands.add(spec, "allowlist", allowlist);
        CommandSpec allow = words(cli, "allow", ApprovalsText.ALLOW, ApprovalsCommand::allow);
        allow.addOption(Commands.value(cli, ApprovalsText.CWD, "FOLDER", "--cwd"));
        allow.parser().stopAtPositional(true);
        Commands.add(spec, "allow", allow);
        Commands.add(spec, "remove", words(cli, "remove", ApprovalsText.REMOVE, ApprovalsCommand::remove));
        return spec;
    }

    @FunctionalInterface
    private interface Action {
        ExitCode run(Cli cli, ParseResult line);
    }

    private static CommandSpec words(Cli cli, String name, Text what, Action action) {
        CommandSpec spec = Commands.command(cli, name, what, line -> action.run(cli, line));
        spec.addOption(Commands.value(cli, ApprovalsText.AGENT, "ID", "--agent"));
        spec.addPositional(PositionalParamSpec.builder()
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1..*")
                .index("0..*")
                .paramLabel("WORD")
                .description(ApprovalsText.WORDS.in(cli.language()))
                .build());
        return spec;
    }

    private static ExecApprovals approvals(Cli cli) {
        return new ExecApprovals(Places.of(cli.environment()));
    }

    private static ExitCode list(Cli cli, ParseResult line) {
        ExecApprovals approvals = approvals(cli);
        if (line.hasMatchedOption("--json")) {
            return get(cli);
        }
        ObjectNode defaults = approvals.read().path("defaults") instanceof ObjectNode there ? there : Json.object();
        if (!defaults.isEmpty()) {
            cli.print(
                    ApprovalsText.SETTINGS,
                    defaults.path("security").asString("allowlist"),
                    defaults.path("ask").asString("on-miss"));
        }
        List<ExecApprovals.Allowed> programs = approvals.allowed();
        List<ExecApprovals.Exact> commands = approvals.exact();
        Sandbox sandbox = Sandbox.probe();
        cli.print(sandbox.works() ? ApprovalsText.SANDBOX : ApprovalsText.NO_SANDBOX, sandbox.works() ? sandbox.maker() : sandbox.problem());
        if (programs.isEmpty() && commands.isEmpty()) {
            cli.print(ApprovalsText.NOTHING);
            return ExitCode.OK;
        }
        if (!programs.isEmpty()) {
            cli.print(ApprovalsText.PROGRAMS);
            for (ExecApprovals.Allowed entry : programs) {
                String used = entry.lastUsedAt()
                        .map(at -> Instant.ofEpochMilli(at).toString())
                        .orElse(ApprovalsText.NEVER_USED.in(cli.language()));
                cli.out().println("  " + entry.id() + "  " + entry.agent() + "  " + AgentScreen.safe(entry.pattern()) + "  " + used);
            }
        }
        if (!commands.isEmpty()) {
            cli.print(ApprovalsText.COMMANDS);
            for (ExecApprovals.Exact entry : commands) {
                cli.out().println("  " + entry.id() + "  " + entry.agent() + "  " + entry.cwd() + "  " + AgentScreen.safe(entry.command()));
            }
        }
        return ExitCode.OK;
    }

    private static ExitCode get(Cli cli) {
        cli.out().println(Json.pretty(approvals(cli).read()));
        return ExitCode.OK;
    }

    private static ExitCode set(Cli cli, ParseResult line) {
        String file = line.matchedOptionValue("--file", "");
        if (file.isEmpty() && !line.hasMatchedOption("--stdin")) {
            throw new UsageException(ApprovalsText.NO_INPUT);
        }
        String name = file.isEmpty() ? "-" : file;
        try {
            byte[] bytes = file.isEmpty()
                    ? cli.in().readAllBytes()
                    : Files.readAllBytes(cli.environment().workingDirectory().resolve(file));
            if (!(Json.parse(new String(bytes, StandardCharsets.UTF_8)) instanceof ObjectNode tree)) {
                throw new UsageException(ApprovalsText.BAD_FILE, name, "[]");
            }
            if (tree.has("version") && !tree.get("version").equals(ONE)) {
                throw new UsageException(ApprovalsText.BAD_VERSION, name, Json.write(tree.get("version")));
            }
            tree.set("version", ONE);
            approvals(cli).write(tree);
            cli.print(ApprovalsText.SAVED, approvals(cli).file());
            return ExitCode.OK;
        } catch (IOException | JsonException e) {
            throw new UsageException(ApprovalsText.BAD_FILE, name, String.valueOf(e.getMessage()));
        }
    }

    private static ExitCode allow(Cli cli, ParseResult line) {
        List<String> words = line.matchedPositionalValue(0, List.of());
        Places places = Places.of(cli.environment());
        ConfigSnapshot snapshot = new ConfigFile(places, cli.environment()).read();
        String agent = line.matchedOptionValue("--agent", snapshot.config().agents().defaultId());
        String id = agent.equals("*") ? agent : SessionKey.agentId(agent);
        ExecApprovals approvals = new ExecApprovals(places);
        String folder = line.matchedOption("--cwd") == null ? "" : line.matchedOptionValue("--cwd", "");
        if (!folder.isEmpty()) {
            return exactly(cli, approvals, words, new Place(id, folder, places, snapshot));
        }
        if (words.size() != 1) {
            throw new UsageException(ApprovalsText.ONE);
        }
        String pattern = words.getFirst().strip();
        if (ExecApprovals.runsOthers(pattern)) {
            cli.say(ApprovalsText.RUNS_OTHERS, pattern);
        }
        boolean added = approvals.allow(id, pattern, cli.random());
        cli.print(added ? ApprovalsText.ALLOWED : ApprovalsText.THERE, pattern);
        return ExitCode.OK;
    }

    private record Place(String agent, String folder, Places places, ConfigSnapshot snapshot) {}

    private static ExitCode exactly(Cli cli, ExecApprovals approvals, List<String> words, Place place) {
        Path folder = place.places().home().resolve(cli.environment().workingDirectory()).resolve(place.folder());
        if (!Files.isDirectory(folder)) {
            throw new UsageException(ApprovalsText.NO_FOLDER, folder);
        }
        Path workspace = place.places().workspace(place.snapshot().config(), place.agent());
        Optional<ExecApprovals.Exact> exact = ExecApprovals.exactly(
                new ExecApprovals.Where(place.agent(), folder, workspace, place.snapshot().environment().get("PATH").orElse("")),
                words,
                cli.random());
        if (exact.isEmpty()) {
            throw new UsageException(ApprovalsText.NO_PROGRAM, words.getFirst());
        }
        boolean added = approvals.allowExactly(exact.get());
        cli.print(added ? ApprovalsText.ALLOWED : ApprovalsText.THERE, exact.get().command());
        return ExitCode.OK;
    }

    private static ExitCode remove(Cli cli, ParseResult line) {
        List<String> words = line.matchedPositionalValue(0, List.of());
        int removed = 0;
        for (String word : words) {
            int found = approvals(cli).remove(word.strip());
            if (found == 0) {
                throw new UsageException(ApprovalsText.NO_ENTRY, word);
            }
            removed += found;
        }
        cli.print(ApprovalsText.REMOVED, removed);
        return ExitCode.OK;
    }
}
