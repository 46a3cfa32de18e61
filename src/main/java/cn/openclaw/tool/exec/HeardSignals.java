package cn.openclaw.tool.exec;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;

/**
 * A shell starts its background jobs deaf to Ctrl-C (SIGINT and SIGQUIT ignored), and deafness is inherited: whatever a gateway that
 * was started with {@code &} starts could not be interrupted, and a shell must not even trap what it was told to ignore. GNU's
 * {@code env} gives a program its ears back.
 */
final class HeardSignals {
    private static final List<String> EARS = List.of("env", "--default-signal=INT,QUIT");
    private static final long DEAF = bit(2) | bit(3);

    private HeardSignals() {}

    /** What to put before a command; empty where nothing is ignored, or nothing can be done. */
    static List<String> prefix() {
        return Needed.PREFIX;
    }

    private static final class Needed {
        static final List<String> PREFIX = isDeaf(Path.of("/proc/self/status")) && works() ? EARS : List.of();
    }

    private static long bit(int signal) {
        return 1L << (signal - 1);
    }

    /** @param status as Linux has it in {@code /proc}; other systems do not tell */
    static boolean isDeaf(Path status) {
        if (!Files.isReadable(status)) {
            return false;
        }
        try (Stream<String> lines = Files.lines(status)) {
            return lines.filter(line -> line.startsWith("SigIgn:"))
                    .anyMatch(line -> (Long.parseUnsignedLong(line.substring(7).strip(), 16) & DEAF) != 0);
        } catch (IOException | NumberFormatException e) {
            return false;
        }
    }

    private static boolean works() {
        try {
            Process process = new ProcessBuilder(Stream.concat(EARS.stream(), Stream.of("true")).toList())
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .redirectError(ProcessBuilder.Redirect.DISCARD)
                    .start();
            process.getOutputStream().close();
            return process.waitFor(2, TimeUnit.SECONDS) && process.exitValue() == 0;
        } catch (IOException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }
}
