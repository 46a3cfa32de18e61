package cn.openclaw.cli;

import cn.openclaw.base.ClawException;
import cn.openclaw.base.Environment;
import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Language;
import cn.openclaw.base.Redactor;
import cn.openclaw.config.ConfigException;
import cn.openclaw.config.FileTrouble;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.time.InstantSource;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.random.RandomGenerator;
import picocli.CommandLine;

/** Where the process starts: the only place that asks the real world. */
public final class Main {
    private static final List<String> GLOBAL = List.of("--profile", "--dev");

    private Main() {}

    public static void main(String[] arguments) {
        Cli cli = real();
        int code = run(cli, arguments);
        code = heard(cli, code);
        cli.err().flush();
        // The one exit of the program: threads that others started must not hold a finished command.
        Runtime.getRuntime().halt(code);
    }

    /** The world as it is. */
    static Cli real() {
        Environment environment = Environment.real();
        return new Cli(
                environment,
                Language.of(environment),
                System.in,
                stream(FileDescriptor.out),
                stream(FileDescriptor.err),
                Screen.of(environment, System.getProperty("openclaw.tty", "")),
                InstantSource.system(),
                RandomGenerator.getDefault());
    }

    private static PrintStream stream(FileDescriptor descriptor) {
        return new PrintStream(new FileOutputStream(descriptor), true, StandardCharsets.UTF_8);
    }

    /**
     * A success whose words reached nobody is none: an export onto a full disk would be cut short in silence. Whoever closed the pipe
     * ({@code | head}) has what they wanted, though.
     */
    static int heard(Cli cli, int code) {
        if (!cli.out().checkError() || code != ExitCode.OK.number()) {
            return code;
        }
        try (FileOutputStream again = new FileOutputStream(FileDescriptor.out)) {
            again.write('\n');
        } catch (IOException e) {
            String reason = String.valueOf(e.getMessage());
            if (reason.contains("Broken pipe")) {
                return code;
            }
            cli.say(CliText.NOT_ALL_SAID, reason);
        }
        return ExitCode.FAILED.number();
    }

    /** Runs a command line in a given world; returns the exit code. */
    static int run(Cli cli, String... arguments) {
        try {
            if (arguments.length > 0 && GLOBAL.contains(arguments[0].split("=", 2)[0])) {
                GlobalFlags global = GlobalFlags.parse(cli.environment(), List.of(arguments));
                return command(cli.in(global.environment()), global.arguments().toArray(String[]::new));
            }
            return command(cli, arguments);
        } catch (ClawException e) {
            return failed(cli, e);
        } catch (StackOverflowError | OutOfMemoryError e) {
            return ourFault(cli, e);
        } finally {
            Endings.close();
        }
    }

    private static int command(Cli cli, String... arguments) {
        if (arguments.length == 0 || arguments[0].equals("--help") || arguments[0].equals("-h")) {
            help(cli);
            return ExitCode.OK.number();
        }
        if (arguments[0].equals("--version") || arguments[0].equals("-V")) {
            cli.out().println(version());
            return ExitCode.OK.number();
        }
        Optional<CliCommand> command = find(arguments[0]);
        if (command.isEmpty()) {
            cli.say(CliText.UNKNOWN_COMMAND, redacted(cli, arguments[0]));
            return ExitCode.USAGE.number();
        }
        String[] line = Arrays.copyOfRange(arguments, 1, arguments.length);
        try {
            Optional<ExitCode> done = command.get().quick(cli, List.of(line));
            return done.isPresent() ? done.get().number() : execute(cli, command.get(), line);
        } catch (RuntimeException e) {
            return failed(cli, e);
        }
    }

    private static int execute(Cli cli, CliCommand command, String... arguments) {
        var spec = command.spec(cli, List.of(arguments));
        spec.name("openclaw-cn " + command.name());
        return Commands.parser(spec)
                .setOut(writer(cli.out()))
                .setErr(writer(cli.err()))
                .setParameterExceptionHandler((wrong, _) -> usage(cli, wrong))
                .setExecutionExceptionHandler((exception, _, _) -> failed(cli, exception))
                .execute(arguments);
    }

    private static PrintWriter writer(PrintStream stream) {
        return new PrintWriter(stream, true, StandardCharsets.UTF_8);
    }

    /** One sentence instead of picocli's page of help: what is wrong, what may have been meant, and where to read on. */
    private static int usage(Cli cli, CommandLine.ParameterException wrong) {
        String suggestions = wrong instanceof CommandLine.UnmatchedArgumentException unmatched
                ? String.join(", ", unmatched.getSuggestions())
                : "";
        String command = wrong.getCommandLine().getCommandSpec().qualifiedName();
        // A key behind a mistyped option must not be repeated.
        String what = redacted(cli, String.valueOf(wrong.getMessage()).split("\\R", 2)[0]);
        if (suggestions.isEmpty()) {
            cli.say(CliText.WRONG_USAGE, what, command);
        } else {
            cli.say(CliText.WRONG_USAGE_NEAR, what, command, suggestions);
        }
        return ExitCode.USAGE.number();
    }

    private static int failed(Cli cli, Exception exception) {
        if (exception instanceof ConfigException config) {
            config.problems().forEach(problem -> cli.err().println(problem.in(cli.language())));
        }
        if (exception instanceof ClawException known) {
            cli.err().println(redacted(cli, known.in(cli.language())));
            return known.exitCode().number();
        }
        if (exception instanceof InterruptedException) {
            return ExitCode.INTERRUPTED.number();
        }
        Optional<CliException> disk = exception instanceof UncheckedIOException file ? disk(file) : Optional.empty();
        return disk.isPresent() ? failed(cli, disk.get()) : ourFault(cli, exception);
    }

    /** What is wrong with a file, as a sentence; empty where no file is known. */
    static Optional<CliException> disk(UncheckedIOException exception) {
        return exception.getCause() instanceof FileSystemException file
                ? Optional.of(new CliException(ExitCode.FAILED, CliText.DISK, String.valueOf(file.getFile()), FileTrouble.why(file)))
                : Optional.empty();
    }

    /** The last net: a provider's answer may quote the key it refuses. */
    private static String redacted(Cli cli, String sentence) {
        return Redactor.of(cli.environment()).redact(sentence);
    }

    /** A bug of ours: the person gets an id and the place of the details, never a trace. */
    private static int ourFault(Cli cli, Throwable bug) {
        String id = Long.toHexString(cli.random().nextLong());
        cli.say(CliText.OUR_FAULT, id, CrashLog.write(cli, id, bug));
        return ExitCode.FAILED.number();
    }

    /** {@code foo-bar} is {@code FooBarCommand}: found by its name, so that no other command's class is loaded. */
    static Optional<CliCommand> find(String name) {
        if (!isWord(name)) {
            return Optional.empty();
        }
        StringBuilder type = new StringBuilder("cn.openclaw.cli.");
        for (String word : name.split("-", -1)) {
            type.append(word.substring(0, 1).toUpperCase(Locale.ROOT)).append(word.substring(1));
        }
        try {
            Class<?> found = Class.forName(type.append("Command").toString());
            return Optional.of((CliCommand) found.getDeclaredConstructor().newInstance());
        } catch (ClassNotFoundException e) {
            return Optional.empty();
        } catch (ReflectiveOperationException e) {
            throw new IllegalStateException("a command needs a public class with an empty constructor: " + type, e);
        }
    }

    /** Small letters and digits, words joined by single dashes. By hand: the first pattern of a process costs milliseconds. */
    private static boolean isWord(String name) {
        boolean start = true;
        for (int at = 0; at < name.length(); at++) {
            char c = name.charAt(at);
            boolean letter = c >= 'a' && c <= 'z';
            boolean inside = !start && ((c >= '0' && c <= '9') || (c == '-' && at + 1 < name.length()));
            if (!letter && !inside) {
                return false;
            }
            start = c == '-';
        }
        return !name.isEmpty();
    }

    static List<CliCommand> all() {
        return ServiceLoader.load(CliCommand.class).stream()
                .map(ServiceLoader.Provider::get)
                .sorted(Comparator.comparing(CliCommand::name))
                .toList();
    }

    private static void help(Cli cli) {
        cli.out().println("openclaw-cn " + version() + " — " + CliText.SUMMARY.in(cli.language()));
        cli.out().println();
        for (CliCommand command : all()) {
            cli.out().printf("  %-12s %s%n", command.name(), command.summary().in(cli.language()));
        }
        cli.out().println();
        cli.print(CliText.MORE_HELP);
    }

    static String version() {
        try (InputStream text = Main.class.getResourceAsStream("/cn/openclaw/version.txt")) {
            return text == null ? "dev" : new String(text.readAllBytes(), StandardCharsets.UTF_8).strip();
        } catch (IOException e) {
            throw new IllegalStateException("the version is not in the jar", e);
        }
    }
}
