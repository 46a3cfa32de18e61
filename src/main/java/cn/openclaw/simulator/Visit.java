package cn.openclaw.simulator;

import cn.openclaw.json.Json;
import java.io.IOException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import tools.jackson.databind.JsonNode;

/** One request on its way through the simulator, and the notes taken about it. Belongs to its connection's thread. */
final class Visit {
    private static final Spent NOTHING = new Spent(0, 0, 0, 0);

    private final int number;
    private final Instant time;
    private final WebRequest request;
    private final WebReply reply;
    private final long seed;
    private @Nullable JsonNode body;
    private String keyId = "";
    private String decision = "";
    private int frames;
    private Spent spent = NOTHING;
    private boolean noted;

    Visit(int number, Instant time, WebRequest request, WebReply reply, long seed) {
        this.number = number;
        this.time = time;
        this.request = request;
        this.reply = reply;
        this.seed = seed;
    }

    WebRequest request() {
        return request;
    }

    WebReply reply() {
        return reply;
    }

    Instant time() {
        return time;
    }

    /** Differs from request to request; the same run gives the same row of seeds. */
    long seed() {
        return seed * 1_000_003 + number;
    }

    void key(SimulatorKey key) {
        keyId = key.id();
    }

    void body(JsonNode value) {
        body = value;
    }

    void decided(String value) {
        decision = value;
    }

    /** The client did not wait for the whole answer: what the platform logs as 499. */
    void left() {
        decision += ", client left";
    }

    void frames(int value) {
        frames = value;
    }

    void spent(Spent value) {
        spent = value;
    }

    /** Hexadecimal digits that identify this request and look like the platform's. */
    String hex(int digits) {
        java.util.SplittableRandom random = new java.util.SplittableRandom(seed());
        StringBuilder text = new StringBuilder();
        while (text.length() < digits) {
            text.append(String.format(Locale.ROOT, "%016x", random.nextLong()));
        }
        return text.substring(0, digits);
    }

    Map<String, String> headers(String contentType) {
        Map<String, String> headers = new LinkedHashMap<>();
        headers.put("Content-Type", contentType);
        headers.put("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(time.atOffset(ZoneOffset.UTC)));
        headers.put("Server", "openclaw-cn-simulator");
        headers.put("Msh-Request-Id", hex(32));
        headers.put("X-Msh-Trace-Id", hex(32));
        return headers;
    }

    void send(int status, JsonNode tree) throws IOException {
        reply.send(status, headers("application/json; charset=utf-8"), Json.bytes(tree));
    }

    void send(int status, Map<String, String> more, JsonNode tree) throws IOException {
        Map<String, String> headers = headers("application/json; charset=utf-8");
        headers.putAll(more);
        reply.send(status, headers, Json.bytes(tree));
    }

    /** Writes this visit into the journal, once. */
    void note(Journal journal) {
        if (!noted) {
            noted = true;
            journal.add(entry(), request.body().length);
        }
    }

    private JournalEntry entry() {
        Map<String, String> headers = new LinkedHashMap<>();
        request.headers().forEach((name, values) -> headers.put(name, String.join(", ", values)));
        for (String name : new String[] {"authorization", "x-api-key"}) {
            headers.computeIfPresent(name, (_, _) -> keyId.isEmpty() ? "unknown key" : keyId);
        }
        return new JournalEntry(
                number,
                time,
                request.method(),
                request.path(),
                headers,
                Optional.ofNullable(body),
                reply.status(),
                decision,
                frames,
                spent.prompt(),
                spent.cached(),
                spent.completion());
    }
}
