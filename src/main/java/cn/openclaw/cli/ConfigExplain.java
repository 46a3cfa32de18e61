package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigMask;
import cn.openclaw.config.ConfigPath;
import cn.openclaw.config.ConfigProblem;
import cn.openclaw.config.ConfigReload;
import cn.openclaw.config.ConfigSchema;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.ConfigSource;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.provider.ConfigCatalogue;
import cn.openclaw.provider.ConfigValues;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** {@code config explain}: all that is known about one key, for a person who wonders why something is as it is. */
final class ConfigExplain {
    private static final int NAME_WIDTH = 24;

    private final Cli cli;
    private final Places places;
    private final ConfigSnapshot snapshot;

    ConfigExplain(Cli cli) {
        this.cli = cli;
        this.places = Places.of(cli.environment());
        this.snapshot = new ConfigFile(places, cli.environment()).read();
    }

    /** Where a value comes from. */
    private enum Origin {
        FILE("file"),
        INCLUDED("include"),
        CATALOGUE("catalogue"),
        LIVE("live"),
        DEFAULT("default"),
        NOWHERE("unset");

        private final String word;

        Origin(String word) {
            this.word = word;
        }

        static Origin of(String catalogue) {
            return switch (catalogue) {
                case "live" -> LIVE;
                case "default" -> DEFAULT;
                default -> CATALOGUE;
            };
        }
    }

    /** The value that counts, masked unless told otherwise, and where it comes from. */
    private record Answer(Optional<JsonNode> value, Origin origin, Optional<ConfigSource> source) {}

    /** @param dotted the key; empty for the whole configuration */
    ExitCode explain(Optional<String> dotted, boolean json, boolean reveal) {
        List<String> path = dotted.map(ConfigPath::parse).orElse(List.of());
        Optional<ConfigSchema.Entry> entry = ConfigSchema.entry(path);
        Answer answer = answer(path, reveal);
        if (entry.isEmpty() && answer.value.isEmpty()) {
            cli.say(ConfigCommandText.NOT_FOUND, dotted.orElse(""));
            return ExitCode.FAILED;
        }
        if (json) {
            cli.out().println(Json.pretty(report(path, entry, answer)));
        } else {
            print(path, entry, answer);
        }
        return ExitCode.OK;
    }

    private Answer answer(List<String> path, boolean reveal) {
        Optional<ConfigSource> source = ConfigSource.find(places, cli.environment(), path);
        ConfigValues values = new ConfigValues(places, snapshot);
        Optional<JsonNode> written = values.written(path);
        if (written.isPresent()) {
            boolean included = source.map(ConfigSource::included).orElse(false);
            return new Answer(written.map(node -> shown(path, node, reveal)), included ? Origin.INCLUDED : Origin.FILE, source);
        }
        Optional<ConfigCatalogue.Found> listed = values.listed(path);
        if (listed.isPresent()) {
            return new Answer(listed.map(ConfigCatalogue.Found::value), Origin.of(listed.get().origin()), source);
        }
        Optional<JsonNode> fallback = ConfigValues.fallback(path);
        return new Answer(fallback, fallback.isPresent() ? Origin.DEFAULT : Origin.NOWHERE, source);
    }

    private static JsonNode shown(List<String> path, JsonNode node, boolean reveal) {
        return reveal ? node : ConfigMask.masked(path, node);
    }

    private void print(List<String> path, Optional<ConfigSchema.Entry> entry, Answer answer) {
        String name = path.isEmpty() ? places.display(places.configFile()) : ConfigPath.print(path);
        String value = answer.value.map(this::brief).orElseGet(() -> ConfigExplainText.UNSET.in(cli.language()));
        cli.out().println(name + " = " + value);
        line(ConfigExplainText.ORIGIN, origin(answer));
        answer.source.ifPresent(source -> source.variables().forEach(variable -> line(ConfigExplainText.VARIABLE, variable(variable))));
        entry.ifPresentOrElse(this::describe, () -> line(ConfigExplainText.MEANING, ConfigExplainText.UNKNOWN.in(cli.language())));
        if (!path.isEmpty()) {
            line(ConfigExplainText.EFFECT, ConfigReload.of(path).text().in(cli.language()));
        }
        for (ConfigProblem problem : problems(path)) {
            line(ConfigExplainText.PROBLEM, problem.in(cli.language()));
        }
        entry.ifPresent(this::keys);
    }

    private void describe(ConfigSchema.Entry entry) {
        String meaning = entry.description().in(cli.language());
        if (!meaning.isEmpty()) {
            line(ConfigExplainText.MEANING, meaning);
        }
        line(ConfigExplainText.TYPE, entry.type() + (entry.required() ? ConfigExplainText.REQUIRED.in(cli.language()) : ""));
        entry.fallback().ifPresent(fallback -> line(ConfigExplainText.DEFAULT, fallback));
    }

    private void keys(ConfigSchema.Entry entry) {
        if (entry.keys().isEmpty()) {
            return;
        }
        cli.out().println("  " + ConfigExplainText.KEYS.in(cli.language()));
        for (Map.Entry<String, Text> key : entry.keys().entrySet()) {
            String padding = " ".repeat(Math.max(1, NAME_WIDTH - key.getKey().length()));
            cli.out().println("    " + (key.getKey() + padding + key.getValue().in(cli.language())).stripTrailing());
        }
    }

    private void line(Text label, String text) {
        cli.out().println("  " + label.in(cli.language()) + text);
    }

    /** One line, or the beginning of it. */
    private String brief(JsonNode value) {
        String text = Json.write(value);
        int room = Math.max(40, cli.screen().width() * 2);
        return text.length() <= room ? text : text.substring(0, room) + "…";
    }

    private String origin(Answer answer) {
        String place = answer.source
                .map(source -> places.display(source.file()) + ":" + source.line() + ":" + source.column())
                .orElse("");
        boolean stale = snapshot.origin() == ConfigSnapshot.Origin.LAST_GOOD;
        return switch (answer.origin) {
            case FILE -> stale ? ConfigExplainText.FROM_LAST_GOOD.in(cli.language()) : place;
            case INCLUDED -> ConfigExplainText.FROM_INCLUDED.in(cli.language(), place);
            case CATALOGUE -> ConfigExplainText.FROM_CATALOGUE.in(cli.language());
            case LIVE -> ConfigExplainText.FROM_LIVE.in(cli.language());
            case DEFAULT -> ConfigExplainText.FROM_DEFAULT.in(cli.language());
            case NOWHERE -> ConfigExplainText.FROM_NOWHERE.in(cli.language());
        };
    }

    private String variable(String name) {
        return "${" + name + "}: " + variableOrigin(name).in(cli.language());
    }

    private Text variableOrigin(String name) {
        ConfigSnapshot.VariableSource source = snapshot.variables().get(name);
        if (source == null) {
            return snapshot.environment().get(name).isPresent() ? ConfigExplainText.FROM_PROCESS : ConfigExplainText.NOT_SET;
        }
        return switch (source) {
            case DOTENV_HERE -> ConfigExplainText.FROM_DOTENV_HERE;
            case DOTENV_STATE -> ConfigExplainText.FROM_DOTENV_STATE;
            case CONFIG -> ConfigExplainText.FROM_ENV_BLOCK;
            case SHELL -> ConfigExplainText.FROM_SHELL;
        };
    }

    /** What is wrong with this key or something below it. */
    private List<ConfigProblem> problems(List<String> path) {
        String dotted = String.join(".", path);
        return snapshot.problems().stream()
                .filter(problem -> path.isEmpty() || (problem.path() + ".").startsWith(dotted + "."))
                .toList();
    }

    private ObjectNode report(List<String> path, Optional<ConfigSchema.Entry> entry, Answer answer) {
        ObjectNode report = Json.object();
        report.put("path", ConfigPath.print(path));
        answer.value.ifPresent(value -> report.set("value", value));
        report.put("origin", answer.origin.word);
        answer.source.ifPresent(source -> source(report, source));
        entry.ifPresent(known -> schema(report, known));
        if (!path.isEmpty()) {
            report.put("effect", ConfigReload.of(path).name().toLowerCase(Locale.ROOT).replace('_', '-'));
        }
        var problems = report.putArray("problems");
        problems(path).forEach(problem -> problems.add(problem.in(cli.language())));
        return report;
    }

    private void source(ObjectNode report, ConfigSource source) {
        report.put("file", source.file().toString()).put("line", source.line()).put("column", source.column());
        var variables = report.putArray("variables");
        for (String name : source.variables()) {
            variables.addObject()
                    .put("name", name)
                    .put("set", snapshot.environment().get(name).isPresent())
                    .put("from", variableOrigin(name).in(cli.language()));
        }
    }

    private void schema(ObjectNode report, ConfigSchema.Entry entry) {
        report.put("description", entry.description().in(cli.language()));
        report.put("type", entry.type());
        report.put("required", entry.required());
        report.put("secret", entry.secret());
        entry.fallback().ifPresent(fallback -> report.set("default", Json.parse(fallback)));
        ObjectNode keys = report.putObject("keys");
        entry.keys().forEach((key, description) -> keys.put(key, description.in(cli.language())));
    }
}
