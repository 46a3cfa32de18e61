package cn.openclaw.journal;

import cn.openclaw.ledger.Status;
import cn.openclaw.llm.Usage;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Consumer;

/**
 * The two metrics that OpenTelemetry's GenAI conventions ask of every client, as histograms from the process's start on
 * (opentelemetry-proto, metrics/v1): {@code gen_ai.client.operation.duration} in seconds, {@code gen_ai.client.token.usage}. The
 * boundaries are those of the conventions.
 */
final class UsageHistograms {
    private static final double[] SECONDS = {0.01, 0.02, 0.04, 0.08, 0.16, 0.32, 0.64, 1.28, 2.56, 5.12, 10.24, 20.48, 40.96, 81.92};
    private static final double[] TOKENS = {1, 4, 16, 64, 256, 1_024, 4_096, 16_384, 65_536, 262_144, 1_048_576, 4_194_304, 16_777_216, 67_108_864};
    private static final int CUMULATIVE = 2;
    private static final double NANOS = 1e9;
    private static final int MOST_ROWS = 500;

    private final Instant since;
    private final Map<Map<String, String>, Histogram> durations = new LinkedHashMap<>();
    private final Map<Map<String, String>, Histogram> tokens = new LinkedHashMap<>();

    UsageHistograms(Instant since) {
        this.since = since;
    }

    private static final class Histogram {
        private final double[] bounds;
        private final long[] counts;
        private double sum;
        private long count;

        Histogram(double[] bounds) {
            this.bounds = bounds;
            this.counts = new long[bounds.length + 1];
        }

        void add(double value) {
            int at = 0;
            while (at < bounds.length && value > bounds[at]) {
                at++;
            }
            counts[at]++;
            sum += value;
            count++;
        }
    }

    void add(RequestStart start, RequestEnd end) {
        Map<String, String> labels = new LinkedHashMap<>();
        labels.put("gen_ai.operation.name", Spans.operation(start));
        end.by().ifPresent(by -> {
            labels.put("gen_ai.provider.name", by.provider());
            labels.put("gen_ai.response.model", by.model());
        });
        Map<String, String> whole = new LinkedHashMap<>(labels);
        if (end.outcome().status() != Status.OK) {
            whole.put("error.type", end.outcome().status().word());
        }
        add(durations, whole, SECONDS, end.timing().whole() / NANOS);
        Usage usage = end.outcome().usage();
        if (usage.reported()) {
            add(tokens, with(labels, "input"), TOKENS, (double) (usage.input() + usage.cacheRead() + usage.cacheWrite()));
            add(tokens, with(labels, "output"), TOKENS, (double) usage.output());
        }
    }

    private static Map<String, String> with(Map<String, String> labels, String type) {
        Map<String, String> all = new LinkedHashMap<>(labels);
        all.put("gen_ai.token.type", type);
        return all;
    }

    private static void add(Map<Map<String, String>, Histogram> rows, Map<String, String> labels, double[] bounds, double value) {
        if (rows.size() < MOST_ROWS || rows.containsKey(labels)) {
            rows.computeIfAbsent(labels, _ -> new Histogram(bounds)).add(value);
        }
    }

    /** All of it, as one message for a collector. */
    byte[] message(Consumer<Proto> resource, Instant now) {
        return new Proto()
                .message(1, all -> {
                    resource.accept(all);
                    all.message(2, scope -> {
                        scope.message(1, name -> name.text(1, "cn.openclaw"));
                        metric(scope, "gen_ai.client.operation.duration", "s", durations, now);
                        metric(scope, "gen_ai.client.token.usage", "{token}", tokens, now);
                    });
                })
                .bytes();
    }

    private void metric(Proto scope, String name, String unit, Map<Map<String, String>, Histogram> rows, Instant now) {
        if (rows.isEmpty()) {
            return;
        }
        scope.message(2, metric -> metric.text(1, name).text(3, unit).message(9, histogram -> {
            rows.forEach((labels, row) -> histogram.message(1, point -> point(point, labels, row, now)));
            histogram.number(2, CUMULATIVE);
        }));
    }

    private void point(Proto point, Map<String, String> labels, Histogram row, Instant now) {
        point.fixed(2, nanos(since)).fixed(3, nanos(now)).fixed(4, row.count).real(5, row.sum).packed(6, row.counts);
        long[] bounds = new long[row.bounds.length];
        for (int at = 0; at < bounds.length; at++) {
            bounds[at] = Double.doubleToRawLongBits(row.bounds[at]);
        }
        point.packed(7, bounds);
        labels.forEach((key, value) -> Spans.word(point, key, value));
    }

    private static long nanos(Instant at) {
        return at.getEpochSecond() * 1_000_000_000L + at.getNano();
    }
}
