package cn.openclaw.cli;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import java.util.concurrent.Callable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.ParseResult;

/** The few shapes from which every command is built, by picocli's programmatic model: no annotation is read at start. */
final class Commands {

    private Commands() {}

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
        CommandSpec spec = CommandSpec.wrapWithoutInspection(call).name(name);
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
