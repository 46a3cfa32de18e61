package cn.openclaw.gateway.server;

import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.handler.codec.TooLongFrameException;
import io.netty.handler.codec.http.websocketx.CloseWebSocketFrame;
import io.netty.handler.codec.http.websocketx.CorruptedWebSocketFrameException;
import io.netty.handler.codec.http.websocketx.PingWebSocketFrame;
import io.netty.handler.codec.http.websocketx.PongWebSocketFrame;
import io.netty.handler.codec.http.websocketx.TextWebSocketFrame;
import io.netty.handler.codec.http.websocketx.WebSocketFrame;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** A socket's end of the pipeline: hands messages to its {@link Connection}. */
final class SocketPort extends SimpleChannelInboundHandler<WebSocketFrame> {
    private final Core core;
    private final Connection connection;
    private @Nullable ScheduledFuture<?> patience;

    SocketPort(Core core, Connection connection) {
        this.core = core;
        this.connection = connection;
    }

    @Override
    public void handlerAdded(ChannelHandlerContext ctx) {
        patience = new Timer(ctx).start();
    }

    /** Closes a socket that has not tried to log in in time; a login that is being worked on ends by itself. */
    private final class Timer implements Runnable {
        private final ChannelHandlerContext ctx;

        Timer(ChannelHandlerContext ctx) {
            this.ctx = ctx;
        }

        ScheduledFuture<?> start() {
            return ctx.executor().schedule(this, core.limits().handshake().toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        public void run() {
            if (!connection.hasSpoken()) {
                connection.close(1008, "handshake timeout");
            }
        }
    }

    @Override
    protected void channelRead0(ChannelHandlerContext ctx, WebSocketFrame frame) {
        if (connection.outbox().isClosing()) {
            if (frame instanceof CloseWebSocketFrame) {
                ctx.close();
            }
            return;
        }
        switch (frame) {
            case TextWebSocketFrame text -> connection.received(text.text());
            case PingWebSocketFrame ping -> connection.outbox().pong(ping.content());
            case CloseWebSocketFrame close -> {
                int code = close.statusCode();
                connection.close(code < 1000 || code == 1005 || code == 1006 ? 1000 : code, "");
            }
            case PongWebSocketFrame _ -> {
                // Whoever sends one unasked says that he is alive.
            }
            default -> connection.close(1003, "text frames only");
        }
    }

    @Override
    public void channelInactive(ChannelHandlerContext ctx) {
        ScheduledFuture<?> timer = patience;
        if (timer != null) {
            timer.cancel(false);
        }
        connection.ended();
        ctx.fireChannelInactive();
    }

    @Override
    public void exceptionCaught(ChannelHandlerContext ctx, Throwable cause) {
        if (cause instanceof CorruptedWebSocketFrameException broken) {
            connection.close(broken.closeStatus().code(), "");
        } else if (cause instanceof TooLongFrameException) {
            connection.close(1009, "");
        } else {
            ctx.close();
        }
    }
}
