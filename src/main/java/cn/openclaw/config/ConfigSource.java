package cn.openclaw.config;

import cn.openclaw.base.Environment;
import cn.openclaw.json.Json5Document;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * Where a value of the configuration is written.
 *
 * @param file the main file, or the included one that counts
 * @param line counted from 1
 * @param column in UTF-16 units, counted from 1
 * @param included whether it is not the main file
 * @param variables the environment variables that the text refers to, in order
 */
public record ConfigSource(Path file, int line, int column, boolean included, List<String> variables) {
    public ConfigSource {
        variables = List.copyOf(variables);
    }

    /** Looks a value up; empty if it is in no file, or the file cannot be read. */
    public static Optional<ConfigSource> find(Places places, Environment environment, List<String> path) {
        ConfigReader.Reading reading;
        try {
            ConfigFile.Content content = ConfigFile.content(places.configFile());
            if (!content.exists()) {
                return Optional.empty();
            }
            reading = new ConfigReader(places, environment).read(content.text(), ConfigFile::text);
        } catch (IOException e) {
            return Optional.empty();
        }
        Origin root = reading.origin();
        JsonNode written = ConfigEdits.at(reading.joined(), path);
        if (root == null || written == null) {
            return Optional.empty();
        }
        Origin origin = root.at(path);
        Json5Document.Place place = origin.place();
        Path file = origin.source().file();
        boolean included = !file.equals(places.configFile());
        List<String> variables = written.isString() ? List.copyOf(Substitution.names(written.stringValue())) : List.of();
        return Optional.of(new ConfigSource(file, place.line(), place.column(), included, variables));
    }
}
