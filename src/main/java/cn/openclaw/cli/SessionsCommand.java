package cn.openclaw.cli;

import cn.openclaw.base.Text;
import com.google.auto.service.AutoService;
import java.util.List;
import java.util.Optional;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;

/** {@code sessions}: what was said, to be listed, read, searched, exported and deleted. */
@AutoService(CliCommand.class)
public final class SessionsCommand implements CliCommand {
    private static final List<String> CHILDREN = List.of("list", "show", "search", "export", "delete");

    @Override
    public String name() {
        return "sessions";
    }

    @Override
    public Text summary() {
        return SessionsText.SUMMARY;
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
        CommandSpec sessions = listing(cli, "sessions", SessionsText.SUMMARY);
        for (String child : children) {
            Commands.add(sessions, child, child(cli, child));
        }
        return sessions;
    }

    private static CommandSpec child(Cli cli, String name) {
        return switch (name) {
            case "list" -> listing(cli, name, SessionsText.LIST);
            case "show" -> show(cli);
            case "search" -> search(cli);
            case "export" -> export(cli);
            case "delete" -> delete(cli);
            default -> throw new IllegalArgumentException("no such sub-command: " + name);
        };
    }

    private static CommandSpec listing(Cli cli, String name, Text summary) {
        CommandSpec list = Commands.command(cli, name, summary, line -> new SessionsList(new SessionsContext(cli)).print(
                new SessionsList.Wanted(
                        text(line, "--agent"), text(line, "--store"), number(line, "--active"), line.hasMatchedOption("--verbose")),
                line.hasMatchedOption("--json")));
        list.addOption(Commands.flag(cli, SessionsText.JSON, "--json"));
        list.addOption(Commands.flag(cli, SessionsText.VERBOSE, "--verbose"));
        list.addOption(Commands.value(cli, SessionsText.STORE, "<path>", "--store"));
        list.addOption(Commands.value(cli, SessionsText.ACTIVE, "<minutes>", "--active"));
        list.addOption(Commands.value(cli, SessionsText.AGENT, "<id>", "--agent"));
        return list;
    }

    private static CommandSpec show(Cli cli) {
        CommandSpec show = Commands.command(cli, "show", SessionsText.SHOW, line -> {
            SessionsContext context = new SessionsContext(cli);
            SessionsShow.Wanted wanted = new SessionsShow.Wanted(
                    number(line, "--last"), line.hasMatchedOption("--thinking"), line.hasMatchedOption("--full"));
            return new SessionsShow(context, wanted).print(session(context, line, 0), line.hasMatchedOption("--json"));
        });
        show.addPositional(positional(cli, SessionsText.SESSION, "<session>", "0", "1"));
        show.addOption(Commands.value(cli, SessionsText.LAST, "<n>", "--last", "-n"));
        show.addOption(Commands.flag(cli, SessionsText.THINKING, "--thinking"));
        show.addOption(Commands.flag(cli, SessionsText.FULL, "--full"));
        return common(cli, show);
    }

    private static CommandSpec search(Cli cli) {
        CommandSpec search = Commands.command(cli, "search", SessionsText.SEARCH, line -> {
            List<String> words = line.matchedPositionalValue(0, List.of());
            return new SessionsSearch(new SessionsContext(cli)).print(
                    new SessionsSearch.Wanted(
                            String.join(" ", words),
                            text(line, "--agent"),
                            text(line, "--session"),
                            text(line, "--role"),
                            text(line, "--since"),
                            number(line, "--limit").orElse(20)),
                    line.hasMatchedOption("--json"));
        });
        search.addPositional(PositionalParamSpec.builder()
                .index("0..*")
                .arity("1..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel("<words>")
                .description(SessionsText.WORDS.in(cli.language()))
                .build());
        search.addOption(Commands.value(cli, SessionsText.IN_SESSION, "<session>", "--session"));
        search.addOption(Commands.value(cli, SessionsText.ROLE, "<role>", "--role"));
        search.addOption(Commands.value(cli, SessionsText.SINCE, "<time>", "--since"));
        search.addOption(Commands.value(cli, SessionsText.LIMIT, "<n>", "--limit"));
        return common(cli, search);
    }

    private static CommandSpec export(Cli cli) {
        CommandSpec export = Commands.command(cli, "export", SessionsText.EXPORT, line -> {
            SessionsContext context = new SessionsContext(cli);
            return new SessionsExport(context).export(
                    session(context, line, 0), text(line, "--format"), text(line, "--output"), line.hasMatchedOption("--force"));
        });
        export.addPositional(positional(cli, SessionsText.SESSION, "<session>", "0", "1"));
        export.addOption(Commands.value(cli, SessionsText.FORMAT, "<format>", "--format", "-f"));
        export.addOption(Commands.value(cli, SessionsText.OUTPUT, "<file>", "--output", "-o"));
        export.addOption(Commands.flag(cli, SessionsText.FORCE, "--force"));
        export.addOption(Commands.value(cli, SessionsText.AGENT, "<id>", "--agent"));
        return export;
    }

    private static CommandSpec delete(Cli cli) {
        CommandSpec delete = Commands.command(cli, "delete", SessionsText.DELETE, line -> {
            List<String> names = line.matchedPositionalValue(0, List.of());
            return new SessionsDelete(new SessionsContext(cli))
                    .delete(names, text(line, "--agent"), line.hasMatchedOption("--yes"), line.hasMatchedOption("--json"));
        });
        delete.addPositional(PositionalParamSpec.builder()
                .index("0..*")
                .arity("1..*")
                .type(List.class)
                .auxiliaryTypes(String.class)
                .paramLabel("<session>")
                .description(SessionsText.SESSION.in(cli.language()))
                .build());
        delete.addOption(Commands.flag(cli, SessionsText.YES, "--yes", "-y"));
        return common(cli, delete);
    }

    private static CommandSpec common(Cli cli, CommandSpec spec) {
        spec.addOption(Commands.value(cli, SessionsText.AGENT, "<id>", "--agent"));
        spec.addOption(Commands.flag(cli, SessionsText.JSON, "--json"));
        return spec;
    }

    private static cn.openclaw.session.Sessions.Listed session(SessionsContext context, ParseResult line, int index) {
        return context.find(line.matchedPositionalValue(index, ""), text(line, "--agent"));
    }

    private static PositionalParamSpec positional(Cli cli, Text what, String label, String index, String arity) {
        return PositionalParamSpec.builder()
                .index(index)
                .arity(arity)
                .paramLabel(label)
                .type(String.class)
                .description(what.in(cli.language()))
                .build();
    }

    private static Optional<String> text(ParseResult line, String name) {
        return Optional.ofNullable(line.matchedOptionValue(name, null));
    }

    private static Optional<Integer> number(ParseResult line, String name) {
        return text(line, name).map(written -> {
            try {
                int number = Integer.parseInt(written.strip());
                if (number > 0) {
                    return number;
                }
            } catch (NumberFormatException e) {
                // Said below, like a number that is too small.
            }
            throw new UsageException(SessionsText.BAD_NUMBER, name, written);
        });
    }
}
