package cn.openclaw.cli;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The few shapes from which every command is built, by picocli's programmatic model: no annotation is read at start. */
final class Commands {

    /** Lists are all that picocli has to make here. Its own factory looks for Groovy when it is loaded, which opens and checks every jar. */
    private static final CommandLine.IFactory FACTORY = new CommandLine.IFactory() {
        @Override
        public <K> K create(Class<K> type) throws Exception {
            return type == List.class ? type.cast(new ArrayList<>()) : CommandLine.defaultFactory().create(type);
        }
    };

    private Commands() {}

    /** What parses the words for a command. {@code @file} is a word like others: a value may begin so. */
    static CommandLine parser(CommandSpec spec) {
        return new CommandLine(spec, FACTORY).setExpandAtFiles(false);
    }

    /** The one sub-command that a line asks for, so that no other is built for it; all of them where it names none, as for help. */
    static List<String> asked(List<String> children, List<String> line) {
        return !line.isEmpty() && children.contains(line.getFirst()) ? line.subList(0, 1) : children;
    }

    static void add(CommandSpec parent, String name, CommandSpec child) {
        parent.addSubcommand(name, parser(child));
    }

    /** What a command does with what was parsed. */
    @FunctionalInterface
    interface Body {
        /** Returns normally, or throws {@link ClawException} with the exit code in it. */
        ExitCode run(ParseResult line) throws InterruptedException;
    }

    /** A command with a body. The spec's own {@code ParseResult} reaches it when picocli executes it. */
    static CommandSpec command(Cli cli, String name, Text summary, Body body) {
        CommandSpec[] self = new CommandSpec[1];
        Callable<Integer> call = () -> body.run(self[0].commandLine().getParseResult()).number();
        CommandSpec spec = CommandSpec.wrapWithoutInspection(call, FACTORY).name(name);
        self[0] = spec;
        spec.usageMessage().description(summary.in(cli.language()).replace("%", "%%"));
        spec.addOption(OptionSpec.builder("-h", "--help")
                .usageHelp(true)
                .description(CliText.HELP_OPTION.in(cli.language()))
                .build());
        return spec;
    }

    /** An option without a value. */
    static OptionSpec flag(Cli cli, Text what, String... names) {
        return OptionSpec.builder(names)
                .type(boolean.class)
                .description(what.in(cli.language()).replace("%", "%%"))
                .build();
    }

    /** An option with one value, a string. */
    static OptionSpec value(Cli cli, Text what, String label, String... names) {
        return OptionSpec.builder(names)
                .type(String.class)
                .arity("1")
                .paramLabel(label)
                .description(what.in(cli.language()).replace("%", "%%"))
                .build();
    }
}
