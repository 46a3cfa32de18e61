package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigMask;
import cn.openclaw.config.ConfigPath;
import cn.openclaw.config.ConfigProblem;
import cn.openclaw.config.ConfigSchema;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.provider.ConfigValues;
import java.nio.file.Files;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code config} shows without changing anything: {@code get}, {@code validate}, {@code schema}, {@code file}. */
final class ConfigView {
    private final Cli cli;
    private final Places places;

    ConfigView(Cli cli) {
        this.cli = cli;
        this.places = Places.of(cli.environment());
    }

    ConfigSnapshot read() {
        return new ConfigFile(places, cli.environment()).read();
    }

    /**
     * Prints a value with variables put in and defaults filled in: a scalar plainly, else as JSON.
     *
     * @param dotted where; empty for the whole configuration
     */
    ExitCode get(Optional<String> dotted, boolean json, boolean reveal) {
        List<String> path = dotted.map(ConfigPath::parse).orElse(List.of());
        ConfigSnapshot snapshot = read();
        boolean elsewhere = warn(snapshot);
        Optional<JsonNode> found = new ConfigValues(places, snapshot).effective(path);
        if (found.isEmpty()) {
            cli.say(ConfigCommandText.NOT_FOUND, dotted.orElse(""));
            return ExitCode.FAILED;
        }
        JsonNode shown = reveal ? found.get() : ConfigMask.masked(path, found.get());
        cli.out().println(shown.isString() && !json ? shown.stringValue() : Json.pretty(shown));
        return elsewhere ? ExitCode.USAGE : ExitCode.OK;
    }

    /** Tells on standard error what is wrong with the file; whether the configuration is therefore not the file's. */
    private boolean warn(ConfigSnapshot snapshot) {
        if (snapshot.isValid()) {
            return false;
        }
        boolean elsewhere = snapshot.origin() != ConfigSnapshot.Origin.FILE;
        cli.say(ConfigCommandText.INVALID_AT, places.display(snapshot.file()));
        for (ConfigProblem problem : snapshot.problems()) {
            cli.err().println("  " + problem.in(cli.language()));
        }
        if (elsewhere) {
            boolean copy = snapshot.origin() == ConfigSnapshot.Origin.LAST_GOOD;
            cli.say(copy ? ConfigCommandText.LAST_GOOD : ConfigCommandText.DEFAULTS);
            cli.say(ConfigCommandText.REPAIR);
        }
        return elsewhere;
    }

    /** Every problem as {@code file:line:column: path: sentence}; ends with 2 if there is one. */
    ExitCode validate(boolean json) {
        ConfigSnapshot snapshot = read();
        if (json) {
            cli.out().println(Json.pretty(report(snapshot)));
        } else {
            snapshot.warnings().forEach(warning -> cli.err().println(warning.in(cli.language())));
            snapshot.problems().forEach(problem -> cli.out().println(problem.in(cli.language())));
            String file = places.display(snapshot.file());
            if (snapshot.isValid()) {
                cli.print(snapshot.exists() ? ConfigCommandText.VALID : ConfigCommandText.VALID_ABSENT, file);
            } else {
                cli.say(ConfigCommandText.INVALID_AT, file);
                cli.say(ConfigCommandText.REPAIR);
            }
        }
        return snapshot.isValid() ? ExitCode.OK : ExitCode.USAGE;
    }

    private ObjectNode report(ConfigSnapshot snapshot) {
        ObjectNode report = Json.object();
        report.put("valid", snapshot.isValid());
        report.put("file", snapshot.file().toString());
        report.put("exists", snapshot.exists());
        list(report.putArray("problems"), snapshot.problems());
        list(report.putArray("warnings"), snapshot.warnings());
        return report;
    }

    private void list(ArrayNode into, List<ConfigProblem> problems) {
        for (ConfigProblem problem : problems) {
            into.addObject()
                    .put("file", problem.file().toString())
                    .put("line", problem.line())
                    .put("column", problem.column())
                    .put("path", problem.path())
                    .put("message", problem.text().in(cli.language(), problem.arguments().toArray()));
        }
    }

    ExitCode schema() {
        cli.out().println(Json.pretty(ConfigSchema.jsonSchema()));
        return ExitCode.OK;
    }

    /** The whole path, so that {@code $EDITOR "$(openclaw-cn config file)"} works. */
    ExitCode file(boolean json) {
        if (json) {
            ObjectNode report = Json.object().put("file", places.configFile().toString());
            report.put("exists", Files.exists(places.configFile()));
            cli.out().println(Json.pretty(report));
        } else {
            cli.out().println(places.configFile());
        }
        return ExitCode.OK;
    }
}
