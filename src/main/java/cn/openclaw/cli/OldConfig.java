package cn.openclaw.cli;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;

/** Puts a configuration aside instead of deleting it: a reset must be something one can take back. */
final class OldConfig {
    private static final DateTimeFormatter STAMP =
            DateTimeFormatter.ofPattern("yyyyMMdd-HHmmss").withZone(ZoneOffset.UTC);

    private OldConfig() {}

    /** Renames it to {@code <name>.reset-<time>} beside itself; returns the new place. */
    static Path moveAway(Path file, InstantSource clock) {
        Path aside = file.resolveSibling(file.getFileName() + ".reset-" + STAMP.format(clock.instant()));
        try {
            return Files.move(file, aside);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
