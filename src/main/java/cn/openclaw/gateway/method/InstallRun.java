package cn.openclaw.gateway.method;

import cn.openclaw.config.ConfigRedaction;
import cn.openclaw.config.ConfigSnapshot;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;

/** Runs a program that installs something: no shell, no secret in its variables, an end after so long, its last words kept. */
final class InstallRun {
    private static final int MOST = 16_384;
    private static final List<String> SECRET = List.of("KEY", "TOKEN", "SECRET", "PASSWORD", "PASSWD", "CREDENTIAL");

    private final ConfigSnapshot snapshot;

    InstallRun(ConfigSnapshot snapshot) {
        this.snapshot = snapshot;
    }

    /** How it ended; {@code code} is -1 if it did not begin, 124 if it took too long. */
    record Done(int code, String out, String err) {}

    Done run(List<String> command, Duration limit) throws InterruptedException {
        ProcessBuilder builder = new ProcessBuilder(command);
        builder.environment().clear();
        snapshot.environment().variables().forEach((name, value) -> {
            if (SECRET.stream().noneMatch(name.toUpperCase(Locale.ROOT)::contains)) {
                builder.environment().put(name, value);
            }
        });
        builder.redirectInput(ProcessBuilder.Redirect.PIPE);
        Process process;
        try {
            process = builder.start();
            process.getOutputStream().close();
        } catch (IOException e) {
            return new Done(-1, "", command.getFirst() + " is not there");
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            Future<String> out = threads.submit(() -> words(process.getInputStream()));
            Future<String> err = threads.submit(() -> words(process.getErrorStream()));
            boolean ended = process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS);
            if (!ended) {
                end(process);
            }
            return new Done(ended ? process.exitValue() : 124, out.get(), err.get());
        } catch (ExecutionException e) {
            throw new IllegalStateException("a program's words could not be read", e.getCause());
        } finally {
            end(process);
        }
    }

    private static void end(Process process) {
        process.descendants().forEach(ProcessHandle::destroyForcibly);
        process.destroyForcibly();
    }

    private String words(InputStream stream) {
        StringBuilder kept = new StringBuilder();
        byte[] buffer = new byte[4_096];
        try (stream) {
            for (int read = stream.read(buffer); read >= 0; read = stream.read(buffer)) {
                kept.append(new String(buffer, 0, read, StandardCharsets.UTF_8));
                if (kept.length() > 2 * MOST) {
                    kept.delete(0, kept.length() - MOST);
                }
            }
        } catch (IOException _) {
            // The program was ended: what it said until then is kept.
        }
        String text = kept.length() > MOST ? kept.substring(kept.length() - MOST) : kept.toString();
        return ConfigRedaction.of(snapshot).words(text);
    }
}
