package cn.openclaw.gateway.relay;

import cn.openclaw.http.HttpException.Reason;
import cn.openclaw.http.HttpLimits;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpMethod;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.proxy.ProxyConnectException;
import io.netty.handler.proxy.ProxyConnectionEvent;
import io.netty.handler.ssl.SslHandshakeCompletionEvent;
import java.io.IOException;
import java.util.function.Consumer;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/** One connection to an upstream: one request at a time, HTTP/1.1. On its event loop alone. */
final class UpstreamLink extends ChannelInboundHandlerAdapter {
    private final LoopLinks links;
    private final Address to;
    private @Nullable Channel channel;
    private @Nullable Asked asked;
    private @Nullable Asked waiting;
    private @Nullable Consumer<UpstreamLink> whenReady;
    private boolean reused;
    private boolean keepAlive;
    private boolean answered;
    private boolean ready;
    private long sentAt;
    private long heardAt;
    private long idleSince;

    UpstreamLink(LoopLinks links, Address to) {
        this.links = links;
        this.to = to;
    }

    Address to() {
        return to;
    }

    boolean isUsable() {
        return channel != null && channel.isActive();
    }

    long idleSince() {
        return idleSince;
    }

    void idleSince(long nanos) {
        idleSince = nanos;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext context) {
        channel = context.channel();
        ready = !to.tls();
    }

    /** Calls back once TLS stands; at once where there is none. Until then a failure is this request's. */
    void whenReady(Asked next, Consumer<UpstreamLink> then) {
        if (ready) {
            then.accept(this);
        } else {
            waiting = next;
            whenReady = then;
        }
    }

    @Override
    public void userEventTriggered(ChannelHandlerContext context, Object event) {
        if (event instanceof SslHandshakeCompletionEvent done && done.isSuccess()) {
            ready = true;
            Consumer<UpstreamLink> then = whenReady;
            waiting = null;
            whenReady = null;
            if (then != null) {
                then.accept(this);
            }
        } else if (event instanceof SslHandshakeCompletionEvent failed) {
            refuse(failed.cause());
        } else if (event instanceof ProxyConnectionEvent) {
            return; // the tunnel stands; TLS follows
        }
        context.fireUserEventTriggered(event);
    }

    private void refuse(Throwable cause) {
        Asked hopeful = waiting;
        waiting = null;
        whenReady = null;
        if (hopeful != null) {
            boolean late = cause instanceof io.netty.handler.ssl.SslHandshakeTimeoutException;
            boolean proxy = cause instanceof ProxyConnectException;
            Reason reason = late ? Reason.CONNECT_LIMIT : proxy ? Reason.PROXY : Reason.TLS;
            hopeful.failed(reason, LoopLinks.said(cause));
        }
        close();
    }

    void ask(Asked next, boolean again) {
        asked = next;
        reused = again;
        answered = false;
        sentAt = System.nanoTime();
        heardAt = 0;
        next.on(this);
        Channel open = channel;
        if (open == null || !open.isActive()) {
            broken("closed");
            return;
        }
        open.writeAndFlush(request(next.request())).addListener(written -> {
            if (!written.isSuccess() && asked == next) {
                broken(LoopLinks.said(written.cause()));
            }
        });
    }

    private FullHttpRequest request(Outgoing outgoing) {
        String host = to.host().indexOf(':') >= 0 ? "[" + to.host() + "]" : to.host();
        String authority = to.port() == (to.tls() ? 443 : 80) ? host : host + ":" + to.port();
        String path = to.wholeUrls() ? "http://" + authority + outgoing.path() : outgoing.path();
        FullHttpRequest request = new DefaultFullHttpRequest(
                HttpVersion.HTTP_1_1, HttpMethod.POST, path, Unpooled.wrappedBuffer(outgoing.body()));
        request.headers().set(HttpHeaderNames.HOST, authority);
        outgoing.headers().forEach((name, value) -> request.headers().set(name, value));
        request.headers().setInt(HttpHeaderNames.CONTENT_LENGTH, outgoing.body().length);
        if (to.wholeUrls()) {
            to.proxy().flatMap(way -> way.authorization()).ifPresent(value ->
                    request.headers().set(HttpHeaderNames.PROXY_AUTHORIZATION, value));
        }
        return request;
    }

    @Override
    public void channelRead(ChannelHandlerContext context, Object message) {
        Asked now = asked;
        if (now == null) {
            io.netty.util.ReferenceCountUtil.release(message);
            context.close(); // nobody asked: whatever this is, it belongs to no request of ours
            return;
        }
        if (message instanceof HttpResponse response) {
            head(now, response);
        }
        if (message instanceof HttpContent content) {
            piece(now, content);
        }
    }

    private void head(Asked now, HttpResponse response) {
        if (response.decoderResult().isFailure()) {
            now.failed(Reason.BROKEN, "malformed answer");
            return;
        }
        int status = response.status().code();
        if (status < 100 || status == 101) {
            now.failed(Reason.BROKEN, "malformed answer: status " + status);
            return; // nobody asked for another protocol
        }
        if (status < 200) {
            return; // 100 Continue and the like: the answer follows
        }
        answered = true;
        keepAlive = HttpUtil.isKeepAlive(response)
                && (HttpUtil.isTransferEncodingChunked(response) || HttpUtil.isContentLengthSet(response))
                && !response.headers().containsValue(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE, true);
        now.head(status, response.headers());
    }

    private void piece(Asked now, HttpContent content) {
        if (content.decoderResult().isFailure()) {
            content.release();
            broken("malformed body");
            return;
        }
        if (!answered) {
            content.release(); // the empty body of a 100
            return;
        }
        heardAt = System.nanoTime();
        if (content.content().isReadable()) {
            now.piece(content.content());
        } else {
            content.release();
        }
        if (content instanceof LastHttpContent) {
            asked = null;
            reading(true);
            // First the connection, then the news: whoever asks again at once finds it.
            links.done(this, keepAlive && isUsable());
            now.end();
        }
    }

    @Override
    public void channelReadComplete(ChannelHandlerContext context) {
        if (asked != null) {
            asked.pause();
        }
    }

    void reading(boolean on) {
        Channel open = channel;
        if (open != null && open.config().isAutoRead() != on) {
            heardAt = heardAt == 0 ? 0 : System.nanoTime();
            open.config().setAutoRead(on);
        }
    }

    /** Looks whether a patience ran out. */
    void look(long now) {
        Asked busy = asked;
        Channel open = channel;
        if (busy == null || open == null) {
            return;
        }
        HttpLimits limits = busy.request().limits();
        if (now - busy.begun() > limits.total().toNanos()) {
            busy.failed(Reason.TOTAL_LIMIT, "");
        } else if (heardAt == 0 && now - sentAt > limits.firstByte().toNanos()) {
            busy.failed(Reason.FIRST_BYTE_LIMIT, "");
        } else if (heardAt != 0 && open.config().isAutoRead() && now - heardAt > limits.stall().toNanos()) {
            busy.failed(Reason.STALL_LIMIT, "");
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext context) {
        broken("the connection was closed");
        context.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
        if (waiting != null) {
            refuse(cause);
        } else if (cause instanceof IOException || cause instanceof SSLException) {
            broken(LoopLinks.said(cause));
        } else {
            broken(String.valueOf(cause));
        }
        context.close();
    }

    private void broken(String detail) {
        Asked now = asked;
        asked = null;
        links.lost(this);
        close();
        if (waiting != null) {
            refuse(new SSLException(detail));
        }
        if (now != null) {
            now.broken(reused, detail);
        }
    }

    /** Ends it although somebody waits, who is told. */
    void cut() {
        broken("shutting down");
    }

    void close() {
        links.lost(this);
        asked = null;
        if (channel != null) {
            channel.close();
        }
    }
}
