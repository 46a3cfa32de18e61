package cn.openclaw.gateway;

import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;

/** What a new connection is given; or the door shown, where there are too many. */
final class Entrance extends ChannelInitializer<SocketChannel> {
    private final Core core;

    Entrance(Core core) {
        this.core = core;
    }

    @Override
    protected void initChannel(SocketChannel channel) {
        int open = core.connections().incrementAndGet();
        int strangers = core.strangers().incrementAndGet();
        channel.closeFuture().addListener(_ -> core.connections().decrementAndGet());
        if (open > core.limits().connections() || strangers > core.limits().strangers()) {
            core.strangers().decrementAndGet();
            channel.close();
            return;
        }
        HttpDecoderConfig rules = new HttpDecoderConfig()
                .setMaxInitialLineLength(8192)
                .setMaxHeaderSize(32 << 10)
                .setMaxChunkSize(64 << 10);
        channel.pipeline().addLast(new HttpServerCodec(rules)).addLast(new HttpPort(core));
    }
}
