package cn.openclaw.journal;

import cn.openclaw.json.Json;
import cn.openclaw.ledger.Price;
import cn.openclaw.llm.Usage;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ArrayNode;
import tools.jackson.databind.node.ObjectNode;

/** Requests as the journal keeps them and clients are told of them: one object, times in milliseconds. */
public final class RequestJson {
    private static final double NANOS = 1e6;
    private static final double MICROS = 1e6;
    private static final double THREE_DIGITS = 1e3;
    /** What a client that went away before the answer was given, in a status nobody ever sent it. */
    private static final int CLIENT_LEFT = 499;

    private RequestJson() {}

    /** One that runs, or has just ended; without bodies. */
    public static ObjectNode of(RecentRequests.Entry entry) {
        return entry.end().map(end -> of(entry.start(), end)).orElseGet(() -> of(entry.start()));
    }

    /** One that runs. */
    public static ObjectNode of(RequestStart start) {
        return start(start, "running");
    }

    /** One that is over; without bodies. */
    public static ObjectNode of(RequestStart start, RequestEnd end) {
        ObjectNode tree = start(start, "done");
        end.by().ifPresent(by -> {
            tree.put("provider", by.provider()).put("model", by.model());
            by.profile().ifPresent(profile -> tree.put("profile", profile));
            tree.put("attempts", by.attempts());
        });
        if (!end.tried().isEmpty()) {
            ArrayNode tried = tree.putArray("tried");
            end.tried().forEach(one -> tried.add(attempt(one)));
        }
        tree.put("status", end.status() == 0 ? CLIENT_LEFT : end.status()).put("outcome", end.outcome().status().word());
        RequestEnd.Timing timing = end.timing();
        if (timing.firstByte() >= 0) {
            tree.put("firstByteMs", millis(timing.firstByte()));
        }
        tree.put("durationMs", millis(timing.whole())).put("bytes", timing.bytes());
        Usage usage = end.outcome().usage();
        if (usage.reported()) {
            ObjectNode tokens = tree.putObject("tokens").put("input", usage.input()).put("output", usage.output());
            tokens.put("reasoning", usage.reasoning()).put("cacheRead", usage.cacheRead()).put("cacheWrite", usage.cacheWrite());
        }
        tree.put("price", end.outcome().price().word());
        if (end.outcome().price() == Price.KNOWN || end.outcome().price() == Price.ESTIMATED) {
            end.outcome().currency().ifPresent(currency -> tree.putObject("cost").put(currency.name(), end.outcome().micros() / MICROS));
        }
        end.finish().ifPresent(word -> tree.put("finish", word));
        end.error().ifPresent(words -> tree.put("error", words));
        return tree;
    }

    private static ObjectNode attempt(RequestEnd.Attempt one) {
        ObjectNode tree = Json.object().put("provider", one.provider()).put("model", one.model());
        one.profile().ifPresent(profile -> tree.put("profile", profile));
        return tree.put("status", one.status()).put("reason", one.reason()).put("ms", millis(one.nanos()));
    }

    private static ObjectNode start(RequestStart start, String phase) {
        ObjectNode tree = Json.object();
        tree.put("id", start.id()).put("at", start.at().toEpochMilli()).put("phase", phase).put("door", start.kind().word());
        tree.put("caller", start.caller());
        start.session().ifPresent(key -> tree.put("session", key));
        start.run().ifPresent(run -> tree.put("run", run));
        return tree.put("asked", start.model()).put("stream", start.streamed());
    }

    /** Three digits behind the point are enough. */
    static double millis(long nanos) {
        return Math.round(nanos / NANOS * THREE_DIGITS) / THREE_DIGITS;
    }

    static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
