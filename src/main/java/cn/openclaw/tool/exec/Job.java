package cn.openclaw.tool.exec;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A program that runs, or did. It and everything it started are one session of the system, and are ended as one: first politely,
 * then not; also those that left the session, as far as they are still known as its descendants.
 */
final class Job {
    private static final Duration POLITE = Duration.ofMillis(800);
    private static final Duration LAST_WORDS = Duration.ofMillis(400);
    private static final Duration GRACE = Duration.ofMillis(200);
    private static final int COLUMNS = 120;
    private static final int ROWS = 30;

    private final Description description;
    private final Process process;
    private final Capture capture;
    private final Jobs jobs;
    private final boolean ownSession;
    private final int terminal;
    private final CountDownLatch done = new CountDownLatch(1);
    private final CountDownLatch settled = new CountDownLatch(1);
    private volatile @Nullable Instant endedAt;
    private volatile boolean timedOut;
    private volatile boolean killed;
    private volatile boolean background;
    private volatile boolean inputAllowed;
    private volatile boolean endKnown;
    /** Whether children went on by themselves when it ended. */
    private volatile boolean leftovers;

    /**
     * What it is.
     *
     * @param name by which it is spoken of
     * @param agent whose it is
     * @param command for people
     * @param folder where it was started
     * @param startedAt when
     */
    record Description(String name, String agent, String command, java.nio.file.Path folder, Instant startedAt) {}

    private Job(Description description, Process process, Capture capture, Jobs jobs, boolean ownSession, int terminal) {
        this.description = description;
        this.process = process;
        this.capture = capture;
        this.jobs = jobs;
        this.ownSession = ownSession;
        this.terminal = terminal;
    }

    static Job start(Description description, Launch launch, Capture capture, Duration timeout, Jobs jobs) throws IOException {
        List<String> session = Launch.session();
        int terminal = launch.pty() ? openTerminal(session) : -1;
        List<String> prefix = new ArrayList<>(session);
        prefix.addAll(HeardSignals.prefix());
        if (terminal >= 0) {
            // The shell is the session's first process: by opening the terminal it makes it the session's own.
            String name = Posix.get().orElseThrow().terminalName(terminal);
            prefix.addAll(List.of("/bin/sh", "-c", "exec <\"$0\" >\"$0\" 2>&1 && exec \"$@\"", name));
        }
        Process process;
        try {
            process = launch.builder(prefix).start();
        } catch (IOException e) {
            if (terminal >= 0) {
                Posix.get().orElseThrow().close(terminal);
            }
            throw e;
        }
        Job job = new Job(description, process, capture, jobs, !session.isEmpty(), terminal);
        jobs.add(job);
        Thread.ofVirtual().name("exec-" + description.name()).start(() -> job.look(timeout));
        return job;
    }

    private static int openTerminal(List<String> session) throws IOException {
        int terminal = session.isEmpty() ? -1 : Posix.get().map(Posix::openTerminal).orElse(-1);
        if (terminal < 0) {
            throw new IOException("this system has no pseudo-terminal for us; run it without pty");
        }
        Posix.get().orElseThrow().resize(terminal, COLUMNS, ROWS);
        return terminal;
    }

    /** Waits for its end, or ends it when its time is over; its output is read beside that. */
    private void look(Duration timeout) {
        Thread reader = terminal >= 0
                ? Thread.ofPlatform().daemon().name("pty-" + description.name()).start(this::readTerminal)
                : Thread.ofVirtual().start(this::readPipe);
        try {
            if (terminal >= 0) {
                process.getOutputStream().close();
            }
            if (!process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
                timedOut = true;
                endAll();
                process.waitFor();
            }
            // A child that went on by itself may hold the pipe open for ever.
            reader.join(killed || timedOut ? LAST_WORDS : LAST_WORDS.multipliedBy(2));
        } catch (InterruptedException e) {
            endAll();
        } catch (IOException e) {
            // Its input is closed already.
            capture.flush();
        } finally {
            capture.end();
            endedAt = jobs.clock().instant();
            done.countDown();
        }
        if (!killed && !timedOut) {
            leftovers = ownSession && Posix.get().filter(posix -> signal(posix, 0)).isPresent();
        }
        if (!leftovers) {
            jobs.settle(this);
        }
        settled.countDown();
    }

    private void readPipe() {
        byte[] piece = new byte[16 * 1024];
        try (InputStream in = process.getInputStream()) {
            for (int n = in.read(piece); n >= 0; n = in.read(piece)) {
                capture.add(piece, n);
            }
        } catch (IOException e) {
            // The pipe is gone with the program: that was all of it.
            capture.flush();
        }
    }

    private void readTerminal() {
        Posix posix = Posix.get().orElseThrow();
        byte[] piece = new byte[16 * 1024];
        int quiet = 0;
        try {
            // After the program ended, what it left in the terminal is read, and whoever holds it open is not waited for.
            while (process.isAlive() || quiet < 2) {
                if (!posix.isReadable(terminal, 100)) {
                    quiet += process.isAlive() ? 0 : 1;
                    continue;
                }
                int n = posix.read(terminal, piece);
                if (n <= 0) {
                    break;
                }
                capture.add(piece, n);
            }
            process.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            posix.close(terminal);
        }
    }

    /** Waits for its end; false if the time is over first. */
    boolean await(Duration time) throws InterruptedException {
        return done.await(time.toMillis(), TimeUnit.MILLISECONDS);
    }

    /** Types something. False if it no longer reads. */
    synchronized boolean type(byte[] bytes) {
        if (isOver()) {
            return false;
        }
        if (terminal >= 0) {
            return Posix.get().orElseThrow().write(terminal, bytes);
        }
        try {
            OutputStream out = process.getOutputStream();
            out.write(bytes);
            out.flush();
            return true;
        } catch (IOException e) {
            return false;
        }
    }

    /** What Ctrl-C does: a terminal turns it into a signal, without one we send it. */
    void interrupt() {
        if (terminal >= 0) {
            type(new byte[] {3});
        } else if (!isOver()) {
            Posix.get().ifPresent(posix -> signal(posix, Posix.SIGINT));
        }
    }

    /** Says that no more input comes. */
    synchronized void endInput() {
        if (terminal >= 0) {
            type(new byte[] {4});
            return;
        }
        try {
            process.getOutputStream().close();
        } catch (IOException e) {
            // It is closed already.
            capture.flush();
        }
    }

    /** Ends it and everything it started, and waits for that. */
    void kill() {
        killed = true;
        endAll();
        boolean interrupted = Thread.interrupted();
        try {
            done.await(POLITE.multipliedBy(3).toMillis(), TimeUnit.MILLISECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Children that outlive it are ended too, if its session is still theirs. */
    private void endAll() {
        List<ProcessHandle> all = new ArrayList<>();
        try (Stream<ProcessHandle> descendants = process.descendants()) {
            descendants.forEach(all::add);
        }
        Optional<Posix> posix = ownSession ? Posix.get() : Optional.empty();
        boolean group = posix.isPresent() && signal(posix.get(), Posix.SIGTERM);
        if (!group) {
            process.destroy();
        }
        all.forEach(ProcessHandle::destroy);
        long until = System.nanoTime() + POLITE.toNanos();
        while (System.nanoTime() < until && (process.isAlive() || all.stream().anyMatch(ProcessHandle::isAlive) || isGroupAlive(posix))) {
            java.util.concurrent.locks.LockSupport.parkNanos(10_000_000);
        }
        posix.ifPresent(one -> signal(one, Posix.SIGKILL));
        process.destroyForcibly();
        all.forEach(ProcessHandle::destroyForcibly);
    }

    private boolean isGroupAlive(Optional<Posix> posix) {
        return posix.isPresent() && signal(posix.get(), 0);
    }

    /** The group's number is that of its first process, and is not given to another as long as one member lives. */
    private boolean signal(Posix posix, int signal) {
        return posix.kill(-process.pid(), signal);
    }

    /** Ends what its program left running when it ended by itself. */
    void endLeftovers() throws InterruptedException {
        boolean known = settled.await(POLITE.toMillis(), TimeUnit.MILLISECONDS);
        if (known && isOver() && ownSession && leftovers) {
            Posix.get().ifPresent(posix -> signal(posix, Posix.SIGKILL));
        }
    }

    boolean isOver() {
        return done.getCount() == 0;
    }

    Description description() {
        return description;
    }

    Capture capture() {
        return capture;
    }

    long pid() {
        return process.pid();
    }

    boolean timedOut() {
        return timedOut;
    }

    boolean killed() {
        return killed;
    }

    boolean hasTerminal() {
        return terminal >= 0;
    }

    boolean isBackground() {
        return background;
    }

    void toBackground() {
        background = true;
    }

    /** The model has heard of its end, so nobody needs to tell it. */
    void endIsKnown() {
        endKnown = true;
    }

    /** Waits until it is over; true if the model does not know that yet. */
    boolean awaitUnknownEnd() throws InterruptedException {
        settled.await();
        // Whoever polls right now is about to hear of it.
        Thread.sleep(GRACE);
        return !endKnown && !killed;
    }

    boolean isInputAllowed() {
        return inputAllowed;
    }

    void allowInput() {
        inputAllowed = true;
    }

    /** Its exit code, once it ended. */
    Optional<Integer> exitCode() {
        return isOver() && !process.isAlive() ? Optional.of(process.exitValue()) : Optional.empty();
    }

    Duration duration() {
        Instant end = endedAt;
        return Duration.between(description.startedAt(), end == null ? jobs.clock().instant() : end);
    }

    Optional<Instant> endedAt() {
        return Optional.ofNullable(endedAt);
    }
}
