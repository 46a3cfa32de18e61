package cn.openclaw.gateway.server;

import io.netty.buffer.ByteBuf;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInboundHandlerAdapter;

/** Lets no more through than a login needs, as long as nobody has logged in: strangers do not fill our memory. */
final class Threshold extends ChannelInboundHandlerAdapter {
    private final Connection connection;
    private final int most;
    private long heard;

    /** @param most bytes of everything before the login */
    Threshold(Connection connection, int most) {
        this.connection = connection;
        this.most = most;
    }

    @Override
    public void channelRead(ChannelHandlerContext ctx, Object message) {
        if (connection.caller() != null) {
            ctx.fireChannelRead(message);
            ctx.pipeline().remove(this);
            return;
        }
        if (message instanceof ByteBuf bytes) {
            heard += bytes.readableBytes();
            if (heard > most) {
                bytes.release();
                connection.close(1009, "");
                return;
            }
        }
        ctx.fireChannelRead(message);
    }
}
