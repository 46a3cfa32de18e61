package cn.openclaw.gateway.server;

import io.netty.channel.ChannelInitializer;
import io.netty.channel.socket.SocketChannel;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.ssl.SslHandler;
import org.jspecify.annotations.Nullable;

/** What a new connection is given; or the door shown, where there are too many. */
final class Entrance extends ChannelInitializer<SocketChannel> {
    private final Core core;
    private final @Nullable Tls tls;

    /** @param tls null where the port is not encrypted */
    Entrance(Core core, @Nullable Tls tls) {
        this.core = core;
        this.tls = tls;
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
        if (tls != null) {
            SslHandler encryption = tls.context().newHandler(channel.alloc());
            encryption.setHandshakeTimeoutMillis(core.limits().headers().toMillis());
            channel.pipeline().addLast(encryption);
        }
        channel.pipeline().addLast(new HttpServerCodec(rules)).addLast(new HttpPort(core));
    }
}
