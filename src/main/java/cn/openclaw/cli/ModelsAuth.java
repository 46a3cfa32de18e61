package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.OptionSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code models auth …}: what the person's keys are, where they are kept, and in which order they are tried. */
final class ModelsAuth {
    private final Cli cli;

    private ModelsAuth(Cli cli) {
        this.cli = cli;
    }

    /** The command {@code auth} with all below it, to be put under {@code models}. */
    static CommandSpec spec(Cli cli) {
        return new ModelsAuth(cli).spec();
    }

    private CommandSpec spec() {
        CommandSpec auth = group("auth", ModelsAuthText.AUTH);
        add(auth, list());
        add(auth, save("add", ModelsAuthText.ADD, false));
        add(auth, save("paste-key", ModelsAuthText.PASTE_KEY, false));
        add(auth, save("paste-token", ModelsAuthText.PASTE_TOKEN, true));
        add(auth, remove());
        add(auth, order());
        add(auth, sealing("encrypt", ModelsAuthText.ENCRYPT, ModelsAuthSealing::encrypt));
        add(auth, sealing("decrypt", ModelsAuthText.DECRYPT, ModelsAuthSealing::decrypt));
        add(auth, sealing("status", ModelsAuthText.STATUS, ModelsAuthSealing::status));
        for (String name : List.of("login", "setup-token", "login-github-copilot")) {
            add(auth, unsupported(name));
        }
        return auth;
    }

    private static void add(CommandSpec parent, CommandSpec child) {
        Commands.add(parent, child.name(), child);
    }

    /** A command that only has others below it: alone it shows its help. */
    private CommandSpec group(String name, Text summary) {
        return Commands.command(cli, name, summary, line -> {
            line.commandSpec().commandLine().usage(cli.out());
            return ExitCode.OK;
        });
    }

    private CommandSpec list() {
        CommandSpec spec = Commands.command(cli, "list", ModelsAuthText.LIST, line -> {
            new ModelsAuthList(store(line)).list(text(line, "--provider"), json(line));
            return ExitCode.OK;
        });
        return spec.addOption(Commands.value(cli, ModelsAuthText.PROVIDER, "ID", "--provider"))
                .addOption(agentOption())
                .addOption(jsonOption());
    }

    private CommandSpec save(String name, Text summary, boolean token) {
        CommandSpec spec = Commands.command(cli, name, summary, line -> {
            var ask = new ModelsAuthSave.Ask(
                    name,
                    token,
                    text(line, "--provider"),
                    text(line, "--profile-id"),
                    text(line, token ? "--token" : "--api-key"),
                    token ? text(line, "--expires-in") : Optional.empty(),
                    json(line));
            new ModelsAuthSave(store(line)).save(ask);
            return ExitCode.OK;
        });
        String suffix = token ? "manual" : "default";
        String profile = ModelsAuthText.PROFILE_ID.in(cli.language(), suffix);
        spec.addOption(Commands.value(cli, ModelsAuthText.PROVIDER, "ID", "--provider"))
                .addOption(Commands.value(cli, new Text(profile, profile), "ID", "--profile-id"))
                .addOption(Commands.value(cli, ModelsAuthText.API_KEY, "KEY", token ? "--token" : "--api-key"))
                .addOption(agentOption())
                .addOption(jsonOption());
        if (token) {
            spec.addOption(Commands.value(cli, ModelsAuthText.EXPIRES_IN, "TIME", "--expires-in"));
        }
        return spec;
    }

    private CommandSpec remove() {
        CommandSpec spec = Commands.command(cli, "remove", ModelsAuthText.REMOVE, line -> {
            new ModelsAuthSave(store(line)).remove(ids(line), json(line));
            return ExitCode.OK;
        });
        return spec.addOption(agentOption()).addOption(jsonOption()).addPositional(idsParameter());
    }

    private CommandSpec order() {
        CommandSpec order = group("order", ModelsAuthText.ORDER);
        add(order, orderCommand("get", ModelsAuthText.ORDER_GET, line -> ordering(line).get()));
        add(order, orderCommand("set", ModelsAuthText.ORDER_SET, line -> ordering(line).set(ids(line)))
                .addPositional(idsParameter()));
        add(order, orderCommand("clear", ModelsAuthText.ORDER_CLEAR, line -> ordering(line).clear()));
        return order;
    }

    private CommandSpec orderCommand(String name, Text summary, Consumer<ParseResult> body) {
        CommandSpec spec = Commands.command(cli, name, summary, line -> {
            body.accept(line);
            return ExitCode.OK;
        });
        return spec.addOption(Commands.value(cli, ModelsAuthText.PROVIDER, "ID", "--provider"))
                .addOption(agentOption())
                .addOption(jsonOption());
    }

    private ModelsAuthOrder ordering(ParseResult line) {
        return new ModelsAuthOrder(store(line), text(line, "--provider"), json(line));
    }

    private CommandSpec sealing(String name, Text summary, Consumer<ModelsAuthSealing> body) {
        CommandSpec spec = Commands.command(cli, name, summary, line -> {
            body.accept(new ModelsAuthSealing(store(line), json(line)));
            return ExitCode.OK;
        });
        return spec.addOption(agentOption()).addOption(jsonOption());
    }

    /** The original's other ways in: their options are taken, so that the one sentence is all that a person reads. */
    private CommandSpec unsupported(String name) {
        CommandSpec spec = Commands.command(cli, name, ModelsAuthText.LOGIN, _ -> {
            throw new UsageException(ModelsAuthText.NO_LOGIN, name);
        });
        spec.parser().unmatchedArgumentsAllowed(true);
        spec.usageMessage().hidden(true);
        return spec;
    }

    private ModelsAuthStore store(ParseResult line) {
        return new ModelsAuthStore(cli, text(line, "--agent"));
    }

    private OptionSpec agentOption() {
        return Commands.value(cli, ModelsAuthText.AGENT, "ID", "--agent");
    }

    private OptionSpec jsonOption() {
        return Commands.flag(cli, ModelsAuthText.JSON, "--json");
    }

    private PositionalParamSpec idsParameter() {
        return PositionalParamSpec.builder()
                .paramLabel("ID")
                .arity("0..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .description(ModelsAuthText.IDS.in(cli.language()))
                .build();
    }

    private static boolean json(ParseResult line) {
        return line.hasMatchedOption("--json");
    }

    private static List<String> ids(ParseResult line) {
        return line.matchedPositionalValue(0, List.<String>of()).stream().map(String::strip).toList();
    }

    private static Optional<String> text(ParseResult line, String option) {
        boolean known = line.commandSpec().findOption(option) != null;
        return known ? Optional.ofNullable(line.matchedOptionValue(option, (String) null)) : Optional.empty();
    }
}
