package cn.openclaw.cli;

import cn.openclaw.base.Text;
import com.google.auto.service.AutoService;
import java.util.List;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;

/** {@code mcp list|add|remove|test}. */
@AutoService(CliCommand.class)
public final class McpCommand implements CliCommand {
    @Override
    public String name() {
        return "mcp";
    }

    @Override
    public Text summary() {
        return McpText.SUMMARY;
    }

    @Override
    public CommandSpec spec(Cli cli) {
        CommandSpec mcp = Commands.command(cli, name(), summary(), line -> new McpServersPage(cli, line.hasMatchedOption("--json")).list());
        mcp.addOption(Commands.flag(cli, McpText.JSON, "--json"));
        CommandSpec list = Commands.command(
                cli, "list", McpText.LIST, line -> new McpServersPage(cli, line.hasMatchedOption("--json")).list());
        list.addOption(Commands.flag(cli, McpText.JSON, "--json"));
        Commands.add(mcp, "list", list);
        Commands.add(mcp, "add", add(cli));
        CommandSpec remove = Commands.command(
                cli, "remove", McpText.REMOVE, line -> new McpServersPage(cli, false).remove(line.matchedPositionalValue(0, "")));
        remove.addPositional(positional(cli, McpText.NAME, "<name>", "1"));
        Commands.add(mcp, "remove", remove);
        CommandSpec test = Commands.command(
                cli,
                "test",
                McpText.TEST,
                line -> new McpServersPage(cli, line.hasMatchedOption("--json")).test(line.matchedPositionalValue(0, "")));
        test.addPositional(positional(cli, McpText.NAME, "<name>", "0..1"));
        test.addOption(Commands.flag(cli, McpText.JSON, "--json"));
        Commands.add(mcp, "test", test);
        return mcp;
    }

    private static CommandSpec add(Cli cli) {
        CommandSpec add = Commands.command(cli, "add", McpText.ADD, line -> new McpServersPage(cli, false)
                .add(new McpServersPage.Entry(
                        line.matchedPositionalValue(0, ""),
                        line.matchedPositionalValue(1, List.<String>of()),
                        line.matchedOptionValue("--url", ""),
                        line.matchedOptionValue("--env", List.<String>of()),
                        line.matchedOptionValue("--header", List.<String>of()),
                        line.matchedOptionValue("--cwd", ""),
                        line.matchedOptionValue("--timeout", ""),
                        line.hasMatchedOption("--trust"))));
        add.addPositional(positional(cli, McpText.NAME, "<name>", "1"));
        add.addPositional(PositionalParamSpec.builder()
                .index("1..*")
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel("<command>")
                .description(McpText.COMMAND.in(cli.language()).replace("%", "%%"))
                .build());
        add.addOption(Commands.value(cli, McpText.URL, "<url>", "--url"));
        add.addOption(many(cli, McpText.ENV, "--env"));
        add.addOption(many(cli, McpText.HEADER, "--header"));
        add.addOption(Commands.value(cli, McpText.CWD, "<folder>", "--cwd"));
        add.addOption(Commands.value(cli, McpText.TIMEOUT, "<seconds>", "--timeout"));
        add.addOption(Commands.flag(cli, McpText.TRUST, "--trust"));
        return add;
    }

    private static OptionSpec many(Cli cli, Text what, String name) {
        return OptionSpec.builder(name)
                .type(List.class)
                .auxiliaryTypes(String.class)
                .arity("1")
                .paramLabel("NAME=VALUE")
                .description(what.in(cli.language()).replace("%", "%%"))
                .build();
    }

    private static PositionalParamSpec positional(Cli cli, Text what, String label, String arity) {
        return PositionalParamSpec.builder()
                .index("0")
                .arity(arity)
                .type(String.class)
                .paramLabel(label)
                .description(what.in(cli.language()))
                .build();
    }
}
