package cn.openclaw.gateway.relay;

import io.netty.buffer.ByteBuf;
import io.netty.buffer.ByteBufAllocator;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.channel.EventLoop;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpContent;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.DefaultHttpResponse;
import io.netty.handler.codec.http.DefaultLastHttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** The caller's side of one answer. On the event loop of the caller's channel alone. */
final class Front extends ChannelInboundHandlerAdapter {
    private final Channel channel;
    private final Listener listener;
    /** Room for a chunk's size before it: eight digits and the end of the line. */
    private static final int SIZE = 10;

    private static final byte[] END = {'\r', '\n'};

    /** Copying more than this costs more than it saves. */
    private static final int LARGE = 16 << 10;

    private @Nullable ChannelHandlerContext codec;
    private @Nullable ByteBuf chunk;
    private boolean begun;
    private boolean over;

    /** Hears of the caller. */
    interface Listener {
        /** It went away before the answer was whole. */
        void gone();

        /** Whether it takes more now; false while it is behind. */
        void ready(boolean more);
    }

    Front(Channel channel, Listener listener) {
        this.channel = channel;
        this.listener = listener;
    }

    EventLoop loop() {
        return channel.eventLoop();
    }

    ByteBufAllocator allocator() {
        return channel.alloc();
    }

    /** Begins to listen. */
    void open() {
        if (!channel.isActive()) {
            over = true;
            listener.gone();
            return;
        }
        // First in line: whatever the server's own handlers do with these events, we hear of them.
        channel.pipeline().addFirst(this);
    }

    boolean begun() {
        return begun;
    }

    boolean isOver() {
        return over;
    }

    /** Whether the caller keeps up. */
    boolean isReady() {
        return channel.isWritable();
    }

    @Override
    public void channelWritabilityChanged(ChannelHandlerContext context) {
        if (!over) {
            listener.ready(channel.isWritable());
        }
        context.fireChannelWritabilityChanged();
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        boolean early = !over;
        over = true;
        drop();
        if (early) {
            listener.gone();
        }
        context.fireChannelInactive();
    }

    /** The status line and headers of an answer that comes piece by piece; they leave with its first piece. */
    void begin(int status, Map<String, String> headers) {
        begun = true;
        DefaultHttpResponse head = new DefaultHttpResponse(
                HttpVersion.HTTP_1_1, HttpResponseStatus.valueOf(status), DefaultHttpHeadersFactory.headersFactory().withValidation(false));
        fill(head.headers(), headers);
        head.headers().set(HttpHeaderNames.TRANSFER_ENCODING, HttpHeaderValues.CHUNKED);
        channel.write(head, channel.voidPromise());
        codec = channel.pipeline().context(HttpServerCodec.class);
    }

    /** Hands over a piece of the body; it leaves with {@link #flush}, together with what was handed over before. */
    void write(ByteBuf bytes) {
        ByteBuf gathering = chunk;
        ChannelHandlerContext below = codec;
        if (below == null || bytes.readableBytes() > LARGE) {
            writeChunk();
            channel.write(new DefaultHttpContent(bytes), channel.voidPromise());
            return;
        }
        if (gathering == null) {
            gathering = channel.alloc().buffer(Math.max(512, bytes.readableBytes() + SIZE + END.length));
            gathering.writeZero(SIZE);
            chunk = gathering;
        }
        gathering.writeBytes(bytes);
        bytes.release();
    }

    /**
     * As one chunk in one buffer, below the encoder: which would make three of it, and most of a stream's cost is in what happens
     * to each of its hundreds of pieces.
     */
    private void writeChunk() {
        ByteBuf gathered = chunk;
        ChannelHandlerContext below = codec;
        if (gathered == null || below == null) {
            return;
        }
        chunk = null;
        int size = gathered.writerIndex() - SIZE;
        int at = SIZE;
        gathered.setByte(--at, '\n');
        gathered.setByte(--at, '\r');
        for (int rest = size; rest > 0; rest >>= 4) {
            gathered.setByte(--at, Character.forDigit(rest & 15, 16));
        }
        gathered.readerIndex(at).writeBytes(END);
        below.write(gathered, channel.voidPromise());
    }

    /** Everything handed over leaves now. */
    void flush() {
        writeChunk();
        channel.flush();
    }

    /** The end of an answer that came piece by piece. */
    void end(Map<String, String> trailers) {
        writeChunk();
        LastHttpContent last = LastHttpContent.EMPTY_LAST_CONTENT;
        if (!trailers.isEmpty()) {
            last = new DefaultLastHttpContent(Unpooled.EMPTY_BUFFER, DefaultHttpHeadersFactory.trailersFactory().withValidation(false));
            fill(last.trailingHeaders(), trailers);
        }
        close();
        channel.writeAndFlush(last, channel.voidPromise());
    }

    /** All that was handed over leaves, and then the connection ends where more was promised. */
    void breakOff() {
        writeChunk();
        close();
        channel.writeAndFlush(Unpooled.EMPTY_BUFFER).addListener(ChannelFutureListener.CLOSE);
    }

    /** A whole answer. */
    void reply(int status, Map<String, String> headers, ByteBuf body) {
        begun = true;
        DefaultFullHttpResponse whole = new DefaultFullHttpResponse(
                HttpVersion.HTTP_1_1,
                HttpResponseStatus.valueOf(status),
                body,
                DefaultHttpHeadersFactory.headersFactory().withValidation(false),
                DefaultHttpHeadersFactory.trailersFactory().withValidation(false));
        fill(whole.headers(), headers);
        whole.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, body.readableBytes());
        close();
        channel.writeAndFlush(whole, channel.voidPromise());
    }

    /** The answer cannot be ended well: the caller is to see that by how it ends. */
    void cut() {
        drop();
        close();
        channel.close();
    }

    private void drop() {
        if (chunk != null) {
            chunk.release();
            chunk = null;
        }
    }

    private void close() {
        over = true;
        if (channel.pipeline().context(this) != null) {
            channel.pipeline().remove(this);
        }
    }

    private static void fill(HttpHeaders into, Map<String, String> headers) {
        headers.forEach((name, value) -> into.set(name, clean(value)));
    }

    /** Names come from us; values may come from a config or an upstream, and must not end a line. */
    static String clean(String value) {
        for (int at = 0; at < value.length(); at++) {
            char c = value.charAt(at);
            if (c < ' ' || c > '~') {
                return cleaned(value);
            }
        }
        return value;
    }

    private static String cleaned(String value) {
        StringBuilder out = new StringBuilder();
        for (byte b : value.getBytes(java.nio.charset.StandardCharsets.UTF_8)) {
            if (b >= ' ' && b <= '~') {
                out.append((char) b);
            } else {
                out.append('%').append(Character.toUpperCase(Character.forDigit(b >> 4 & 15, 16)));
                out.append(Character.toUpperCase(Character.forDigit(b & 15, 16)));
            }
        }
        return out.toString();
    }
}
