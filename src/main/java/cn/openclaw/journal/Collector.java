package cn.openclaw.journal;

import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import org.jspecify.annotations.Nullable;

/**
 * Sends traces and metrics to an OpenTelemetry collector, as Protocol Buffers over HTTP. Sending happens on a thread of its own,
 * one request at a time; what piles up meanwhile is bounded and then dropped: a collector that is down costs nothing but traces.
 */
final class Collector implements RequestListener, AutoCloseable {
    private static final int MOST_SPANS = 2_048;
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    private final Otlp otlp;
    private final Diagnostics.Otel otel;
    private final InstantSource clock;
    private final UsageHistograms histograms;
    private final LongAdder unsent = new LongAdder();
    private List<Proto> spans = new ArrayList<>();
    private Instant next;
    private boolean measured;
    private @Nullable Thread sender;

    Collector(Otlp otlp, InstantSource clock) {
        this.otlp = otlp;
        this.otel = otlp.otel();
        this.clock = clock;
        this.histograms = new UsageHistograms(clock.instant());
        this.next = clock.instant().plus(otel.flush());
    }

    @Override
    public void began(RequestStart start) {
        // A span is told of when it is over.
    }

    @Override
    public synchronized void ended(RequestStart start, RequestEnd end) {
        if (otel.signals().metrics()) {
            histograms.add(start, end);
            measured = true;
        }
        Spans.Context context = Spans.context(start);
        if (otel.signals().traces() && context.sampled() && Spans.sampled(context.trace(), otel.sampleRate())) {
            for (Proto span : Spans.of(start, end)) {
                add(span);
            }
        }
    }

    @Override
    public synchronized void acted(Act act) {
        if (otel.signals().traces() && Spans.sampled(Spans.trace(act), otel.sampleRate())) {
            add(Spans.of(act));
        }
    }

    private void add(Proto span) {
        if (spans.size() < MOST_SPANS) {
            spans.add(span);
        } else {
            unsent.increment();
        }
    }

    /** How many spans were not taken: the collector is slow, down, or refuses. */
    long unsent() {
        return unsent.sum();
    }

    @Override
    public synchronized boolean pause() {
        boolean due = !clock.instant().isBefore(next) || spans.size() >= MOST_SPANS / 2;
        if (due && (sender == null || !sender.isAlive())) {
            send();
        }
        return !spans.isEmpty() || measured;
    }

    private void send() {
        next = clock.instant().plus(otel.flush());
        List<Proto> taken = spans;
        spans = new ArrayList<>();
        byte[] metrics = measured ? histograms.message(otlp::resource, clock.instant()) : new byte[0];
        measured = false;
        if (taken.isEmpty() && metrics.length == 0) {
            return;
        }
        sender = Thread.ofVirtual().name("otel").start(() -> {
            if (!taken.isEmpty() && !otlp.post("/v1/traces", otlp.message(taken))) {
                unsent.add(taken.size());
            }
            if (metrics.length > 0) {
                // Counts are from the start: the next message makes up for a lost one.
                otlp.post("/v1/metrics", metrics);
            }
        });
    }

    /** Sends what is left, for three seconds at most. */
    @Override
    public void close() {
        Thread last;
        synchronized (this) {
            if (sender == null || !sender.isAlive()) {
                send();
            }
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
