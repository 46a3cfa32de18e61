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
 * @param ofOneAddress sockets at once of one remote address that have not shown a right key; see {@link Newcomers}
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
        int ofOneAddress,
        int calls,
        Duration handshake,
        Duration headers,
        Duration idle,
        Duration tick) {
    /** Files, listening sockets and whatever else is open beside connections. */
    private static final int BESIDE = 200;

    /**
     * With no more connections than descriptors suffice for: each may need a second one, to the model it asks. Where they ran out, a
     * ledger or a log could not be written either.
     *
     * @param descriptors how many files and sockets this process may have open
     */
    Limits within(long descriptors) {
        int room = (int) Math.min(connections, Math.max(16, (descriptors - BESIDE) / 2));
        return new Limits(
                payload,
                beforeLogin,
                body,
                bodies,
                buffered,
                room,
                Math.min(strangers, room),
                Math.min(ofOneAddress, Math.max(4, room / 4)),
                calls,
                handshake,
                headers,
                idle,
                tick);
    }

    /** What the product runs with. */
    public static final Limits USUAL = new Limits(
            8 << 20,
            64 << 10,
            32 << 20,
            256L << 20,
            16 << 20,
            16_384,
            12_288,
            512,
            128,
            Duration.ofSeconds(10),
            Duration.ofSeconds(10),
            Duration.ofSeconds(75),
            Duration.ofSeconds(15));
}
