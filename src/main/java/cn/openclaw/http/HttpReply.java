package cn.openclaw.http;

import java.util.Optional;

/** An answer whose body is still arriving. Closing it before the end closes the socket, which tells the server to stop. */
public interface HttpReply extends AutoCloseable {
    int status();

    /** The first value of a header, whatever its case. */
    Optional<String> header(String name);

    /**
     * The next bytes of the body, at least one; -1 at its end.
     *
     * @throws HttpException if it breaks off, or stalls longer than a limit
     */
    int read(byte[] into) throws InterruptedException;

    /**
     * From now on waits at most this long between two pieces, if the limit was longer: for the tail of an answer whose
     * substance has arrived.
     */
    default void hurry(java.time.Duration stall) {}

    @Override
    void close();

    /** The whole rest of the body, at most {@code limit} bytes of it. */
    default byte[] body(int limit) throws InterruptedException {
        var all = new java.io.ByteArrayOutputStream();
        byte[] piece = new byte[8192];
        for (int n = read(piece); n >= 0 && all.size() < limit; n = read(piece)) {
            all.write(piece, 0, Math.min(n, limit - all.size()));
        }
        return all.toByteArray();
    }
}
