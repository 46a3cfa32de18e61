package cn.openclaw.journal;

import cn.openclaw.base.Environment;
import cn.openclaw.base.Redactor;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.http.Http;
import cn.openclaw.json.Json;
import cn.openclaw.log.LogListener;
import cn.openclaw.log.Secrets;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.function.DoubleSupplier;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.node.ObjectNode;

/**
 * All that watches requests in a process, wired: where they are announced, and who hears. Nothing is opened, loaded or started
 * before the first request; the library that counts for Prometheus only in a process that says it will be asked.
 */
public final class Observatory implements AutoCloseable {
    private static final Duration SOON = Duration.ofSeconds(1);
    private static final long PAGE = 4_096;
    /** Where {@code num_threads} stands behind the program's name in {@code /proc/self/stat}. */
    private static final int THREADS = 17;

    private final Path stateDir;

    private final RecentRequests recent;
    private final RequestJournal journal;
    private final Requests requests;
    private final Optional<Collector> collector;
    private final Optional<LogExport> logs;
    private final boolean speaksGrpc;
    private final List<Row> rows = new ArrayList<>();
    private volatile boolean counting;
    private volatile @Nullable Metrics metrics;

    private record Row(String name, String help, DoubleSupplier value) {}

    /**
     * @param places where the journal is kept
     * @param snapshot the configuration: {@code diagnostics} says what is watched
     * @param http the way to a collector, made when first needed
     */
    public Observatory(Places places, ConfigSnapshot snapshot, InstantSource clock, Supplier<Http> http) {
        this(places.stateDir(), Secrets.redactor(snapshot, List.of()), Diagnostics.of(snapshot), clock, http);
    }

    /** Of a process that writes nothing down about its requests, such as one whose home is about to go. */
    public static Observatory forgetful(Places places, InstantSource clock) {
        Redactor redactor = Redactor.of(new Environment(Map.of(), places.home(), places.home()));
        return new Observatory(places.stateDir(), redactor, new Diagnostics(false, false, Optional.empty()), clock, () -> {
            throw new IllegalStateException("there is no collector");
        });
    }

    private Observatory(
            Path stateDir, Redactor redactor, Diagnostics diagnostics, InstantSource clock, Supplier<Http> http) {
        this.stateDir = stateDir;
        this.recent = new RecentRequests(clock);
        this.journal = new RequestJournal(stateDir, redactor);
        Optional<Otlp> otlp = diagnostics.otel().filter(otel -> !otel.grpc()).map(otel -> new Otlp(otel, http));
        this.collector = otlp.map(way -> new Collector(way, clock));
        this.logs = otlp.filter(way -> way.otel().signals().logs()).map(LogExport::new);
        this.speaksGrpc = diagnostics.otel().isPresent() && collector.isEmpty();
        List<RequestListener> listeners = new ArrayList<>(List.of(recent, new Counting()));
        if (diagnostics.journal()) {
            listeners.add(journal);
        }
        collector.ifPresent(listeners::add);
        this.requests = new Requests(listeners, diagnostics.keepsBodies());
    }

    /** Where requests are announced. */
    public Requests requests() {
        return requests;
    }

    /** Who passes the log on to a collector; empty unless {@code diagnostics.otel.logs} asks for it. */
    public Optional<LogListener> logs() {
        return logs.map(export -> export);
    }

    /** What runs, and what has just ended. */
    public RecentRequests recent() {
        return recent;
    }

    /** What the configuration asks for and does not get, for the log. */
    public List<String> notices() {
        return speaksGrpc
                ? List.of("diagnostics.otel.protocol: grpc is not spoken here, nothing is sent; use http/protobuf and the collector's port 4318")
                : List.of();
    }

    /** From now on, requests are counted for Prometheus: this process will be asked. */
    public void count() {
        counting = true;
    }

    /** Has one more value in what Prometheus reads, asked for at each scrape. */
    public void gauge(String name, String help, DoubleSupplier value) {
        synchronized (rows) {
            rows.add(new Row(name, help, value));
            Metrics there = metrics;
            if (there != null) {
                there.gauge(name, help, value);
            }
        }
    }

    /**
     * Requests, the newest first: those that run, those that are just over, and those of the journal.
     *
     * @throws IOException if the journal cannot be read
     */
    public List<ObjectNode> find(RequestQuery query, int most) throws IOException, InterruptedException {
        requests.flush(SOON);
        List<ObjectNode> found = new ArrayList<>();
        Predicate<ObjectNode> filter = query.filter();
        Set<String> seen = new HashSet<>();
        for (RecentRequests.Entry entry : recent.list(Integer.MAX_VALUE)) {
            ObjectNode request = RequestJson.of(entry);
            seen.add(entry.start().id());
            if (found.size() < most && filter.test(request)) {
                found.add(request);
            }
        }
        if (found.size() < most) {
            Predicate<ObjectNode> rest = request -> !seen.contains(String.valueOf(Json.text(request, "id"))) && filter.test(request);
            RequestJournal.read(stateDir, rest, most - found.size()).forEach(request -> found.add(bare(request)));
        }
        return found;
    }

    /**
     * One request, without its text.
     *
     * @throws IOException if the journal cannot be read
     */
    public Optional<ObjectNode> find(String id) throws IOException, InterruptedException {
        requests.flush(SOON);
        for (RecentRequests.Entry entry : recent.list(Integer.MAX_VALUE)) {
            if (entry.start().id().equals(id)) {
                return Optional.of(RequestJson.of(entry));
            }
        }
        return RequestJournal.read(stateDir, request -> id.equals(Json.text(request, "id")), 1).stream()
                .findFirst()
                .map(Observatory::bare);
    }

    /** Whoever looks at a list has no business with what was said. */
    private static ObjectNode bare(ObjectNode request) {
        request.remove("body");
        request.remove("answer");
        return request;
    }

    /** Memory of this process that is in RAM; empty where the system does not tell as Linux does. */
    public OptionalLong rssBytes() {
        return proc("/proc/self/statm", text -> Long.parseLong(text.split(" ")[1]) * PAGE);
    }

    /** Threads of this process that the system knows, Java's own among them. */
    public long threads() {
        return proc("/proc/self/stat", text -> Long.parseLong(text.substring(text.lastIndexOf(')') + 2).split(" ")[THREADS]))
                .orElseGet(() -> ManagementFactory.getThreadMXBean().getThreadCount());
    }

    /** Processor time of this process since its start. */
    public OptionalLong cpuMillis() {
        return ProcessHandle.current()
                .info()
                .totalCpuDuration()
                .map(spent -> OptionalLong.of(spent.toMillis()))
                .orElse(OptionalLong.empty());
    }

    private static OptionalLong proc(String file, ToLongFunction<String> read) {
        try {
            return OptionalLong.of(read.applyAsLong(Files.readString(Path.of(file)).strip()));
        } catch (IOException | NumberFormatException | ArrayIndexOutOfBoundsException e) {
            return OptionalLong.empty();
        }
    }

    /** What Prometheus reads. */
    public String scrape() throws InterruptedException {
        requests.flush(SOON);
        return metrics().scrape();
    }

    private Metrics metrics() {
        Metrics there = metrics;
        if (there == null) {
            synchronized (rows) {
                there = metrics;
                if (there == null) {
                    Metrics made = new Metrics();
                    there = made;
                    there.gauge("openclaw.requests.live", "requests that run", recent::live);
                    there.count("openclaw.journal.dropped", "announcements that found no place in the queue", requests::dropped);
                    there.count("openclaw.journal.unwritten", "lines that the disk refused", journal::unwritten);
                    collector.ifPresent(_ -> made.count("openclaw.otel.unsent", "spans and log lines that no collector took", this::unsent));
                    for (Row row : rows) {
                        there.gauge(row.name(), row.help(), row.value());
                    }
                    metrics = there;
                }
            }
        }
        return there;
    }

    private long unsent() {
        return collector.map(Collector::unsent).orElse(0L) + logs.map(LogExport::unsent).orElse(0L);
    }

    /** Loads the library with the first request, not with the process: who idles does not pay for it. */
    private final class Counting implements RequestListener {
        @Override
        public void began(RequestStart start) {
            // Only the end counts.
        }

        @Override
        public void ended(RequestStart start, RequestEnd end) {
            if (counting) {
                metrics().ended(start, end);
            }
        }
    }

    @Override
    public void close() {
        requests.close();
        collector.ifPresent(Collector::close);
        logs.ifPresent(LogExport::close);
    }
}
