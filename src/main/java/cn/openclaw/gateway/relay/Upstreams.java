package cn.openclaw.gateway.relay;

import io.netty.channel.EventLoop;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** Connections to upstreams. Each event loop has its own, so that an answer never changes threads on its way to the caller. */
final class Upstreams implements AutoCloseable {
    private final Map<EventLoop, LoopLinks> loops = new ConcurrentHashMap<>();
    private final Tls tls;

    Upstreams(Tls tls) {
        this.tls = tls;
    }

    /** What belongs to this event loop; to be used on it alone. */
    LoopLinks of(EventLoop loop) {
        return loops.computeIfAbsent(loop, one -> new LoopLinks(one, tls));
    }

    @Override
    public void close() {
        loops.values().forEach(LoopLinks::close);
        loops.clear();
    }
}
