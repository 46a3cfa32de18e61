package cn.openclaw.config;

import cn.openclaw.base.Environment;
import cn.openclaw.base.Language;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A home folder for one test of this floor, with shorthands for what every test does. */
final class World {
    final Path home;
    Environment environment;

    World(Path home) {
        this.home = home;
        this.environment = new Environment(Map.of(), home, home.resolve("here"));
    }

    World variable(String name, String value) {
        Map<String, String> all = new LinkedHashMap<>(environment.variables());
        all.put(name, value);
        environment = new Environment(all, home, environment.workingDirectory());
        return this;
    }

    Places places() {
        return Places.of(environment);
    }

    ConfigFile file() {
        return new ConfigFile(places(), environment);
    }

    /** Writes a file below the state directory. */
    World write(String name, String text) {
        try {
            Path file = home.resolve(".openclaw").resolve(name);
            Files.createDirectories(file.getParent());
            Files.write(file, text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    World config(String text) {
        return write("openclaw.json", text);
    }

    String text(String name) {
        try {
            return Files.readString(home.resolve(".openclaw").resolve(name));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    ConfigSnapshot read() {
        return file().read();
    }

    ConfigSnapshot set(String path, String json5) {
        return file().save(List.of(ConfigEdit.set(ConfigPath.parse(path), json5)));
    }

    ConfigSnapshot unset(String path) {
        return file().save(List.of(ConfigEdit.unset(ConfigPath.parse(path))));
    }

    /** {@code line:column path: sentence}, in English. */
    static List<String> lines(List<ConfigProblem> problems) {
        return problems.stream()
                .map(problem -> problem.line() + ":" + problem.column() + " " + problem.path() + ": "
                        + problem.text().in(Language.EN, problem.arguments().toArray()))
                .toList();
    }

    /** Every byte that was written anywhere below home. */
    String everything() {
        try (Stream<Path> files = Files.walk(home)) {
            StringBuilder all = new StringBuilder();
            for (Path file : files.filter(Files::isRegularFile).toList()) {
                all.append(file).append('\n').append(Files.readString(file)).append('\n');
            }
            return all.toString();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
