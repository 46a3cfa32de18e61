package cn.openclaw.cli;

import cn.openclaw.base.Text;
import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code agents}: several agents, each with its own workspace, keys, model and conversations. */
@AutoService(CliCommand.class)
public final class AgentsCommand implements CliCommand {
    private static final List<String> CHILDREN = List.of("list", "add", "delete", "set-identity");

    @Override
    public String name() {
        return "agents";
    }

    @Override
    public Text summary() {
        return AgentsText.SUMMARY;
    }

    @Override
    public CommandSpec spec(Cli cli) {
        return with(cli, CHILDREN);
    }

    @Override
    public CommandSpec spec(Cli cli, List<String> line) {
        return with(cli, Commands.asked(CHILDREN, line));
    }

    private static CommandSpec with(Cli cli, List<String> children) {
        CommandSpec agents = list(cli, "agents", AgentsText.SUMMARY);
        for (String child : children) {
            Commands.add(agents, child, child(cli, child));
        }
        return agents;
    }

    private static CommandSpec child(Cli cli, String name) {
        return switch (name) {
            case "list" -> list(cli, name, AgentsText.LIST);
            case "add" -> add(cli);
            case "delete" -> delete(cli);
            case "set-identity" -> identity(cli);
            default -> throw new IllegalArgumentException("no such sub-command: " + name);
        };
    }

    private static CommandSpec list(Cli cli, String name, Text summary) {
        CommandSpec list = Commands.command(cli, name, summary, line -> new AgentsList(new AgentsContext(cli))
                .print(line.hasMatchedOption("--bindings"), line.hasMatchedOption("--json")));
        list.addOption(Commands.flag(cli, AgentsText.BINDINGS, "--bindings"));
        list.addOption(Commands.flag(cli, AgentsText.JSON, "--json"));
        return list;
    }

    private static CommandSpec add(Cli cli) {
        CommandSpec add = Commands.command(cli, "add", AgentsText.ADD, line -> new AgentsAdd(new AgentsContext(cli)).add(
                new AgentsAdd.Wanted(
                        Optional.ofNullable(line.matchedPositionalValue(0, (String) null)),
                        text(line, "--workspace"),
                        text(line, "--model"),
                        text(line, "--agent-dir"),
                        line.matchedOptionValue("--bind", List.of())),
                line.hasMatchedOption("--non-interactive"),
                line.hasMatchedOption("--json")));
        add.addPositional(positional(cli, AgentsText.NAME, "[<name>]", "0..1"));
        add.addOption(Commands.value(cli, AgentsText.WORKSPACE, "<dir>", "--workspace"));
        add.addOption(Commands.value(cli, AgentsText.MODEL, "<model>", "--model"));
        add.addOption(Commands.value(cli, AgentsText.AGENT_DIR, "<dir>", "--agent-dir"));
        add.addOption(OptionSpec.builder("--bind")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .paramLabel("<channel[:account]>")
                .description(AgentsText.BIND.in(cli.language()))
                .build());
        add.addOption(Commands.flag(cli, AgentsText.SILENT, "--non-interactive"));
        add.addOption(Commands.flag(cli, AgentsText.JSON, "--json"));
        return add;
    }

    private static CommandSpec delete(Cli cli) {
        CommandSpec delete = Commands.command(cli, "delete", AgentsText.DELETE, line -> new AgentsDelete(new AgentsContext(cli)).delete(
                line.matchedPositionalValue(0, ""),
                new AgentsDelete.Wanted(
                        line.hasMatchedOption("--force"), line.hasMatchedOption("--with-workspace"), line.hasMatchedOption("--json"))));
        delete.addPositional(positional(cli, AgentsText.ID, "<id>", "1"));
        delete.addOption(Commands.flag(cli, AgentsText.FORCE, "--force", "--yes"));
        delete.addOption(Commands.flag(cli, AgentsText.WITH_WORKSPACE, "--with-workspace"));
        delete.addOption(Commands.flag(cli, AgentsText.JSON, "--json"));
        return delete;
    }

    private static CommandSpec identity(Cli cli) {
        CommandSpec identity = Commands.command(cli, "set-identity", AgentsText.IDENTITY, line ->
                new AgentsIdentity(new AgentsContext(cli)).set(
                        new AgentsIdentity.Wanted(
                                text(line, "--agent"),
                                text(line, "--workspace"),
                                text(line, "--identity-file"),
                                line.hasMatchedOption("--from-identity"),
                                new cn.openclaw.memory.Identity(
                                        text(line, "--name"), text(line, "--theme"), text(line, "--emoji"), text(line, "--avatar"))),
                        line.hasMatchedOption("--json")));
        identity.addOption(Commands.value(cli, AgentsText.ID, "<id>", "--agent"));
        identity.addOption(Commands.value(cli, AgentsText.BY_WORKSPACE, "<dir>", "--workspace"));
        identity.addOption(Commands.value(cli, AgentsText.IDENTITY_FILE, "<file>", "--identity-file"));
        identity.addOption(Commands.flag(cli, AgentsText.FROM_IDENTITY, "--from-identity"));
        identity.addOption(Commands.value(cli, AgentsText.OWN_NAME, "<name>", "--name"));
        identity.addOption(Commands.value(cli, AgentsText.THEME, "<words>", "--theme"));
        identity.addOption(Commands.value(cli, AgentsText.EMOJI, "<emoji>", "--emoji"));
        identity.addOption(Commands.value(cli, AgentsText.AVATAR, "<path>", "--avatar"));
        identity.addOption(Commands.flag(cli, AgentsText.JSON, "--json"));
        return identity;
    }

    private static PositionalParamSpec positional(Cli cli, Text what, String label, String arity) {
        return PositionalParamSpec.builder()
                .index("0")
                .arity(arity)
                .paramLabel(label)
                .type(String.class)
                .description(what.in(cli.language()))
                .build();
    }

    private static Optional<String> text(ParseResult line, String name) {
        return Optional.ofNullable(line.matchedOptionValue(name, (String) null)).filter(text -> !text.isBlank());
    }
}
