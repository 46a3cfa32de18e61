package cn.openclaw.gateway.server;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufUtil;
import io.netty.channel.Channel;
import io.netty.channel.ChannelOutboundBuffer;
import io.netty.channel.socket.DuplexChannel;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.ssl.SslHandler;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.TimeUnit;

/**
 * What waits to be sent to one socket. A reader who is behind first misses what a later event says again, then is let go; it
 * never makes others wait. Used on its channel's event loop only.
 */
final class Outbox {
    /** Below this many bytes one copy is cheaper than three buffers. */
    private static final int SMALL = 2048;
    /** Bytes of the reason of a close frame; the standard allows 123, the original's clients know 120. */
    private static final int REASON = 120;

    private final Channel channel;
    private final int limit;
    private long seq;
    private boolean closing;

    /** @param limit bytes that may wait */
    Outbox(Channel channel, int limit) {
        this.channel = channel;
        this.limit = limit;
    }

    /** Sends a frame's text. */
    void text(byte[] utf8) {
        if (admits(utf8.length, false)) {
            ByteBuf buffer = channel.alloc().directBuffer(utf8.length + 10);
            header(buffer, utf8.length);
            channel.write(buffer.writeBytes(utf8), channel.voidPromise());
        }
    }

    /** Sends an event; its payload is shared with other sockets. The caller flushes. */
    void event(Telling telling) {
        if (!admits(telling.size(), telling.droppable())) {
            return;
        }
        byte[] prefix = telling.prefix();
        byte[] suffix = (telling.counted() ? ",\"seq\":" + ++seq + telling.version() + "}" : telling.version() + "}")
                .getBytes(StandardCharsets.US_ASCII);
        ByteBuf payload = telling.payload();
        int length = prefix.length + payload.readableBytes() + suffix.length;
        if (length <= SMALL) {
            ByteBuf buffer = channel.alloc().directBuffer(length + 10);
            header(buffer, length);
            buffer.writeBytes(prefix).writeBytes(payload, payload.readerIndex(), payload.readableBytes()).writeBytes(suffix);
            channel.write(buffer, channel.voidPromise());
        } else {
            ByteBuf start = channel.alloc().directBuffer(prefix.length + 10);
            header(start, length);
            channel.write(start.writeBytes(prefix), channel.voidPromise());
            channel.write(payload.retainedDuplicate(), channel.voidPromise());
            channel.write(channel.alloc().directBuffer(suffix.length).writeBytes(suffix), channel.voidPromise());
        }
    }

    /** The head of an unmasked text frame. */
    private static void header(ByteBuf buffer, int length) {
        buffer.writeByte(0x81);
        if (length <= 125) {
            buffer.writeByte(length);
        } else if (length <= 0xFFFF) {
            buffer.writeByte(126).writeShort(length);
        } else {
            buffer.writeByte(127).writeLong(length);
        }
    }

    /** Answers a ping; who reads none of the answers gets no more of them. */
    void pong(ByteBuf content) {
        if (admits(content.readableBytes() + 2, true)) {
            channel.writeAndFlush(new PongWebSocketFrame(content.retain()), channel.voidPromise());
        }
    }

    private boolean admits(int size, boolean droppable) {
        ChannelOutboundBuffer waiting = channel.unsafe().outboundBuffer();
        if (closing || waiting == null) {
            return false;
        }
        long pending = waiting.totalPendingWriteBytes();
        if (droppable) {
            // What may be missed is missed early: it must not be what fills the queue.
            return pending + size <= limit / 16;
        }
        if (pending > 0 && pending + size > limit) {
            close(1008, "slow consumer");
            return false;
        }
        return true;
    }

    /**
     * Says goodbye and ends its own side; the other side's is read on until it ends too, or for a second. A socket that is
     * closed while something unread arrives is reset, and the reset takes back what the client has not read yet: the
     * goodbye and what came before it.
     */
    void close(int code, String reason) {
        if (closing) {
            return;
        }
        closing = true;
        channel.writeAndFlush(new CloseWebSocketFrame(code, cut(reason))).addListener(said -> endOutput(said.isSuccess()));
        channel.eventLoop().schedule(() -> channel.close(), 1, TimeUnit.SECONDS);
    }

    /** Whether goodbye is said: what is still heard no longer counts. */
    boolean isClosing() {
        return closing;
    }

    private void endOutput(boolean said) {
        SslHandler tls = channel.pipeline().get(SslHandler.class);
        if (!said || !(channel instanceof DuplexChannel duplex)) {
            channel.close();
        } else if (tls != null) {
            tls.closeOutbound().addListener(_ -> duplex.shutdownOutput());
        } else {
            duplex.shutdownOutput();
        }
    }

    /** The beginning of a text that fits a close frame, no character halved. */
    static String cut(String reason) {
        if (ByteBufUtil.utf8Bytes(reason) <= REASON) {
            return reason;
        }
        int end = Math.min(reason.length(), REASON);
        while (ByteBufUtil.utf8Bytes(reason, 0, end) > REASON || Character.isHighSurrogate(reason.charAt(end - 1))) {
            end--;
        }
        return reason.substring(0, end);
    }
}
