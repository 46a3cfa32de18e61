package cn.openclaw.gateway.relay;

import cn.openclaw.http.HttpException.Reason;
import cn.openclaw.http.ProxyRules;
import io.netty.bootstrap.Bootstrap;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFuture;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoop;
import io.netty.channel.socket.nio.NioSocketChannel;
import io.netty.handler.codec.http.DefaultHttpHeaders;
import io.netty.handler.codec.http.HttpClientCodec;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaders;
import io.netty.handler.proxy.HttpProxyHandler;
import io.netty.handler.ssl.SslHandler;
import io.netty.resolver.NoopAddressResolverGroup;
import io.netty.util.concurrent.ScheduledFuture;
import java.net.InetSocketAddress;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import javax.net.ssl.SSLException;
import org.jspecify.annotations.Nullable;

/**
 * One event loop's connections to upstreams: those at work, and those that wait for the next request. Only ever used on that
 * loop, so it needs no lock. Time limits are looked at for all together a few times a second, which costs less than a timer for each.
 */
final class LoopLinks {
    private static final long LOOK_MILLIS = 100;
    private static final long IDLE_NANOS = TimeUnit.SECONDS.toNanos(30);
    private static final int MOST_IDLE = 1_024;
    private static final HttpDecoderConfig DECODER = new HttpDecoderConfig()
            .setMaxHeaderSize(64 * 1024)
            .setMaxInitialLineLength(16 * 1024)
            .setMaxChunkSize(64 * 1024)
            .setValidateHeaders(false);

    private final EventLoop loop;
    private final Tls tls;
    private final Map<Address, Deque<UpstreamLink>> idle = new HashMap<>();
    private final Set<UpstreamLink> working = new HashSet<>();
    private @Nullable ScheduledFuture<?> looking;
    private boolean closed;

    LoopLinks(EventLoop loop, Tls tls) {
        this.loop = loop;
        this.tls = tls;
    }

    /** Sends a request on an idle connection or a new one. */
    Asked ask(Outgoing request, Answering answering) {
        Asked asked = new Asked(this, request, answering);
        UpstreamLink known = idle(request.to());
        if (known == null) {
            connect(asked, 0);
        } else {
            start(known, asked, true);
        }
        return asked;
    }

    private void start(UpstreamLink link, Asked asked, boolean reused) {
        working.add(link);
        look();
        link.ask(asked, reused);
    }

    /** Whether only one request is under way on this loop. */
    boolean isAlone() {
        return working.size() == 1;
    }

    private @Nullable UpstreamLink idle(Address to) {
        Deque<UpstreamLink> there = idle.get(to);
        while (there != null && !there.isEmpty()) {
            // The one used last: the others may grow old and be closed.
            UpstreamLink link = there.pollLast();
            if (link.isUsable()) {
                return link;
            }
            link.close();
        }
        return null;
    }

    /** @param which of the addresses the name stands for; the next is tried where one does not answer */
    void connect(Asked asked, int which) {
        Outgoing request = asked.request();
        Address to = request.to();
        UpstreamLink link = new UpstreamLink(this, to);
        Bootstrap bootstrap = new Bootstrap()
                .group(loop)
                .channel(NioSocketChannel.class)
                .option(ChannelOption.TCP_NODELAY, true)
                .option(ChannelOption.SO_KEEPALIVE, true)
                .option(ChannelOption.ALLOCATOR, asked.allocator())
                .option(ChannelOption.CONNECT_TIMEOUT_MILLIS, (int) Math.min(Integer.MAX_VALUE, request.limits().connect().toMillis()))
                .handler(new ChannelInitializer<Channel>() {
                    @Override
                    protected void initChannel(Channel channel) throws SSLException {
                        fill(channel, to, link, request);
                    }
                });
        if (request.near().isEmpty()) {
            asked.failed(Reason.UNKNOWN_HOST, to.nearHost());
            return;
        }
        boolean tunnel = to.tls() && to.proxy().isPresent();
        if (tunnel) {
            // The far end's name is the proxy's to look up; who is near, the handler in the pipeline knows.
            bootstrap.resolver(NoopAddressResolverGroup.INSTANCE);
        }
        ChannelFuture connecting = bootstrap.connect(tunnel
                ? InetSocketAddress.createUnresolved(to.host(), to.port())
                : new InetSocketAddress(request.near().get(which), to.nearPort()));
        asked.connecting(connecting.channel());
        connecting.addListener(done -> {
            if (done.isSuccess()) {
                link.whenReady(asked, ready -> connected(link, asked));
            } else if (asked.isOver()) {
                return; // cancelled meanwhile
            } else if (which + 1 < request.near().size()) {
                connect(asked, which + 1);
            } else {
                Throwable cause = done.cause();
                boolean late = cause instanceof io.netty.channel.ConnectTimeoutException;
                asked.failed(late ? Reason.CONNECT_LIMIT : Reason.CONNECT, said(cause));
            }
        });
    }

    private void connected(UpstreamLink link, Asked asked) {
        if (asked.isOver()) {
            link.close();
        } else if (closed) {
            link.close();
            asked.failed(Reason.BROKEN, "shutting down");
        } else {
            start(link, asked, false);
        }
    }

    private void fill(Channel channel, Address to, UpstreamLink link, Outgoing request) throws SSLException {
        long connect = request.limits().connect().toMillis();
        if (to.tls() && to.proxy().isPresent()) {
            HttpProxyHandler proxy = new HttpProxyHandler(
                    new InetSocketAddress(request.near().getFirst(), to.nearPort()), proxyHeaders(to.proxy().get()));
            proxy.setConnectTimeoutMillis(connect);
            channel.pipeline().addLast(proxy);
        }
        if (to.tls()) {
            SslHandler handler = tls.context().newHandler(channel.alloc(), to.host(), to.port());
            handler.setHandshakeTimeoutMillis(connect);
            channel.pipeline().addLast(handler);
        }
        channel.pipeline().addLast(new HttpClientCodec(DECODER, false, false), link);
    }

    private static HttpHeaders proxyHeaders(ProxyRules.Way way) {
        HttpHeaders headers = new DefaultHttpHeaders();
        way.authorization().ifPresent(value -> headers.set(HttpHeaderNames.PROXY_AUTHORIZATION, value));
        return headers;
    }

    static String said(@Nullable Throwable cause) {
        return cause == null ? "" : String.valueOf(cause.getMessage());
    }

    /** A connection whose answer is over: kept for the next request if it can be. */
    void done(UpstreamLink link, boolean reusable) {
        working.remove(link);
        Deque<UpstreamLink> there = idle.computeIfAbsent(link.to(), _ -> new ArrayDeque<>());
        if (!reusable || closed || there.size() >= MOST_IDLE) {
            link.close();
            return;
        }
        link.idleSince(System.nanoTime());
        there.addLast(link);
        look();
    }

    /** A connection that ended while nobody used it. */
    void lost(UpstreamLink link) {
        working.remove(link);
        Deque<UpstreamLink> there = idle.get(link.to());
        if (there != null) {
            there.remove(link);
        }
    }

    private void look() {
        if (looking == null && !closed) {
            looking = loop.scheduleWithFixedDelay(this::lookNow, LOOK_MILLIS, LOOK_MILLIS, TimeUnit.MILLISECONDS);
        }
    }

    private void lookNow() {
        long now = System.nanoTime();
        for (UpstreamLink link : List.copyOf(working)) {
            link.look(now);
        }
        List<UpstreamLink> old = new ArrayList<>();
        for (Deque<UpstreamLink> there : idle.values()) {
            while (!there.isEmpty() && now - there.peekFirst().idleSince() > IDLE_NANOS) {
                old.add(there.pollFirst());
            }
        }
        old.forEach(UpstreamLink::close);
        idle.values().removeIf(Deque::isEmpty);
        if (working.isEmpty() && idle.isEmpty() && looking != null) {
            looking.cancel(false);
            looking = null;
        }
    }

    /** From any other thread: ends everything, and waits a moment for it. Whoever was being answered hears of it. */
    void close() {
        if (!loop.isShuttingDown() && !loop.inEventLoop()) {
            boolean _ = loop.submit(this::closeNow).awaitUninterruptibly(1, TimeUnit.SECONDS);
        }
    }

    private void closeNow() {
        closed = true;
        idle.values().forEach(there -> List.copyOf(there).forEach(UpstreamLink::close));
        idle.clear();
        List.copyOf(working).forEach(UpstreamLink::cut);
    }
}
