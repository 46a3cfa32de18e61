package cn.openclaw.gateway.relay;

import cn.openclaw.base.Language;
import cn.openclaw.gateway.HttpVisit;
import cn.openclaw.json.JsonBytes;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What a caller asked for.
 *
 * @param id unique; told in {@code x-openclaw-request-id}
 * @param door by which it came in
 * @param asker in whose name
 * @param body as it came
 * @param model as it is written there
 * @param streamed whether the answer is wanted piece by piece
 * @param forwarded headers of the caller's that the upstream gets too, where it speaks the same wire
 * @param traceparent the W3C trace context that came with it
 * @param language in which its people read
 * @param at when it came in
 * @param begun the same on the clock of {@link System#nanoTime}
 */
record Order(
        String id,
        Door door,
        Asker asker,
        JsonBytes body,
        String model,
        boolean streamed,
        Map<String, String> forwarded,
        Optional<String> traceparent,
        Language language,
        Instant at,
        long begun) {

    private static final Set<String> FORWARDED =
            Set.of("anthropic-version", "anthropic-beta", "openai-beta", "idempotency-key");

    static Map<String, String> forwarded(HttpVisit visit) {
        Map<String, String> headers = new LinkedHashMap<>();
        for (Map.Entry<String, String> header : visit.headers()) {
            if (FORWARDED.contains(header.getKey())) {
                headers.merge(header.getKey(), header.getValue(), (one, other) -> one + "," + other);
            }
        }
        return headers;
    }

    /** Chinese for who asks for it first, else English: most readers of these are programs. */
    static Language language(HttpVisit visit) {
        return visit.header("accept-language").flatMap(Language::accepted).orElse(Language.EN);
    }

    /** The models in {@code x-openclaw-fallbacks}; empty for none. */
    static List<String> fallbacks(HttpVisit visit) {
        return visit.header("x-openclaw-fallbacks")
                .map(text -> List.of(text.split(",")).stream().map(String::strip).filter(one -> !one.isEmpty()).toList())
                .orElse(List.of());
    }
}
