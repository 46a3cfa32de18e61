package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import cn.openclaw.provider.ModelRows;
import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code models}: which models there are, which of them are used, with which key, and how a reference would be asked. */
@AutoService(CliCommand.class)
public final class ModelsCommand implements CliCommand {
    private static final List<String> CHILDREN = List.of(
            "list",
            "status",
            "set",
            "set-image",
            "aliases",
            "fallbacks",
            "image-fallbacks",
            "scan",
            "refresh",
            "explain",
            "auth");
    private static final String[] PROBE_VALUES = {
        "--probe-provider", "--probe-profile", "--probe-timeout", "--probe-concurrency", "--probe-max-tokens"
    };

    private static final ModelRows.Wanted USUAL_ROWS = new ModelRows.Wanted(false, false, Optional.empty());

    @Override
    public String name() {
        return "models";
    }

    @Override
    public Text summary() {
        return ModelsText.MODELS;
    }

    @Override
    public CommandSpec spec(Cli cli) {
        return with(cli, CHILDREN);
    }

    @Override
    public CommandSpec spec(Cli cli, List<String> line) {
        return with(cli, Commands.asked(CHILDREN, line));
    }

    /** {@code models list} is what scripts run again and again, and needs nobody to take it apart. */
    @Override
    public Optional<ExitCode> quick(Cli cli, List<String> line) {
        if (line.isEmpty() || line.size() > 2 || !line.getFirst().equals("list")) {
            return Optional.empty();
        }
        boolean json = line.getLast().equals("--json");
        boolean plain = line.getLast().equals("--plain");
        return line.size() == 1 || json || plain
                ? Optional.of(list(cli, Optional.empty(), USUAL_ROWS, ModelsOutput.of(json, plain)))
                : Optional.empty();
    }

    private static CommandSpec with(Cli cli, List<String> children) {
        CommandSpec models = Commands.command(cli, "models", ModelsText.MODELS, line -> status(cli, line, "--status-"));
        models.addOption(Commands.flag(cli, ModelsText.JSON, "--status-json", "--json"));
        models.addOption(Commands.flag(cli, ModelsText.PLAIN, "--status-plain", "--plain"));
        for (String child : children) {
            Commands.add(models, child, child(cli, child));
        }
        return models;
    }

    private static CommandSpec child(Cli cli, String name) {
        return switch (name) {
            case "list" -> list(cli);
            case "status" -> status(cli);
            case "set" -> set(cli, name, ModelsText.SET, "model");
            case "set-image" -> set(cli, name, ModelsText.SET_IMAGE, "imageModel");
            case "aliases" -> aliases(cli);
            case "fallbacks" -> fallbacks(cli, name, ModelsText.FALLBACKS, "model");
            case "image-fallbacks" -> fallbacks(cli, name, ModelsText.IMAGE_FALLBACKS, "imageModel");
            case "scan" -> scan(cli);
            case "refresh" -> refresh(cli);
            case "explain" -> explain(cli);
            case "auth" -> ModelsAuth.spec(cli);
            default -> throw new IllegalArgumentException("no such sub-command: " + name);
        };
    }

    private static CommandSpec list(Cli cli) {
        CommandSpec list = Commands.command(cli, "list", ModelsText.LIST, line -> {
            ModelRows.Wanted wanted = new ModelRows.Wanted(
                    flag(line, "--all"), flag(line, "--local"), text(line, "--provider"));
            return list(cli, text(line, "--agent"), wanted, format(line));
        });
        formats(cli, list);
        list.addOption(Commands.flag(cli, ModelsText.LIST_ALL, "--all"));
        list.addOption(Commands.flag(cli, ModelsText.LIST_LOCAL, "--local"));
        list.addOption(Commands.value(cli, ModelsText.LIST_PROVIDER, "<id>", "--provider"));
        list.addOption(Commands.value(cli, ModelsText.AGENT, "<id>", "--agent"));
        return list;
    }

    private static ExitCode list(Cli cli, Optional<String> agent, ModelRows.Wanted wanted, ModelsOutput format) {
        new ModelsList(new ModelsContext(cli, agent)).print(wanted, format);
        return ExitCode.OK;
    }

    private static CommandSpec status(Cli cli) {
        CommandSpec status = Commands.command(cli, "status", ModelsText.STATUS, line -> status(cli, line, "--"));
        formats(cli, status);
        status.addOption(Commands.flag(cli, ModelsText.CHECK, "--check"));
        status.addOption(Commands.flag(cli, ModelsText.BALANCE, "--balance"));
        status.addOption(Commands.flag(cli, ModelsText.PROBE, "--probe"));
        Text[] meanings = {
            ModelsText.PROBE_PROVIDER,
            ModelsText.PROBE_PROFILE,
            ModelsText.PROBE_TIMEOUT,
            ModelsText.PROBE_CONCURRENCY,
            ModelsText.PROBE_MAX_TOKENS
        };
        for (int at = 0; at < PROBE_VALUES.length; at++) {
            status.addOption(Commands.value(cli, meanings[at], at < 2 ? "<id>" : "<n>", PROBE_VALUES[at]));
        }
        status.addOption(Commands.value(cli, ModelsText.AGENT, "<id>", "--agent"));
        return status;
    }

    private static ExitCode status(Cli cli, ParseResult line, String prefix) throws InterruptedException {
        ModelsOutput format = ModelsOutput.of(flag(line, prefix + "json"), flag(line, prefix + "plain"));
        boolean group = prefix.equals("--status-");
        ModelsContext context = new ModelsContext(cli, group ? Optional.empty() : text(line, "--agent"));
        ModelsStatus.Wanted wanted = group
                ? ModelsStatus.Wanted.PLAIN
                : new ModelsStatus.Wanted(flag(line, "--check"), flag(line, "--balance"), probe(line));
        return new ModelsStatus(context).print(wanted, format);
    }

    private static Optional<ModelsProbe.Options> probe(ParseResult line) {
        if (!flag(line, "--probe")) {
            return Optional.empty();
        }
        return Optional.of(new ModelsProbe.Options(
                text(line, "--probe-provider"),
                text(line, "--probe-profile"),
                number(line, "--probe-timeout", 8000),
                number(line, "--probe-concurrency", 2),
                number(line, "--probe-max-tokens", 8)));
    }

    private static CommandSpec set(Cli cli, String name, Text summary, String key) {
        CommandSpec set = Commands.command(cli, name, summary, line -> {
            new ModelsEdits(new ModelsContext(cli, Optional.empty())).set(key, words(line, 0), flag(line, "--force"), flag(line, "--spell-out"));
            return ExitCode.OK;
        });
        set.addOption(Commands.flag(cli, ModelsText.FORCE, "--force"));
        set.addOption(Commands.flag(cli, ModelsText.SPELL_OUT, "--spell-out"));
        set.addPositional(reference(0));
        return set;
    }

    private static CommandSpec aliases(Cli cli) {
        CommandSpec list = Commands.command(cli, "list", ModelsText.ALIASES_LIST, line -> {
            new ModelsEdits(new ModelsContext(cli, Optional.empty())).listAliases(format(line));
            return ExitCode.OK;
        });
        formats(cli, list);
        CommandSpec add = Commands.command(cli, "add", ModelsText.ALIASES_ADD, line -> {
            new ModelsEdits(new ModelsContext(cli, Optional.empty())).addAlias(word(line, 0), words(line, 1));
            return ExitCode.OK;
        });
        add.addPositional(positional("<alias>", "0", "1"));
        add.addPositional(reference(1));
        CommandSpec remove = Commands.command(cli, "remove", ModelsText.ALIASES_REMOVE, line -> {
            new ModelsEdits(new ModelsContext(cli, Optional.empty())).removeAlias(words(line, 0));
            return ExitCode.OK;
        });
        remove.addPositional(positional("<alias>", "0..*", "1..*"));
        CommandSpec group = Commands.command(cli, "aliases", ModelsText.ALIASES, line -> {
            new ModelsEdits(new ModelsContext(cli, Optional.empty())).listAliases(format(line));
            return ExitCode.OK;
        });
        formats(cli, group);
        Commands.add(group, "list", list);
        Commands.add(group, "add", add);
        Commands.add(group, "remove", remove);
        return group;
    }

    private static CommandSpec fallbacks(Cli cli, String name, Text summary, String key) {
        CommandSpec list = Commands.command(cli, "list", ModelsText.FALLBACKS_LIST, line -> {
            new ModelsFallbacks(new ModelsContext(cli, Optional.empty()), key).list(format(line));
            return ExitCode.OK;
        });
        formats(cli, list);
        CommandSpec add = Commands.command(cli, "add", ModelsText.FALLBACKS_ADD, line -> {
            new ModelsFallbacks(new ModelsContext(cli, Optional.empty()), key).add(words(line, 0), flag(line, "--force"));
            return ExitCode.OK;
        });
        add.addOption(Commands.flag(cli, ModelsText.FORCE, "--force"));
        add.addPositional(reference(0));
        CommandSpec remove = Commands.command(cli, "remove", ModelsText.FALLBACKS_REMOVE, line -> {
            new ModelsFallbacks(new ModelsContext(cli, Optional.empty()), key).remove(words(line, 0));
            return ExitCode.OK;
        });
        remove.addPositional(reference(0));
        CommandSpec clear = Commands.command(cli, "clear", ModelsText.FALLBACKS_CLEAR, _ -> {
            new ModelsFallbacks(new ModelsContext(cli, Optional.empty()), key).clear();
            return ExitCode.OK;
        });
        CommandSpec group = Commands.command(cli, name, summary, line -> {
            new ModelsFallbacks(new ModelsContext(cli, Optional.empty()), key).list(format(line));
            return ExitCode.OK;
        });
        formats(cli, group);
        Commands.add(group, "list", list);
        Commands.add(group, "add", add);
        Commands.add(group, "remove", remove);
        Commands.add(group, "clear", clear);
        return group;
    }

    private static CommandSpec refresh(Cli cli) {
        CommandSpec refresh = Commands.command(cli, "refresh", ModelsText.REFRESH, line -> {
            ModelsContext context = new ModelsContext(cli, Optional.empty());
            return new ModelsRefresh(context).run(text(line, "--provider"), flag(line, "--json"));
        });
        refresh.addOption(Commands.value(cli, ModelsText.REFRESH_PROVIDER, "<id>", "--provider"));
        refresh.addOption(Commands.flag(cli, ModelsText.JSON, "--json"));
        return refresh;
    }

    private static CommandSpec explain(Cli cli) {
        CommandSpec explain = Commands.command(cli, "explain", ModelsText.EXPLAIN, line -> {
            ModelsContext context = new ModelsContext(cli, text(line, "--agent"));
            new ModelsExplain(context).print(words(line, 0), flag(line, "--json"));
            return ExitCode.OK;
        });
        explain.addOption(Commands.flag(cli, ModelsText.JSON, "--json"));
        explain.addOption(Commands.value(cli, ModelsText.AGENT, "<id>", "--agent"));
        explain.addPositional(positional("<ref>", "0..*", "0..*"));
        return explain;
    }

    private static CommandSpec scan(Cli cli) {
        CommandSpec scan = Commands.command(cli, "scan", ModelsText.SCAN, line -> {
            ModelsScan.Options options = new ModelsScan.Options(
                    number(line, "--min-params", 0),
                    number(line, "--max-age-days", 0),
                    text(line, "--provider"),
                    number(line, "--max-candidates", 6),
                    number(line, "--timeout", 8000),
                    number(line, "--concurrency", 2),
                    !flag(line, "--no-probe"),
                    flag(line, "--yes"),
                    flag(line, "--no-input"),
                    flag(line, "--set-default"),
                    flag(line, "--set-image"),
                    flag(line, "--json"));
            return new ModelsScan(new ModelsContext(cli, Optional.empty()), options).run();
        });
        scan.addOption(Commands.value(cli, ModelsText.SCAN_MIN_PARAMS, "<b>", "--min-params"));
        scan.addOption(Commands.value(cli, ModelsText.SCAN_MAX_AGE, "<days>", "--max-age-days"));
        scan.addOption(Commands.value(cli, ModelsText.SCAN_PROVIDER, "<name>", "--provider"));
        scan.addOption(Commands.value(cli, ModelsText.SCAN_CANDIDATES, "<n>", "--max-candidates"));
        scan.addOption(Commands.value(cli, ModelsText.PROBE_TIMEOUT, "<ms>", "--timeout"));
        scan.addOption(Commands.value(cli, ModelsText.PROBE_CONCURRENCY, "<n>", "--concurrency"));
        scan.addOption(Commands.flag(cli, ModelsText.SCAN_NO_PROBE, "--no-probe"));
        scan.addOption(Commands.flag(cli, ModelsText.SCAN_YES, "--yes"));
        scan.addOption(Commands.flag(cli, ModelsText.SCAN_NO_INPUT, "--no-input"));
        scan.addOption(Commands.flag(cli, ModelsText.SCAN_SET_DEFAULT, "--set-default"));
        scan.addOption(Commands.flag(cli, ModelsText.SCAN_SET_IMAGE, "--set-image"));
        scan.addOption(Commands.flag(cli, ModelsText.JSON, "--json"));
        return scan;
    }

    private static void formats(Cli cli, CommandSpec spec) {
        spec.addOption(Commands.flag(cli, ModelsText.JSON, "--json"));
        spec.addOption(Commands.flag(cli, ModelsText.PLAIN, "--plain"));
    }

    private static ModelsOutput format(ParseResult line) {
        return ModelsOutput.of(flag(line, "--json"), flag(line, "--plain"));
    }

    /** A reference may hold blanks (an alias), so all remaining words are one. */
    private static PositionalParamSpec reference(int from) {
        return positional("<ref>", from + "..*", "1..*");
    }

    private static PositionalParamSpec positional(String label, String index, String arity) {
        return PositionalParamSpec.builder()
                .paramLabel(label)
                .index(index)
                .arity(arity)
                .type(index.indexOf('.') < 0 ? String.class : String[].class)
                .build();
    }

    private static boolean flag(ParseResult line, String name) {
        return line.hasMatchedOption(name);
    }

    private static Optional<String> text(ParseResult line, String name) {
        return Optional.ofNullable(line.<String>matchedOptionValue(name, null)).filter(value -> !value.isBlank());
    }

    private static int number(ParseResult line, String name, int otherwise) {
        Optional<String> text = text(line, name);
        if (text.isEmpty()) {
            return otherwise;
        }
        try {
            int value = Integer.parseInt(text.get().strip());
            if (value >= 0) {
                return value;
            }
        } catch (NumberFormatException e) {
            throw new UsageException(ModelsText.NOT_A_NUMBER, name, text.get());
        }
        throw new UsageException(ModelsText.NOT_A_NUMBER, name, text.get());
    }

    private static String word(ParseResult line, int at) {
        return line.originalArgs().isEmpty() ? "" : positionals(line).get(at);
    }

    private static String words(ParseResult line, int from) {
        List<String> all = positionals(line);
        return String.join(" ", all.subList(Math.min(from, all.size()), all.size()));
    }

    private static List<String> positionals(ParseResult line) {
        return line.matchedPositionals().stream()
                .flatMap(spec -> spec.originalStringValues().stream())
                .toList();
    }
}
