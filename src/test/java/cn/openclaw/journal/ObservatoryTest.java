package cn.openclaw.journal;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import cn.openclaw.base.Environment;
import cn.openclaw.base.Redactor;
import cn.openclaw.base.Secret;
import cn.openclaw.config.ConfigFile;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.config.Places;
import cn.openclaw.http.HttpCall;
import cn.openclaw.http.HttpReply;
import cn.openclaw.json.Json;
import cn.openclaw.ledger.Outcome;
import cn.openclaw.ledger.Price;
import cn.openclaw.ledger.Status;
import cn.openclaw.llm.Usage;
import cn.openclaw.log.FileLog;
import cn.openclaw.log.Log;
import cn.openclaw.log.LogMask;
import cn.openclaw.log.LogSettings;
import cn.openclaw.model.Currency;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.node.ObjectNode;

/** What is seen of requests: live, counted, on disk, and by a collector. */
class ObservatoryTest {
    private static final Instant NOON = Instant.parse("2026-11-23T04:00:00Z");
    private static final Duration PATIENCE = Duration.ofSeconds(10);
    private static final Usage USAGE = new Usage(16, 50, 3, 0, true);

    @TempDir
    Path folder;

    private static RequestStart start(String id) {
        return RequestStart.raw(id, NOON, RequestKind.CHAT, "laptop", "kimi").streamed(true);
    }

    private static RequestEnd end(Status status, int http) {
        return new RequestEnd(
                http,
                Optional.of(new RequestEnd.Answerer("moonshot", "kimi-k2.6", Optional.of("moonshot:default"), 2)),
                new Outcome(status, USAGE, Price.KNOWN, 1_250_000, Optional.of(Currency.CNY)),
                new RequestEnd.Timing(3_000_000, 40_000_000, 9_393),
                Optional.of("stop"),
                status == Status.OK ? Optional.empty() : Optional.of("refused with Bearer 0123456789abcdefghij"),
                Optional.empty());
    }

    private ConfigSnapshot config(String text) throws IOException {
        Path file = folder.resolve("openclaw.json");
        Files.writeString(file, text);
        Environment environment = new Environment(Map.of("OPENCLAW_STATE_DIR", folder.toString()), folder, folder);
        return new ConfigFile(Places.of(environment), environment).read();
    }

    private Observatory observatory(String text, cn.openclaw.http.Http http) throws IOException {
        ConfigSnapshot snapshot = config(text);
        return new Observatory(Places.of(snapshot.environment()), snapshot, InstantSource.system(), () -> http);
    }

    private Observatory observatory(String text) throws IOException {
        return observatory(text, _ -> {
            throw new AssertionError("nobody asked for a collector");
        });
    }

    private List<ObjectNode> journal() throws IOException {
        return RequestJournal.read(folder, _ -> true, 1_000_000);
    }

    @Test
    void aRequestIsSeenLiveAndThenOver() throws Exception {
        try (Observatory observatory = observatory("{}")) {
            RequestStart start = start("r1");
            observatory.requests().began(start);
            observatory.requests().flush(PATIENCE);
            assertThat(observatory.recent().live()).isOne();
            assertThat(Json.text(RequestJson.of(observatory.recent().list(10).getFirst()), "phase")).isEqualTo("running");
            observatory.requests().ended(start, end(Status.OK, 200));
            observatory.requests().flush(PATIENCE);
            ObjectNode seen = RequestJson.of(observatory.recent().list(10).getFirst());
            assertThat(Json.write(seen)).contains("\"asked\":\"kimi\"", "\"model\":\"kimi-k2.6\"", "\"firstByteMs\":3", "\"cost\":{\"CNY\":1.25}");
            ObjectNode stats = observatory.recent().stats();
            assertThat(stats.get("live").intValue()).isZero();
            assertThat(stats.get("requests").intValue()).isOne();
            assertThat(stats.get("inputTokens").intValue()).isEqualTo(19);
            assertThat(Json.text(stats.get("models").get(0), "model")).isEqualTo("moonshot/kimi-k2.6");
        }
    }

    @Test
    void theJournalOutlivesTheProcessAndKeepsNoSecretAndNoBody() throws Exception {
        try (Observatory observatory = observatory("{}")) {
            observatory.requests().began(start("r1"));
            observatory.requests().ended(start("r1"), end(Status.FAILED, 502));
        }
        assertThat(journal()).singleElement().satisfies(tree -> {
            assertThat(Json.text(tree, "error")).isEqualTo("refused with Bearer ***");
            assertThat(tree.get("status").intValue()).isEqualTo(502);
            assertThat(tree.has("body")).isFalse();
        });
        Path file = folder.resolve("requests/requests.jsonl");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file.getParent()))).isEqualTo("rwx------");
    }

    @Test
    void bodiesAreKeptWhereTheConfigurationSaysSoAndRedacted() throws Exception {
        try (Observatory observatory = observatory("{diagnostics: {flags: ['requests.bodies']}}")) {
            assertThat(observatory.requests().keepsBodies()).isTrue();
            RequestStart start = start("r1").with("{\"key\":\"sk-0123456789abcdef0123\"}".getBytes(UTF_8));
            observatory.requests().began(start);
            observatory.requests().ended(start, end(Status.OK, 200));
            RequestStart plain = start("r2").with("{\"model\":\"kimi\"}".getBytes(UTF_8));
            observatory.requests().ended(plain, end(Status.OK, 200));
        }
        List<ObjectNode> kept = journal();
        assertThat(Json.text(kept.get(1), "body")).isEqualTo("{\"key\":\"sk-***\"}");
        assertThat(kept.get(1).get("bodyRedacted").booleanValue()).isTrue();
        assertThat(Json.text(kept.get(0), "body")).isEqualTo("{\"model\":\"kimi\"}");
        assertThat(kept.get(0).has("bodyRedacted")).isFalse();
    }

    @Test
    void withDiagnosticsOffNothingIsKept() throws Exception {
        try (Observatory observatory = observatory("{diagnostics: {enabled: false, flags: ['*']}}")) {
            assertThat(observatory.requests().keepsBodies()).isFalse();
            observatory.requests().ended(start("r1"), end(Status.OK, 200));
        }
        assertThat(folder.resolve("requests")).doesNotExist();
    }

    @Test
    void theJournalIsBoundedAndTornLinesAreLeftOut() throws Exception {
        RequestJournal journal = new RequestJournal(folder, new Redactor(List.of()));
        Random random = new Random(4);
        byte[] body = new byte[200_000];
        for (int at = 0; at < 300; at++) {
            for (int i = 0; i < body.length; i++) {
                body[i] = (byte) ('a' + random.nextInt(26));
            }
            journal.ended(start("r" + at).with(body), end(Status.OK, 200));
            journal.pause();
        }
        try (var files = Files.list(folder.resolve("requests"))) {
            long bytes = files.mapToLong(file -> file.toFile().length()).sum();
            assertThat(bytes).isLessThanOrEqualTo(4L * (8 << 20));
        }
        Files.writeString(folder.resolve("requests/requests.jsonl"), "{\"id\":\"torn", java.nio.file.StandardOpenOption.APPEND);
        assertThat(journal()).hasSizeBetween(110, 170).first().satisfies(tree -> assertThat(Json.text(tree, "id")).isEqualTo("r299"));
    }

    @Test
    void prometheusReadsCountsAndTimes() throws Exception {
        try (Observatory observatory = observatory("{}")) {
            observatory.count();
            observatory.gauge("openclaw.connections", "open sockets", () -> 7);
            for (int at = 0; at < 3; at++) {
                observatory.requests().ended(start("r" + at), end(Status.OK, 200));
            }
            observatory.requests().ended(start("r9"), end(Status.ABORTED, 0));
            String text = observatory.scrape();
            assertThat(text)
                    .contains("openclaw_requests_total{kind=\"chat.completions\",model=\"kimi-k2.6\",outcome=\"ok\",provider=\"moonshot\",status=\"200\"} 3.0")
                    .contains("outcome=\"aborted\"")
                    .contains("openclaw_request_seconds_bucket{kind=\"chat.completions\",model=\"kimi-k2.6\",provider=\"moonshot\",le=\"0.1\"} 4")
                    .contains("openclaw_tokens_total{kind=\"chat.completions\",model=\"kimi-k2.6\",provider=\"moonshot\",type=\"output\"} 200.0")
                    .contains("openclaw_cost_total{currency=\"CNY\",kind=\"chat.completions\",model=\"kimi-k2.6\",price=\"known\",provider=\"moonshot\"} 5.0")
                    .contains("openclaw_connections 7.0")
                    .contains("openclaw_requests_live 0.0")
                    .contains("jvm_memory_used_bytes");
        }
    }

    @Test
    void aListenerThatHangsHoldsUpNobodyWhoAnnounces() throws Exception {
        CountDownLatch go = new CountDownLatch(1);
        List<String> heard = new ArrayList<>();
        RequestListener slow = new RequestListener() {
            @Override
            public void began(RequestStart start) {
                try {
                    go.await();
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                }
                heard.add(start.id());
            }

            @Override
            public void ended(RequestStart start, RequestEnd end) {}
        };
        try (Requests requests = new Requests(List.of(slow), false)) {
            for (int at = 0; at < 40_000; at++) {
                requests.began(start("r" + at));
            }
            assertThat(requests.dropped()).isBetween(1L, 40_000L);
            go.countDown();
            requests.flush(PATIENCE);
            assertThat(heard.size() + requests.dropped()).isEqualTo(40_000);
        }
    }

    @Test
    void aCollectorGetsSpansByTheGenAiConventions() throws Exception {
        LinkedBlockingQueue<HttpCall> calls = new LinkedBlockingQueue<>();
        try (Observatory observatory = observatory(
                "{diagnostics: {otel: {enabled: true, endpoint: 'http://127.0.0.1:4318/v1/traces', serviceName: 'mine', headers: {'x-k': 'v'}}}}",
                call -> {
                    calls.add(call);
                    return new Empty();
                })) {
            RequestStart start = start("r1").traced(Optional.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-01"));
            observatory.requests().ended(start, end(Status.OK, 200));
            observatory.requests().acted(new Act(Act.Kind.TURN, "run1", "main", "agent:main:main", NOON, 5_000_000, Optional.empty()));
        }
        HttpCall traces = calls.poll(5, TimeUnit.SECONDS);
        HttpCall metrics = calls.poll(5, TimeUnit.SECONDS);
        assertThat(traces).isNotNull();
        assertThat(traces.uri().getPath()).isEqualTo("/v1/traces");
        assertThat(traces.headers()).containsEntry("x-k", "v").containsEntry("content-type", "application/x-protobuf");
        ProtoReader all = new ProtoReader(traces.body()).one(1);
        assertThat(all.one(1).one(1).text(1)).isEqualTo("service.name");
        List<ProtoReader> spans = all.one(2).all(2);
        assertThat(spans).extracting(span -> span.text(5)).containsExactly("POST /v1/chat/completions", "chat kimi-k2.6", "invoke_agent main");
        assertThat(spans.getFirst().hex(1)).isEqualTo("0af7651916cd43dd8448eb211c80319c");
        assertThat(spans.getFirst().hex(4)).isEqualTo("b7ad6b7169203331");
        assertThat(spans.get(1).hex(4)).isEqualTo(spans.getFirst().hex(2));
        assertThat(spans.get(1).attributes())
                .containsEntry("gen_ai.operation.name", "chat")
                .containsEntry("gen_ai.provider.name", "moonshot")
                .containsEntry("gen_ai.usage.input_tokens", "19")
                .containsEntry("gen_ai.usage.output_tokens", "50");
        long took = spans.get(1).fixed(8) - spans.get(1).fixed(7);
        assertThat(took).isEqualTo(40_000_000);
        assertThat(metrics).isNotNull();
        ProtoReader metric = new ProtoReader(metrics.body()).one(1).one(2).one(2);
        assertThat(metric.text(1)).isEqualTo("gen_ai.client.operation.duration");
        assertThat(metric.one(9).one(1).fixed(4)).isOne();
    }

    @Test
    void aTraceThatTheCallerDoesNotSampleIsNotSent() throws Exception {
        LinkedBlockingQueue<HttpCall> calls = new LinkedBlockingQueue<>();
        try (Observatory observatory = observatory("{diagnostics: {otel: {enabled: true, metrics: false}}}", call -> {
            calls.add(call);
            return new Empty();
        })) {
            observatory.requests().ended(start("r1").traced(Optional.of("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331-00")), end(Status.OK, 200));
        }
        assertThat(calls).isEmpty();
    }

    @Test
    void theLogGoesToTheCollectorWhereThatIsWantedWithoutSecrets() throws Exception {
        LinkedBlockingQueue<HttpCall> calls = new LinkedBlockingQueue<>();
        String wanted = "{diagnostics: {otel: {enabled: true, logs: true, traces: false, metrics: false, flushIntervalMs: 60000}}}";
        try (Observatory observatory = observatory(wanted, call -> {
            calls.add(call);
            return new Empty();
        })) {
            ConfigSnapshot snapshot = config(wanted);
            LogSettings settings = LogSettings.of(snapshot, Places.of(snapshot.environment()));
            LogMask mask = LogMask.of(snapshot, List.of(new Secret("gateway-token-123456")));
            try (FileLog log = new FileLog(settings, mask, new FileLog.Out(null, false), InstantSource.fixed(NOON), () -> ZoneOffset.UTC)) {
                log.listen(observatory.logs().orElseThrow());
                log.write(Log.Level.WARN, "ws", "refused gateway-token-123456", Map.of("code", 1008, "address", "127.0.0.1"));
                log.write(Log.Level.DEBUG, "ws", "not for the file", Map.of());
                log.fault("http", "broke", new IllegalStateException("why"));
            }
        }
        HttpCall sent = calls.poll(5, TimeUnit.SECONDS);
        assertThat(sent).isNotNull();
        assertThat(sent.uri().getPath()).isEqualTo("/v1/logs");
        assertThat(new String(sent.body(), StandardCharsets.ISO_8859_1)).doesNotContain("gateway-token-123456");
        List<ProtoReader> records = new ProtoReader(sent.body()).one(1).one(2).all(2);
        assertThat(records).extracting(record -> record.text(3)).containsExactly("WARN", "ERROR");
        assertThat(records.getFirst().fixed(2)).isEqualTo(13);
        assertThat(records.getFirst().fixed(1)).isEqualTo(NOON.getEpochSecond() * 1_000_000_000L);
        assertThat(records.getFirst().one(5).text(1)).startsWith("refused ");
        assertThat(records.getFirst().attributes(6))
                .containsEntry("code", "1008")
                .containsEntry("address", "127.0.0.1")
                .containsEntry("openclaw.subsystem", "ws");
        assertThat(records.getLast().attributes(6).get("exception.stacktrace")).contains("IllegalStateException");
        assertThat(calls).isEmpty();
    }

    @Test
    void theLogStaysAtHomeUnlessItIsWantedElsewhere() throws IOException {
        try (Observatory observatory = observatory("{diagnostics: {otel: {enabled: true}}}")) {
            assertThat(observatory.logs()).isEmpty();
        }
    }

    private static final class Empty implements HttpReply {
        @Override
        public int status() {
            return 200;
        }

        @Override
        public Optional<String> header(String name) {
            return Optional.empty();
        }

        @Override
        public int read(byte[] into) {
            return -1;
        }

        @Override
        public void close() {}
    }
}
