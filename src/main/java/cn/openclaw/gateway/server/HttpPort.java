package cn.openclaw.gateway.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelDuplexHandler;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPromise;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpContent;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.handler.codec.http.LastHttpContent;
import io.netty.handler.codec.http.TooLongHttpHeaderException;
import io.netty.handler.codec.http.TooLongHttpLineException;
import io.netty.handler.ssl.SslHandler;
import io.netty.handler.timeout.WriteTimeoutHandler;
import io.netty.util.ReferenceCountUtil;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * A connection's HTTP end of the pipeline: gathers requests, answers those that are refused at once, hands the others to their
 * door one after the other, and sees answers off. Lives on its channel's event loop; doors work on threads of their own.
 */
final class HttpPort extends ChannelDuplexHandler {
    /** Requests that may wait behind one that is being answered. */
    private static final int PIPELINE = 8;
    /** Bytes a second that somebody who sends a body must at least manage, after a grace of the header's time. */
    private static final int SLOWEST = 16 << 10;

    private static final long LINGER_MILLIS = 1_000;

    private final Core core;
    private final Newcomers.Place place;
    private final Deque<Visit> waiting = new ArrayDeque<>();
    private @Nullable Arriving arriving;
    private @Nullable Visit current;
    private @Nullable ScheduledFuture<?> deadline;
    private boolean stranger = true;
    private boolean closing;

    HttpPort(Core core, Newcomers.Place place) {
        this.core = core;
        this.place = place;
    }

    /** A request whose body is still coming. */
    private static final class Arriving {
        private final HttpRequest head;
        private final Visitor visitor;
        private final Gathering body;
        private final long begun = System.nanoTime();
        /** Whether its key was looked at and opens something: only then it may be long. */
        private boolean welcome;

        Arriving(HttpRequest head, Visitor visitor) {
            this.head = head;
            this.visitor = visitor;
            this.body = new Gathering(HttpUtil.getContentLength(head, -1L));
        }

        /** Milliseconds that are left, at the pace of the slowest. */
        long patience(long grace) {
            return Math.max(0, grace + 1000L * body.size() / SLOWEST - (System.nanoTime() - begun) / 1_000_000);
        }
    }

    // ---- time

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        wait(ctx, core.limits().headers().toMillis());
    }

    /** Whoever lets us wait longer is let go. */
    private void wait(ChannelHandlerContext ctx, long millis) {
        stopWaiting();
        deadline = ctx.executor().schedule(() -> tooSlow(ctx), millis, TimeUnit.MILLISECONDS);
    }

    private void stopWaiting() {
        ScheduledFuture<?> timer = deadline;
        if (timer != null) {
            timer.cancel(false);
            deadline = null;
        }
    }

    private void tooSlow(ChannelHandlerContext ctx) {
        Arriving slow = arriving;
        if (slow == null && current == null) {
            ctx.close();
        } else if (slow != null && !ctx.channel().config().isAutoRead()) {
            // It is we who do not read.
            wait(ctx, core.limits().headers().toMillis());
        } else if (slow != null) {
            refuse(ctx, 408, "request timeout");
        }
    }

    // ---- what comes in

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        try {
            if (closing) {
                return;
            }
            if (message instanceof HttpRequest head) {
                begin(ctx, head);
            }
            if (message instanceof HttpContent content && arriving != null) {
                add(ctx, arriving, content);
            }
        } finally {
            ReferenceCountUtil.release(message);
        }
    }

    private void begin(ChannelHandlerContext ctx, HttpRequest head) {
        if (head.decoderResult().isFailure()) {
            Throwable cause = head.decoderResult().cause();
            int status = cause instanceof TooLongHttpLineException ? 414 : cause instanceof TooLongHttpHeaderException ? 431 : 400;
            refuse(ctx, status, "malformed request");
            return;
        }
        if (!isWellFormed(head)) {
            refuse(ctx, 400, "malformed request");
            return;
        }
        Core.Neighbours neighbours = core.neighbours();
        Peer peer = Peer.of(ctx.channel().remoteAddress(), head.headers(), neighbours.trusted());
        String host = head.headers().get(HttpHeaderNames.HOST);
        String origin = head.headers().get(HttpHeaderNames.ORIGIN);
        Origins origins = neighbours.origins();
        if (!origins.knowsHost(host, peer)) {
            refuse(ctx, 421, "this gateway does not answer to that Host; name it in gateway.controlUi.allowedOrigins");
            return;
        }
        if (!origins.allows(origin, host)) {
            refuse(ctx, 403, "origin not allowed; name it in gateway.controlUi.allowedOrigins");
            return;
        }
        if (!place.take(peer, ctx.channel().remoteAddress())) {
            refuse(ctx, 429, "too many connections of this address have not shown a valid key");
            return;
        }
        Visitor visitor = new Visitor(
                peer,
                host == null ? "" : host,
                Optional.ofNullable(origin),
                ctx.pipeline().get(SslHandler.class) != null,
                Tailnet.claim(ctx.channel().remoteAddress(), head.headers()));
        if (Upgrade.isAsked(head)) {
            upgrade(ctx, head, visitor);
            return;
        }
        if (refusedBefore(ctx, head, visitor, origins)) {
            return;
        }
        Arriving coming = new Arriving(head, visitor);
        if (HttpUtil.getContentLength(head, 0L) > core.limits().beforeLogin() && !isWelcome(coming)) {
            turnAway(ctx, head, visitor);
            return;
        }
        if (HttpUtil.is100ContinueExpected(head)) {
            ctx.writeAndFlush(new DefaultFullHttpResponse(HttpVersion.HTTP_1_1, HttpResponseStatus.CONTINUE));
        }
        arriving = coming;
        wait(ctx, core.limits().headers().toMillis());
    }

    /** What two readers could understand in two ways is nobody's request; and what no door could read. */
    private static boolean isWellFormed(HttpRequest head) {
        int hosts = head.headers().getAll(HttpHeaderNames.HOST).size();
        if (hosts > 1 || (hosts == 0 && head.protocolVersion().equals(HttpVersion.HTTP_1_1))) {
            return false;
        }
        String uri = head.uri();
        for (int at = uri.indexOf('%'); at >= 0; at = uri.indexOf('%', at + 1)) {
            boolean encoded = at + 2 < uri.length()
                    && Character.digit(uri.charAt(at + 1), 16) >= 0
                    && Character.digit(uri.charAt(at + 2), 16) >= 0;
            if (!encoded) {
                return false;
            }
        }
        return true;
    }

    /** A socket begins where nobody waits for an answer: it would stand in the middle of it. */
    private void upgrade(ChannelHandlerContext ctx, HttpRequest head, Visitor visitor) {
        if (current != null || !waiting.isEmpty()) {
            refuse(ctx, 400, "no socket behind another request");
            return;
        }
        stopWaiting();
        if (Upgrade.of(core, ctx, new Upgrade.Asked(head, visitor, place))) {
            // Until it has logged in, the socket counts as the stranger that we were.
            stranger = false;
        } else {
            closing = true;
        }
    }

    private boolean refusedBefore(ChannelHandlerContext ctx, HttpRequest head, Visitor visitor, Origins origins) {
        String origin = visitor.origin().orElse(null);
        if (head.method().name().equals("OPTIONS") && origin != null && head.headers().contains("access-control-request-method")) {
            end(ctx, Replies.preflight(origin, head, origins.names(origin)));
            return true;
        }
        long wait = Visit.shown(head).isPresent() ? core.guard().waitMs(visitor.peer()) : 0;
        if (wait > 0) {
            end(ctx, Replies.later(wait));
            return true;
        }
        if (HttpUtil.getContentLength(head, 0L) > core.limits().body()) {
            refuse(ctx, 413, "the body is larger than " + core.limits().body() + " bytes");
            return true;
        }
        return false;
    }

    private void add(ChannelHandlerContext ctx, Arriving request, HttpContent content) {
        ByteBuf bytes = content.content();
        int size = bytes.readableBytes();
        if (content.decoderResult().isFailure()) {
            refuse(ctx, 400, "malformed body");
            return;
        }
        if (request.body.size() + (long) size > core.limits().body()) {
            refuse(ctx, 413, "the body is larger than " + core.limits().body() + " bytes");
            return;
        }
        if (request.body.size() + (long) size > core.limits().beforeLogin() && !isWelcome(request)) {
            turnAway(ctx, request.head, request.visitor);
            return;
        }
        if (core.bodies().addAndGet(size) > core.limits().bodies()) {
            core.bodies().addAndGet(-size);
            refuse(ctx, 503, "too many requests are being received; try again");
            return;
        }
        request.body.add(bytes, size);
        if (content instanceof LastHttpContent) {
            whole(ctx, request);
        } else if (size > 0) {
            wait(ctx, request.patience(core.limits().headers().toMillis()));
        }
    }

    private boolean isWelcome(Arriving request) {
        request.welcome = request.welcome || core.lets(request.head.headers());
        return request.welcome;
    }

    /** Whoever has no key, or a wrong one, does not fill our memory first. */
    private void turnAway(ChannelHandlerContext ctx, HttpRequest head, Visitor visitor) {
        if (Visit.shown(head).isPresent()) {
            core.guard().failed(visitor.peer());
        }
        refuse(ctx, 401, "so large a body needs a valid key");
    }

    private void whole(ChannelHandlerContext ctx, Arriving request) {
        arriving = null;
        stopWaiting();
        known();
        showed(ctx, request);
        byte[] body = request.body.whole();
        waiting.add(new Visit(core, ctx.channel(), request.head, request.visitor, body));
        if (waiting.size() > PIPELINE) {
            ctx.channel().config().setAutoRead(false);
        }
        next(ctx);
    }

    /** Whose key is right takes nobody's place, and may read as slowly as it likes. */
    private void showed(ChannelHandlerContext ctx, Arriving request) {
        ChannelHandlerContext impatient = ctx.pipeline().context(WriteTimeoutHandler.class);
        boolean news = impatient != null || place.isTaken();
        if (news && Visit.shown(request.head).isPresent() && core.knowsDoors() && isWelcome(request)) {
            place.leave();
            if (impatient != null) {
                ctx.pipeline().remove(impatient.handler());
            }
        }
    }

    /** What has come of a body is of no use any more. */
    private void forget() {
        Arriving half = arriving;
        if (half != null) {
            core.bodies().addAndGet(-half.body.size());
            arriving = null;
        }
    }

    /** It sent a whole request: no stranger any more. */
    private void known() {
        if (stranger) {
            stranger = false;
            core.strangers().decrementAndGet();
        }
    }

    private void next(ChannelHandlerContext ctx) {
        if (current != null || closing) {
            return;
        }
        Visit visit = waiting.poll();
        if (visit == null) {
            if (arriving == null) {
                wait(ctx, core.limits().idle().toMillis());
            }
            return;
        }
        if (!ctx.channel().config().isAutoRead()) {
            ctx.channel().config().setAutoRead(true);
        }
        current = visit;
        core.bodies().addAndGet(-visit.body().length);
        if (!Doors.openAtOnce(core, visit)) {
            visit.start(() -> Doors.open(core, visit));
        }
    }

    // ---- what goes out

    @Override
    public void write(ChannelHandlerContext ctx, Object message, ChannelPromise promise) {
        Visit visit = current;
        if (message instanceof HttpResponse response && visit != null && response.status().code() >= 200) {
            Replies.dress(response, visit, core);
            if (closing) {
                HttpUtil.setKeepAlive(visit.request(), false);
            }
            if (!HttpUtil.isKeepAlive(visit.request())) {
                response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            } else if (visit.request().protocolVersion().equals(HttpVersion.HTTP_1_0)) {
                response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.KEEP_ALIVE);
            }
        }
        boolean between = message instanceof HttpResponse response && response.status().code() < 200;
        if (message instanceof LastHttpContent && visit != null && !between) {
            ChannelPromise done = promise.unvoid();
            done.addListener(_ -> answered(ctx, visit));
            ctx.write(message, done);
        } else {
            ctx.write(message, promise);
        }
    }

    private void answered(ChannelHandlerContext ctx, Visit visit) {
        if (current != visit) {
            return;
        }
        current = null;
        if (HttpUtil.isKeepAlive(visit.request())) {
            next(ctx);
        } else {
            ctx.close();
        }
    }

    /** Refuses what is not even read to its end, and closes. */
    private void refuse(ChannelHandlerContext ctx, int status, String why) {
        end(ctx, Replies.error(status, why));
    }

    private void end(ChannelHandlerContext ctx, FullHttpResponse last) {
        forget();
        closing = true;
        stopWaiting();
        if (current != null) {
            // An answer is on its way; two would mix.
            ctx.close();
            return;
        }
        ctx.writeAndFlush(last).addListener(_ -> linger(ctx));
    }

    /** Whoever is still sending would lose our answer, were its bytes met by a reset: they are read for a moment, and dropped. */
    private static void linger(ChannelHandlerContext ctx) {
        if (ctx.channel() instanceof SocketChannel plain && ctx.pipeline().get(SslHandler.class) == null) {
            plain.shutdownOutput();
            ctx.executor().schedule(() -> ctx.close(), LINGER_MILLIS, TimeUnit.MILLISECONDS);
        } else {
            ctx.close();
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        leave();
        ctx.fireChannelInactive();
    }

    private void leave() {
        stopWaiting();
        known();
        forget();
        Visit visit = current;
        current = null;
        if (visit != null) {
            visit.left();
        }
        waiting.forEach(never -> core.bodies().addAndGet(-never.body().length));
        waiting.clear();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        ctx.close();
    }
}
