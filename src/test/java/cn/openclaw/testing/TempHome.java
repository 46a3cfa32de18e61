package cn.openclaw.testing;

import cn.openclaw.base.Environment;
import cn.openclaw.base.Language;
import cn.openclaw.cli.Cli;
import cn.openclaw.cli.Screen;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.InstantSource;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;

/**
 * A world for one test: an empty home folder, no inherited variable, a clock that stands still, and both streams caught.
 * {@code Main.run(home.cli(), "config", "get", "x")}, then look at {@link #out()}, {@link #err()} and the files.
 */
public final class TempHome {
    private final Path home;
    private final Map<String, String> variables = new LinkedHashMap<>();
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private Language language = Language.EN;
    private String input = "";
    private InstantSource clock = InstantSource.fixed(Instant.parse("2026-11-22T08:00:00Z"));
    private Screen screen = new Screen(false, false, false, false, 80);

    /** @param home an empty folder, as of {@code @TempDir} */
    public TempHome(Path home) {
        this.home = home;
    }

    public TempHome variable(String name, String value) {
        variables.put(name, value);
        return this;
    }

    /** What people are spoken to in; English unless told, because tests are. */
    public TempHome language(Language spoken) {
        language = spoken;
        return this;
    }

    /** What the next command finds on its standard input. */
    public TempHome input(String text) {
        input = text;
        return this;
    }

    public TempHome clock(InstantSource time) {
        clock = time;
        return this;
    }

    public TempHome screen(Screen shown) {
        screen = shown;
        return this;
    }

    public Path home() {
        return home;
    }

    /** A file under the home folder. */
    public Path path(String relative) {
        return home.resolve(relative);
    }

    /** The configuration file where it is found when no variable says otherwise. */
    public Path config() {
        return path(".openclaw/openclaw.json");
    }

    /** Writes the configuration file. */
    public TempHome config(String text) {
        return write(".openclaw/openclaw.json", text);
    }

    public TempHome write(String relative, String text) {
        try {
            Path file = path(relative);
            Files.createDirectories(file.getParent());
            Files.writeString(file, text);
            return this;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public String read(String relative) {
        try {
            return Files.readString(path(relative));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Environment environment() {
        return new Environment(variables, home, home);
    }

    /** The world as a command sees it; what was caught before is forgotten. */
    public Cli cli() {
        out.reset();
        err.reset();
        return new Cli(
                environment(),
                language,
                new ByteArrayInputStream(input.getBytes(StandardCharsets.UTF_8)),
                new PrintStream(out, true, StandardCharsets.UTF_8),
                new PrintStream(err, true, StandardCharsets.UTF_8),
                screen,
                clock,
                new Random(1));
    }

    /** What the last command printed on standard output. */
    public String out() {
        return out.toString(StandardCharsets.UTF_8);
    }

    /** What the last command printed on standard error. */
    public String err() {
        return err.toString(StandardCharsets.UTF_8);
    }
}
