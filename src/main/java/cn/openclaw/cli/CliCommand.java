package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;

/**
 * One command. {@code foo-bar} lives in the class {@code FooBarCommand} and is found by that name, so that a short command
 * loads one class and not all; {@code ServiceLoader} lists them for {@code --help}.
 */
public interface CliCommand {
    /** The word on the command line. */
    String name();

    /** One line for {@code --help}. */
    Text summary();

    /** Options, sub-commands and what to run, built by picocli's programmatic model; see {@link Commands}. */
    CommandSpec spec(Cli cli);

    /**
     * The same with no more than this command line needs: building sub-commands that nobody asked for is half the time of a
     * short command.
     *
     * @param line the words after the command's name
     */
    default CommandSpec spec(Cli cli, List<String> line) {
        return spec(cli);
    }

    /**
     * Answers a plain command line at once, without the parser of arguments, whose classes take longer to load than the answer
     * takes to find. For the few lines that scripts run in loops; it must do exactly what {@link #spec} would.
     *
     * @param line the words after the command's name
     * @return empty if the line is not one of them
     */
    default Optional<ExitCode> quick(Cli cli, List<String> line) {
        return Optional.empty();
    }
}
