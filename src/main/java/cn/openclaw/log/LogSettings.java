package cn.openclaw.log;

import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.json.Json;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * The {@code logging} block.
 *
 * @param file from which level on lines go to the file; empty for none
 * @param console from which level on they go to the terminal; empty for none
 * @param style how the terminal shows them
 * @param path {@code logging.file}; empty for a file per day in the state directory
 * @param folder where those are
 */
public record LogSettings(
        Optional<Log.Level> file, Optional<Log.Level> console, LogLine.Style style, Optional<Path> path, Path folder) {

    /** As the configuration says; {@code consoleLevel} follows {@code level} where it is silent. */
    public static LogSettings of(ConfigSnapshot snapshot, Places places) {
        var tree = snapshot.config().tree();
        String level = Json.text(tree, "logging", "level");
        String console = Json.text(tree, "logging", "consoleLevel");
        String style = Json.text(tree, "logging", "consoleStyle");
        return new LogSettings(
                level(level, Log.Level.INFO),
                level(console == null ? level : console, Log.Level.INFO),
                style(style),
                Optional.ofNullable(Json.text(tree, "logging", "file")).map(places::expand),
                places.stateDir().resolve("logs"));
    }

    /** The same, louder on the terminal. */
    public LogSettings console(Log.Level level) {
        return new LogSettings(file, Optional.of(level), style, path, folder);
    }

    /** The file that lines of a day go to. */
    public Path current(LocalDate day) {
        return path.orElseGet(() -> folder.resolve("openclaw-" + day + ".log"));
    }

    private static Optional<Log.Level> level(@Nullable String word, Log.Level usual) {
        return switch (word == null ? "" : word) {
            case "silent" -> Optional.empty();
            case "fatal", "error" -> Optional.of(Log.Level.ERROR);
            case "warn" -> Optional.of(Log.Level.WARN);
            case "info" -> Optional.of(Log.Level.INFO);
            case "debug" -> Optional.of(Log.Level.DEBUG);
            case "trace" -> Optional.of(Log.Level.TRACE);
            default -> Optional.of(usual);
        };
    }

    private static LogLine.Style style(@Nullable String word) {
        return switch (word == null ? "" : word) {
            case "json" -> LogLine.Style.JSON;
            case "compact" -> LogLine.Style.COMPACT;
            default -> LogLine.Style.PRETTY;
        };
    }
}
