package cn.openclaw.http;

import java.net.http.HttpRequest.BodyPublisher;
import java.nio.ByteBuffer;
import java.util.concurrent.Flow;

/**
 * A body that tells when it is asked for. That happens once the connection stands (TLS and proxy included) and the headers are
 * written, which is the only sign {@code java.net.http} gives of it; its own connect timeout ends before the TLS handshake.
 */
final class Announcing implements BodyPublisher {
    private final BodyPublisher body;
    private final Waiting waiting;

    Announcing(BodyPublisher body, Waiting waiting) {
        this.body = body;
        this.waiting = waiting;
    }

    @Override
    public long contentLength() {
        waiting.stands();
        return body.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
        waiting.stands();
        body.subscribe(subscriber);
    }
}
