package cn.openclaw.config;

import cn.openclaw.base.Language;
import cn.openclaw.base.Text;
import cn.openclaw.json.Json5Document;
import cn.openclaw.json.JsonException;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/**
 * Puts changes where the values are: into the main file, or into the included file a value comes from. Then looks whether the
 * configuration as a whole now says what was asked for; where several files speak about one value, that can fail, and the person is
 * told which file to open. Nothing is ever copied up into the main file.
 */
final class ConfigEdits {
    private static final String EMPTY_FILE = "{\n}\n";

    private final Places places;
    private final ConfigReader reader;
    private final Map<Path, Change> included = new LinkedHashMap<>();
    private Json5Document main;

    /** A file's text before and after. */
    record Change(String before, String after) {}

    /** The new texts: of the main file, and of the included ones that differ. */
    record Changes(String main, Map<Path, Change> included) {}

    /** @throws ConfigException if the text is not JSON5 */
    ConfigEdits(Places places, ConfigReader reader, String text) {
        this.places = places;
        this.reader = reader;
        try {
            this.main = Json5Document.parse(text.isBlank() ? EMPTY_FILE : text);
        } catch (JsonException e) {
            Text why = new Text(e.in(Language.ZH), e.in(Language.EN));
            ConfigProblem problem = new ConfigProblem(
                    places.configFile(), e.line(), e.column(), "", ConfigText.NOT_JSON5, List.of(why));
            throw new ConfigException(
                    List.of(problem),
                    ConfigText.BROKEN,
                    places.display(places.configFile()) + ":" + e.line() + ":" + e.column(),
                    why);
        }
    }

    /** @throws ConfigException if a change is not possible */
    Changes apply(List<ConfigEdit> edits) {
        edits.forEach(this::apply);
        return new Changes(main.text(), included);
    }

    private void apply(ConfigEdit edit) {
        if (edit.path().isEmpty()) {
            throw new ConfigException(List.of(), ConfigText.PATH_EMPTY);
        }
        boolean alone = !Includes.areIn(main.root()) || edit.path().contains(Includes.KEY);
        if (alone) {
            main = edited(main, edit, edit.path());
            return;
        }
        ConfigReader.Reading before = reading();
        Origin place = place(edit, before);
        Json5Document after = edited(place.source().document(), edit, place.path());
        if (place.source() == before.main()) {
            main = after;
        } else {
            keepIncluded(edit, place, after.text());
        }
        verify(edit);
    }

    private ConfigReader.Reading reading() {
        return reader.read(main.text(), this::text);
    }

    private String text(Path file) throws java.io.IOException {
        Change change = included.get(file);
        return change == null ? ConfigFile.text(file) : change.after();
    }

    /** Where the value is, or where it would be: in the file of the nearest thing around it. */
    private static Origin place(ConfigEdit edit, ConfigReader.Reading reading) {
        Origin at = Objects.requireNonNull(reading.origin());
        for (String key : edit.path()) {
            at = at.child(key);
        }
        return at;
    }

    private void keepIncluded(ConfigEdit edit, Origin place, String text) {
        Path file = place.source().file();
        if (place.path().isEmpty() || !file.startsWith(StateFile.folder(places.configFile()))) {
            throw belongs(edit, file);
        }
        Change earlier = included.get(file);
        included.put(file, new Change(earlier == null ? place.source().text() : earlier.before(), text));
    }

    private Json5Document edited(Json5Document document, ConfigEdit edit, List<String> path) {
        try {
            Optional<String> value = edit.json5();
            return value.isPresent() ? document.set(path, value.get()) : document.unset(path);
        } catch (JsonException e) {
            throw new ConfigException(
                    List.of(),
                    ConfigText.CANNOT_SET,
                    ConfigPath.print(edit.path()),
                    new Text(e.in(Language.ZH), e.in(Language.EN)));
        }
    }

    /** Several files may speak about one value: then changing one of them may not be enough. */
    private void verify(ConfigEdit edit) {
        ConfigReader.Reading after = reading();
        JsonNode node = at(after.joined(), edit.path());
        JsonNode asked = edit.json5().map(text -> Json5Document.parse(text).root()).orElse(null);
        // When an item of a list goes, the next one takes its place.
        boolean item = ConfigPath.isIndex(edit.path().getLast());
        boolean done = asked == null ? node == null || item : asked.equals(node);
        if (!done) {
            Path file = place(edit, after).source().file();
            boolean isMain = file.equals(places.configFile()) && !after.files().isEmpty();
            throw belongs(edit, isMain ? after.files().keySet().iterator().next() : file);
        }
    }

    /** The value at a path, or null. */
    static @Nullable JsonNode at(JsonNode root, List<String> path) {
        JsonNode node = root;
        for (String key : path) {
            if (node == null) {
                return null;
            }
            node = node.isArray() ? (ConfigPath.isIndex(key) ? node.get(Integer.parseInt(key)) : null) : node.get(key);
        }
        return node;
    }

    private ConfigException belongs(ConfigEdit edit, Path file) {
        return new ConfigException(
                List.of(), ConfigText.BELONGS_TO_INCLUDE, ConfigPath.print(edit.path()), places.display(file));
    }
}
