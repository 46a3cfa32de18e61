package cn.openclaw.log;

import cn.openclaw.config.FileTrouble;
import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * The log: lines are put into a queue and written by one thread, to the day's file and to the terminal. Nobody waits for the disk:
 * where it is too slow, lines are left out and counted.
 */
public final class FileLog implements Log, AutoCloseable {
    /** Bytes of one file. */
    private static final long LARGEST = 16L << 20;

    private static final int QUEUE = 8_192;
    /** Characters of a message or field. */
    private static final int LONGEST = 8_192;

    private final BlockingQueue<LogLine> queue = new ArrayBlockingQueue<>(QUEUE);
    private final AtomicLong leftOut = new AtomicLong();
    private final List<LogListener> listeners = new CopyOnWriteArrayList<>();
    private final Out out;
    private final LogFiles files;
    private final Thread writer;
    private final InstantSource clock;
    private final Supplier<ZoneId> zone;
    private volatile LogSettings settings;
    private volatile LogMask mask;
    private volatile boolean closing;
    /** Whether the terminal was told of the failure that lasts; the writer's alone. */
    private boolean complained;

    /**
     * Where lines for people go.
     *
     * @param terminal null for nowhere
     * @param colour whether it takes colours
     */
    public record Out(@Nullable PrintStream terminal, boolean colour) {}

    public FileLog(LogSettings settings, LogMask mask, Out out, InstantSource clock, Supplier<ZoneId> zone) {
        this(settings, mask, out, new Time(clock, zone), LARGEST);
    }

    /** The time, and where. */
    record Time(InstantSource clock, Supplier<ZoneId> zone) {}

    FileLog(LogSettings settings, LogMask mask, Out out, Time time, long largest) {
        this.settings = settings;
        this.mask = mask;
        this.out = out;
        this.clock = time.clock();
        this.zone = time.zone();
        this.files = new LogFiles(settings, largest);
        this.writer = Thread.ofPlatform().daemon().name("log").start(this::write);
    }

    /** From now on by other settings, and without these secrets. */
    public void change(LogSettings other, LogMask hiding) {
        settings = other;
        mask = hiding;
    }

    /** From now on this one is told of each line that goes to the file. */
    public void listen(LogListener listener) {
        listeners.add(listener);
    }

    /** The file that lines go to today. */
    public Path file() {
        return settings.current(LocalDate.ofInstant(clock.instant(), zone.get()));
    }

    @Override
    public void write(Level level, String subsystem, String message, Map<String, ?> fields) {
        add(level, subsystem, message, fields, Optional.empty());
    }

    @Override
    public void fault(String subsystem, String message, Throwable cause) {
        StringWriter trace = new StringWriter();
        cause.printStackTrace(new PrintWriter(trace, true));
        add(Level.ERROR, subsystem, message, Map.of("error", String.valueOf(cause)), Optional.of(trace.toString()));
    }

    private void add(Level level, String subsystem, String message, Map<String, ?> fields, Optional<String> trace) {
        LogSettings now = settings;
        if (!wanted(now.file(), level) && !(out.terminal() != null && wanted(now.console(), level))) {
            return;
        }
        LogLine line = new LogLine(clock.instant(), level, subsystem, cut(message), new LinkedHashMap<>(fields), trace);
        if (closing || !queue.offer(line)) {
            leftOut.incrementAndGet();
        }
    }

    private static boolean wanted(Optional<Level> from, Level level) {
        return from.isPresent() && level.compareTo(from.get()) >= 0;
    }

    private static String cut(String text) {
        return text.length() <= LONGEST ? text : text.substring(0, LONGEST) + "…";
    }

    private void write() {
        List<LogLine> lines = new ArrayList<>();
        LogSettings used = settings;
        String host = host();
        while (!closing || !queue.isEmpty()) {
            try {
                LogLine first = queue.poll(closing ? 0 : 500, TimeUnit.MILLISECONDS);
                if (first == null) {
                    continue;
                }
                lines.add(first);
                queue.drainTo(lines, 512);
                long missed = leftOut.getAndSet(0);
                if (missed > 0) {
                    Map<String, Long> count = Map.of("lines", missed);
                    lines.add(new LogLine(clock.instant(), Level.WARN, "log", "lines were left out", count, Optional.empty()));
                }
                if (used != settings) {
                    used = settings;
                    files.change(used);
                }
                write(lines, used, host);
            } catch (IOException e) {
                leftOut.addAndGet(lines.size());
                complain(e);
            } catch (InterruptedException e) {
                // Only close() ends this thread, by its flag.
                closing = true;
            }
            lines.clear();
        }
        try {
            files.close();
        } catch (IOException e) {
            complain(e);
        }
    }

    private void write(List<LogLine> lines, LogSettings now, String host) throws IOException {
        LogMask hiding = mask;
        StringBuilder text = new StringBuilder();
        Instant last = clock.instant();
        for (LogLine line : lines) {
            if (wanted(now.file(), line.level())) {
                String masked = hiding.mask(line.json(host));
                text.append(masked).append('\n');
                listeners.forEach(listener -> listener.logged(line.time(), line.level(), masked));
            }
            PrintStream terminal = out.terminal();
            if (terminal != null && wanted(now.console(), line.level())) {
                terminal.println(hiding.mask(
                        now.style() == LogLine.Style.JSON
                                ? line.json(host)
                                : line.console(now.style(), out.colour(), zone.get())));
            }
            last = line.time();
        }
        if (!text.isEmpty()) {
            files.write(text.toString(), LocalDate.ofInstant(last, zone.get()), last);
            complained = false;
        }
    }

    /** A full disk must not stop the gateway; whoever looks at its terminal should know. */
    private void complain(IOException e) {
        PrintStream terminal = out.terminal();
        if (terminal != null && !complained) {
            complained = true;
            terminal.println("[log] cannot write " + settings.current(LocalDate.ofInstant(clock.instant(), zone.get())) + ": "
                    + FileTrouble.inEnglish(e));
        }
    }

    private static String host() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException e) {
            return "unknown";
        }
    }

    /** Writes what waits, for at most two seconds. */
    @Override
    public void close() {
        closing = true;
        writer.interrupt();
        boolean interrupted = Thread.interrupted();
        try {
            writer.join(Duration.ofSeconds(2));
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
