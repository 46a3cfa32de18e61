package cn.openclaw.cli;

import cn.openclaw.base.ExitCode;
import cn.openclaw.base.Text;
import cn.openclaw.config.ConfigEdit;
import cn.openclaw.config.ConfigException;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigPatch;
import cn.openclaw.config.ConfigPath;
import cn.openclaw.config.ConfigReload;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.FileTrouble;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import cn.openclaw.json.Json5;
import cn.openclaw.json.Json5Document;
import cn.openclaw.json.JsonException;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** What {@code config} does to the file: {@code set}, {@code unset}, {@code patch}, {@code undo}. */
final class ConfigChange {
    private final Cli cli;
    private final boolean json;
    private final Places places;
    private final ConfigFile file;

    /** @param json whether what was done is printed as JSON */
    ConfigChange(Cli cli, boolean json) {
        this.cli = cli;
        this.json = json;
        this.places = Places.of(cli.environment());
        this.file = new ConfigFile(places, cli.environment());
    }

    /** @param strict whether the value must be JSON5; else what is not JSON5 is a string */
    ExitCode set(String dotted, String value, boolean strict) {
        List<String> path = ConfigPath.parse(dotted);
        save(path, value, strict);
        boolean restart = ConfigReload.of(path) == ConfigReload.RESTART;
        cli.print(restart ? ConfigCommandText.UPDATED_RESTART : ConfigCommandText.UPDATED_NOW, dotted);
        return ExitCode.OK;
    }

    private void save(List<String> path, String value, boolean strict) {
        String text = value;
        boolean plain = false;
        try {
            JsonNode parsed = Json5.parse(value);
            plain = !strict && !parsed.isString() && !parsed.isContainer();
        } catch (JsonException e) {
            if (strict) {
                throw new CliException(ExitCode.USAGE, ConfigCommandText.NOT_A_VALUE, e.in(cli.language()));
            }
            text = Json5.quote(value);
        }
        try {
            file.save(List.of(ConfigEdit.set(path, text)));
        } catch (ConfigException e) {
            // 12345 is a number, but where only a string may stand the person meant one.
            if (!plain || !savedAsString(path, value)) {
                throw e;
            }
        }
    }

    private boolean savedAsString(List<String> path, String value) {
        try {
            file.save(List.of(ConfigEdit.set(path, Json5.quote(value))));
            return true;
        } catch (ConfigException e) {
            return false;
        }
    }

    ExitCode unset(String dotted) {
        List<String> path = ConfigPath.parse(dotted);
        ConfigSnapshot before = file.read();
        if (written(before).stream().noneMatch(tree -> ConfigPath.at(tree, path).isPresent())) {
            cli.say(ConfigCommandText.NOT_FOUND, dotted);
            return ExitCode.FAILED;
        }
        file.save(List.of(ConfigEdit.unset(path)));
        boolean restart = ConfigReload.of(path) == ConfigReload.RESTART;
        report(List.of(ConfigEdit.unset(path)), restart ? ConfigCommandText.REMOVED_RESTART : ConfigCommandText.REMOVED_NOW, dotted);
        return ExitCode.OK;
    }

    /** The trees that tell what is there: of the file as it stands, and of it with its included files. */
    private static List<JsonNode> written(ConfigSnapshot snapshot) {
        List<JsonNode> trees = new ArrayList<>();
        try {
            trees.add(Json5Document.parse(snapshot.text()).root());
        } catch (JsonException e) {
            // Saving will say so, with the place.
            return List.of(Json.object());
        }
        if (snapshot.origin() == ConfigSnapshot.Origin.FILE) {
            trees.add(snapshot.config().tree());
        }
        return trees;
    }

    /**
     * @param argument the patch itself, or empty
     * @param from a file, {@code -} for standard input, or empty
     */
    ExitCode patch(String argument, String from) {
        String name = from.isEmpty() || from.equals("-") ? "<patch>" : from;
        String text = argument.isEmpty() ? read(from) : argument;
        if (text.isBlank()) {
            throw new CliException(ExitCode.USAGE, ConfigCommandText.PATCH_MISSING);
        }
        Json5Document patch;
        try {
            patch = Json5Document.parse(text);
        } catch (JsonException e) {
            throw new CliException(
                    ExitCode.USAGE, ConfigCommandText.PATCH_NOT_JSON5, name, e.line(), e.column(), e.in(cli.language()));
        }
        if (!patch.root().isObject()) {
            throw new CliException(ExitCode.USAGE, ConfigCommandText.PATCH_NOT_AN_OBJECT);
        }
        List<ConfigEdit> edits = ConfigPatch.edits(patch, written(file.read()));
        if (!edits.isEmpty()) {
            file.save(edits);
        }
        report(edits, edits.isEmpty() ? ConfigCommandText.UNCHANGED : ConfigCommandText.UPDATED_FILE, display());
        return ExitCode.OK;
    }

    private String read(String from) {
        try {
            if (!from.isEmpty() && !from.equals("-")) {
                return Files.readString(cli.environment().workingDirectory().resolve(from));
            }
            // A person at a terminal who gave no patch has forgotten it; do not sit and wait.
            boolean nobody = from.isEmpty() && cli.screen().in();
            return nobody ? "" : new String(cli.in().readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            Path shown = Path.of(from);
            throw new CliException(ExitCode.FAILED, ConfigCommandText.NOT_READABLE, shown, FileTrouble.why(e));
        }
    }

    ExitCode undo() {
        file.undo();
        report(List.of(), ConfigCommandText.RESTORED, display());
        return ExitCode.OK;
    }

    private String display() {
        return places.display(places.configFile());
    }

    private void report(List<ConfigEdit> edits, Text sentence, Object argument) {
        if (!json) {
            cli.print(sentence, argument);
            return;
        }
        ObjectNode report = Json.object();
        report.put("file", places.configFile().toString());
        ArrayNode updated = report.putArray("updated");
        ArrayNode removed = report.putArray("removed");
        for (ConfigEdit edit : edits) {
            Optional<String> value = edit.json5();
            (value.isPresent() ? updated : removed).add(ConfigPath.print(edit.path()));
        }
        cli.out().println(Json.pretty(report));
    }
}
