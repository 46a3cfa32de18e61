package cn.openclaw.journal;

import cn.openclaw.ledger.Price;
import cn.openclaw.llm.Usage;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.jvm.JvmMemoryMetrics;
import io.micrometer.core.instrument.binder.jvm.JvmThreadMetrics;
import io.micrometer.core.instrument.binder.system.FileDescriptorMetrics;
import io.micrometer.core.instrument.binder.system.ProcessorMetrics;
import io.micrometer.core.instrument.binder.system.UptimeMetrics;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.function.DoubleSupplier;

/**
 * Counts requests for Prometheus. Labels are what is configured (door, provider, model), never what a caller may make up, so that
 * their number is bounded. Heard on the thread of {@link Requests}; asked for on any.
 */
final class Metrics implements RequestListener {
    private static final Duration[] BUCKETS = {
        Duration.ofMillis(5), Duration.ofMillis(25), Duration.ofMillis(100), Duration.ofMillis(250), Duration.ofMillis(500),
        Duration.ofSeconds(1), Duration.ofMillis(2_500), Duration.ofSeconds(5), Duration.ofSeconds(10), Duration.ofSeconds(30),
        Duration.ofMinutes(1), Duration.ofMinutes(5)
    };
    private static final double MICROS = 1e6;

    private final PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
    /** Finding a meter by its tags anew for each request costs more than counting. */
    private final Map<Row, Meters> meters = new HashMap<>();

    private record Row(RequestKind kind, String provider, String model) {}

    private record Meters(Timer whole, Timer firstByte, Map<String, Counter> counters) {}

    Metrics() {
        new JvmMemoryMetrics().bindTo(registry);
        new JvmThreadMetrics().bindTo(registry);
        new FileDescriptorMetrics().bindTo(registry);
        new ProcessorMetrics().bindTo(registry);
        new UptimeMetrics().bindTo(registry);
    }

    /** One more value to be asked for at each scrape. */
    void gauge(String name, String help, DoubleSupplier value) {
        Gauge.builder(name, value::getAsDouble).description(help).strongReference(true).register(registry);
    }

    /** One more count that only grows. */
    void count(String name, String help, DoubleSupplier value) {
        FunctionCounter.builder(name, value, DoubleSupplier::getAsDouble).description(help).register(registry);
    }

    /** The text that Prometheus reads. */
    String scrape() {
        return registry.scrape();
    }

    @Override
    public void began(RequestStart start) {
        // Those that run are a gauge.
    }

    @Override
    public void ended(RequestStart start, RequestEnd end) {
        Row row = end.by()
                .map(by -> new Row(start.kind(), by.provider(), by.model()))
                .orElse(new Row(start.kind(), "none", "none"));
        Meters found = meters.computeIfAbsent(row, this::make);
        found.whole().record(Duration.ofNanos(end.timing().whole()));
        if (end.timing().firstByte() >= 0) {
            found.firstByte().record(Duration.ofNanos(end.timing().firstByte()));
        }
        String outcome = end.outcome().status().word();
        add(found, row, "openclaw.requests", "outcome", outcome + " " + end.status(), 1);
        Usage usage = end.outcome().usage();
        add(found, row, "openclaw.tokens", "type", "input", (double) usage.input());
        add(found, row, "openclaw.tokens", "type", "output", (double) usage.output());
        add(found, row, "openclaw.tokens", "type", "cache_read", (double) usage.cacheRead());
        add(found, row, "openclaw.tokens", "type", "cache_write", (double) usage.cacheWrite());
        add(found, row, "openclaw.tokens", "type", "reasoning", (double) usage.reasoning());
        add(found, row, "openclaw.bytes", "type", "answer", (double) end.timing().bytes());
        end.by().ifPresent(by -> add(found, row, "openclaw.failovers", "type", "other_key_or_model", by.attempts() - 1));
        Price price = end.outcome().price();
        if (price == Price.KNOWN || price == Price.ESTIMATED) {
            end.outcome().currency().ifPresent(currency ->
                    add(found, row, "openclaw.cost", "currency", currency.name() + " " + price.word(), end.outcome().micros() / MICROS));
        }
    }

    private Meters make(Row row) {
        return new Meters(
                Timer.builder("openclaw.request")
                        .description("from the request to the end of its answer")
                        .tags(tags(row))
                        .serviceLevelObjectives(BUCKETS)
                        .register(registry),
                Timer.builder("openclaw.first.byte")
                        .description("from the request to the first byte of its answer")
                        .tags(tags(row))
                        .serviceLevelObjectives(BUCKETS)
                        .register(registry),
                new HashMap<>());
    }

    private static Tags tags(Row row) {
        return Tags.of("kind", row.kind().word(), "provider", row.provider(), "model", row.model());
    }

    /** @param value one word, or two for the two labels that belong together */
    private void add(Meters found, Row row, String name, String label, String value, double amount) {
        if (amount > 0) {
            found.counters().computeIfAbsent(name + " " + value, _ -> counter(row, name, label, value)).increment(amount);
        }
    }

    private Counter counter(Row row, String name, String label, String value) {
        int space = value.indexOf(' ');
        Tags tags = tags(row).and(label, space < 0 ? value : value.substring(0, space));
        if (space > 0) {
            String second = label.equals("outcome") ? "status" : "price";
            tags = tags.and(second, value.substring(space + 1).toLowerCase(Locale.ROOT));
        }
        return Counter.builder(name).tags(tags).register(registry);
    }
}
