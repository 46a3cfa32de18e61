package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code config}: looks at the configuration file, and changes it without touching what was not asked for. */
@AutoService(CliCommand.class)
public final class ConfigCommand implements CliCommand {
    private static final List<String> CHILDREN =
            List.of("get", "set", "unset", "patch", "validate", "schema", "file", "explain", "undo");

    @Override
    public String name() {
        return "config";
    }

    @Override
    public Text summary() {
        return ConfigCommandText.SUMMARY;
    }

    @Override
    public CommandSpec spec(Cli cli) {
        return with(cli, CHILDREN);
    }

    @Override
    public CommandSpec spec(Cli cli, List<String> line) {
        return with(cli, Commands.asked(CHILDREN, line));
    }

    /** {@code config get PATH} is what scripts run again and again, and needs nobody to take it apart. */
    @Override
    public Optional<ExitCode> quick(Cli cli, List<String> line) {
        boolean plain = line.size() == 2 && line.getFirst().equals("get") && !line.getLast().startsWith("-");
        return plain ? Optional.of(new ConfigView(cli).get(Optional.of(line.getLast()), false, false)) : Optional.empty();
    }

    private CommandSpec with(Cli cli, List<String> children) {
        CommandSpec[] self = new CommandSpec[1];
        CommandSpec spec = Commands.command(cli, name(), summary(), _ -> {
            self[0].commandLine().usage(cli.out());
            return ExitCode.OK;
        });
        self[0] = spec;
        for (String child : children) {
            Commands.add(spec, child, child(cli, child));
        }
        return spec;
    }

    private static CommandSpec child(Cli cli, String name) {
        return switch (name) {
            case "get" -> get(cli);
            case "set" -> set(cli);
            case "unset" -> unset(cli);
            case "patch" -> patch(cli);
            case "validate" -> sub(cli, name, ConfigCommandText.VALIDATE, line -> new ConfigView(cli).validate(json(line)));
            case "schema" -> sub(cli, name, ConfigCommandText.SCHEMA, _ -> new ConfigView(cli).schema());
            case "file" -> sub(cli, name, ConfigCommandText.FILE, line -> new ConfigView(cli).file(json(line)));
            case "explain" -> explain(cli);
            case "undo" -> sub(cli, name, ConfigCommandText.UNDO, line -> new ConfigChange(cli, json(line)).undo());
            default -> throw new IllegalArgumentException("no such sub-command: " + name);
        };
    }

    private static CommandSpec get(Cli cli) {
        return sub(cli, "get", ConfigCommandText.GET, line -> new ConfigView(cli)
                        .get(path(line), json(line), line.hasMatchedOption("--reveal")))
                .addPositional(positional(cli, 0, "[PATH]", "0..1", ConfigCommandText.PATH_OR_ALL))
                .addOption(Commands.flag(cli, ConfigCommandText.REVEAL, "--reveal"));
    }

    private static CommandSpec set(Cli cli) {
        CommandSpec set = sub(cli, "set", ConfigCommandText.SET, line -> new ConfigChange(cli, false)
                        .set(line.matchedPositionalValue(0, ""), line.matchedPositionalValue(1, ""), json(line)))
                .addPositional(positional(cli, 0, "PATH", "1", ConfigCommandText.PATH))
                .addPositional(positional(cli, 1, "VALUE", "1", ConfigCommandText.VALUE));
        // -1 is a value and no option.
        set.parser().unmatchedOptionsArePositionalParams(true);
        return set;
    }

    private static CommandSpec unset(Cli cli) {
        return sub(cli, "unset", ConfigCommandText.UNSET, line -> new ConfigChange(cli, json(line))
                        .unset(line.matchedPositionalValue(0, "")))
                .addPositional(positional(cli, 0, "PATH", "1", ConfigCommandText.PATH));
    }

    private static CommandSpec patch(Cli cli) {
        return sub(cli, "patch", ConfigCommandText.PATCH, line -> new ConfigChange(cli, json(line))
                        .patch(line.matchedPositionalValue(0, ""), line.matchedOptionValue("--file", "")))
                .addPositional(positional(cli, 0, "[JSON5]", "0..1", ConfigCommandText.PATCH_VALUE))
                .addOption(Commands.value(cli, ConfigCommandText.PATCH_FILE, "FILE", "-f", "--file"));
    }

    private static CommandSpec explain(Cli cli) {
        return sub(cli, "explain", ConfigCommandText.EXPLAIN, line -> new ConfigExplain(cli)
                        .explain(path(line), json(line), line.hasMatchedOption("--reveal")))
                .addPositional(positional(cli, 0, "[PATH]", "0..1", ConfigCommandText.PATH_OR_ALL))
                .addOption(Commands.flag(cli, ConfigCommandText.REVEAL, "--reveal"));
    }

    private static CommandSpec sub(Cli cli, String name, Text summary, Commands.Body body) {
        Text json = name.equals("set") ? ConfigCommandText.STRICT : ConfigCommandText.JSON;
        String[] names = name.equals("set") ? new String[] {"--json", "--strict-json"} : new String[] {"--json"};
        return Commands.command(cli, name, summary, body).addOption(Commands.flag(cli, json, names));
    }

    private static Optional<String> path(ParseResult line) {
        return line.hasMatchedPositional(0) ? Optional.of(line.matchedPositionalValue(0, "")) : Optional.empty();
    }

    private static boolean json(ParseResult line) {
        return line.hasMatchedOption("--json");
    }

    private static PositionalParamSpec positional(Cli cli, int index, String label, String arity, Text what) {
        return PositionalParamSpec.builder()
                .index(Integer.toString(index))
                .arity(arity)
                .paramLabel(label)
                .type(String.class)
                .description(what.in(cli.language()).replace("%", "%%"))
                .build();
    }
}
