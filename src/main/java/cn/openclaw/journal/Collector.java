package cn.openclaw.journal;

import cn.openclaw.http.Http;
import cn.openclaw.http.HttpCall;
import cn.openclaw.http.HttpException;
import cn.openclaw.http.HttpLimits;
import cn.openclaw.http.HttpReply;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Sends traces and metrics to an OpenTelemetry collector, as Protocol Buffers over HTTP. Sending happens on a thread of its own,
 * one request at a time; what piles up meanwhile is bounded and then dropped: a collector that is down costs nothing but traces.
 */
final class Collector implements RequestListener, AutoCloseable {
    private static final int MOST_SPANS = 2_048;
    private static final Duration LAST_WORDS = Duration.ofSeconds(3);

    private final Diagnostics.Otel otel;
    private final InstantSource clock;
    private final Supplier<Http> http;
    private final UsageHistograms histograms;
    private final LongAdder unsent = new LongAdder();
    private List<Proto> spans = new ArrayList<>();
    private Instant next;
    private boolean measured;
    private @Nullable Thread sender;

    Collector(Diagnostics.Otel otel, InstantSource clock, Supplier<Http> http) {
        this.otel = otel;
        this.clock = clock;
        this.http = http;
        this.histograms = new UsageHistograms(clock.instant());
        this.next = clock.instant().plus(otel.flush());
    }

    @Override
    public void began(RequestStart start) {
        // A span is told of when it is over.
    }

    @Override
    public synchronized void ended(RequestStart start, RequestEnd end) {
        if (otel.metrics()) {
            histograms.add(start, end);
            measured = true;
        }
        Spans.Context context = Spans.context(start);
        if (otel.traces() && context.sampled() && Spans.sampled(context.trace(), otel.sampleRate())) {
            for (Proto span : Spans.of(start, end)) {
                add(span);
            }
        }
    }

    @Override
    public synchronized void acted(Act act) {
        if (otel.traces() && Spans.sampled(Spans.trace(act), otel.sampleRate())) {
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
        byte[] metrics = measured ? histograms.message(this::resource, clock.instant()) : new byte[0];
        measured = false;
        if (taken.isEmpty() && metrics.length == 0) {
            return;
        }
        sender = Thread.ofVirtual().name("otel").start(() -> {
            if (!taken.isEmpty() && !post("/v1/traces", traces(taken))) {
                unsent.add(taken.size());
            }
            if (metrics.length > 0) {
                // Counts are from the start: the next message makes up for a lost one.
                post("/v1/metrics", metrics);
            }
        });
    }

    private byte[] traces(List<Proto> taken) {
        return new Proto()
                .message(1, all -> {
                    resource(all);
                    all.message(2, scope -> {
                        scope.message(1, name -> name.text(1, "cn.openclaw"));
                        taken.forEach(span -> scope.bytes(2, span.bytes()));
                    });
                })
                .bytes();
    }

    private void resource(Proto all) {
        all.message(1, resource -> resource.message(1, pair -> pair.text(1, "service.name").message(2, any -> any.text(1, otel.service()))));
    }

    private boolean post(String path, byte[] body) {
        Map<String, String> headers = new LinkedHashMap<>(otel.headers());
        headers.put("content-type", "application/x-protobuf");
        try (HttpReply reply = http.get().send(HttpCall.post(URI.create(otel.base() + path), headers, body, HttpLimits.SHORT))) {
            return reply.status() < 300;
        } catch (HttpException e) {
            return false;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
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
