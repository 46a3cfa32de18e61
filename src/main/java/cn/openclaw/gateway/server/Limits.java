package cn.openclaw.gateway.server;

import java.time.Duration;

/**
 * How much the gateway takes from anybody. Tests make them smaller.
 *
 * @param payload bytes of one message of a client that has logged in
 * @param beforeLogin bytes of all that a socket may send before it has logged in
 * @param body bytes of one HTTP request's body
 * @param bodies bytes of all bodies that are being received together
 * @param buffered bytes that may wait for a slow reader before it misses events or is let go
 * @param connections sockets at once
 * @param strangers sockets at once that have not logged in, or have not yet sent a whole request
 * @param calls requests of one socket that are being worked on at once
 * @param handshake how long a login may take
 * @param headers how long the head of an HTTP request may take
 * @param idle how long an HTTP connection is kept for a next request
 * @param tick how often clients of protocol 4 are told that the connection lives; those of protocol 3 every second time
 */
public record Limits(
        int payload,
        int beforeLogin,
        int body,
        long bodies,
        int buffered,
        int connections,
        int strangers,
        int calls,
        Duration handshake,
        Duration headers,
        Duration idle,
        Duration tick) {
    /** What the product runs with. */
    public static final Limits USUAL = new Limits(
            8 << 20,
            64 << 10,
            32 << 20,
            256L << 20,
            16 << 20,
            16_384,
            12_288,
            128,
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(75),
            Duration.ofSeconds(15));
}
