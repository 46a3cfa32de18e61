package cn.openclaw.journal;

import cn.openclaw.ledger.Status;
import cn.openclaw.llm.Usage;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Optional;

/**
 * Requests as spans of OpenTelemetry's trace protocol (opentelemetry-proto, trace/v1), named and described by its GenAI
 * conventions: {@code chat <model>}, {@code invoke_agent <agent>}, {@code execute_tool <tool>}. Ids follow from what is told of,
 * so that a turn, its calls and its tools find each other without anybody carrying a context.
 */
final class Spans {
    private static final int INTERNAL = 1;
    private static final int SERVER = 2;
    private static final int CLIENT = 3;
    private static final int ERROR = 2;
    private static final int TRACE_ID = 16;
    private static final int SPAN_ID = 8;
    private static final long NANOS = 1_000_000_000L;

    private Spans() {}

    /** Where a span belongs. */
    record Context(byte[] trace, Optional<byte[]> parent, boolean sampled) {}

    /** The spans of a request: a caller's own, and the call to the model; of an agent's request only that. */
    static Proto[] of(RequestStart start, RequestEnd end) {
        Context context = context(start);
        boolean agents = start.kind() == RequestKind.AGENT;
        byte[] door = id("door:" + start.id(), SPAN_ID);
        Optional<byte[]> parent = agents ? context.parent() : Optional.of(door);
        Proto call = span(context.trace(), id("call:" + start.id(), SPAN_ID), parent)
                .text(5, operation(start) + " " + end.by().map(RequestEnd.Answerer::model).orElse(start.model()))
                .number(6, CLIENT);
        times(call, start.at(), end.timing().whole());
        describe(call, start, end);
        failed(call, end);
        if (agents) {
            return new Proto[] {call};
        }
        Proto server = span(context.trace(), door, context.parent()).text(5, "POST /v1/" + start.kind().word().replace('.', '/')).number(6, SERVER);
        times(server, start.at(), end.timing().whole());
        word(server, "http.request.method", "POST");
        word(server, "http.route", "/v1/" + start.kind().word().replace('.', '/'));
        whole(server, "http.response.status_code", end.status());
        word(server, "openclaw.caller", start.caller());
        word(server, "openclaw.request.id", start.id());
        failed(server, end);
        return new Proto[] {server, call};
    }

    /** The span of a turn, or of a tool's work in one. */
    static Proto of(Act act) {
        byte[] trace = id("run:" + act.run(), TRACE_ID);
        byte[] turn = id("turn:" + act.run(), SPAN_ID);
        boolean whole = act.kind() == Act.Kind.TURN;
        byte[] own = whole ? turn : id("tool:" + act.run() + act.name() + act.at(), SPAN_ID);
        String operation = whole ? "invoke_agent" : "execute_tool";
        Proto span = span(trace, own, whole ? Optional.empty() : Optional.of(turn)).text(5, operation + " " + act.name()).number(6, INTERNAL);
        times(span, act.at(), act.nanos());
        word(span, "gen_ai.operation.name", operation);
        word(span, whole ? "gen_ai.agent.name" : "gen_ai.tool.name", act.name());
        word(span, "gen_ai.conversation.id", act.session());
        act.error().ifPresent(words -> {
            word(span, "error.type", whole ? "turn_failed" : "tool_failed");
            span.message(15, status -> status.text(2, words).number(3, ERROR));
        });
        return span;
    }

    private static Proto span(byte[] trace, byte[] own, Optional<byte[]> parent) {
        Proto span = new Proto().bytes(1, trace).bytes(2, own);
        parent.ifPresent(id -> span.bytes(4, id));
        return span;
    }

    private static void times(Proto span, Instant at, long nanos) {
        long begun = at.getEpochSecond() * NANOS + at.getNano();
        span.fixed(7, begun).fixed(8, begun + nanos);
    }

    private static void describe(Proto span, RequestStart start, RequestEnd end) {
        word(span, "gen_ai.operation.name", operation(start));
        word(span, "gen_ai.request.model", start.model());
        end.by().ifPresent(by -> {
            word(span, "gen_ai.provider.name", by.provider());
            word(span, "gen_ai.response.model", by.model());
            whole(span, "openclaw.attempts", by.attempts());
        });
        Usage usage = end.outcome().usage();
        if (usage.reported()) {
            // The convention counts cached tokens among the input.
            whole(span, "gen_ai.usage.input_tokens", usage.input() + usage.cacheRead() + usage.cacheWrite());
            whole(span, "gen_ai.usage.output_tokens", usage.output());
            whole(span, "gen_ai.usage.cache_read.input_tokens", usage.cacheRead());
        }
        end.finish().ifPresent(reason -> span.message(9, pair -> pair.text(1, "gen_ai.response.finish_reasons")
                .message(2, value -> value.message(5, list -> list.message(1, one -> one.text(1, reason))))));
        start.session().ifPresent(key -> word(span, "gen_ai.conversation.id", key));
        if (end.timing().firstByte() >= 0) {
            real(span, "openclaw.first_byte_seconds", (double) end.timing().firstByte() / NANOS);
        }
    }

    private static void failed(Proto span, RequestEnd end) {
        Status status = end.outcome().status();
        if (status != Status.OK) {
            word(span, "error.type", status == Status.ABORTED ? "aborted" : end.status() >= 400 ? String.valueOf(end.status()) : "failed");
            span.message(15, inner -> inner.text(2, end.error().orElse("")).number(3, ERROR));
        }
    }

    static String operation(RequestStart start) {
        return start.kind() == RequestKind.EMBEDDINGS ? "embeddings" : "chat";
    }

    static void word(Proto span, String key, String value) {
        span.message(9, pair -> pair.text(1, key).message(2, any -> any.text(1, value)));
    }

    private static void whole(Proto span, String key, long value) {
        span.message(9, pair -> pair.text(1, key).message(2, any -> any.exactly(3, value)));
    }

    private static void real(Proto span, String key, double value) {
        span.message(9, pair -> pair.text(1, key).message(2, any -> any.real(4, value)));
    }

    /** A caller's trace goes on; an agent's turn has one of its own. */
    static Context context(RequestStart start) {
        if (start.run().isPresent()) {
            String run = start.run().get();
            return new Context(id("run:" + run, TRACE_ID), Optional.of(id("turn:" + run, SPAN_ID)), true);
        }
        return start.traceparent().flatMap(Spans::parse).orElseGet(() -> new Context(id("request:" + start.id(), TRACE_ID), Optional.empty(), true));
    }

    /** {@code 00-<32 hex>-<16 hex>-<flags>}, as the W3C has it; anything else is as good as none. */
    private static Optional<Context> parse(String header) {
        String[] parts = header.strip().split("-", -1);
        if (parts.length < 4 || parts[1].length() != 2 * TRACE_ID || parts[2].length() != 2 * SPAN_ID || parts[3].length() != 2) {
            return Optional.empty();
        }
        try {
            byte[] trace = HexFormat.of().parseHex(parts[1]);
            byte[] parent = HexFormat.of().parseHex(parts[2]);
            boolean sampled = (HexFormat.fromHexDigits(parts[3]) & 1) == 1;
            return Arrays.equals(trace, new byte[TRACE_ID]) ? Optional.empty() : Optional.of(new Context(trace, Optional.of(parent), sampled));
        } catch (IllegalArgumentException e) {
            return Optional.empty();
        }
    }

    /** Whether a trace is among the share that is sent: the same answer for all its spans, here and elsewhere. */
    static boolean sampled(byte[] trace, double rate) {
        long last = ByteBuffer.wrap(trace, SPAN_ID, SPAN_ID).getLong() >>> 1;
        return rate >= 1 || last < rate * Long.MAX_VALUE;
    }

    static byte[] id(String of, int length) {
        try {
            return Arrays.copyOf(MessageDigest.getInstance("SHA-256").digest(of.getBytes(StandardCharsets.UTF_8)), length);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e); // every Java has it
        }
    }

    static byte[] trace(Act act) {
        return id("run:" + act.run(), TRACE_ID);
    }
}
