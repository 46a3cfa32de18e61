package cn.openclaw.gateway.relay;

import cn.openclaw.base.Language;
import cn.openclaw.base.Secret;
import cn.openclaw.journal.RequestEnd;
import cn.openclaw.journal.RequestKind;
import cn.openclaw.journal.RequestStart;
import cn.openclaw.journal.Requests;
import cn.openclaw.ledger.Cap;
import cn.openclaw.ledger.Ledger;
import cn.openclaw.ledger.Outcome;
import cn.openclaw.ledger.Price;
import cn.openclaw.ledger.Status;
import cn.openclaw.llm.Usage;
import cn.openclaw.llm.raw.RawRequest;
import cn.openclaw.llm.translation.Counts;
import cn.openclaw.log.Log;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.handler.codec.http.HttpHeaders;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** What is told of one request: in the answer's headers, in the ledger, in the log. */
final class Report {
    /** Of the upstream's headers those that its own clients look at. */
    private static final String[] PASSED_ON = {
        "retry-after", "request-id", "x-request-id", "msh-request-id", "openai-processing-ms", "openai-version", "anthropic-organization-id"
    };

    private static final String[] FAMILIES = {"x-ratelimit-", "anthropic-ratelimit-"};

    /** Bytes of a streamed event around a token of its text, where nobody counted tokens; rather too few. */
    private static final int BYTES_AN_EVENT = 120;

    /** What models write in a second, where nobody heard how much it was. */
    private static final int TOKENS_A_SECOND = 50;

    private final Relay relay;
    private final Order order;
    /** More of an answer than this nobody will read in a journal. */
    private static final int MOST_KEPT = 4 << 20;

    private final Requests requests;
    private final ByteArrayOutputStream kept = new ByteArrayOutputStream(0);
    private @Nullable RequestStart start;
    private long firstByte = -1;
    private long bytes;
    private final List<Tried> tried = new ArrayList<>(0);

    private record Tried(Sending done, RequestEnd.Attempt attempt) {}

    Report(Relay relay, Order order) {
        this.relay = relay;
        this.order = order;
        this.requests = relay.requests();
    }

    /**
     * What a call came to.
     *
     * @param cost amount and currency; empty where nobody knows
     */
    record Sum(Outcome outcome, Optional<String> cost) {}

    /** Nobody answered. */
    static final Sum NOTHING =
            new Sum(Outcome.unpriced(Status.FAILED, Usage.UNKNOWN, Price.NOTHING), Optional.empty());

    /** Nobody was asked, or nobody answered, and the caller is not there any more. */
    static final Sum LEFT = new Sum(Outcome.unpriced(Status.ABORTED, Usage.UNKNOWN, Price.NOTHING), Optional.empty());

    /** Headers of every answer. */
    static Map<String, String> basics(Order order, int attempts, Map<String, String> more) {
        Map<String, String> headers = new LinkedHashMap<>(more);
        headers.put("x-openclaw-request-id", order.id());
        if (attempts > 0) {
            headers.put("x-openclaw-attempts", Integer.toString(attempts));
        }
        return headers;
    }

    /**
     * The upstream's headers that its own clients look at.
     *
     * @param key what it was asked with; a host that quotes it is not quoted
     */
    static void passOn(HttpHeaders from, Optional<Secret> key, Map<String, String> to) {
        for (String name : PASSED_ON) {
            String value = from.get(name);
            if (value != null && !holds(value, key)) {
                to.putIfAbsent(name, value);
            }
        }
        var all = from.iteratorCharSequence();
        while (all.hasNext()) {
            var header = all.next();
            for (String family : FAMILIES) {
                if (header.getKey().length() > family.length()
                        && !holds(header.getValue().toString(), key)
                        && family.equalsIgnoreCase(header.getKey().subSequence(0, family.length()).toString())) {
                    to.putIfAbsent(header.getKey().toString().toLowerCase(java.util.Locale.ROOT), header.getValue().toString());
                }
            }
        }
    }

    private static boolean holds(String value, Optional<Secret> key) {
        return key.isPresent() && !key.get().isBlank() && value.contains(key.get().reveal());
    }

    /** Whoever watches hears that it began; and once, later, that it is over. */
    void began() {
        RequestStart said = RequestStart.raw(order.id(), order.at(), kind(), order.asker().name(), order.model())
                .streamed(order.streamed())
                .traced(order.traceparent());
        start = requests.keepsBodies() ? said.with(order.body().bytes()) : said;
        requests.began(start);
    }

    private RequestKind kind() {
        return switch (order.door()) {
            case CHAT -> RequestKind.CHAT;
            case RESPONSES -> RequestKind.RESPONSES;
            case MESSAGES, COUNT -> RequestKind.MESSAGES;
            case EMBEDDINGS -> RequestKind.EMBEDDINGS;
        };
    }

    /** These bytes of the answer's body go to the caller. */
    void heard(ByteBuf piece) {
        int count = piece.readableBytes();
        if (firstByte < 0) {
            firstByte = System.nanoTime() - order.begun();
        }
        bytes += count;
        if (start != null && requests.keepsBodies() && kept.size() < MOST_KEPT) {
            kept.writeBytes(ByteBufUtil.getBytes(piece));
        }
    }

    /** What a call came to, by what the host counted; by our own count where it did not. */
    Sum sum(Sending done, UsageScan scan, Status status) {
        Usage usage = Counts.of(scan.first(), scan.last());
        if (order.door() == Door.COUNT) {
            return new Sum(Outcome.unpriced(status, Usage.UNKNOWN, Price.NOTHING), Optional.empty());
        }
        boolean nothing = !usage.reported() && scan.bytes() == 0 && status == Status.FAILED;
        Outcome outcome = usage.reported()
                ? done.way().tariff().outcome(status, usage)
                : nothing ? Outcome.unpriced(status, Usage.UNKNOWN, Price.NOTHING) : estimated(done, scan, status);
        return new Sum(outcome, outcome.currency().map(currency -> Cap.money(outcome.micros(), currency).amount().stripTrailingZeros().toPlainString() + " " + currency));
    }

    private Outcome estimated(Sending done, UsageScan scan, Status status) {
        long prompt = order.body().bytes().length / 4 + 1L;
        long heard = scan.bytes() / (order.streamed() ? BYTES_AN_EVENT : 4);
        // Whoever leaves before a whole answer comes has had it written all the same; no cap is to be got round in this way.
        long written = Math.min(done.took().toSeconds() * TOKENS_A_SECOND, RawRequest.mostOutput(done.way().endpoint(), order.body()));
        long answer = status == Status.ABORTED && scan.bytes() == 0 ? written : heard;
        return done.way().tariff().estimated(status, prompt, answer);
    }

    /** A way that did not answer, before another is asked. */
    void attempt(Sending done, Refusal refusal) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", order.id());
        fields.put("model", done.way().ref().toString());
        fields.put("profile", done.way().label());
        fields.put("status", refusal.status());
        fields.put("ms", done.took().toMillis());
        Way way = done.way();
        tried.add(new Tried(done, new RequestEnd.Attempt(
                way.ref().provider(), way.ref().model(), way.profile(), refusal.status(), refusal.why().in(Language.EN), done.took().toNanos())));
        relay.desk().add(new Desk.Note(
                new Ledger.Settled(done.call(), NOTHING.outcome()),
                new Desk.Entry(Log.Level.WARN, "upstream refused: " + refusal.why().in(Language.EN), fields),
                null));
    }

    /** A call that is over is written down; a good one does its key credit. */
    void settled(Sending done, Sum sum, boolean good) {
        relay.desk().add(new Desk.Note(
                new Ledger.Settled(done.call(), sum.outcome()), null, good ? () -> relay.praise(done.way().asked()) : null));
    }

    /**
     * The request is over. What is said a second time counts for nothing.
     *
     * @param done who was asked last
     * @param status what the caller was given; 0 if it left before
     */
    void ended(Optional<Sending> done, int attempts, Sum sum, int status, Optional<String> error) {
        RequestStart begun = start;
        if (begun == null) {
            return;
        }
        start = null;
        // Whoever was asked last and refused is the one that is told of.
        List<RequestEnd.Attempt> before = new ArrayList<>(tried.size());
        for (Tried one : tried) {
            if (done.isEmpty() || one.done() != done.get()) {
                before.add(one.attempt());
            }
        }
        requests.ended(begun, new RequestEnd(
                status,
                done.map(way -> new RequestEnd.Answerer(
                        way.way().ref().provider(), way.way().ref().model(), way.way().profile(), Math.max(1, attempts))),
                sum.outcome(),
                new RequestEnd.Timing(firstByte, System.nanoTime() - order.begun(), bytes),
                Optional.empty(),
                error,
                requests.keepsBodies() ? Optional.of(kept.toByteArray()) : Optional.empty(),
                before));
        log(done, sum, status, error);
    }

    private void log(Optional<Sending> done, Sum sum, int status, Optional<String> error) {
        Map<String, Object> fields = new LinkedHashMap<>();
        fields.put("id", order.id());
        fields.put("door", order.door().path());
        fields.put("caller", order.asker().name());
        fields.put("asked", order.model());
        done.ifPresent(way -> {
            fields.put("model", way.way().ref().toString());
            fields.put("profile", way.way().label());
        });
        fields.put("status", status);
        fields.put("firstByteMs", firstByte < 0 ? -1 : firstByte / 1_000_000);
        fields.put("ms", (System.nanoTime() - order.begun()) / 1_000_000);
        fields.put("bytes", bytes);
        sum.cost().ifPresent(cost -> fields.put("cost", cost));
        error.ifPresent(said -> fields.put("error", said));
        Log.Level level = error.isEmpty() || status == 0 ? Log.Level.INFO : Log.Level.WARN;
        relay.desk().add(new Desk.Note(null, new Desk.Entry(level, error.isEmpty() ? "relayed" : "not relayed", fields), null));
    }
}
