package cn.openclaw.gateway;

import cn.openclaw.ledger.Payer;
import io.netty.channel.Channel;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** One request over HTTP and its answer. */
public interface HttpVisit {
    String method();

    /** Without the query, percent-decoded. */
    String path();

    Map<String, List<String>> query();

    Optional<String> header(String name);

    /** All headers as sent, in order; names in lower case. */
    List<Map.Entry<String, String>> headers();

    /** The whole body. The server has refused a longer one than {@code gateway.http} allows. */
    byte[] body();

    /** The peer's address, or what a trusted proxy says it is. */
    String address();

    /** Who this is by its bearer token (or {@code x-api-key}); empty if it has none or a wrong one, which was counted. */
    Optional<Caller> caller();

    /** In whose account an agent works for this: that of the program's key, where it came with one. */
    default Payer payer() {
        return Payer.NOBODY;
    }

    /** The whole answer. */
    void reply(int status, Map<String, String> headers, byte[] body);

    /** Begins an answer of unknown length. */
    Stream stream(int status, Map<String, String> headers);

    /** For the relay, which writes from the event loop of this very channel. It must answer whole, once. */
    Channel channel();

    /** An answer of unknown length. */
    interface Stream extends AutoCloseable {
        /** Sends these bytes now; waits while the client is behind. */
        void write(byte[] bytes) throws InterruptedException;

        /** The end. */
        @Override
        void close();

        /** No end: the connection breaks off behind what was written, so that nobody takes half an answer for a whole one. */
        default void breakOff() {
            close();
        }
    }
}
