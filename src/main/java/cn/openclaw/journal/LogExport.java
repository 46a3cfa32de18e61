package cn.openclaw.journal;

import cn.openclaw.json.Json;
import cn.openclaw.json.JsonException;
import cn.openclaw.log.Log;
import cn.openclaw.log.LogListener;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;
import tools.jackson.databind.node.StringNode;

/**
 * Sends the lines of the log to an OpenTelemetry collector, as they stand in the file: secrets are taken out. A line waits for the
 * flush interval at most; what piles up while the collector is slow or down is bounded, then dropped and counted, and still in the file.
 */
final class LogExport implements LogListener, AutoCloseable {
    private static final int MOST_RECORDS = 2_048;
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);
    private static final long NANOS = 1_000_000_000L;

    private final Otlp otlp;
    private final LongAdder unsent = new LongAdder();
    private final CountDownLatch closing = new CountDownLatch(1);
    private List<Proto> records = new ArrayList<>();
    private @Nullable Thread sender;

    LogExport(Otlp otlp) {
        this.otlp = otlp;
    }

    /** How many lines were not taken: the collector is slow, down, or refuses. */
    long unsent() {
        return unsent.sum();
    }

    @Override
    public synchronized void logged(Instant time, Log.Level level, String line) {
        if (records.size() >= MOST_RECORDS) {
            unsent.increment();
            return;
        }
        records.add(record(time, level, line));
        if (sender == null) {
            sender = Thread.ofVirtual().name("otel logs").start(this::send);
        }
    }

    private void send() {
        try {
            boolean more = true;
            while (more) {
                boolean last = closing.await(otlp.otel().flush().toMillis(), TimeUnit.MILLISECONDS);
                List<Proto> taken = taken();
                if (!taken.isEmpty() && !otlp.post("/v1/logs", otlp.message(taken))) {
                    unsent.add(taken.size());
                }
                more = !last && !idle();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private synchronized List<Proto> taken() {
        List<Proto> taken = records;
        records = new ArrayList<>();
        return taken;
    }

    /** Whether nothing came meanwhile: then the next line starts another thread. */
    private synchronized boolean idle() {
        if (records.isEmpty()) {
            sender = null;
        }
        return records.isEmpty();
    }

    /** A log record of opentelemetry-proto's logs/v1. */
    private static Proto record(Instant time, Log.Level level, String line) {
        long at = time.getEpochSecond() * NANOS + time.getNano();
        Proto record = new Proto().fixed(1, at).number(2, severity(level)).text(3, level.name());
        ObjectNode tree = tree(line);
        String message = Json.text(tree, "0");
        record.message(5, body -> body.text(1, message == null ? line : message));
        for (String place : List.of("1", "2")) {
            JsonNode more = tree.path(place);
            more.properties().forEach(pair -> attribute(record, pair.getKey(), pair.getValue()));
            if (more.isString()) {
                attribute(record, "exception.stacktrace", more);
            }
        }
        String name = Json.text(tree, "_meta", "name");
        String subsystem = name == null ? null : Json.text(tree(name), "subsystem");
        if (subsystem != null) {
            attribute(record, "openclaw.subsystem", StringNode.valueOf(subsystem));
        }
        return record.fixed(11, at);
    }

    /** What is taken out of a line may leave it without its form: then it is told as it is. */
    private static ObjectNode tree(String line) {
        try {
            return Json.parse(line) instanceof ObjectNode tree ? tree : Json.object();
        } catch (JsonException e) {
            return Json.object();
        }
    }

    private static void attribute(Proto record, String name, JsonNode value) {
        record.message(6, pair -> pair.text(1, name).message(2, any -> {
            if (value.isBoolean()) {
                any.exactly(2, value.booleanValue() ? 1 : 0);
            } else if (value.isIntegralNumber()) {
                any.exactly(3, value.asLong(0));
            } else if (value.isNumber()) {
                any.real(4, value.asDouble(0));
            } else {
                any.text(1, value.isString() ? value.stringValue() : Json.write(value));
            }
        }));
    }

    /** The least number of its range in that protocol. */
    private static int severity(Log.Level level) {
        return switch (level) {
            case TRACE -> 1;
            case DEBUG -> 5;
            case INFO -> 9;
            case WARN -> 13;
            case ERROR -> 17;
        };
    }

    /** Sends what is left, for three seconds at most. */
    @Override
    public void close() {
        closing.countDown();
        Thread last;
        synchronized (this) {
            last = sender;
        }
        if (last == null) {
            return;
        }
        try {
            last.join(LAST_WORDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
