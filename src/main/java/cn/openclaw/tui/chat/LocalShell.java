package cn.openclaw.tui.chat;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;

/**
 * Runs a command the person typed, in their shell and with their environment: it is theirs, not the model's, and nobody is told
 * what came of it. It has no input, so that it cannot take keys from the screen.
 */
final class LocalShell {
    private static final int KEPT = 200_000;

    private LocalShell() {}

    /**
     * What a command printed.
     *
     * @param output both streams, in the order in which they came; of very much the last part
     */
    record Result(int exitCode, String output) {}

    /**
     * @param progress hears the output as it comes
     * @throws InterruptedException if the person stopped it; it is ended then
     */
    static Result run(String command, Path folder, Map<String, String> environment, Consumer<String> progress)
            throws IOException, InterruptedException {
        boolean windows = System.getProperty("os.name").startsWith("Windows");
        ProcessBuilder builder = windows ? new ProcessBuilder("cmd", "/c", command) : new ProcessBuilder("/bin/sh", "-c", command);
        builder.directory(folder.toFile()).redirectErrorStream(true);
        builder.environment().clear();
        builder.environment().putAll(environment);
        Process process = builder.start();
        process.getOutputStream().close();
        StringBuilder output = new StringBuilder();
        Thread reader = Thread.ofVirtual().start(() -> read(process.getInputStream(), output, progress));
        try {
            int code = process.waitFor();
            reader.join(2000);
            return new Result(code, text(output));
        } finally {
            end(process);
        }
    }

    private static String text(StringBuilder output) {
        synchronized (output) {
            return output.toString();
        }
    }

    private static void read(InputStream stream, StringBuilder output, Consumer<String> progress) {
        try (Reader reader = new InputStreamReader(stream, StandardCharsets.UTF_8)) {
            char[] buffer = new char[4096];
            for (int read = reader.read(buffer); read >= 0; read = reader.read(buffer)) {
                String words = new String(buffer, 0, read);
                synchronized (output) {
                    output.append(words);
                    output.delete(0, Math.max(0, output.length() - KEPT));
                }
                progress.accept(words);
            }
        } catch (IOException e) {
            // The process was ended: what it had said is kept.
            return;
        }
    }

    private static void end(Process process) throws InterruptedException {
        if (process.isAlive()) {
            process.descendants().forEach(ProcessHandle::destroy);
            process.destroy();
            if (!process.waitFor(500, TimeUnit.MILLISECONDS)) {
                process.descendants().forEach(ProcessHandle::destroyForcibly);
                process.destroyForcibly();
            }
        }
    }
}
