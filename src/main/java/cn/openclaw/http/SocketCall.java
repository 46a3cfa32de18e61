package cn.openclaw.http;

import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/**
 * A socket that is wanted.
 *
 * @param uri {@code ws://…} or {@code wss://…}; its query may hold a secret and is never shown
 * @param headers for the handshake; values may be secrets
 * @param connect how long the connection and the handshake may take together
 * @param fingerprint SHA-256 of the server's certificate in hex, with or without colons. Then exactly this certificate is
 *     believed, whoever signed it and whatever name it carries; otherwise the machine's usual authorities decide
 */
public record SocketCall(URI uri, Map<String, String> headers, Duration connect, Optional<String> fingerprint) {
    public SocketCall {
        headers = Map.copyOf(headers);
    }

    /** Nothing of it may reach a log by accident. */
    @Override
    public String toString() {
        return uri.getScheme() + "://" + uri.getHost() + (uri.getPort() < 0 ? "" : ":" + uri.getPort());
    }
}
