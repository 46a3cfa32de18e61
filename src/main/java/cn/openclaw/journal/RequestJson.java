package cn.openclaw.journal;

import cn.openclaw.json.Json;
import cn.openclaw.ledger.Price;
import cn.openclaw.llm.Usage;
import java.nio.charset.StandardCharsets;
import tools.jackson.databind.node.ObjectNode;

/** Requests as the journal keeps them and clients are told of them: one flat object, times in milliseconds. */
public final class RequestJson {
    private static final double NANOS = 1e6;
    private static final double MICROS = 1e6;

    private RequestJson() {}

    /** One that runs, or has just ended; without bodies. */
    public static ObjectNode of(RecentRequests.Entry entry) {
        ObjectNode tree = start(entry.start());
        return entry.end().map(end -> end(tree, end)).orElseGet(() -> tree.put("live", true));
    }

    /** One that is over, as a line of the journal; without bodies. */
    static ObjectNode of(RequestStart start, RequestEnd end) {
        return end(start(start), end);
    }

    private static ObjectNode start(RequestStart start) {
        ObjectNode tree = Json.object();
        tree.put("id", start.id()).put("at", start.at().toString()).put("kind", start.kind().word());
        tree.put("caller", start.caller());
        start.session().ifPresent(key -> tree.put("session", key));
        start.run().ifPresent(run -> tree.put("run", run));
        return tree.put("model", start.model()).put("stream", start.streamed());
    }

    private static ObjectNode end(ObjectNode tree, RequestEnd end) {
        tree.put("status", end.status()).put("outcome", end.outcome().status().word());
        end.by().ifPresent(by -> {
            tree.put("provider", by.provider()).put("answeredBy", by.model());
            by.profile().ifPresent(profile -> tree.put("profile", profile));
            tree.put("attempts", by.attempts());
        });
        RequestEnd.Timing timing = end.timing();
        if (timing.firstByte() >= 0) {
            tree.put("firstByteMs", millis(timing.firstByte()));
        }
        tree.put("ms", millis(timing.whole())).put("bytes", timing.bytes());
        Usage usage = end.outcome().usage();
        if (usage.reported()) {
            ObjectNode tokens = tree.putObject("tokens").put("input", usage.input()).put("output", usage.output());
            tokens.put("cacheRead", usage.cacheRead()).put("cacheWrite", usage.cacheWrite()).put("reasoning", usage.reasoning());
        }
        tree.put("price", end.outcome().price().word());
        end.outcome().currency().filter(_ -> isAmount(end.outcome().price())).ifPresent(currency -> tree.put("cost", end.outcome().micros() / MICROS)
                .put("currency", currency.name()));
        end.finish().ifPresent(word -> tree.put("finish", word));
        end.error().ifPresent(words -> tree.put("error", words));
        return tree;
    }

    private static boolean isAmount(Price price) {
        return price == Price.KNOWN || price == Price.ESTIMATED;
    }

    /** Three digits behind the point are enough. */
    static double millis(long nanos) {
        return Math.round(nanos / NANOS * 1_000) / 1_000.0;
    }

    static String text(byte[] utf8) {
        return new String(utf8, StandardCharsets.UTF_8);
    }
}
