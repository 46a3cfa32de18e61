package cn.openclaw.cli;

import cn.openclaw.base.Redactor;
import cn.openclaw.config.Places;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.nio.file.Path;

/** Where the trace of a bug of ours goes: a file of the person's, without secrets, for them to send or not. */
final class CrashLog {

    private CrashLog() {}

    /** Writes it; returns the place for people, or {@code -} where nothing can be written. */
    static String write(Cli cli, String id, Throwable bug) {
        StringWriter trace = new StringWriter();
        bug.printStackTrace(new PrintWriter(trace, true));
        Places places = Places.of(cli.environment());
        Path file = places.stateDir().resolve("logs").resolve("crash-" + id + ".txt");
        try {
            Folders.make(file.toAbsolutePath().resolveSibling(""));
            Folders.writePrivately(file, "openclaw-cn " + Main.version() + "\n" + Redactor.of(cli.environment()).redact(trace.toString()));
            return places.display(file);
        } catch (IOException | UncheckedIOException e) {
            return "-";
        }
    }
}
