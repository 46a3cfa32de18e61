package cn.openclaw.config;

import cn.openclaw.base.Environment;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * What reading the configuration gave. There is always a usable {@link #config}: where the file is broken, it is that of the
 * last good copy, and {@link #problems} says what is wrong with the file.
 *
 * @param file the person's file
 * @param exists whether it is there
 * @param text its characters as they are now; empty if it is not there
 * @param config what to work with
 * @param origin where {@code config} comes from
 * @param problems what makes the file invalid; empty if it is valid
 * @param warnings what is odd but not wrong
 * @param environment the process environment with {@code .env} files and the {@code env} block laid under it
 * @param variables which of those variables do not come from the process itself, and where they come from
 */
public record ConfigSnapshot(
        Path file,
        boolean exists,
        String text,
        ClawConfig config,
        Origin origin,
        List<ConfigProblem> problems,
        List<ConfigProblem> warnings,
        Environment environment,
        Map<String, VariableSource> variables) {

    /** Where a configuration comes from. */
    public enum Origin {
        FILE,
        /** The file is broken; this is the newest copy that was valid. */
        LAST_GOOD,
        /** There is no file, or it is broken and no good copy exists. */
        DEFAULTS
    }

    /** Where a variable comes from that the process was not started with. */
    public enum VariableSource {
        /** {@code .env} in the working directory. */
        DOTENV_HERE,
        /** {@code .env} in the state directory. */
        DOTENV_STATE,
        /** The {@code env} block of the configuration. */
        CONFIG,
        /** The person's login shell. */
        SHELL
    }

    /** SHA-256 of the file's bytes in hex; empty if it is not there. Computed when asked for: most commands never ask. */
    public String hash() {
        return exists ? ConfigFile.hash(text) : "";
    }

    public boolean isValid() {
        return problems.isEmpty();
    }
}
