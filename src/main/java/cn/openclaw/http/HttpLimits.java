package cn.openclaw.http;

import java.time.Duration;

/**
 * Four separate patiences; the error names the one that ran out.
 *
 * @param connect until the connection stands, TLS and proxy included
 * @param firstByte from the request being sent to the first byte of the body
 * @param stall between two pieces of the body
 * @param total for the whole exchange
 */
public record HttpLimits(Duration connect, Duration firstByte, Duration stall, Duration total) {
    /** For a chat: reasoning models may think a while before the first piece. */
    public static final HttpLimits CHAT = new HttpLimits(
            Duration.ofSeconds(15), Duration.ofSeconds(120), Duration.ofSeconds(60), Duration.ofMinutes(30));
    /** For a short question such as {@code GET /models}. */
    public static final HttpLimits SHORT =
            new HttpLimits(Duration.ofSeconds(5), Duration.ofSeconds(8), Duration.ofSeconds(5), Duration.ofSeconds(15));
}
