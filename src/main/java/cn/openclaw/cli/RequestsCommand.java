package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import cn.openclaw.config.Places;
import cn.openclaw.journal.RequestJournal;
import cn.openclaw.journal.RequestQuery;
import cn.openclaw.json.Json;
import com.google.auto.service.AutoService;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Model.PositionalParamSpec;
import picocli.CommandLine.ParseResult;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code requests}: what was asked of models, and how it went; {@code requests replay} asks again. */
@AutoService(CliCommand.class)
public final class RequestsCommand implements CliCommand {
    private static final List<String> CHILDREN = List.of("list", "show", "replay");
    private static final int USUAL = 20;
    private static final int MOST = 10_000;
    /** Columns that a whole row wants, more or less. */
    private static final int ROOMY = 130;
    private static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("MM-dd HH:mm:ss");

    @Override
    public String name() {
        return "requests";
    }

    @Override
    public Text summary() {
        return RequestsText.SUMMARY;
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
        CommandSpec requests = filters(cli, Commands.command(cli, "requests", RequestsText.SUMMARY, line -> list(cli, line)));
        for (String child : children) {
            Commands.add(requests, child, switch (child) {
                case "list" -> filters(cli, Commands.command(cli, child, RequestsText.LIST, line -> list(cli, line)));
                case "show" -> one(cli, Commands.command(cli, child, RequestsText.SHOW, line -> show(cli, line)));
                case "replay" -> one(cli, Commands.command(cli, child, RequestsText.REPLAY, line -> replay(cli, line)))
                        .addOption(Commands.value(cli, RequestsText.OTHER_MODEL, "<model>", "--model"));
                default -> throw new IllegalArgumentException("no such sub-command: " + child);
            });
        }
        return requests;
    }

    private static CommandSpec filters(Cli cli, CommandSpec spec) {
        spec.addOption(Commands.value(cli, RequestsText.LIMIT, "<n>", "--limit"));
        spec.addOption(Commands.value(cli, RequestsText.STATUS, "<outcome>", "--status"));
        spec.addOption(Commands.value(cli, RequestsText.CALLER, "<name>", "--caller"));
        spec.addOption(Commands.value(cli, RequestsText.MODEL, "<model>", "--model"));
        return spec.addOption(Commands.flag(cli, RequestsText.JSON, "--json"));
    }

    private static CommandSpec one(Cli cli, CommandSpec spec) {
        spec.addPositional(PositionalParamSpec.builder()
                .index("0")
                .arity("1")
                .type(String.class)
                .paramLabel("<id>")
                .description(RequestsText.ID.in(cli.language()))
                .build());
        return spec.addOption(Commands.flag(cli, RequestsText.JSON, "--json"));
    }

    private static List<ObjectNode> read(Cli cli, Predicate<ObjectNode> wanted, int most) {
        try {
            return RequestJournal.read(Places.of(cli.environment()).stateDir(), wanted, most);
        } catch (IOException e) {
            throw new UsageException(RequestsText.UNREADABLE, String.valueOf(e.getMessage()));
        }
    }

    private static Optional<String> option(ParseResult line, String name) {
        return Optional.ofNullable(line.matchedOptionValue(name, (String) null));
    }

    private static int limit(ParseResult line) {
        String word = line.matchedOptionValue("--limit", String.valueOf(USUAL)).strip();
        boolean plain = !word.isEmpty() && word.length() <= 5 && word.chars().allMatch(Character::isDigit);
        int limit = plain ? Integer.parseInt(word) : 0;
        if (limit < 1 || limit > MOST) {
            throw new UsageException(RequestsText.BAD_LIMIT, word);
        }
        return limit;
    }

    private static ExitCode list(Cli cli, ParseResult line) {
        RequestQuery query = new RequestQuery(
                Optional.empty(), option(line, "--status"), option(line, "--caller"), option(line, "--model"));
        List<ObjectNode> found = read(cli, query::matches, limit(line));
        if (line.hasMatchedOption("--json")) {
            ArrayNode requests = Json.array();
            found.forEach(request -> {
                request.remove("body");
                request.remove("answer");
                requests.add(request);
            });
            ObjectNode answer = Json.object();
            answer.set("requests", requests);
            cli.out().println(Json.pretty(answer));
            return ExitCode.OK;
        }
        if (found.isEmpty()) {
            cli.print(query.equals(RequestQuery.ALL) ? RequestsText.EMPTY : RequestsText.NO_MATCH);
            return ExitCode.OK;
        }
        table(cli, found);
        return ExitCode.OK;
    }

    /** In a narrow terminal only what tells one from another; the rest is in {@code requests show}. */
    private static void table(Cli cli, List<ObjectNode> found) {
        boolean narrow = cli.screen().out() && cli.screen().width() < ROOMY;
        List<String[]> rows = new ArrayList<>();
        rows.add(RequestsText.COLUMNS.stream().map(text -> text.in(cli.language())).toArray(String[]::new));
        found.forEach(request -> rows.add(row(request, narrow)));
        if (narrow) {
            rows.replaceAll(row -> List.of(0, 1, 2, 4, 5).stream().map(at -> row[at]).toArray(String[]::new));
        }
        Columns.table(cli.out(), rows);
    }

    private static String[] row(ObjectNode request, boolean narrow) {
        String model = Json.text(request, "provider") == null
                ? word(request, "asked")
                : narrow ? word(request, "model") : word(request, "provider") + "/" + word(request, "model");
        JsonNode tokens = request.get("tokens");
        String used = tokens == null ? "" : number(tokens, "input") + "+" + number(tokens, "output");
        return new String[] {
            at(request),
            word(request, "id"),
            number(request, "status") + " " + word(request, "outcome"),
            word(request, "door"),
            model,
            number(request, "durationMs") + " ms",
            used,
            word(request, "caller"),
            Columns.cut(word(request, "error"), 60)
        };
    }

    private static String at(ObjectNode request) {
        JsonNode at = request.get("at");
        return at == null ? "" : TIME.format(Instant.ofEpochMilli(at.longValue()).atZone(ZoneId.systemDefault()));
    }

    private static String word(ObjectNode request, String name) {
        String word = Json.text(request, name);
        return word == null ? "" : word;
    }

    private static String number(JsonNode tree, String name) {
        JsonNode value = tree.get(name);
        return value == null || !value.isNumber() ? "-" : value.isIntegralNumber() ? String.valueOf(value.longValue()) : String.valueOf(Math.round(value.doubleValue()));
    }

    /** The one whose id begins so. */
    private static ObjectNode find(Cli cli, ParseResult line) {
        String id = line.matchedPositionalValue(0, "").strip();
        List<ObjectNode> found = read(cli, request -> word(request, "id").startsWith(id), MOST);
        List<ObjectNode> exact = found.stream().filter(request -> word(request, "id").equals(id)).toList();
        if (!exact.isEmpty()) {
            return exact.getFirst();
        }
        if (id.isEmpty() || found.isEmpty()) {
            throw new UsageException(RequestsText.UNKNOWN, id);
        }
        if (found.size() > 1) {
            throw new UsageException(RequestsText.SEVERAL, id, found.size());
        }
        return found.getFirst();
    }

    private static ExitCode show(Cli cli, ParseResult line) {
        ObjectNode request = find(cli, line);
        if (line.hasMatchedOption("--json")) {
            cli.out().println(Json.pretty(request));
            return ExitCode.OK;
        }
        List<String[]> rows = new ArrayList<>();
        request.properties().forEach(member -> {
            JsonNode value = member.getValue();
            String shown = member.getKey().equals("at") ? at(request) : value.isString() ? value.stringValue() : Json.write(value);
            rows.add(new String[] {member.getKey(), shown});
        });
        Columns.print(cli.out(), rows);
        return ExitCode.OK;
    }

    private static ExitCode replay(Cli cli, ParseResult line) throws InterruptedException {
        ObjectNode request = find(cli, line);
        String id = word(request, "id");
        if (word(request, "door").equals("agent")) {
            throw new UsageException(RequestsText.AGENTS, id, word(request, "session"));
        }
        if (word(request, "body").isEmpty()) {
            throw new UsageException(RequestsText.NO_BODY, id);
        }
        if (request.has("bodyRedacted")) {
            cli.say(RequestsText.MASKED);
        }
        RequestsReplay.Result now = new RequestsReplay(cli).send(request, option(line, "--model"));
        if (line.hasMatchedOption("--json")) {
            ObjectNode answer = Json.object();
            ObjectNode before = request.deepCopy();
            before.remove("body");
            before.remove("answer");
            answer.set("then", before);
            answer.set("now", now.json());
            cli.out().println(Json.pretty(answer));
        } else {
            cli.out().print(now.body());
            cli.out().println();
            cli.say(
                    RequestsText.COMPARED,
                    number(request, "status"),
                    number(request, "firstByteMs"),
                    number(request, "durationMs"),
                    now.status(),
                    now.firstByteMs(),
                    now.millis());
        }
        return now.exitCode();
    }
}
