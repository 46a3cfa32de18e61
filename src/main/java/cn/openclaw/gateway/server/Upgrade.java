package cn.openclaw.gateway.server;

import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelPipeline;
import io.netty.handler.codec.http.DefaultFullHttpRequest;
import io.netty.handler.codec.http.FullHttpRequest;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.QueryStringDecoder;
import io.netty.handler.codec.http.websocketx.Utf8FrameValidator;
import io.netty.handler.codec.http.websocketx.WebSocketDecoderConfig;
import io.netty.handler.codec.http.websocketx.WebSocketFrameAggregator;
import io.netty.handler.codec.http.websocketx.WebSocketHandshakeException;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker;
import io.netty.handler.codec.http.websocketx.WebSocketServerHandshaker13;
import io.netty.handler.timeout.WriteTimeoutHandler;

/** Makes a socket of an HTTP connection. */
final class Upgrade {
    private Upgrade() {}

    /**
     * A request for a socket.
     *
     * @param place where its connection counts until it has logged in
     */
    record Asked(HttpRequest head, Visitor visitor, Newcomers.Place place) {}

    static boolean isAsked(HttpRequest head) {
        return head.headers().containsValue(HttpHeaderNames.UPGRADE, HttpHeaderValues.WEBSOCKET, true);
    }

    /**
     * On the event loop; the HTTP end leaves the pipeline.
     *
     * @return false if it was refused, and the connection ends
     */
    static boolean of(Core core, ChannelHandlerContext ctx, Asked asked) {
        HttpRequest head = asked.head();
        String path = new QueryStringDecoder(head.uri()).path();
        boolean complete = head.headers().contains("sec-websocket-key")
                && "13".equals(head.headers().get("sec-websocket-version"))
                && head.method().name().equals("GET");
        if (!complete || Doors.taken(core, path)) {
            ctx.writeAndFlush(Replies.error(complete ? 404 : 400, complete ? "no socket at this path" : "not a WebSocket 13 handshake"))
                    .addListener(ChannelFutureListener.CLOSE);
            return false;
        }
        Limits limits = core.limits();
        WebSocketDecoderConfig rules = WebSocketDecoderConfig.newBuilder()
                .maxFramePayloadLength(limits.payload())
                .allowExtensions(false)
                .closeOnProtocolViolation(false)
                .build();
        WebSocketServerHandshaker handshaker = new WebSocketServerHandshaker13(head.uri(), null, rules);
        Connection connection = new Connection(core, ctx.channel(), asked.visitor(), asked.place());
        FullHttpRequest whole = new DefaultFullHttpRequest(
                head.protocolVersion(), head.method(), head.uri(), Unpooled.EMPTY_BUFFER, head.headers(), head.headers());
        ChannelPipeline pipeline = ctx.pipeline();
        pipeline.addLast(
                "utf8", new Utf8FrameValidator(false));
        pipeline.addLast("whole messages", new WebSocketFrameAggregator(limits.payload()));
        pipeline.addLast("socket", new SocketPort(core, connection));
        pipeline.addBefore(pipeline.context(HttpServerCodec.class).name(), "threshold", new Threshold(connection, limits.beforeLogin()));
        pipeline.remove(HttpPort.class);
        if (pipeline.get(WriteTimeoutHandler.class) != null) {
            pipeline.remove(WriteTimeoutHandler.class);
        }
        ctx.channel().closeFuture().addListener(_ -> connection.known());
        try {
            handshaker.handshake(ctx.channel(), whole).addListener(done -> {
                if (done.isSuccess()) {
                    connection.greet();
                } else {
                    ctx.channel().close();
                }
            });
        } catch (WebSocketHandshakeException e) {
            // What it asks for is no handshake after all, and nobody here listens to it any more.
            ctx.channel().close();
        }
        return true;
    }
}
