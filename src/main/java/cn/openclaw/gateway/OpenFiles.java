package cn.openclaw.gateway;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * How many files and sockets a process has open, and how many the system lets it have ({@code ulimit -n}; a JVM takes as many as it
 * may have). Linux tells; elsewhere nobody is asked.
 */
public record OpenFiles(long open, long most) {
    private static final String LINE = "Max open files";

    /** Of a process; empty where the system does not tell. */
    public static Optional<OpenFiles> of(long pid) {
        return in(Path.of("/proc", Long.toString(pid)));
    }

    static Optional<OpenFiles> in(Path process) {
        try (Stream<Path> open = Files.list(process.resolve("fd"))) {
            return allowed(process).map(most -> new OpenFiles(open.count(), most));
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** What this process may have open; empty where the system does not tell, or sets no limit. */
    public static Optional<Long> allowed() {
        return allowed(Path.of("/proc/self"));
    }

    private static Optional<Long> allowed(Path process) {
        try {
            for (String line : Files.readAllLines(process.resolve("limits"))) {
                if (line.startsWith(LINE)) {
                    // The soft limit; the hard one and the unit follow.
                    String numbers = line.substring(LINE.length()).strip();
                    String soft = numbers.substring(0, numbers.indexOf(' '));
                    return soft.equals("unlimited") ? Optional.empty() : Optional.of(Long.valueOf(soft));
                }
            }
        } catch (IOException | IllegalArgumentException | StringIndexOutOfBoundsException e) {
            // Not Linux, or not allowed to look.
            return Optional.empty();
        }
        return Optional.empty();
    }

    /** Whether it will soon have no more. */
    public boolean isShort() {
        return open > most * 3 / 4;
    }
}
