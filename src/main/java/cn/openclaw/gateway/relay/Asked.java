package cn.openclaw.gateway.relay;

import cn.openclaw.http.HttpException.Reason;
import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.channel.Channel;
import io.netty.handler.codec.http.HttpHeaders;
import org.jspecify.annotations.Nullable;

/** A request that is under way, from connecting to the last byte. On its event loop alone. */
final class Asked {
    private final LoopLinks links;
    private final Outgoing request;
    private final Answering answering;
    private final long begun = System.nanoTime();
    private @Nullable Channel channel;
    private @Nullable UpstreamLink link;
    private boolean over;
    private boolean heard;

    Asked(LoopLinks links, Outgoing request, Answering answering) {
        this.links = links;
        this.request = request;
        this.answering = answering;
    }

    ByteBufAllocator allocator() {
        return answering.allocator();
    }

    Outgoing request() {
        return request;
    }

    /** When it was begun, on the clock of {@link System#nanoTime}. */
    long begun() {
        return begun;
    }

    boolean isOver() {
        return over;
    }

    /**
     * Lets a caller on this machine, who waits for this core, have the first word before the rest of a burst is looked at. Only where
     * nothing else is under way: with many streams it would make all of them wait for each other.
     */
    @SuppressWarnings("ThreadPriorityCheck") // nothing relies on it: the word comes without it too, a little later
    void giveWay() {
        if (links.isAlone()) {
            Thread.yield();
        }
    }

    void connecting(Channel connecting) {
        channel = connecting;
    }

    void on(UpstreamLink working) {
        link = working;
        channel = null;
    }

    /** Nobody wants the answer any more: the connection is closed, which is how the upstream hears of it. */
    void cancel() {
        if (!over) {
            over = true;
            close();
        }
    }

    private void close() {
        if (link != null) {
            link.close();
        } else if (channel != null) {
            channel.close();
        }
    }

    /** Whether more of the body is read now; off while the caller is behind. */
    void reading(boolean on) {
        if (link != null && !over) {
            link.reading(on);
        }
    }

    void head(int status, HttpHeaders headers) {
        heard = true;
        if (!over) {
            answering.head(status, headers);
        }
    }

    void piece(ByteBuf bytes) {
        if (over) {
            bytes.release();
        } else {
            answering.piece(bytes);
        }
    }

    void pause() {
        if (!over) {
            answering.pause();
        }
    }

    void end() {
        if (!over) {
            over = true;
            answering.end();
        }
    }

    /** An idle connection that the other side had closed just now says nothing about this request: it goes on a new one. */
    void broken(boolean reused, String detail) {
        if (over) {
            return;
        }
        if (reused && !heard) {
            link = null;
            links.connect(this, 0);
        } else {
            failed(Reason.BROKEN, detail);
        }
    }

    void failed(Reason reason, String detail) {
        if (!over) {
            over = true;
            close();
            answering.failed(reason, detail);
        }
    }
}
