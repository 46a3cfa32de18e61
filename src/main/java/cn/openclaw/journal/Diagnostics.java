package cn.openclaw.journal;

import cn.openclaw.config.ClawConfig;
import cn.openclaw.config.ConfigSnapshot;
import cn.openclaw.json.Json;
import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * The configuration's {@code diagnostics}, as far as requests go.
 *
 * @param journal whether requests are kept on disk; off only by {@code diagnostics.enabled: false}
 * @param keepsBodies whether their bodies are kept too: {@code requests.bodies} (or {@code requests.*}, {@code *}) is among {@code diagnostics.flags}
 * @param otel where traces, metrics and the log are sent; empty unless {@code diagnostics.otel.enabled}
 */
record Diagnostics(boolean journal, boolean keepsBodies, Optional<Otel> otel) {
    private static final long FLUSH_MS = 5_000;

    /**
     * A collector.
     *
     * @param base its address, without {@code /v1/traces}
     * @param grpc whether that protocol is asked for, which is not spoken here
     * @param headers sent with each request; they may hold a key
     * @param sampleRate share of traces, 0 to 1
     */
    record Otel(
            URI base, boolean grpc, Map<String, String> headers, String service, Signals signals, double sampleRate, Duration flush) {}

    /** What is sent to it. */
    record Signals(boolean traces, boolean metrics, boolean logs) {}

    static Diagnostics of(ConfigSnapshot snapshot) {
        ClawConfig config = snapshot.config();
        JsonNode own = config.tree().get("diagnostics");
        if (own == null) {
            return new Diagnostics(true, false, Optional.empty());
        }
        boolean on = flag(own, true, "enabled");
        boolean bodies = false;
        JsonNode flags = own.get("flags");
        if (flags != null && flags.isArray()) {
            for (JsonNode flag : flags) {
                String word = flag.isString() ? flag.stringValue().strip().toLowerCase(Locale.ROOT) : "";
                bodies |= word.equals("requests.bodies") || word.equals("requests.*") || word.equals("*");
            }
        }
        return new Diagnostics(on, on && bodies, on ? otel(own, snapshot) : Optional.empty());
    }

    private static Optional<Otel> otel(JsonNode own, ConfigSnapshot snapshot) {
        JsonNode otel = own.get("otel");
        if (otel == null || !flag(otel, false, "enabled")) {
            return Optional.empty();
        }
        String written = Optional.ofNullable(Json.text(otel, "endpoint"))
                .or(() -> snapshot.environment().get("OTEL_EXPORTER_OTLP_ENDPOINT"))
                .orElse("http://127.0.0.1:4318");
        Map<String, String> headers = new LinkedHashMap<>();
        JsonNode pairs = otel.get("headers");
        if (pairs != null) {
            pairs.properties().stream()
                    .filter(pair -> pair.getValue().isString())
                    .forEach(pair -> headers.put(pair.getKey(), pair.getValue().stringValue()));
        }
        return Optional.of(new Otel(
                base(written),
                "grpc".equals(Json.text(otel, "protocol")),
                headers,
                Optional.ofNullable(Json.text(otel, "serviceName")).orElse("openclaw-cn"),
                new Signals(flag(otel, true, "traces"), flag(otel, true, "metrics"), flag(otel, false, "logs")),
                number(otel, 1, "sampleRate"),
                Duration.ofMillis(Math.max(100, (long) number(otel, FLUSH_MS, "flushIntervalMs")))));
    }

    /** People write the address of traces, or that of the collector. */
    private static URI base(String written) {
        String plain = written.strip();
        for (String end : new String[] {"/", "/v1/traces", "/v1/metrics", "/v1/logs", "/"}) {
            plain = plain.endsWith(end) ? plain.substring(0, plain.length() - end.length()) : plain;
        }
        return URI.create(plain);
    }

    private static boolean flag(JsonNode tree, boolean otherwise, String name) {
        JsonNode node = tree.get(name);
        return node == null || !node.isBoolean() ? otherwise : node.booleanValue();
    }

    private static double number(JsonNode tree, double otherwise, String name) {
        JsonNode node = tree.get(name);
        return node == null || !node.isNumber() ? otherwise : node.doubleValue();
    }
}
