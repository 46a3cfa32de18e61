package cn.openclaw.testing;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;

/** A process whose parent never asks what became of it, as under a container's first process; Unix only. */
public final class Unreaped implements AutoCloseable {
    private final Process parent;
    private final long pid;

    /** @param seconds how long it runs by itself */
    public Unreaped(int seconds) throws IOException {
        // The shell becomes a program that knows of no child.
        parent = new ProcessBuilder("sh", "-c", "sleep " + seconds + " >/dev/null & echo $!; exec sleep 60").start();
        try (var said = new BufferedReader(new InputStreamReader(parent.getInputStream(), StandardCharsets.UTF_8))) {
            pid = Long.parseLong(said.readLine());
        }
    }

    public long pid() {
        return pid;
    }

    @Override
    public void close() {
        ProcessHandle.of(pid).ifPresent(ProcessHandle::destroyForcibly);
        parent.destroyForcibly();
    }
}
