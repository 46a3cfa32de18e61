package cn.openclaw.gateway;

import cn.openclaw.json.Json;
import cn.openclaw.protocol.GatewayError;
import cn.openclaw.protocol.GatewayErrorCode;
import cn.openclaw.protocol.GatewayException;
import java.time.Duration;
import java.util.Optional;
import tools.jackson.databind.JsonNode;

/**
 * How many messages of a conversation wait while a turn of it runs: {@code messages.queue}. The usual values are the original's.
 *
 * @param cap messages that wait at most
 * @param drop what becomes of one too many
 * @param debounce messages that are answered together are answered when none came for so long
 */
public record QueueLimits(int cap, Drop drop, Duration debounce) {
    /** For the gateway's own work, which is no more than there are jobs. */
    static final QueueLimits NONE = new QueueLimits(Integer.MAX_VALUE, Drop.NEW, Duration.ZERO);

    private static final String FULL = "QUEUE_FULL";
    private static final String CHANNEL = "webchat";
    private static final int USUAL_CAP = 20;
    private static final int USUAL_DEBOUNCE_MILLIS = 1_000;
    private static final long RETRY_MILLIS = 5_000;

    /** What becomes of one message too many. Nothing that was accepted is dropped without its sender hearing of it. */
    enum Drop {
        /** The message that has waited longest ends without an answer. */
        OLD,
        /** The new message is refused. */
        NEW,
        /** The message that has waited longest is answered, in short, with the next one. */
        SUMMARIZE
    }

    /** @param config the whole resolved tree */
    static QueueLimits of(JsonNode config) {
        JsonNode queue = config.path("messages").path("queue");
        int cap = queue.path("cap").asInt(USUAL_CAP);
        int debounce = queue.path("debounceMsByChannel").path(CHANNEL).asInt(queue.path("debounceMs").asInt(USUAL_DEBOUNCE_MILLIS));
        Drop drop =
                switch (Optional.ofNullable(Json.text(queue, "drop")).orElse("")) {
                    case "old" -> Drop.OLD;
                    case "new" -> Drop.NEW;
                    default -> Drop.SUMMARIZE;
                };
        return new QueueLimits(Math.max(1, cap), drop, Duration.ofMillis(Math.max(0, debounce)));
    }

    /** What the configuration says of a message that does not say it itself: for chats, else for all. */
    public static Optional<QueueMode> mode(JsonNode config) {
        JsonNode queue = config.path("messages").path("queue");
        return Optional.ofNullable(Json.text(queue, "byChannel", CHANNEL))
                .or(() -> Optional.ofNullable(Json.text(queue, "mode")))
                .flatMap(QueueMode::of);
    }

    /** A message for which there is no room. */
    GatewayException full() {
        String words = cap + " messages wait in this conversation already; send it again when some of them are answered"
                + " (messages.queue.cap says how many may wait)";
        JsonNode details = Json.object().put("code", FULL).put("cap", cap);
        return new GatewayException(
                new GatewayError(GatewayErrorCode.UNAVAILABLE, words, Optional.of(details), true, Optional.of(RETRY_MILLIS)));
    }

    /** Whether a refusal says that too many messages wait. */
    public static boolean isFull(GatewayException refusal) {
        return refusal.error().details().map(details -> FULL.equals(Json.text(details, "code"))).orElse(false);
    }
}
