package cn.openclaw.base;

import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/**
 * The surroundings a process was started in: variables, home, working directory. Only {@code cli.Main} makes the real one;
 * a test makes its own. Immutable; {@link #with} gives a changed copy.
 *
 * @param variables the environment variables
 * @param home the user's home directory
 * @param workingDirectory where relative paths start
 */
public record Environment(Map<String, String> variables, Path home, Path workingDirectory) {

    public Environment {
        variables = Map.copyOf(variables);
    }

    /** The real surroundings of this process. {@code HOME} counts before the operating system's answer, as in the original. */
    public static Environment real() {
        Map<String, String> variables = System.getenv();
        String home = variables.getOrDefault("HOME", "");
        return new Environment(
                variables, Path.of(home.isBlank() ? System.getProperty("user.home") : home), Path.of("").toAbsolutePath());
    }

    /** A variable's value; a blank one counts as unset. */
    public Optional<String> get(String name) {
        return Optional.ofNullable(variables.get(name)).filter(value -> !value.isBlank());
    }

    /** The first of these variables that is set, with its name. */
    public Optional<Map.Entry<String, String>> first(Iterable<String> names) {
        for (String name : names) {
            Optional<String> value = get(name);
            if (value.isPresent()) {
                return Optional.of(Map.entry(name, value.get()));
            }
        }
        return Optional.empty();
    }

    /** A copy in which {@code more} counts first. */
    public Environment with(Map<String, String> more) {
        Map<String, String> all = new LinkedHashMap<>(variables);
        all.putAll(more);
        return new Environment(all, home, workingDirectory);
    }
}
