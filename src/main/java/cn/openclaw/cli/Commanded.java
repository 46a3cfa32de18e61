package cn.openclaw.cli;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * What a program of the system said and how it ended.
 *
 * @param code -1 if there is no such program, or it did not end in time
 * @param out what it said, on both streams, in the console's own encoding
 */
record Commanded(int code, String out) {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    /** How programs of the system are run; a test has its own. */
    @FunctionalInterface
    interface Runner {
        Commanded run(List<String> words);
    }

    boolean isThere() {
        return code != -1;
    }

    boolean worked() {
        return code == 0;
    }

    /** The first line, for a sentence. */
    String said() {
        return out.lines().map(String::strip).filter(line -> !line.isEmpty()).findFirst().orElse("exit code " + code);
    }

    /** Runs it without a terminal and without asking anybody. */
    static Commanded run(List<String> words) {
        Process process;
        try {
            process = new ProcessBuilder(words).redirectErrorStream(true).start();
            process.getOutputStream().close();
        } catch (IOException e) {
            return new Commanded(-1, "");
        }
        AtomicReference<byte[]> said = new AtomicReference<>(new byte[0]);
        Thread reader = Thread.ofVirtual().start(() -> {
            try (InputStream out = process.getInputStream()) {
                said.set(out.readAllBytes());
            } catch (IOException e) {
                said.set(new byte[0]);
            }
        });
        try {
            if (!process.waitFor(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
                process.destroyForcibly();
                return new Commanded(-1, "");
            }
            reader.join(PATIENCE);
        } catch (InterruptedException e) {
            process.destroyForcibly();
            Thread.currentThread().interrupt();
            return new Commanded(-1, "");
        }
        return new Commanded(process.exitValue(), new String(said.get(), console()));
    }

    /** Windows' own programs speak the console's code page, which is not UTF-8 on a Chinese system. */
    private static Charset console() {
        String name = System.getProperty("stdout.encoding", System.getProperty("native.encoding", "UTF-8"));
        return Charset.isSupported(name) ? Charset.forName(name) : StandardCharsets.UTF_8;
    }
}
